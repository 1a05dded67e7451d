"""What a colleague is led by and writes: induction and coaching, month's plan and summary, tasks, praise and faults."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.offered import from_catalogues
from desktop.core.records import Record, living
from desktop.reports.team import states as s


class CoachingStep(Record, table=True):
    """A step of somebody's induction or coaching: until when, with whom, how it went."""

    NAME: ClassVar[str] = N_("Step of induction or coaching")
    FORM: ClassVar[Groups] = (Group("kind what:2 due_on coach done_on result note:2"),)
    member_id: int | None = f.link(N_("Colleague"), "teammember.id", owned=True)
    kind: str = f.choice(N_("Kind of step"), s.STEP_KINDS, "coaching")
    what: str = f.text(N_("What is learnt"), required=True, search=True, say=from_catalogues("team_induction"))
    due_on: date | None = f.day(N_("To be done by"), index=True)
    coach: str = f.text(N_("Together with"))
    done_on: date | None = f.day(N_("Done on"))
    result: int | None = f.whole(N_("Result, 1 to 5"), low=1, high=5)
    note: str = f.text(N_("How it went"))

    def label(self) -> str:
        """What is learnt."""
        return from_catalogues("team_induction")(self.what)

    def problems(self) -> dict[str, str]:
        """A result belongs to what was done."""
        if self.result and not self.done_on:
            return {"done_on": _("Say on which day it was done.")}
        return {}


class MemberMonth(Record, table=True):
    """A colleague's month: plan before it, summary after it, and what the superior said to it."""

    NAME: ClassVar[str] = N_("Month of a colleague")
    FORM: ClassVar[Groups] = (Group("month planned_on summed_on plan:3 summary:3 answer:3 answered_on"),)
    member_id: int | None = f.link(N_("Colleague"), "teammember.id", owned=True)
    month: date | None = f.day(N_("Month"), required=True, index=True)
    plan: str = f.text(N_("Plan of the month"), search=True, long=True)
    planned_on: date | None = f.day(N_("Plan handed in on"))
    summary: str = f.text(N_("Summary of the month"), search=True, long=True)
    summed_on: date | None = f.day(N_("Summary handed in on"))
    answer: str = f.text(N_("What was said to it"), search=True, long=True)
    answered_on: date | None = f.day(N_("Talked over on"))

    def label(self) -> str:
        """The month."""
        return f"{self.month:%Y-%m}" if self.month else _(self.NAME)

    def before_save(self, _before: Any, session: Session) -> None:
        """A month is named by its first day, and has a day on which a text came in once there is one; one a colleague."""
        if self.month is not None:
            self.month = self.month.replace(day=1)
        for text, day in (("plan", "planned_on"), ("summary", "summed_on"), ("answer", "answered_on")):
            if getattr(self, text).strip() and getattr(self, day) is None:
                setattr(self, day, f.today())
        same = living(MemberMonth).where(col(MemberMonth.member_id) == self.member_id, col(MemberMonth.month) == self.month,
                                         col(MemberMonth.id) != self.id)
        with session.no_autoflush:
            if session.exec(same).first() is not None:
                raise FieldErrors({"month": _("This month of this colleague is there already: write it there.")})


class TeamTask(Record, table=True):
    """A task given to a colleague: until when, and whether it was done."""

    NAME: ClassVar[str] = N_("Task of a colleague")
    FORM: ClassVar[Groups] = (Group("what:2 given_on due_on state done_on note:2"),)
    member_id: int | None = f.link(N_("Colleague"), "teammember.id", owned=True)
    what: str = f.text(N_("Task given"), required=True, search=True)
    given_on: date | None = f.day(N_("Task given on"))
    due_on: date | None = f.day(N_("To be done by"), index=True, not_before="given_on", deadline=Deadline(("open",)))
    state: str = f.choice(N_("How far it is"), s.TASK, "open")
    done_on: date | None = f.day(N_("Done on"))
    note: str = f.text(N_("How it went"))

    def label(self) -> str:
        """The task."""
        return from_catalogues("team_induction")(self.what)

    def problems(self) -> dict[str, str]:
        """What is done says when."""
        if self.state == "done" and not self.done_on:
            return {"done_on": _("Say on which day it was done.")}
        return {}


class TeamExample(Record, table=True):
    """An example of good or faulty work, told to the colleague; nothing is kept that was not told."""

    NAME: ClassVar[str] = N_("Praise or fault")
    FORM: ClassVar[Groups] = (Group("on_day kind told_on what:3 answer:3"),)
    member_id: int | None = f.link(N_("Colleague"), "teammember.id", owned=True)
    on_day: date | None = f.day(N_("Day"), required=True, index=True)
    kind: str = f.choice(N_("Praise or fault"), s.EXAMPLES, "praise")
    what: str = f.text(N_("What was good or faulty"), required=True, search=True, long=True)
    told_on: date | None = f.day(N_("Told the colleague on"), not_before="on_day")
    answer: str = f.text(N_("What the colleague said"), long=True)

    def label(self) -> str:
        """Day and first words."""
        return f"{self.on_day or ''} {self.what.split(chr(10))[0][:40]}".strip()

