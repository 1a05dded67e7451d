"""The climate of a place from its station, the means of its soil tests with their grades, its diseases by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Trait
from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import CHINESE, _, language
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.market.climate import figures as c
from desktop.market.climate.model import WeatherStation
from desktop.market.places.model import RULE_VERSION, GrowingPlace, PlaceDisease, SoilTest
from desktop.market.places.states import LEVELS
from desktop.regions.tree import below
from desktop.trade.climate import AT_MOST, LEAST_VALUES, frost

NUTRIENTS = ("organic_matter", "total_nitrogen", "alkaline_nitrogen", "phosphorus", "potassium")
MEASURED = (*NUTRIENTS, "ph", "salt")


def compute(db: Database, place_id: int) -> GrowingPlace:
    """Write the climate of a place from the weather of its station, with the version of the rule. `Refused` without any."""
    with db.operation(_("Planting conditions computed")) as session:
        place = session.get_one(GrowingPlace, place_id)
        station = session.get(WeatherStation, place.station_id) if place.station_id else None
        if station is None:
            raise Refused(_("Choose the weather station that stands for this place."))
        years = c.climate_years(session, station)
        if not years:
            raise Refused(_("“{station}” has no weather yet: import a table with a row a day.").format(station=station.name))
        return store(session, GrowingPlace, {**climate_of(years), "computed_on": today()}, place_id)


def climate_of(years: Sequence[c.ClimateYear]) -> dict[str, Any]:
    """The stored figures of a place from its years: guaranteed ones by the stricter of both forms, none below ten years."""
    heat = c.over_years(years, lambda one: one.active)
    rain, sun = c.over_years(years, lambda one: one.rain), c.over_years(years, lambda one: one.sun)
    hot = c.over_years(years, lambda one: one.hot, AT_MOST)
    days = [(one.last_frost, one.first_frost) for one in years if one.last_frost and one.first_frost]
    cold = frost([(last, first) for last, first in days if last and first], c.LEVEL) if len(days) >= LEAST_VALUES else None
    return {
        "heat": _whole(c.stricter(heat)), "heat_mean": heat.mean if heat else None,
        "warm_days": _whole(c.stricter(c.over_years(years, lambda one: one.days))),
        "frost_free": _whole(c.stricter(c.over_years(years, lambda one: one.frost_free))),
        "last_frost": f"{cold.last:%m-%d}" if cold else "", "first_frost": f"{cold.first:%m-%d}" if cold else "",
        "rain": _whole(c.stricter(rain)), "rain_mean": rain.mean if rain else None, "sun": sun.mean if sun else None,
        "hot_days": hot.mean if hot else None, "years": f"{years[0].year}–{years[-1].year}", "rule": rule_version()}


def _whole(value: float | None) -> float | None:
    """A guaranteed figure rounded down: what is promised is reached."""
    return None if value is None else float(floor(value + 1e-9))


def rule_version() -> str:
    """Which rule the climate is reckoned by."""
    return _(RULE_VERSION).format(
        level=c.LEVEL, n=c.LAST_YEARS, day=catalogues.load("maturity_bands").as_of)


# -- soil -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Soil:
    """The mean of a figure over the soil tests of a place, with its extremes and its grade (1 best to 6; 0: not graded)."""

    code: str
    tests: int
    mean: float
    low: float
    high: float
    grade: int


def soil_of(session: Session, region_id: int) -> list[Soil]:
    """The soil of a region and all below it by its newest tests: of each spot the last one."""
    tests = session.exec(living(SoilTest).where(col(SoilTest.region_id).in_(below(region_id))).order_by(
        col(SoilTest.tested_on), col(SoilTest.id))).all()
    newest = {(one.region_id, one.spot or one.id): one for one in tests}
    found = []
    for code in MEASURED:
        values = [float(value) for one in newest.values() if (value := getattr(one, code)) is not None]
        if values:
            mean = sum(values) / len(values)
            found.append(Soil(code, len(values), mean, min(values), max(values), soil_grade(code, mean)))
    return found


def soil_grade(code: str, value: float) -> int:
    """The grade of a soil figure by the second soil survey: 1 (rich) to 6; of pH the class, from acid on; 0 for none."""
    row = catalogues.load("soil_grades").by("code").get(code)
    if row is None:
        return 0
    limits: list[float] = row["limits"]
    if code == "ph":
        return 1 + sum(value >= limit for limit in limits[:-1]) + (value > limits[-1])
    return 1 + sum(value < limit for limit in limits)


def grade_said(code: str, grade: int) -> str:
    """A grade in words."""
    if not grade:
        return ""
    row = catalogues.load("soil_grades").by("code")[code]
    if "classes_zh" in row:
        return str(row["classes_zh" if language() == CHINESE else "classes_en"][grade - 1])
    return _("grade {n}").format(n=grade)


# -- diseases ---------------------------------------------------------------------------------------------------------


def disease_levels(session: Session, places: Sequence[int], since: int) -> dict[int, dict[int, str]]:
    """Of each place the level of each disease it had since a year: the worst but one of three years and more (one bad year
    does not make a place), else the worst."""
    query = living(PlaceDisease).where(col(PlaceDisease.place_id).in_(places), col(PlaceDisease.year) >= since)
    order = tuple(LEVELS)
    years: dict[tuple[int, int], list[int]] = {}
    for one in session.exec(query):
        years.setdefault((one.place_id or 0, one.trait_id or 0), []).append(order.index(one.level))
    found: dict[int, dict[int, str]] = {}
    for (place, trait), levels in years.items():
        ranked = sorted(levels, reverse=True)
        found.setdefault(place, {})[trait] = order[ranked[1] if len(ranked) >= 3 else ranked[0]]
    return found


def diseases_by_year(session: Session, place_id: int) -> tuple[list[int], Mapping[str, Mapping[int, PlaceDisease]]]:
    """The years, and of each disease (its name) what stands for each of them."""
    rows = session.exec(living(PlaceDisease).where(col(PlaceDisease.place_id) == place_id)).all()
    names = {trait.id: trait.title() for trait in session.exec(living(Trait).where(
        col(Trait.id).in_([one.trait_id for one in rows])))}
    table: dict[str, dict[int, PlaceDisease]] = {}
    for one in rows:
        table.setdefault(names.get(one.trait_id or 0, ""), {})[one.year or 0] = one
    return sorted({one.year or 0 for one in rows}), dict(sorted(table.items()))


def since(day: date, years: float) -> int:
    """The first of the last so many years."""
    return day.year - ceil(years) + 1
