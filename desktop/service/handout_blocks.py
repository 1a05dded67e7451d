"""The text of a handout: Markdown, with blocks of our own on lines by themselves.

    {{variety}}                     what was announced of the variety
    {{calendar}} {{timeline}}       the technique sheet's measures with this year's days: a table, or bars under the months
    {{plants rows=60,65 plants=20}} plants per 亩 by row and plant spacing in cm; without figures those of practice
    {{calc seed_rate stand=300}}    a calculator, filled in
    {{picture leaf.jpg | caption}}  a picture that hangs on the handout
    {{pest leaf.jpg | name | text}} a picture beside a name and what to do
    {{warning text}} {{tip text}}   a text in a box
    {{qr text or telephone}}        a QR code that needs no network
    {{contact}} {{dealer}}          whom to call; our own stands in the box at the head already where a telephone is known
    {{page}}                        begin a new page
Words in the running text: {{name}}, {{village}}, {{phone}}, {{area}}, {{variety_name}}, {{year}} … are filled in for each
receiver. The blocks also go by their Chinese names; what is unknown is printed in red words that name it, never dropped.

TO ADD A BLOCK: a function of (Scope, argument) that gives blocks, and a line in BLOCKS with both names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.core.calculating import Calculator, Quantity
from desktop.core.documents import markdown
from desktop.core.documents.model import (
    LEAD,
    NUMBER,
    QUOTE,
    TIP,
    Beside,
    Block,
    Callout,
    Column,
    Heading,
    Image,
    KeepTogether,
    KeyValues,
    Mark,
    PageBreak,
    Paragraph,
    QrCode,
    Span,
    Table,
    Timeline,
)
from desktop.core.errors import UserError
from desktop.core.farm_units import NO_UNITS, FarmUnits, as_written
from desktop.core.i18n import _, in_every_language
from desktop.core.solar_terms import SOLAR_TERM, solar_terms
from desktop.core.units import MU_OFFICIAL, Number, format_number, quantity
from desktop.service import field_words
from desktop.service.announcement import Announced
from desktop.service.calculators import CALCULATORS
from desktop.service.calendar import DatedStep
from desktop.service.technique_report import farmers_calendar

ROW_SPACINGS = (50, 55, 60, 65, 70)  # cm, as drilled in practice
PLANT_SPACINGS = (18, 20, 22, 25, 28, 30)  # cm
WIDEST = 500
ACROSS, ABREAST, SHORT = 6, 3, 12
"""So many announced traits, each of so many characters at most, stand side by side; more stand one below the other."""
HALF = 5  # row spacings that leave room for the text beside their table
_ALONE = re.compile(r"^[ \t]*\{\{\s*(\w+)\s*(?:[:：\s]\s*(.*?))?\s*\}\}[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True)
class Scope:
    """What the blocks of a handout draw from; `words` are filled into the running text."""

    year: int
    announced: Sequence[Announced] = ()
    calendar: Sequence[DatedStep] = ()
    pictures: Mapping[str, Path] = field(default_factory=dict)
    contact: Sequence[tuple[str, str]] = ()
    dealer: Sequence[tuple[str, str]] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    units: FarmUnits = NO_UNITS
    same: dict[tuple[str | None, str], list[Block]] = field(default_factory=dict, compare=False)
    """What is the same for every receiver, made once."""


def blocks(text: str, scope: Scope) -> list[Block]:
    """The blocks of a handout's text for one receiver."""
    return [block for kind, part in pieces(text) for block in _piece(kind, part, scope)]


def _piece(kind: str | None, part: str, scope: Scope) -> list[Block]:
    own = _WORD.search(part) is not None or NAMES.get(kind or "") == "dealer"
    if own or (kind, part) not in scope.same:
        made = _made(kind, fill(part, scope.words), scope)
        if own:
            return made
        scope.same[kind, part] = made
    return scope.same[kind, part]


def _made(kind: str | None, part: str, scope: Scope) -> list[Block]:
    if kind is None:
        return markdown.blocks(part, 1)
    return BLOCKS[NAMES[kind]](scope, part) if kind in NAMES else [_unknown(kind)]


def pieces(text: str) -> Iterator[tuple[str | None, str]]:
    """The text cut at its blocks: (name of the block, its argument), or (None, Markdown)."""
    at = 0
    for match in _ALONE.finditer(text):
        if match[1].casefold() not in NAMES and not _may_be_block(match):
            continue
        if text[at:match.start()].strip():
            yield None, text[at:match.start()]
        yield match[1].casefold(), match[2] or ""
        at = match.end()
    if text[at:].strip():
        yield None, text[at:]


def _may_be_block(match: re.Match[str]) -> bool:
    """A name that is not known but has an argument was meant as a block; without one it is a word to be filled in."""
    return bool(match[2])


