"""The answer to a grower on one sheet: which of our varieties here, sown when, how dense, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety
from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.documents.model import NUMBER, Block, Callout, Cell, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.documents.model import Signatures as Signed
from desktop.core.errors import UserError
from desktop.core.farm_units import farm_units_in
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.records import living
from desktop.core.spoken import said
from desktop.core.verbs import get
from desktop.market.climate.figures import LAST_YEARS
from desktop.market.climate.model import WeatherStation, WeatherYear
from desktop.market.climate.sowing import sowing_weeks, window
from desktop.market.places.model import GrowingPlace
from desktop.market.suitability import words as w
from desktop.market.suitability.blocks import trials_of, tried_at
from desktop.market.suitability.facts import Asked, asked, ranked
from desktop.market.suitability.model import SAID_SO, GrowerQuestion
from desktop.regions.lying import all_regions, chain
from desktop.service.case_model import FarmerCase
from desktop.trade import suitability as s

NAMED, OTHERS = 3, 6
WATERED = {"yes": 100.0, "no": 0.0}
"""How much of his land a grower can irrigate, by what he says, in percent."""


def answer_sheet(db: Database, question_id: int) -> Document:
    """The sheet that a grower takes along."""
    return _sheet(db, get(db, GrowerQuestion, question_id))


def case_sheet(db: Database, case_id: int) -> Document:
    """The same sheet for the farmer of a case, about the crop and the place of that. Raises `UserError` without these two."""
    case = get(db, FarmerCase, case_id)
    if not case.crop_id or not case.region_id:
        raise UserError(_("Which variety fits is a question of crop and region: fill both in on the case."))
    return _sheet(db, GrowerQuestion(
        code=case.code, grower=case.farmer, phone=case.phone, region_id=case.region_id, spot=case.place, crop_id=case.crop_id,
        area_mu=case.area_mu, asked_on=case.reported_on, previous_crop=case.previous_crop))


def _sheet(db: Database, asking: GrowerQuestion) -> Document:
    with db.reading() as session:
        units = farm_units_in(session)
        crop = session.get(Crop, asking.crop_id)
        place = place_of(session, asking.region_id, asking.crop_id)
        regions = all_regions(session)
        name = regions[asking.region_id or 0].full_name if asking.region_id in regions else ""
        parts = _answer(session, asking, place) if place is not None else [Callout(_(
            "The conditions of this place are not worked out yet: no variety can be named. Make the place under Planting "
            "conditions, Places."), kind="note")]
    title = _("Which variety to sow: {crop}").format(crop=crop.title() if crop else "")
    facts: list[tuple[str, Cell]] = [
        (_("Grower"), asking.grower), (_("Telephone"), asking.phone), (_("Place"), f"{name} {asking.spot}".strip()),
        (_("Area"), units.told(asking.area_mu, "mu")), (_("Asked on"), asking.asked_on),
        (_("Previous crop"), said(asking, "previous_crop")),
        *((_(title), SAID_SO.label(answer) if answer else _("not answered")) for title, answer in (
            (N_("The land can be irrigated"), asking.irrigated), (N_("Kernels are harvested by machine"), asking.grain)))]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1]])]
    if asking.question:
        blocks.append(Paragraph(asking.question, lead=_("Question")))
    blocks += parts
    if asking.answer:
        blocks.append(Paragraph(asking.answer, lead=_("The manager adds")))
    return Document(title, [*blocks, Signed([_("Answered by"), _("Grower")])], language(), footer=today().isoformat(),
                    numbered_headings=False, keywords=[asking.code])


def place_of(session: Session, region_id: int | None, crop_id: int | None) -> GrowingPlace | None:
    """The conditions that hold for a region and crop: its own, else those of what it lies in; those of the crop before those of
    all crops."""
    way = chain(all_regions(session), region_id)
    found = session.exec(living(GrowingPlace).where(
        col(GrowingPlace.region_id).in_(way),
        (col(GrowingPlace.crop_id) == crop_id) | col(GrowingPlace.crop_id).is_(None))).all()
    return min(found, key=lambda one: (way.index(one.region_id or 0), one.crop_id is None), default=None)


def _answer(session: Session, asking: GrowerQuestion, place: GrowingPlace) -> list[Block]:
    made = asked(session, asking.crop_id or 0, places=[place.id])
    there = made.conditions[place.id]
    # what the grower says of his land goes before what is usual in the county
    made.conditions[place.id] = replace(there, grain=there.grain if not asking.grain else asking.grain == "yes",
                                        irrigated=WATERED.get(asking.irrigated, there.irrigated))
    wanted, order = asking.varieties or NAMED, ranked(made, place.id)
    fit = [(variety, verdict) for variety, verdict in order if verdict.allowed and verdict.grade in
           (s.BEST, s.GOOD, s.POOR)][:wanted]
    if not fit:
        return [Callout(_("None of our varieties may be recommended here: {why}.").format(why=_why_none(made, place.id)))]
    stood = trials_of(session, [variety.id for variety, _v in fit])
    years = _years(session, place)
    rows: list[list[Cell]] = []
    reasons: list[Block] = []
    for variety, verdict in fit:
        sown = _sown(made, session, place, variety, years)
        density = made.needs[variety.id].density
        trial = tried_at(made, stood, variety.id, place.id)
        rows.append([variety.title(), w.grade_label(verdict.grade), said(variety, "maturity"), sown,
                     "" if density is None else f"{density[0]:,.0f}–{density[1]:,.0f}",
                     trial.percent - 100 if trial else None])
        reasons.append(Paragraph(_reasons(made, variety, place.id), lead=variety.title()))
    columns = [Column(_("Variety"), weight=2), Column(_("Suitability class")), Column(_("Maturity group")), Column(_("Sow"),
                                                                                                                   weight=2),
               Column(_("Plants a mu")), Column(_("Own trials, to the check"), NUMBER, 1, unit="%", signed=True)]
    blocks: list[Block] = [Table(columns, rows, sheet=_("Answer")), Heading(_("Why"), 2), *reasons]
    blocks += _not_more(made, place.id, order, fit, wanted)
    late = _too_late(asking, fit, made, session, place, years)
    if late:
        blocks.append(Callout(late))
    return [*blocks, Paragraph(_("Rules of {day}; climate {years}, figures of eight years of ten. Read the label and the "
                                 "announcement before you sow.").format(day=made.rules.version, years=place.years or "–"),
                               "small")]


def _not_more(made: Asked, place: int, order: Sequence[tuple[Variety, s.Verdict]], fit: Sequence[tuple[Variety, s.Verdict]],
              wanted: int) -> list[Block]:
    """Why none of those named is suitable without a reserve, and why fewer are named than the grower wanted."""
    said: list[Block] = []
    if all(verdict.grade != s.BEST for _variety, verdict in fit):
        causes = list(dict.fromkeys(one.title for variety, _verdict in fit for one in w.limiting(made, variety.id, place)))
        said.append(Callout(_("None of our varieties is “{best}” here without a reserve, because of: {why}.").format(
            best=w.grade_label(s.BEST), why=_(", ").join(causes) or _("not known")), kind="note"))
    if len(fit) < wanted:
        named = {variety.id for variety, _verdict in fit}
        others = [(variety, verdict) for variety, verdict in order if variety.id not in named]
        why = [_("{variety}: {why}").format(variety=variety.title(), why=_why_not(made, variety.id, place, verdict))
               for variety, verdict in others] or [_("no other variety of ours is written down")]
        said.append(Callout(ngettext("{n} variety of ours can be recommended here. The others cannot. {why}.",
                                     "{n} varieties of ours can be recommended here. The others cannot. {why}.",
                                     len(fit)).format(n=len(fit), why=_("; ").join(why[:OTHERS])), kind="note"))
    return said


def _why_not(made: Asked, variety_id: int, place: int, verdict: s.Verdict) -> str:
    if not verdict.allowed or verdict.grade in (s.UNKNOWN, s.BEST):
        held = w.held_down_by(made, variety_id, place)
        return _("not known: {names}").format(names=held) if verdict.allowed else held
    return _(", ").join(w.in_words(one) for one in w.limiting(made, variety_id, place))


def _why_none(made: Asked, place: int) -> str:
    if not made.varieties:
        return _("no variety of this crop is written down as ours")
    allowed = [key for key in made.varieties if made.verdict(key, place).allowed]
    if not allowed:
        return _("this place lies outside the area of their approvals")
    reasons = {_why_not(made, key, place, made.verdict(key, place)) for key in allowed}
    return _("; ").join(sorted(reasons))


def _years(session: Session, place: GrowingPlace) -> Sequence[WeatherYear]:
    query = living(WeatherYear).where(col(WeatherYear.station_id) == place.station_id)
    return session.exec(query.order_by(col(WeatherYear.year).desc()).limit(LAST_YEARS)).all() if place.station_id else []


def _window(made: Asked, session: Session, place: GrowingPlace, variety: Variety,
            years: Sequence[WeatherYear]) -> tuple[date, date] | None:
    """The days on which neither frost nor want of heat strikes in more than a year of five."""
    station = session.get(WeatherStation, place.station_id) if place.station_id else None
    if station is None or not years:
        return None
    return window(sowing_weeks(years, made.needs[variety.id].heat, int(made.rules.rules.emergence), station.frost_limit or 0.0))


def _sown(made: Asked, session: Session, place: GrowingPlace, variety: Variety, years: Sequence[WeatherYear]) -> str:
    found = _window(made, session, place, variety, years)
    if found is not None:
        return f"{found[0]:%m-%d} – {found[1]:%m-%d}"
    return " – ".join(day for day in (place.sow_from, place.sow_until) if day) or _("as is usual here")


def _reasons(made: Asked, variety: Variety, place: int) -> str:
    """The area of approval, the factors with a margin, those that want care."""
    found = w.reasons(made, variety.id, place)
    basis = made.basis(variety.id, place)
    said = [_("approved here ({basis})").format(basis=basis) if basis else _("approved here")]
    said += [w.in_words(one) for one in found if one.grade in (s.BEST, s.GOOD) and (one.margin is not None or one.free)]
    care = [w.in_words(one) for one in found if one.grade == s.POOR]
    text = _(", ").join(said) + _(". ")
    if care:
        text += _("Take care: {factors}. ").format(factors=_(", ").join(care))
    open_ = [catalogues.text(made.rules.row(name)) for name in made.verdict(variety.id, place).unknown]
    return text + (_("Not known: {factors}.").format(factors=_(", ").join(open_)) if open_ else "")


def _too_late(asking: GrowerQuestion, fit: Sequence[tuple[Variety, s.Verdict]], made: Asked, session: Session,
              place: GrowingPlace, years: Sequence[WeatherYear]) -> str:
    """A warning where the day on which the grower wants to sow lies outside the window of the first variety."""
    found = _window(made, session, place, fit[0][0], years)
    if asking.sow_on is None or found is None:
        return ""
    day = asking.sow_on.replace(year=found[0].year) if (asking.sow_on.month, asking.sow_on.day) != (2, 29) else None
    if day is None or found[0] <= day <= found[1]:
        return ""
    return _("{day} lies outside the sowing window of {variety}, {first} to {last}.").format(
        day=asking.sow_on, variety=fit[0][0].title(), first=f"{found[0]:%m-%d}", last=f"{found[1]:%m-%d}")
