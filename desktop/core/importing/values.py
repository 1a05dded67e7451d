"""Cells of a file become values of a target, a whole column at a time. What is ambiguous is never guessed.

`convert` gives a value for every cell and a sentence for every cell that has none; `options` holds the user's answers
(see `questions.py`), and a cell that still needs one is wrong until it is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from desktop.core import money, unit_words
from desktop.core.fields import NUMBERS
from desktop.core.i18n import _, in_every_language
from desktop.core.importing.answering import OpenError, WrongError, answered, shown
from desktop.core.importing.counting import counts, its_own, without_unit
from desktop.core.importing.day_values import date_value, moment_value, warn_beside
from desktop.core.importing.headed import conversion
from desktop.core.importing.model import Target
from desktop.core.importing.number_forms import ABOUT, RANGE, SPREAD, calendar_number, roman_number, two_months, without_bound
from desktop.core.importing.words import NO, YES, find
from desktop.core.records import clean_text
from desktop.core.tables import Cell, LongNumber
from desktop.core.tables.cells import bare, comma_meanings, comma_rule, number_in, with_unit
from desktop.core.tables.clean import harmless
from desktop.core.tables.counted import other_thing
from desktop.core.tables.each import without_each
from desktop.core.tables.formats import as_percent
from desktop.core.tables.names import alike, made_days
from desktop.core.tables.words import is_no_value, is_unclear, plain, says_missing
from desktop.core.units import exact

LONG_DIGITS = re.compile(r"\d{16,}", re.ASCII)  # more than a number keeps
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d{2,3}")  # 9.11301E+17: what Excel writes of a long code into a text table
CENTIMETRES = 100
BELOW = re.compile(r"\((?P<bracketed>[\d.,]+)\)|(?P<before>[\d.,]+)[-−]|[▲△](?P<behind>[\d.,]+)")
TEN_THOUSANDS = re.compile(rf"([-−]?[\d.,]+)\s*({'|'.join(sorted(money.TENS, key=len, reverse=True))})\s*(\D*)")


@dataclass
class Converted:
    """One column: a value for every cell (None or "" = blank), wrong cells and remarkable ones by position.

    `unanswered` are those of the wrong ones that wait for the answer to a question about the column.
    """

    values: list[Any]
    wrong: dict[int, str] = field(default_factory=dict)
    unanswered: set[int] = field(default_factory=set)
    warnings: dict[int, str] = field(default_factory=dict)


def convert(cells: Sequence[Cell], target: Target, options: Mapping[str, str]) -> Converted:
    """The values of a column. Equal cells are converted once."""
    one = CONVERTERS.get(target.kind, text_value)
    # 1, 1.0 and True are equal to Python; a column of one type needs no second look.
    keys: Sequence[Any] = cells if len(set(map(type, cells)) - {type(None)}) < 2 else [(type(c), c) for c in cells]
    unlike = dict(zip(keys, cells, strict=True))
    if one is text_value and set(map(type, unlike)) <= {str, type(None)} and _is_plain(unlike):
        known = {key: cell.strip() if cell else "" for key, cell in unlike.items()}
    else:
        known = {key: _attempt(one, cell, target, options) for key, cell in unlike.items()}
    result = Converted([known[key] for key in keys])
    if any(isinstance(v, WrongError) for v in known.values()):
        for place, value in enumerate(result.values):
            if isinstance(value, WrongError):
                result.wrong[place] = str(value)
                result.unanswered |= {place} if isinstance(value, OpenError) else set()
                result.values[place] = None
    if target.spelt:
        _spell(result, cells, options)
    _warn(result, target)
    if target.doubt:
        _doubt(result, target.doubt)
    if target.kind in ("day", "moment"):
        warn_beside(result.warnings, cells, target)
    if target.kind in NUMBERS:
        _warn_reading(result, cells, target, options)
    return result


def _is_plain(texts: Iterable[str]) -> bool:
    """Whether all texts may be taken as they stand but for their outer blanks: a look at all of them together."""
    whole = list(filter(None, texts))
    return harmless(whole) and "E+" not in "".join(whole)


def _spell(result: Converted, cells: Sequence[Cell], options: Mapping[str, str]) -> None:
    """Names that differ only by blanks or width: one name (spelt as the commonest), or several, as the user said; wrong until
    then. A day among names is remarked: Excel makes one of 3-5."""
    answer, often = options.get("alike", ""), Counter(v for v in result.values if isinstance(v, str))
    for group in alike(often) if answer != "apart" else ():
        best = max(group, key=lambda name: often[name])
        said = _("{names} differ only by blanks or width: say whether they are one name.").format(
            names=_(", ").join(f"“{name}”" for name in group))
        for place in [i for i, value in enumerate(result.values) if value in group]:
            result.values[place] = best if answer == "same" else None
            if answer != "same":
                result.wrong[place] = said
                result.unanswered.add(place)
    for place in made_days(cells):
        result.warnings[place] = _("A day where names stand: Excel makes one of names such as 3-5; format the column as text "
                                   "and write the name again.")


def _attempt(one: Callable[..., Any], cell: Cell, target: Target, options: Mapping[str, str]) -> Any:
    try:
        return _limits(one(cell, target, options), target)
    except WrongError as error:
        return error


def _limits(value: Any, target: Target) -> Any:
    """Refuse numbers outside the hard limits of the target."""
    if isinstance(value, int | float) and not isinstance(value, bool) and not _inside(value, target.low, target.high):
        raise WrongError(_("{value} is outside {low} to {high}: correct it in the file.").format(
            value=_said(value, target), low=_end(target.low, target, "−∞"), high=_end(target.high, target, "∞")))
    return value


def _inside(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _said(value: float, target: Target) -> str:
    return money.text(value, target.kind) if money.holds(target.kind) else f"{value:.10g}"


def _end(limit: float | None, target: Target, endless: str) -> str:
    return endless if limit is None else _said(limit, target)


def _warn(result: Converted, target: Target) -> None:
    """Note numbers outside the usual range of the target."""
    low, high = target.plausible
    if low is None and high is None:
        return
    for place, value in enumerate(result.values):
        if isinstance(value, int | float) and not _inside(value, low, high):
            text = _("{value} is outside the usual range {low} to {high}; it will be imported.")
            result.warnings[place] = text.format(value=_said(value, target), low=_end(low, target, "−∞"),
                                                 high=_end(high, target, "∞"))


def _doubt(result: Converted, doubt: Callable[[str], str]) -> None:
    """Note texts that look wrong and are taken all the same; equal ones are looked at once."""
    said = {text: doubt(text) for text in set(result.values) if isinstance(text, str) and text}
    for place, text in enumerate(result.values):
        if sentence := said.get(text, ""):
            result.warnings[place] = sentence


def _warn_reading(result: Converted, cells: Sequence[Cell], target: Target, options: Mapping[str, str]) -> None:
    """Note the numbers read without a mark behind them (12.5*), and once for the column what its commas and its dashes were
    taken for."""
    texts = [cell for cell in set(cells) if isinstance(cell, str)]
    parts = {cell: bare(cell, target.written or target.unit) for cell in texts if not cell.isdecimal()}
    rule = options.get("comma") or comma_rule(text for text, _unit, _mark in parts.values())
    rules = {"decimal": _("The comma was read as the decimal sign in this column."),
             "thousands": _("The comma was read as the sign between thousands in this column.")}
    commas = (i for i, c in enumerate(cells) if isinstance(c, str) and "," in plain(c) and i not in result.wrong)
    if rule in rules and (first := next(commas, None)) is not None:
        result.warnings.setdefault(first, rules[rule])
    dashes = {cell for cell in texts if cell.strip() and is_no_value(cell) and not says_missing(cell)}
    places = [i for i, cell in enumerate(cells) if cell in dashes] if dashes else []
    if places:
        result.warnings.setdefault(places[0], _("“{value}” was read as no value in this column ({n}×).").format(
            value=shown(cells[places[0]]), n=len(places)))
    if said := conversion(target):
        result.warnings.setdefault(next((i for i, value in enumerate(result.values) if value is not None), 0), said)
    odd = {cell: said for cell in parts if not cell.rstrip()[-1:].isdigit() and (said := _said_of_cell(plain(cell), target))}
    for place, cell in enumerate(cells) if odd else ():
        if isinstance(cell, str) and cell in odd and place not in result.wrong:
            result.warnings.setdefault(place, odd[cell])
    marks = {cell: mark for cell, (_text, _unit, mark) in parts.items() if mark}
    for place, cell in enumerate(cells) if marks else ():
        if isinstance(cell, str) and cell in marks and place not in result.wrong:
            result.warnings.setdefault(place, _("Read without the mark {mark} behind it.").format(mark=marks[cell]))


def _said_of_cell(text: str, target: Target) -> str:
    """What was done with the number of a cell that bears another unit or stands in brackets; "" for any other."""
    if (written := in_another_unit(text, target)) is not None:
        return _("Converted to {own} from the unit in the cell (× {factor}).").format(
            own=unit_words.sign(_(target.written or target.unit)), factor=f"{float(written[1]):.6g}")
    read = as_accountants(text.strip(money.CURRENCY), target)
    if read is None:
        return ""
    return _("A number in brackets was read as one below nothing.") if text[-1:] == ")" else _(
        "Read as a number below nothing.") if read[1] < 0 else _("Read as ten thousands (× 10000).")


def text_value(cell: Cell, _target: Target, _options: Mapping[str, str]) -> str:
    """Text as it stands; numbers without a decimal point that was not there (telephone numbers, codes)."""
    if cell is None:
        return ""
    if isinstance(cell, LongNumber) or (isinstance(cell, str) and SHORTENED.fullmatch(cell)):
        raise WrongError(_("“{value}” is a number whose last digits Excel does not keep: format the column as text and "
                           "write the number again.").format(value=cell))
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = shown(cell)
    # Printable text holds nothing that must be taken out; long columns are nearly always so.
    return text.strip() if text.isprintable() and unicodedata.is_normalized("NFC", text) else clean_text(text)


def number_value(cell: Cell, target: Target, options: Mapping[str, str]) -> float | int | None:
    """A number; whole numbers are refused a fraction."""
    if isinstance(cell, bool | date):
        raise WrongError(_("“{value}” is not a number: correct the cell in the file.").format(value=shown(cell)))
    if isinstance(cell, str) and LONG_DIGITS.fullmatch(plain(cell)):
        raise WrongError(_("“{value}” is a code, not a number: a number keeps 15 digits. Take the column for text, or leave it "
                           "out.").format(value=cell))
    value = float(cell) if isinstance(cell, int | float) else _number_in(plain(cell), target, options)
    if target.share and value is not None and not isinstance(cell, str):
        value = _number_answered(options, "share", shown(cell), {"shown": as_percent(value), "as_written": value})
    value = _in_own_unit(value, target, options)
    value = float(exact(value) * target.times) if value is not None and target.times != 1 else value
    if value is not None and may_be_metres(value, target):
        value = _number_answered(options, "metres", shown(cell), {"metres": value * CENTIMETRES, "as_written": value})
    if value is None or target.kind != "whole":
        return value
    if value != int(value):
        raise WrongError(_("{value} is not a whole number: correct it in the file.").format(value=shown(cell)))
    return int(value)


def _in_own_unit(value: float | None, target: Target, options: Mapping[str, str]) -> float | None:
    """A number in the unit of the field; one in a unit that does not convert is what the user has said."""
    if value is None or target.factor == 1:
        return value
    if target.factor is None:
        return _number_answered(options, "unit", f"{value:.10g} {target.written}", {"as_written": value, "empty": None})
    return float(exact(value) * target.factor)


def money_value(cell: Cell, target: Target, options: Mapping[str, str]) -> int | None:
    """An amount in yuan, as it is stored."""
    # Below 预算(万元) the 元 of 15000元 says that this cell is in another unit.
    signs = money.CURRENCY.replace("元", "") if unit_words.factor(target.written, "元") not in (None, 1) else money.CURRENCY
    bare = _of_one(plain(cell), target).strip(signs) if isinstance(cell, str) else cell
    value = number_value(bare, target, options)
    try:
        return None if value is None else money.stored(value, target.kind)
    except ValueError:
        raise WrongError(_("“{value}” is not a number: correct the cell in the file.").format(value=shown(cell))) from None


def _of_one(text: str, target: Target) -> str:
    """A cell without what its number is told for, where the field is told for it too: 62元/袋 below the price of a bag.

    A price or amount of goods is always that of a bag here; a unit that has such a part itself (kg/亩) keeps it.
    """
    if "/" in (target.unit + target.written):
        return text
    goods = ("/袋",) if money.holds(target.kind) else ()
    return without_each(text, (*in_every_language(target.title), *goods))


def _number_in(text: str, target: Target, options: Mapping[str, str]) -> float | None:
    if is_no_value(text):
        return None
    text = _of_one(text, target)
    bare_text = without_bound(without_unit(text, target), target.bound)
    value = number_in(bare_text, options.get("comma", ""))
    if value is None and target.part:
        value = calendar_number(bare_text, target.part)
    if value is not None:
        return value
    if target.part == "month" and (two := two_months(bare_text)):
        return _number_answered(options, "range", text, {"low": two[0], "high": two[1], "empty": None})
    if is_unclear(text):
        return _number_answered(options, "nothing", text, {"empty": None, "zero": 0.0})
    if meanings := comma_meanings(bare_text):
        return _number_answered(options, "comma", text, meanings)
    times = in_another_unit(text, target) or as_accountants(text, target)
    return _times(*times, text, options) if times else _unusual(text, bare_text, target, options)


def _unusual(text: str, bare: str, target: Target, options: Mapping[str, str]) -> float | None:
    """Ranges, means with their range, Roman grades, rough figures: as the user has said they are to be read."""
    if span := RANGE.fullmatch(bare):
        low, high = float(span[1]), float(span[2])
        return _number_answered(options, "range", text, {"middle": (low + high) / 2, "low": low, "high": high, "empty": None})
    if spread := SPREAD.fullmatch(bare):
        middle = (float(spread[2]) + float(spread[3])) / 2
        return _number_answered(options, "spread", text, {"number": float(spread[1]), "middle": middle, "empty": None})
    if (roman := roman_number(bare)) is not None:
        return _number_answered(options, "roman", text, {"number": roman, "empty": None})
    if about := ABOUT.fullmatch(bare):
        return _number_answered(options, "about", text, {"number": float(about[1]), "empty": None})
    if counts(target) and (said := other_thing(text, in_every_language(target.title), target.written or target.unit)):
        raise WrongError(said)
    raise WrongError(_("“{value}” is not a number: write digits only, or empty the cell.").format(value=text))


def in_another_unit(text: str, target: Target) -> tuple[str, Fraction] | None:
    """The number of a cell that names another unit of the same quantity (2.5公斤 where grams stand), and the factor to the
    column's own; None for anything else."""
    bare_text, unit = with_unit(text)
    own = target.written or target.unit
    known = unit_words.factor(unit, own) if bare_text and own else None
    return None if known in (None, 1) else (bare_text, known)


