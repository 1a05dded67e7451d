"""Columns of a design that stand filled in the data and that an analysis does not use: that is said beside its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.analysis.columns import Labels, PlotColumns
from desktop.analysis.notes import Note

PLACES = ("row", "column")  # of every plot together, so that they tell all other columns


def unused_note(columns: PlotColumns, filled: Mapping[str, Labels]) -> list[Note]:
    """The sentence on those of the `filled` columns of the design that say more than the columns in use; none without one.

    A block that only repeats the replicate says nothing more.
    """
    used = [labels for role, (_name, labels) in columns.roles.items()]
    blocks = [labels for role, (_name, labels) in columns.roles.items() if role not in PLACES]
    together = [list(zip(*blocks, strict=True))] if blocks else []
    names = [name for name, labels in filled.items() if len(set(labels) - {None}) > 1
             and not any(_follows(labels, other) for other in [*used, *together])]
    return [Note("unused_columns", {"columns": ", ".join(names)})] if names else []


def _follows(labels: Labels, other: Sequence[object]) -> bool:
    """Whether each level of `other` has one label only."""
    return len(set(zip(other, labels, strict=True))) == len(set(other))
