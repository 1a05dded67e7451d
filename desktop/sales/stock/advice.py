"""What to do about the stock of a product at a dealer, and each reason with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from desktop.core.i18n import _, ngettext
from desktop.core.units import format_number
from desktop.sales.curves import Curve
from desktop.sales.stock.figures import Stock
from desktop.sales.stock.levels import level, rounds_up
from desktop.sales.stock.states import CERTAINTY
from desktop.trade.stock import Advice, Turnover, replenish, turnover

YEAR_DAYS = 365
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What is known of a stock item beside its figures: last season's sell-out, bags a carton, levels of its own."""

    last_season: int | None = None
    carton: int = 1
    target: int | None = None
    lead_days: int | None = None
    rounding: str = ""


@dataclass(frozen=True)
class Advised:
    """The advice with the levels it stands on; None where demand is not known.

    `year`: the sell-out of the whole season; `rest`: demand from the day to the season's end. `reasons` says why, when asked.
    """

    reasons: Callable[[], list[str]]
    advice: Advice | None = None
    year: Fraction | None = None
    minimum: int = 0
    maximum: int = 0
    rest: int | None = None

    @property
    def said(self) -> list[str]:
        """Each reason with its numbers, in the language in force."""
        return self.reasons()

    @property
    def order(self) -> int:
        """Bags to order."""
        return self.advice.order if self.advice else 0

    @property
    def surplus(self) -> int:
        """Bags to clear."""
        return self.advice.surplus if self.advice else 0


def advise(stock: Stock, asked: Asked, curve: Curve, first: date, day: date) -> Advised:
    """What to order or to clear of a product at a dealer on a day, in a season that begins on `first`.

    Demand until new goods can be there: the year's sell-out (what was sold so far ÷ its share of the curve, or last season's)
    × the curve from the last count to then. Below the minimum the advice brings the stock to the maximum,
    above the maximum down
    to the target (`trade.stock.replenish`).
    """
    counted = stock.closed or first - ONE
    gone = curve.to_date(counted) if counted >= first else Fraction(0)
    if stock.closed is not None and stock.closed < first - timedelta(days=int(level("opening_days"))):
        return Advised(lambda: [_what_is_there(stock), _("That count is of last season: what was sold after it is not known. "
                                                         "Count again.")])
    seen = covered(stock, curve, first)
    year = drawn_out(stock, seen) or (Fraction(asked.last_season) if asked.last_season is not None else None)
    if stock.sold is not None and stock.sold < 0:
        year = None
    if year is None:
        return Advised(lambda: [_what_is_there(stock), _why_year(stock, asked, seen, None)])
    lead = asked.lead_days if asked.lead_days is not None else int(level("lead_days"))
    at_arrival = curve.to_date(min(day + timedelta(days=lead), _season_end(first)))
    passing = max(Fraction(0), at_arrival - gone)
    demand, after = ceil(year * passing / 100), ceil(year * (100 - at_arrival) / 100)
    minimum, maximum = _levels(stock, year, after)
    target = min(asked.target, maximum) if asked.target is not None else None
    found = replenish(stock.on_hand, stock.on_order, demand, minimum, maximum, target, asked.carton,
                      up=rounds_up(asked.rounding))

    def reasons() -> list[str]:
        return [
            _what_is_there(stock), _why_year(stock, asked, seen, year),
            ngettext(
                "From the count until new goods arrive ({days} day from now) {percent} % of the curve pass: {demand} "
                "{demand:bag|bags}.",
                "From the count until new goods arrive ({days} days from now) {percent} % of the curve pass: "
                "{demand} {demand:bag|bags}.", lead).format(days=lead, percent=format_number(passing, 1), demand=demand),
            _("{on_hand} on hand + {on_order} on order − {demand} needed = {forecast}").format(
                on_hand=stock.on_hand, on_order=stock.on_order, demand=demand, forecast=found.forecast),
            *_why_levels(stock, minimum, maximum), *_outcome(found, minimum, maximum, asked)]

    return Advised(reasons, found, year, minimum, maximum, ceil(year * (100 - curve.to_date(day)) / 100))


def _what_is_there(stock: Stock) -> str:
    if stock.closed is None:
        return ngettext(
            "Never counted: at most {n} bag, what was sent within a year.",
            "Never counted: at most {n} bags, what was sent within a year.", stock.on_hand).format(n=stock.on_hand)
    said = ngettext("{certainty} on {day}: {n} bag; since then {since} net.",
                    "{certainty} on {day}: {n} bags; since then {since} net.", stock.closing or 0)
    return said.format(certainty=CERTAINTY.label(stock.certainty), day=stock.closed, n=stock.closing, since=f"{stock.since:+d}")


