"""Verbs of training: events, attendance marks, participants from the dealer file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core import money, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.records import alive, living, table_of
from desktop.core.search import Hit
from desktop.core.units import format_number
from desktop.dealers.model import Dealer
from desktop.people.identity import tail
from desktop.people.model import Membership, Person
from desktop.training.choices import ATTENDANCE, STATES
from desktop.training.lists import ATTENDED, COSTS, EVENTS, EXCUSED, GAIN, MATERIALS, PARTICIPANTS, REGISTERED, SESSIONS, SHARE
from desktop.training.model import (
    Participant,
    TrainingEvent,
    TrainingSession,
    expects,
    mark_session,
    marks_of,
)


@dataclass(frozen=True)
class Figures:
    """What came of a training. `share` is present of registered in %, without the excused, once anybody is marked;
    the mean gain in points, the cost in fen."""

    registered: int
    attended: int
    excused: int
    share: float | None
    gain: float | None
    cost_per_head: int | None


def mark(db: Database, ids: Sequence[int], attendance: str) -> int:
    """Mark participants as attended, late, absent or excused."""
    with db.operation(_marked(len(ids), attendance)) as session:
        for person in ids:
            verbs.store(session, Participant, {"attendance": attendance}, person)
    return len(ids)


def mark_rest(db: Database, event_id: int, attendance: str, session_id: int | None = None) -> str:
    """Give everybody who is still only registered the same mark, for one session or as a whole; says what was done.

    The quick way through a list: tick those who were absent, then let all others have attended.
    """
    with db.reading() as session:
        ids = unmarked(session, event_id, session_id)
    if ids and session_id is None:
        mark(db, ids, attendance)
    elif ids and session_id is not None:
        with db.operation(_marked(len(ids), attendance)) as session:
            for person in ids:
                mark_session(session, session_id, person, attendance)
    return _marked(len(ids), attendance)


def _marked(n: int, attendance: str) -> str:
    return ngettext("{n} participant: {state}", "{n} participants: {state}", n).format(n=n, state=ATTENDANCE.label(attendance))


def unmarked(session: Session, event_id: int, session_id: int | None) -> list[int]:
    """Those of whom nobody has said yet whether they came, to one session or at all."""
    listed = people(session, event_id)
    if session_id is None:
        return [person.id for person in listed if person.attendance == "registered"]
    sitting = session.get_one(TrainingSession, session_id)
    return [person.id for person in listed if expects(sitting, person)
            and marks_of(session, person.id).get(session_id, "registered") == "registered"]


def people(session: Session, event_id: int) -> list[Participant]:
    """The living participants of a training, in the order they were entered."""
    query = living(Participant).where(col(Participant.event_id) == event_id)
    return list(session.exec(query.order_by(col(Participant.id))))


def invite_contacts(db: Database, event_id: int, dealer_ids: Sequence[int]) -> int:
    """Register the contacts of dealers who are not on the list yet; gives how many were added."""
    with db.operation(_("Contacts registered")) as session:
        known = {p.person_id for p in people(session, event_id)}
        person, table, dealer = table_of(Person), table_of(Membership), table_of(Dealer)
        rows = session.execute(select(person, dealer.c.name.label("firm")).join(table, table.c.person_id == person.c.id).join(
            dealer, dealer.c.id == table.c.dealer_id).where(
            table.c.dealer_id.in_(list(dealer_ids)), alive(table), table.c.left_on.is_(None))).all()
        fresh = [r for r in rows if r.id not in known]
        for row in fresh:
            verbs.store(session, Participant, {"event_id": event_id, "kind": "dealer", "person_id": row.id,
                                               "name": row.name, "organisation": row.firm, "phone": row.mobile or row.phone})
        return len(fresh)


def invite_host_contacts(db: Database, event_id: int) -> str:
    """Register the contacts of the dealer who hosts a training; says how many. Raises `UserError` without a host."""
    event = verbs.get(db, TrainingEvent, event_id)
    if event.dealer_id is None:
        raise UserError(_("This training has no host dealer. Fill it in and save first."))
    n = invite_contacts(db, event_id, [event.dealer_id])
    return ngettext("{n} contact registered", "{n} contacts registered", n).format(n=n)


def figures_line(db: Database, event_id: int) -> str:
    """The figures of a training in one line."""
    with db.reading() as session:
        event = session.get(TrainingEvent, event_id)
        found = figures(session, event) if event else None
    if found is None or not found.registered:
        return _("Nobody is registered yet.")
    parts = [_("Registered {n}").format(n=found.registered), _("attended {n}").format(n=found.attended)]
    if found.share is not None:
        parts.append(_("attendance {percent} %").format(percent=format_number(found.share, 1)))
    if found.gain is not None:
        parts.append(_("gain in score {points}").format(points=f"{found.gain:+.1f}"))
    if found.cost_per_head is not None:
        parts.append(_("cost a head {yuan} yuan").format(yuan=money.text(found.cost_per_head)))
    return " · ".join(parts)


def figures(session: Session, event: TrainingEvent) -> Figures:
    """The figures of a training: those of its list, and what a head cost."""
    came = ATTENDED.of(session, event)
    return Figures(
        REGISTERED.of(session, event), came, EXCUSED.of(session, event), SHARE.of(session, event), GAIN.of(session, event),
        money.half_up(Fraction(event.cost, came)) if event.cost is not None and came else None)


@dataclass(frozen=True)
class Dated:
    """A session of a training on its day, as a calendar shows it; `id` is the training's."""

    id: int
    on: date
    title: str
    state: str
    tip: str
    hours: str = ""
    place: str = ""
    trainer: str = ""
    topic: str = ""
    audience: str = ""


