"""What a text or a value looks like on paper: no invisible characters, no silent boxes, numbers rounded half-even."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from desktop.core.documents import fonts
from desktop.core.documents.marked import Chance, Starred
from desktop.core.documents.model import DATE, MISSING, MONEY, NUMBER, PERCENT, Cell, Column, Formed
from desktop.core.i18n import _
from desktop.core.units import MINUS

HYPHEN = "-"
LEAST_CHANCE = 0.0001
"""The p-value below which only this bound is printed."""
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_SPACES = dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), " ")


def clean(text: str) -> str:
    """`text` without control and zero-width characters and what XML forbids; line feeds and tabs (as a space) stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(c for c in text.translate(_SPACES) if c == "\n" or not _is_dropped(c))


def _is_dropped(character: str) -> bool:
    code = ord(character)
    forbidden = unicodedata.category(character) in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE
    return forbidden or character in _DROPPED or 0xFE00 <= code <= 0xFE0F


def printable(text: str) -> str:
    """`text` as the PDF prints it: cleaned, a character without a glyph as its number, such as [U+1F600]."""
    return _printable(text) if text else ""


@lru_cache(maxsize=8192)
def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c == "\n" or fonts.can_print(c) else f"[U+{ord(c):04X}]" for c in clean(text))


def missing_in(text: str) -> list[str]:
    """The characters of `text` that the font cannot print, each once, in order."""
    return list(dict.fromkeys(c for c in clean(text) if c != "\n" and not fonts.can_print(c)))


def is_number(value: Cell) -> bool:
    """Whether a cell holds a finite number (a truth value is none)."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value)


def is_missing(value: Cell) -> bool:
    """Whether a cell lacks its value: None or NaN. An empty text is a cell that is meant to be empty."""
    return value is None or (isinstance(value, float | Decimal) and math.isnan(value))


def shown(value: Cell, column: Column, minus: str = MINUS) -> str:
    """A cell as text: rounded half-even at the column's decimals (GB/T 8170), missing as "–"."""
    if is_missing(value):
        return MISSING
    if isinstance(value, Starred | Chance | Formed):
        return _figure(value, column, minus)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if is_number(value) and column.kind == MONEY:
        return number(in_yuan(value), yuan_column(column), minus)
    if is_number(value) and column.kind in (NUMBER, PERCENT):
        return number(value, column, minus)
    return _as_written(value, column)


def _figure(value: Starred | Chance | Formed, column: Column, minus: str) -> str:
    """A number that brings its mark, its words or its form with it."""
    if isinstance(value, Chance):
        return chance(value.value)
    if isinstance(value, Formed):
        return shown(value.value, value.column, minus)
    return shown(value.value, column, minus) + value.mark


def chance(p: float) -> str:
    """A p-value to four decimals, a small one as a bound."""
    return f"< {LEAST_CHANCE}" if p < LEAST_CHANCE else f"{p:.4f}"


def _as_written(value: Cell, column: Column) -> str:
    """A day or a text."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if column.kind == DATE else "%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def in_yuan(value: Cell) -> Decimal:
    """A cell of fen in yuan."""
    from desktop.core import money

    assert isinstance(value, int | float | Decimal)
    return money.yuan(value)


def yuan_column(column: Column) -> Column:
    """A column of MONEY as the column of numbers that it is printed as."""
    return replace(column, kind=NUMBER, decimals=2, thousands=True)


def number(value: Cell, column: Column, minus: str = MINUS) -> str:
    """A number in the column's way: decimals, thousands, sign, per cent."""
    rounded = rounded_value(value, column.decimals)
    digits = f"{abs(rounded):,f}" if column.thousands else f"{abs(rounded):f}"
    sign = minus if rounded < 0 else "+" if column.signed and rounded > 0 else ""
    return f"{sign}{digits}{'%' if column.kind == PERCENT else ''}"


def rounded_value(value: Cell, decimals: int | None) -> Decimal:
    """The value at `decimals`, half-even on its decimal digits; as it is written if `decimals` is None."""
    from desktop.core.units import round_half_even

    assert isinstance(value, int | float | Decimal)
    if decimals is not None:
        return round_half_even(value, decimals)
    exact = Decimal(repr(float(f"{value:.12g}"))) if isinstance(value, float) else Decimal(value)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() and abs(exact) < 10**15 else exact
