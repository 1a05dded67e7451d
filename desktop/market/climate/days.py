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
    heads = heads_of(table.header)
    at = {name: place for name, names in HEADS.items() if (place := find_heading(heads, names)) is not None}
    when = when_at(heads)
    if not at or when is None:
        return table
    station_at = find_heading(heads, STATION)
    years: dict[tuple[str, int], tuple[int, dict[str, list[float | None]], set[int]]] = {}
    wrong = 0
    unread: dict[str, None] = {}
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        day = day_of([row[place] for place in when])
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
    names = [name for name in SERIES if name in at]
    rows = [(number, station, year, [written(values[name]) for name in names])
            for (station, year), (number, values, _seen) in years.items()]
    return table_of_years(table, rows, station_at is not None, names, list(not_taken(table.header, used, wrong, list(unread))))


def not_taken(header: Sequence[Cell], used: Collection[int], wrong: int, unread: Sequence[str]) -> Iterator[str]:
    """What was not taken: rows without a day, columns of other things, cells that are no measured value."""
    if wrong:
        yield ngettext("{n} row without a day is not taken.", "{n} rows without a day are not taken.", wrong).format(n=wrong)
    if rest := [plain(heading) for place, heading in enumerate(header) if place not in used]:
        yield _("not used: {columns}").format(columns=_(", ").join(rest))
    if unread:
        yield _("Read as not measured: {texts}").format(texts=_(", ").join(unread[:8]))


def heads_of(header: Sequence[Cell]) -> list[str]:
    """The headings bare, without units."""
    return [plain(heading).casefold().split("(")[0].strip() for heading in header]


def table_of_years(table: Table, found: Sequence[tuple[int, str, int, Sequence[str]]], named: bool, names: Sequence[str],
                   notes: Sequence[str]) -> Table:
    """The table with a row a station and year: row number, station, year, and the series called `names`."""
    rows: list[Row] = [(*([station] if named else []), year, *(text or None for text in series))
                       for _number, station, year, series in found]
    heads = [*(["station_id"] if named else []), "year", *names]
    return replace(table, header=tuple(title_of(WeatherYear, name) for name in heads), rows=rows, notes=[*table.notes, *notes],
                   row_numbers=[number for number, _station, _year, _series in found])


def find_heading(heads: Sequence[str], names: Sequence[str]) -> int | None:
    """The place of the first of some names among the headings."""
    return next((heads.index(name) for name in names if name in heads), None)


def when_at(heads: Sequence[str]) -> list[int] | None:
    """The column of the day, or those of year, month and day."""
    day = find_heading(heads, DAY)
    if day is not None and find_heading(heads, MONTH) is None:
        return [day]
    parts = [find_heading(heads, YEAR), find_heading(heads, MONTH), find_heading(heads, (*DAY_OF_MONTH, "day"))]
    return None if None in parts else [part for part in parts if part is not None]


def day_of(cells: Sequence[Cell]) -> date | None:
    """The day of one cell, or of year, month and day; None where it is none."""
    try:
        if len(cells) == 3:
            return date(*(int(float(plain(cell))) for cell in cells))
        cell = cells[0]
        if isinstance(cell, str) and len(cell) == 10 and cell[4] == cell[7] == "-":
            return date.fromisoformat(cell)
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
