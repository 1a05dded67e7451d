"""Balances of seed from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.market.figures.imports import CROP, REGION, regions_named

IMPORTS = (
    RecordImport(
        "market-capacities", N_("Market capacity"), MarketCapacity, keys=(("code",), ("region_id", "crop_id", "year")),
        aliases={"region_id": REGION, "crop_id": CROP, "year": ("年份", "年度"), "area_likely": ("面积", "作物面积",
                                                                                             "播种面积"),
                 "price": ("农民购价", "零售价", "单价"), "own_bags": ("本公司销量", "我方销量", "本品销量")},
        lookups={"region_id": regions_named}),
    RecordImport(
        "seed-balances", N_("Supply and demand of seed"), SeedBalance, keys=(("crop_id", "year", "scope"),),
        aliases={"crop_id": CROP, "year": ("年份", "年度"), "scope": ("种子类型", "类型"),
                 "area_mu": ("制种面积", "制种收获面积"), "yield_kg": ("单产", "制种单产"),
                 "stock_kg": ("有效库存", "期末有效库存", "库存"), "need_mu": ("用种面积", "播种面积"),
                 "rate_kg": ("亩用种量", "用种量"),
                 "export_kg": ("出口", "出口量"), "grain_kg": ("转商", "转商量")}),
)
