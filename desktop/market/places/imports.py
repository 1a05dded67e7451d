"""Places, soil tests and diseases from spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from desktop.core import unit_words
from desktop.core.i18n import N_, _
from desktop.core.importing import RecordImport, mapping
from desktop.core.importing.headed import BRACKETS
from desktop.core.records import column_of
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.market.figures.imports import CROP, REGION, regions_named
from desktop.market.places.model import K_OF_OXIDE, P_OF_OXIDE, GrowingPlace, SoilTest

_OXIDE = re.compile(r"p2o5|k2o", re.IGNORECASE)
_AVAILABLE = re.compile(r"有效|速效|available|以|计|[-_]", re.IGNORECASE)
_OF_OXIDE = {"phosphorus": ("p2o5", P_OF_OXIDE), "potassium": ("k2o", K_OF_OXIDE)}


class SoilImport(RecordImport):
    """Soil tests as laboratories write them: phosphorus and potassium as the element, or as P₂O₅ and K₂O by their headings."""

    def arranged(self, table: Table, layout: str) -> Table:
        """Columns of oxides stand under the title of their element, and it is said what their numbers are to be multiplied
        with; those of a test that says its form in a column are kept as they are."""
        table = super().arranged(table, layout)
        form = mapping.names(self.target(column_of(SoilTest, "nutrient_form")))
        said = any(mapping.normal(heading) in form for heading in table.header)
        for name, (oxide, factor) in _OF_OXIDE.items():
            known = mapping.names(self.target(column_of(SoilTest, name)))
            found = [heading for heading in table.header if _is_of(heading, oxide, known)]
            for heading in found:
                table = _of_element(table, heading, _(column_of(SoilTest, name).info["title"]) if len(found) == 1 else "",
                                    "1" if said else factor)
        return table


def _is_of(heading: str, oxide: str, known: Collection[str]) -> bool:
    """Whether a heading names a nutrient as this oxide and no other: 有效磷(P2O5, mg/kg) or P2O5 alone; 施肥配方(N-P2O5-K2O)
    and 全磷(P2O5) name something else."""
    text = plain(heading)
    if [found.casefold() for found in _OXIDE.findall(text)] != [oxide]:
        return False
    word = _AVAILABLE.sub("", _OXIDE.sub("", BRACKETS.sub(lambda found: found[0] if _OXIDE.search(found[0]) else "", text)))
    alone = all(not part.strip() or unit_words.meant(part) for part in re.split(r"[()\[\]【】,、;:\s]", word))
    return alone or any(name in mapping.normal(text) or name in text.casefold() for name in known)


def _of_element(table: Table, oxide: str, title: str, factor: str) -> Table:
    """The table with the column of an oxide under the title of its element ("" leaves its heading), its numbers to be taken
    times `factor`."""
    units = [part.strip() for one in BRACKETS.findall(plain(oxide)) for part in re.split("[,、;]", one)]
    unit = next((unit for unit in units if unit_words.meant(unit)), "")
    heading = (f"{title} ({unit})" if unit else title) if title else oxide
    header = tuple(heading if own == oxide else own for own in table.header)
    if factor == "1":
        return replace(table, header=header)
    said = _("“{column}” is of the oxide: its numbers were multiplied by {factor} to be of the element.").format(
        column=oxide, factor=factor)
    return replace(table, header=header, notes=[*table.notes, said],
                   extra={**table.extra, "times": {**table.extra.get("times", {}), heading: Fraction(factor)}})


IMPORTS = (
    RecordImport(
        "growing-places", N_("Places"), GrowingPlace, keys=(("code",), ("region_id", "crop_id")),
        aliases={"region_id": REGION, "crop_id": CROP, "heat": ("80%保证率积温", "保证积温", "积温"),
                 "frost_free": ("无霜期", "80%保证率无霜期"), "rain": ("降水量", "生长季降水"), "irrigated": ("灌溉比例",
                                                                                             "有效灌溉率"),
                 "soil_ph": ("pH", "土壤pH"), "density": ("习惯密度", "密度"), "rotation": ("轮作", "前茬"),
                 "altitude": ("海拔",)},
        lookups={"region_id": regions_named},
        spans={("sow_from", "sow_until"): ("播期", "习惯播期", "播种期", "适宜播期")}),
    SoilImport(
        "soil-tests", N_("Soil tests"), SoilTest, keys=(("region_id", "tested_on", "spot"),),
        aliases={"region_id": REGION, "tested_on": ("测试日期", "化验日期", "采样日期", "日期"), "spot": ("采样点", "地块",
                                                                                            "村", "样点"),
                 "organic_matter": ("有机质", "有机质含量"), "total_nitrogen": ("全氮",), "alkaline_nitrogen": ("碱解氮",
                                                                                                      "水解氮"),
                 "phosphorus": ("有效磷", "速效磷"), "potassium": ("速效钾", "有效钾"), "ph": ("pH", "pH值", "酸碱度"),
                 "salt": ("含盐量", "全盐"), "laboratory": ("化验单位", "检测单位")},
        lookups={"region_id": regions_named}),
)
