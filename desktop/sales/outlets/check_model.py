"""Check rounds of outlets with their scored items, the faults found with their deadlines, and the plans made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import StateChange
from desktop.core.offered import from_catalogues
from desktop.core.records import Record, living
from desktop.core.verbs import move_in
from desktop.dealers.model import Outlet
from desktop.sales.outlets import words as w

CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")

SHEET_WORDS = from_catalogues("outlet_checks")
"""A part or an item of a sheet in the language in force."""


class CheckRound(Record, table=True):
    """A check of an outlet, planned or made: who went, when, what it came to."""

    NAME: ClassVar[str] = N_("Check round")
    FORM: ClassVar[Groups] = (
        Group("outlet_id:2 code kind sheet state planned_on checked_on checked_by arrived_at left_at result purpose:3 summary "
              "cancel_reason:3"),
    )
    code: str = f.code(N_("Round no."), "XD", year_of="checked_on")
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id", owned=True)
    kind: str = f.choice(N_("Kind of check"), w.ROUND_KINDS, "routine")
    sheet: str = f.choice(N_("Check sheet"), w.SHEETS, "shop")
    state: str = f.choice(N_("State"), w.ROUND_STATES, "planned")
    planned_on: date | None = f.day(N_("Planned for"), index=True)
    checked_on: date | None = f.day(N_("Day of the check"), index=True)
    checked_by: str = f.text(N_("Checker"), search=True)
    arrived_at: str = f.text(N_("Arrived at"))
    left_at: str = f.text(N_("Left at"))
    purpose: str = f.text(N_("Reason and purpose"), search=True)
    result: str = f.choice(N_("Result"), w.RESULTS)
    summary: str = f.text(N_("Summary of the check"), search=True, long=True)
    cancel_reason: str = f.text(N_("Reason for cancelling"))

    def label(self) -> str:
        """Number and kind."""
        return " ".join(t for t in (self.code, w.ROUND_KINDS.label(self.kind)) if t)

    def problems(self) -> dict[str, str]:
        """A planned round has its planned day, one that was made its real day, a cancelled one its reason."""
        wrong = {name: _("Write the time as hours and minutes, for example 09:30.")
                 for name in ("arrived_at", "left_at") if (v := getattr(self, name)) and not CLOCK.fullmatch(v)}
        if self.state == "planned" and not self.planned_on:
            wrong["planned_on"] = _("A planned check needs the day it is planned for.")
        if self.state == "done" and not self.checked_on:
            wrong["checked_on"] = _("A check that was made needs the day it was made.")
        if self.state == "done" and self.checked_on and self.checked_on > f.today():
            wrong["checked_on"] = _("This day has not come yet: leave the check planned.")
        if self.state == "cancelled" and not self.cancel_reason:
            wrong["cancel_reason"] = _("Say why the check was cancelled.")
        if self.result and self.state != "done":
            wrong["result"] = _("A check has a result once it was made: fill in the day.")
        return wrong

    def before_save(self, before: Any, session: Session) -> None:
        """A planned round with a real day was made; it passes only where nothing is left that must not be."""
        if self.state == "planned" and self.checked_on:
            self.state = "done"
        if self.result == "passed" and before is not None:
            refuse_foreign_goods(session, self.id)

    def after_save(self, before: Any, session: Session) -> None:
        """Its lines follow its outlet; what an acceptance comes to moves the outlet."""
        if before is not None and before.outlet_id != self.outlet_id:
            for line in session.exec(living(CheckLine).where(col(CheckLine.round_id) == self.id)):
                line.outlet_id = self.outlet_id
            session.flush()
        if self.kind == "acceptance" and self.result and (before is None or before.result != self.result):
            _move_outlet(session, self)


def _move_outlet(session: Session, done: Any) -> None:
    """Bring the outlet where its acceptance brings it, unless it is there or its state allows no such move."""
    outlet = session.get_one(Outlet, done.outlet_id)
    state = "open" if done.result == "passed" else "failed"
    before = {"open": ("planned", "built", "failed"), "failed": ("built", "open")}[state]
    if outlet.state in before:
        reason = f"{done.code} {w.RESULTS.label(done.result)}".strip()
        move_in(session, Outlet, outlet.id, StateChange(state, done.checked_on, reason=reason))


class CheckLine(Record, table=True):
    """An item of a round: its marks, and the fault found with its deadline and what the recheck said.

    `outlet_id` is the round's, kept here so that the faults of an outlet need no other table.
    """

    NAME: ClassVar[str] = N_("Checked item")
    FORM: ClassVar[Groups] = (
        Group("part item:2 full_marks marks must fault:3 swap deadline state rechecked_on recheck_note:2"),
    )
    round_id: int | None = f.link(N_("Check round"), "checkround.id", owned=True)
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id", required=False)
    part: str = f.text(N_("Part of the sheet"), say=SHEET_WORDS)
    item: str = f.text(N_("Item checked"), required=True, search=True, say=SHEET_WORDS)
    must: bool = f.yes_no(N_("Must hold"))
    full_marks: float | None = f.number(N_("Full marks"), decimals=1, low=0)
    marks: float | None = f.number(N_("Marks given"), decimals=1, low=0)
    fault: str = f.text(N_("Fault found"), search=True)
    swap: bool = f.yes_no(N_("Foreign goods to be removed"))
    deadline: date | None = f.day(N_("Put right by"), index=True, deadline=Deadline(("open",)))
    state: str = f.choice(N_("State of the fault"), w.FAULT_STATES)
    rechecked_on: date | None = f.day(N_("Rechecked on"))
    recheck_note: str = f.text(N_("Found at the recheck"))

    def label(self) -> str:
        """The fault, else the item."""
        return self.fault or self.item

    def problems(self) -> dict[str, str]:
        """No more marks than there are; foreign goods go by a day; what was put right was seen."""
        if self.marks is not None and self.full_marks is not None and self.marks > self.full_marks:
            return {"marks": _("There {full:is|are} {full:g} {full:mark|marks} at most for this "
                               "item.").format(full=self.full_marks)}
        if self.state == "open" and self.swap and not self.deadline:
            return {"deadline": _("Say by which day the foreign goods are to be gone.")}
        if self.state in ("fixed", "stopped") and not self.rechecked_on:
            return {"rechecked_on": _("Say on which day it was looked at again.")}
        return {}

    def before_save(self, _before: Any, session: Session) -> None:
        """It is of the outlet of its round; a fault is to be put right until somebody saw that it was."""
        _follow(self, session.get(CheckRound, self.round_id) if self.round_id else None)

    @classmethod
    def before_save_many(cls, records: Sequence[Any], session: Session) -> None:
        """As `before_save`, with each round read once."""
        rounds = {number: session.get(CheckRound, number) for number in {r.round_id for r in records} if number}
        for record in records:
            _follow(record, rounds.get(record.round_id))


def _follow(line: Any, of: CheckRound | None) -> None:
    if of is not None:
        line.outlet_id = of.outlet_id
    if not line.fault and not line.swap:
        line.state = ""
    elif not line.state:
        line.state = "open"


def refuse_foreign_goods(session: Session, round_id: int) -> None:
    """Raise `FieldErrors` where a fault of a round that must not be is still open."""
    query = living(CheckLine).where(col(CheckLine.round_id) == round_id, col(CheckLine.state) == "open")
    for line in session.exec(query):
        if line.must or line.swap:
            raise FieldErrors({"result": _("It cannot pass yet: “{fault}” is not put right. Recheck it first.").format(
                fault=line.label())})


class OutletPlan(Record, table=True):
    """What is to be done so that an outlet becomes better: an improvement or a training, mostly made of a round's marks."""

    NAME: ClassVar[str] = N_("Improvement plan")
    FORM: ClassVar[Groups] = (Group("kind part what:3 who due_on state done_on round_id:2 effect:3"),)
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id", owned=True)
    round_id: int | None = f.link(N_("From check round"), "checkround.id")
    kind: str = f.choice(N_("Kind of plan"), w.PLAN_KINDS, "improvement")
    part: str = f.text(N_("Part of the sheet"), say=SHEET_WORDS)
    what: str = f.text(N_("What is to be done"), required=True, search=True)
    who: str = f.text(N_("In charge"))
    due_on: date | None = f.day(N_("Due"), index=True, deadline=Deadline(("open",)))
    state: str = f.choice(N_("State"), w.PLAN_STATES, "open")
    done_on: date | None = f.day(N_("Done on"))
    effect: str = f.text(N_("What came of it"), search=True)

    def label(self) -> str:
        """What is to be done."""
        return self.what

    def problems(self) -> dict[str, str]:
        """A plan that was carried out says when."""
        if self.state == "done" and not self.done_on:
            return {"done_on": _("Say on which day it was done.")}
        return {}
