"""Marking of written tests: single, multiple and true-or-false questions, answers as they are typed from a sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "true_false"
TRUE, FALSE = "√", "×"
"""The answers to a true-or-false question as they are kept: signs, since F is also the sixth letter of a choice."""
RIGHT = {**dict.fromkeys(("对", "是", "√", "✓", "✔", "正确", "TRUE", "T", "Y"), TRUE),
         **dict.fromkeys(("错", "否", "×", "✗", "✘", "X", "错误", "FALSE", "F", "N"), FALSE)}
BLANK = frozenset("-_－.。0")
_BETWEEN = re.compile(r"[\s,，;；/|、]+")


@dataclass(frozen=True)
class Asked:
    """A question on a test: its kind, the letters that are right, what it counts."""

    kind: str
    key: str
    points: Fraction


def letters(text: str, kind: str) -> str:
    """An answer in the one form in which it is kept: letters in order, √ or × for what is true or not; "" for none."""
    plain = text.strip().upper().translate(_HALF)
    if kind == TRUE_FALSE:
        return RIGHT.get(plain, "")
    return "".join(sorted({letter for letter in plain if "A" <= letter <= "H"}))


_HALF = {ord("Ａ") + place: ord("A") + place for place in range(26)}


def split(text: str, questions: Sequence[Asked]) -> list[str] | None:
    """The answers typed for a whole sheet, one a question; None where there are more or fewer.

    They stand apart (“B ACD √”); where no question is a multiple one they may stand together (“BAC√×”). A dash is an answer
    that is missing.
    """
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) != len(questions) and all(q.kind != MULTIPLE for q in questions):
        parts = list("".join(parts))
    if len(parts) != len(questions):
        return None
    return ["" if set(part) <= BLANK else part for part in parts]


def marked(question: Asked, answer: str, share_when_incomplete: Fraction) -> Fraction:
    """What an answer brings: all its points, the share of an incomplete one where nothing in it is wrong, else nothing."""
    given = letters(answer, question.kind)
    if given == question.key:
        return question.points if given else Fraction(0)
    if question.kind == MULTIPLE and given and set(given) <= set(question.key):
        return question.points * share_when_incomplete
    return Fraction(0)


def score(questions: Sequence[Asked], answers: Sequence[str], share_when_incomplete: Fraction) -> Fraction:
    """The points of a whole sheet."""
    return sum((marked(q, a, share_when_incomplete) for q, a in zip(questions, answers, strict=True)), Fraction(0))


def normalised_gain(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The gain of a group of what there was to gain, in %: (mean after − mean before) / (100 − mean before); None for nobody,
    or where all knew all before."""
    room = sum((100 - before for before, _after in pairs), Fraction(0))
    return sum((after - before for before, after in pairs), Fraction(0)) * 100 / room if room else None
