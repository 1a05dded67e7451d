"""How typed or pasted text becomes the value of a grid's cell, how a value is shown, and what is doubtful about it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from desktop.core import local_time, money
from desktop.core.grid import GridColumn, Named
from desktop.core.i18n import _
from desktop.core.importing.words import NO, YES, find
from desktop.core.picking import several
from desktop.core.units import format_number
from desktop.ui.fields.entry import number_text, parse_day, parse_moment, parse_number, without_unit

TICK = "✓"
MOST_TOLD = 9  # words of a column that are told below a grid


def parse(column: GridColumn, text: str) -> Any:
    """The value meant by `text` in `column`; None for blank. Raises ValueError with a sentence where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    return PARSERS[column.kind](column, plain) if column.kind in PARSERS else text.strip()


def _number(column: GridColumn, plain: str) -> float | int | None:
    from desktop.core.tables.counted import other_thing  # on use: it loads the reading of tables

    whole = column.kind == "whole"
    try:
        return parse_number(without_unit(plain, column.unit, column.titles()), whole=whole)
    except ValueError:
        kind = _("“{text}” is not a whole number.") if whole else _("“{text}” is not a number.")
        raise ValueError(other_thing(plain, column.titles(), column.unit) or kind.format(text=plain)) from None


def _amount(column: GridColumn, plain: str) -> int | None:
    from desktop.core.tables.each import without_each

    try:
        return money.typed(without_each(plain, column.titles()).removesuffix(column.unit), column.kind)
    except ValueError:
        raise ValueError(_("“{text}” is not a number.").format(text=plain)) from None


def _day(_column: GridColumn, plain: str) -> date | None:
    try:
        return parse_day(plain, date.today())
    except ValueError:
        raise ValueError(_("“{text}” is not a day; write 2026-04-15, 4-15 or 0415.").format(text=plain)) from None


def _moment(_column: GridColumn, plain: str) -> datetime | None:
    try:
        return parse_moment(plain, datetime.now())
    except ValueError:
        raise ValueError(_("“{text}” is not a time; write 2026-04-15 08:30.").format(text=plain)) from None


def _choice(column: GridColumn, plain: str) -> str:
    """A word by itself, its label, the beginning of its label (where only one begins so), or its number in the list."""
    choices = column.choices
    if choices is None:
        return plain
    known = find(choices, plain)
    if known is not None:
        return known
    begins = [v for v in choices if choices.label(v).casefold().startswith(plain.casefold())]
    if len(begins) == 1:
        return begins[0]
    words = list(choices)
    if plain.isdecimal() and 1 <= int(plain) <= len(words):
        return words[int(plain) - 1]
    raise ValueError(_("“{text}” is none of: {words}.").format(text=plain, words=words_of(column)))


def words_of(column: GridColumn) -> str:
    """The words of a column with the keys that enter them: 1 resistant, 2 susceptible."""
    if column.choices is None:
        return ""
    return _(", ").join(_numbered(n, v, column.choices.label(v)) for n, v in enumerate(column.choices, 1))


def several_of(column: GridColumn) -> str:
    """Of a column of many words the first ones, so that they stay in a line or two; "" where all of them have room."""
    words = list(column.choices or ())
    if column.hint or column.choices is None or len(words) <= MOST_TOLD:
        return ""
    return several([_numbered(n, v, column.choices.label(v)) for n, v in enumerate(words, 1)], MOST_TOLD)


def _numbered(number: int, value: str, label: str) -> str:
    """A word with its key; a word that is a number itself (a scale) is its own key."""
    return label if value.isdecimal() or label.startswith(str(number)) else f"{number} {label}"


def _flag(_column: GridColumn, plain: str) -> bool:
    word = plain.casefold()
    if word in YES or word == TICK:
        return True
    if word in NO:
        return False
    raise ValueError(_("“{text}” is neither yes nor no; write 1 or 0.").format(text=plain))


def _named(_column: GridColumn, plain: str) -> Named:
    return Named(plain)


PARSERS: dict[str, Callable[[GridColumn, str], Any]] = {
    "number": _number, "whole": _number, "money": _amount, "price": _amount, "day": _day, "moment": _moment,
    "choice": _choice, "flag": _flag, "link": _named}


def show(column: GridColumn, value: Any) -> str:
    """A value as the grid shows it."""
    if value is None or value == "":
        return ""
    return SHOWN.get(column.kind, _said)(column, value)


def same(column: GridColumn, value: Any, old: Any) -> bool:
    """Whether a value typed is what stands there, also as words in the language in force say it."""
    if column.say is not None and isinstance(value, str) and isinstance(old, str):
        return value in (old, column.say(old))
    return bool(value == old) and type(value) is type(old)


def _said(column: GridColumn, value: Any) -> str:
    return column.say(value) if column.say is not None and isinstance(value, str) else str(value)


def _show_number(column: GridColumn, value: Any) -> str:
    if isinstance(value, float) and (column.derived or column.read_only):
        return format_number(value, column.decimals)
    return number_text(value) if isinstance(value, int | float) else str(value)


def _show_amount(column: GridColumn, value: Any) -> str:
    return money.text(value, column.kind)


def _show_moment(_column: GridColumn, value: Any) -> str:
    return local_time.shown(value)


def _show_word(column: GridColumn, value: Any) -> str:
    return column.choices.label(value) if column.choices else str(value)


def _show_flag(_column: GridColumn, value: Any) -> str:
    return TICK if value else "–"


def _show_named(_column: GridColumn, value: Any) -> str:
    return value.text if isinstance(value, Named) else str(value)


SHOWN: dict[str, Callable[[GridColumn, Any], str]] = {
    "number": _show_number, "whole": _show_number, "money": _show_amount, "price": _show_amount, "moment": _show_moment,
    "choice": _show_word, "flag": _show_flag, "link": _show_named}


def doubt(column: GridColumn, value: Any) -> str:
    """What is doubtful about a value: a sentence, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = column.low, column.high
        if (low is not None and value < low) or (high is not None and value > high):
            return _("{title}: {value} is outside the usual range {low} to {high}. Check it, or accept it.").format(
                title=column.title, value=number_text(value), low="−∞" if low is None else number_text(low),
                high="∞" if high is None else number_text(high))
    return column.check(value) if column.check else ""


def read_block(text: str) -> list[list[str]]:
    """The cells of a block as Excel and LibreOffice put it on the clipboard: tabs, quoted where a cell holds breaks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [row or [""] for row in csv.reader(io.StringIO(plain, newline=""), delimiter="\t")] or [[""]]


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Cells as a block for the clipboard."""
    return "".join("\t".join(_quoted(c) for c in row) + "\n" for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in '\t\n"') else text
