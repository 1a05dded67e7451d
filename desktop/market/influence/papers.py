"""Papers of people: the report to the director, a person's sheet, the list of experts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety
from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    Block,
    Callout,
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
from desktop.core.i18n import _, language
from desktop.core.periods import QUARTER, period
from desktop.core.records import living, title_of
from desktop.dealers.choices import PROMISE_STATES, SIDES
from desktop.dealers.visit_model import Promise
from desktop.market.influence import words as w
from desktop.market.influence.figures import Care, House, all_care, experts_for, houses
from desktop.market.influence.gifts import limits
from desktop.market.influence.model import ExpertUse, Gift, KeyPerson, PersonNote, Touch, TouchPlan
from desktop.market.influence.rules import own_limits
from desktop.regions.model import Region

TOUCHES_SHOWN = 20
REPORTED, INSIDE = ("report",), ("report", "inside")


def director_report(db: Database, day: date | None = None) -> Document:
    """Progress with people of influence in the quarter of a day (today), for the director; only notes that may be reported."""
    on = day or today()
    quarter = period(QUARTER, on)
    with db.reading() as session:
        found = all_care(session, on, quarter.first, REPORTED)
        own = houses(session)
        places = _places(session, [one.person for one in found])
        gifts = _gifts(session, found, quarter.first, on)
    title = _("Report on people of influence, {first} – {last}").format(first=quarter.first, last=on)
    if not found:
        return _document(title, [Paragraph(_("Nobody has a file yet."))])
    blocks: list[Block] = [Heading(_("By kind and tier"), 2), _kinds(found), Heading(_("Houses of the manager"), 2), *_own(own),
                           *_people([one for one in found if one.person.own], places), *_neglected(found, on), *_experts(found),
                           *gifts, *_notes(found)]
    return _document(title, [*blocks, Signatures([_("Drawn up by"), _("Director")])])


def director_report_of(db: Database, _key_id: int) -> Document:
    """The same as the sub-tab of any person."""
    return director_report(db)


def _kinds(found: Sequence[Care]) -> Table:
    """How many there are of each kind and tier, touches planned and kept this year, promises open."""
    rows: list[list[Cell]] = []
    for kind in w.KINDS:
        mine = [one for one in found if one.person.kind == kind]
        if mine:
            rows.append([w.KINDS.label(kind), *_counts(mine)])
    columns = [Column(_("Influence as"), weight=2), *(Column(w.TIERS.label(tier), NUMBER, 0) for tier in w.TIERS),
               Column(_("Handled by the manager"), NUMBER, 0), Column(_("Touches planned this year"), NUMBER, 0),
               Column(_("Touches kept this year"), NUMBER, 0), Column(_("Touches kept"), NUMBER, 1, unit="%"),
               Column(_("Promises open"), NUMBER, 0), Column(_("Of them overdue"), NUMBER, 0)]
    return Table(columns, [*rows, [_("Total"), *_counts(found)]], total_rows=1, sheet=_("By kind and tier"))


def _counts(mine: Sequence[Care]) -> list[Cell]:
    planned, kept = sum(one.planned for one in mine), sum(one.kept for one in mine)
    return [*(sum(one.person.tier == tier for one in mine) for tier in w.TIERS), sum(one.person.own for one in mine), planned,
            kept,
            100 * kept / planned if planned else None, sum(one.promises for one in mine), sum(one.overdue for one in mine)]


def _own(found: Sequence[House]) -> list[Block]:
    low, high, _level = own_limits()
    said: list[Block] = []
    for house in found:
        text = _("{region}: {own} {own:house|houses} handled by the manager himself ({low} to {high} are due).").format(
            region=house.region or _("no region"), own=house.own, low=low, high=high)
        said.append(Callout(text) if house.outside else Paragraph(text))
    return said


def _people(mine: Sequence[Care], places: dict[int, str]) -> list[Block]:
    """The manager's own houses, a row each."""
    if not mine:
        return []
    rows: list[list[Cell]] = [[one.person.name, w.KINDS.label(one.person.kind), w.TIERS.label(one.person.tier),
                               places.get(one.person.region_id or 0, ""), one.last, one.next, f"{one.kept}/{one.planned}",
                               one.promises, one.person.decides_on] for one in mine]
    columns = [Column(_("Person's name"), weight=2), Column(_("Influence as")), Column(_("Tier of care")),
               Column(_("Region"), weight=2), Column(_("Last touch"), DATE), Column(_("Next touch"), DATE),
               Column(_("Kept of planned")), Column(_("Promises open"), NUMBER, 0), Column(_("Decides on seed on"), DATE)]
    return [Table(columns, rows, sheet=_("Houses of the manager"))]


