"""Rebates by tiers, the bonus on orders, and the fine for diverted goods.

A tier begins just above its limit: a base equal to it still belongs to the tier below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

PERCENT, UNIT = "percent", "unit"
WHOLE, EXCESS = "whole", "excess"
SLICE, TIER = "slice", "tier"


@dataclass(frozen=True)
class Tier:
    """A tier above `begins` (units of the base): its rate in percent of the base or in yuan a unit, on the whole base or on
    what exceeds the tier's limit, and yuan that are added once it is reached."""

    begins: Fraction
    rate: Fraction
    per: str = PERCENT
    method: str = WHOLE
    plus: Fraction = Fraction(0)

    def of(self, part: Fraction) -> Fraction:
        """The rebate in yuan on a part of the base."""
        return part * self.rate / (100 if self.per == PERCENT else 1)

    def at(self, price: Fraction) -> Tier:
        """The same tier in yuan a unit where a unit of the base costs `price`: percents are those of what the units cost."""
        return replace(self, rate=self.rate * price / 100, per=UNIT) if self.per == PERCENT else self


def reached(base: Fraction, tiers: Sequence[Tier]) -> int | None:
    """The place of the highest tier that the base reaches; None below the first. The tiers ascend."""
    places = [place for place, tier in enumerate(tiers) if base > tier.begins]
    return places[-1] if places else None


def rebate(base: Fraction, tiers: Sequence[Tier], method: str, factor_percent: Fraction = Fraction(100)) -> Fraction:
    """The rebate in yuan, unrounded: by slices (each tier on its own slice) or by the one tier reached, times a factor."""
    place = reached(base, tiers)
    if place is None:
        return Fraction(0)
    found = _slices(base, tiers[:place + 1]) if method == SLICE else _one(base, tiers[place])
    return found * factor_percent / 100


def _slices(base: Fraction, tiers: Sequence[Tier]) -> Fraction:
    ends = [*(tier.begins for tier in tiers[1:]), base]
    return sum((tier.of(end - tier.begins) + tier.plus for tier, end in zip(tiers, ends, strict=True)), Fraction(0))


def _one(base: Fraction, tier: Tier) -> Fraction:
    return tier.of(base if tier.method == WHOLE else base - tier.begins) + tier.plus


@dataclass(frozen=True)
class Factor:
    """What of a rebate is paid where the goods were paid within so many days."""

    within: int
    percent: Fraction


Paid = tuple[int | None, int]
"""After how many days an amount (fen) was paid, below 0 before the goods came; None: not yet."""


def factor_of(days: int | None, factors: Sequence[Factor]) -> Fraction:
    """The factor for what was paid after so many days: that of the shortest limit which holds; later, or not yet, none."""
    return next((f.percent for f in sorted(factors, key=lambda f: f.within) if days is not None and days <= f.within),
                Fraction(0))


def payment_factor(paid: Sequence[Paid], factors: Sequence[Factor]) -> Fraction | None:
    """The factor for all goods in percent, each part of their amount by its own days; None where nothing was sold."""
    whole = sum(amount for _days, amount in paid)
    return sum((amount * factor_of(days, factors) for days, amount in paid), Fraction(0)) / whole if whole > 0 else None


@dataclass(frozen=True)
class OrderBonus:
    """The bonus on an order and the fine for what is missing, in yuan; `target` in bags."""

    target: int
    bonus: Fraction
    fine: Fraction


def order_bonus(last_valid: int, target_percent: Fraction, ordered: int, full_from_percent: Fraction, full: Fraction,
                part: Fraction, fine: Fraction, *, missing_of_limit: bool) -> OrderBonus:
    """The bonus a bag, full from a share of the target on, else in part with a fine for each bag that is missing.

    What is missing counts up to the target, or up to the limit from which the bonus is full; part bags count as bags.
    """
    target = round(last_valid * target_percent / 100)
    limit = target * full_from_percent / 100
    if ordered >= limit:
        return OrderBonus(target, ordered * full, Fraction(0))
    missing = ceil((limit if missing_of_limit else Fraction(target)) - ordered)
    return OrderBonus(target, ordered * part, missing * fine)


@dataclass(frozen=True)
class Penalty:
    """What diverted goods cost: the gap of the price in percent of the allowed one, fine and cut of the deposit in yuan,
    the cut of next year's plan in bags."""

    price_gap_percent: Fraction
    fine: Fraction
    deposit_cut: Fraction
    plan_cut: int


def penalty(bags: int, price_here: Fraction, price_allowed: Fraction, times: Fraction, deposit: Fraction,
            deposit_percent: Fraction, plan: int, plan_percent: Fraction) -> Penalty:
    """The fine is a multiple of what the goods were sold below the allowed price; nothing where they were not."""
    return Penalty((price_here - price_allowed) * 100 / price_allowed,
                   bags * max(Fraction(0), price_allowed - price_here) * times, deposit * deposit_percent / 100,
                   round(plan * plan_percent / 100))
