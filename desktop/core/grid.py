"""What a spreadsheet-like editor shows and saves, without Qt: rows × columns of values (plots × traits, people × days).

TO SHOW A GRID: a `GridSource` in the feature's actions, and `Grid(context, source)` from `desktop.ui.grid.grid` on its page.
What else a source can do (notes, photos, rows that come and go …) it says by deriving from the protocol of it.
TO TYPE THE CHILDREN OF A RECORD IN PLACE: `Child(…, grid=True)` in the book; their source is `core/child_rows.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from desktop.core.choices import Choices
from desktop.core.i18n import every_language_of, in_every_language
from desktop.core.records import Record

Cell = tuple[int, str]
"""(key of the row, name of the column)."""


@dataclass(frozen=True)
class GridColumn:
    """A column that can be edited. `kind` is that of a field (core/fields.py); `title` is shown as it is.

    `low` and `high` are the plausible range: a value outside is saved, marked amber, and may be accepted.
    A `derived` column is computed: its cells are locked, but for those somebody typed instead. An `optional` one does not
    count where it is asked whether a row is done.
    `check` is any further rule: value → sentence about a value that is doubtful, "" for none. `formula` gives the value that
    follows from the others of its row, at once, before they are stored.
    A new row is stored once its `required` columns are filled. `link` is the table a `Named` value is of. `total` is "",
    sum or mean. `shown`: whether it is seen until the user says otherwise; `letters`: how many its cells want. `headings` are
    the names it is known by on top of a pasted block (`core.importing.likeness.normal`). `unsaid`: the value that says
    nothing yet and does not count as filled in. `late`: (value, values of its row) → whether it is a day that has passed by.
    `say` gives the words for a text that is kept in another language (`fields.text`). `source`: the title in English, where
    several titles are shown alike.
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
    required: bool = False
    link: str = ""
    total: str = ""
    shown: bool = True
    letters: int = 0
    formula: Callable[[Mapping[str, Any]], Any] | None = None
    headings: frozenset[str] = frozenset()
    unsaid: Any = None
    late: Callable[[Any, Mapping[str, Any]], bool] | None = None
    say: Callable[[str], str] | None = None
    source: str = ""

    def titles(self) -> frozenset[str]:
        """The title in each language: what its numbers count is the same in all of them."""
        return in_every_language(self.source) if self.source else every_language_of(self.title)

    def says(self, value: Any) -> bool:
        """Whether a value counts as filled in."""
        return value is not None and value != self.unsaid


@dataclass(frozen=True)
class Named:
    """A record as a cell names it: by the text, and by its id once that is known."""

    text: str
    id: int | None = None


Jump = Callable[[GridColumn, float, float | None, Sequence[float]], str]


@dataclass
class GridData:
    """What is in a grid now. `keys` name the rows; `headers` are their frozen cells, one text for each of `frozen`.

    `values[row][column]` is None for blank (also for text). `notes` and `accepted` are about single cells, and so are
    `own` (typed by hand in a derived column), `photos` and `struck` (left out, with the reason). Rows of one group in
    `groups` (None: of none) are replicates of each other, `earlier` names the column of the occasion before; `jump` judges
    a value by those: (column, value, value before, values of the group) → a sentence or "".
    `fresh` is what a new row starts with, one value a column; None where rows neither come nor go. `closed` says why
    nothing may be changed; "" where it may. `sortable`: the rows have no order of their own.
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
    fresh: Sequence[Any] | None = None
    closed: str = ""
    sortable: bool = False


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


@dataclass
class Saved:
    """What became of a batch of changes.

    `values`: the cells that have changed with them (computed, looked up). Of a `RowSource` also the keys of the rows that
    are `stored` now, and the sentences about what is `wrong` and was not: by cell, under the column "" by row. `anew`: so
    much was stored that the grid had better read everything again.
    """

    values: dict[Cell, Any] = field(default_factory=dict)
    stored: set[int] = field(default_factory=set)
    wrong: dict[Cell, str] = field(default_factory=dict)
    anew: bool = False


class GridSource(Protocol):
    """Where a grid's values come from and go to. Both functions are called on the worker.

    `tables` are the tables whose changes make the grid stale.
    """

    tables: frozenset[str]

    def load(self) -> GridData:
        """Everything the grid shows."""
        ...

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Store a batch of changes as one action with a label. Raises `UserError` where it cannot; then nothing is."""
        ...


@runtime_checkable
class RowSource(GridSource, Protocol):
    """A source whose rows come and go. A change under a key it does not know adds the row, whose key that is from then on.

    `save` stores the rows that are right and says of the others what is wrong with them.
    """

    def remove(self, keys: Sequence[int]) -> None:
        """Put rows into the recycle bin, as one action. Called on the worker. Raises `UserError`."""
        ...


@runtime_checkable
class PlotSource(GridSource, Protocol):
    """A source whose rows are plots, known by the number in their first frozen cell: it can be typed or scanned."""

    of_plots: bool = True  # a protocol without a member of its own would be every source


@runtime_checkable
class NotedSource(GridSource, Protocol):
    """A source whose cells can have notes."""

    def set_note(self, key: int, column: str, note: str) -> None:
        """Store the note of a cell ("" removes it), as one action. Called on the worker."""
        ...


@runtime_checkable
class ToldSource(GridSource, Protocol):
    """A source that knows where a value comes from."""

    def story(self, key: int, column: str) -> str:
        """Who entered a cell's value, when, and from which file; "" for nothing. Called on the worker."""
        ...


@runtime_checkable
class PhotoSource(GridSource, Protocol):
    """A source whose cells can have photos."""

    def owner(self, key: int, column: str) -> Record | None:
        """The record that holds the photos of a cell; None where there is none yet. Called on the worker."""
        ...

    def add_photos(self, key: int, column: str, paths: Sequence[Path]) -> None:
        """Hang files on a cell, as one action. Called on the worker."""
        ...
