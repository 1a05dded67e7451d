"""Totals of a table: what sums nothing but blanks is blank itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def told(rows: Sequence[Sequence[Any]], totals: int) -> Sequence[Sequence[Any]]:
    """The rows, in the last `totals` of which a 0 under nothing but blanks is left blank: nobody said that it is none."""
    if not totals or len(rows) <= totals:
        return rows
    body, sums = rows[:-totals], rows[-totals:]
    return [*body, *([None if cell == 0 and not isinstance(cell, bool) and _blank(body, place) else cell
                      for place, cell in enumerate(row)] for row in sums)]


def _blank(body: Sequence[Sequence[Any]], place: int) -> bool:
    """Whether nothing stands in a column, which the shorter of the rows may not reach."""
    return all(row[place] in (None, "") for row in body if place < len(row))
