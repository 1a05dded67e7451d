"""种植条件分析 of a place on two sheets: climate, soil, practice, diseases, sowing windows, maturity, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Crop
from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.documents.model import (
    NUMBER,
    RIGHT,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language
from desktop.core.records import living
from desktop.core.spoken import said
from desktop.core.verbs import get
from desktop.market.climate import blocks as b
from desktop.market.climate import figures as c
from desktop.market.climate.model import WeatherStation, WeatherYear
from desktop.market.climate.papers import maturity_blocks, missing_blocks, rule_blocks, source_said, summary_table
from desktop.market.climate.sowing import sowing_weeks
from desktop.market.places.figures import Soil, diseases_by_year, grade_said, soil_of
from desktop.market.places.model import GrowingPlace, region_of
from desktop.market.places.states import HARVEST, LEVELS, STATES, WIND
from desktop.market.suitability.observed import cases_by_year, worst_in_trials
from desktop.market.suitability.own_rules import own_rules
from desktop.market.suitability.rules import OwnRule, rules
from desktop.regions.model import Region
from desktop.trade.climate import maturity_bands

SOIL = {"organic_matter": (N_("Organic matter"), "g/kg", 1), "total_nitrogen": (N_("Total nitrogen"), "g/kg", 2),
        "alkaline_nitrogen": (N_("Alkali-hydrolysable nitrogen"), "mg/kg", 0), "phosphorus": (N_("Available phosphorus"),
                                                                                              "mg/kg", 1),
        "potassium": (N_("Available potassium"), "mg/kg", 0), "ph": (N_("Soil pH"), "", 1), "salt": (N_("Soil salt"),
                                                                                                     "g/kg", 2)}


@dataclass
class _Read:
    """What the sheet is made of."""

    place: GrowingPlace
    region: Region | None
    crop: Crop | None
    station: WeatherStation | None
    days: Sequence[WeatherYear] = ()
    years: Sequence[c.ClimateYear] = ()
    soil: Sequence[Soil] = ()
    blocks: list[Block] = field(default_factory=list)
    own: Sequence[OwnRule] = ()


def place_sheet(db: Database, place_id: int) -> Document:
    """The planting conditions of a place."""
    place = get(db, GrowingPlace, place_id)
    with db.reading() as session:
        read = _read(session, place)
    name = read.region.full_name if read.region else ""
    title = _("Planting conditions: {place}").format(place=f"{name} {read.crop.title() if read.crop else ''}".strip())
    blocks = [Heading(title), _facts(read), *_climate(read), *_soil(read), *read.blocks, *_sowing(read),
              *rule_blocks(), *_version(read)]
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Reviewed by"), _("Signed off by")], columns=3)],
                    language(),
                    footer=today().isoformat(), numbered_headings=False, keywords=[place.code])


def _read(session: Session, place: GrowingPlace) -> _Read:
    found = _Read(place, region_of(session, place), session.get(Crop, place.crop_id) if place.crop_id else None,
                  session.get(WeatherStation, place.station_id) if place.station_id else None)
    if found.station is not None:
        found.years = c.climate_years(session, found.station)
        query = living(WeatherYear).where(col(WeatherYear.station_id) == found.station.id)
        found.days = session.exec(query.order_by(col(WeatherYear.year).desc()).limit(c.LAST_YEARS)).all()
    found.soil = soil_of(session, place.region_id or 0)
    found.blocks, found.own = _diseases(session, place), own_rules(session)
    return found


def _facts(read: _Read) -> KeyValues:
    place, station = read.place, read.station
    altitude = place.altitude if place.altitude is not None else station.altitude if station else None
    facts: list[tuple[str, Cell]] = [
        (_("Weather station"), f"{station.name} {station.code}".strip() if station else _("no station")),
        (_("Altitude"), "" if altitude is None else f"{altitude:g} m"),
        (_("Years reckoned"), place.years or (f"{read.years[0].year}–{read.years[-1].year}" if read.years else "")),
        (_("How far they are worked out"), STATES.label(place.state)),
        (_("Land irrigated"), "" if place.irrigated is None else f"{place.irrigated:g} %"),
        (_("Water given a season"), "" if place.irrigation is None else f"{place.irrigation:g} mm"),
        (_("Kind of soil"), said(place, "soil")), (_("Wind after heading"), WIND.label(place.wind)),
        (_("How it is harvested"), HARVEST.label(place.harvest)),
        (_("Usual density"), "" if place.density is None else f"{place.density:,.0f} {_('plants/mu')}"),
        (_("Usual sowing"), "–".join(day for day in (place.sow_from, place.sow_until) if day)),
        (_("Rotation and previous crops"), place.rotation)]
    return KeyValues([(name, value) for name, value in facts if value])


def _climate(read: _Read) -> list[Block]:
    """The climate: reckoned from the weather where there is some, else what is written down."""
    if not read.years:
        place = read.place
        known: list[tuple[str, Cell]] = [
            (_("Active heat, 80 %"), _with(place.heat, "℃·d")), (_("Frost-free days, 80 %"), _with(place.frost_free, _("d"))),
            (_("Last frost, 80 %"), place.last_frost), (_("First frost, 80 %"), place.first_frost),
            (_("Rain April to September, 80 %"), _with(place.rain, "mm"))]
        return [Heading(_("Climate"), 2), KeyValues([fact for fact in known if fact[1]]),
                Paragraph(_("Written down without daily weather of a station."), "small")]
    province = read.region.full_name.split(" ")[0] if read.region else ""
    return [Heading(_("Climate"), 2), b.passing_table(read.years), summary_table(read.years), *b.frost_facts(read.years),
            *b.rain_by_month(read.years), *b.trend_lines(read.years), *maturity_blocks(read.years, province),
            *missing_blocks(read.years)]


def _with(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:,.0f} {unit}"


def _soil(read: _Read) -> list[Block]:
    if not read.soil:
        return []
    rows: list[list[Cell]] = []
    for one in read.soil:
        title, unit, decimals = SOIL[one.code]
        rows.append([_(title), unit, one.tests, round(one.mean, decimals), f"{one.low:.{decimals}f}–{one.high:.{decimals}f}",
                     grade_said(one.code, one.grade)])
    columns = [Column(_("Soil")), Column(_("Unit"), weight=0), Column(_("Soil tests"), NUMBER, 0),
               Column(_("Mean"), NUMBER, None), Column(_("Least to most"), align=RIGHT), Column(_("Soil grade"))]
    return [Heading(_("Soil"), 2), Table(columns, rows, sheet=_("Soil"), notes=[_("Grades: {source}").format(
        source=source_said("soil_grades"))])]


def _diseases(session: Session, place: GrowingPlace) -> list[Block]:
    """Diseases by year as they were written down, with the cases and the worst figure of trials in the region beside them."""
    years, table = diseases_by_year(session, place.id)
    cases = cases_by_year(session, place.region_id or 0, place.crop_id)
    trials = worst_in_trials(session, place.region_id or 0, place.crop_id)
    years = sorted({*years, *(year for year, _symptom in cases), *(year for year, _trait in trials)})[-8:]
    names = dict.fromkeys([*table, *(trait for _year, trait in trials)])
    rows: list[list[Cell]] = []
    for name in names:
        cells: list[Cell] = [name]
        for year in years:
            one = table.get(name, {}).get(year)
            seen = trials.get((year, name))
            parts = [LEVELS.label(one.level) if one else "", _("trials {n}").format(n=f"{seen:g}") if seen is not None else ""]
            cells.append(" ".join(part for part in parts if part))
        rows.append(cells)
    for symptom in dict.fromkeys(symptom for _year, symptom in cases):
        rows.append([_("Cases: {symptom}").format(symptom=symptom), *(_count(cases.get((year, symptom))) for year in years)])
    if not rows:
        return []
    return [Heading(_("Diseases by year"), 2), Table([Column(_("Disease"), weight=2),
                                                      *(Column(str(year)) for year in years)], rows,
                                                     sheet=_("Diseases by year"))]


def _count(value: int | None) -> Cell:
    return "" if value is None else str(value)


def _sowing(read: _Read) -> list[Block]:
    """The windows for the heat that the latest class ripening here wants, else frost alone."""
    if read.station is None or not read.days:
        return []
    province = read.region.full_name.split(" ")[0] if read.region else ""
    code = read.crop.code if read.crop else ""
    value = c.stricter(c.over_years(read.years, lambda one: one.active))
    band: Any = next((one for one in reversed(maturity_bands(code,
                                                             province)) if value is not None and value >= one["from"]), None)
    need = float(band["from"]) if band and band["from"] else None
    whose = _("least of the class “{band}”").format(band=catalogues.text(band)) if band else ""
    emergence = int(rules(code, today(), read.own).rules.emergence)
    return b.sowing_blocks(sowing_weeks(read.days, need, emergence, read.station.frost_limit or 0.0), need, whose)


def _version(read: _Read) -> list[Block]:
    if not read.place.computed_on:
        return []
    return [Paragraph(_("Computed on {day}: {rule}.").format(
        day=read.place.computed_on, rule=said(read.place, "rule")), "small")]
