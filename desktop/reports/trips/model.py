"""A business trip with its stops and expenses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core import money
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.core.units import exact
from desktop.reports.trips import states as s
from desktop.reports.trips.rules import rule


class Trip(Record, table=True):
    """A trip: days, route, whom to see and why, budget and advance, what came of it."""

    NAME: ClassVar[str] = N_("Business trip")
    FORM: ClassVar[Groups] = (
        Group("purpose:2 code starts_on ends_on state person_id companions transport route:3 whom:3 tasks:3 budget "
              "advance_asked advance approver applied_on approved_on returned_on reason:3", N_("Application")),
        Group("course:3 findings:3 conclusions:3 follow_up:3 report_due reported_on", N_("Report on the trip")),
        Group("settle_due settled_on returned_money remarks:3", N_("Settlement of the trip")),
    )
    code: str = f.code(N_("Trip no."), "CC", year_of="starts_on")
    purpose: str = f.text(N_("Purpose of the trip"), required=True, search=True)
    starts_on: date | None = f.day(N_("Leaving on"), required=True, index=True)
    ends_on: date | None = f.day(N_("Coming back on"), required=True, not_before="starts_on")
    state: str = f.state(N_("State"), s.TRIPS, "draft")
    person_id: int | None = f.link(N_("Who travels"), "person.id")
    companions: str = f.text(N_("Travelling companions"), search=True)
    transport: str = f.text(N_("Means of travel"))
    route: str = f.text(N_("Route and places"), search=True, long=True)
    whom: str = f.text(N_("Whom to see, and why"), search=True, long=True)
    tasks: str = f.text(N_("Tasks of the trip"), search=True, long=True)
    budget: int | None = f.money(N_("Budget of the trip"))
    advance_asked: int | None = f.money(N_("Advance asked for"))
    advance: int | None = f.money(N_("Advance paid"))
    approver: str = f.text(N_("To be approved by"))
    applied_on: date | None = f.day(N_("Applied for on"))
    approved_on: date | None = f.day(N_("Approved on"))
    returned_on: date | None = f.day(N_("Came back on"))
    course: str = f.text(N_("Course of the trip"), search=True, long=True)
    findings: str = f.text(N_("Findings of the trip"), search=True, long=True)
    conclusions: str = f.text(N_("Conclusions"), search=True, long=True)
    follow_up: str = f.text(N_("What follows"), search=True, long=True)
    report_due: date | None = f.day(N_("Report due"), index=True, deadline=Deadline(s.UNREPORTED))
    reported_on: date | None = f.day(N_("Trip reported on"))
    settle_due: date | None = f.day(N_("Expenses due"), index=True, deadline=Deadline(s.UNSETTLED))
    settled_on: date | None = f.day(N_("Expenses settled on"))
    returned_money: int | None = f.money(N_("Given back"), low=None)
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Day and purpose."""
        return f"{self.starts_on or ''} {self.purpose}".strip()

    def problems(self) -> dict[str, str]:
        """Without an approved application there is no advance."""
        if self.advance and self.state not in s.PAID_FOR:
            return {"advance": _("No advance is paid before the trip is approved: leave this empty, and write what is asked "
                                 "for into “{field}”.").format(field=_("Advance asked for"))}
        return {}

    def before_move(self, move: Any, _session: Session) -> None:
        """With the approval the advance that was asked for is paid, unless another one stands; without it it is not."""
        if move.after == "approved" and self.advance is None:
            self.advance = self.advance_asked
        elif move.after not in s.PAID_FOR and self.advance == self.advance_asked:
            self.advance = None

    def before_save(self, before: Any, _session: Session) -> None:
        """Report and expenses are due so many days after the return; who approves follows from the budget."""
        if self.ends_on is None:
            return
        found, back = rule(self.ends_on), self.returned_on or self.ends_on
        moved = before is None or (before.returned_on or before.ends_on) != back
        for name, days in (("report_due", found.report_days), ("settle_due", found.settle_days)):
            if getattr(self, name) is None or (moved and before is not None and getattr(before, name) == getattr(self, name)):
                setattr(self, name, back + timedelta(days=days))


class TripStop(Record, table=True):
    """A stop of a trip: planned, and what came of it."""

    NAME: ClassVar[str] = N_("Stop of a trip")
    FORM: ClassVar[Groups] = (Group("on_day place dealer_id visit_id:2 task:3 result:3"),)
    trip_id: int | None = f.link(N_("Business trip"), "trip.id", owned=True, locked=True)
    on_day: date | None = f.day(N_("Day"))
    place: str = f.text(N_("Place"), search=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    visit_id: int | None = f.link(N_("Visit"), "visit.id")
    task: str = f.text(N_("Task there"), search=True)
    result: str = f.text(N_("Result there"), search=True, long=True)

    def label(self) -> str:
        """Day and place."""
        return f"{self.on_day or ''} {self.place}".strip() or _(self.NAME)


class TripExpense(Record, table=True):
    """An expense of a trip: claimed, and what of it was sanctioned. Receipts are the trip's files."""

    NAME: ClassVar[str] = N_("Expense of a trip")
    FORM: ClassVar[Groups] = (Group("spent_on kind what claimed sanctioned receipts km remark"),)
    trip_id: int | None = f.link(N_("Business trip"), "trip.id", owned=True, locked=True)
    spent_on: date | None = f.day(N_("Spent on"), required=True)
    kind: str = f.choice(N_("Kind of expense"), s.KINDS, "ticket")
    what: str = f.text(N_("Spent for"), search=True)
    km: float | None = f.number(N_("Kilometres"), unit="km", decimals=1, low=0)
    claimed: int | None = f.money(N_("Amount claimed"))
    sanctioned: int | None = f.money(N_("Amount sanctioned"))
    receipts: int | None = f.whole(N_("Receipts"), low=0)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Day, kind and amount."""
        return " ".join(t for t in (str(self.spent_on or ""), s.KINDS.label(self.kind), money.text(self.claimed)) if t)

    def before_save(self, _before: Any, _session: Session) -> None:
        """Mileage is reckoned by the rule of its day, unless an amount is typed; an expense has an amount."""
        if self.kind == "car" and self.km and self.claimed is None and self.spent_on:
            self.claimed = money.half_up(exact(self.km) * rule(self.spent_on).km)
        if self.claimed is None:
            raise FieldErrors({"claimed": _("Say how much was spent; for your own car fill in the kilometres.")})
        if self.sanctioned is not None and self.sanctioned > self.claimed:
            raise FieldErrors({"sanctioned": _("More is sanctioned than was claimed.")})
