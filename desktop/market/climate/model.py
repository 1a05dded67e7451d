"""A weather station and its years. A year is one record: a value a day, in the order of the days, a dash for a gap.

So a file of forty years of sixty stations is some thousand records, each with its history, undone with its import.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, alive, table_of

GAP = "-"
SERIES = ("means", "lows", "highs", "rain", "sun")
MOST_KNOWN = 100_000
_RIGHT: set[str] = set()  # values that were found to be numbers


class WeatherStation(Record, table=True):
    """Where the weather was measured, and the region it stands for."""

    NAME: ClassVar[str] = N_("Weather station")
    FORM: ClassVar[Groups] = (Group("name:2 code region_id:2 altitude latitude longitude frost_limit remarks:3"),)
    name: str = f.text(N_("Name"), required=True, search=True, index=True)
    code: str = f.text(N_("Station no."), search=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    altitude: float | None = f.number(N_("Altitude"), unit="m", decimals=0)
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=4, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=4, low=-180, high=180)
    frost_limit: float | None = f.number(N_("Frost at a screen minimum of"), unit="℃", decimals=1, low=-5, high=5, default=0)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Its number."""
        return self.code


class WeatherYear(Record, table=True):
    """A year of a station: daily means, lowest, highest, rain, sunshine; each as many values as the year has days."""

    NAME: ClassVar[str] = N_("Weather of a year")
    ONCE: ClassVar[tuple[str, ...]] = ("station_id", "year")
    FORM: ClassVar[Groups] = (Group("station_id:2 year gaps source:2 means:3 lows:3 highs:3 rain:3 sun:3 remarks:3"),)
    station_id: int | None = f.link(N_("Weather station"), "weatherstation.id", owned=True)
    year: int | None = f.year(N_("Year"))
    means: str = f.text(N_("Daily means (℃)"), long=True)
    lows: str = f.text(N_("Daily lowest (℃)"), long=True)
    highs: str = f.text(N_("Daily highest (℃)"), long=True)
    rain: str = f.text(N_("Daily rain (mm)"), long=True)
    sun: str = f.text(N_("Daily sunshine (h)"), long=True)
    gaps: int | None = f.whole(N_("Days without a mean"), low=0)
    source: str = f.text(N_("Source"))
    remarks: str = f.text(N_("Remarks"))

    def label(self) -> str:
        """The year."""
        return str(self.year or _(self.NAME))

    def before_save(self, _before: Any, session: Session) -> None:
        """One record a station and year; each series has a number or a dash a day."""
        _measure(self)
        if _years_of(session, self.station_id).get(self.year, set()) - {self.id}:
            raise _twice()

    @classmethod
    def before_save_many(cls, records: Sequence[Any], session: Session) -> None:
        """As `before_save`, with one question for all."""
        table = table_of(WeatherYear)
        stations = {record.station_id for record in records}
        rows = session.execute(select(table.c.station_id, table.c.year, table.c.id).where(
            alive(table), table.c.station_id.in_(stations)))
        known = {(station, year): key for station, year, key in rows}
        for record in records:
            _measure(record)
            if known.setdefault((record.station_id, record.year), record.id) != record.id:
                raise _twice()


def _years_of(session: Session, station_id: int | None) -> dict[int | None, set[int]]:
    """The years that a station has, each with its records; in a session for reading they are asked for once: the dry run of an
    import calls for each of forty years."""
    kept: dict[Any, dict[int | None, set[int]]] = session.info.get("computed", {})
    key = ("weather years", station_id)
    if key not in kept:
        kept[key] = {}
        for year, number in session.execute(select(col(WeatherYear.year), col(WeatherYear.id)).where(
                alive(WeatherYear), col(WeatherYear.station_id) == station_id)):
            kept[key].setdefault(year, set()).add(number)
    return kept[key]


def _measure(record: Any) -> None:
    """Refuse a year whose series do not fit it; count its gaps."""
    if record.year is None:
        raise FieldErrors({"year": _("Say of which year the weather is.")})
    days = 366 if isleap(record.year) else 365
    for name in SERIES:
        problem = wrong(getattr(record, name), days)
        if problem:
            raise FieldErrors({name: problem})
    record.gaps = record.means.split().count(GAP) if record.means else days


def _twice() -> FieldErrors:
    return FieldErrors({"year": _("This station has this year already: change that record.")})


def wrong(text: str, days: int) -> str:
    """What is wrong about a series of a year of so many days; "" for nothing."""
    if not text:
        return ""
    values = text.split()
    if len(values) != days:
        return _("There {n:is|are} {n} {n:value|values}, the year has {days} days: one a day, a dash for a gap.").format(
            n=len(values), days=days)
    if len(_RIGHT) > MOST_KNOWN:
        _RIGHT.clear()
    if _RIGHT.issuperset(values):  # nearly always: the weather of forty years is some hundred different numbers
        return ""
    new = {*values} - _RIGHT
    bad = next((value for value in new if value != GAP and not _number(value)), "")
    if bad:
        return _("“{value}” is no number: a dash stands for a gap.").format(value=bad)
    _RIGHT.update(new)
    return ""


def _number(text: str) -> bool:
    try:
        return abs(float(text)) < 10_000
    except ValueError:
        return False


def series(text: str) -> list[float | None]:
    """The values of a year, None for a gap."""
    return [None if value == GAP else float(value) for value in text.split()]


def written(values: Sequence[float | None]) -> str:
    """A series as it is kept; "" where all of it is gaps."""
    if all(value is None for value in values):
        return ""
    return " ".join(GAP if value is None else f"{value:g}" for value in values)
