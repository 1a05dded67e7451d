"""Rivals and the prices seen of them from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport, packs
from desktop.core.importing.matching import normal
from desktop.core.tables import Table
from desktop.market.figures.imports import REGION, regions_named
from desktop.market.rivals.model import PriceSighting, RivalFirm

FIRM = ("竞争厂商", "品牌", "竞争对手", "厂商", "厂商名", "厂家", "竞品企业", "企业名称", "公司")
PACKS = ("规格", "规格(kg)", "包装规格", "每袋重量")


class SightingImport(RecordImport):
    """Prices seen, whose packs are told in kilograms or in seeds."""

    def arranged(self, table: Table, layout: str) -> Table:
        """A column of both is a column of each."""
        names = {normal(name) for name in PACKS}
        return super().arranged(packs.parted(table, names, "每袋公斤数", "每袋粒数"), layout)


IMPORTS = (
    RecordImport(
        "rivals", N_("Rivals"), RivalFirm, keys=(("code",), ("name",)),
        aliases={"name": FIRM, "dealers": ("主要销售商", "主要经销商"), "policy": ("销售政策",), "promotion": ("促销状况",),
                 "quality": ("品质",), "strengths": ("优点", "优势"), "weaknesses": ("缺点", "劣势"),
                 "answer": ("本公司对策", "对策"), "share": ("销售份额", "份额", "市场占有率", "市场份额", "占有率")}),
    SightingImport(
        "price-sightings", N_("Prices seen"), PriceSighting,
        keys=(("seen_on", "variety_id", "region_id", "shop"),),
        aliases={"seen_on": ("日期", "调查日期", "调查时间", "时间"),
                 "variety_id": ("品名", "品种", "品种名称", "竞品品种"), "firm_id": FIRM,
                 "region_id": (*REGION, "调查地点", "地点"),
                 "shop": ("店铺", "门店", "店铺名称", "门店名称", "农资店", "店名", "零售店"),
                 "pack_kg": PACKS,
                 "farmer_price": ("市场价", "零售价", "农民购价"), "shop_price": ("进店价", "进货价"),
                 "dealer_price": ("提货价", "经销商进价"), "promotion": ("促销", "促销活动"),
                 "seen_by": ("调查人", "看到人", "记录人"),
                 "source": ("看到方式", "信息来源", "来源方式")},
        lookups={"region_id": regions_named}, creatable=("variety_id", "firm_id"),
        makers={"variety_id": lambda text: {"name": text, "kind": "competitor"}}),
)