def covered(stock: Stock, curve: Curve, first: date) -> Fraction:
    """Percent of the curve that lies between the two counts of a season, in which was sold what was sold."""
    if stock.closed is None or stock.closed < first:
        return Fraction(0)
    begun = curve.to_date(stock.opened) if stock.opened is not None and stock.opened >= first else Fraction(0)
    return curve.to_date(stock.closed) - begun


def drawn_out(stock: Stock, seen: Fraction) -> Fraction | None:
    """The sell-out of a whole season from that between two counts; None where nothing was sold, or too little of the curve
    lies between them."""
    if not stock.sold or stock.sold < 0 or seen < level("trust_percent"):
        return None
    return Fraction(stock.sold) * 100 / seen


def _why_year(stock: Stock, asked: Asked, seen: Fraction, year: Fraction | None) -> str:
    if stock.sold is not None and stock.sold < 0:
        return _("Sold out below zero ({n}): one of the counts, shipments or moves is wrong. Mend it first.").format(
            n=stock.sold)
    if year is None:
        return _("Demand is not known yet: neither this season's counts nor last season's say what is sold.")
    if drawn_out(stock, seen) is not None:
        return _("Sold out {sold} {sold:bag|bags} over {percent} % of the curve: {year} in the whole season.").format(
            sold=stock.sold, percent=format_number(seen, 1), year=ceil(year))
    return ngettext(
        "It is too early to judge this season: last season sold out {n} bag.",
        "It is too early to judge this season: last season sold out {n} bags.",
        asked.last_season or 0).format(n=asked.last_season)


def _levels(stock: Stock, year: Fraction, after: int) -> tuple[int, int]:
    """Minimum and maximum: an item's own, else the usual ones; a minimum is never above the maximum."""
    maximum = after if stock.maximum is None else stock.maximum
    usual = ceil(year / 12 * level("minimum_percent_of_month") / 100)
    return min(usual if stock.minimum is None else stock.minimum, maximum), maximum


def _why_levels(stock: Stock, minimum: int, maximum: int) -> list[str]:
    share = f"{float(level('minimum_percent_of_month')):g}"
    return [_("Minimum {n}: set for this dealer.").format(n=minimum) if stock.minimum is not None else
            _("Minimum {n}: {percent} % of the mean month.").format(n=minimum, percent=share),
            _("Maximum {n}: set for this dealer.").format(n=maximum) if stock.maximum is not None else
            _("Maximum {n}: what is still needed from the arrival to the season's end.").format(n=maximum)]


def _outcome(found: Advice, minimum: int, maximum: int, asked: Asked) -> list[str]:
    if found.order:
        said = _("Below the minimum: up to the maximum {n} {n:bag|bags}, in whole cartons of {carton} rounded "
                 "up.") if rounds_up(
            asked.rounding) else _("Below the minimum: up to the maximum {n} {n:bag|bags}, in whole cartons of {carton} "
                                   "rounded down.")
        return [said.format(carton=asked.carton, n=found.order)]
    if found.surplus:
        return [ngettext(
            "Above the maximum of {maximum}: {n} bag to clear.",
            "Above the maximum of {maximum}: {n} bags to clear.", found.surplus).format(maximum=maximum, n=found.surplus)]
    if found.forecast < minimum:
        return [_("Less than a carton of {carton} is missing: nothing to order.").format(carton=asked.carton)]
    return [_("In range: nothing to do.")]


def turned(stock: Stock, first: date, day: date) -> Turnover | None:
    """How fast the stock turns between its two counts; None without both, or below zero."""
    if stock.sold is None or stock.sold < 0 or stock.closed is None or stock.closing is None:
        return None
    begun = stock.opened or first
    days = max(1, (min(stock.closed, day) - begun).days)
    return turnover(Fraction(stock.opening), Fraction(stock.closing), Fraction(stock.sold), Fraction(days), Fraction(YEAR_DAYS))


def cover_until(on_hand: int, year: Fraction | None, curve: Curve, first: date, day: date) -> date | None:
    """The day on which what is on hand will be sold out by the curve; None where it lasts beyond the season, or demand is
    unknown."""
    if not year or on_hand <= 0:
        return day if year else None
    last, sold = _season_end(first), curve.to_date(day)
    running = day
    while running < last:
        running += timedelta(days=1)
        if year * (curve.to_date(running) - sold) / 100 >= on_hand:
            return running
    return None


def _season_end(first: date) -> date:
    """The last day of the season that begins on a day."""
    try:
        return first.replace(year=first.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return first.replace(year=first.year + 1, day=28) - timedelta(days=1)
