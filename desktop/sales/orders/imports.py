"""Orders and shipments from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.money.imports import DEALER
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.stock.imports import CARTONS, PACKED, PRODUCT

ORDERED = ("日期", "订单日期", "下单日期", "订货时间", "单据日期")
PRICE = ("单价", "含税单价", "结算单价", "开票价", "提货价", "订货单价", "发货单价", "出库单价", "供货价")
SENT_AND_BACK = (("发货数量", "退货数量"), ("出库数量", "退货数量"), ("发货袋数", "退货袋数"), ("发货", "退货"),
                 ("发货数", "退货数"), ("出库数量", "退库数量"), ("数量", "退货数量"))
IMPORTS = (
    RecordImport("orders", N_("Orders"), SalesOrder, keys=(("code",), ("dealer_id", "ordered_on")),
                 aliases={"code": ("单号", "订单编号", "单据号", "单据编号", "订货单号"), "dealer_id": DEALER,
                          "ordered_on": ORDERED,
                          "required_on": ("要货时间", "到货日期", "交货日期", "需求日期", "要求到货",
                                          "要求到货日期", "送货日期"),
                          "deposit": ("订金", "定金", "预付款"),
                          "contact": ("下单人", "订货人", "联系人"), "remarks": ("说明", "摘要")}),
    RecordImport("order-lines", N_("Orders with their lines"), OrderLine, keeps="remark", required=("bags",),
                 fields=("order_id", "dealer_id", "ordered_on", "product_id", "bags", "price", "allotted", "remark"),
                 keys=(("order_id", "product_id", "price"), ("dealer_id", "ordered_on", "product_id", "price")),
                 note=N_("A line whose order is not here yet joins a draft of its dealer and day."),
                 across=("product_id", "bags"), halves=PACKED, cases=CARTONS,
                 aliases={"order_id": ("订单号", "订单编号"), "dealer_id": DEALER, "ordered_on": ORDERED,
                          "product_id": PRODUCT, "bags": ("袋数", "数量", "订货数量", "订购数量", "订货量", "要货数量"),
                          "price": PRICE, "remark": ("备注", "说明")}),
    RecordImport("shipment-lines", N_("Shipment lines"), ShipmentLine, keeps="remark", across=("product_id", "bags", "kg"),
                 halves=PACKED, sides={"bags": SENT_AND_BACK}, months=("moved_on", "bags"),
                 cases=CARTONS,
                 keys=(("dealer_id", "moved_on", "product_id", "lot", "bags"), ("dealer_id", "moved_on", "lot", "kg")),
                 aliases={"dealer_id": DEALER, "moved_on": ("日期", "发货日期", "单据日期", "出库日期"),
                          "product_id": PRODUCT,
                          "bags": ("袋数", "数量", "发货数量", "出库数量"), "price": PRICE,
                          "lot": ("批号", "种子批号", "批次", "批次号", "生产批号"),
                          "kg": ("数量(kg)", "重量", "公斤"), "held_kg": ("尚存",)}),
    RecordImport("shipments", N_("Shipments"), Shipment, keys=(("code",),),
                 aliases={"code": ("单号", "出库单号", "单据号", "单据编号", "发货单编号"), "dealer_id": DEALER,
                          "kind": ("类型", "单据类型", "业务类型"), "order_id": ("订单号", "订单编号", "对应订单"),
                          "moved_on": ("日期", "发货日期", "单据日期", "出库日期", "退货日期"),
                          "carrier": ("承运单位", "物流", "物流公司"), "freight": ("运费", "运输费"),
                          "signed_by": ("收货人", "签收人"), "remarks": ("说明", "摘要")}),
)
