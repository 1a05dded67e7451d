"""What a cell is, decided in one place for `analyse`, import and window: no value, a number, a day, text.

    found = read_numbers(table.column("产量"))
    found.values       # [612.5, None, …], a float or None a cell
    found.wrong        # {7: "…"}: by place, what is no number and why
    found.remarks("产量", table.row_numbers)      # sentences about what had to be decided

A column has one rule for its commas and one unit: 612,5 beside 1,234 is never guessed cell by cell, and 60kg stands beside no
50斤. Nothing here knows a database or a target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from desktop.core import unit_words
from desktop.core.i18n import _, every_language_of
from desktop.core.tables import dates
from desktop.core.tables.model import Cell
from desktop.core.tables.words import is_no_value, plain, says_missing, words

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
BLANKS = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
DOTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
THREE = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)  # 1,234 may be 1234 or 1.234
_DOT_THREE = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)  # the same doubt where commas stand before decimals
_BEHIND = re.compile(r"((?:约|大约|近|>=|<=|[≥≤≧≦><~])?\s*[+-]?[\d.,][\d., ]*(?:e[+-]?\d+)?)\s*(\D.*)",
                     re.IGNORECASE | re.ASCII)
_LONGEST = 60  # characters; no number is longer, with its unit
MOSTLY = 0.75  # so large a share of the cells with a value says what a column is
NAMED = 8  # so many rows are named in a sentence
Kind = Literal["number", "day", "text", "empty"]


@dataclass
class Numbers:
    """A column read as numbers: a float or None for every cell, and by place what was wrong or had to be decided.

    `comma` is the column's rule ("decimal", "thousands", "" = no comma stood there), `unit` what stood behind its numbers.
    """

    values: list[float | None]
    wrong: dict[int, str] = field(default_factory=dict)
    comma: str = ""
    unit: str = ""
    marked: dict[int, str] = field(default_factory=dict)
    blank: dict[int, str] = field(default_factory=dict)

    def remarks(self, heading: str, rows: Sequence[int]) -> list[str]:
        """One sentence for each thing that had to be decided; `rows[i]` is the number a person sees for cell i."""
        found = []
        if self.comma:
            rule = _("the decimal sign") if self.comma == "decimal" else _("the sign between thousands")
            found.append(_("Column “{column}”: the comma was read as {rule}.").format(column=heading, rule=rule))
        if self.unit:
            found.append(_("Column “{column}”: the unit {unit} behind its numbers was left out.").format(
                column=heading, unit=self.unit))
        for places, sentence in ((self.marked, _("Column “{column}”: the marks {texts} were left out (row {rows}).")),
                                 (self.blank, _("Column “{column}”: {texts} was read as no value (row {rows})."))):
            if places:
                texts = _(", ").join(dict.fromkeys(places.values()))
                found.append(sentence.format(column=heading, texts=texts, rows=listed_rows(rows[i] for i in places)))
        return found


def listed_rows(rows: Iterable[int]) -> str:
    """Row numbers for a sentence: the first few, and how many more."""
    numbers = list(rows)
    more = len(numbers) - NAMED
    return _(", ").join(map(str, numbers[:NAMED])) + (f" … +{more}" if more > 0 else "")


def read_numbers(cells: Sequence[Cell], unit: str = "", comma: str = "") -> Numbers:
    """The numbers of a column. `unit` is the one it must be in where that is known, `comma` the rule where the user chose one.

    Cells that say there is no value are None; what is neither is None and in `wrong`.
    """
    distinct = dict.fromkeys((type(c), c) for c in cells)
    parts = {key: bare(key[1], unit) for key in distinct}
    rule = comma or comma_rule(text for text, _unit, _mark in parts.values())
    units = list(dict.fromkeys(u for key, (_text, u, _mark) in parts.items() if u and is_same_unit(u, unit)))
    found = Numbers([], comma=rule if rule != "unclear" and any("," in p[0] for p in parts.values()) else "",
                    unit="" if unit else _(", ").join(units[:1]))
    for place, cell in enumerate(cells):
        text, own, mark = parts[type(cell), cell]
        value = _value(cell, text, rule)
        if value is None and not is_no_value(cell):
            found.wrong[place] = _why(text)
        elif own and not unit and plain(own).casefold() != plain(units[0]).casefold():
            value, found.wrong[place] = None, _("{unit} is another unit than {other}").format(unit=own, other=units[0])
        elif value is None and isinstance(cell, str) and not (cell.isascii() and says_missing(cell)):  # NA needs no word
            found.blank[place] = str(cell).strip()
        elif mark:
            found.marked[place] = mark
        found.values.append(value)
    return found


def _value(cell: Cell, text: str, rule: str) -> float | None:
    """One number under the column's rule of commas; None where it is none."""
    if isinstance(cell, bool | date) or cell is None:
        return None
    return float(cell) if isinstance(cell, int | float) else number_in(text, rule)


