"""Net content of packs as weighed against what is stated, and the day on which germination falls below a limit. Pure.

The mean must reach the stated content; each pack may fall short by no more than the tolerance of net_content.json. How many
packs are weighed of a batch, by how much the mean of a sample is corrected and how many packs may miss the tolerance stands in
net_sampling.json, which is to be verified: what is judged by it says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from desktop.core import catalogues
from desktop.core.units import exact

SPLIT = re.compile(r"[\s,，、;；]+")
FAR = 3650  # a day further off than so many days is no forecast


@dataclass(frozen=True)
class Weighed:
    """What weighing or counting found, in g or kernels: `short` packs miss the tolerance, `far` ones twice the tolerance;
    `spread` is their standard deviation (n − 1)."""

    number: int
    mean: Fraction
    tolerance: Fraction
    short: int
    far: int
    stated: Fraction
    spread: float = 0.0
    counted: bool = False

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


def tolerance(content: float, *, counted: bool = False) -> Fraction | None:
    """By how many g one pack may fall short of a stated content, by how many kernels where it is counted (a part of one rounds
    up); None where that is not recorded."""
    for row in catalogues.load("net_content").where(kind="tolerance", basis="count" if counted else "mass"):
        if row["above"] < content <= (row["up_to"] or math.inf):
            if row["grams"] is not None:
                return exact(row["grams"])
            share = Decimal(str(content)) * Decimal(str(row["percent"])) / 100
            step = Decimal(1) if counted else Decimal(str(row["round_to_g"]))
            return Fraction((share / step).quantize(Decimal(1), ROUND_CEILING if counted else ROUND_HALF_EVEN) * step)
    return None


def weighed(weights: Sequence[Fraction], content: float | None, *, counted: bool = False) -> Weighed | None:
    """What weights in g, or numbers of kernels, come to against a stated content; None without either."""
    allowed = tolerance(content, counted=counted) if content else None
    if not weights or allowed is None or content is None:
        return None
    stated, mean = exact(content), sum(weights, Fraction(0)) / len(weights)
    squares = sum(((w - mean) ** 2 for w in weights), Fraction(0))
    spread = math.sqrt(squares / (len(weights) - 1)) if len(weights) > 1 else 0.0
    return Weighed(len(weights), mean, allowed, sum(w < stated - allowed for w in weights),
                   sum(w < stated - 2 * allowed for w in weights), stated, spread, counted)


@dataclass(frozen=True)
class Plan:
    """The plan for a batch: how many packs are drawn, the factor λ (None: no mean is asked for), how many may be short."""

    packs: int
    factor: float | None
    short: int
    far: int


@dataclass(frozen=True)
class Judged:
    """A weighing against the plan of its batch: what of it holds, and whether enough packs were weighed."""

    plan: Plan
    enough: bool
    mean_with_correction: float | None
    mean: bool
    single: bool

    @property
    def passed(self) -> bool:
        """Whether all of it holds."""
        return self.enough and self.mean and self.single


def plan_of(batch: int) -> Plan:
    """The sampling plan for a batch of so many packs."""
    row = next(row for row in catalogues.load("net_sampling").rows if row["above"] < batch <= (row["up_to"] or math.inf))
    return Plan(row["packs"] or batch, row["factor"], row["short"], row["far"])


def judged(found: Weighed, batch: int) -> Judged:
    """What the plan of its batch says of a weighing."""
    plan = plan_of(batch)
    mean = None if plan.factor is None else float(found.mean) + plan.factor * found.spread
    return Judged(plan, found.number >= plan.packs, mean, mean is None or mean >= float(found.stated),
                  found.short - found.far <= plan.short and found.far <= plan.far)


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
