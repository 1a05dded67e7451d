"""What has to be asked about a column before its values have one meaning: order of dates, decimal comma, 无, 16-18 …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.core.fields import NUMBERS, today
from desktop.core.i18n import N_
from desktop.core.importing import day_values, identity, number_forms, values, words
from desktop.core.importing.answering import shown
from desktop.core.importing.counting import without_unit
from desktop.core.importing.filling import is_ditto
from desktop.core.importing.headed import headed, of_table
from desktop.core.importing.model import Columns, Target, Use, target_named
from desktop.core.tables import Cell, Table, dates
from desktop.core.tables.cells import NUMBER, comma_meanings, comma_rule
from desktop.core.tables.names import alike
from desktop.core.tables.words import is_no_value, is_unclear, plain

MANY_WORDS = 20  # more unknown words than this mean that the column is mapped wrongly


@dataclass(frozen=True)
class Question:
    """A question about a column. `answers` maps each answer to its title (English, N_); `examples` are cells.

    `answer` is what is given already; "" = open. An open question leaves its cells wrong. `about` says which values of
    the column are meant where it holds several things (the trait, in a column of values).
    """

    heading: str
    name: str
    text: str
    answers: dict[str, str]
    examples: tuple[str, ...] = ()
    answer: str = ""
    about: str = ""

    def where(self) -> str:
        """The column, and what of it is meant."""
        return f"{self.heading} · {self.about}" if self.about else self.heading


KEEP_OUT = {"error": N_("keep these rows out")}
BLANK = {"empty": N_("as blank")}
TEXTS: dict[str, tuple[str, dict[str, str]]] = {
    "order": (N_("Which comes first in these dates?"),
              {"mdy": N_("month / day"), "dmy": N_("day / month"), "ymd": N_("year - month - day")}),
    "nothing": (N_("What do these mean?"), {**BLANK, "zero": N_("as zero"), **KEEP_OUT}),
    "range": (N_("How shall ranges be read?"),
              {"middle": N_("their middle"), "low": N_("the lower end"), "high": N_("the upper end"),
               **BLANK, **KEEP_OUT}),
    "spread": (N_("How shall a mean with its range be read?"),
               {"number": N_("the number before the bracket"), "middle": N_("the middle of the range"), **BLANK, **KEEP_OUT}),
    "roman": (N_("Are these grades in Roman numerals?"),
              {"number": N_("yes: I = 1, II = 2, III = 3"), **BLANK, **KEEP_OUT}),
    "metres": (N_("Are these numbers in metres, where centimetres are expected?"),
               {"metres": N_("metres: multiply by 100"), "as_written": N_("centimetres, as written"), **KEEP_OUT}),
    "unit": (N_("The heading names a unit that does not convert to that of the field. How are its numbers meant?"),
             {"as_written": N_("in the unit of the field"), **BLANK, **KEEP_OUT}),
    "share": (N_("The file does not say whether these are shown as percents. What does 0.14 mean?"),
              {"shown": N_("14 %: multiply by 100"), "as_written": N_("0.14, as written"), **KEEP_OUT}),
    "about": (N_("How shall these be read?"), {"number": N_("the number alone"), **BLANK, **KEEP_OUT}),
    "comma": (N_("What is the comma in these numbers?"),
              {"thousands": N_("between thousands (1,234 = 1234)"), "decimal": N_("a decimal comma (1,234 = 1.234)")}),
    "alike": (N_("These differ only by blanks or width. Are they one name?"),
              {"same": N_("yes, one name"), "apart": N_("no, different names")}),
    "blank": (N_("Are blank cells the same as the cell above?"),
              {"above": N_("yes, the same as above"), "empty": N_("no, they are blank")}),
    "partial": (N_("These name a year or a month. Which day is meant?"),
                {"first": N_("its first day"), **BLANK, **KEEP_OUT}),
    "serial": (N_("Are these numbers Excel's date numbers?"),
               {"excel": N_("yes, date numbers of Excel"), **KEEP_OUT}),
}


def questions(table: Table, columns: Columns, targets: Sequence[Target]) -> list[Question]:
    """All questions about the mapped columns, answered ones included."""
    found: list[Question] = []
    for heading, use in columns.uses.items():
        if heading in table.header:
            target = of_table(target_named(targets, use.target), heading, table)
            found += of_column(heading, table.column(heading), target, use)
    return found


def open_questions(found: Iterable[Question]) -> list[Question]:
    """Those without an answer."""
    return [q for q in found if not q.answer]


def of_column(heading: str, cells: Sequence[Cell], target: Target, use: Use) -> list[Question]:
    """The questions about one column."""
    distinct = list(dict.fromkeys(c for c in cells if c is not None))
    texts = [t for c in distinct if isinstance(c, str) and (t := plain(c))]
    ask: Callable[..., list[Question]] | None = {
        **dict.fromkeys(NUMBERS, _of_numbers), "day": _of_dates, "moment": _of_dates, "choice": _of_words}.get(target.kind)
    target = headed(target, heading)
    asked = ask(heading, texts, target, distinct) if ask else []
    if target.spelt and (groups := alike(t for c in distinct if isinstance(c, str) and (t := c.strip()))):
        asked.append(_question(heading, "alike", [" / ".join(group) for group in groups]))
    if target.key and target.kind in ("link", "day") and is_ditto(cells):
        asked.append(_question(heading, "blank", [shown(c) for c in distinct]))
    return [replace(q, answer=use.options.get(q.name, "")) for q in asked]


def evident(table: Table, columns: Columns, targets: Sequence[Target]) -> Columns:
    """`columns` with the answers that the rest of each column gives: 13/5 shows what 5/6 is, 12,5 what 1,234 is.

    Where rows bring the numbers of their records, names that are alike belong to different records, and blanks are blank.
    """
    uses = {}
    told = {"alike": "apart", "blank": "empty"} if columns.heading(identity.TARGET.name) else {}
    for heading, use in columns.uses.items():
        target = target_named(targets, use.target)
        known = evidence(table.column(heading), of_table(target, heading, table)) if heading in table.header else {}
        uses[heading] = replace(use, options={**(told if target.spelt or target.key else {}), **known, **use.options})
    return replace(columns, uses=uses)


def evidence(column: Sequence[Cell], target: Target) -> dict[str, str]:
    """The answers that a column gives of itself."""
    if target.kind not in ("day", "moment", "choice", *NUMBERS):
        return {}
    texts = {t for c in set(column) if isinstance(c, str) and (t := plain(c))}
    if target.choices is not None:
        unknown = [t for t in texts if words.find(target.choices, t) is None]
        return {f"word:{t}": value for t in unknown if (value := words.begun(target.choices, t))}
    if target.kind in ("day", "moment"):
        unclear = [t for t in texts if dates.TRIPLE.fullmatch(t) or dates.PAIR.fullmatch(t)]
        order = dates.evident_order(unclear) if unclear else ""
        return {"order": order} if order else {}
    rule = comma_rule(without_unit(t, target) for t in texts)
    return {"comma": rule} if rule in ("decimal", "thousands") else {}


def _question(heading: str, name: str, examples: Sequence[str], leave_out: Iterable[str] = ()) -> Question:
    text, answers = TEXTS[name]
    fitting = {k: v for k, v in answers.items() if k not in set(leave_out)}
    return Question(heading, name, text, fitting, tuple(examples[:5]))


def _of_numbers(heading: str, texts: list[str], target: Target, distinct: list[Cell]) -> list[Question]:
    bare = {t: number_forms.without_bound(without_unit(t, target), target.bound) for t in texts}
    numbers = {t for t in texts if NUMBER.fullmatch(bare[t])}
    nothing = [t for t in texts if is_unclear(t)]
    comma = [t for t in texts if len(comma_meanings(bare[t])) > 1]
    spans = [t for t in texts if number_forms.RANGE.fullmatch(bare[t]) or (
        target.part == "month" and number_forms.two_months(bare[t]))]
    about = [t for t in texts if number_forms.ABOUT.fullmatch(bare[t]) and t not in numbers and t not in spans]
    spread = [t for t in texts if number_forms.SPREAD.fullmatch(bare[t])]
    roman = [t for t in texts if number_forms.roman_number(bare[t]) is not None]
    metres = [shown(c) for c in distinct if _in_metres(c, target)]
    foreign = [t for c in distinct if (t := shown(c)) and not is_no_value(c)] if target.factor is None else []
    shares = [shown(c) for c in distinct if isinstance(c, int | float)] if target.share else []
    pairs = (("unit", foreign), ("share", shares), ("nothing", nothing), ("comma", comma), ("range", spans), ("spread", spread),
             ("roman", roman), ("metres", metres), ("about", about))
    leave_out = {"range": ["middle"]} if target.part else {}  # between two months lies no month
    return [_question(heading, name, found, leave_out.get(name, ())) for name, found in pairs if found]


def _in_metres(cell: Cell, target: Target) -> bool:
    """Whether a cell is a plain number that may be in metres."""
    text = "" if isinstance(cell, bool) else without_unit(plain(cell), target)
    return bool(NUMBER.fullmatch(text)) and values.may_be_metres(float(text), target)


def _of_dates(heading: str, texts: list[str], _target: Target, cells: list[Cell]) -> list[Question]:
    found = []
    nothing = [t for t in texts if is_unclear(t)]
    serial = [str(c) for c in cells if day_values.is_serial(c)]
    unclear = [t for t in texts if _unclear(t, "order")]
    if nothing:
        found.append(_question(heading, "nothing", nothing, ["zero"]))
    if serial:
        found.append(_question(heading, "serial", serial))
    if unclear:
        orders = dates.possible_orders(unclear) or list(dates.ORDERS)
        found.append(_question(heading, "order", unclear, set(dates.ORDERS) - set(orders)))
    partial = [t for t in [*texts, *(str(c) for c in cells if isinstance(c, int))] if _unclear(t, "partial")]
    if partial:
        found.append(_question(heading, "partial", partial))
    yearless = [t for t in texts if _unclear(t, "year")]
    counted = [shown(c) for c in cells if day_values.day_of_year(c) is not None]
    this = today().year
    years = {str(y): str(y) for y in range(this + 1, this - 6, -1)}
    if yearless:
        found.append(Question(heading, "year", N_("Of which year are these days?"), years, tuple(yearless[:5])))
    if counted:
        found.append(Question(heading, "day_of_year", N_("Are these days counted from 1 January, and of which year?"),
                              {**years, **KEEP_OUT}, tuple(counted[:5])))
    return found


def _unclear(text: str, about: str) -> bool:
    """Whether a day needs an answer about its order or its year."""
    try:
        dates.day_of(text, "", "2000" if about == "order" else "")
    except dates.UnclearError as error:
        return str(error) == about or (about == "year" and bool(re.fullmatch(dates.PAIR, text)))
    except ValueError:
        return False
    return False


def _of_words(heading: str, texts: list[str], target: Target, _cells: list[Cell]) -> list[Question]:
    """One question for each unknown word: which of the words allowed is meant?"""
    choices = target.choices
    unknown = [t for t in texts if choices and words.find(choices, t) is None]
    if choices is None or len(unknown) > MANY_WORDS:
        return []
    return [Question(heading, f"word:{t}", N_("Which word is meant?"), {**choices.labels, **BLANK, **KEEP_OUT}, (t,))
            for t in unknown]
