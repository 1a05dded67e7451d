"""Stock that dealers own: what to order or clear, what was sold out, how fast it turns, and which goods weigh most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


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
