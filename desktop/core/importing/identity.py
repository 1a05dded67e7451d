"""The column by which an exported row is known again, whatever else of it was changed: the record's own number, #123456.

A spreadsheet cuts a number of eighteen digits; behind the # it is text, which stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.core.i18n import N_, _
from desktop.core.importing.answering import shown
from desktop.core.importing.model import Target
from desktop.core.tables import Cell
from desktop.core.tables.words import plain

RECORD = "id"
TARGET = Target(RECORD, N_("Record number"))
WRITTEN = re.compile(r"#(\d{1,19})")
LARGEST = 2**63 - 1  # of a key


def written(number: int) -> str:
    """A record's number as a file holds it."""
    return f"#{number}"


def is_numbered(cells: Sequence[Cell]) -> bool:
    """Whether a column holds record numbers and nothing else; a column of a firm's own numbers does not."""
    filled = [text for cell in cells if (text := plain(cell))]
    return bool(filled) and all(map(WRITTEN.fullmatch, filled))


def numbers(cells: Sequence[Cell]) -> tuple[list[int | None], dict[int, str]]:
    """(number or None of every cell, sentence of every cell that is none, by position)."""
    found: list[int | None] = []
    wrong: dict[int, str] = {}
    for place, cell in enumerate(cells):
        text = plain(cell)
        number = WRITTEN.fullmatch(text)
        fits = number is not None and int(number[1]) <= LARGEST
        found.append(int(number[1]) if number and fits else None)
        if text and not fits:
            wrong[place] = _("“{value}” is no record number as an export writes it (#123456): empty the cell.").format(
                value=shown(cell))
    return found, wrong
