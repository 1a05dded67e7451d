"""The sowing window of a place from its years: of each week the risk of frost after emergence, of too little heat to ripen,
and of hot days at flowering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.market.climate.figures import HOT, LIMIT
from desktop.market.climate.model import WeatherYear, series

FIRST_WEEK, LAST_WEEK = (4, 1), (7, 8)
WEEK = timedelta(days=7)
MOST_RISK = 20.0
"""In percent of the years: what 80 % certainty leaves."""
FLOWERING_SHARE = (0.45, 0.6)
"""Of its heat a crop has had so much when it begins and ends to flower."""


@dataclass(frozen=True)
class Week:
    """Sowing in the week from a day of the year on: in how many years of a hundred frost strikes after emergence, the heat does
    not suffice before the first frost or the end of the warm time, heat harms the flowering (None: not measured)."""

    begins: tuple[int, int]
    years: int
    frost: float
    cold: float | None
    hot: float | None

    @property
    def good(self) -> bool:
        """Whether neither frost nor want of heat strikes in more than one year of five."""
        return self.frost <= MOST_RISK and (self.cold is None or self.cold <= MOST_RISK)


def sowing_weeks(years: Iterable[WeatherYear], need: float | None, emergence: int, frost_limit: float) -> list[Week]:
    """Each week of spring with its risks; `need`: the heat from sowing to maturity in ℃·d, `emergence`: days to emergence.

    Years whose lowest temperatures, or means where heat is asked for, have gaps between April and October are left out."""
    kept = [one for one in (_Days.of(year) for year in years) if one is not None]
    found = []
    begins = date(2001, *FIRST_WEEK)
    while begins <= date(2001, *LAST_WEEK):
        found.append(_week((begins.month, begins.day), kept, need, emergence, frost_limit))
        begins += WEEK
    return [one for one in found if one.years]


def window(weeks: Sequence[Week]) -> tuple[date, date] | None:
    """First and last day (of 2001) of the longest run of weeks without too much risk; None where there is none."""
    best: list[Week] = []
    run: list[Week] = []
    for week in weeks:
        run = [*run, week] if week.good else []
        best = run if len(run) > len(best) else best
    return (date(2001, *best[0].begins), date(2001, *best[-1].begins) + WEEK - timedelta(days=1)) if best else None


@dataclass(frozen=True)
class _Days:
    """The days of a year from April to October."""

    year: int
    means: Sequence[float]
    lows: Sequence[float]
    highs: Sequence[float]

    @classmethod
    def of(cls, one: WeatherYear) -> _Days | None:
        first, last = _place(one.year or 0, (4, 1)), _place(one.year or 0, (10, 31)) + 1
        rows = [[value for value in series(text)[first:last] if value is not None] for text in (one.means, one.lows, one.highs)]
        whole = last - first
        if len(rows[1]) < whole or (rows[0] and len(rows[0]) < whole):
            return None
        return cls(one.year or 0, rows[0], rows[1], rows[2] if len(rows[2]) == whole else [])


def _place(year: int, day: tuple[int, int]) -> int:
    return (date(year, *day) - date(year, 1, 1)).days


def _week(begins: tuple[int, int], years: Sequence[_Days], need: float | None, emergence: int, limit: float) -> Week:
    frosts = colds = hots = heated = hot_years = 0
    for one in years:
        sown = (date(one.year, *begins) - date(one.year, 4, 1)).days + 3  # the middle of the week
        up, middle = sown + emergence, (date(one.year, 7, 15) - date(one.year, 4, 1)).days
        frosts += any(low <= limit for low in one.lows[up:middle])
        if need is None or not one.means:
            continue
        heated += 1
        ends = next((day for day in range(middle, len(one.lows)) if one.lows[day] <= limit), len(one.lows))
        flowers, ripe = _reached(one.means, sown, need, FLOWERING_SHARE), _reached(one.means, sown, need, (1.0,))
        colds += ripe[0] is None or ripe[0] > ends
        if one.highs and None not in flowers:
            hot_years += 1
            hots += sum(high >= HOT for high in one.highs[flowers[0]:(flowers[1] or 0) + 1]) >= 3
    count = len(years)
    return Week(begins, count, 100 * frosts / count if count else 0.0, 100 * colds / heated if heated else None,
                100 * hots / hot_years if hot_years else None)


def _reached(means: Sequence[float], sown: int, need: float, shares: Sequence[float]) -> list[int | None]:
    """The days on which so much of the heat has been had since sowing; None where it is not reached."""
    found: list[int | None] = [None] * len(shares)
    total = 0.0
    for day in range(sown, len(means)):
        total += means[day] if means[day] >= LIMIT else 0.0
        for place, share in enumerate(shares):
            if found[place] is None and total >= need * share:
                found[place] = day
    return found
