"""Exceptions 异常 between an outlet, its carrier and its customers, each with its clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record
from desktop.people.finding import keep_person
from desktop.sales.outlets import words as w
from desktop.sales.outlets.rules import clock


class OutletCase(Record, table=True):
    """Something that went wrong at an outlet: between whom, by when it is answered and solved, how it ended."""

    NAME: ClassVar[str] = N_("Exception at an outlet")
    FORM: ClassVar[Groups] = (
        Group("outlet_id:2 code state reported_on side kind severity what:3 shipment_id:2 carrier customer phone amount owner",
              N_("What happened")),
        Group("answer_due answered_on solve_due solved_on closed_on at_fault solution:3 cost satisfied reason:2 remarks",
              N_("Clock and solution")),
    )
    code: str = f.code(N_("Exception no."), "YC", year_of="reported_on")
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id", required=True)
    state: str = f.state(N_("State"), w.CASES, "open")
    reported_on: date | None = f.day(N_("Reported on"), required=True, index=True)
    side: str = f.choice(N_("Between"), w.CASE_SIDES, "carrier")
    kind: str = f.choice(N_("Kind of exception"), w.CASE_KINDS, "late")
    severity: str = f.choice(N_("Severity"), w.SEVERITIES, "medium")
    what: str = f.text(N_("What happened"), required=True, search=True, long=True)
    shipment_id: int | None = f.link(N_("Shipment"), "shipment.id")
    carrier: str = f.text(N_("Carrier"), search=True)
    customer: str = f.text(N_("Customer"), search=True)
    phone: str = f.phone(N_("Telephone"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    amount: int | None = f.money(N_("Amount in question"))
    answer_due: date | None = f.day(N_("First answer due"), index=True, deadline=Deadline(w.OPEN_CASES, done="answered_on"))
    answered_on: date | None = f.day(N_("First answer on"), not_before="reported_on")
    solve_due: date | None = f.day(N_("Solution due"), index=True, deadline=Deadline(w.OPEN_CASES))
    solved_on: date | None = f.day(N_("Solved on"), not_before="reported_on")
    closed_on: date | None = f.day(N_("Closed on"))
    at_fault: str = f.choice(N_("At fault"), w.CASE_AT_FAULT)
    solution: str = f.text(N_("Solution"), search=True, long=True)
    cost: int | None = f.money(N_("Cost of the solution"))
    satisfied: str = f.choice(N_("Satisfaction"), w.SATISFIED)
    owner: str = f.text(N_("Handled by"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Number and kind."""
        return " ".join(t for t in (self.code, w.CASE_KINDS.label(self.kind)) if t)

    def detail(self) -> str:
        """What happened, in short."""
        return self.what.split("\n")[0][:80]

    def before_save(self, before: Any, _session: Session) -> None:
        """A clock that is empty, or stood where it was computed, moves with day and severity."""
        stood = _clocks(before) if before is not None else {}
        for name, day in _clocks(self).items():
            if getattr(self, name) in (None, stood.get(name)):
                setattr(self, name, day)

    def before_move(self, move: Move, _session: Session) -> None:
        """What is solved says how; what is closed says whether both sides are satisfied."""
        if move.after == "solved" and not self.solution.strip():
            raise FieldErrors({"solution": _("Write down how it was solved before it counts as solved.")})
        if move.after == "closed" and not self.satisfied:
            raise FieldErrors({"satisfied": _("Ask back before closing: say how satisfied they are.")})

    def provide(self, before: Any, session: Session) -> None:
        """The customer is a person."""
        keep_person(self, before, session, name="customer", number="phone")


def _clocks(case: Any) -> dict[str, date]:
    """The days that follow from the day of the report and the severity."""
    if case.reported_on is None:
        return {}
    answer, solve = clock(case.severity, case.reported_on)
    return {"answer_due": case.reported_on + timedelta(days=answer), "solve_due": case.reported_on + timedelta(days=solve)}
