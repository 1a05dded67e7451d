"""The reception of visitors, its programme, and what was promised."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.reports.reception import states as s
from desktop.reports.reception.rules import usual


class Reception(Record, table=True):
    """Visitors who come to us: unit, people, purpose, class; how they travel and are put up; what came of it."""

    NAME: ClassVar[str] = N_("Reception of visitors")
    FORM: ClassVar[Groups] = (
        Group("visitors:2 code dealer_id leader phone men women purpose grade arrives_on arrives_at leaves_on state host_id "
              "aims:3", N_("Visitors and purpose")),
        Group("transport pick_up return_ticket lodging board:2 companions:3 departments:3 told_on budget",
              N_("Travel, board, companions")),
        Group("course:3 promised:3 order_id bags_ordered cost received_on closed_on reason:2 remarks:3",
              N_("Outcome of the visit")),
    )
    code: str = f.code(N_("Reception no."), "JD", year_of="arrives_on")
    visitors: str = f.text(N_("Unit of the visitors"), required=True, search=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    leader: str = f.text(N_("Who leads them"), search=True)
    phone: str = f.phone(N_("Phone"))
    men: int | None = f.whole(N_("Men"), low=0, high=1000, default=0)
    women: int | None = f.whole(N_("Women"), low=0, high=1000, default=0)
    purpose: str = f.choice(N_("Purpose of their visit"), s.PURPOSES, "look")
    grade: str = f.choice(N_("Class of reception"), s.CLASSES, "B")
    arrives_on: date | None = f.day(N_("Arriving on"), required=True, index=True)
    arrives_at: str = f.text(N_("Arriving at"))
    leaves_on: date | None = f.day(N_("Leaving again on"), not_before="arrives_on")
    state: str = f.state(N_("State"), s.RECEPTIONS, "planned")
    host_id: int | None = f.link(N_("Received by"), "person.id")
    aims: str = f.text(N_("What they want, and what we want"), search=True, long=True)
    transport: str = f.text(N_("How they travel"))
    pick_up: str = f.text(N_("Picked up where and by whom"))
    return_ticket: str = f.text(N_("Return ticket"))
    lodging: str = f.text(N_("Where they stay"))
    board: str = f.text(N_("Board"))
    companions: str = f.text(N_("Accompanied by"), search=True, long=True)
    departments: str = f.text(N_("Departments to be told"), long=True)
    told_on: date | None = f.day(N_("Departments told on"))
    budget: int | None = f.money(N_("Budget of the reception"))
    course: str = f.text(N_("How the visit went"), search=True, long=True)
    promised: str = f.text(N_("What was agreed"), search=True, long=True)
    order_id: int | None = f.link(N_("Order placed"), "salesorder.id")
    bags_ordered: int | None = f.whole(N_("Bags ordered"), low=0)
    cost: int | None = f.money(N_("Cost of the reception"))
    received_on: date | None = f.day(N_("Visited us on"))
    closed_on: date | None = f.day(N_("Reception closed on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)
    people: ClassVar[f.Computed] = f.computed(N_("Visitors in all"), lambda c: c.men + c.women, kind="whole")

    def label(self) -> str:
        """Day and unit."""
        return f"{self.arrives_on or ''} {self.visitors}".strip()

    def problems(self) -> dict[str, str]:
        """Who is still to come has not been here."""
        if self.state in ("received", "closed") and self.arrives_on and self.arrives_on > f.today():
            return {"arrives_on": _("This day has not come yet: leave the reception planned.")}
        return {}

    def before_save(self, before: Any, _session: Session) -> None:
        """Companions and board are those of the class, until others are written."""
        changed = before is None or before.grade != self.grade
        if not changed or self.arrives_on is None:
            return
        companions, board = usual(self.grade, self.arrives_on)
        was = usual(before.grade, self.arrives_on) if before is not None else ("", "")
        self.companions = companions if self.companions in ("", was[0]) else self.companions
        self.board = board if self.board in ("", was[1]) else self.board


class ReceptionItem(Record, table=True):
    """A line of the programme: when, what, where, who looks after it."""

    NAME: ClassVar[str] = N_("Line of the programme")
    FORM: ClassVar[Groups] = (Group("on_day at what:2 place person remark:2"),)
    reception_id: int | None = f.link(N_("Reception of visitors"), "reception.id", owned=True, locked=True)
    on_day: date | None = f.day(N_("Day"))
    at: str = f.text(N_("Time"))
    what: str = f.text(N_("Part of the programme"), required=True, search=True)
    place: str = f.text(N_("Place"))
    person: str = f.text(N_("Responsible on our side"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """What it is."""
        return self.what


class ReceptionPromise(Record, table=True):
    """What was promised to the visitors, or by them: who keeps it until when."""

    NAME: ClassVar[str] = N_("Promise at a reception")
    FORM: ClassVar[Groups] = (Group("what:2 person due_on state kept_on note:2"),)
    reception_id: int | None = f.link(N_("Reception of visitors"), "reception.id", owned=True)
    what: str = f.text(N_("What was promised"), required=True, search=True)
    person: str = f.text(N_("Promise kept by"))
    due_on: date | None = f.day(N_("To be kept by"), index=True, deadline=Deadline(("open",)))
    state: str = f.choice(N_("How far it is"), s.KEPT, "open")
    kept_on: date | None = f.day(N_("Kept on"))
    note: str = f.text(N_("How it went"))

    def label(self) -> str:
        """What was promised."""
        return self.what

    def problems(self) -> dict[str, str]:
        """What is kept says when."""
        if self.state == "kept" and not self.kept_on:
            return {"kept_on": _("Say on which day it was done.")}
        return {}
