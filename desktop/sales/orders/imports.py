"""Orders and shipments from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.money.imports import DEALER
from desktop.sales.orders.model import SalesOrder, Shipment, ShipmentLine
from desktop.sales.stock.imports import PRODUCT

IMPORTS = (
    RecordImport("orders", N_("Orders"), SalesOrder, keys=(("code",),)),
    RecordImport("shipment-lines", N_("Shipment lines"), ShipmentLine, keeps="remark",
                 keys=(("dealer_id", "moved_on", "product_id", "lot", "bags"), ("dealer_id", "moved_on", "lot", "kg")),
                 aliases={"dealer_id": DEALER, "moved_on": ("日期", "发货日期", "单据日期", "出库日期"),
                          "product_id": PRODUCT,
                          "bags": ("袋数", "数量", "发货数量", "出库数量"), "price": ("单价", "含税单价", "结算单价"),
                          "lot": ("批号", "种子批号"), "kg": ("数量(kg)", "重量", "公斤"), "held_kg": ("尚存",)}),
    RecordImport("shipments", N_("Shipments"), Shipment, keys=(("code",),)),
)
