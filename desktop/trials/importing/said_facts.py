"""The facts of a trial that a file names beside its table: who ran it, where, sown when, how large its plots are.

They are read as the trial's own fields, shown on the page “What is this trial?” and filed; what is none of them is kept in
the remarks, and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from desktop.core import unit_words
from desktop.core.i18n import N_, _
from desktop.core.importing import RecordImport, Target, mapping
from desktop.core.importing.mapping import normal
from desktop.core.records import column_of
from desktop.core.tables import Table
from desktop.core.tables.dates import UnclearError, day_of
from desktop.core.tables.said import Said
from desktop.core.tables.words import plain
from desktop.trials.importing.names import ROMAN
from desktop.trials.importing.targets import YIELD_HEADING
from desktop.trials.importing.units_written import split_unit
from desktop.trials.model import Trial

NAMES = {  # field of the trial → what files call it, beside its own title
    "title": ("试验名称", "试验题目", "试验项目", "trial name", "trial title"),
    "series": ("试验系列", "试验组别"),
    "organiser": ("承担单位", "承试单位", "执行单位", "试验单位", "主持单位", "承办单位", "组织单位", "institute",
                  "organisation"),
    "author": ("负责人", "试验负责人", "主持人", "执行人", "investigator"),
    "purpose": ("试验目的", "目的", "objective"),
    "sown_on": ("播期", "播种期", "播种日期", "播种时间", "sowing date", "planting date", "sown", "planted"),
    "harvested_on": ("收获期", "收获日期", "收获时间", "harvest date", "harvested"),
    "plot_area": ("小区面积", "plot area", "plot size"),
    "harvest_area": ("收获面积", "计产面积", "小区收获面积", "实收面积"),
    "density": ("密度", "种植密度", "留苗密度", "定植密度"),
    "replicates": ("重复", "重复次数", "重复数", "reps", "replications"),
    "rows_per_plot": ("行数", "小区行数"),
    "row_length": ("行长", "row length"),
    "row_spacing": ("行距", "row spacing"),
    "plant_spacing": ("株距",),
    "previous_crop": ("前茬", "前作", "前茬作物"),
    "soil": ("土壤类型", "土壤", "土质", "soil type"),
    "organic_matter": ("有机质", "有机质含量"),
    "alkaline_nitrogen": ("碱解氮", "水解氮"),
    "available_phosphorus": ("有效磷", "速效磷"),
    "available_potassium": ("速效钾", "有效钾"),
    "soil_ph": ("ph", "ph值", "土壤ph"),
    "management": ("田间管理", "栽培管理", "施肥", "施肥情况"),
    "weather": ("气候", "气象条件", "气候概况"),
}
PLACED = {  # target of a column → what files call it beside the table, where it holds for all rows
    "site": ("试验地点", "地点", "试验地", "试点", "试验点", "试验地址", "试点名称", "试验点名称", "承试点",
             "location", "site"),
    "season": ("年份", "年度", "试验年份", "试验年度", "year", "season"),
    "season_part": ("季别", "播季", "季节", "播种季节", "生产季节"),
    "crop": ("作物", "作物名称", "crop"),
    "design": ("试验设计", "田间设计", "设计", "排列方式", "design"),
}
UNIT = ("单位", "计量单位", "产量单位", "unit", "units")
SAID_IN_A_TITLE = re.compile(r"([\d一二三四五六]+)\s*次重复|([\d一二三四五六]+)\s*行区")
NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(.*)")
COUNT = re.compile(r"(\d+|[一二三四五六])\s*(?:次|个|行|重复|次重复)?")
_NUMBERED = r"(?:附|续)?表\s*[\d一二三四五六七八九十]+(?:[-.]\d+)*"  # the number of a table: 表3, 附表2-1
NUMBER_OF_TABLE = re.compile(rf"^{_NUMBERED}[\s.、:]+|[\s(]*{_NUMBERED}\s*\)?$")
_TABLE = (r"(?:小区)?(?:产量|测产|性状|结果|数据|田间|调查|考种)*(?:汇总|记载|登记|统计|结果|数据|调查)?表?"
          r"(?:[（(](?:kg|公斤|斤)[^()（）]*[)）])?")
TABLES = re.compile(rf"(?<![与和及的])\s*(?:[（(]{_TABLE}[)）]|{_TABLE})$")
FACTS = RecordImport("trial_facts", N_("Trial"), Trial, fields=tuple(NAMES), aliases=NAMES)


@dataclass(frozen=True)
class Fact:
    """A field of the trial that the file names: its title, what is written, the value read, or why it could not be.

    `rest`: what is written behind a number and its unit, and is not read.
    """

    title: str
    written: str
    unit: str = ""
    value: Any = None
    why: str = ""
    rest: str = ""

    @property
    def kept(self) -> str:
        """What goes to the remarks as it is written, where it was not read whole; "" else."""
        return f"{_(self.title)}: {self.written}" if self.value is None or self.rest else ""

    def shown(self) -> str:
        """What was read, in words."""
        if self.value is None:
            return _("{written} (not read: {why})").format(written=self.written, why=self.why)
        text = f"{self.value:.10g}" if isinstance(self.value, float) else str(self.value)
        return f"{text} {_(self.unit)}" if self.unit else text


@cache
def targets() -> tuple[Target, ...]:
    """The fields of a trial that a file may name beside its table."""
    return tuple(FACTS.target(column_of(Trial, name)) for name in NAMES)


def named(table: Table) -> dict[str, str]:
    """What the file says beside its table, by the field or target that a name means; the first of two counts."""
    known = {name: target.name for target in targets() for name in mapping.names(target)}
    known |= {normal(name): target for target, names in PLACED.items() for name in names}
    found: dict[str, str] = {}
    for said in table.extra.get("said", ()):
        name, unit = split_unit(said.name)
        if target := known.get(normal(name)):
            found.setdefault(target, f"{said.value} {unit}".strip())
    for text in (*table.extra.get("above", ()), *(said.value for said in table.extra.get("said", ()))):
        for times, rows in SAID_IN_A_TITLE.findall(str(text)):
            found.setdefault("replicates" if times else "rows_per_plot", times or rows)
    areas = {area for heading in table.header if YIELD_HEADING.search(heading) and (area := unit_words.area_said(heading))}
    if len(areas) == 1:
        found.setdefault("harvest_area", f"{areas.pop()} m²")
    return found


def unused(table: Table) -> list[str]:
    """What stands beside the table and is no fact of a trial, as it is written."""
    known = {name for target in targets() for name in mapping.names(target)}
    known |= {normal(name) for names in (*PLACED.values(), UNIT) for name in names}
    beside: Sequence[Said] = table.extra.get("said", ())
    return [f"{said.name}: {said.value}" for said in beside if normal(split_unit(said.name)[0]) not in known]


def facts(said: Mapping[str, str], years: Sequence[str]) -> dict[str, Fact]:
    """The trial's fields as read from `said` (field → text); days without a year are of `years`."""
    known = {target.name: target for target in targets()}
    return {name: _read(known[name], text, years) for name, text in said.items() if name in known}


