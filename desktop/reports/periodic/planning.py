"""The plan of a report: what was planned for its period, checked against what was done, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core.i18n import _
from desktop.core.periods import Period
from desktop.core.records import alive, living, table_of
from desktop.dealers.choices import PURPOSES
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise, Visit
from desktop.reports.periodic import states as s
from desktop.reports.periodic.model import PeriodReport, ReportPlan
from desktop.training.model import TrainingEvent


@dataclass
class Item:
    """A line of the plan that is not stored yet."""

    part: str
    what: str
    due_on: date | None
    source: str
    dealer_id: int | None = None
    person: str = ""
    state: str = "open"
    note: str = ""
    carried: int = 0


def due_items(session: Session, kind: str, first: date, last: date, person_id: int | None) -> list[Item]:
    """What the report before planned for these days and what it left undone, checked against what was done since."""
    before = _report_before(session, kind, first, person_id)
    if before is None:
        return []
    rows = session.exec(living(ReportPlan).where(col(ReportPlan.report_id) == before.id).order_by(
        col(ReportPlan.due_on), col(ReportPlan.id)))
    found: dict[str, Item] = {}
    for row in rows:
        if row.part == "due" and row.state not in s.UNFINISHED:
            continue
        item = Item("due", row.what, row.due_on, row.source or f"plan:{row.what}", row.dealer_id, row.person,
                    carried=(row.carried or 0) + (row.part == "due"))
        item.state, item.note = outcome(session, item, first, last)
        found.setdefault(item.source, item)
    return list(found.values())


def _report_before(session: Session, kind: str, first: date, person_id: int | None) -> PeriodReport | None:
    return session.exec(living(PeriodReport).where(
        col(PeriodReport.kind) == kind, col(PeriodReport.person_id) == person_id, col(PeriodReport.starts_on) < first).order_by(
        col(PeriodReport.starts_on).desc(), col(PeriodReport.number).desc())).first()


def outcome(session: Session, item: Any, first: date, last: date) -> tuple[str, str]:
    """State and words of what a planned thing came to, as far as the records say."""
    table, _colon, rest = item.source.partition(":")
    number = int(rest.partition(":")[0]) if rest.partition(":")[0].isdecimal() else 0
    if table == "promise" and (promise := session.get(Promise, number)) and promise.state == "kept":
        return "done", _("Kept on {day}").format(day=promise.settled_on)
    if table == "trainingevent" and (event := session.get(TrainingEvent, number)):
        if event.state in ("held", "evaluated"):
            return "done", _("Held on {day}").format(day=event.held_on)
        return ("dropped", event.cancel_reason) if event.state == "cancelled" else ("open", "")
    if table == "visit" and (visit := session.get(Visit, number)) and visit.state == "cancelled":
        return "dropped", visit.cancel_reason
    made = _visit_in(session, item.dealer_id, first, last) if table == "visit" else None
    if made is not None:
        said = made.result or made.findings
        return "done", " ".join(t for t in (_("Visited on {day}").format(day=made.visited_on), said.split("\n")[0][:80]) if t)
    return "open", ""


def _visit_in(session: Session, dealer_id: int | None, first: date, last: date) -> Visit | None:
    if dealer_id is None:
        return None
    return session.exec(living(Visit).where(
        col(Visit.dealer_id) == dealer_id, col(Visit.state) == "done", col(Visit.visited_on).between(first, last)).order_by(
        col(Visit.visited_on))).first()


def next_items(session: Session, kind: str, first: date, last: date, start: tuple[int, int]) -> list[Item]:
    """What the records plan for the period after: next steps of visits, visits and trainings planned, promises due. Longer
    reports plan in words."""
    if kind not in s.SHORT:
        return []
    after = Period(first, last, kind, start).after()
    steps = list(_next_steps(session, first, last, after))
    agreed = {(item.dealer_id, item.due_on) for item in steps}
    planned = [item for item in _planned_visits(session, after) if (item.dealer_id, item.due_on) not in agreed]
    found = [_ahead(item, after) for item in (*steps, *planned, *_trainings(session, after), *_promises(session, after))]
    return sorted(found, key=lambda item: (item.due_on or after.last, item.what))


def _ahead(item: Item, after: Period) -> Item:
    """What was due before the period that is planned has no day in it yet: the plan names none, and says which day it was."""
    if item.due_on is None or item.due_on >= after.first:
        return item
    return replace(item, due_on=None, note=_("was due on {day}").format(day=item.due_on))


def _next_steps(session: Session, first: date, last: date, after: Period) -> Iterator[Item]:
    for visit, name in _visits(session, col(Visit.visited_on).between(first, last), "done"):
        if visit.next_step.strip() and (visit.next_on is None or visit.next_on <= after.last):
            said = " ".join(visit.next_step.split())
            yield Item("next", f"{name}{_(': ')}{said}", visit.next_on, f"visit:{visit.id}:next_step", visit.dealer_id)


def _planned_visits(session: Session, after: Period) -> Iterator[Item]:
    for visit, name in _visits(session, col(Visit.planned_on).between(after.first, after.last), "planned"):
        yield Item("next", _("Visit {dealer}: {purpose}").format(dealer=name, purpose=PURPOSES.label(visit.purpose)),
                   visit.planned_on, f"visit:{visit.id}", visit.dealer_id)


def _visits(session: Session, when: Any, state: str) -> list[tuple[Any, str]]:
    query = select(Visit, col(Dealer.name)).join(Dealer, col(Visit.dealer_id) == col(Dealer.id)).where(
        alive(table_of(Visit)), col(Visit.state) == state, when).order_by(col(Visit.id))
    return [(row[0], row[1]) for row in session.execute(query).all()]


def _trainings(session: Session, after: Period) -> Iterator[Item]:
    query = living(TrainingEvent).where(col(TrainingEvent.state).in_(("planned", "announced")),
                                        col(TrainingEvent.held_on).between(after.first, after.last))
    for event in session.exec(query.order_by(col(TrainingEvent.held_on))):
        yield Item("next", _("Training: {topic}").format(topic=event.topic), event.held_on, f"trainingevent:{event.id}",
                   event.dealer_id, event.trainer)


def _promises(session: Session, after: Period) -> Iterator[Item]:
    query = living(Promise).where(col(Promise.state) == "open", col(Promise.side) == "us",
                                  col(Promise.due_on) <= after.last)
    for promise in session.exec(query.order_by(col(Promise.due_on))):
        yield Item("next", promise.what, promise.due_on, f"promise:{promise.id}", promise.dealer_id, promise.person)
