"""What a file says beside its table, as names and values: 试验地点：海伦, 小区面积 20m², in one cell or in two side by side.

Such lines stand above the headings and below the records and are neither. The names that need no colon are those of the
catalogue of words (means "label").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from desktop.core.tables.words import plain, words

if TYPE_CHECKING:
    from desktop.core.tables.model import Cell, Table

_MARK = r"[\s,;:。、|(]"  # what may stand before a name; texts are narrow here
_NAME = (r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff/²%.\-]{0,19}?(?:\([^()]{1,12}\))?|[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,4}|"
         r"[A-Za-z][A-Za-z ]{1,25}?")
_WITH_COLON = re.compile(rf"(?:^|(?<={_MARK}))({_NAME})\s*[:](?!//)\s*")
_UNIT = ("单位", "计量单位", "产量单位", "unit", "units")
_EDGES = " \t,;。、|"
_CODE = re.compile(r"[A-Za-z]:\\|\d:\d")  # a path, a time of day


class Said(NamedTuple):
    """A name and a value that a file gives beside its table, as they are written, and the row where they stand."""

    name: str
    value: str
    row: int


class Line(NamedTuple):
    """A line beside a table: its names with values, and what else it holds. `marked`: every name bears a colon."""

    pairs: tuple[tuple[str, str], ...]
    rest: str
    marked: bool


def line(cells: Sequence[Cell]) -> Line:
    """What a row of cells says as names and values."""
    pairs: list[tuple[str, str]] = []
    rest: list[str] = []
    marked, waiting = True, ""
    for text in (" ".join(plain(cell).split()) for cell in cells if cell is not None):
        bare = text.rstrip(": ")
        if not waiting and (bare != text or _is_label(bare)) and ":" not in bare:
            waiting, marked = bare, marked and bare != text
            continue
        found, more = _inside(text)
        if waiting:
            pairs.append((waiting, text))
            waiting = ""
        else:
            pairs += found
            rest += [more] if more else []
    rest += [waiting] if waiting and not pairs else []  # a name without its value says nothing
    return Line(tuple(pairs), " ".join(rest), marked)


def _inside(text: str) -> tuple[list[tuple[str, str]], str]:
    """The names with values in one text, and what is left of it."""
    if _CODE.search(text):
        return [], text
    found = list(_WITH_COLON.finditer(text))
    ends = [*(m.start() for m in found[1:]), *([len(text)] if found else [])]
    pairs = [pair for m, end in zip(found, ends, strict=True) for pair in _apart(m[1].strip(), _trimmed(text[m.end():end]))]
    rest = _trimmed(text[:found[0].start()]) if found else text
    numbered = [] if found else _numbered(text)
    left = rest
    for name, value in numbered:
        left = re.sub(rf"{re.escape(name)}\s*(?:为|是|=)?\s*{re.escape(value)}", "", left)
    return [*((n, v) for n, v in pairs if v), *numbered], _trimmed(left)


def _trimmed(text: str) -> str:
    """A text without the marks around it; a bracket goes only where it has no other half."""
    bare = text.strip(_EDGES)
    if bare[-1:] == "(" or (bare[-1:] == ")" and bare.count(")") > bare.count("(")):
        return _trimmed(bare[:-1])
    if bare[:1] == ")" or (bare[:1] == "(" and bare.count("(") > bare.count(")")):
        return _trimmed(bare[1:])
    return bare


def _apart(name: str, value: str) -> list[tuple[str, str]]:
    """A name with its value, and the known names without a colon that stand behind it: 小区面积：20㎡ 行距60cm."""
    starts = [0] if re.search(r"[,;。]", value) else sorted({0, *(
        m.start() for further, _value in _numbered(value) for m in re.finditer(rf"(?<=\s){re.escape(further)}\s*\d", value))})
    parts = [value[start:end].strip() for start, end in zip(starts, [*starts[1:], len(value)], strict=True)]
    return [(name, parts[0]), *(pair for part in parts[1:] for first in _numbered(part)[:1]
                                for pair in [(first[0], part[len(first[0]):].strip())])]


def _numbered(text: str) -> list[tuple[str, str]]:
    """Known names with a number behind them and no colon: 行长10米 行距65厘米."""
    known = sorted((word for word in words("label") if word in text.casefold()), key=len, reverse=True)
    found: dict[int, tuple[str, str]] = {}
    for word in known:
        for m in re.finditer(rf"({re.escape(word)})\s*(?:为|是|=)?\s*(\d[^\s,;。、()]*)", text, re.IGNORECASE):
            if not any(start <= m.start() < start + len(name) for start, (name, _value) in found.items()):
                found[m.start()] = (m[1], m[2])
    return [found[start] for start in sorted(found)]


def _is_label(text: str) -> bool:
    """Whether a text is a known name, with a unit in brackets behind it or without."""
    return re.sub(r"\([^()]*\)$", "", "".join(text.split()).casefold()) in words("label")


def is_line(cells: Sequence[Cell], below: Sequence[Cell] = ()) -> bool:
    """Whether a row is nothing but names with values. Without colons a value must show that it is one: by a number, or by
    the row below, which is headings or such a line too (试验地点, 品种 could be headings themselves)."""
    if sum(cell is not None for cell in cells) < 1:
        return False
    found = line(cells)
    if not found.pairs or found.rest:
        return False
    numbers = any(re.search(r"\d", value) for _name, value in found.pairs)
    filled = [cell for cell in below if cell is not None]
    names = len(filled) > 1 and all(isinstance(c, str) and not re.search(r"\d", plain(c)[:1]) for c in filled)
    return found.marked or numbers or names or bool(below and line(below).pairs and not line(below).rest)


def said(rows: Iterable[tuple[int, Sequence[Cell]]]) -> tuple[list[Said], list[str]]:
    """The names with values in rows beside a table (number, cells), and the texts that are none: titles, remarks."""
    pairs, texts = [], []
    for number, cells in rows:
        found = line(cells)
        pairs += [Said(name, value, number) for name, value in found.pairs]
        texts += [found.rest] if found.rest else []
    return pairs, texts


def unit_said(table: Table) -> str:
    """The unit that a file names for all its table: 单位：公斤/区; "" for none, or for several."""
    found = {said.value for said in table.extra.get("said", ()) if plain(said.name).casefold() in _UNIT}
    return found.pop() if len(found) == 1 else ""