def _read(target: Target, text: str, years: Sequence[str]) -> Fact:
    fact = Fact(target.title, text, target.unit)
    if target.kind == "day":
        return _day(fact, text, years)
    if target.kind == "whole":
        found = COUNT.fullmatch(plain(text))
        count = None if found is None else int(found[1]) if found[1].isdecimal() else ROMAN[found[1]]
        return replace(fact, value=count) if count else replace(fact, why=_("it is no number"))
    return _number(fact, target, text) if target.kind == "number" else replace(fact, value=text)


def _number(fact: Fact, target: Target, text: str) -> Fact:
    """A number in the unit of the field; one unit per another may name the first alone, as 14000株 of a density."""
    found = NUMBER.fullmatch(plain(text))
    if found is None:
        return replace(fact, why=_("it is no number"))
    written = re.split(r"[\s(,;、]", found[2])[0]
    rest = SAID_IN_A_TITLE.sub("", found[2][len(written):]).strip(" ,;、")
    tried = (written, f"{written}/亩") if "/" in target.unit and "/" not in written else (written,)
    factors = [f for unit in tried if (f := unit_words.factor(unit, target.unit)) is not None] if written else [Fraction(1)]
    if not factors:
        return replace(fact, why=_("{unit} does not convert to {own}").format(unit=written, own=_(target.unit)))
    value = float(factors[0] * Fraction(found[1]))
    if (target.low is not None and value < target.low) or (target.high is not None and value > target.high):
        return replace(fact, why=_("it is out of range"))
    return replace(fact, value=value, rest=rest)


def _day(fact: Fact, text: str, years: Sequence[str]) -> Fact:
    """A day; of a winter crop's two years its autumn is of the first."""
    try:
        return replace(fact, value=_dated(text, years))
    except UnclearError as error:
        asks = {"year": _("it names no year"), "order": _("day and month may be meant either way")}
        return replace(fact, why=asks.get(str(error), _("it is no day")))
    except ValueError:
        return replace(fact, why=_("it is no day"))


def _dated(text: str, years: Sequence[str]) -> date:
    found = day_of(plain(text), "", years[0] if years else "")
    autumn = len(years) == 2 and re.match(r"\D*(?:19|20)\d\d", plain(text)) is None
    return found if not autumn or found.month >= 8 else found.replace(year=int(years[1]))


def said_lines(table: Table, read: Mapping[str, Fact]) -> list[str]:
    """What was taken from beside the table, what could not be read there, and what is no fact of a trial."""
    taken = [f"{_(fact.title)} {fact.shown()}" for fact in read.values() if fact.value is not None]
    wrong = [f"{_(fact.title)} {fact.shown()}" for fact in read.values() if fact.value is None]
    lines = ((_("Taken from beside the table: {facts}"), taken), (_("Not read beside the table: {facts}"), wrong),
             (_("Kept in the remarks, from beside the table: {facts}"),
              [*(fact.kept for fact in read.values() if fact.rest), *unused(table)]))
    return [text.format(facts=_("; ").join(facts)) for text, facts in lines if facts]


def title_of(table: Table) -> str:
    """The name of the trial in a title above the table, without the table's own name and number; "" for none."""
    texts = [" ".join(str(text).split()) for text in table.extra.get("above", ())]
    found = next((text for text in texts if len(text) > 3), "")
    found = NUMBER_OF_TABLE.sub("", found) or found
    return TABLES.sub("", found) or found