def fill(text: str, words: Mapping[str, str]) -> str:
    """The words of a receiver in the running text; one that is not known stays as it is written, so that it is seen."""
    return _WORD.sub(lambda m: words.get(ALIASES.get(m[1], m[1]), m[0]), text)


def unfilled(text: str, words: Mapping[str, str]) -> list[str]:
    """The words in a text that nobody fills in, each once."""
    plain = "\n".join(part for kind, part in pieces(text) if kind is None)
    return list(dict.fromkeys(m[1] for m in _WORD.finditer(plain) if ALIASES.get(m[1], m[1]) not in words))


def personal(text: str) -> bool:
    """Whether copies of a text differ by their receiver: it holds a word to be filled in for each, or the dealer's block."""
    return any(NAMES.get(kind or "") == "dealer" or any(ALIASES.get(m[1], m[1]) not in COMMON for m in _WORD.finditer(part))
               for kind, part in pieces(text))


def _unknown(name: str) -> Block:
    return Callout(_("There is no content block “{name}”.").format(name=name))


def _variety(scope: Scope, _argument: str) -> list[Block]:
    if not scope.announced:
        return [Callout(_("The handout names no variety, or nothing was announced of it."))]
    told = [(a.title, a.wording + scope.units.behind(a.wording, a.value, a.unit)) for a in scope.announced]
    if len(told) <= ACROSS and all(len(words) <= SHORT for _title, words in told):
        return [KeyValues(told, columns=min(len(told), ABREAST))]
    rows = [[title, words] for title, words in told]
    return [Table([Column(_("Trait")), Column(_("Announced value"), weight=2)], rows)]


def _calendar(scope: Scope, _argument: str) -> list[Block]:
    if not scope.calendar:
        return [_no_sheet()]
    return [farmers_calendar(scope.calendar)]


def _no_sheet() -> Block:
    return Callout(_("The handout names no technique sheet with measures."))


def _timeline(scope: Scope, _argument: str) -> list[Block]:
    spans = [Span(field_words.said(line.step.stage) or line.step.what[:12], line.begins, line.ends,
                  line.step.what[:30]) for line in scope.calendar if line.begins and line.ends]
    if not spans:
        return [_no_sheet()]
    first, last = min(s.begins for s in spans), max(s.ends for s in spans)
    return [Timeline(spans, _terms(first, last))]


def _terms(first: date, last: date) -> list[Mark]:
    days = [(day, code) for year in range(first.year, last.year + 1) for code, day in solar_terms(year).items()]
    return [Mark(day, SOLAR_TERM.label(code)) for day, code in days if first <= day <= last]


def _spacings(argument: str) -> tuple[Sequence[float], Sequence[float]]:
    """Row and plant spacings in cm: rows=60,65 plants=20,22, also 行距= and 株距=; what is not given is as in practice."""
    found = {"rows": tuple(map(float, ROW_SPACINGS)), "plants": tuple(map(float, PLANT_SPACINGS))}
    for pair in argument.split():
        name, _sign, text = pair.partition("=")
        key = {"行距": "rows", "株距": "plants"}.get(name, name)
        if key not in found:
            raise UserError(_("The table of plants knows rows=… and plants=…, in cm, not “{name}”.").format(name=name))
        found[key] = tuple(_number(part) for part in re.split("[,，、]", text))
        if not all(1 <= value <= WIDEST for value in found[key]):
            raise UserError(_("Spacings are between 1 and {most} cm: “{text}”.").format(most=WIDEST, text=text))
    return found["rows"], found["plants"]


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UserError(_("“{text}” is not a number.").format(text=text))
    return value


def _plants(_scope: Scope, argument: str) -> list[Block]:
    try:
        across, down = _spacings(argument)
    except UserError as error:
        return [Callout(str(error))]
    columns = [Column(_("Plant\\row"), NUMBER, decimals=0, unit="cm"),
               *(Column(f"{r:g}", NUMBER, decimals=0) for r in across)]
    rows = [[p, *(float(MU_OFFICIAL) * 10_000 / (r * p) for r in across)] for p in down]
    said: list[Block] = [Paragraph(text) for text in (
        _("Plants per mu = {mu} ÷ (row spacing × plant spacing), both in metres.").format(mu="666.7"),
        _("Seeds to sow = plants wanted ÷ germination (see the label) ÷ field emergence."))]
    table = Table(columns, rows, sheet=_("Plants per mu"))
    return [KeepTogether([Beside([table], said, share=0.7)] if len(across) <= HALF else [table, *said])]


def _pairs(pairs: Sequence[tuple[str, str]]) -> KeyValues:
    return KeyValues(list(pairs), columns=1)


