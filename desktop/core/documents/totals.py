"""Totals of a table: what sums nothing but blanks is blank itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def told(rows: Sequence[Sequence[Any]], totals: int) -> Sequence[Sequence[Any]]:
    """The rows, in the last `totals` of which a 0 under nothing but blanks is left blank: nobody said that it is none."""
    if not totals or len(rows) <= totals:
        return rows
    body, sums = rows[:-totals], rows[-totals:]
    said = [any(cell not in (None, "") for cell in column) for column in zip(*body, strict=True)]
    return [*body, *([None if cell == 0 and not isinstance(cell, bool) and not known else cell
                      for cell, known in zip(row, said, strict=True)] for row in sums)]
