"""Do the values of a package fit? What arrives is stored as it is, so that each value is looked at before: of the kind of its
field, readable again, no path where the name of a file belongs. A package from a stick may have been made by anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer

from desktop.core.errors import UserError
from desktop.core.exchange.changes import RowChange
from desktop.core.i18n import _
from desktop.core.kinds import kinds, model_of
from desktop.core.records import table_of
from desktop.core.stored_values import as_it_is, reader

STORED_FILE = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}(\.[a-z0-9]{1,8})?")
"""How a file is called in the store of attachments."""
LARGEST = 1 << 63
Fits = Callable[[Any], bool]


class Fitting:
    """Looks at the values of one table."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._fits = {column.name: _of(table, column) for column in table_of(model_of(table)).columns}

    def refuse(self, row: RowChange) -> None:
        """Raise `UserError`, which names table, row and field, where a value of a row does not fit; so many as came."""
        for name, value in _values(row):
            fits = self._fits.get(name)
            if value is not None and fits is not None and not fits(value):
                raise UserError(_("The package holds a value that cannot be: {kind} {row}, {field}: {value}. Nothing was "
                                  "taken; let the sender check the file (agridesk check) and make it again.").format(
                                      kind=_(kinds()[self._table].name), row=row.row_id, field=name,
                                      value=str(value)[:40]))


def _values(row: RowChange) -> Iterable[tuple[str, Any]]:
    yield from (row.image or {}).items()
    for name, cell in row.cells.items():
        yield name, cell.now
        yield from ((name, value) for _at, value in (*cell.past, *cell.lost))


def _of(table: str, column: Column[Any]) -> Fits:
    if (table, column.name) == ("attachment", "digest"):
        return lambda value: isinstance(value, str) and STORED_FILE.fullmatch(value) is not None
    if (table, column.name) == ("attachment", "owner_table"):
        return lambda value: value == "" or value in kinds()
    kind = column.type
    if isinstance(kind, Boolean):
        return lambda value: type(value) in (int, bool) and value in (0, 1)
    if isinstance(kind, Integer | BigInteger):
        return lambda value: type(value) is int and -LARGEST <= value < LARGEST
    if isinstance(kind, Float):
        return lambda value: type(value) in (int, float)
    read = reader(column)
    return _is_text if read is as_it_is else lambda value: _is_text(value) and _reads(read, value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\0" not in value


def _reads(read: Callable[[Any], Any], value: str) -> bool:
    """Whether a text can be read again as what the field holds."""
    try:
        read(value)
    except (ValueError, TypeError, ArithmeticError, KeyError, RecursionError):
        return False
    return True
