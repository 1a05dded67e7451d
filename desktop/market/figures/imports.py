"""Market figures and surveys from tables, yearbooks among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.catalogue.model import Crop
from desktop.core.errors import FieldErrors
from desktop.core.i18n import N_, _
from desktop.core.importing import RecordImport
from desktop.core.importing.links import NUMBERED
from desktop.core.records import alive, table_of
from desktop.core.tables import Table
from desktop.core.tables.words import bare
from desktop.market.figures import indicators
from desktop.market.figures.model import MarketFigure, MarketSurvey, called, keep_in_unit
from desktop.regions.model import Region

REGION = ("地区", "区域", "县区", "县(市、区)", "县(市、区)名称", "县市", "行政区", "市场", "市场区域")
CROP = ("作物", "作物名称")


def regions_named(session: Session, texts: Iterable[str]) -> Mapping[str, int | str]:
    """Regions by name as tables print them, with blanks in it or the short name; of several of one name the one that lies
    where most of the table's others lie."""
    table = table_of(Region)
    known: dict[str, list[tuple[int, int]]] = {}
    for number, above, *names in session.execute(
            select(table.c.id, table.c.parent_id, table.c.name, table.c.short, table.c.full_name).where(alive(table))):
        for name in {bare(text) for text in names if text}:
            known.setdefault(name, []).append((number, above or 0))
    wanted = {text: known.get(bare(text), []) for text in texts if not (NUMBERED.fullmatch(text.strip()) or text.isascii())}
    homes = Counter(above for found in wanted.values() if len(found) == 1 for _number, above in found)
    # One that nobody bears is left out: it is asked about, as an old name is (阿城市 for 阿城区).
    return {text: _one(text, found, homes) for text, found in wanted.items() if found}


def _one(text: str, found: list[tuple[int, int]], homes: Counter[int]) -> int | str:
    if len(found) > 1 and homes:
        near = max(homes[above] for _number, above in found)
        found = [item for item in found if near and homes[item[1]] == near] or found
    if len(found) == 1:
        return found[0][0]
    return _("“{value}” names {n} {n:region|regions}: write where it lies before it.").format(value=text, n=len(found))


class FigureImport(RecordImport):
    """Figures a row each, or a table of a yearbook as it is printed."""

    def arranged(self, table: Table, layout: str) -> Table:
        """What is printed side by side becomes a row a figure."""
        del layout
        from desktop.market.figures.yearbook import arranged

        return arranged(table)

    def complete(self, session: Session, values: dict[str, list[Any]]) -> None:
        """What each figure is called by its crop, and value and range in the unit that is kept: by these it is found again."""
        named = values.get("indicator", [])
        crops = values.get("crop_id") or [None] * len(named)
        known = {number: session.get(Crop, number) for number in set(crops) if number is not None}
        if named:
            own = values.get("called") or [None] * len(named)
            values["called"] = [called(text, known.get(crop)) if text else said
                                for text, crop, said in zip(named, crops, own, strict=True)]
        for place, text in enumerate(named):
            one = indicators.find(text)
            if one is not None and "unit" in values and values["unit"][place]:
                _convert(values, place, one)


def _convert(values: dict[str, list[Any]], place: int, one: indicators.Indicator) -> None:
    """The numbers of a row, all of them or none, into the unit of its indicator; a unit that is none of it is left for the
    door to refuse."""
    names = ("value", "low", "high", "unit", "printed")
    figure = SimpleNamespace(**{name: values[name][place] if name in values else None for name in names})
    try:
        keep_in_unit(figure, one)
    except FieldErrors:
        return
    for name in names:
        if (value := getattr(figure, name)) is not None:
            values.setdefault(name, [None] * len(values["unit"]))[place] = value


IMPORTS = (
    FigureImport(
        "market-figures", N_("Market figures"), MarketFigure,
        keys=(("called", "region_id", "year", "source"), ("called", "region_id", "year")),
        aliases={"indicator": ("指标", "指标名称"), "region_id": REGION, "crop_id": CROP, "year": ("年份", "年度"),
                 "value": ("数值", "值", "指标值"), "low": ("下限", "最低"), "high": ("上限", "最高"), "unit": ("单位",
                                                                                                  "计量单位"),
                 "source": ("来源", "资料来源", "数据来源"), "taken_on": ("取得日期", "日期"),
                 "taken_by": ("调查人", "收集人", "填报人"), "confidence": ("可信度", "可靠程度")},
        lookups={"region_id": regions_named},
        note=N_("One row per figure, or a table of a yearbook as it is printed.")),
    RecordImport(
        "market-surveys", N_("Market surveys"), MarketSurvey, keys=(("code",),),
        aliases={"region_id": REGION, "crop_id": CROP, "surveyed_on": ("调查日期", "日期"), "surveyed_by": ("调查人",),
                 "analysis": ("分析", "市场分析")}, lookups={"region_id": regions_named}),
)
