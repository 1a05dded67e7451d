"""Cells made clean: control characters out, outer blanks off, whole numbers as integers, our CSV guard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop.core.tables.model import Cell

# Tab and line ends are lawful inside a cell; the rest of C0, C1, lone surrogates and non-characters are not.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?")
_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
_HEAD = 20  # titles and headings are text above columns of numbers
_EXACT = 2**53  # beyond this a float no longer tells one whole number from the next


def clean_text(text: str) -> str | None:
    """`text` in NFC without control characters and outer blanks; None when nothing is left."""
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return text.strip().strip("\ufeff") or None


def harmless(texts: Iterable[str]) -> bool:
    """Whether all `texts` are printable and in NFC, so that blanks at their ends are all there is to clean. One look at all."""
    whole = "".join(texts)
    return whole.isprintable() and unicodedata.is_normalized("NFC", whole)


def guard(text: str) -> str:
    """`text` with a leading ' when a spreadsheet might take it for a formula; numbers such as -5 stay.

    A text that already begins with ' before a dangerous character gets one more, so that `unguard` is exact.
    """
    if text.lstrip("'")[:1] not in _DANGEROUS or not text.lstrip("'") or NUMBER.fullmatch(text):
        return text
    return "'" + text


def unguard(text: str) -> str:
    """The text that `guard` was given; a ' that `guard` would not have put there stays."""
    return text[1:] if text[:1] == "'" and guard(text[1:]) == text else text


def clean_column(cells: Sequence[Any]) -> list[Cell]:
    """The cells of one column of a workbook in our types; by whole runs of one type, because sheets are long."""
    return _clean_run(cells[:_HEAD]) + _clean_run(cells[_HEAD:])


def _clean_run(cells: Sequence[Any]) -> list[Cell]:
    """Cells that are mostly of one type: numbers without a call each, equal texts once."""
    kinds = set(map(type, cells))
    if kinds <= {float}:
        return [int(v) if v.is_integer() and -_EXACT < v < _EXACT else v for v in cells]
    if kinds == {str} and harmless(texts := set(cells)):
        bare: dict[Any, Cell] = {v: v.strip() or None for v in texts}
        return [bare[v] for v in cells]
    if kinds <= {str, date}:  # types whose values are never equal across types
        known: dict[Any, Cell] = {v: clean_cell(v) for v in set(cells)}
        return [known[v] for v in cells]
    return [clean_cell(v) for v in cells]


def clean_cell(value: object) -> Cell:
    """One cell of a workbook in our types: clock times and durations become text."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, int | date):
        return value.date() if isinstance(value, datetime) and value.time() == time() else value
    return _as_text(value)


def _as_text(value: object) -> str | None:
    """Clock times and durations as text."""
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return _duration(value) if isinstance(value, timedelta) else clean_text(str(value))


def _duration(value: timedelta) -> str:
    """A duration as hours:minutes."""
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
