"""Workbooks, read with calamine after a look at what they hold."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import limits
from desktop.core.tables.clean import CONTROL, clean_column
from desktop.core.tables.model import Cell, column_index, column_letter
from desktop.core.tables.scan import Scan, scan_sheet
from desktop.core.tables.shape import Grid

# What zipfile raises for archives that are damaged, encrypted or packed in a way it does not know.
_ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
)
_NAMED = 5  # so many cells are named in a note


def sheets(path: Path, kind: str) -> list[str]:
    """The names of the sheets with cells, the visible ones first."""
    with _workbook(path, kind) as book:
        return _sheets(book)


def _sheets(book: Any) -> list[str]:
    """Work sheets only (no chart sheets), the visible ones first."""
    named = [
        (str(one.visible) != "SheetVisibleEnum.Visible", one.name)
        for one in book.sheets_metadata
        if str(one.typ) == "SheetTypeEnum.WorkSheet"
    ]
    return [name for hidden, name in sorted(named, key=lambda one: one[0])]


def read_sheet(path: Path, kind: str, sheet: str | None) -> tuple[Grid, str]:
    """The cells of `sheet` (else of the first visible sheet that holds any) and the sheet's name."""
    with _workbook(path, kind) as book:
        names = _sheets(book)
        if sheet is not None and sheet not in names:
            raise UserError(
                _("{file} has no sheet “{sheet}”; it has: {sheets}.").format(
                    file=path.name, sheet=sheet, sheets=", ".join(names)
                )
            )
        for name in [sheet] if sheet is not None else names:
            grid = _grid(path, kind, book, name)
            if grid.columns:
                return grid, name
    raise UserError(_("{file} holds no cells: choose the sheet or file that holds the table.").format(file=path.name))


@contextmanager
def _workbook(path: Path, kind: str) -> Iterator[Any]:
    """An open workbook; whatever the reader dislikes becomes one sentence."""
    import python_calamine

    if kind == "xlsx":
        with _damage_named(path), zipfile.ZipFile(path) as archive:
            limits.check_unpacked(path, archive)
    with _damage_named(path):
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    try:
        yield book
    finally:
        book.close()


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn a reader's complaint about the file into a sentence for the user."""
    import python_calamine

    try:
        yield
    except python_calamine.PasswordError as error:
        raise UserError(
            _("{file} is protected by a password: open it in Excel, save it without one and try again.").format(
                file=path.name
            )
        ) from error
    except (python_calamine.CalamineError, *_ARCHIVE_ERRORS) as error:
        raise _damaged(path) from error
    except BaseException as error:
        # A panic of the Rust reader is no Exception; anything else passes.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path) from error


def _damaged(path: Path) -> UserError:
    """The sentence about a workbook that cannot be read."""
    return UserError(
        _("{file} is damaged or no workbook: open it in Excel, save it as .xlsx and try again.").format(file=path.name)
    )


def _grid(path: Path, kind: str, book: Any, name: str) -> Grid:
    """The cells of one sheet, by column, with notes on what they were."""
    with _damage_named(path):
        scan = scan_sheet(path, name) if kind == "xlsx" else Scan()
    limits.check_area(path.name, name, scan.rows, scan.columns)
    with _damage_named(path):
        sheet = book.get_sheet_by_name(name)
        raw = sheet.to_python(skip_empty_area=True)
        merged = sheet.merged_cell_ranges or []
    top, left = sheet.start or (0, 0)
    raw_columns = list(zip(*raw, strict=True))
    columns = [clean_column(column) for column in raw_columns]
    blank: list[list[Cell]] = [[None] * len(raw) for _i in range(left)]
    grid = Grid(blank + columns, first_row=top + 1)
    _note_scan(grid, scan)
    _note_text(grid, [v for v in set().union(*raw_columns) if type(v) is str])
    _restore_errors(grid, scan)
    _fill_merged(grid, merged)
    return grid


def _note_scan(grid: Grid, scan: Scan) -> None:
    """Say which cells hold formulas, and which of them no result."""
    if scan.without_result:
        grid.notes.append(
            _(
                "Cells with a formula but no stored result were read as empty ({cells}): open and save the file in "
                "Excel first."
            ).format(cells=_listed(scan.without_result))
        )
    elif scan.formulas:
        grid.notes.append(
            _("Cells with formulas were read by their stored results ({cells}).").format(cells=_listed(scan.formulas))
        )
    if scan.errors:
        grid.notes.append(
            _("Cells with an error value were kept as text ({cells}).").format(
                cells=_listed([f"{name} {value}" for name, value in scan.errors.items()])
            )
        )


def _listed(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(islice(names, _NAMED)) + (f" … +{more}" if more > 0 else "")


def _note_text(grid: Grid, texts: Sequence[str]) -> None:
    """Say which text cells look like formulas, and that control characters were taken out."""
    whole = "".join(texts)
    if "=" in whole and any(text.lstrip()[:1] == "=" for text in texts):
        cells = _text_formulas(grid)
        grid.notes.append(_("Text that looks like a formula was taken as text ({cells}).").format(cells=_listed(cells)))
    if not whole.isprintable() and CONTROL.search(whole):
        grid.notes.append(_("Control characters were taken out of the text."))


def _text_formulas(grid: Grid) -> list[str]:
    """The A1 names of the text cells that begin with an equals sign."""
    return [
        f"{column_letter(c)}{grid.first_row + r}"
        for c, column in enumerate(grid.columns)
        for r, cell in enumerate(column)
        if isinstance(cell, str) and cell.startswith("=")
    ]


def _restore_errors(grid: Grid, scan: Scan) -> None:
    """Put error values back as text (#N/A): the reader gives nothing for them, and nothing would be a lie."""
    for name, value in scan.errors.items():
        letters = name.rstrip("0123456789")
        if letters == "?":
            continue
        column, row = column_index(letters), int(name[len(letters) :]) - grid.first_row
        if column < len(grid.columns) and 0 <= row < grid.height:
            grid.columns[column][row] = value


def _fill_merged(grid: Grid, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every row of a vertically merged cell its value; keep horizontally merged ones as possible headings."""
    filled: list[str] = []
    offset = grid.first_row - 1
    for (top, left), (bottom, right) in ranges:
        if left >= len(grid.columns) or not 0 <= top - offset < grid.height:
            continue
        if right > left:
            grid.groups.append((top - offset, left, min(right, len(grid.columns) - 1)))
        elif bottom > top:
            _fill(grid.columns[left], top - offset, bottom - offset)
            filled.append(f"{column_letter(left)}{top + 1}")
    if filled:
        grid.notes.append(
            _("Merged cells gave their value to every row they cover ({cells}).").format(cells=_listed(filled))
        )


def _fill(column: list[Cell], top: int, bottom: int) -> None:
    """Repeat the value of the first cell over a merged range."""
    last = min(bottom, len(column) - 1)
    column[top : last + 1] = [column[top]] * (last + 1 - top)
