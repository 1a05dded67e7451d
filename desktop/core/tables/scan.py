"""A look at a sheet's XML before it is opened: how far it reaches, which cells hold formulas or errors.

A stray cell at XFD1048576 would make any reader reserve memory for 17,000,000,000 cells, and a formula whose
result was never stored reads as an empty cell. Both must be known beforehand, so the XML is read once, in
pieces, at the price of unpacking it.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core.tables.limits import MIB
from desktop.core.tables.model import column_index

_PIECE = 4 * MIB
# References that reach beyond column Z or row 99,999; all others together are a small area.
_FAR = re.compile(rb"""r=["']([A-Za-z]{2,3}\d+|[A-Za-z]\d{6,7})["']""")
_CELL = re.compile(rb"""<c\b([^>]*[^/])>(.*?)</c>""", re.DOTALL)
_REFERENCE = re.compile(rb"""\br=["']([A-Za-z]+\d+)["']""")
_RESULT = re.compile(rb"<v>[^<]|<is>")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ROW = re.compile(rb"""<row\b[^>]*?\br=["'](\d+)["']""")


@dataclass
class Scan:
    """What a sheet's XML says: its reach, and the cells (A1 names) with formulas, without results, with errors."""

    rows: int = 99_999
    columns: int = 26
    formulas: list[str] = field(default_factory=list)
    without_result: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def scan_sheet(path: Path, sheet: str) -> Scan:
    """Read the XML of `sheet`; damaged or lying archives raise `zipfile.BadZipFile`."""
    scan = Scan()
    with zipfile.ZipFile(path) as archive:
        part = sheet_part(archive, sheet)
        if part is None:
            return scan
        for piece in _pieces(archive, part):
            _look(scan, piece)
        if "xl/sharedStrings.xml" in archive.namelist():
            for _piece in _chunks(archive, "xl/sharedStrings.xml"):
                pass  # only to find a part that is longer than its entry says
    return scan


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds `sheet`; None where the workbook does not tell."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    targets = dict(_targets(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")))
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        if _attribute(tag, "name") == sheet:
            target = targets.get(_attribute(tag, r"\w+:id"), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in names else None
    return None


def _targets(relations: str) -> Iterator[tuple[str, str]]:
    """Relation id and target of every relation."""
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations):
        yield _attribute(tag, "Id"), _attribute(tag, "Target")


def _attribute(tag: str, name: str) -> str:
    """The value of an attribute in a tag, "" where it is missing."""
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape(found[1] or found[2] or "") if found else ""


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The unpacked bytes of a part, a few MiB at a time."""
    with archive.open(part) as stream:
        while chunk := stream.read(_PIECE):
            yield chunk


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part cut between cells, so that no cell is split."""
    rest = b""
    for chunk in _chunks(archive, part):
        whole = rest + chunk
        cut = max(whole.rfind(b"</c>") + 4, whole.rfind(b"<row"))
        yield whole[:cut]
        rest = whole[cut:]
    yield rest


def _look(scan: Scan, piece: bytes) -> None:
    """Take note of what one piece of XML holds."""
    far = _FAR.findall(piece)
    if far:
        scan.columns = max(
            scan.columns,
            *(column_index(name.rstrip(b"0123456789").decode().upper()) + 1 for name in set(far)),
        )
        scan.rows = max(scan.rows, *(int(name.lstrip(_LETTERS)) for name in set(far)))
    last = piece.rfind(b"<row")
    if last >= 0 and (row := _ROW.match(piece, last)):
        scan.rows = max(scan.rows, int(row[1]))
    if b"<f" in piece or b't="e"' in piece:
        _look_at_cells(scan, piece)


def _look_at_cells(scan: Scan, piece: bytes) -> None:
    """Take note of formulas and error values, cell by cell."""
    for found in _CELL.finditer(piece):
        attributes, content = found[1], found[2]
        formula, error = b"<f" in content, _ERROR.search(attributes)
        if not (formula or error):
            continue
        reference = _REFERENCE.search(attributes)
        name = reference[1].decode().upper() if reference else "?"
        if formula:
            scan.formulas.append(name)
            if not _RESULT.search(content):
                scan.without_result.append(name)
        if error:
            value = re.search(rb"<v>([^<]*)", content)
            scan.errors[name] = value[1].decode("ascii", "replace") if value else "#N/A"
