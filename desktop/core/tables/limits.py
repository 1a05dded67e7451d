"""What a file may hold before it is opened: a small file can unpack to gigabytes."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _

MIB = 1024 * 1024
TEXT_BYTES = 100 * MIB  # largest text file
UNPACKED_BYTES = 200 * MIB  # a sheet of 100,000 rows × 8 columns unpacks to some 40 MiB
RATIO = 200  # a full sheet of repeated values packs about 1 : 60
RATIO_FROM = 10 * MIB  # below this size a high ratio does no harm
CELLS = 5_000_000  # rows × columns of the used area, empty ones counted: 250 MB and ten seconds
TEXT_LINES = 1_500_000
READING_MEMORY = 450 * MIB  # what the process that reads a workbook may take beyond what it has
READING_SECONDS = 6.0  # and how long (with the start less than ten), with so many seconds more for each MiB of the file
SECONDS_A_MIB = 4.0
SHEETS = 1_000
CELL_CHARACTERS = 32_767  # Excel's limit of one cell
EXCEL_ROWS = 1_048_576
EXCEL_COLUMNS = 16_384


def check_text_size(path: Path) -> None:
    """Refuse a text file too large to be a table for this program."""
    size = path.stat().st_size
    if size > TEXT_BYTES:
        raise UserError(
            _("{file} has {size} MiB; a text table may have {limit} MiB: split it into parts.").format(
                file=path.name, size=size // MIB, limit=TEXT_BYTES // MIB
            )
        )


def check_text_lines(file: str, data: bytes) -> None:
    """Refuse a text file with more lines than a table for this program has, before it is taken apart."""
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if lines > TEXT_LINES:
        raise UserError(_("{file} has {lines} {lines:line|lines}; a table may have {limit}: split it into parts.").format(
            file=file, lines=lines, limit=TEXT_LINES))


def check_text_cells(file: str, text: str, mark: str) -> None:
    """The same for its cells, as far as its delimiters tell."""
    cells = text.count(mark)
    if cells > 2 * CELLS:
        raise UserError(_("{file} has {cells} {cells:cell|cells}; a table may have {limit}: split it into parts.").format(
            file=file, cells=cells, limit=CELLS))


def check_unpacked(path: Path, archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo] | None = None) -> None:
    """Refuse an archive whose parts (those named, else all) would unpack to more than memory should bear."""
    counted = archive.infolist() if members is None else members
    unpacked = sum(member.file_size for member in counted)
    packed = max(1, path.stat().st_size if members is None else sum(member.compress_size for member in counted))
    if unpacked > UNPACKED_BYTES or (unpacked > RATIO_FROM and unpacked / packed > RATIO):
        raise UserError(
            _(
                "{file} would unpack to {size} MiB, which no ordinary table does: "
                "copy the cells you need into a new workbook and open that."
            ).format(file=path.name, size=unpacked // MIB)
        )


def check_sheets(file: str, sheets: int) -> None:
    """Refuse a workbook of more sheets than anybody has made by hand."""
    if sheets > SHEETS:
        raise UserError(_("{file} has {sheets} {sheets:sheet|sheets}: copy the sheet you need into a new workbook.").format(
            file=file, sheets=sheets))


def check_area(file: str, sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet (a text table: sheet "") whose used area, farthest row × farthest column, is out of all measure."""
    if rows * columns > CELLS:
        if not sheet:
            raise UserError(_("{file} has {rows} {rows:row|rows} of up to {columns} {columns:cell|cells}; a table may have "
                              "{limit} {limit:cell|cells}: split it into "
                              "parts.").format(file=file, rows=rows, columns=columns, limit=CELLS))
        raise UserError(
            _(
                "Sheet “{sheet}” of {file} reaches to row {rows} and column {columns}: delete the stray cells far "
                "from the table, or copy the table into a new workbook."
            ).format(sheet=sheet, file=file, rows=rows, columns=columns)
        )
