"""How a plot stands in its trial, and what a design is with its numbers: the words of the recogniser. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.i18n import _, ngettext


@dataclass(frozen=True)
class Standing:
    """A plot as the design sees it: its entry, replicate and block ("" = none), row and column, levels of the factors."""

    entry: str
    replicate: str = ""
    block: str = ""
    row: int | None = None
    column: int | None = None
    levels: tuple[str, ...] = ()

    @property
    def complete(self) -> str:
        """The complete block: the replicate, else the block."""
        return self.replicate or self.block


@dataclass(frozen=True)
class Design:
    """A design by its name on the command line, with its numbers; `checks` are entries that stand in every block.

    `order` puts the factors in their order: whole plots, sub-plots, parts of sub-plots. `places` says that rows and columns
    are known beside it.
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

    def figures(self) -> str:
        """Its numbers in words: 3 replicates × 6 blocks."""
        replicates = ngettext("{n} replicate", "{n} replicates", self.replicates).format(n=self.replicates)
        blocks = ngettext("{n} block", "{n} blocks", self.blocks).format(n=self.blocks)
        grid = _("{rows} rows × {columns} columns").format(rows=self.rows, columns=self.columns)
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
