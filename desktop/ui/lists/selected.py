"""What the rows selected in a list come to: of each column of numbers in view the mean, and the sum where it says something."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Any

from desktop.core.database import Database
from desktop.core.fields import NUMBERS
from desktop.core.i18n import _
from desktop.core.listed import values_of
from desktop.core.listing import Column, Listing, show
from desktop.ui.lists.model import heading


def summed(columns: Sequence[Column]) -> list[Column]:
    """The columns whose cells are averaged, or added up as well: those of numbers that count or measure something, which
    years, months and numbers in a series do not."""
    return [column for column in columns if column.kind in NUMBERS and not column.plain and not _names(column)]


def _names(column: Column) -> bool:
    """Whether a number only says which one of a row: a part of the calendar, a place in a series, a place on the earth."""
    info = getattr(column.value, "info", {})
    return bool(info.get("part") or info.get("counted_in")) or column.unit == "°"


def adds_up(column: Column) -> bool:
    """Whether the sum of a column says something: where its list says so, and of what is counted in bags. The sum of prices
    (which are money as well), of percentages and of what was measured in several places says nothing."""
    return column.total == "sum" or (not column.total and column.unit == "bags")


def figures(db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int]) -> str:
    """Sum and mean of the selected rows, column by column; means alone where a sum says nothing (a percentage), and nothing of
    numbers that stand in different units."""
    wanted = summed(columns)
    if not wanted:
        return ""
    said_in = {column.measured_in for column in wanted} - {""}
    by = [column for column in listing.columns if column.name in said_in]
    rows = list(values_of(db, listing, [*wanted, *by], ids))
    units = {"": {None}, **{column.name: {row[place] for row in rows} for place, column in enumerate(by, start=len(wanted))}}
    said = [_said(column, [row[place] for row in rows if row[place] is not None]) for place, column in enumerate(wanted)
            if len(units.get(column.measured_in, ())) == 1]
    return " · ".join(text for text in said if text)


def _said(column: Column, values: Sequence[Any]) -> str:
    if not values:
        return ""
    whole = sum(values) if all(isinstance(value, int) for value in values) else fsum(values)
    mean = show(column, round(whole / len(values)) if column.kind == "money" else whole / len(values))
    if not adds_up(column):
        return _("{column} ⌀ {mean}").format(column=heading(column), mean=mean)
    return _("{column} Σ {sum}, ⌀ {mean}").format(column=heading(column), sum=show(column, whole), mean=mean)
