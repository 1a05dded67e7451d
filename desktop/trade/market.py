"""Markets: outlets that a population carries, shares, the seed that an area needs and has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from desktop.core import money

REST = frozenset({"其他", "其它", "others", "other"})
"""What the rest of a market is called: it is no firm, and is not ranked among them."""


def outlets(people: int, per: int) -> int:
    """Outlets for a population at so many people each, rounded up."""
    return ceil(Fraction(people, per))


@dataclass(frozen=True)
class Distribution:
    """The share of shops that sell a product, in percent: of their number, and by what they sell of its category; None where
    that has no sum."""

    numeric: Fraction
    weighted: Fraction | None


def distribution(shops: Sequence[tuple[bool, Fraction]]) -> Distribution:
    """Numeric and weighted distribution of (sells ours, sales of the category) a shop. ValueError without a shop."""
    if not shops:
        raise ValueError("there is no shop")
    total = sum((sales for _ours, sales in shops), Fraction(0))
    with_us = sum((sales for ours, sales in shops if ours), Fraction(0))
    return Distribution(Fraction(100 * sum(ours for ours, _sales in shops), len(shops)),
                        with_us * 100 / total if total else None)


def shares(values: Sequence[Fraction]) -> list[Fraction]:
    """Shares in percent with two decimals that add to 100.00. ValueError where the values have no sum."""
    return [Fraction(part, 100) for part in money.split(100_00, values)]


@dataclass(frozen=True)
class Standing:
    """How the own share stands to the largest rival (a ratio) and to the three largest together (percent); None without."""

    to_largest: Fraction | None
    to_top_three: Fraction | None


def firms(items: Sequence[tuple[str, Fraction]]) -> list[tuple[str, Fraction]]:
    """The items without the rest of the market, the largest first."""
    return sorted((item for item in items if item[0].strip().lower() not in REST), key=lambda item: -item[1])


def concentration(items: Sequence[tuple[str, Fraction]], largest: int) -> Fraction:
    """The share of the largest firms in the whole market, in percent."""
    return sum((v for _n, v in firms(items)[:largest]), Fraction(0)) * 100 / sum(v for _n, v in items)


def standing(items: Sequence[tuple[str, Fraction]], own: str) -> Standing:
    """The own share beside those of its rivals."""
    mine = sum((value for name, value in items if name == own), Fraction(0))
    rivals = [value for name, value in firms(items) if name != own]
    three = sum(rivals[:3], Fraction(0))
    return Standing(mine / rivals[0] if rivals and rivals[0] else None, mine * 100 / three if three else None)


def bags_by_plants(area_mu: Fraction, plants_per_mu: Fraction, emergence_percent: Fraction,
                   seeds_per_bag: Fraction) -> Fraction:
    """Bags that an area needs by its stand: plants ÷ field emergence ÷ seeds in a bag, unrounded."""
    return area_mu * plants_per_mu * 100 / emergence_percent / seeds_per_bag


def bags_by_rate(area_mu: Fraction, kg_per_mu: Fraction, bag_kg: Fraction) -> Fraction:
    """Bags that an area needs by its seed rate, unrounded."""
    return area_mu * kg_per_mu / bag_kg


@dataclass(frozen=True)
class SeedBalance:
    """The balance of a season's seed in kg."""

    produced: Fraction
    supply: Fraction
    need: Fraction
    left: Fraction


def seed_balance(area_mu: Fraction, yield_kg: Fraction, stock: Fraction, need_area_mu: Fraction, rate_kg: Fraction,
                 export: Fraction, to_grain: Fraction) -> SeedBalance:
    """New seed and stock less need, export and what goes to grain; the form of the official sheet of supply and demand."""
    produced, need = area_mu * yield_kg, need_area_mu * rate_kg
    supply = produced + stock
    return SeedBalance(produced, supply, need, supply - need - export - to_grain)
