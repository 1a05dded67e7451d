"""Visits, planned or done, and the promises made at them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.history import relabel
from desktop.core.i18n import N_, _
from desktop.core.records import Record, alive, answering, living, table_of
from desktop.core.verbs import store
from desktop.dealers import choices as c


class Visit(Record, table=True):
    """A visit to a dealer. A planned visit and the visit that was made are the same row."""

    NAME: ClassVar[str] = N_("Visit")
    FORM: ClassVar[Groups] = (
        Group("dealer_id purpose state planned_on visited_on minutes people:2 reached reasons:3 findings result next_step "
              "next_on signed_by signed_on cancel_reason:3"),
    )
    # Whom nobody visited for long is asked of all dealers whenever Today is filled: this index alone answers it.
    __table_args__: ClassVar[Any] = (
        answering("ix_visit_dealer_state_day", "dealer_id", "state", "visited_on"), {"sqlite_strict": True})
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True, index=False)
    state: str = f.choice(N_("State"), c.VISIT_STATES, default="planned")
    planned_on: date | None = f.day(N_("Planned for"), index=True)
    visited_on: date | None = f.day(N_("Visited on"), index=True)
    minutes: int | None = f.whole(N_("Time on site"), unit=N_("min"), low=0, high=1440)
    purpose: str = f.choice(N_("Visit purpose"), c.PURPOSES, default="routine")
    reasons: str = f.text(N_("Reasons for the visit"))
    people: str = f.text(N_("People met"), search=True)
    findings: str = f.text(N_("What was found"), search=True, long=True)
    result: str = f.text(N_("Result"), search=True, long=True)
    reached: bool = f.yes_no(N_("Purpose reached"))
    next_step: str = f.text(N_("Next step"), search=True, long=True)
    next_on: date | None = f.day(N_("Next visit by"), index=True)
    signed_by: str = f.text(N_("Signed by the dealer"))
    signed_on: date | None = f.day(N_("Dealer signed on"))
    cancel_reason: str = f.text(N_("Reason for cancelling"))
    agreed: dict[str, Any] = f.data(N_("Visit at which it was agreed"), {})  # by which it was planned: id, day

    def label(self) -> str:
        """Day and purpose."""
        return f"{self.visited_on or self.planned_on or ''} {c.PURPOSES.label(self.purpose)}".strip()

    def detail(self) -> str:
        """What was found, or what was agreed."""
        return (self.result or self.findings or self.next_step).split("\n")[0][:80]

    def problems(self) -> dict[str, str]:
        """A planned visit has its planned day, one that was made its real day, a cancelled one its reason."""
        if self.state == "planned" and not self.planned_on:
            return {"planned_on": _("A planned visit needs the day it is planned for.")}
        if self.state == "done" and not self.visited_on:
            return {"visited_on": _("A visit that was made needs the day it was made.")}
        if self.state == "done" and self.visited_on and self.visited_on > f.today():
            return {"visited_on": _("This day has not come yet: leave the visit planned.")}
        if self.state == "cancelled" and not self.cancel_reason:
            return {"cancel_reason": _("Say why the visit was cancelled.")}
        return {}

    def before_save(self, _before: Any, _session: Session) -> None:
        """A planned visit for which a day of visiting is filled in was made."""
        if self.state == "planned" and self.visited_on:
            self.state = "done"

    def after_save(self, before: Any, session: Session) -> None:
        """A visit that was made and names the day of the next one plans that visit; where the day is named anew, the visit
        planned for it before goes with it. A day that was named already plans nothing again."""
        named = before.next_on if before is not None and before.state == "done" else None
        if self.state == "done" and self.next_on and self.next_on > f.today() and self.next_on != named:
            plan_next(session, self, named)


NEAR = timedelta(days=10)  # visits planned so close to each other may mean the same


def plan_next(session: Session, visit: Any, instead_of: date | None = None) -> None:
    """Plan the next visit that a visit names, and say in the name of the action what became of others that are planned.

    A dealer has one open visit that was planned so: it moves to the day that was named last, and the one planned for the day
    `instead_of` does in any case. What somebody planned by hand stays, and is named where it is near.
    """
    plans, moved, said = _outcome(session, visit.id, visit.dealer_id, visit.visited_on, visit.next_on, instead_of)
    if plans:
        fresh = {"dealer_id": visit.dealer_id, "state": "planned", "purpose": visit.purpose}
        agreed = {"visit": visit.id, "on": visit.visited_on.isoformat()}
        store(session, Visit, {"planned_on": visit.next_on, "agreed": agreed, **({} if moved else fresh)}, moved)
    if said:
        relabel(session, said, also=True)


def visit_doubts(session: Session, values: Mapping[str, Any], record_id: int | None) -> Mapping[str, str]:
    """What the day of the next visit does to visits that are planned already, while a visit is being typed."""
    stored = session.get(Visit, record_id) if record_id else None
    named = stored.next_on if stored is not None and stored.state == "done" else None
    day, dealer, on = (values.get(name) for name in ("next_on", "dealer_id", "visited_on"))
    if values.get("state") != "done" or not day or not dealer or not on or day <= f.today() or day == named:
        return {}
    said = _outcome(session, record_id, dealer, on, day, named)[2]
    return {"next_on": said} if said else {}


def _outcome(session: Session, visit_id: int | None, dealer_id: int | None, visited_on: date, day: date,
             instead_of: date | None) -> tuple[bool, int | None, str]:
    """Whether a visit is to be planned for a day, which planned one moves there, and what is to be said of it."""
    planned = session.exec(living(Visit).where(
        col(Visit.dealer_id) == dealer_id, col(Visit.state) == "planned", col(Visit.planned_on).is_not(None),
        col(Visit.id) != visit_id).order_by(col(Visit.planned_on), col(Visit.id))).all()
    own = next((v for v in planned if v.agreed.get("visit") == visit_id), None) or next(
        (v for v in planned if instead_of and v.planned_on == instead_of), None)
    open_one = own or next((v for v in planned if v.agreed), None)
    if _visit_on(session, dealer_id, day) is not None:
        return False, None, _also(open_one, day)
    if open_one is None:
        return True, None, _also(next((v for v in planned if v.planned_on and abs(v.planned_on - day) <= NEAR), None), day)
    if open_one is not own and open_one.agreed["on"] > visited_on.isoformat():
        return False, None, _("The next visit stays planned for {day}, as was agreed on {on}.").format(
            day=open_one.planned_on, on=open_one.agreed["on"])
    return True, open_one.id, "" if open_one is own else _("The planned visit moves from {old} to {day}.").format(
        old=open_one.planned_on, day=day)


def _also(other: Any, day: date) -> str:
    """That another visit is planned beside one; "" where there is none."""
    return "" if other is None or other.planned_on == day else _(
        "Another visit is planned for {day}: cancel one if both mean the same.").format(day=other.planned_on)


def _visit_on(session: Session, dealer_id: int | None, day: date | None, *states: str) -> int | None:
    """The key of a visit to a dealer that is planned for a day (in one of the states, where some are named)."""
    table = table_of(Visit)
    query = select(table.c.id).where(table.c.dealer_id == dealer_id, table.c.planned_on == day, alive(table))
    found: int | None = session.execute(query.where(table.c.state.in_(states)) if states else query).scalars().first()
    return found


class Promise(Record, table=True):
    """Something promised, by us or to us, with a dealer or a person: a record of its own, not lost in the notes of a visit."""

    NAME: ClassVar[str] = N_("Promise")
    FORM: ClassVar[Groups] = (Group("what:2 dealer_id person_id side person made_on due_on amount state visit_id "
                                    "settled_on remarks"),)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True, required=False)
    person_id: int | None = f.link(N_("Person"), "person.id", owned=True, required=False)
    visit_id: int | None = f.link(N_("Made at visit"), "visit.id")
    made_on: date | None = f.day(N_("Promised on"))
    side: str = f.choice(N_("Promised by"), c.SIDES, default="us")
    person: str = f.text(N_("Who promised"))
    what: str = f.text(N_("What was promised"), required=True, search=True)
    due_on: date | None = f.day(N_("Due"), index=True, not_before="made_on", deadline=Deadline(("open",)))
    amount: int | None = f.money(N_("Amount promised"))
    state: str = f.choice(N_("State"), c.PROMISE_STATES, default="open")
    settled_on: date | None = f.day(N_("Settled on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """What was promised."""
        return self.what

    def problems(self) -> dict[str, str]:
        """It is made with a dealer or with a person, not with both; one that was kept says when."""
        found = {}
        if (self.dealer_id is None) == (self.person_id is None):
            found["dealer_id"] = _("Name the dealer or the person with whom it was made, not both.")
        if self.state == "kept" and not self.settled_on:
            found["settled_on"] = _("Say on which day the promise was kept.")
        return found
