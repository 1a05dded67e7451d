"""What a computed figure is made of, where no list of one kind of record holds it: an account's papers and money, a stock's
counts, deliveries and moves. The parts add to the figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from desktop.core import money


@dataclass(frozen=True)
class Part:
    """A row: its cells under the titles of the breakdown, what it adds to the figure, and the record it stands for (id 0: no
    single one)."""

    cells: tuple[str, ...]
    value: int
    table: str = ""
    id: int = 0


@dataclass(frozen=True)
class Breakdown:
    """Titles of the cells, the title of what is added, and how the parts are read. `kind`: "money" (fen) or "whole"; `figures`:
    the places of cells that hold figures."""

    titles: tuple[str, ...]
    value_title: str
    read: Callable[[Session], Sequence[Part]]
    kind: str = "money"
    figures: tuple[int, ...] = ()

    def said(self, value: int) -> str:
        """A value as it is shown."""
        return money.text(value) if self.kind == "money" else f"{value:,}"