def _neglected(found: Sequence[Care], on: date) -> list[Block]:
    quiet = [(one, days) for one in found if (days := one.quiet(on)) is not None]
    if not quiet:
        return []
    named = _("; ").join(_("{name} (never)").format(name=one.person.name) if days < 0 else _("{name} ({days} "
                                                                                             "{days:day|days})").format(
        name=one.person.name, days=days) for one, days in quiet)
    return [Heading(_("Not touched for too long"), 2), Paragraph(named)]


def _experts(found: Sequence[Care]) -> list[Block]:
    rows: list[list[Cell]] = [[one.person.name, one.person.organisation, one.person.topics, one.person.fee, _float(one.rating),
                               len(one.ratings), one.person.conflict] for one in found if one.person.kind == "expert"]
    columns = [Column(_("Expert")), Column(_("Firm, office or co-operative"), weight=2), Column(_("Topics in words"), weight=2),
               Column(_("Fee a day"), MONEY), Column(_("Mean rating"), NUMBER, 1), Column(_("Times rated"), NUMBER, 0),
               Column(_("Conflict of interest"), weight=2)]
    return [Heading(_("Experts"), 2), Table(columns, rows, sheet=_("Experts"))] if rows else []


def _gifts(session: Session, found: Sequence[Care], first: date, last: date) -> list[Block]:
    """Gifts by kind of person, against the limits in force."""
    people = {one.person.id: one.person for one in found}
    given = [one for one in session.exec(living(Gift)) if one.given_on and first <= one.given_on <= last
             and one.key_id in people]
    rows: list[list[Cell]] = []
    for kind in w.KINDS:
        mine = [one for one in given if people[one.key_id or 0].kind == kind]
        if mine:
            each, year = limits(kind, last)
            rows.append([w.KINDS.label(kind), len(mine), sum(one.value or 0 for one in mine),
                         max(one.value or 0 for one in mine),
                         each, year, sum(bool(one.approved_by) for one in mine)])
    columns = [Column(_("Influence as"), weight=2), Column(_("Gifts given"), NUMBER, 0), Column(_("Worth"), MONEY),
               Column(_("The dearest"), MONEY), Column(_("Limit a gift"), MONEY), Column(_("Limit a year"), MONEY),
               Column(_("Approved above it"), NUMBER, 0)]
    note = _("The limits are the house rules in force; have them confirmed by the firm.")
    return [Heading(_("Gifts given"), 2), Table(columns, rows, notes=[note], sheet=_("Gifts given"))] if rows else []


def _notes(found: Sequence[Care]) -> list[Block]:
    told = [(one.person.name, note) for one in found for note in one.notes]
    return [Heading(_("Progress"), 2), *(Paragraph(note, lead=f"{name} ") for name, note in told)] if told else []


def person_sheet(db: Database, key_id: int) -> Document:
    """The file of one person for our own use: facts, care, events, gifts; private notes are never printed."""
    with db.reading() as session:
        person = session.get_one(KeyPerson, key_id)
        blocks: list[Block] = [KeyValues(_facts(session, person)), *_texts(person), *_plan(session, person),
                               *_touches(session, person),
                               *_promises(session, person), *_uses(session, person), *_given(session, person),
                               *_own_notes(session, person)]
    return _document(_("File: {name}").format(name=person.name), blocks, person.code)


