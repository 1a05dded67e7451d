"""Banks of questions as exam software and teachers lay them out: a column an answer to choose, or all of them in one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.core.i18n import _
from desktop.core.records import column_of
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import plain
from desktop.training.testing_model import Question

LETTERS = "ABCDEFGH"
GAP = "▢"
"""The line of an answer that a table leaves out before others; such a row is refused."""
_HEADING = re.compile(r"(?:选项|答案|备选答案|option|choice|answer)?\s*[(:：_-]?\s*([A-H])\s*[)项]?", re.IGNORECASE)
_LETTERED = re.compile(r"(?:^|(?<=[\s;；,，、/|]))[(（]?([A-Ha-h])[)）.．、:：]\s*")
_BETWEEN = " \t;；,，、/|"


def with_options(table: Table, known: Collection[str]) -> Table:
    """The table with what there is to choose as one cell, a line each, without the letters before them; `known`: what the
    column is headed by that holds all of it.

    Columns headed A, B, C … (选项A, Option A) are laid together in the order of their letters; of one cell the answers that
    letters in their order stand before become lines. Any other table stays as it is.
    """
    columns = {found[1].upper(): heading for heading in table.header if (found := _HEADING.fullmatch(plain(heading)))}
    letters = [letter for letter in LETTERS[:len(columns)] if letter in columns]
    if len(letters) > 1 and len(letters) == len(columns):
        return _laid_together(table, [columns[letter] for letter in letters], _(column_of(Question, "options").info["title"]))
    place = next((at for at, heading in enumerate(table.header) if plain(heading).casefold() in known), None)
    if place is None:
        return table
    return replace(table, rows=[(*row[:place], in_lines(row[place]), *row[place + 1:]) for row in table.rows])


def in_lines(cell: Cell) -> Cell:
    """“A.甲 B.乙” with a line an answer; a cell without letters in their order from A as it stands."""
    if not isinstance(cell, str):
        return cell
    marks = list(_LETTERED.finditer(cell))
    if len(marks) < 2 or "".join(mark[1].upper() for mark in marks) != LETTERS[:len(marks)] or cell[:marks[0].start()].strip():
        return cell
    ends = [*(mark.start() for mark in marks[1:]), len(cell)]
    return "\n".join(cell[mark.end():end].strip().rstrip(_BETWEEN).rstrip() for mark, end in zip(marks, ends, strict=True))


def _laid_together(table: Table, columns: Sequence[str], title: str) -> Table:
    places = [table.header.index(heading) for heading in columns]
    kept = [at for at in range(len(table.header)) if at not in places]
    rows = [(*(row[at] for at in kept), _lines([row[at] for at in places])) for row in table.rows]
    said = _("The columns {columns} were read as one: {title}.").format(columns=_(", ").join(columns), title=title)
    return replace(table, header=(*(table.header[at] for at in kept), title), rows=rows, notes=[*table.notes, said])


def _lines(cells: Sequence[Cell]) -> str:
    """A line a letter up to the last one that is filled in. An answer may be 无, 缺 or /, so that only an empty cell is none;
    one before others is marked, as the letters after it would mean others."""
    texts = [_text(cell) for cell in cells]
    last = max((at for at, text in enumerate(texts, 1) if text), default=0)
    return "\n".join(text or GAP for text in texts[:last])


def gap_refused(values: Mapping[str, Any]) -> dict[str, str]:
    """Why a question is not taken whose answers leave out a letter before others; {} for any other."""
    lines = str(values.get("options") or "").split("\n")
    if GAP not in lines:
        return {}
    at = lines.index(GAP)
    return {"options": _("Answer {letter} is blank but a later one is not, so that the later letters would mean other "
                         "answers: fill it in, or move the later ones up and correct the right answer.").format(
                             letter=LETTERS[at])}


def _text(cell: Cell) -> str:
    """What stands in a cell; a whole number without the decimal point that a workbook gives it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
