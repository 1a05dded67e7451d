"""Large text files with a row a day, as services give them for many stations: read straight into a row a station and year.

A million days would be five million cells of a table; here each day is only put into its place.
"""

from __future__ import annotations

import csv
import io
from calendar import isleap
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice, repeat
from operator import itemgetter, methodcaller
from pathlib import Path
from typing import Any, cast

from desktop.core.computing import check, uncollected
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import Table, limits, sniff
from desktop.core.tables.words import is_no_value, plain
from desktop.market.climate.days import (
    HEADS,
    MISSING,
    STATION,
    TRACE,
    day_of,
    find_heading,
    heads_of,
    not_taken,
    table_of_years,
    when_at,
)
from desktop.market.climate.model import GAP

LEAST_BYTES = 150_000
"""Smaller files go the common way, which knows titles, sums and remarks."""
LOOK = 20_000
BLOCK, BLOCK_TEXT = 4_000, 200_000  # rows whose columns are looked at together, or as many characters
Years = dict[tuple[str, int], tuple[int, list[list[str]], set[int]]]
"""Station and year → row of the first day, a series a column, the places that are filled."""


def read_days(path: Path) -> Table | None:
    """The table of a large text file of days; None where it is none. `UserError` where a day stands twice."""
    if path.stat().st_size < LEAST_BYTES or sniff.kind(path) != "text":
        return None
    limits.check_text_size(path)
    text, encoding = sniff.decode(path, path.read_bytes(), None)
    mark = sniff.delimiter(text[:LOOK])
    header, blocks = _blocks(text, mark)
    heads = heads_of(header)
    at = {name: place for name, names in HEADS.items() if (place := find_heading(heads, names)) is not None}
    when = when_at(heads)
    if not at or when is None:
        return None
    reading = _Reading(when, find_heading(heads, STATION), list(at.values()), len(header), mark)
    with uncollected():
        reading.read(blocks)
    return table_of_years(Table(tuple(header), [], [], path.name, None, encoding, mark, [], {}, []), reading.rows(),
                          reading.station_at is not None, list(at), reading.notes(header))


Block = list[str] | list[list[str]]
"""Some rows of a file: as lines, where no cell stands in quotes, so that whole columns are cut out of them at once."""


def _blocks(text: str, mark: str) -> tuple[list[str], Iterator[Block]]:
    """The headings of a text table, and its rows block by block."""
    if '"' in text:
        reader = csv.reader(io.StringIO(text), delimiter=mark)
        return next(reader, []), iter(lambda: list(islice(reader, BLOCK)), [])
    file = io.StringIO(text, newline=None)  # which knows the line ends of all systems
    header = file.readline().removesuffix("\n").split(mark)
    return header, ("".join(lines).removesuffix("\n").split("\n") for lines in iter(lambda: file.readlines(BLOCK_TEXT), []))


