"""What a promotion brought: against what would have been sold anyhow, less what buyers had bought ahead; field days, media.

Everything is exact; what has no denominator is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Promoted:
    """Sales (in one unit): `expected` without the promotion, `during` it, and how they changed in the weeks `after` (the dip
    is below 0)."""

    expected: Fraction
    during: Fraction
    after: Fraction

    @property
    def extra(self) -> Fraction:
        """What it truly brought: more than expected, less what was only bought ahead."""
        return self.extra_without_dip + self.after

    @property
    def extra_without_dip(self) -> Fraction:
        """What it seems to have brought while nobody looks at the weeks after it."""
        return self.during - self.expected

    @property
    def uplift_percent(self) -> Fraction | None:
        """How much more was sold than expected."""
        return percent(self.extra_without_dip, self.expected)

    @property
    def share_extra_percent(self) -> Fraction | None:
        """How much of what was sold is owed to the promotion."""
        return percent(self.extra_without_dip, self.during)


def promoted(baseline: Fraction, during: Fraction, after_change: Fraction, twin_change_percent: Fraction) -> Promoted:
    """Sales of a promotion against a baseline that moved as a twin region without promotion did."""
    return Promoted(baseline * (100 + twin_change_percent) / 100, during, after_change)


def return_percent(extra: Fraction, margin: Fraction, cost: Fraction) -> Fraction | None:
    """What a promotion earned beyond its cost, in percent of it; `margin` a unit and `cost` in one currency."""
    return percent(extra * margin - cost, cost)


def change_percent(before: Fraction, now: Fraction) -> Fraction | None:
    """How a twin region without the promotion moved in the same time."""
    return percent(now - before, before)


def percent(part: Fraction, whole: Fraction) -> Fraction | None:
    """A part in percent of a whole; None where there is no whole."""
    return 100 * part / whole if whole else None


def per_thousand(cost: Fraction, reached: Fraction) -> Fraction | None:
    """What it costs to reach a thousand people, in the currency of `cost`."""
    return 1000 * cost / reached if reached else None


@dataclass(frozen=True)
class FieldDayFigures:
    """People at a field day and bags they ordered; `cost` in fen."""

    invited: int
    came: int
    ordered: int
    bags: int
    cost: int

    @property
    def came_percent(self) -> Fraction | None:
        """How many of those invited came."""
        return percent(Fraction(self.came), Fraction(self.invited))

    @property
    def ordered_percent(self) -> Fraction | None:
        """How many of those who came ordered."""
        return percent(Fraction(self.ordered), Fraction(self.came))

    @property
    def cost_each(self) -> Fraction | None:
        """Fen for each who came."""
        return Fraction(self.cost, self.came) if self.came else None

    @property
    def cost_bag(self) -> Fraction | None:
        """Fen for each bag ordered."""
        return Fraction(self.cost, self.bags) if self.bags else None
