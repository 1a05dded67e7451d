"""Marks of a line of a sheet: steps as they are written ("80:35 70:30 60:0"), in proportion, or lower is better."""

from __future__ import annotations

import re
from fractions import Fraction

from desktop.core.units import exact
from desktop.trade.scores import Step, key_figure

STEP = re.compile(r"[<＜]?\s*(\d+(?:\.\d+)?)\s*%?\s*[:：]\s*(\d+(?:\.\d+)?)")
BETWEEN = re.compile(r"[\s;,；，、]*")


def steps_of(text: str) -> tuple[Step, ...]:
    """Steps as they are written: below so many percent, so many marks. ValueError for anything else."""
    found, place = list[Step](), 0
    text = text.strip()
    while place < len(text):
        step = STEP.match(text, place)
        if step is None:
            raise ValueError(text[place:])
        found.append((Fraction(step[1]), Fraction(step[2])))
        gap = BETWEEN.match(text, step.end())
        place = gap.end() if gap else step.end()
    return tuple(found)


def marks(target: float | None, actual: float | None, weight: float | None, less: bool, steps: str) -> Fraction | None:
    """The marks of a figure; None while target, actual or weight is not known, or there is nothing to relate it to."""
    if not target or actual is None or weight is None:
        return None
    return key_figure(exact(target), exact(actual), exact(weight), less=less, steps=() if less else steps_of(steps))


def of_halves(target: float | None, first: float | None, second: float | None, weight: float | None, less: bool, steps: str,
              adds: bool) -> Fraction | None:
    """The mean of the marks of two half months. Where the figure adds up over days, each half has half of the target."""
    whole = target / 2 if target and adds else target
    both = [marks(whole, actual, weight, less, steps) for actual in (first, second)]
    known = [one for one in both if one is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
