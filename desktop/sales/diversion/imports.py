"""Cases of diversion from a spreadsheet (窜货明细)."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.stock.imports import PRODUCT

IMPORTS = (RecordImport(
    "diversions", N_("Diversion cases"), DiversionCase, keys=(("code",), ("found_on", "region_id", "product_id", "lot")),
    aliases={"found_on": ("发现日期", "日期"), "region_id": ("发现地区", "区域", "地区"), "product_id": PRODUCT,
             "lot": ("批号",),
             "box_code": ("箱号", "监管码", "追溯码"), "bags": ("数量", "袋数"), "price_here": ("单价", "售价"),
             "suspect_id": ("供货方", "窜货方", "涉嫌经销商"), "harmed_id": ("受害方", "被窜方"), "shop": ("门店", "店名")}),)
