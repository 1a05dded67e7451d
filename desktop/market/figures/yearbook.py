"""Tables of yearbooks as they are printed, turned into a row a figure.

Regions or years may stand in the rows and indicators in the columns, or indicators in the rows and years in the columns, or
both above each other in two heading rows. Title, heading and row together say what a cell is; what they leave open is asked
about, what they name that nobody knows is kept under its own name and remarked. Nothing is guessed from the size of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.core.i18n import _, ngettext
from desktop.core.records import column_of, title_of
from desktop.core.tables import Cell, Table
from desktop.core.tables.model import Row
from desktop.core.tables.words import bare, is_no_value, pattern, plain
from desktop.market.figures import indicators, long_tables
from desktop.market.figures.headings import PART, YEAR, Said, above, compares, near, place_in, said, units_in, with_changes
from desktop.market.figures.indicators import Indicator
from desktop.market.figures.model import GAPS, MarketFigure

FIELDS = ("region_id", "indicator", "crop_id", "year", "value", "unit", "gap", "is_part", "printed")
_UNIT_NAMES = frozenset({"单位", "计量单位", "unit", "units"})
_YEAR_NAMES = frozenset({"年份", "年度", "年", "year"})
_ALL = frozenset({"合计", "总计", "小计", "全部", "total"})
_WHOLE = re.compile(r"[全本]([省市县区旗州盟])")
_OF_SEVERAL = re.compile(r"[和及与、,;]|(?<![a-z])and(?![a-z])")
SMALL = ("…", "...", "……")


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
        titles = [text for text in table.extra.get("above", ()) if not pattern("note").match(plain(text).casefold())]
        units = tuple(unit for one in table.extra.get("said",
                                                      ()) if bare(one.name) in _UNIT_NAMES for unit in units_in(one.value))
        self.title = _title(" ".join(titles))
        self.of_several = bool(_OF_SEVERAL.search(self.title.whole.casefold()))
        self.page_units = units or self.title.units
        self.place = place_in(" ".join(table.extra.get("above", ())))
        heads = [bare(heading) for heading in table.header]
        self.unit_at = next((i for i, head in enumerate(heads) if head in _UNIT_NAMES), None)
        self.year_at = next((i for i, head in enumerate(heads) if head in _YEAR_NAMES), None)
        labels = [row[0] for row in table.rows if not is_no_value(row[0])]
        if self.year_at is None and labels and all(YEAR.fullmatch(plain(label)) for label in labels):
            self.year_at = 0  # a row a year, whatever stands above them
        self.near = near(self.place)
        self.of_figures = sum(one.inner is not None or one.compared for one in map(said, labels))
        self.by_indicator = self.of_figures * 2 >= len(labels) or self.unit_at is not None
        self.columns = [(place, said(heading, self.near)) for place, heading in enumerate(table.header)
                        if place not in (0, self.unit_at, self.year_at) and not compares().search(plain(heading).casefold())]
        self.unused = [heading for place, heading in enumerate(table.header)
                       if place not in (0, self.unit_at, self.year_at) and compares().search(plain(heading).casefold())]

    @property
    def knows_any(self) -> bool:
        """Whether title, headings or rows name an indicator at all; a table that does not is no yearbook's."""
        return bool(self.title.inner) or self.of_figures > 0 or any(one.inner for _place, one in self.columns)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """A row a cell that says something."""
        above: Said | None = None
        listed = False  # whether the row before was one of the parts of `above`
        for number, row in zip(self.table.row_numbers, self.table.rows, strict=True):
            label = said(row[0], self.near) if self.by_indicator else Said(part=bool(PART.search(plain(row[0]))))
            if self.by_indicator and label.compared:
                label = _of_what(label, above)
            elif self.by_indicator and above is not None and (label.part or (listed and _goes_on(label))):
                own = label.indicator or above.indicator
                label = replace(label, indicator=own, part=True, rest=label.rest or ("" if own else above.rest))
                listed = listed or "其中" in plain(row[0])  # a # marks its own row alone
            elif self.by_indicator:
                above, listed = label, False
            for at, heading in self.columns:
                place = self._place(row[0], label, heading)
                if isinstance(row[at], str) and plain(row[at]) in SMALL:
                    yield number, self._figure(row, label, heading, place, None)
                elif is_no_value(row[at]):
                    self.empty += 1
                else:
                    yield number, self._figure(row, label, heading, place, row[at])

    def _region(self, cell: Cell) -> str:
        return self._whose(bare(PART.sub("", plain(cell))))

    def _place(self, cell: Cell, label: Said, heading: Said) -> str:
        """Whose a figure is: the row's where rows are regions, else what row or heading begins with, else the title's."""
        if not (self.by_indicator or self.year_at == 0):
            return self._region(cell)
        return self._whose(label.place or heading.place)

    def _whose(self, name: str) -> str:
        """A region by what it is called in this table: 全省 is the province that the region of the title lies in."""
        if not name or name in _ALL:
            return self.place or name
        found = _WHOLE.fullmatch(name)
        if found and self.place:
            return next((one for one in (self.place, *above(self.place)) if one.endswith(found[1])), name)
        return (place_in(name) or name) if not found else name

    def _figure(self, row: Row, label: Said, heading: Said, place: str, cell: Cell) -> Row:
        each = (label, heading, self.title)
        narrower = label.own or heading.own or self.title.own
        crop = "" if narrower else next((one.crop for one in each if one.crop), "")
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
        """The indicator of a cell, with what row, heading or title say that makes another figure of it: 预计播种面积."""
        first, second = (label, heading) if self.by_indicator else (heading, label)
        named = self._named(first, second)
        changes = [word for one in (first, second) if not one.own for word in one.changes if one.indicator or not one.rest]
        return with_changes(named, [*self._changed_by_title(first, second), *changes])

    def _changed_by_title(self, first: Said, second: Said) -> tuple[str, ...]:
        """The words of the title that hold for a figure: not for one that is said to be the actual one, nor for one that names
        its indicator itself below a title of several things (播种面积和受灾情况)."""
        of_its_own = first.inner or second.inner
        if first.actual or second.actual or (of_its_own and self.of_several):
            return ()
        return self.title.changes

    def _named(self, first: Said, second: Said) -> str:
        """The indicator of the row, else of the heading, else of the title; what nobody knows by its own name."""
        if first.own or second.own:
            narrow, other = (first, second) if first.own else (second, first)
            if narrow.compared:
                return self._compared(narrow, other)
            wider = other.indicator or self.title.indicator
            return narrow.rest if narrow.inner or wider is None else narrow.rest + wider.zh
        if self.title.own:
            wider = first.indicator or second.indicator or self.title.inner
            return self.title.kind + (wider.zh if wider and not self.title.kind.endswith(("面积", "产量")) else "")
        rest = "" if first.rest in _ALL else first.rest
        if first.indicator is None and self.title.indicator is not None:
            together = indicators.find(rest + self.title.indicator.zh)
            if together or not rest:
                return (together or self.title.indicator).written
        found = first.indicator or (second.indicator if not rest else None)
        if found is not None:
            whole = indicators.find(rest + found.zh) if rest else found
            own = first.whole if first.indicator and not first.crop else rest + found.zh
            return whole.written if whole else own
        return rest + (self.title.indicator.zh if self.title.indicator else "")

    def _compared(self, one: Said, other: Said) -> str:
        """The name of a change or a ratio as it is printed, behind what row and title say it is of: 玉米占粮食面积比例."""
        named = f"{other.whole}{one.rest}" if (other.crop or other.inner) and not other.compared else one.rest
        return named if not self.title.crop or said(compares().sub("", named)).crop or self.title.crop in named else (
            self.title.crop + named)

    def _unit(self, row: Row, label: Said, heading: Said, one: Indicator | None) -> str:
        """The unit of a cell; of several that the page lists the one that the indicator has."""
        own = plain(row[self.unit_at]) if self.unit_at is not None else ""
        listed: Sequence[str] = (own,) if own else label.units or heading.units or self.page_units
        fitting = [unit for unit in listed if one is not None and indicators.factor(unit, one) is not None]
        return next(iter(fitting), listed[0] if len(listed) == 1 else "")


def _of_what(label: Said, above: Said | None) -> Said:
    """A row that says only how another figure changed (比上年增长): it is named by the row above that it speaks of."""
    alone = label.inner is None and not said(compares().sub("", label.rest)).crop
    return replace(label, rest=f"{above.whole}{label.rest}") if alone and above is not None else label


def _goes_on(label: Said) -> bool:
    """Whether a row goes on with the parts of a whole: a crop alone below 其中：玉米."""
    return bool(label.crop) and label.indicator is None and not label.rest


def _title(text: str) -> Said:
    """What the title says; one of several crops is of none of them."""
    found = said(text)
    return replace(found, indicator=found.inner, own=False, rest="") if found.own and not found.kind else found
