"""Places, soil tests and diseases from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.market.figures.imports import CROP, REGION, regions_named
from desktop.market.places.model import GrowingPlace, SoilTest

IMPORTS = (
    RecordImport(
        "growing-places", N_("Places"), GrowingPlace, keys=(("code",), ("region_id", "crop_id")),
        aliases={"region_id": REGION, "crop_id": CROP, "heat": ("80%保证率积温", "保证积温", "积温"),
                 "frost_free": ("无霜期", "80%保证率无霜期"), "rain": ("降水量", "生长季降水"), "irrigated": ("灌溉比例",
                                                                                             "有效灌溉率"),
                 "soil_ph": ("pH", "土壤pH"), "density": ("习惯密度", "密度"), "rotation": ("轮作", "前茬"),
                 "altitude": ("海拔",)},
        lookups={"region_id": regions_named}),
    RecordImport(
        "soil-tests", N_("Soil tests"), SoilTest, keys=(("region_id", "tested_on", "spot"),),
        aliases={"region_id": REGION, "tested_on": ("测试日期", "化验日期", "采样日期", "日期"), "spot": ("采样点", "地块",
                                                                                            "村", "样点"),
                 "organic_matter": ("有机质", "有机质含量"), "total_nitrogen": ("全氮",), "alkaline_nitrogen": ("碱解氮",
                                                                                                      "水解氮"),
                 "phosphorus": ("有效磷", "速效磷"), "potassium": ("速效钾", "有效钾"), "ph": ("pH", "pH值", "酸碱度"),
                 "salt": ("含盐量", "全盐"), "laboratory": ("化验单位", "检测单位")},
        lookups={"region_id": regions_named}),
)
