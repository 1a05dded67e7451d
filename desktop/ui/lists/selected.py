"""What the rows selected in a list come to: sum and mean of each column of numbers in view."""

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
    """The columns whose cells are added up and averaged: those of numbers."""
    return [column for column in columns if column.kind in NUMBERS]


def figures(db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int]) -> str:
    """Sum and mean of the selected rows, column by column; means alone where a sum says nothing (a percentage)."""
    wanted = summed(columns)
    if not wanted:
        return ""
    rows = list(values_of(db, listing, wanted, ids))
    said = [_said(column, [row[place] for row in rows if row[place] is not None]) for place, column in enumerate(wanted)]
    return " · ".join(text for text in said if text)


def _said(column: Column, values: Sequence[Any]) -> str:
    if not values:
        return ""
    whole = sum(values) if all(isinstance(value, int) for value in values) else fsum(values)
    mean = show(column, round(whole / len(values)) if column.kind == "money" else whole / len(values))
    if column.total == "mean" or column.unit == "%" or column.kind == "price":  # these add up to nothing
        return _("{column} ⌀ {mean}").format(column=heading(column), mean=mean)
    return _("{column} Σ {sum}, ⌀ {mean}").format(column=heading(column), sum=show(column, whole), mean=mean)
