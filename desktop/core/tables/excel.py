"""Workbooks, read with calamine after a look at what they hold."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from string import ascii_letters
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import limits
from desktop.core.tables.clean import CONTROL, clean_column
from desktop.core.tables.formats import as_percent, digits_of
from desktop.core.tables.model import Cell, LongNumber, column_index, column_letter
from desktop.core.tables.scan import Scan, scan_sheet
from desktop.core.tables.scan_ods import scan_ods
from desktop.core.tables.shape import Grid

# What zipfile raises for archives that are damaged, encrypted or packed in a way it does not know.
ARCHIVE_ERRORS = (
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
_LONG = 10**15  # the first number with more digits than a spreadsheet keeps
_NAMED = 5  # so many cells are named in a note


def _sheets(book: Any) -> list[str]:
    """Work sheets only (no chart sheets), the visible ones first."""
    named = [
        (str(one.visible) != "SheetVisibleEnum.Visible", one.name)
        for one in book.sheets_metadata
        if str(one.typ) == "SheetTypeEnum.WorkSheet"
    ]
    return [name for hidden, name in sorted(named, key=lambda one: one[0])]


def read_sheet(path: Path, kind: str, sheet: str | None) -> tuple[Grid, str, list[str]]:
    """The cells of `sheet`, else of the first sheet that may hold a table (visible ones first), else of the first that holds
    any; the sheet's name, and the names of all."""
    with _workbook(path, kind) as book:
        names = _sheets(book)
        limits.check_sheets(path.name, len(names))
        if sheet is not None and sheet not in names:
            raise UserError(
                _("{file} has no sheet “{sheet}”; it has: {sheets}.").format(
                    file=path.name, sheet=sheet, sheets=", ".join(names)
                )
            )
        passed: list[tuple[Grid, str]] = []
        for name in [sheet] if sheet is not None else names:
            grid = _grid(path, kind, book, name)
            if grid.columns and (sheet is not None or _may_be_table(grid)):
                _note_passed(grid, name, [other for _cells, other in passed])
                return grid, name, names
            passed += [(grid, name)] if grid.columns else []
        if passed:
            return *passed[0], names
    raise UserError(_("{file} holds no cells: choose the sheet or file that holds the table.").format(file=path.name))


def _may_be_table(grid: Grid) -> bool:
    """Whether a sheet has two rows with two cells: a cover or a page of remarks has not."""
    rows = (sum(cell is not None for cell in cells) > 1 for cells in zip(*grid.columns, strict=True))
    return len(list(islice(filter(None, rows), 2))) == 2


def _note_passed(grid: Grid, name: str, passed: Sequence[str]) -> None:
    """Say which sheets were passed over."""
    if passed:
        grid.notes.append(_("Sheet “{sheet}” was read; what stands before it is no table: {others}.").format(
            sheet=name, others=_(", ").join(f"“{other}”" for other in passed)))


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
    except (python_calamine.CalamineError, *ARCHIVE_ERRORS) as error:
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
        scan = _scan(path, kind, name)
    limits.check_area(path.name, name, scan.rows, scan.columns)
    with _damage_named(path):
        sheet = book.get_sheet_by_name(name)
        raw = sheet.to_python(skip_empty_area=True)
        merged = scan.merged or sheet.merged_cell_ranges or []
    top, left = sheet.start or (0, 0)
    raw_columns = list(zip(*raw, strict=True))
    columns = [clean_column(column) for column in raw_columns]
    blank: list[list[Cell]] = [[None] * len(raw) for _i in range(left)]
    grid = Grid(blank + columns, first_row=top + 1, formats_known=scan.is_whole)
    grid.scan = scan
    _note_text(grid, [v for v in set().union(*raw_columns) if type(v) is str])
    _restore_errors(grid, scan)
    _take_percents(grid, scan)
    _keep_long(grid, scan)
    with _damage_named(path):
        _fill_merged(grid, merged)
    return grid


def _scan(path: Path, kind: str, sheet: str) -> Scan:
    """A look at the XML of a sheet; the binary kinds have none."""
    if kind != "xlsx":
        return Scan()
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    if "content.xml" in names:
        return scan_ods(path, sheet)
    return scan_sheet(path, sheet) if "xl/workbook.xml" in names else Scan()


