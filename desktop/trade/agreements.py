"""What a rebate agreement comes to: each period by itself, the whole term, what exceeds the plan; conduct cuts it.

A part of an agreement ("period", "term", "excess") pays by tiers of its own. Where an agreement needs a share of the plan,
a period (or the term) that stays below it gets nothing; what exceeds the plan is paid for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.trade.rebates import PERCENT, Tier, reached, rebate

PERIOD, TERM, EXCESS = "period", "term", "excess"
PARTS = (PERIOD, TERM, EXCESS)
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Stretch:
    """A period or the whole term: what was bought in it and what was planned, in yuan or in bags; no plan is None.

    `price` is what a unit of the base costs: 1 for a base in yuan; for one in bags their mean price in yuan, on which its
    percents count; None while nothing was bought.
    """

    name: str
    base: Fraction
    plan: Fraction | None = None
    price: Fraction | None = Fraction(1)

    @property
    def percent(self) -> Fraction | None:
        """The base in percent of the plan; None without one."""
        return 100 * self.base / self.plan if self.plan else None


@dataclass(frozen=True)
class Terms:
    """The tiers of each part, ascending; `method` "slice" or "tier"; `needs_percent` of the plan before anything is paid.

    `capped`: the term is paid on the plan at most. `cut_percent`: what conduct takes off everything; 100 is all of it.
    """

    tiers: Mapping[str, Sequence[Tier]]
    method: str
    needs_percent: Fraction = NOTHING
    capped: bool = False
    factor_percent: Fraction = Fraction(100)
    cut_percent: Fraction = NOTHING


@dataclass(frozen=True)
class Line:
    """What one stretch earns by one part: `amount` in yuan before conduct; `tier` from 1, None below the first; `short` where
    the plan was missed by too much."""

    part: str
    stretch: Stretch
    base: Fraction
    tier: int | None
    amount: Fraction
    short: bool = False


def lines(terms: Terms, periods: Sequence[Stretch], term: Stretch) -> list[Line]:
    """A line a period, one for the term, one for what exceeds the plan; parts without tiers give none."""
    found = [_line(terms, PERIOD, stretch, stretch.base) for stretch in periods] if terms.tiers.get(PERIOD) else []
    if terms.tiers.get(TERM):
        base = min(term.base, term.plan) if terms.capped and term.plan is not None else term.base
        found.append(_line(terms, TERM, term, base))
    if terms.tiers.get(EXCESS) and term.plan is not None:
        found.append(_line(terms, EXCESS, term, max(NOTHING, term.base - term.plan)))
    return found


def _line(terms: Terms, part: str, stretch: Stretch, base: Fraction) -> Line:
    percent = stretch.percent
    short = part != EXCESS and percent is not None and percent < terms.needs_percent
    tiers = _priced(terms.tiers[part], stretch)
    place = reached(base, tiers)
    amount = NOTHING if short else rebate(base, tiers, terms.method, terms.factor_percent)
    return Line(part, stretch, base, None if place is None else place + 1, amount, short)


def _priced(tiers: Sequence[Tier], stretch: Stretch) -> list[Tier]:
    """The tiers in yuan a unit at the price of what was bought; nothing is earned while nothing was."""
    return [tier.at(stretch.price or NOTHING) for tier in tiers]


def earned(terms: Terms, found: Sequence[Line]) -> Fraction:
    """What all lines come to in yuan after conduct; never below nothing."""
    whole = sum((line.amount for line in found), NOTHING)
    return max(NOTHING, whole * (100 - min(terms.cut_percent, Fraction(100))) / 100)


@dataclass(frozen=True)
class Step:
    """The next tier of the term or of the running period: how far it is, and what one unit above its limit adds in yuan."""

    line: Line
    begins: Fraction
    to_go: Fraction
    gain: Fraction


def next_step(terms: Terms, line: Line, unit: Fraction) -> Step | None:
    """What the next tier of a line needs and gives; None where it is in the last one, or pays percents of a price that
    nobody knows yet. `unit`: one bag, or one fen in yuan."""
    agreed = terms.tiers[line.part]
    above = [tier for tier in agreed if line.base <= tier.begins]
    if not above or (line.stretch.price is None and any(tier.per == PERCENT for tier in agreed)):
        return None
    then = rebate(above[0].begins + unit, _priced(agreed, line.stretch), terms.method, terms.factor_percent)
    return Step(line, above[0].begins, above[0].begins - line.base + unit, then - line.amount)
