"""Climate of a place: the steadily warm period and its heat, values that are guaranteed, frost, and maturity bands.

Stable passing of a temperature by the moving mean of five days, as the weather service counts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import ceil, floor
from statistics import NormalDist, fmean, stdev
from typing import Any

from desktop.core import catalogues
from desktop.core.units import Number, exact, round_half_even

SPAN = 5
LEAST_VALUES = 10
"""Fewer years do not carry a guaranteed value."""
AT_LEAST, AT_MOST = "at least", "at most"
_COMMON_YEAR = 2001
_THOUSAND = 1000
_DIGIT = 1e-6


def moving_means(means: Sequence[Number], span: int = SPAN, decimals: int | None = None) -> list[Fraction]:
    """Means of so many days on end, rounded half-even to `decimals` where a station prints them so."""
    values = [exact(mean) for mean in means]
    moving = [sum(values[i:i + span], Fraction(0)) / span for i in range(len(values) - span + 1)]
    return moving if decimals is None else [Fraction(round_half_even(mean, decimals)) for mean in moving]


def stable_period(means: Sequence[Number], limit: Number, span: int = SPAN,
                  decimals: int | None = None) -> tuple[int, int] | None:
    """First and last day (places in `means`) of the longest time whose moving means all reach `limit`; None where none does.

    It begins with the first day of its first span that itself reaches the limit, and ends with the last day of its last span
    that does. Of two times of one length it is the later: the earlier was broken off by cold.
    """
    base = exact(limit)
    best: tuple[int, int] | None = None
    start: int | None = None
    for place, warm in enumerate([*_reaching(means, base, span, decimals), False]):
        if warm and start is None:
            start = place
        if not warm and start is not None:
            if best is None or place - start >= best[1] - best[0]:
                best = (start, place)
            start = None
    if best is None:
        return None
    days = range(best[0], min(best[1] + span - 1, len(means)))
    first = next((day for day in days if exact(means[day]) >= base), None)
    return None if first is None else (first, next(day for day in reversed(days) if exact(means[day]) >= base))


def _reaching(means: Sequence[Number], base: Fraction, span: int, decimals: int | None) -> list[bool]:
    """Whether each moving mean reaches the limit."""
    whole = None if decimals is not None else _thousandths([*means, base])
    if whole is None:
        return [mean >= base for mean in moving_means(means, span, decimals)]
    least, running = whole.pop() * span, sum(whole[:span])
    found = [running >= least] if len(whole) >= span else []
    for place in range(span, len(whole)):
        running += whole[place] - whole[place - span]
        found.append(running >= least)
    return found


def _thousandths(values: Sequence[Number]) -> list[int] | None:
    """The values in whole thousandths, many times faster than fractions and as exact; None where one has more decimals."""
    whole = [round(value * _THOUSAND) for value in values]
    if any(abs(float(value) * _THOUSAND - number) > _DIGIT for value, number in zip(values, whole, strict=True)):
        return None
    return whole


@dataclass(frozen=True)
class Heat:
    """Heat of a period in ℃·d: of its days at or above the limit the sum of their means, and of what exceeds the limit."""

    active: Fraction
    effective: Fraction


def heat(means: Sequence[Number], limit: Number) -> Heat:
    """The active and the effective temperature sum of the days of a period."""
    whole = _thousandths([*means, limit])
    if whole is not None:
        least = whole.pop()
        warm = [value for value in whole if value >= least]
        return Heat(Fraction(sum(warm), _THOUSAND), Fraction(sum(warm) - least * len(warm), _THOUSAND))
    base = exact(limit)
    exactly = [value for value in map(exact, means) if value >= base]
    active = sum(exactly, Fraction(0))
    return Heat(active, active - base * len(exactly))


@dataclass(frozen=True)
class Guarantee:
    """A value that is reached with a given certainty: by the normal distribution and by rank among the years."""

    mean: float
    sd: float
    normal: float
    empirical: float | None


def guarantee(values: Sequence[float], level_percent: float, side: str = AT_LEAST) -> Guarantee:
    """The value reached (or not exceeded) in so many percent of the years.

    By rank: the level × (n + 1) ÷ 100-th of the years from the other end, to the stricter neighbour where it is no whole
    number; None where that lies beyond the years there are.
    """
    mean, sd = fmean(values), stdev(values)
    away = NormalDist().inv_cdf(level_percent / 100) * sd
    ordered = sorted(values, reverse=side == AT_LEAST)
    rank = ceil(exact(level_percent) * (len(values) + 1) / 100)
    empirical = ordered[rank - 1] if rank <= len(values) else None
    return Guarantee(mean, sd, mean - away if side == AT_LEAST else mean + away, empirical)


@dataclass(frozen=True)
class Trend:
    """A change in ten years by the straight line of least squares, with the ends of its interval."""

    per_decade: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out no change at all."""
        return self.low > 0 or self.high < 0


