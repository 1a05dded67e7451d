"""Prices from a spreadsheet."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.money.imports import DEALER
from desktop.sales.prices.model import PriceLine
from desktop.sales.stock.imports import PRODUCT

IMPORTS = (RecordImport(
    "prices", N_("Prices"), PriceLine, keys=(("product_id", "region_id", "dealer_id", "valid_from"),),
    aliases={"product_id": PRODUCT, "region_id": ("区域", "地区", "县", "县区", "县市", "市场", "销售区域"),
             "dealer_id": DEALER, "valid_from": ("执行日期", "生效日期", "开始日期", "执行时间", "起始日期"),
             "valid_until": ("截止日期", "失效日期", "终止日期"), "freight_shop": ("短倒", "短途运费", "到店运费")}),)
