"""Tables of yearbooks as they are printed, turned into a row a figure.

Regions or years may stand in the rows and indicators in the columns, or indicators in the rows and years in the columns, or
both above each other in two heading rows. Title, heading and row together say what a cell is; what they leave open is asked
about, what they name that nobody knows is kept under its own name and remarked. Nothing is guessed from the size of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from desktop.core import catalogues
from desktop.core.i18n import _, ngettext
from desktop.core.records import column_of, title_of
from desktop.core.tables import Cell, Table
from desktop.core.tables.model import Row
from desktop.core.tables.words import bare, is_no_value, plain
from desktop.market.figures import indicators, long_tables
from desktop.market.figures.indicators import Indicator
from desktop.market.figures.model import GAPS, MarketFigure

FIELDS = ("region_id", "indicator", "crop_id", "year", "value", "unit", "gap", "is_part", "printed")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)\s*(?:年(?!末)度?)?")
_PART = re.compile(r"#|其中[::]?")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNIT_NAMES = frozenset({"单位", "计量单位", "unit", "units"})
_YEAR_NAMES = frozenset({"年份", "年度", "年", "year"})
_WHOLE = frozenset({"全市", "全县", "全省", "全区", "全国", "合计", "总计", "小计", "全旗", "全州"})
_BETWEEN = re.compile(r"[、,,;;/]")
_COMPARES = re.compile(r"比(?:上年|去年|同期|上期|\d{4}年)|(?:同比|环比)|增长|增减|增幅|增速|±")  # computed from other columns
_BEFORE_A_CROP = re.compile(r"[\u4e00-\u9fff]+$")
_NO_KIND = re.compile(r".*(?:作物|粮食|谷物|豆类|油料|经济|主要|合计|总计|小计|全部|其他|其它|[秋夏杂]粮|年|"
                      r"[省市县区旗州盟乡镇村场团]|[的和及与等])")
"""What stands before the name of a crop and does not narrow it: 粮食作物玉米, 望奎县玉米; 糯 does."""
SMALL = ("…", "...", "……")


@dataclass(frozen=True)
class Said:
    """What a title, a heading or the label of a row says. `rest`: what nobody understands of it, bare.

    `own`: it speaks of something narrower than a crop (糯玉米播种面积, 玉米螟发生面积): it is no figure of that crop, and is
    kept under its own name, which is the rest.
    """

    indicator: Indicator | None = None
    crop: str = ""
    year: int | None = None
    units: tuple[str, ...] = ()
    part: bool = False
    rest: str = ""
    own: bool = False


def said(text: Cell) -> Said:
    """Take a text apart: 其中, unit in brackets, year, indicator, crop; the rest."""
    left = plain(text)
    part, left = bool(_PART.search(left)), _PART.sub("", left)
    units = tuple(unit for inside in _BRACKETS.findall(left) for unit in _units(inside))
    left = _BRACKETS.sub(lambda found: "" if _units(found[1]) or _YEAR.fullmatch(found[1].strip()) else found[0], left) \
        if not _YEAR.search(left) else _BRACKETS.sub(lambda found: "" if _units(found[1]) else found[1], left)
    years = _YEAR.findall(left)
    left = bare(_YEAR.sub("", left))
    found, whole = indicators.named_in(left), left
    if found is not None:
        left = left.replace(found[1], "", 1)
    crop = next((name for name in _crops() if name in left), "")
    if crop and _narrower(whole, crop, found[1] if found else ""):
        return Said(None, "", int(years[0]) if years else None, units, part, whole, own=True)
    if crop:
        left = left.replace(crop, "", 1)
    return Said(found[0] if found else None, _crops().get(crop, ""), int(years[0]) if years else None, units, part, left)


def _narrower(text: str, crop: str, indicator: str) -> bool:
    """Whether a bare text speaks of a kind of a crop, or of something that is about it, and not of the crop: 糯玉米播种面积."""
    before, _crop, behind = text.partition(crop)
    kind = _BEFORE_A_CROP.search(before.replace(indicator, "") if indicator else before)
    if kind and not _NO_KIND.fullmatch(kind[0]) and kind[0] not in _short_places() and indicators.find(kind[0]) is None:
        return True
    return bool(indicator and indicator in behind and re.match(r"[\u4e00-\u9fff]", behind.partition(indicator)[0]))


def _units(text: str) -> tuple[str, ...]:
    """The units that a text lists, if it is nothing else: 公顷、吨."""
    if indicators.is_unit(text):
        return (text.strip(),)
    each = [one.strip() for one in _BETWEEN.split(text) if one.strip()]
    return tuple(each) if each and all(indicators.is_unit(one) for one in each) else ()


@cache
def _crops() -> dict[str, str]:
    """What tables call a crop, the longest first → its Chinese name."""
    rows = catalogues.load("crops").rows
    names = {bare(name): name for row in rows for name in row["kind_of"]}  # of several crops: the import asks which one
    names |= {bare(name): row["zh"] for row in rows for name in (row["zh"], *row["also"])}
    return dict(sorted(((name, zh) for name, zh in names.items() if not name.isascii()), key=lambda item: -len(item[0])))


@cache
def _places() -> dict[str, str]:
    """Names of provinces, prefectures and counties, the longest first."""
    return dict(sorted(((place.name, place.name) for place in catalogues.regions()), key=lambda item: -len(item[0])))


@cache
def _short_places() -> frozenset[str]:
    return frozenset(name for place in catalogues.regions() for name in (place.name, place.short))


def place_in(text: str) -> str:
    """The region that a title names, the smallest of those named together; "" where there is none."""
    tight = bare(text)
    named = [name for name in _places() if name in tight]
    return max(named, key=lambda name: (tight.find(name) + len(name), len(name)), default="")


def is_long(table: Table) -> bool:
    """Whether a table has a row a figure already: one column for the indicator, one for the value."""
    headings = {bare(heading) for heading in table.header}
    wanted = (("indicator", ("指标", "指标名称")), ("value", ("数值", "值", "指标值")))
    return all({bare(title_of(MarketFigure, name)), *names} & headings or _english(name) in headings for name, names in wanted)


def _english(name: str) -> str:
    return bare(column_of(MarketFigure, name).info["title"])


def arranged(table: Table) -> Table:
    """The table with a row a figure; one that has that already as it is."""
    if is_long(table) or len(table.header) < 2 or not table.rows:
        return long_tables.named_apart(table, said) if is_long(table) else table
    reading = _Reading(table)
    if not reading.knows_any:
        return table
    rows = list(reading.rows())
    names = [name for place, name in enumerate(FIELDS) if any(row[place] is not None for _number, row in rows)]
    kept = [FIELDS.index(name) for name in names]
    notes = [*table.notes]
    if reading.unused:
        notes.append(_("not used: {columns}").format(columns=_(", ").join(reading.unused)))
    if reading.empty:
        notes.append(ngettext(
            "{n} empty cell is not taken: a blank may mean too little, not asked, not known or not comparable.",
            "{n} empty cells are not taken: a blank may mean too little, not asked, not known or not comparable.",
            reading.empty).format(n=reading.empty))
    return replace(table, header=tuple(title_of(MarketFigure, name) for name in names),
                   rows=[tuple(row[place] for place in kept) for _number, row in rows],
                   row_numbers=[number for number, _row in rows], notes=notes)


SHARE = "占比"


class _Reading:
    """A printed table: what its title says, what each column and each row says."""

    def __init__(self, table: Table) -> None:
        self.table, self.empty = table, 0
        above = " ".join(table.extra.get("above", ()))
        units = tuple(unit for one in table.extra.get("said",
                                                      ()) if bare(one.name) in _UNIT_NAMES for unit in _units(one.value))
        self.title = said(above)
        self.page_units = units or self.title.units
        self.place = place_in(above)
        heads = [bare(heading) for heading in table.header]
        self.unit_at = next((i for i, head in enumerate(heads) if head in _UNIT_NAMES), None)
        self.year_at = next((i for i, head in enumerate(heads) if head in _YEAR_NAMES), None)
        labels = [row[0] for row in table.rows if not is_no_value(row[0])]
        if self.year_at is None and labels and all(_YEAR.fullmatch(plain(label)) for label in labels):
            self.year_at = 0  # a row a year, whatever stands above them
        self.of_figures = sum(said(label).indicator is not None for label in labels)
        self.by_indicator = self.of_figures * 2 >= len(labels) or self.unit_at is not None
        self.columns = [(place, said(heading)) for place, heading in enumerate(table.header)
                        if place not in (0, self.unit_at, self.year_at) and not _COMPARES.search(plain(heading))]
        self.unused = [heading for place, heading in enumerate(table.header)
                       if place not in (0, self.unit_at, self.year_at) and _COMPARES.search(plain(heading))]

    @property
    def knows_any(self) -> bool:
        """Whether title, headings or rows name an indicator at all; a table that does not is no yearbook's."""
        return bool(self.title.indicator) or self.of_figures > 0 or any(one.indicator for _place, one in self.columns)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """A row a cell that says something."""
        above: Said | None = None
        listed = False  # whether the row before was one of the parts of `above`
        for number, row in zip(self.table.row_numbers, self.table.rows, strict=True):
            label = said(row[0]) if self.by_indicator else Said(part=bool(_PART.search(plain(row[0]))))
            if self.by_indicator and above is not None and (label.part or (listed and _goes_on(label))):
                own = label.indicator or above.indicator
                label = replace(label, indicator=own, part=True, rest=label.rest or ("" if own else above.rest))
                listed = listed or "其中" in plain(row[0])  # a # marks its own row alone
            elif self.by_indicator:
                above, listed = label, False
            place = self.place if self.by_indicator or self.year_at == 0 else self._region(row[0])
            for at, heading in self.columns:
                if isinstance(row[at], str) and plain(row[at]) in SMALL:
                    yield number, self._figure(row, label, heading, place, None)
                elif is_no_value(row[at]):
                    self.empty += 1
                else:
                    yield number, self._figure(row, label, heading, place, row[at])

    def _region(self, cell: Cell) -> str:
        name = bare(_PART.sub("", plain(cell)))
        return self.place if name in _WHOLE and self.place else name

    def _figure(self, row: Row, label: Said, heading: Said, place: str, cell: Cell) -> Row:
        each = (label, heading, self.title)
        crop = "" if label.own or heading.own else next((one.crop for one in each if one.crop), "")
        named = self._indicator(label, heading)
        one = indicators.find(named)
        year: Cell = said(row[self.year_at]).year or row[self.year_at] if self.year_at is not None else None
        year = year if year is not None else next((s.year for s in each if s.year), None)
        unit = self._unit(row, label, heading, one)
        if unit == "%" and one is not None and indicators.factor(unit, one) is None:
            # a table of structure: what it gives of an area or amount is its share
            named = f"{one.zh}{SHARE}"
            one = indicators.find(named)
            named = one.written if one else named
        value, unit_kept, printed = indicators.kept(cell, unit, one)
        return (place or None, named or None, crop or None, year, value, unit_kept or None,
                GAPS.label("small") if cell is None else None, _("yes") if label.part else None, printed)

    def _indicator(self, label: Said, heading: Said) -> str:
        """The indicator of a cell: of the row, else of the heading, else of the title; what nobody knows by its own name."""
        first, second = (label, heading) if self.by_indicator else (heading, label)
        rest = "" if first.rest in _WHOLE else first.rest
        if first.own or second.own:
            narrow, other = (first, second) if first.own else (second, first)
            wider = other.indicator or self.title.indicator
            return narrow.rest if indicators.named_in(narrow.rest) or wider is None else narrow.rest + wider.zh
        if first.indicator is None and self.title.indicator is not None:
            together = indicators.find(rest + self.title.indicator.zh)
            if first.crop and together is not None:
                return self.title.indicator.written  # the rest is the name of a group of crops: 粮食作物 玉米
            if together or not rest:
                return (together or self.title.indicator).written
        found = first.indicator or (second.indicator if not rest else None)
        if found is not None:
            whole = indicators.find(rest + found.zh) if rest else found
            return whole.written if whole else rest + found.zh
        return rest + (self.title.indicator.zh if self.title.indicator else "")

    def _unit(self, row: Row, label: Said, heading: Said, one: Indicator | None) -> str:
        """The unit of a cell; of several that the page lists the one that the indicator has."""
        own = plain(row[self.unit_at]) if self.unit_at is not None else ""
        listed: Sequence[str] = (own,) if own else label.units or heading.units or self.page_units
        fitting = [unit for unit in listed if one is not None and indicators.factor(unit, one) is not None]
        return next(iter(fitting), listed[0] if len(listed) == 1 else "")


def _goes_on(label: Said) -> bool:
    """Whether a row goes on with the parts of a whole: a crop alone below 其中：玉米."""
    return bool(label.crop) and label.indicator is None and not label.rest
