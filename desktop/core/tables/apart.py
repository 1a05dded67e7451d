"""Files that nobody knows are read in a process that may take only so much memory and time."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from desktop.core.computing import Limits, NoProcess, TooMuch, bounded, check, uncollected
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import limits
from desktop.core.tables.limits import MIB
from desktop.core.tables.model import Table

P = ParamSpec("P")
T = TypeVar("T")
_PIECE = 5_000  # rows that are handed over at once: unpacking more would hold the window's thread


@dataclass
class Packed:
    """A table on its way between two processes: without its rows, and these in pieces."""

    table: Table
    pieces: list[bytes]


def read_apart(path: Path, function: Callable[P, Table], *args: P.args, **kwargs: P.kwargs) -> Table:
    """The table that `function` reads from `path`. Raises its `UserError`, and one where memory or time do not suffice."""
    packed = _call(path, _packed, function, args, kwargs)
    table = packed.table
    with uncollected():
        for piece in packed.pieces:
            check()
            table.rows += pickle.loads(piece)
    return table


def _call(path: Path, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    seconds = limits.READING_SECONDS + limits.SECONDS_A_MIB * path.stat().st_size / MIB
    try:
        return bounded(Limits(limits.READING_MEMORY, seconds), function, *args, **kwargs)
    except TooMuch as error:
        raise UserError(_(
            "{file} is damaged, or needs more memory or time than a table may: open it in Excel, copy the cells you need into "
            "a new workbook, save it as .xlsx and try again.").format(file=path.name)) from error
    except NoProcess:
        logging.getLogger(__name__).warning("no process for reading", exc_info=True)
        return function(*args, **kwargs)


def _packed(function: Callable[..., Table], args: tuple[object, ...], kwargs: dict[str, object]) -> Packed:
    with uncollected():
        table = function(*args, **kwargs)
        rows, table.rows = table.rows, []
        return Packed(table, [pickle.dumps(rows[i:i + _PIECE]) for i in range(0, len(rows), _PIECE)])
