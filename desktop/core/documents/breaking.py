"""Breaks text into lines as Chinese and Western readers expect.

A break is allowed between ideographs and at spaces; never inside a Western word, a number with its unit or a
relation (P < 0.05), never before a closing mark (，。）”%) and never after an opening one (（“). Only a word longer
than a whole line is cut.
The rules are those of GB/T 15834 (marks at line ends) and of UAX #14 for the mixed case, much reduced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

OPENING = "（〔［｛〈《「『【“‘"
SPACES = " \u3000"
CLOSING = "，。、；：？！）〕］｝〉》」』】”’…—％‰℃°·～"
_WESTERN = r"[^ \n\u3000\u2e80-\U0010ffff“”‘’—…]"
_OF_MEASURE = r"(?:[%‰℃°]|(?:kg|g|mg|t|m|cm|mm|km|hm|ha|L|mL|d|h)(?![A-Za-z]))"
_BOUND = rf"(?<=[0-9]) (?={_OF_MEASURE})|(?<=[=<>≤≥±×]) | (?=[=<>≤≥±×])"
"""Spaces that are no place to break: between a number and its unit, and around a sign of relation."""
_WORD = rf"{_WESTERN}(?:{_WESTERN}|’(?={_WESTERN})|{_BOUND})*"
_MARK = r"[\u0300-\u036f\u3099\u309a]"
_CLOSED = rf"(?:{_MARK}|[{CLOSING}]|(?<=[\u2e80-\U0010ffff])[)\]}},.;:!?%])*"
_UNIT = re.compile(rf"[ \u3000]+|[{OPENING}]*(?:{_WORD}|[^ \u3000])?{_CLOSED}")

Run: TypeAlias = tuple[str, bool]
"""A stretch of text and whether it is bold."""
Measure: TypeAlias = Callable[[str, bool], float]


@dataclass(frozen=True)
class Line:
    """One line: its runs, its width in points, and whether a paragraph ends with it."""

    runs: tuple[Run, ...]
    width: float
    ends: bool

    @property
    def text(self) -> str:
        """The line without its emphasis."""
        return "".join(text for text, _bold in self.runs)


@lru_cache(maxsize=16384)
def units(text: str) -> tuple[str, ...]:
    """The pieces of a text without line feeds between which it may break; spaces are pieces of their own."""
    found = [match.group() for match in _UNIT.finditer(text) if match.group()]
    for i, unit in enumerate(found[:-1]):
        bare = unit.rstrip("([{")
        if bare != unit and found[i + 1].strip(SPACES):
            found[i], found[i + 1] = bare, unit[len(bare) :] + found[i + 1]
    return tuple(filter(None, found))


def break_lines(runs: Sequence[Run], width: float, measure: Measure) -> list[Line]:
    """The lines of `runs` within `width` points; a line feed ends a paragraph. There is always at least one line."""
    if len(runs) == 1 and "\n" not in runs[0][0] and (line := _whole(runs[0], width, measure)):
        return [line]
    return [line for paragraph in _paragraphs(runs) for line in _filled(paragraph, width, measure)]


def _whole(run: Run, width: float, measure: Measure) -> Line | None:
    """The only line of a text that fits on one, as most cells of a table do."""
    text = run[0].lstrip(" ").rstrip(SPACES)
    used = measure(text, run[1])
    return Line(((text, run[1]),), used, ends=True) if used <= width + 0.01 else None


def longest_unit(text: str, measure: Measure, bold: bool = False) -> float:
    """The width of the widest piece that must not be broken."""
    return max((measure(unit, bold) for part in text.split("\n") for unit in units(part)), default=0.0)


def _paragraphs(runs: Sequence[Run]) -> list[list[Run]]:
    paragraphs: list[list[Run]] = [[]]
    for text, bold in runs:
        first, *rest = text.split("\n")
        paragraphs[-1].append((first, bold))
        paragraphs.extend([(part, bold)] for part in rest)
    return paragraphs


def _filled(paragraph: list[Run], width: float, measure: Measure) -> Iterator[Line]:
    """Lines filled one after the other; spaces at the end of a line do not count and do not begin the next."""
    line: list[Run] = []
    used = 0.0
    for unit, bold in _pieces(paragraph, width, measure):
        size = measure(unit, bold)
        if line and used + size > width + 0.01 and unit.strip(SPACES):
            yield _line(line, measure, ends=False)
            line, used = [], 0.0
        if unit.strip(SPACES) or line or not unit.isascii():
            line.append((unit, bold))
            used += size
    yield _line(line, measure, ends=True)


def _pieces(paragraph: list[Run], width: float, measure: Measure) -> Iterator[Run]:
    """The units of a paragraph, those longer than a line cut into characters."""
    for text, bold in paragraph:
        for unit in units(text):
            if len(unit) > 1 and unit.strip(SPACES) and measure(unit, bold) > width:
                yield from ((character, bold) for character in unit)
            else:
                yield unit, bold


def _line(pieces: list[Run], measure: Measure, ends: bool) -> Line:
    runs: list[Run] = []
    for text, bold in pieces:
        if runs and runs[-1][1] == bold:
            runs[-1] = (runs[-1][0] + text, bold)
        else:
            runs.append((text, bold))
    if runs:
        runs[-1] = (runs[-1][0].rstrip(SPACES), runs[-1][1])
    return Line(tuple(runs), sum(measure(text, bold) for text, bold in runs), ends)