def trend(years: Sequence[int], values: Sequence[float], level_percent: float = 95) -> Trend | None:
    """The trend of a figure over the years; None for fewer than ten of them."""
    from scipy.stats import t

    count = len(years)
    if count < LEAST_VALUES or len(set(years)) < 2:
        return None
    middle, mean = fmean(years), fmean(values)
    spread = sum((year - middle) ** 2 for year in years)
    slope = sum((year - middle) * (value - mean) for year, value in zip(years, values, strict=True)) / spread
    left = sum((value - mean - slope * (year - middle)) ** 2 for year, value in zip(years, values, strict=True))
    away = float(t.ppf(0.5 + level_percent / 200, count - 2)) * (left / (count - 2) / spread) ** 0.5
    return Trend(10 * slope, 10 * (slope - away), 10 * (slope + away))


@dataclass(frozen=True)
class Frost:
    """Days of a common year: the last frost of spring and the first of autumn at a level, and the days free of frost: on
    the mean, between the two days of the level, and the yearly lengths at that level (the less strict of the two)."""

    last: date
    first: date
    mean_free: float
    level_free: int
    length_at_level: float


def frost(years: Sequence[tuple[date, date]], level_percent: float) -> Frost:
    """Frost days by the normal distribution from last and first frosts of several years.

    Free of frost are the days from the one after the last frost to the one before the first. Where the ends of the years
    spread so far that they cross or leave the year, the two days lie so too, and no day is free between them.
    """
    last, first = [_in_year(day) for day, _first in years], [_in_year(day) for _last, day in years]
    lengths = [end - begin - 1 for begin, end in zip(last, first, strict=True)]
    at_last, at_first = floor(_at(last, level_percent, AT_MOST)), floor(_at(first, level_percent, AT_LEAST))
    return Frost(_day(at_last), _day(at_first), fmean(lengths), max(0, at_first - at_last - 1),
                 _at(lengths, level_percent, AT_LEAST))


def _at(values: Sequence[float], level_percent: float, side: str) -> float:
    return guarantee(values, level_percent, side).normal


def _in_year(day: date) -> int:
    """The day's number in a common year, so that leap years do not move it; 29 February counts as the 28th."""
    return (day.replace(year=_COMMON_YEAR, day=min(day.day, 28) if day.month == 2 else day.day) - date(_COMMON_YEAR, 1, 1)).days


def _day(number: int) -> date:
    return date(_COMMON_YEAR, 1, 1) + timedelta(days=number)


def maturity_bands(crop: str, province: str) -> list[dict[str, Any]]:
    """The bands of maturity by heat of a crop in a province, the coolest first.

    The crop by its code or any of its names (水稻 is any rice that has bands), the province by a name or by its code or the
    first two digits of it.
    """
    wanted, place = _crop_codes(crop), province.strip().casefold()
    return [dict(row) for row in catalogues.load("maturity_bands").rows if row["crop"] in wanted and place in _called(row)]


def _called(row: Mapping[str, Any]) -> set[str]:
    """What the province of a band may be called."""
    return {row["province"], row["province_en"].casefold(), row["area"], *_names_of(row["area"])}


@cache
def _names_of(area: str) -> tuple[str, ...]:
    """The code and the names of a province by the first two digits of its code."""
    return next((known.code, known.name, known.short) for known in catalogues.regions() if known.code == f"{area}0000")


@cache
def _crop_codes(crop: str) -> frozenset[str]:
    """The codes of the crops that are called so, or of those of which it is the common name."""
    said = crop.strip().casefold()
    return frozenset(row["code"] for row in catalogues.load("crops").rows
                     if said in map(str.casefold, (row["code"], row["zh"], row["en"], *row["also"], *row["kind_of"])))


def maturity_band(bands: Sequence[dict[str, Any]], heat_sum: Number) -> dict[str, Any] | None:
    """The band that holds a sum of heat; one on the edge belongs to the upper band. None where it is too cool for all."""
    reached = [band for band in bands if exact(heat_sum) >= band["from"]]
    return reached[-1] if reached else None


def suitability(classes: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The index from shares in percent of an area and the weights of their classes: 1 where all of it is best."""
    return sum((share * weight for share, weight in classes), Fraction(0)) / 100