def _facts(session: Session, person: KeyPerson) -> list[tuple[str, Cell]]:
    region = session.get(Region, person.region_id) if person.region_id else None
    crop = session.get(Crop, person.crop_id) if person.crop_id else None
    variety = session.get(Variety, person.variety_id) if person.variety_id else None
    consent = " ".join(t for t in (w.CONSENTS.label(person.consent), str(person.consent_on or ""), person.consent_scope) if t)
    facts: list[tuple[str, Cell]] = [
        (_("File no."), person.code), (_("Influence as"), w.KINDS.label(person.kind)),
        (_("Firm, office or co-operative"), person.organisation), (_("Post or title"), person.post),
        (_("Mobile"), person.mobile), (_("WeChat"), person.wechat), (_("Region"), region.full_name if region else ""),
        (_("Tier of care"), w.TIERS.label(person.tier)),
        (_("Contact kept by"), _("the manager") if person.own else person.handled_by), (_("Consent to keep data"), consent),
        (_("Crop"), crop.title() if crop else ""),
        (_("Area farmed"), "" if person.area_mu is None else f"{person.area_mu:,g} {_('mu')}"),
        (_("Variety grown now"), variety.title() if variety else person.variety_now),
        (_("Decides on seed on"), person.decides_on),
        (_("Topics in words"), person.topics), (_("Fee a day"), "" if person.fee is None else f"¥{money.text(person.fee)}"),
        (_("Conflict of interest"), person.conflict)]
    return [fact for fact in facts if fact[1] not in ("", None)]


def _texts(person: KeyPerson) -> list[Block]:
    return [block for name in ("influence", "interests", "dates", "avoid") if (text := getattr(person, name)) for block in (
        Heading(title_of(KeyPerson, name), 2), Paragraph(text))]


def _plan(session: Session, person: KeyPerson) -> list[Block]:
    year = today().year
    plans = session.exec(living(TouchPlan).where(col(TouchPlan.key_id) == person.id, col(TouchPlan.year) == year)).all()
    kept = [one.kind for one in session.exec(living(Touch).where(col(Touch.key_id) == person.id))
            if one.done_on and one.done_on.year == year]
    kinds = [kind for kind in w.TOUCHES if kind in kept or any(one.kind == kind for one in plans)]
    rows: list[list[Cell]] = [[w.TOUCHES.label(kind), sum(one.times or 0 for one in plans if one.kind == kind),
                               kept.count(kind)]
                              for kind in kinds]
    columns = [Column(_("Kind of touch"), weight=2), Column(_("Touches planned this year"), NUMBER, 0),
               Column(_("Touches kept this year"), NUMBER, 0)]
    return [Heading(_("Touches of the year"), 2), Table(columns, rows, sheet=_("Touches of the year"))] if rows else []


def _touches(session: Session, person: KeyPerson) -> list[Block]:
    found = session.exec(living(Touch).where(col(Touch.key_id) == person.id)).all()
    last = sorted(found, key=lambda one: one.done_on or one.planned_on or date.min, reverse=True)[:TOUCHES_SHOWN]
    rows: list[list[Cell]] = [[one.planned_on, one.done_on, w.TOUCHES.label(one.kind), one.what, one.result, one.done_by]
                              for one in last]
    columns = [Column(_("Touch planned for"), DATE), Column(_("Touch kept on"), DATE), Column(_("Kind of touch")),
               Column(_("Purpose of the touch"), weight=2), Column(_("Result"), weight=3), Column(_("Touched by"))]
    return [Heading(_("Touches"), 2), Table(columns, rows, sheet=_("Touches"))] if rows else []


def _promises(session: Session, person: KeyPerson) -> list[Block]:
    query = living(Promise).where(col(Promise.person_id) == person.person_id).order_by(col(Promise.due_on))
    rows: list[list[Cell]] = [[one.due_on, one.what, SIDES.label(one.side), PROMISE_STATES.label(one.state), one.settled_on]
                              for one in session.exec(query)]
    columns = [Column(_("Due"), DATE), Column(_("What was promised"), weight=3), Column(_("Promised by")), Column(_("State")),
               Column(_("Settled on"), DATE)]
    return [Heading(_("Promises"), 2), Table(columns, rows, sheet=_("Promises"))] if rows else []