def _why(text: str) -> str:
    if number_text(text):
        return _("its comma or full stop may stand between thousands or before decimals: write the number without it")
    return _("it is no number")


def bare(cell: Cell, unit: str = "") -> tuple[str, str, str]:
    """The text of a number, its unit and its mark, as far as they stand behind it; a unit that is no known one stays."""
    if not isinstance(cell, str):
        return "", "", ""
    text, marks = plain(cell), words("mark")
    if len(text) > _LONGEST:
        return text, "", ""
    whole = text
    while text[-1:] in marks:
        text = text[:-1].rstrip()
    if not text or text in "+-":
        return whole, "", ""
    mark = whole[len(text):].strip()
    found = _BEHIND.fullmatch(text)
    if found and is_same_unit(found[2], unit):
        return found[1].strip(), found[2].strip(), mark
    return text, "", mark


def with_unit(text: str) -> tuple[str, str]:
    """Narrow text as a number and what stands behind it, whatever unit that is; ("", "") where it is not so."""
    found = _BEHIND.fullmatch(text) if len(text) <= _LONGEST else None
    return (found[1].strip(), found[2].strip()) if found else ("", "")


def is_same_unit(text: str, unit: str) -> bool:
    """Whether `text` is the unit asked for, in either language; any known unit where none is asked for."""
    if not unit:
        return plain(text).casefold() in words("unit")
    return plain(text).casefold() in called(unit) or unit_words.factor(text, unit) == 1


@cache
def called(unit: str) -> frozenset[str]:
    """What a unit is called, whatever language it is given in and is in force: a Chinese file says 12个月 to an English program
    as well, and a grid shows 袋 where the field says bags."""
    return frozenset(plain(name).casefold() for name in every_language_of(unit))


def comma_rule(texts: Iterable[str]) -> str:
    """What the commas of a column are: "decimal", "thousands", "" without commas, "unclear" where 1,234 alone stands there."""
    with_comma = [text for text in texts if "," in text]
    if not with_comma:
        return ""
    decimal = any((COMMA.fullmatch(t) and not THREE.fullmatch(t)) or DOTS.fullmatch(t) for t in with_comma)
    grouped = any(GROUPED.fullmatch(t) and not THREE.fullmatch(t) for t in with_comma)
    return "unclear" if decimal == grouped else "decimal" if decimal else "thousands"


def number_in(text: str, comma: str = "") -> float | None:
    """The number in narrow text without a unit; None where it is none or its comma has two meanings under that rule."""
    if NUMBER.fullmatch(text):
        return None if comma == "decimal" and _DOT_THREE.fullmatch(text) else float(text)
    if BLANKS.fullmatch(text):
        return float(text.replace(" ", "").replace(",", "."))
    if DOTS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    known = comma_meanings(text)
    if len(known) == 1:
        return next(iter(known.values()))
    return known.get(comma)


def comma_meanings(text: str) -> Mapping[str, float]:
    """What a number with a comma may mean: rule → value, one or two of them; none where it is no such number."""
    known = {}
    if GROUPED.fullmatch(text):
        known["thousands"] = float(text.replace(",", ""))
    if COMMA.fullmatch(text):
        known["decimal"] = float(text.replace(",", "."))
    return known


def what_is(cells: Sequence[Cell]) -> Kind:
    """What most of a column's cells with a value are; a few odd ones change nothing: `read_numbers` names them."""
    filled = [cell for cell in cells if not is_no_value(cell)]
    if not filled:
        return "empty"
    counts = dict.fromkeys(("day", "number", "text"), 0)
    known = {key: _kind(key[1]) for key in dict.fromkeys((type(c), c) for c in filled)}
    for cell in filled:
        counts[known[type(cell), cell]] += 1
    if counts["day"] >= MOSTLY * len(filled):
        return "day"
    return "number" if counts["number"] >= MOSTLY * len(filled) else "text"


def _kind(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "text"
    if isinstance(cell, date) or is_day(cell):
        return "day"
    return "number" if isinstance(cell, int | float) or number_text(bare(cell)[0]) else "text"


def number_text(text: str) -> bool:
    """Whether narrow text is a number, whatever its comma means."""
    return any(form.fullmatch(text) for form in (NUMBER, GROUPED, COMMA, BLANKS, DOTS))


def is_day(cell: Cell) -> bool:
    """Whether a cell is without doubt a day written as text or digits: 7月15日, 2026.5.15, 20260515."""
    text = str(cell) if isinstance(cell, int) else cell if isinstance(cell, str) else ""
    forms = (dates.YEAR_FIRST, dates.CHINESE, dates.COMPACT, dates.TRIPLE)
    bare_text = dates.CLOCK.sub("", plain(text))
    if not any(form.fullmatch(bare_text) for form in forms):
        return False
    try:
        return 1950 <= dates.day_of(bare_text, "", "2000").year < 2100
    except dates.UnclearError:
        return True
    except ValueError:
        return False
