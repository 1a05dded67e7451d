"""What the weather of many years says of a place: heat, frost, rain, each year and with what certainty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.market.climate.model import WeatherStation, WeatherYear, series
from desktop.trade.climate import AT_LEAST, AT_MOST, LEAST_VALUES, Guarantee, guarantee, heat, stable_period

LIMIT = 10
LIMITS = (0, 5, 10, 15)
"""The temperatures whose steady passing is reckoned; heat and maturity go by LIMIT."""
LAST_YEARS = 30
LEVEL = 80
HOT = 35.0
FIRST_OF_SEASON, LAST_OF_SEASON = (3, 1), (11, 30)
MIDSUMMER = (7, 15)
FLOWERING = ((7, 10), (8, 10))


@dataclass(frozen=True)
class Passing:
    """The time steadily at or above a limit, and its heat in ℃·d."""

    starts: date
    ends: date
    active: float
    effective: float

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.ends - self.starts).days + 1


@dataclass
class ClimateYear:
    """A year of a station; what cannot be said of it is None, and `why` says so for the heat. `passings`: limit → its time."""

    year: int
    starts: date | None = None
    ends: date | None = None
    active: float | None = None
    effective: float | None = None
    last_frost: date | None = None
    first_frost: date | None = None
    rain: float | None = None
    sun: float | None = None
    hot: int | None = None
    gaps: int = 0
    why: str = ""
    months: list[float | None] = field(default_factory=list)
    passings: dict[int, Passing] = field(default_factory=dict)

    @property
    def days(self) -> int | None:
        """Days of the steadily warm period."""
        return None if self.starts is None or self.ends is None else (self.ends - self.starts).days + 1

    @property
    def frost_free(self) -> int | None:
        """Days between the last frost of spring and the first of autumn."""
        if self.last_frost is None or self.first_frost is None:
            return None
        return (self.first_frost - self.last_frost).days - 1


GAP_IN_SEASON, OPEN_END, NOT_WARM = "gap", "open", "cool"


def climate_years(session: Session, station: WeatherStation) -> list[ClimateYear]:
    """The last thirty years of a station, the oldest first."""
    query = living(WeatherYear).where(col(WeatherYear.station_id) == station.id).order_by(col(WeatherYear.year).desc())
    return [climate_year(one, station.frost_limit or 0.0) for one in reversed(session.exec(query.limit(LAST_YEARS)).all())]


def climate_year(one: WeatherYear, frost_limit: float) -> ClimateYear:
    """The figures of one year; a gap in what a figure needs leaves it out."""
    year = one.year or 0
    made = ClimateYear(year, gaps=one.gaps or 0)
    _heat(made, series(one.means))
    lows = series(one.lows)
    if lows:
        _frost(made, lows, frost_limit)
    summer = (4, 1), (9, 30)
    made.rain, made.sun = _sum(year, series(one.rain), *summer), _sum(year, series(one.sun), *summer)
    highs = _between(year, series(one.highs), *FLOWERING)
    made.hot = None if not highs or None in highs else sum(value is not None and value >= HOT for value in highs)
    made.months = [_month(year, series(one.rain), month) for month in range(1, 13)]
    return made


def _heat(made: ClimateYear, means: Sequence[float | None]) -> None:
    """The times steadily warm. A gap between March and November, or a time that reaches the end of the data, gives none; one
    in winter leaves the season from March to November."""
    first, season = date(made.year, 1, 1), list(means)
    if None in season:
        first, season = date(made.year, *FIRST_OF_SEASON), _between(made.year, means, FIRST_OF_SEASON, LAST_OF_SEASON)
    known = [value for value in season if value is not None]
    if not season or len(known) < len(season):
        made.why = GAP_IN_SEASON
        return
    for limit in LIMITS:
        found = stable_period(known, limit)
        if found is None or found[1] == len(known) - 1:
            if limit == LIMIT:
                made.why = NOT_WARM if found is None else OPEN_END
            continue
        begin, end = found
        sums = heat(known[begin:end + 1], limit)
        made.passings[limit] = Passing(first + timedelta(days=begin), first + timedelta(days=end), float(sums.active),
                                       float(sums.effective))
    warm = made.passings.get(LIMIT)
    if warm is not None:
        made.starts, made.ends, made.active, made.effective = warm.starts, warm.ends, warm.active, warm.effective


def _frost(made: ClimateYear, lows: Sequence[float | None], limit: float) -> None:
    """The last day at or below the limit before midsummer, the first after it; a gap between them leaves both out."""
    first, middle = date(made.year, 1, 1), (date(made.year, *MIDSUMMER) - date(made.year, 1, 1)).days
    spring = max((n for n in range(middle) if (v := lows[n]) is not None and v <= limit), default=None)
    autumn = next((n for n in range(middle, len(lows)) if (v := lows[n]) is not None and v <= limit), None)
    if spring is None or autumn is None or None in lows[spring:autumn]:
        return
    made.last_frost, made.first_frost = first + timedelta(days=spring), first + timedelta(days=autumn)


def _between(year: int, values: Sequence[float | None], first: tuple[int, int], last: tuple[int, int]) -> list[float | None]:
    start = date(year, 1, 1)
    return list(values[(date(year, *first) - start).days:(date(year, *last) - start).days + 1])


def _sum(year: int, values: Sequence[float | None], first: tuple[int, int], last: tuple[int, int]) -> float | None:
    chosen = _between(year, values, first, last)
    return None if not chosen or None in chosen else sum(value for value in chosen if value is not None)


def _month(year: int, values: Sequence[float | None], month: int) -> float | None:
    after = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return _sum(year, values, (month, 1), (month, after.day))


@dataclass(frozen=True)
class Figure:
    """A figure over the years: how many years say it, the mean, and what holds in 80 of 100 years (both None below ten)."""

    years: int
    mean: float
    guaranteed: Guarantee | None


def over_years(years: Sequence[ClimateYear], of: Callable[[ClimateYear], float | None], side: str = AT_LEAST) -> Figure | None:
    """A figure of each year summed up; None where no year says it."""
    values = [float(value) for one in years if (value := of(one)) is not None]
    if not values:
        return None
    sure = guarantee(values, LEVEL, side) if len(values) >= LEAST_VALUES else None
    return Figure(len(values), sum(values) / len(values), sure)


def stricter(found: Figure | None) -> float | None:
    """The stricter of both forms of the guaranteed value (at least): what maturity is classed by."""
    if found is None or found.guaranteed is None:
        return None
    both = (found.guaranteed.normal, found.guaranteed.empirical)
    return min(value for value in both if value is not None)


__all__ = ["AT_LEAST", "AT_MOST", "ClimateYear", "Figure", "climate_year", "climate_years", "over_years", "stricter"]
