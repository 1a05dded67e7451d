"""Dealers' week and month reports, from the form that the program writes or any sheet of the kind; plans' activities."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.reports.dealer_plans.report_model import DealerReportLine
from desktop.sales.money.imports import DEALER
from desktop.sales.stock.imports import PACKED, PRODUCT

IMPORTS = (
    RecordImport("dealer-reports", N_("Reports of dealers"), DealerReportLine, keeps="remark",
                 keys=(("dealer_id", "kind", "starts_on", "product_id"),),
                 aliases={"dealer_id": DEALER, "product_id": PRODUCT, "starts_on": ("开始日期", "日期", "周起始日", "月份"),
                          "opening": ("期初库存", "上期结存", "期初"), "received": ("本期到货", "进货", "本期进货", "到货数量"),
                          "sold": ("本期销售", "销量", "销售数量", "本周销量", "本月销量"),
                          "closing": ("期末库存", "本期结存", "结存", "库存")}, halves=PACKED),
)
