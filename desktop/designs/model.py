"""What a field plan is: entries, options, bands of cells, plots, and the certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from desktop.core.i18n import _

PLOT, GUARD, FILLER = "plot", "guard", "filler"
PASS, FAIL, NOTE = "pass", "fail", "note"
CORNERS = ("front-left", "front-right", "back-left", "back-right")


@dataclass(frozen=True)
class Item:
    """An entry as a design sees it: its key, name, whether it is a check, and its levels of the treatment factors."""

    key: int
    name: str = ""
    is_check: bool = False
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class DesignOptions:
    """All that a plan is made by, beside design and entries.

    `block_size`: plots per incomplete block (alpha), plots in a row of a replicate (row-column), strips on a farm
    (on-farm). `interval`: entries between two checks, in their own order or `random_order`. `share`: percent of the
    entries that a partially replicated design repeats. `within`: what a factorial stands in, rcbd or crd. `farms`: their
    names. `per_row`: plots in a row of the field, None as it fits. `beside`: replicates side by side instead of one
    behind the other, `gap` empty rows or columns between them. Guards are whole rows and columns of plots round the trial.
    `corner`, `along` (rows, columns), `serpentine`: how the field is walked. `numbering`: "replicate" (101, 201 …) or
    "continuous" from `first`. `fill`: places that stay free become filler plots.
    """

    replicates: int = 3
    seed: int = 1
    block_size: int | None = None
    interval: int = 4
    random_order: bool = False
    share: int = 25
    within: str = "rcbd"
    farms: tuple[str, ...] = ()
    per_row: int | None = None
    beside: bool = False
    gap: int = 0
    guard_rows: int = 0
    guard_columns: int = 0
    corner: str = CORNERS[0]
    along: str = "rows"
    serpentine: bool = True
    numbering: str = "replicate"
    first: int = 101
    prefix: str = ""
    fill: bool = False

    def stored(self) -> dict[str, Any]:
        """As JSON: what differs from the usual, without what has a column of its own in the trial."""
        usual = asdict(DesignOptions())
        own = {name: value for name, value in asdict(self).items() if value != usual[name]}
        for name in ("replicates", "seed", "block_size"):
            own.pop(name, None)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in own.items()}

    @classmethod
    def restored(cls, data: Mapping[str, Any], **more: Any) -> DesignOptions:
        """From `stored`; what is not known is passed over."""
        known = {f.name for f in fields(cls)}
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known}
        return cls(**{**values, **more})


@dataclass(frozen=True)
class Cell:
    """What stands on a plot before it has a place: an entry's key, its replicate and block."""

    entry: int
    replicate: int | None = None
    block: str = ""


@dataclass
class Band:
    """Cells that lie together: a replicate, a block of an augmented design, a farm, a square.

    `cells` in the order of walking, None where a place stays free; with `columns` they are a grid, row by row, that keeps
    its shape. `unit`: so many cells should share a row. `ordered`: their order means something.
    """

    number: int
    cells: list[Cell | None]
    columns: int | None = None
    unit: int = 1
    ordered: bool = False


@dataclass(frozen=True)
class PlannedPlot:
    """A plot of a plan: `entry` is the key of what stands on it, None on guards and fillers; row and column from 1."""

    number: str
    entry: int | None
    replicate: int | None
    row: int
    column: int
    block: str = ""
    kind: str = PLOT
    walk: int | None = None


@dataclass(frozen=True)
class FieldPlan:
    """A plan with all it was made by; an edited or imported one has other plots, or no seed."""

    design: str
    items: Sequence[Item]
    options: DesignOptions
    plots: Sequence[PlannedPlot]
    randomised_here: bool = True

    @property
    def standing(self) -> list[PlannedPlot]:
        """The plots that carry an entry."""
        return [p for p in self.plots if p.entry is not None]

    @property
    def checks(self) -> set[int]:
        """The keys of the checks."""
        return {i.key for i in self.items if i.is_check}

    def name(self, key: int | None) -> str:
        """The name of an entry."""
        return next((i.name or str(i.key) for i in self.items if i.key == key), "")


@dataclass(frozen=True)
class Check:
    """One thing looked at: what came out, as state, sentence with places for the figures, and figures."""

    name: str
    state: str
    text: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """The finding in the language in force."""
        return _(self.text).format(**self.figures)


@dataclass(frozen=True)
class Certificate:
    """All that was looked at in a plan. It is valid where nothing failed; notes are facts to be known."""

    checks: tuple[Check, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing failed."""
        return not any(c.state == FAIL for c in self.checks)

    def lines(self) -> list[str]:
        """The sentences, failures first."""
        return [c.sentence() for c in sorted(self.checks, key=lambda c: c.state != FAIL)]

    def check(self, name: str) -> Check | None:
        """The check of that name, if it was made."""
        return next((c for c in self.checks if c.name == name), None)
