"""Cases counted: by region, week, variety, lot, symptom or cause, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop.catalogue.model import Variety
from desktop.core.choices import Choices
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import alive, table_of
from desktop.regions.model import Region
from desktop.service.case_model import FarmerCase
from desktop.service.choices import CAUSE
from desktop.service.states import OPEN_CASES
from desktop.trials.figures.outlines import Ring, near

GROUPS = Choices("case_group", {
    "region": N_("Region"), "week": N_("Week"), "variety": N_("Variety"), "lot": N_("Seed lot"), "symptom": N_("Symptom"),
    "cause": N_("Cause"),
})


MOST_DOTS = 5000  # more hide each other, and take longer to draw than one wants to wait


@dataclass(frozen=True)
class CaseFact:
    """What the overview needs of a case."""

    id: int
    on: date
    open: bool
    area_mu: float
    groups: Mapping[str, str]
    place: tuple[float, float] | None
    title: str


@dataclass(frozen=True)
class GroupLine:
    """The cases of one group: number, how many are open, area, newest day."""

    name: str
    cases: int
    open: int
    area_mu: float
    newest: date


def facts(db: Database, first: date, last: date) -> list[CaseFact]:
    """The cases reported in these days."""
    t, region, variety = (table_of(m) for m in (FarmerCase, Region, Variety))
    query = (select(t.c.id, t.c.reported_on, t.c.state, t.c.area_mu, t.c.lot, t.c.symptom, t.c.cause, t.c.latitude,
                    t.c.longitude, t.c.farmer, region.c.full_name, variety.c.name)
             .outerjoin(region, region.c.id == t.c.region_id).outerjoin(variety, variety.c.id == t.c.variety_id)
             .where(alive(t), t.c.reported_on.between(first, last)).order_by(t.c.reported_on))
    with db.reading() as session:
        return [_fact(tuple(row)) for row in session.execute(query)]


def _fact(row: tuple[object, ...]) -> CaseFact:
    number, on, state, area, lot, symptom, cause, latitude, longitude, farmer, region, variety = row
    assert isinstance(number, int)
    assert isinstance(on, date)
    year, week, _day = on.isocalendar()
    groups = {"region": str(region or ""), "week": f"{year}-W{week:02d}", "variety": str(variety or ""), "lot": str(lot or ""),
              "symptom": str(symptom or ""), "cause": CAUSE.label(str(cause)) if cause else ""}
    place = (latitude, longitude) if isinstance(latitude, float) and isinstance(longitude, float) else None
    return CaseFact(number, on, state in OPEN_CASES, area if isinstance(area, float) else 0.0, groups, place,
                    " ".join(str(t) for t in (on, farmer, symptom) if t))


def grouped(cases: list[CaseFact], group: str) -> list[GroupLine]:
    """The cases by group, the most cases first (weeks in their order); those without one last, under a dash."""
    groups: dict[str, list[CaseFact]] = {}
    for fact in cases:
        groups.setdefault(fact.groups[group], []).append(fact)
    lines = [GroupLine(name or "–", len(own), sum(c.open for c in own), sum(c.area_mu for c in own), max(c.on for c in own))
             for name, own in groups.items()]
    if group == "week":
        return sorted(lines, key=lambda line: line.name)
    return sorted(lines, key=lambda line: (line.name == "–", -line.cases, line.name))


@dataclass(frozen=True)
class Counted:
    """The cases of a year, counted in every way there is, with those that the map shows and the whole in a sentence."""

    year: int
    cases: list[CaseFact]
    lines: Mapping[str, list[GroupLine]]
    summary: str
    outlines: Sequence[Ring] = ()


def counted(db: Database, year: int) -> Counted:
    """Read and count the cases of a year."""
    found = facts(db, date(year, 1, 1), date(year, 12, 31))
    outlines, wrong = _outlines([c.place for c in found if c.place])
    summary = " ".join(text for text in (sentence(found), wrong) if text)
    return Counted(year, found, {group: grouped(found, group) for group in GROUPS.labels}, summary, outlines)


def _outlines(places: Sequence[tuple[float, float]]) -> tuple[list[Ring], str]:
    """The outlines of counties around the cases, where the user brought them, and what is wrong with such a file."""
    if not places:
        return [], ""
    latitudes, longitudes = zip(*places, strict=True)
    try:
        return near(min(longitudes), max(longitudes), min(latitudes), max(latitudes)), ""
    except UserError as error:
        return [], str(error)


def on_map(cases: Sequence[CaseFact], group: str = "", name: str | None = None) -> list[CaseFact]:
    """The cases with coordinates, of one group where it is named; of very many the newest."""
    placed = [c for c in cases if c.place and (name is None or (c.groups[group] or "–") == name)]
    return placed[-MOST_DOTS:]


def sentence(cases: list[CaseFact]) -> str:
    """The whole in one sentence."""
    placed = sum(c.place is not None for c in cases)
    text = ngettext(
        "{n} case, {open} open; {placed} with coordinates are on the map.",
        "{n} cases, {open} open; {placed} with coordinates are on the map.", len(cases)).format(
        n=len(cases), open=sum(c.open for c in cases), placed=min(placed, MOST_DOTS))
    return text if placed <= MOST_DOTS else f"{text} {_('They are the newest of {placed}.').format(placed=placed)}"
