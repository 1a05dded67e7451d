"""What a spreadsheet-like editor shows and saves, without Qt: rows × columns of values (plots × traits, people × days).

TO SHOW A GRID: a `GridSource` in the feature's actions, and `Grid(context, source)` from `desktop.ui.grid.grid` on its page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from desktop.core.choices import Choices
from desktop.core.records import Record

Cell = tuple[int, str]
"""(key of the row, name of the column)."""


@dataclass(frozen=True)
class GridColumn:
    """A column that can be edited. `kind` is text, number, whole, date, choice or flag; `title` is shown as it is.

    `low` and `high` are the plausible range: a value outside is saved, marked amber, and may be accepted.
    A `derived` column is computed: its cells are locked, but for those somebody typed instead. An `optional` one does not
    count where it is asked whether a row is done.
    `check` is any further rule: value → sentence about a value that is doubtful, "" for none.
    """

    name: str
    title: str
    kind: str = "number"
    unit: str = ""
    decimals: int = 2
    low: float | None = None
    high: float | None = None
    choices: Choices | None = None
    read_only: bool = False
    width: int = 0
    hint: str = ""
    derived: bool = False
    optional: bool = False
    check: Callable[[Any], str] | None = None


Jump = Callable[[GridColumn, float, float | None, Sequence[float]], str]


@dataclass
class GridData:
    """What is in a grid now. `keys` name the rows; `headers` are their frozen cells, one text for each of `frozen`.

    `values[row][column]` is None for blank (also for text). `notes` and `accepted` are about single cells, and so are
    `own` (typed by hand in a derived column), `photos` and `struck` (left out, with the reason). Rows of one group in
    `groups` (None: of none) are replicates of each other, `earlier` names the column of the occasion before; `jump` judges
    a value by those: (column, value, value before, values of the group) → a sentence or "".
    """

    frozen: Sequence[str]
    columns: Sequence[GridColumn]
    keys: Sequence[int]
    headers: Sequence[Sequence[str]]
    values: list[list[Any]]
    notes: dict[Cell, str] = field(default_factory=dict)
    accepted: set[Cell] = field(default_factory=set)
    own: set[Cell] = field(default_factory=set)
    photos: set[Cell] = field(default_factory=set)
    struck: dict[Cell, str] = field(default_factory=dict)
    groups: Sequence[int | None] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)
    jump: Jump | None = None


@dataclass(frozen=True)
class GridChange:
    """A cell that was edited: its row's key, its column's name, the value before and after (None = blank).

    `accepted`: the user lets a doubtful value stand (then `new` may equal `old`).
    """

    key: int
    column: str
    old: Any
    new: Any
    accepted: bool = False


class GridSource(Protocol):
    """Where a grid's values come from and go to. Both functions are called on the worker.

    `tables` are the tables whose changes make the grid stale.
    """

    tables: frozenset[str]

    def load(self) -> GridData:
        """Everything the grid shows."""
        ...

    def save(self, changes: Sequence[GridChange]) -> Mapping[Cell, Any] | None:
        """Store a batch of changes as one action with a label. Raises `UserError` where it cannot; then nothing is.

        Gives the cells that have changed with them, if the source computes any.
        """
        ...


class NotedSource(GridSource, Protocol):
    """A source whose cells can have notes."""

    def set_note(self, key: int, column: str, note: str) -> None:
        """Store the note of a cell ("" removes it), as one action. Called on the worker."""
        ...


class ToldSource(GridSource, Protocol):
    """A source that knows where a value comes from."""

    def story(self, key: int, column: str) -> str:
        """Who entered a cell's value, when, and from which file; "" for nothing. Called on the worker."""
        ...


class PhotoSource(GridSource, Protocol):
    """A source whose cells can have photos."""

    def owner(self, key: int, column: str) -> Record | None:
        """The record that holds the photos of a cell; None where there is none yet. Called on the worker."""
        ...

    def add_photos(self, key: int, column: str, paths: Sequence[Path]) -> None:
        """Hang files on a cell, as one action. Called on the worker."""
        ...


def filled(data: GridData) -> Mapping[str, int]:
    """Column name → how many of its cells hold a value."""
    return {c.name: sum(row[i] not in (None, "") for row in data.values) for i, c in enumerate(data.columns)}
