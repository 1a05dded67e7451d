"""Numbers in a cell that bring their mark or their words with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Starred:
    """A number with the mark of its significance ("*", "**"): one text on paper, two columns in a spreadsheet."""

    value: float
    mark: str


@dataclass(frozen=True)
class Chance:
    """A p-value: "0.0123", or "< 0.0001" on paper, a number that reads the same in a spreadsheet."""

    value: float
