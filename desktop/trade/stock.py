"""Stock that dealers own: what to order or clear, what was sold out, how fast it turns, and which goods weigh most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import sqrt


@dataclass(frozen=True)
class Advice:
    """What the stock will be when the demand is met, and the bags to order or the surplus to clear."""

    forecast: int
    order: int
    surplus: int


def in_multiples(bags: int, multiple: int, *, up: bool) -> int:
    """A quantity in whole cartons, rounded up or down."""
    return -(-bags // multiple) * multiple if up else bags // multiple * multiple


def replenish(on_hand: int, on_order: int, demand: int, minimum: int, maximum: int, target: int | None, multiple: int, *,
              up: bool) -> Advice:
    """Below the minimum order up to the maximum, in whole cartons; above the maximum clear down to the target, else to it."""
    forecast = on_hand + on_order - demand
    if forecast < minimum:
        return Advice(forecast, in_multiples(maximum - forecast, multiple, up=up), 0)
    if forecast > maximum:
        return Advice(forecast, 0, forecast - (maximum if target is None else target))
    return Advice(forecast, 0, 0)


def sold_out(opening: int, received: int, moved_in: int, returned: int, moved_out: int, closing: int) -> int:
    """What a dealer sold between two counts; below nothing one of the counts is wrong."""
    return opening + received + moved_in - returned - moved_out - closing


@dataclass(frozen=True)
class Turnover:
    """Mean stock, days that it lies, turns a year, and for how many days what is left lasts; None where nothing went out."""

    average: Fraction
    days: Fraction | None
    turns: Fraction | None
    cover_days: Fraction | None


def turnover(opening: Fraction, closing: Fraction, out: Fraction, days: Fraction, year_days: Fraction) -> Turnover:
    """How fast stock turns in a period of `days` in which `out` went out; opening, closing and out are of one unit."""
    average = (opening + closing) / 2
    if not out:
        return Turnover(average, None, None, None)
    lies = average * days / out
    return Turnover(average, lies, year_days / lies if lies else None, closing * days / out)


@dataclass(frozen=True)
class Ranked:
    """An item with its share of the whole, added to those before it, and its class: A, B, C …"""

    name: str
    value: Fraction
    cumulative_percent: Fraction
    grade: str


def abc(items: Sequence[tuple[str, Fraction]], limits: Sequence[Fraction]) -> list[Ranked]:
    """Items by falling value in classes by their cumulative share; one that crosses a limit belongs to the lower class.

    ValueError where the values have no sum.
    """
    total = sum(value for _name, value in items)
    if not total:
        raise ValueError("the values have no sum")
    ranked, so_far = [], Fraction(0)
    for name, value in sorted(items, key=lambda item: -item[1]):
        so_far += value
        share = so_far * 100 / total
        ranked.append(Ranked(name, value, share, chr(ord("A") + sum(share > limit for limit in limits))))
    return ranked


@dataclass(frozen=True)
class Layer:
    """Bags that came on one day and are still there."""

    day: date
    bags: int


def layers(events: Iterable[tuple[date, int, bool]]) -> list[Layer]:
    """What is still there of what came when, first in first out. An event is (day, bags, counted): bags that came (above 0) or
    left (below 0), or a count of all bags there. What a count finds beyond the books came that day; what it lacks left, the
    oldest first. What leaves beyond the books is taken off what comes next.
    """
    kept: list[Layer] = []
    owed = 0
    for day, bags, counted in events:
        change = bags - sum(layer.bags for layer in kept) if counted else bags
        owed = 0 if counted else owed
        if change >= 0:
            taken = min(owed, change)
            owed -= taken
            kept += [Layer(day, change - taken)] if change > taken else []
            continue
        left = -change
        while left and kept:
            taken = min(left, kept[0].bags)
            left -= taken
            kept = ([Layer(kept[0].day, kept[0].bags - taken)] if kept[0].bags > taken else []) + kept[1:]
        owed += left
    return kept


@dataclass(frozen=True)
class Reorder:
    """The stock held for safety and the stock at which to order again, unrounded."""

    safety: float
    point: float


def reorder(demand: Fraction, lead_days: Fraction, factor: Fraction, *, spread_of_day: Fraction = Fraction(0),
            spread_of_lead: Fraction = Fraction(0), spread_in_lead: Fraction | None = None) -> Reorder:
    """When to order again. `demand` is a day's, `factor` the normal quantile of the service wanted (1.65 for 95 %).

    The standard deviation of what is sold while the goods are on their way is `spread_in_lead`, or follows from that of a
    day's demand and that of the days on the way: √(days × s² + demand² × s²).
    """
    if spread_in_lead is None:
        spread = sqrt(lead_days * spread_of_day**2 + demand**2 * spread_of_lead**2)
    else:
        spread = float(spread_in_lead)
    safety = float(factor) * spread
    return Reorder(safety, float(demand * lead_days) + safety)


def cheapest_order(year: Fraction, order_cost: Fraction, holding_cost: Fraction) -> float:
    """The quantity at which ordering and holding together cost least: √(2 × year's demand × cost of an order ÷ cost of holding
    one bag a year)."""
    return sqrt(2 * year * order_cost / holding_cost)