def _times(text: str, factor: Fraction, cell: str, options: Mapping[str, str]) -> float:
    """The number in a part of a cell, times a factor."""
    value = number_in(text, options.get("comma", ""))
    if value is None:
        raise WrongError(_("“{value}” is not a number: write digits only, or empty the cell.").format(value=cell))
    return float(exact(value) * factor)


def as_accountants(text: str, target: Target) -> tuple[str, Fraction] | None:
    """The number in a cell as accountants write it, and its factor: (500), 500- and ▲500 are below nothing, 1.5万 (3千,
    2亿) are 15000 yuan or sheets. None where it is none of these, or where nothing may be below nothing."""
    below = target.kind in ("money", "price", "whole") and (target.low is None or target.low < 0)
    if below and (found := BELOW.fullmatch(text)):
        return next(part for part in found.groups() if part), Fraction(-1)
    times = TEN_THOUSANDS.fullmatch(text) if money.holds(target.kind) or target.kind == "whole" else None
    counted = times and (times[3] in ("", "元") if money.holds(target.kind) else not times[3] or its_own(times[3], target))
    return (times[1].replace("−", "-"), Fraction(money.TENS[times[2]]) / tens_of(target)) if times and counted else None


def tens_of(target: Target) -> Fraction:
    """What the unit of the heading multiplies with already: 1.5万 below 预算(万元) are 1.5 of them, below (千元) 15."""
    unit = unit_words.narrow(target.written)
    stands_for = (*unit_words.TENS, "千元", "百元")
    return target.factor if target.factor and unit.startswith(stands_for) else Fraction(1)


