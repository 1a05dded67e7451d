"""How a plot stands in its trial, and what a design is with its numbers: the words of the recogniser. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.i18n import _, ngettext


@dataclass(frozen=True)
class Standing:
    """A plot as the design sees it: its entry, replicate and block ("" = none), row and column, levels of the factors.

    `numbered`: the file numbers the plots, so that their order is the field's.
    """

    entry: str
    replicate: str = ""
    block: str = ""
    row: int | None = None
    column: int | None = None
    levels: tuple[str, ...] = ()
    numbered: bool = False

    @property
    def complete(self) -> str:
        """The complete block: the replicate, else the block."""
        return self.replicate or self.block


@dataclass(frozen=True)
class Design:
    """A design by its name on the command line, with its numbers; `checks` are entries that stand in every block.

    `order` puts the factors in their order: whole plots, sub-plots, parts of sub-plots. `places` says that rows and columns
    are known beside it. `asks` are the designs among which nothing in the file decides.
    """

    name: str
    replicates: int = 1
    blocks: int = 0
    block_size: int | None = None
    rows: int = 0
    columns: int = 0
    checks: tuple[str, ...] = ()
    order: tuple[int, ...] = ()
    places: bool = False
    asks: tuple[str, ...] = ()

    def figures(self) -> str:
        """Its numbers in words: 3 replicates × 6 blocks."""
        replicates = ngettext("{n} replicate", "{n} replicates", self.replicates).format(n=self.replicates)
        blocks = ngettext("{n} block", "{n} blocks", self.blocks).format(n=self.blocks)
        grid = ngettext(
            "{rows} row × {columns} {columns:column|columns}",
            "{rows} rows × {columns} {columns:column|columns}", self.rows).format(rows=self.rows, columns=self.columns)
        if self.name in ("alpha", "lattice"):
            return f"{replicates} × {blocks}"
        if self.name == "latin":
            return grid
        if self.name == "row-column":
            return f"{replicates} × {grid}"
        if self.name in ("bib", "augmented", "p-rep") and self.blocks:
            return blocks
        if self.name == "on-farm" and self.blocks:
            return ngettext("{n} farm", "{n} farms", self.blocks).format(n=self.blocks)
        return _("every entry once") if self.name == "none" else replicates


def in_field_order(plots: Sequence[Standing], numbers: Sequence[str]) -> list[Standing]:
    """The plots by their numbers, where every plot has one that is its own within its block; else as they stand."""
    own = {(p.complete, number) for p, number in zip(plots, numbers, strict=True) if number}
    if len(own) < len(plots):
        return list(plots)
    by_number = sorted(zip(numbers, plots, strict=True), key=lambda pair: _natural(pair[0]))
    return [replace(plot, numbered=True) for _number, plot in by_number]


def _natural(number: str) -> tuple[tuple[int, str], ...]:
    """A plot's number as people sort it: 9 before 10, A9 before A10."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in re.findall(r"\d+|\D+", number))