def _uses(session: Session, person: KeyPerson) -> list[Block]:
    found = session.exec(living(ExpertUse).where(col(ExpertUse.key_id) == person.id).order_by(col(ExpertUse.held_on))).all()
    rows: list[list[Cell]] = [[one.held_on, one.topic, one.fee, w.RATINGS.label(one.rating), one.comment, one.conflict_said]
                              for one in found]
    columns = [Column(_("Held on"), DATE), Column(_("Topic given"), weight=2), Column(_("Fee paid"), MONEY),
               Column(_("Rating after the event")), Column(_("What listeners said"), weight=2),
               Column(_("What was done about the conflict of interest"), weight=2)]
    return [Heading(_("Events and ratings"), 2), Table(columns, rows, sheet=_("Events and ratings"))] if rows else []


def _given(session: Session, person: KeyPerson) -> list[Block]:
    found = session.exec(living(Gift).where(col(Gift.key_id) == person.id).order_by(col(Gift.given_on))).all()
    rows: list[list[Cell]] = [[one.given_on, one.what, one.value, one.occasion, one.approved_by] for one in found]
    columns = [Column(_("Gift given on"), DATE), Column(_("What was given"), weight=2), Column(_("Worth"), MONEY),
               Column(_("For which occasion"), weight=2), Column(_("Approved by"))]
    total: list[Cell] = [_("Total"), "", sum(one.value or 0 for one in found), "", ""]
    return [Heading(_("Gifts given"), 2), Table(columns, [*rows, total], total_rows=1, sheet=_("Gifts given"))] if rows else []


def _own_notes(session: Session, person: KeyPerson) -> list[Block]:
    query = living(PersonNote).where(col(PersonNote.key_id) == person.id, col(PersonNote.level).in_(INSIDE))
    found = session.exec(query.order_by(col(PersonNote.noted_on))).all()
    return [Heading(_("Notes on the person"), 2),
            *(Paragraph(one.text, lead=f"{one.noted_on} ") for one in found)] if found else []


def expert_list(db: Database) -> Document:
    """Every expert with what they know, the best rated first, with fee and conflicts: whom to ask for what."""
    with db.reading() as session:
        found = experts_for(session)
        known = {one.person.id for one in found}
        others = [one for one in session.exec(living(KeyPerson).where(col(KeyPerson.kind) == "expert")) if one.id not in known]
    rows: list[list[Cell]] = [[one.person.name, one.person.organisation, one.topics, one.person.fee, _float(one.rating),
                               one.used,
                               one.last, one.person.conflict] for one in found]
    rows += [[one.name, one.organisation, one.topics, one.fee, None, None, None, one.conflict] for one in others]
    title = _("Experts by what they know")
    if not rows:
        return _document(title, [Paragraph(_("No expert has a file yet."))])
    columns = [Column(_("Expert")), Column(_("Firm, office or co-operative"), weight=2), Column(_("Specialities"), weight=3),
               Column(_("Fee a day"), MONEY), Column(_("Mean rating"), NUMBER, 1), Column(_("Times used"), NUMBER, 0),
               Column(_("Last used on"), DATE), Column(_("Conflict of interest"), weight=2)]
    return _document(title, [Table(columns, rows, sheet=_("Experts"))])


def _places(session: Session, people: Sequence[KeyPerson]) -> dict[int, str]:
    wanted = {one.region_id for one in people}
    return {region.id: region.full_name for region in session.exec(living(Region).where(col(Region.id).in_(wanted)))}


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _document(title: str, blocks: list[Block], code: str = "") -> Document:
    return Document(title, [Heading(title), *blocks], language(), footer=today().isoformat(), numbered_headings=False,
                    keywords=[code] if code else [])
