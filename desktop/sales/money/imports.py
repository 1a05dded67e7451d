"""Payments, account entries and what was said at dunning, from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.money.model import AccountEntry, DunningCall, Instalment, Payment, PaymentAllotment

DEALER = ("经销商", "客户", "客户名称", "经销商名称", "往来单位", "付款单位", "单位名称", "公司名称", "户名")
PAYMENTS = RecordImport(
    "payments", N_("Payments"), Payment, keys=(("code",), ("dealer_id", "received_on", "amount", "reference")),
    aliases={"dealer_id": DEALER, "received_on": ("回款日期", "收款日期", "到账日期", "日期", "入账日期"),
             "expected_on": ("预计回款日期", "计划回款日期"), "code": ("回款单号", "收款单号", "单号", "单据号"),
             "amount": ("回款金额", "收款金额", "金额", "到账金额", "本期回款", "回款"),
             "reference": ("银行流水号", "流水号", "凭证号"), "payer": ("付款人", "汇款人"),
             "method": ("付款方式", "结算方式", "收款方式", "方式"), "remarks": ("摘要", "说明")})
ENTRIES = RecordImport(
    "account-entries", N_("Account entries"), AccountEntry,
    keys=(("code",), ("dealer_id", "entered_on", "kind", "amount", "what")),
    aliases={"dealer_id": DEALER, "entered_on": ("日期", "入账日期", "单据日期", "截止日期", "截至日期", "余额日期"),
             "kind": ("类型", "项目", "科目", "调整类型"),
             "amount": ("金额", "期初余额", "期初欠款", "调整金额", "应收余额"), "due_on": ("到期日", "应付日期", "到期日期"),
             "code": ("单号", "单据号"), "what": ("摘要", "事由", "说明")},
    defaults={"kind": "opening"}, note=N_("Without a column that says their kind they are opening balances."))
CALLS = RecordImport("dunning-calls", N_("Dunning calls"), DunningCall, keys=(("dealer_id", "called_on", "way"),),
                     aliases={"dealer_id": DEALER, "called_on": ("催款日期", "日期"), "said": ("催款内容", "沟通记录"),
                              "answer": ("客户答复", "答复")})
SHIPMENT = ("发货单", "发货单号", "出库单号", "单据号")
ALLOTMENTS = RecordImport(
    "allotments", N_("Allotments"), PaymentAllotment, keeps="remark",
    keys=(("payment_id", "shipment_id"), ("payment_id", "entry_id"), ("payment_id", "order_id")),
    aliases={"payment_id": ("回款单号", "收款单号", "回款"), "shipment_id": SHIPMENT, "entry_id": ("调整单号", "往来调整"),
             "order_id": ("订单号", "订单编号"), "amount": ("核销金额", "金额", "分配金额"), "remark": ("备注", "说明")})
INSTALMENTS = RecordImport(
    "instalments", N_("Instalments"), Instalment, keeps="remark", keys=(("shipment_id", "due_on"),),
    aliases={"shipment_id": SHIPMENT, "due_on": ("到期日", "到期日期", "应付日期", "付款期限"),
             "amount": ("金额", "到期金额", "应付金额", "分期金额")})

IMPORTS = (PAYMENTS, ENTRIES, CALLS, ALLOTMENTS, INSTALMENTS)
