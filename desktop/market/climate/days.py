"""Tables with a row a day, as stations and services give them, turned into a row a station and year."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.records import title_of
from desktop.core.tables import Cell, Table
from desktop.core.tables.model import Row
from desktop.core.tables.words import is_no_value, plain
from desktop.market.climate.model import SERIES, WeatherYear, written

STATION = ("站名", "台站", "站点", "站号", "区站号", "气象站", "station", "name")
DAY = ("日期", "观测日期", "date", "time", "day")
YEAR, MONTH, DAY_OF_MONTH = ("年", "year"), ("月", "month", "mon"), ("日",)
HEADS = {"means": ("平均气温", "日平均气温", "日均温", "气温", "平均温度", "tavg", "tmean", "temp", "mean"),
         "lows": ("最低气温", "日最低气温", "最低", "最低温", "最低温度", "tmin", "min"),
         "highs": ("最高气温", "日最高气温", "最高", "最高温", "最高温度", "tmax", "max"),
         "rain": ("降水量", "降水", "日降水量", "雨量", "20-20时降水量", "prcp", "rain", "precipitation"),
         "sun": ("日照时数", "日照", "sunshine", "ssd", "sun")}
TRACE = frozenset(("t", "微量"))  # rain that wets without being measurable counts as nothing
MISSING = 9990.0
"""Stations write 9999, 32766 and the like for what was not measured; no weather reaches it."""


def arranged(table: Table) -> Table:
    """A table of days with a row a station and year; any other table as it is. `UserError` where a day stands twice."""
    heads = [plain(heading).casefold().split("(")[0].strip() for heading in table.header]
    at = {name: place for name, names in HEADS.items() if (place := _find(heads, names)) is not None}
    when = _when(heads)
    if not at or when is None:
        return table
    station_at = _find(heads, STATION)
    years: dict[tuple[str, int], tuple[int, dict[str, list[float | None]], set[int]]] = {}
    wrong = 0
    unread: dict[str, None] = {}
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        day = _day([row[place] for place in when])
        if day is None:
            wrong += 1
            continue
        station = plain(row[station_at]) if station_at is not None else ""
        length = 366 if isleap(day.year) else 365
        _first, values, seen = years.setdefault((station, day.year), (number, {name: [None] * length for name in at}, set()))
        place = day.timetuple().tm_yday - 1
        if place in seen:
            raise UserError(_("Row {row}: {day} stands twice for “{station}”.").format(row=number, day=day, station=station))
        seen.add(place)
        for name, column in at.items():
            values[name][place] = value = _value(row[column])
            if value is None and not is_no_value(row[column]):
                unread[plain(row[column])] = None
    used = {*at.values(), *when, *([] if station_at is None else [station_at])}
    notes = [*_notes(table, used, wrong, list(unread))]
    return _table(table, years, station_at is not None, notes, [name for name in SERIES if name in at])


def _notes(table: Table, used: Collection[int], wrong: int, unread: Sequence[str]) -> Iterator[str]:
    """What was not taken: rows without a day, columns of other things, cells that are no measured value."""
    if wrong:
        yield ngettext("{n} row without a day is not taken.", "{n} rows without a day are not taken.", wrong).format(n=wrong)
    if rest := [heading for place, heading in enumerate(table.header) if place not in used]:
        yield _("not used: {columns}").format(columns=_(", ").join(rest))
    if unread:
        yield _("Read as not measured: {texts}").format(texts=_(", ").join(unread[:8]))


def _table(table: Table, years: dict[tuple[str, int], tuple[int, dict[str, list[float | None]], set[int]]], named: bool,
           notes: Sequence[str], kept: Sequence[str]) -> Table:
    names = [*(["station_id"] if named else []), "year", *kept]
    rows: list[Row] = [(*([station] if named else []), year, *(written(values[name]) or None for name in kept))
            for (station, year), (_row, values, _seen) in years.items()]
    return replace(table, header=tuple(title_of(WeatherYear, name) for name in names), rows=rows, notes=[*table.notes, *notes],
                   row_numbers=[number for number, _values, _seen in years.values()])


def _find(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def _when(heads: Sequence[str]) -> list[int] | None:
    """The column of the day, or those of year, month and day."""
    day = _find(heads, DAY)
    if day is not None and _find(heads, MONTH) is None:
        return [day]
    parts = [_find(heads, YEAR), _find(heads, MONTH), _find(heads, (*DAY_OF_MONTH, "day"))]
    return None if None in parts else [part for part in parts if part is not None]


def _day(cells: Sequence[Cell]) -> date | None:
    try:
        if len(cells) == 3:
            return date(*(int(float(plain(cell))) for cell in cells))
        cell = cells[0]
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = plain(cell).split(" ")[0].split("T")[0].replace("/", "-").replace(".", "-")
        return date.fromisoformat(text) if "-" not in text else date(*(int(part) for part in text.split("-")))
    except (ValueError, TypeError):
        return None


def _value(cell: Cell) -> float | None:
    """A measured value; a blank and what stations write for nothing are gaps."""
    if is_no_value(cell):
        return None
    if plain(cell).casefold() in TRACE:
        return 0.0
    try:
        value = float(plain(cell))
    except ValueError:
        return None
    return value if abs(value) < MISSING else None
