"""Tables in and out: CSV, TSV and spreadsheets, detected by content and read as one kind of `Table`.

Reading: `read_table`. Writing: `write_xlsx` and `write_csv`. What is written here reads
back unchanged. The readers are loaded when they are first asked for: a list that is shown needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from desktop.core.tables.model import Cell, LongNumber, Sheet, Table

if TYPE_CHECKING:
    from desktop.core.tables.read import read_table
    from desktop.core.tables.write import write_csv, write_xlsx

_HOMES = {"read_table": "read", "write_csv": "write", "write_xlsx": "write"}


def __getattr__(name: str) -> Any:
    """A reader or writer, from the module where it stands."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Cell", "LongNumber", "Sheet", "Table", "read_table", "write_csv", "write_xlsx"]
