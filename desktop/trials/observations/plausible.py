"""What is doubtful about a value beside others: far from the plot's earlier occasion, or from the entry's replicates.

The limits are data (resources/catalogues/observation_checks.json). They warn, and a value may be accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from desktop.catalogue.model import Trait
from desktop.core import catalogues
from desktop.core.grid import GridColumn, Jump
from desktop.core.i18n import _
from desktop.core.units import format_number

Range = tuple[float | None, float | None]
"""From, to; None for no limit."""


@dataclass(frozen=True)
class Limits:
    """How far a value may be from what it is compared with: percent of it, percent of the plausible range, or steps."""

    percent: float
    share: float
    steps: float

    def beyond(self, value: float, base: float, spread: float | None, *, score: bool) -> bool:
        """Whether a value is too far away. A measured one has to be so by both limits, a score by its steps."""
        away = abs(value - base)
        if score:
            return away >= self.steps
        if base == 0 or away / abs(base) * 100 <= self.percent:
            return False
        return not spread or away / spread * 100 > self.share


def limits(of: str) -> Limits:
    """The limits in force for "occasion" or "replicates"."""
    row: Any = next(iter(catalogues.load("observation_checks").where(rule="jump", of=of)))
    return Limits(row["percent"], row["share"], row["steps"])


def limit(name: str) -> float:
    """A further limit of the catalogue: neighbour, copied, growth_from, digits_from, digits."""
    return float(catalogues.load("observation_checks").by("id")[f"limit_{name}"]["value"])


def usual_range(trait: Trait, occasion: int, newest: int) -> Range:
    """The plausible range of a trait on an occasion: (low, high), None for no limit; `newest`: its last occasion of the trial.

    The range of a measured trait is that of the grown crop: what was measured before the last occasion may be smaller.
    """
    growing = trait.kind != "score" and occasion < newest and trait.low is not None and trait.low > 0
    return (0.0 if growing else trait.low), trait.high


def judge(traits: Sequence[Trait]) -> Jump:
    """The function that judges a grid's values of these traits."""
    scores = {t.id for t in traits if t.kind == "score"}
    time, replicates = limits("occasion"), limits("replicates")

    def jump(column: GridColumn, value: float, before: float | None, others: Sequence[float]) -> str:
        score = int(column.name.partition(":")[0]) in scores
        spread = None if column.low is None or column.high is None else column.high - column.low
        if isinstance(before, int | float) and time.beyond(value, before, spread, score=score):
            return _("{title}: {value} is far from the plot's earlier {before}. Check it, or accept it (F7).").format(
                title=column.title, value=format_number(value, column.decimals), before=format_number(before, column.decimals))
        if others:
            mean = fsum(others) / len(others)
            if replicates.beyond(value, mean, spread, score=score):
                return _("{title}: {value} is far from {mean}, the mean of the entry's other plots. Check it, or accept it "
                         "(F7).").format(title=column.title, value=format_number(value, column.decimals),
                                         mean=format_number(mean, column.decimals))
        return ""

    return jump
