"""What a sheet's XML says beyond the values that the reader gives: its reach, formulas, errors, percents, long numbers.

A stray cell at XFD1048576 would make any reader reserve memory for 17,000,000,000 cells, a formula whose result was never
stored reads as an empty cell, 14.0 % as 0.14, and the last digits of a number of 18 are lost. The XML is read once, in pieces,
at the price of unpacking it. No pattern here looks beyond the next angle bracket, so that time grows with the file alone.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core.tables.formats import is_percent
from desktop.core.tables.limits import MIB
from desktop.core.tables.model import column_index

_PIECE = 4 * MIB
# References that reach beyond column Z or row 99,999; all others together are a small area.
_FAR = re.compile(rb"""r\s*=\s*["']([A-Za-z]{2,3}\d+|[A-Za-z]\d{6,7})["']""")
_TAG = rb"<c(\s[^<>]*)>\s*"
_F = rb"<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*"
_FORMULA = re.compile(_TAG + _F + rb"(<v[^<>]*>\s*[^<\s]|<is\b)?")
_ERROR_CELL = re.compile(rb"""<c(\s[^<>]*\bt\s*=\s*["']e["'][^<>]*)>\s*(?:""" + _F + rb""")?(?:<v[^<>]*>([^<]*))?""")
_LONG = re.compile(_TAG + rb"(?:" + _F + rb")?<v[^<>]*>\s*(-?\d{16,}(?:\.0*)?|-?\d\.?\d*[Ee]\+0?(?:1[5-9]|[2-9]\d))\s*<")
# Whether a piece may hold any of those: patterns that begin with plain bytes are sought in a third of the time of `in`.
_ANY_FORMULA, _ANY_ERROR, _ANY_LONG = re.compile(b"<f"), re.compile(b'"e"'), re.compile(rb">[-\d]\d{15}")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+\d+)["']""")
_OTHER_TYPE = re.compile(rb"""\st\s*=\s*["'](?!n["'])""")
_PREFIX = re.compile(rb"<([A-Za-z]\w*):worksheet\b")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ROW = re.compile(rb"""<row\b[^<>]*?\sr\s*=\s*["'](\d+)["']""")


@dataclass
class Scan:
    """What a sheet says: its reach, and the cells (A1 names) with formulas, without results, with errors, shown as percents,
    with numbers of 16 digits and more (their digits), and what is merged where the reader does not tell. `is_whole`: there
    was XML to look at."""

    rows: int = 99_999
    columns: int = 26
    formulas: list[str] = field(default_factory=list)
    without_result: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    percents: list[str] = field(default_factory=list)
    long: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def scan_sheet(path: Path, sheet: str) -> Scan:
    """Read the XML of `sheet`; damaged or lying archives raise `zipfile.BadZipFile`."""
    scan = Scan()
    with zipfile.ZipFile(path) as archive:
        part = sheet_part(archive, sheet)
        if part is None:
            return scan
        scan.is_whole, percent = True, _percent_cells(archive)
        for piece in _pieces(archive, part):
            _look(scan, piece, percent)
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
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^<>]*>", archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        if attribute(tag, "name") == sheet:
            target = targets.get(attribute(tag, r"\w+:id"), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in names else None
    return None


def _targets(relations: str) -> Iterator[tuple[str, str]]:
    """Relation id and target of every relation."""
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^<>]*>", relations):
        yield attribute(tag, "Id"), attribute(tag, "Target")


def attribute(tag: str, name: str) -> str:
    """The value of an attribute in a tag, "" where it is missing."""
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape(found[1] or found[2] or "") if found else ""


def _percent_cells(archive: zipfile.ZipFile) -> re.Pattern[bytes] | None:
    """The pattern of cells that are shown as percents; None where no style of the workbook is a percent."""
    if "xl/styles.xml" not in archive.namelist():
        return None
    text = archive.read("xl/styles.xml").decode("utf-8", "replace")
    codes = {attribute(tag, "numFmtId"): attribute(tag, "formatCode") for tag in re.findall(r"<(?:\w+:)?numFmt\s[^<>]*>", text)}
    styles = re.search(r"<(?:\w+:)?cellXfs\b[^<>]*>(.*?)</(?:\w+:)?cellXfs>", text, re.DOTALL)
    tags = re.findall(r"<(?:\w+:)?xf\s[^<>]*>", styles[1]) if styles else []
    numbers = [str(i) for i, tag in enumerate(tags) if is_percent(attribute(tag, "numFmtId"), codes)]
    if not numbers:
        return None
    return re.compile(rb"<c(\s[^<>]*?\bs\s*=\s*[\"'](?:" + "|".join(numbers).encode() + rb")[\"'][^<>]*[^<>/])>")


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The unpacked bytes of a part, a few MiB at a time."""
    with archive.open(part) as stream:
        while chunk := stream.read(_PIECE):
            yield chunk


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part cut between cells, so that no cell is split; without the prefix that some programs give every tag."""
    rest, prefix = b"", None
    for number, chunk in enumerate(_chunks(archive, part)):
        whole = rest + chunk
        if number == 0 and (found := _PREFIX.search(whole)):
            prefix = re.compile(rb"<(/?)" + found[1] + rb":")
        cut = max(whole.rfind(b"<c "), whole.rfind(b":c "), whole.rfind(b"<row"), 0)
        cut = whole.rfind(b"<", 0, cut + 1) if cut else len(whole)
        yield prefix.sub(rb"<\1", whole[:cut]) if prefix else whole[:cut]
        rest = whole[cut:]
    yield prefix.sub(rb"<\1", rest) if prefix else rest


def _look(scan: Scan, piece: bytes, percent: re.Pattern[bytes] | None) -> None:
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
    if _ANY_FORMULA.search(piece):
        for found in _FORMULA.finditer(piece):
            scan.formulas.append(_name(found[1]))
            if not found[2] and not _ERROR_CELL.match(piece, found.start()):
                scan.without_result.append(_name(found[1]))
    for found in _ERROR_CELL.finditer(piece) if _ANY_ERROR.search(piece) or _holds(piece, b"'", b"'e'") else ():
        scan.errors[_name(found[1])] = found[2].decode("ascii", "replace") if found[2] else "#N/A"
    for found in percent.finditer(piece) if percent else ():
        scan.percents.append(_name(found[1]))
    for found in _LONG.finditer(piece) if _ANY_LONG.search(piece) or _holds(piece, b"+", b"E+", b"e+") else ():
        if not _OTHER_TYPE.search(found[1]):
            scan.long[_name(found[1])] = found[2].decode()


def _holds(piece: bytes, rare: bytes, *sought: bytes) -> bool:
    """Whether a piece holds one of those sought, which all hold the `rare` byte, the quickest of all to be sought."""
    return rare in piece and any(one in piece for one in sought)


def _name(tag: bytes) -> str:
    """The A1 name in the attributes of a cell; "?" where it has none."""
    reference = _REFERENCE.search(tag)
    return reference[1].decode().upper() if reference else "?"
