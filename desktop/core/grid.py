"""What a spreadsheet-like editor shows and saves, without Qt: rows × columns of values (plots × traits, people × days).

TO SHOW A GRID: a `GridSource` in the feature's actions, and `Grid(context, source)` from `desktop.ui.grid` on its page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from desktop.core.choices import Choices

Cell = tuple[int, str]
"""(key of the row, name of the column)."""


@dataclass(frozen=True)
class GridColumn:
    """A column that can be edited. `kind` is text, number, whole, date, choice or flag; `title` is shown as it is.

    `low` and `high` are the plausible range: a value outside is saved, marked amber, and may be accepted.
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
    check: Callable[[Any], str] | None = None


@dataclass
class GridData:
    """What is in a grid now. `keys` name the rows; `headers` are their frozen cells, one text for each of `frozen`.

    `values[row][column]` is None for blank (also for text). `notes` and `accepted` are about single cells.
    """

    frozen: Sequence[str]
    columns: Sequence[GridColumn]
    keys: Sequence[int]
    headers: Sequence[Sequence[str]]
    values: list[list[Any]]
    notes: dict[Cell, str] = field(default_factory=dict)
    accepted: set[Cell] = field(default_factory=set)


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

    def save(self, changes: Sequence[GridChange]) -> None:
        """Store a batch of changes as one action with a label. Raises `UserError` where it cannot; then nothing is."""
        ...


class NotedSource(GridSource, Protocol):
    """A source whose cells can have notes."""

    def set_note(self, key: int, column: str, note: str) -> None:
        """Store the note of a cell ("" removes it), as one action. Called on the worker."""
        ...


def filled(data: GridData) -> Mapping[str, int]:
    """Column name → how many of its cells hold a value."""
    return {c.name: sum(row[i] not in (None, "") for row in data.values) for i, c in enumerate(data.columns)}
