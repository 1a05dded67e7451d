"""Net content of packs as weighed against what is stated, and the day on which germination falls below a limit. Pure.

The mean must reach the stated content; each pack may fall short by no more than the tolerance of net_content.json. How many
packs are weighed and how many may miss the tolerance is a matter of JJF 1070, whose tables are not recorded: both numbers are
shown and nothing is passed by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from desktop.core import catalogues
from desktop.core.units import exact

SPLIT = re.compile(r"[\s,，、;；]+")
FAR = 3650  # a day further off than so many days is no forecast


@dataclass(frozen=True)
class Weighed:
    """What weighing found, in g: `short` packs miss the tolerance, `far` ones twice the tolerance."""

    number: int
    mean: Fraction
    tolerance: Fraction
    short: int
    far: int
    stated: Fraction

    @property
    def mean_reached(self) -> bool:
        """Whether the mean is not below what is stated."""
        return self.mean >= self.stated


def weights_of(text: str) -> list[Fraction] | None:
    """The weights of a text; None where a part of it is no number above nothing."""
    found = []
    for part in SPLIT.split(text.strip()):
        if part:
            if not re.fullmatch(r"\d{1,7}(?:\.\d{1,4})?", part) or Fraction(part) <= 0:
                return None
            found.append(Fraction(part))
    return found


def tolerance(grams: float) -> Fraction | None:
    """By how many g one pack may fall short of a stated content; None where that is not recorded."""
    for row in catalogues.load("net_content").where(kind="tolerance", basis="mass"):
        if row["above"] < grams <= row["up_to"]:
            if row["grams"] is not None:
                return exact(row["grams"])
            step = Decimal(str(row["round_to_g"]))
            share = Decimal(str(grams)) * Decimal(str(row["percent"])) / 100
            return Fraction((share / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step)
    return None


def weighed(weights: Sequence[Fraction], grams: float | None) -> Weighed | None:
    """What weights come to against a stated content; None without either."""
    allowed = tolerance(grams) if grams else None
    if not weights or allowed is None or grams is None:
        return None
    stated = exact(grams)
    return Weighed(len(weights), sum(weights, Fraction(0)) / len(weights), allowed,
                   sum(w < stated - allowed for w in weights), sum(w < stated - 2 * allowed for w in weights), stated)


def falls_below(points: Sequence[tuple[date, float]], limit: float) -> date | None:
    """The day on which a straight line through the results falls below a limit; None where it does not fall, or far off.

    Two days of testing are needed. Ageing is no straight line: the nearer the day, the better it is told.
    """
    days = sorted({day for day, _value in points})
    if len(days) < 2:
        return None
    base = days[0]
    xs, ys = [(day - base).days for day, _v in points], [exact(value) for _d, value in points]
    mean_x, mean_y = Fraction(sum(xs), len(xs)), sum(ys, Fraction(0)) / len(ys)
    slope = sum(((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)), Fraction(0)) / sum(
        ((x - mean_x) ** 2 for x in xs), Fraction(0))
    if slope >= 0:
        return None
    ahead = mean_x + (exact(limit) - mean_y) / slope
    day = max(0, int(ahead) + 1)  # on the day itself the line still reaches the limit
    return base + timedelta(days=day) if day <= FAR else None
