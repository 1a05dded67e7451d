"""Needs of varieties and growers' questions from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.market.figures.imports import CROP, REGION, regions_named
from desktop.market.suitability.model import GrowerQuestion, VarietyNeed
from desktop.market.suitability.rule_model import SuitabilityRule

IMPORTS = (
    RecordImport(
        "variety-needs", N_("Needs of varieties"), VarietyNeed, keys=(("variety_id",),),
        aliases={"variety_id": ("品种", "品种名称"), "heat": ("需要积温", "所需积温", "积温", "需≥10℃积温"),
                 "days": ("生育期", "生育日数"),
                 "water": ("需水量",), "salt": ("耐盐",), "lodging": ("倒伏倒折率", "倒伏率"), "moisture": ("收获含水量",
                                                                                               "收获水分"),
                 "density_low": ("密度下限", "适宜密度下限"), "density_high": ("密度上限", "适宜密度上限")},
        spans={("density_low", "density_high"): ("适宜密度", "密度", "种植密度", "适宜种植密度"), ("ph_low", "ph_high"): (
            "土壤pH", "适宜pH", "pH范围")}),
    RecordImport("suitability-rules", N_("Rules of suitability"), SuitabilityRule, keys=(("item", "crop_id", "valid_from"),),
                 aliases={"crop_id": CROP, "item": ("项目", "规则"), "valid_from": ("生效日期",), "source": ("依据", "来源")}),
    RecordImport(
        "grower-questions", N_("Growers' questions"), GrowerQuestion, keys=(("code",),),
        aliases={"grower": ("农户", "姓名", "种植户"), "phone": ("电话", "联系电话"), "region_id": REGION, "crop_id": CROP,
                 "asked_on": ("日期", "咨询日期"), "question": ("问题", "咨询内容"), "area_mu": ("面积", "面积(亩)")},
        lookups={"region_id": regions_named}),
)