def scan_notes(scan: Scan, left_out: Collection[int]) -> list[str]:
    """Which cells hold formulas, which of them no result, and which an error; what stands in rows left out is not used."""
    empty, formulas, errors = (_outside(names, left_out) for names in (scan.without_result, scan.formulas, scan.errors))
    notes = []
    if empty:
        notes.append(_("Cells with a formula but no stored result were read as empty ({cells}): open and save the file in "
                       "Excel first.").format(cells=_listed(empty)))
    elif formulas:
        notes.append(_("Cells with formulas were read by their stored results ({cells}).").format(cells=_listed(formulas)))
    if errors:
        notes.append(_("Some cells hold an error in place of a value ({cells}): correct their formulas in the workbook.")
                     .format(cells=_listed([f"{name} {scan.errors[name]}" for name in errors])))
    return notes


def _outside(names: Iterable[str], rows: Collection[int]) -> list[str]:
    """The cells (A1 names) that stand in none of `rows`."""
    return [name for name in names if (digits := name.lstrip(ascii_letters)) == "?" or int(digits) not in rows]


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


def _places(grid: Grid, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """A1 name, column and row in the grid of those cells that lie in it."""
    for name in names:
        letters = name.rstrip("0123456789")
        if letters == "?":
            continue
        column, row = column_index(letters), int(name[len(letters) :]) - grid.first_row
        if column < len(grid.columns) and 0 <= row < grid.height:
            yield name, column, row


def _restore_errors(grid: Grid, scan: Scan) -> None:
    """Put error values back as text (#N/A): the reader gives nothing for them, and nothing would be a lie."""
    for name, column, row in _places(grid, scan.errors):
        grid.columns[column][row] = scan.errors[name]


def _take_percents(grid: Grid, scan: Scan) -> None:
    """Cells that are shown as percents are what they show: 0.14 is 14."""
    changed: list[str] = []
    for name, column, row in _places(grid, scan.percents):
        value = grid.columns[column][row]
        if isinstance(value, int | float) and not isinstance(value, bool):
            grid.columns[column][row] = as_percent(value)
            changed.append(name)
    if changed:
        grid.notes.append(_("Cells with a percent format were read as the percents they show ({cells}).").format(
            cells=_listed(changed)))


def _keep_long(grid: Grid, scan: Scan) -> None:
    """Numbers of 16 digits and more keep the digits of the file, and are marked as such; without XML those of the number."""
    changed: list[str] = []
    if scan.is_whole:
        for name, column, row in _places(grid, scan.long):
            grid.columns[column][row] = LongNumber(digits_of(scan.long[name]))
            changed.append(name)
    else:
        for c, cells in enumerate(grid.columns):
            for r, value in enumerate(cells):
                if isinstance(value, int | float) and not -_LONG < value < _LONG:
                    cells[r] = LongNumber(digits_of(value))
                    changed.append(f"{column_letter(c)}{grid.first_row + r}")
    if changed:
        grid.notes.append(_("Number cells with 16 digits or more ({cells}): a spreadsheet keeps 15 digits, so the last ones "
                            "may be lost; format codes as text.").format(cells=_listed(changed)))


def _fill_merged(grid: Grid, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every row of a vertically merged cell its value; keep horizontally merged ones as possible headings."""
    filled: list[str] = []
    most = grid.height * len(grid.columns)  # merged cells that overlap, which no program makes, would be filled for hours
    offset = grid.first_row - 1
    for (top, left), (bottom, right) in ranges:
        if left >= len(grid.columns) or not 0 <= top - offset < grid.height:
            continue
        if right > left:
            grid.groups.append((top - offset, left, min(right, len(grid.columns) - 1)))
        elif bottom > top:
            most -= _fill(grid.columns[left], top - offset, bottom - offset)
            if most < 0:
                raise ValueError("merged cells overlap")
            filled.append(f"{column_letter(left)}{top + 1}")
    if filled:
        grid.notes.append(
            _("Merged cells gave their value to every row they cover ({cells}).").format(cells=_listed(filled))
        )


def _fill(column: list[Cell], top: int, bottom: int) -> int:
    """Repeat the value of the first cell over a merged range; how many cells that were."""
    last = min(bottom, len(column) - 1)
    column[top : last + 1] = [column[top]] * (last + 1 - top)
    return last + 1 - top
