"""Payments, account entries and what was said at dunning, from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.money.model import AccountEntry, DunningCall, Instalment, Payment, PaymentAllotment

DEALER = ("经销商", "客户", "客户名称", "经销商名称", "往来单位", "付款单位", "单位名称", "公司名称", "户名",
          "对方户名", "对方名称", "客户单位", "收货单位", "购货单位", "客户简称", "付款方")
BALANCES = (  # the closing ones first: a title 截止… names their day
    ("期末余额借方", "期末余额贷方"), ("期末借方", "期末贷方"), ("期末借方余额", "期末贷方余额"),
    ("期末余额应收", "期末余额预收"), ("期末欠款", "期末预收"), ("期末应收", "期末预收"),
    ("期初余额借方", "期初余额贷方"), ("期初借方", "期初贷方"), ("期初余额应收", "期初余额预收"),
    ("期初欠款", "期初预收"), ("期初应收", "期初预收"), ("应收余额", "预收余额"), ("应收账款", "预收账款"),
    ("欠款", "预收款"), ("欠款余额", "预收余额"))
PAYMENTS = RecordImport(
    "payments", N_("Payments"), Payment, keys=(("code",), ("dealer_id", "received_on", "amount", "reference")),
    aliases={"dealer_id": DEALER, "received_on": ("回款日期", "收款日期", "到账日期", "日期", "入账日期",
                                                     "交易日期", "到账时间", "收款时间"),
             "expected_on": ("预计回款日期", "计划回款日期"), "code": ("回款单号", "收款单号", "单号", "单据号"),
             "amount": ("回款金额", "收款金额", "金额", "到账金额", "本期回款", "回款", "实收金额", "收款额",
                        "贷方", "贷方金额", "收入", "收入金额", "贷方发生额"),
             "reference": ("银行流水号", "流水号", "凭证号"), "payer": ("付款人", "汇款人"),
             "method": ("付款方式", "结算方式", "收款方式", "方式"), "remarks": ("摘要", "说明")},
    sides={"amount": (("收款金额", "退款金额"), ("回款金额", "退款金额"), ("收款", "退款"), ("回款", "退款"))},
    months=("received_on", "amount"),
    inward={"amount": (("收入", "支出"), ("收入金额", "支出金额"))})  # never 借方: in a customer's ledger that is a sale
ENTRIES = RecordImport(
    "account-entries", N_("Account entries"), AccountEntry,
    keys=(("code",), ("dealer_id", "entered_on", "kind", "amount", "what")),
    aliases={"dealer_id": DEALER, "entered_on": ("日期", "入账日期", "单据日期", "截止日期", "截至日期", "余额日期"),
             "kind": ("类型", "项目", "科目", "调整类型"),
             "amount": ("金额", "期初余额", "期初欠款", "调整金额", "应收余额", "欠款余额", "期初应收",
                        "应收账款余额", "欠款金额", "欠款", "期初借方", "期初余额借方", "期末余额",
                        "期末欠款", "期末应收", "期末借方", "期末余额借方", "期末应收余额", "期末应收账款"),
             "due_on": ("到期日", "应付日期", "到期日期"),
             "code": ("单号", "单据号"), "what": ("摘要", "事由", "说明")},
    defaults={"kind": "opening"}, sides={"amount": BALANCES},
    note=N_("Without a column that says their kind they are opening balances."))
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
    aliases={"shipment_id": SHIPMENT,
             "due_on": ("到期日", "到期日期", "应付日期", "付款期限", "付款日期", "到期时间", "还款日期"),
             "amount": ("金额", "到期金额", "应付金额", "分期金额", "付款金额", "应付款", "还款金额")},
    numbered=("due_on", "amount"))

IMPORTS = (PAYMENTS, ENTRIES, CALLS, ALLOTMENTS, INSTALMENTS)
