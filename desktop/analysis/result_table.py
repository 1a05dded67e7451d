"""A table of an answer: heads with the form of their figures, and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.documents.marked import Starred

Cell = float | int | str | bool | None
CHANCE = "p"  # the form of a p-value


@dataclass(frozen=True)
class Head:
    """The head of a column, and the form of its figures: "" as they come, `CHANCE`, or a format of Python ("+.2f")."""

    title: str
    form: str = ""


@dataclass(frozen=True)
class ResultTable:
    """A table of an answer, in the language in force: every row begins with its name.

    Without heads the `notes` are a paragraph; otherwise they stand below the table. Of a long table a terminal prints the
    first `printed` rows.
    """

    title: str
    heads: tuple[Head, ...] = ()
    rows: Sequence[Sequence[Cell | Starred]] = ()
    notes: tuple[str, ...] = ()
    printed: int | None = None
