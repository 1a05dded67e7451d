"""Where the cells of a pasted block belong: by the headings in its first line, or from a cell on, by position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.grid import GridColumn
from desktop.core.i18n import _
from desktop.core.importing.likeness import LIKENESS, likeness


@dataclass(frozen=True)
class Headed:
    """A block under headings: its lines, the column of each of its columns (None: of none), headings nobody knows."""

    lines: list[list[str]]
    columns: list[int | None]
    unknown: list[str]


def headed(block: Sequence[Sequence[str]], columns: Sequence[GridColumn]) -> Headed | None:
    """The block under its headings, where its first line holds some; None where it is to be placed by position.

    The first line holds headings where at least half of its cells are like the names of columns.
    """
    found = _columns(block[0], columns)
    filled = [cell for cell in block[0] if cell.strip()]
    known = sum(place is not None for place in found)
    if len(block) < 2 or not known or 2 * known < len(filled):
        return None
    unknown = [cell.strip() for cell, place in zip(block[0], found, strict=True) if place is None and cell.strip()]
    return Headed([list(line) for line in block[1:]], found, unknown)


def _columns(line: Sequence[str], columns: Sequence[GridColumn]) -> list[int | None]:
    """The column each cell of a line names; the best pair first, each column once."""
    pairs = sorted(((likeness(cell, column.headings), -number, -place) for number, cell in enumerate(line) if cell.strip()
                    for place, column in enumerate(columns)), reverse=True)
    found: list[int | None] = [None] * len(line)
    for score, number, place in pairs:
        if score > LIKENESS and found[-number] is None and -place not in found:
            found[-number] = -place
    return found


def unknown_words(unknown: Sequence[str]) -> str:
    """What is said about headings that no column has; "" for none."""
    if not unknown:
        return ""
    return _("No column is called {names}; what stands below was left out.").format(
        names=_(", ").join(f"“{name}”" for name in unknown))