def between(db: Database, first: date, last: date) -> list[Dated]:
    """The sessions of some days, by day and hour."""
    with db.reading() as session:
        query = select(TrainingEvent, TrainingSession).join(
            TrainingSession, col(TrainingSession.event_id) == col(TrainingEvent.id)).where(
            col(TrainingSession.held_on).between(first, last), alive(TrainingEvent, TrainingSession)).order_by(
            col(TrainingSession.held_on), col(TrainingSession.starts_at), col(TrainingSession.id))
        return [_dated(event, sitting) for event, sitting in session.execute(query)]


def _dated(event: TrainingEvent, sitting: TrainingSession) -> Dated:
    hours = "–".join(t for t in (sitting.starts_at, sitting.ends_at) if t)
    place, trainer = sitting.place or event.place, sitting.trainer or event.trainer
    topic = " · ".join(t for t in (event.topic, sitting.topic, sitting.group_name) if t)
    tip = "\n".join(t for t in (topic, hours, place, trainer, STATES.label(event.state)) if t)
    return Dated(event.id, sitting.held_on or date.min, f"{sitting.starts_at} {event.topic}".strip(), event.state, tip,
                 hours=hours, place=place, trainer=trainer, topic=topic, audience=event.audience)


def similar_events(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[Hit]:
    """Trainings of the same day that share the trainer, the place or the topic: a double entry, or a clash."""
    table = table_of(TrainingEvent)
    rows = session.execute(select(table).where(
        table.c.held_on == values.get("held_on"), table.c.state != "cancelled", alive(table),
        table.c.id != (record_id or 0)))
    return [Hit("trainingevent", r.id, r.topic, f"{r.held_on} {r.place} {r.trainer}") for r in rows
            if any(getattr(r, k) and getattr(r, k) == (values.get(k) or "") for k in ("trainer", "place", "topic"))]


def similar_people(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[Hit]:
    """People of the same training with the same name, or the same phone number."""
    table = table_of(Participant)
    name, phone = str(values.get("name") or ""), tail(str(values.get("phone") or ""))
    rows = session.execute(select(table).where(table.c.event_id == values.get("event_id"), alive(table),
                                               table.c.id != (record_id or 0)))
    return [Hit("participant", r.id, r.name, r.organisation) for r in rows
            if (name and r.name == name) or (phone and tail(r.phone) == phone)]


__all__ = ["COSTS", "EVENTS", "MATERIALS", "PARTICIPANTS", "SESSIONS", "Dated", "Figures", "TrainingEvent", "between",
           "figures", "figures_line", "invite_contacts", "invite_host_contacts", "mark", "mark_rest", "people",
           "similar_events", "similar_people", "unmarked"]