def _calculation(scope: Scope, argument: str) -> list[Block]:
    """A calculator by its code or title, with inputs as key=value; what is not given is its place to begin."""
    name, _blank, rest = argument.strip().partition(" ")
    chosen = next((c for c in CALCULATORS if name in (c.name, *in_every_language(c.title))), None)
    if chosen is None:
        return [Callout(_("There is no calculator “{name}”.").format(name=name))]
    try:
        values = {**{q.key: q.default for q in chosen.inputs}, **_given(chosen, rest)}
        found = chosen.run(values)
    except UserError as error:
        return [Callout(str(error))]
    pairs = [(_(q.title), quantity(as_written(value, q.decimals), _(q.unit)) + scope.units.beside(value, q.unit))
             for q in chosen.inputs for value in [values[q.key]]]
    results = [(_(q.title), _worth(q, found[q.key], scope.units)) for q in chosen.outputs]
    return [KeepTogether([Heading(_(chosen.title), 3), _pairs(pairs), _pairs(results),
                          Paragraph(_(chosen.formula), QUOTE)])]


def _worth(asked: Quantity, value: Number | None, units: FarmUnits) -> str:
    """A result with its unit, and behind it as the place tells it."""
    return quantity(format_number(value, asked.decimals), _(asked.unit)) + units.beside(value, asked.unit)


def _given(chosen: Calculator, text: str) -> dict[str, float]:
    names = {key.replace(" ", ""): q.key for q in chosen.inputs for key in (q.key, *in_every_language(q.title))}
    found: dict[str, float] = {}
    for pair in text.split():
        key, _sign, value = pair.partition("=")
        if key not in names:
            raise UserError(_("{calculator} has no input “{name}”; it has: {inputs}.").format(
                calculator=_(chosen.title), name=key, inputs=_(", ").join(_(q.title) for q in chosen.inputs)))
        if not value or _WORD.fullmatch(value):
            raise UserError(_("{name} is not known yet: it is filled in for each receiver.").format(name=key))
        found[names[key]] = _number(value)
    return found


def _picture(scope: Scope, argument: str) -> list[Block]:
    name, *rest = (part.strip() for part in argument.split("|"))
    return [_image(scope, name, rest[0] if rest else "")]


def _image(scope: Scope, name: str, caption: str = "", width: float = 120.0) -> Block:
    path = scope.pictures.get(name)
    if path is None:
        return Callout(_("There is no picture “{name}” among the files of the handout.").format(name=name))
    return Image(path, caption, width_mm=width, height_mm=width * 0.75)


def _pest(scope: Scope, argument: str) -> list[Block]:
    name, title, *rest = (part.strip() for part in [*argument.split("|"), ""])
    text: list[Block] = [Paragraph(part) for part in rest if part]
    return [KeepTogether([Beside([_image(scope, name, width=55.0)], [Paragraph(title, LEAD), *text])])]


def _warning(_scope: Scope, argument: str) -> list[Block]:
    return [Callout(argument, _("Caution"))]


def _tip(_scope: Scope, argument: str) -> list[Block]:
    return [Callout(argument, _("Tip"), TIP)]


def _qr(_scope: Scope, argument: str) -> list[Block]:
    """A telephone number is dialled when the code is read, anything else is shown as text."""
    from desktop.core.documents import qr

    number = re.sub(r"[\s-]", "", argument)
    content = qr.telephone(number) if re.fullmatch(r"\+?\d{5,15}", number) else argument
    return [QrCode(content, argument)] if argument else [Callout(_("Write after “qr” what the code shall say."))]


def _contact(scope: Scope, _argument: str) -> list[Block]:
    return [_pairs(scope.contact)] if scope.contact else []


def _dealer(scope: Scope, _argument: str) -> list[Block]:
    return [_pairs(scope.dealer)] if scope.dealer else []


def _page(_scope: Scope, _argument: str) -> list[Block]:
    return [PageBreak()]


BLOCKS: dict[str, Callable[[Scope, str], list[Block]]] = {
    "variety": _variety, "calendar": _calendar, "timeline": _timeline, "plants": _plants, "calc": _calculation,
    "picture": _picture, "pest": _pest, "warning": _warning, "tip": _tip, "qr": _qr, "contact": _contact,
    "dealer": _dealer, "page": _page,
}
_CHINESE = {"品种性状": "variety", "栽培历": "calendar", "时间轴": "timeline", "密度表": "plants", "计算": "calc",
            "图片": "picture", "病虫": "pest", "警示": "warning", "提示": "tip", "二维码": "qr", "联系人": "contact",
            "经销商": "dealer", "分页": "page"}
NAMES: dict[str, str] = {**{name: name for name in BLOCKS}, **_CHINESE}
ALIASES = {"姓名": "name", "村": "village", "电话": "phone", "面积": "area", "品种": "variety_name", "年份": "year",
           "单位": "organisation", "地区": "region"}
"""The words to be filled in, by their Chinese names."""
COMMON = frozenset({"variety_name", "year", "company", "manager", "manager_phone"})
"""The words that are the same for every receiver."""
