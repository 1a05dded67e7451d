"""Tables with a row a figure as people type them: 玉米播种面积 as one name, 90万亩 in one cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from desktop.core.i18n import in_every_language
from desktop.core.records import column_of
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import bare, is_no_value, plain
from desktop.market.figures import indicators
from desktop.market.figures.headings import with_changes
from desktop.market.figures.indicators import Indicator
from desktop.market.figures.model import MarketFigure

NAMES = {"indicator": ("指标", "指标名称"), "crop_id": ("作物", "作物名称"), "value": ("数值", "值", "指标值"),
         "unit": ("单位", "计量单位"), "low": ("下限", "最低"), "high": ("上限", "最高"), "printed": ()}
_NUMBER_AND_UNIT = re.compile(r"\s*([+-]?[\d.,]*\d)\s*(\D.*)")


class Named(Protocol):
    """What a text says of a figure: see `headings.Said`."""

    indicator: Indicator | None
    crop: str
    units: tuple[str, ...]
    rest: str
    changes: tuple[str, ...]


def named_apart(table: Table, said: Callable[[Cell], Any]) -> Table:
    """The table with indicator and crop, number and unit each in a column of its own, where one cell holds both.

    `said` takes a text apart. What stands in its own column already goes before what the other one says; a cell that cannot be
    taken apart stays as it is.
    """
    at = {name: next((place for place, heading in enumerate(table.header) if bare(heading) in _headings(name)), None)
          for name in NAMES}
    columns = {name: [row[place] for row in table.rows] if place is not None else [None] * len(table.rows)
               for name, place in at.items()}
    read = {name: list(cells) for name, cells in columns.items()}
    for row, cell in enumerate(columns["indicator"]):
        _name_apart(read, row, said(cell))
        _count_apart(read, row)
        _say_printed(read, row)
    changed = [name for name in NAMES if read[name] != columns[name]]
    added = [name for name in changed if at[name] is None]
    places = {at[name]: name for name in changed if at[name] is not None}
    rows = [(*(read[places[place]][number] if place in places else cell for place, cell in enumerate(row)),
             *(read[name][number] for name in added)) for number, row in enumerate(table.rows)]
    return replace(table, header=(*table.header, *(column_of(MarketFigure, name).info["title"] for name in added)), rows=rows)


def _headings(name: str) -> set[str]:
    """All that a column of this field is headed by, bare."""
    return {bare(text) for text in (*NAMES[name], *in_every_language(column_of(MarketFigure, name).info["title"]))}


def _name_apart(read: dict[str, list[Cell]], row: int, named: Named) -> None:
    """Crop and unit out of the name of an indicator: 玉米播种面积（万亩）."""
    one, crop = named.indicator, plain(read["crop_id"][row]) or named.crop
    if one is None or named.rest or not (named.crop or named.units or named.changes):
        return
    read["indicator"][row] = with_changes(one.written, named.changes)
    read["crop_id"][row] = crop or None
    if len(named.units) == 1 and is_no_value(read["unit"][row]):
        read["unit"][row] = named.units[0]


def _count_apart(read: dict[str, list[Cell]], row: int) -> None:
    """The unit behind a number into the column of units, where none stands there."""
    found = _NUMBER_AND_UNIT.fullmatch(plain(read["value"][row])) if isinstance(read["value"][row], str) else None
    if found and indicators.is_unit(found[2].strip()) and is_no_value(read["unit"][row]):
        read["value"][row], read["unit"][row] = found[1], found[2].strip()


def _say_printed(read: dict[str, list[Cell]], row: int) -> None:
    """A value in another unit than its indicator has as it was written: what is kept of it is converted (see imports.py)."""
    one, unit = indicators.find(plain(read["indicator"][row])), plain(read["unit"][row])
    times = indicators.factor(unit, one) if one and unit else None
    if times not in (None, 1) and is_no_value(read["printed"][row]) and not is_no_value(read["value"][row]):
        read["printed"][row] = f"{read['value'][row]} {unit}"