class _Reading:
    """Puts the values into their places, as the texts they are: a run of rows of one station and year at a time."""

    def __init__(self, when: Sequence[int], station_at: int | None, at: Sequence[int], width: int, mark: str) -> None:
        self.when, self.station_at, self.at, self.width, self.mark = list(when), station_at, list(at), width, mark
        self.years: Years = {}
        self.days, self.day_of = _Days(), itemgetter(*when)
        self.wrong, self.tokens, self.names = 0, _Tokens(), _Names()

    def read(self, blocks: Iterable[Block]) -> None:
        """All rows, the second row of the file first."""
        number = 2
        for block in blocks:
            check()
            for key, columns, count in self._runs(block):
                if key is not None:
                    self._take(key, columns, number)
                number += count

    def _runs(self, block: Block) -> Iterator[tuple[tuple[str, int] | None, list[Sequence[str]], int]]:
        """Runs of rows of one station and year (None: without a day): their columns, how many rows. Whole columns are looked
        at together, rows one by one only where one of them is short or has no day."""
        columns = self._columns(block)
        found = [*map(self.days.__getitem__, self._when(columns))] if columns else [None]
        if None in found:
            yield from self._runs_by_row(block)
            return
        stations = repeat("", len(found)) if self.station_at is None else map(
            self.names.__getitem__, columns[self.station_at])
        first, year_of = 0, cast("Callable[[Any], int]", itemgetter(0))
        for key, run in groupby(zip(stations, map(year_of, found), strict=True)):
            last = first + len([*run])
            yield key, [column[first:last] for column in columns], last - first
            first = last

    def _runs_by_row(self, block: Block) -> Iterator[tuple[tuple[str, int] | None, list[Sequence[str]], int]]:
        rows = ((line.split(self.mark) if line else []) if isinstance(line, str) else line for line in block)
        for key, some in groupby(rows, self._year_of):
            run = [*some]
            self.wrong += sum(map(bool, run)) if key is None else 0
            yield key, list(zip(*run, strict=False)), len(run)

    def _columns(self, block: Block) -> list[Sequence[str]]:
        """The columns of a block; none where a row is short, or where rows that are lines are not alike."""
        if not isinstance(block[0], str):
            return list(zip(*block, strict=False)) if min(map(len, block)) >= self.width else []
        lines: list[str] = block
        counts = set(map(methodcaller("count", self.mark), lines))
        wide = counts.pop() + 1
        if counts or wide < self.width:
            return []
        cells = self.mark.join(lines).split(self.mark)
        return [cells[place::wide] for place in range(wide)]

    def _when(self, columns: Sequence[Sequence[str]]) -> Iterable[Any]:
        """The cells of the day of each row."""
        return columns[self.when[0]] if len(self.when) == 1 else zip(*(columns[place] for place in self.when), strict=True)

    def _year_of(self, row: list[str]) -> tuple[str, int] | None:
        """The station and year of a row; None without a day."""
        if len(row) < self.width:
            return None
        place = self.days[self.day_of(row)]
        return None if place is None else (
            self.names[row[self.station_at]] if self.station_at is not None else "", place[0])

    def _take(self, key: tuple[str, int], columns: list[Sequence[str]], number: int) -> None:
        """The values of a run of rows of one station and year, the first of which is the row `number` of the file."""
        length = 366 if isleap(key[1]) else 365
        _first, series, filled = self.years.setdefault(key, (number, [[""] * length for _column in self.at], set()))
        places = [known[1] for day in self._when(columns) if (known := self.days[day]) is not None]
        if len(set(places)) < len(places) or not filled.isdisjoint(places):
            self._refuse_twice(key, places, filled, number)
        filled.update(places)
        first, last = places[0], places[-1]
        in_order = last - first + 1 == len(places) and places == list(range(first, last + 1))
        for column, target in zip(self.at, series, strict=True):
            if in_order:
                target[first:last + 1] = columns[column]
            else:
                for place, value in zip(places, columns[column], strict=True):
                    target[place] = value

    def _refuse_twice(self, key: tuple[str, int], places: Sequence[int], filled: Collection[int], number: int) -> None:
        seen = set(filled)
        for row, place in enumerate(places, number):
            if place in seen:
                raise UserError(_("Row {row}: {day} stands twice for “{station}”.").format(
                    row=row, day=date(key[1], 1, 1) + timedelta(days=place), station=key[0]))
            seen.add(place)

    def rows(self) -> list[tuple[int, str, int, list[str]]]:
        """Row number, station, year and the series of each year."""
        tokens = self.tokens
        return [(number, station, year, [_joined(list(map(tokens.__getitem__, values))) for values in series])
                for (station, year), (number, series, _filled) in self.years.items()]

    def notes(self, header: Sequence[str]) -> list[str]:
        """What was not taken."""
        used = {*self.at, *self.when, *([] if self.station_at is None else [self.station_at])}
        return list(not_taken(header, used, self.wrong, self.tokens.odd))


class _Days(dict[Any, "tuple[int, int] | None"]):
    """The cells of a day → its year and its place in it; None where they are no day."""

    def __missing__(self, cells: Any) -> tuple[int, int] | None:
        check()
        found = self[cells] = _place([cells] if isinstance(cells, str) else list(cells))
        return found


class _Names(dict[str, str]):
    """A text of a cell → the station that it names: width and outer blanks make no other one."""

    def __missing__(self, text: str) -> str:
        found = self[text] = plain(text)
        return found


class _Tokens(dict[str, str]):
    """A text of a cell → what is kept of it: the number as it is written shortest, or the mark of a gap."""

    def __init__(self) -> None:
        super().__init__({"": GAP})
        self.odd: list[str] = []

    def __missing__(self, text: str) -> str:
        try:
            value = 0.0 if plain(text).casefold() in TRACE else float(text)
        except ValueError:
            value = MISSING
        kept = f"{value:g}" if abs(value) < MISSING else GAP
        if kept == GAP and not is_no_value(text):
            self.odd.append(text.strip())
        self[text] = kept
        return kept


def _place(cells: Sequence[str]) -> tuple[int, int] | None:
    """The year and the day's place in it."""
    found = day_of(cells)
    return None if found is None else (found.year, (found - date(found.year, 1, 1)).days)


def _joined(tokens: Sequence[str]) -> str:
    return "" if tokens.count(GAP) == len(tokens) else " ".join(tokens)