def may_be_metres(value: float, target: Target) -> bool:
    """Whether a number in a column of centimetres is far below the usual range, but inside it if it is in metres."""
    low, high = target.plausible
    if target.unit != "cm" or target.factor != 1 or low is None or value <= 0 or value >= low:
        return False
    return _inside(value * CENTIMETRES, low, high)


def _number_answered(options: Mapping[str, str], question: str, text: str,
                     values: Mapping[str, float | None]) -> float | None:
    value: float | None = answered(options, question, text, values)
    return value


def _word(cell: Cell) -> str:
    """A cell as a word of a list: the 1.0 of a workbook is the word 1."""
    return plain(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def choice_value(cell: Cell, target: Target, options: Mapping[str, str]) -> str:
    """A word of the target's list: as stored or by its label in either language, or as the user has said."""
    text = _word(cell)
    if not text or target.choices is None:
        return ""
    answer = options.get(f"word:{text}", "")
    if answer and (answer == "empty" or answer in target.choices.labels):
        return "" if answer == "empty" else answer
    found = find(target.choices, text)
    if found is None and is_no_value(text):
        return ""
    if found is None:
        raise WrongError(_("“{value}” is not one of the words allowed here: {words}.").format(
            value=text, words=_("; ").join(target.choices.label(v) for v in target.choices)))
    return found


def flag_value(cell: Cell, target: Target, _options: Mapping[str, str]) -> bool | None:
    """Yes or no; blank is not answered."""
    if isinstance(cell, bool):
        return cell
    text = _word(cell).casefold()
    if text in target.said:
        return target.said[text]
    if is_no_value(text):
        return None
    if text in YES or text in NO:
        return text in YES
    raise WrongError(_("“{value}” is neither yes nor no: write 是 or 否 (yes or no).").format(value=text))


CONVERTERS: dict[str, Callable[[Cell, Target, Mapping[str, str]], Any]] = {
    "text": text_value, "link": text_value, "number": number_value, "whole": number_value, "money": money_value,
    "price": money_value, "day": date_value,
    "moment": moment_value, "choice": choice_value, "flag": flag_value}
