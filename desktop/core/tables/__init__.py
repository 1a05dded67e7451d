"""Tables in and out: CSV, TSV and spreadsheets, detected by content and read as one kind of `Table`.

Reading: `read_table` and `sheet_names`. Writing: `write_xlsx` and `write_csv`. What is written here reads
back unchanged.
"""

from __future__ import annotations

from desktop.core.tables.model import Cell, LongNumber, Sheet, Table
from desktop.core.tables.read import read_table, sheet_names
from desktop.core.tables.write import write_csv, write_xlsx

__all__ = ["Cell", "LongNumber", "Sheet", "Table", "read_table", "sheet_names", "write_csv", "write_xlsx"]
