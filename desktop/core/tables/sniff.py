"""What a file really is: workbook or text, its encoding, its delimiter – by content, never by its ending."""

from __future__ import annotations

import csv
import re
import struct
import zipfile
import zlib
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Literal

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import foreign
from desktop.core.tables.limits import TEXT_BYTES

Kind = Literal["xlsx", "xls", "text", "points", "cards", "events", "page"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 60
_NEAR, _FAR = 64, 1 << 18
_WIDE, _BLANKS = re.compile(r" {2,}"), re.compile(r" +")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def read_start(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a file; a file that cannot be read or is empty raises `UserError`."""
    try:
        with path.open("rb") as file:
            start = file.read(size)
    except FileNotFoundError as error:
        raise UserError(_("There is no file {file}: check its name and folder.").format(file=path)) from error
    except OSError as error:
        raise UserError(
            _("{file} cannot be read ({reason}): close it in other programs and check that you may open it.").format(
                file=path.name, reason=error.strerror or error
            )
        ) from error
    if not start.strip():
        raise UserError(_("{file} is empty: choose the file that holds the table.").format(file=path.name))
    return start


def kind(path: Path) -> Kind:
    """What the file is: a workbook ("xlsx" for every zipped kind, "xls" for the old one), text, points, contacts, events
    or a web page.

    Raises `UserError` for whatever is no table.
    """
    start = read_start(path)
    if start.startswith(_ZIP):
        _require_workbook(path)
        return "xlsx"
    if start.startswith(_OLE):
        foreign.refuse_ole(path, TEXT_BYTES)
        return "xls"
    if b"<" in start[:_NEAR]:
        start = read_start(path, _FAR)  # styles and scripts before the table of a page
    if known := foreign.readable(start):
        return known
    foreign.refuse(path, start)
    return "text"


def _require_workbook(path: Path) -> None:
    """A zip archive must be whole and hold a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            is_workbook = bool(names.intersection(_WORKBOOK_PARTS)) and foreign.of_open_document(archive)
    except (zipfile.BadZipFile, struct.error, zlib.error, OSError, ValueError, RuntimeError) as error:
        raise UserError(
            _("{file} is damaged or only half copied: get it again from where it came.").format(file=path.name)
        ) from error
    if not is_workbook:
        foreign.refuse_archive(path, names)


def decode(path: Path, data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of `data` and the encoding it was in; `encoding` overrides the detection."""
    if encoding:
        return _decode_as(path, data, encoding), encoding
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decode_as(path, data, name).lstrip("\ufeff"), name
    if b"\x00" in data[:4096]:
        order = _utf16_without_mark(path, data)
        return _decode_as(path, data, order), order
    if _is_broken_utf8(data):
        return _decode_as(path, data, "utf-8"), "utf-8"
    for name in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(name), name
    raise UserError(
        _("{file} is in an unknown character set: save it as “CSV UTF-8” or as .xlsx.").format(file=path.name)
    )


def _is_broken_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: as GB18030 they would decode into wrong characters unnoticed."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        return bad * 20 < sum(not char.isascii() for char in text)
    return False


def _decode_as(path: Path, data: bytes, encoding: str) -> str:
    """`data` in a stated encoding, or a sentence that says where it does not fit."""
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise UserError(
            _("There is no character set “{encoding}”: use utf-8, utf-16 or gb18030.").format(encoding=encoding)
        ) from error
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            _("{file}, row {row} does not fit the character set {encoding}: save the file as “CSV UTF-8”.").format(
                file=path.name, row=row, encoding=encoding
            )
        ) from error


def _utf16_without_mark(path: Path, data: bytes) -> str:
    """The byte order of UTF-16 text that lacks its mark, or a sentence when the file is no text."""
    sample = data[:4096]
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if max(low, high) < len(sample) // 8 or min(low, high) > 0:
        raise UserError(
            _("{file} is neither a workbook nor text: choose an .xlsx, .csv or text file.").format(file=path.name)
        )
    return "utf-16-le" if low else "utf-16-be"


def delimiter(text: str) -> str:
    """The delimiter that splits the first rows most evenly into most columns; a comma for a single column."""
    if text[:4].lower() == "sep=" and len(text) > 4:
        return text[4]
    return max(DELIMITERS, key=lambda mark: _evenness(text, mark))


def by_blanks(text: str) -> str | None:
    """The text with a tab between its columns, where blanks alone keep them apart: every line has as many, and one of them
    is of numbers (two words in every line are no columns). Else None."""
    lines = [line.strip() for line in text.splitlines()]
    filled = [line for line in lines[:_SAMPLE_ROWS] if line]
    if len(filled) < 2 or any(mark in line for line in filled for mark in DELIMITERS):
        return None
    for apart in (_WIDE, _BLANKS):
        cells = [apart.split(line) for line in filled]
        wide = len(cells[0]) > 1 and len({len(row) for row in cells}) == 1
        if wide and any(all(_NUMBER.fullmatch(cell) for cell in column) for column in zip(*cells[1:], strict=True)):
            return "\n".join(apart.sub("\t", line) for line in lines)
    return None


def _evenness(text: str, mark: str) -> float:
    """How well `mark` splits: columns of the commonest width × the squared share of rows that have it."""
    sample = "\n".join(islice(text[:200_000].splitlines(), _SAMPLE_ROWS * 4))
    records = islice((row for row in csv.reader(sample.splitlines(True), delimiter=mark) if row), _SAMPLE_ROWS)
    widths = Counter(map(len, records))
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
    share: float = count / widths.total()
    return 0.0 if width < 2 else width * share * share
