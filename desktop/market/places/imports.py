"""Places, soil tests and diseases from spreadsheets."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from desktop.core.i18n import N_, _, in_every_language
from desktop.core.importing import RecordImport
from desktop.core.importing.headed import BRACKETS
from desktop.core.records import column_of
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import plain
from desktop.market.figures.imports import CROP, REGION, regions_named
from desktop.market.places.model import K_OF_OXIDE, P_OF_OXIDE, GrowingPlace, SoilTest

_P2O5, _K2O = (re.compile(text, re.IGNORECASE) for text in ("p2o5|p₂o₅", "k2o|k₂o"))


class SoilImport(RecordImport):
    """Soil tests as laboratories write them: phosphorus and potassium as the element, or as P₂O₅ and K₂O by their headings."""

    def arranged(self, table: Table, layout: str) -> Table:
        """Columns of oxides become columns of the elements; a test that says its form in a column keeps its figures."""
        table = super().arranged(table, layout)
        form = column_of(SoilTest, "nutrient_form").info["title"]
        said = any(heading.strip() in in_every_language(form) for heading in table.header)
        for name, mark, factor in (("phosphorus", _P2O5, P_OF_OXIDE), ("potassium", _K2O, K_OF_OXIDE)):
            places = [place for place, heading in enumerate(table.header) if mark.search(plain(heading))]
            if len(places) == 1:
                table = _of_element(table, places[0], _(column_of(SoilTest, name).info["title"]), "1" if said else factor)
        return table


def _of_element(table: Table, place: int, title: str, factor: str) -> Table:
    """The table with the column of an oxide under the title of its element, its numbers times `factor`; what is no plain number
    stays, to be refused with its row."""
    oxide = table.header[place]
    unit = BRACKETS.findall(plain(oxide).replace("P2O5", "").replace("K2O", ""))
    heading = f"{title} ({unit[-1].strip(' ,，')})" if unit and unit[-1].strip(" ,，") else title
    rows = [(*row[:place], _times(row[place], factor), *row[place + 1:]) for row in table.rows]
    said = _("“{column}” is of the oxide: its numbers were multiplied by {factor} to be of the element.").format(
        column=oxide, factor=factor)
    return replace(table, header=(*table.header[:place], heading, *table.header[place + 1:]), rows=rows,
                   notes=[*table.notes, *([said] if factor != "1" else [])])


def _times(cell: Cell, factor: str) -> Cell:
    try:
        number = None if isinstance(cell, bool) or cell is None else Fraction(plain(cell)) * Fraction(factor)
    except ValueError:
        return cell
    return cell if number is None else round(float(number), 6)


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
