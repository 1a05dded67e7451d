"""Targets from a spreadsheet."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.money.imports import DEALER
from desktop.sales.stock.imports import PRODUCT
from desktop.sales.targets.model import SalesTarget

IMPORTS = (RecordImport(
    "targets", N_("Targets"), SalesTarget, keys=(
        ("code",), ("starts_on", "measure", "region_id", "dealer_id", "product_id", "person_id", "personal"),
        ("starts_on", "measure", "region_id", "dealer_id", "product_id")),
    aliases={"starts_on": ("年度", "销售季", "开始日期"), "measure": ("指标", "指标类型"), "region_id": ("区域", "地区",
                                                                                          "县区"),
             "dealer_id": DEALER, "product_id": PRODUCT, "bags": ("目标袋数", "任务袋数", "目标数量", "任务量"),
             "money": ("目标金额", "任务金额", "回款目标", "销售目标")}),)
