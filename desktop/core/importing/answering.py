"""What a cell that does not fit is told by, and what the user's answers make of one that is unclear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop.core.i18n import _
from desktop.core.tables import Cell


class WrongError(ValueError):
    """A cell that does not fit; the message is the sentence with the cure."""


class OpenError(WrongError):
    """A cell that has no meaning until a question about its column is answered."""


def shown(cell: Cell) -> str:
    """A cell as it is quoted in a sentence."""
    return "" if cell is None else cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def answered(options: Mapping[str, str], question: str, text: str, values: Mapping[str, Any]) -> Any:
    """The value the user's answer gives; refused where none has been given or it says "error"."""
    answer = options.get(question, "")
    if answer in values:
        return values[answer]
    raise OpenError(_("“{value}” has no clear meaning here: choose how to read this column, or correct the cell.")
                .format(value=text))
