"""A periodic report with the texts picked for it and its plan.

The figures of a report that is handed in are frozen with it. A correction is a new version; the one before stays.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record, living
from desktop.core.versions import Versioned, Versions
from desktop.reports.periodic import states as s
from desktop.reports.periodic.content import gather
from desktop.reports.periodic.layouts import layout_for, start_of
from desktop.reports.periodic.naming import days_of, titled


class PeriodReport(Versioned, table=True):
    """The report of a day, week, ten days, month, quarter, half, year or season."""

    NAME: ClassVar[str] = N_("Periodic report")
    VERSIONS: ClassVar[Versions] = s.VERSIONS
    FORM: ClassVar[Groups] = (
        Group("kind starts_on ends_on state code number person_id layout_id to_whom due_on "
              "handed_on corrected_on made_by made_on reason:2",
              N_("Report")),
        Group("summary:3 problems_met:3 improvement:3 support:3 remarks:3", N_("In your own words")),
    )
    code: str = f.code(N_("Report no."), "BG", year_of="starts_on")
    number: int | None = f.whole(N_("Version"), low=1, counted_in="code")
    kind: str = f.choice(N_("Kind of report"), s.KINDS, "week")
    starts_on: date | None = f.day(N_("First day of the period"), required=True, index=True)
    ends_on: date | None = f.day(N_("Last day of the period"), not_before="starts_on")
    state: str = f.state(N_("State"), s.REPORTS, "draft")
    person_id: int | None = f.link(N_("Report by"), "person.id")
    layout_id: int | None = f.link(N_("Report template"), "reportlayout.id")
    to_whom: str = f.text(N_("Reported to"))
    due_on: date | None = f.day(N_("To be handed in by"), index=True, deadline=Deadline(s.OPEN))
    handed_on: date | None = f.day(N_("Handed in on"))
    corrected_on: date | None = f.day(N_("Replaced on"))
    reason: str = f.text(N_("Reason of the last change"))
    summary: str = f.text(N_("In brief"), search=True, long=True)
    problems_met: str = f.text(N_("Problems and causes"), search=True, long=True)
    improvement: str = f.text(N_("Improvements"), search=True, long=True)
    support: str = f.text(N_("Support needed"), search=True, long=True)
    frozen: dict[str, Any] = f.data(N_("Figures as handed in"), {})
    made_by: str = f.text(N_("Written by"))
    made_on: date | None = f.day(N_("Begun on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Kind and period."""
        return titled(self.kind, self.starts_on, self.ends_on)

    def detail(self) -> str:
        """Number and state."""
        return " · ".join(t for t in (self.code, s.STATES.label(self.state)) if t)

    def before_save(self, before: Any, session: Session) -> None:
        """It covers the period of its kind that its first day lies in, once; it is due when its template says."""
        moved = before is None or (before.kind, before.starts_on) != (self.kind, self.starts_on)
        if self.starts_on and (self.kind != s.SEASON or self.ends_on is None):
            self.starts_on, self.ends_on = days_of(self.kind, self.starts_on, start_of(session))
        refuse_second(session, self)
        if before is None or (moved and self.due_on == before.due_on):
            given = self.due_on if before is None else None
            layout = layout_for(session, self.kind, self.layout_id, self.starts_on)
            self.due_on = given or (self.ends_on + timedelta(days=layout.due_days) if self.ends_on else None)

    def before_move(self, move: Move, session: Session) -> None:
        """Handing in freezes what the records say on that day."""
        if move.after == "handed":
            self.frozen = gather(session, self)


def refuse_second(session: Session, report: Any) -> None:
    """Raise `FieldErrors` where the same person has another report of that period."""
    same = living(PeriodReport).where(
        col(PeriodReport.kind) == report.kind, col(PeriodReport.starts_on) == report.starts_on,
        col(PeriodReport.person_id) == report.person_id, col(PeriodReport.id) != report.id,
        col(PeriodReport.code) != report.code)
    with session.no_autoflush:
        found = session.exec(same).first()
    if found is not None:
        raise FieldErrors({"starts_on": _("{name} is there already: {code}. Open that one, or make a new version of "
                                          "it.").format(name=found.label(), code=found.code)})


class ReportText(Record, table=True):
    """A text offered for a section of a report: taken from what was written in the period, or typed; in the report where
    chosen."""

    NAME: ClassVar[str] = N_("Text of a report")
    FORM: ClassVar[Groups] = (Group("chosen section on_day about text:3"),)
    report_id: int | None = f.link(N_("Periodic report"), "periodreport.id", owned=True, locked=True)
    chosen: bool = f.yes_no(N_("Into the report"), default=True)
    section: str = f.choice(N_("Section"), s.SECTIONS, "work")
    on_day: date | None = f.day(N_("Day"))
    about: str = f.text(N_("About"), search=True)
    text: str = f.text(N_("Text"), required=True, search=True, long=True)
    source: str = f.text(N_("Taken from"))

    def label(self) -> str:
        """Its first line."""
        return " ".join(t for t in (self.about, self.text.split("\n")[0][:60]) if t)


class ReportPlan(Record, table=True):
    """What was planned for the period of a report and what came of it; what is planned for the next one."""

    NAME: ClassVar[str] = N_("Planned work")
    FORM: ClassVar[Groups] = (Group("part what:2 due_on person dealer_id state note:2 carried"),)
    report_id: int | None = f.link(N_("Periodic report"), "periodreport.id", owned=True, locked=True)
    part: str = f.choice(N_("For which period"), s.PARTS, "next")
    what: str = f.text(N_("Item of work"), required=True, search=True)
    due_on: date | None = f.day(N_("To be done by"))
    person: str = f.text(N_("Responsible"))
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    state: str = f.choice(N_("How far it came"), s.PLAN_STATES, "open")
    note: str = f.text(N_("How it went"))
    carried: int | None = f.whole(N_("Times carried over"), low=0, default=0)
    source: str = f.text(N_("Taken from"))

    def label(self) -> str:
        """What is to be done."""
        return self.what
