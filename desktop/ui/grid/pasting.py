"""Where the cells of a pasted block belong: by the headings in its first line, or from a cell on, by position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.grid import GridColumn
from desktop.core.i18n import _
from desktop.core.importing.mapping import normal


@dataclass(frozen=True)
class Headed:
    """A block under headings: its lines, the column of each of its columns (None: of none), headings nobody knows."""

    lines: list[list[str]]
    columns: list[int | None]
    unknown: list[str]


def headed(block: Sequence[Sequence[str]], columns: Sequence[GridColumn]) -> Headed | None:
    """The block under its headings, where its first line holds some; None where it is to be placed by position.

    The first line holds headings where at least half of its cells are names of columns, none of them twice.
    """
    places = {name: place for place, column in enumerate(columns) for name in column.headings}
    found = [places.get(normal(cell)) if cell.strip() else None for cell in block[0]]
    known = [place for place in found if place is not None]
    filled = [cell for cell in block[0] if cell.strip()]
    if len(block) < 2 or not known or 2 * len(known) < len(filled) or len(set(known)) < len(known):
        return None
    unknown = [cell.strip() for cell, place in zip(block[0], found, strict=True) if place is None and cell.strip()]
    return Headed([list(line) for line in block[1:]], found, unknown)


def unknown_words(unknown: Sequence[str]) -> str:
    """What is said about headings that no column has; "" for none."""
    if not unknown:
        return ""
    return _("No column is called {names}; what stands below was left out.").format(
        names=_(", ").join(f"“{name}”" for name in unknown))
