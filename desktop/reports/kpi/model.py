"""A sheet of key figures of a person and a period, and its lines."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living
from desktop.core.verbs import store
from desktop.reports.kpi import states as s
from desktop.reports.kpi.marks import marks, of_halves, steps_of
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.periodic.layouts import start_of
from desktop.reports.periodic.naming import called, days_of
from desktop.reports.periodic.states import KINDS, SEASON

PERIODS = {kind: words for kind, words in {
    "month": N_("Month"), "quarter": N_("A quarter"), "half": N_("Half a year"), "year": N_("Business year"),
    "week": N_("Week"), "tenday": N_("Ten days"), SEASON: N_("Selling season")}.items() if kind in KINDS.labels}


class KpiSheet(Record, table=True):
    """What a person is to reach in a period, by key figures with marks; `region_id`: whose dealers count (none: all)."""

    NAME: ClassVar[str] = N_("Sheet of key figures")
    FORM: ClassVar[Groups] = (
        Group("name:2 code kind starts_on ends_on person_id region_id judge state agreed_on judged_on halves:2 reason:2 "
              "remarks:3"),
    )
    code: str = f.code(N_("Sheet no."), "KH", year_of="starts_on")
    name: str = f.text(N_("Name of the sheet"), search=True)
    kind: str = f.choice(N_("Period judged"), Choices("kpi_period", PERIODS), "month")
    starts_on: date | None = f.day(N_("First day of the period"), required=True, index=True)
    ends_on: date | None = f.day(N_("Last day of the period"), not_before="starts_on")
    person_id: int | None = f.link(N_("Person judged"), "person.id")
    region_id: int | None = f.link(N_("Region judged"), "region.id")
    judge: str = f.text(N_("Marks given by"))
    state: str = f.state(N_("State"), s.SHEETS, "draft")
    halves: bool = f.yes_no(N_("Mean of the two half months"))
    agreed_on: date | None = f.day(N_("Agreed on"))
    judged_on: date | None = f.day(N_("Judged on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Its name, else its period."""
        return self.name or f"{_(self.NAME)} {called(self.kind, self.starts_on, self.ends_on)}"

    def problems(self) -> dict[str, str]:
        """Only a month has two halves."""
        if self.halves and self.kind != "month":
            return {"halves": _("Only a month is the mean of two half months: choose a month, or untick this.")}
        return {}

    def before_save(self, _before: Any, session: Session) -> None:
        """It covers the period of its kind that its first day lies in."""
        if self.starts_on and (self.kind != SEASON or self.ends_on is None):
            self.starts_on, self.ends_on = days_of(self.kind, self.starts_on, start_of(session))

    def after_save(self, before: Any, session: Session) -> None:
        """Whether a month is the mean of its halves changes the marks of its lines."""
        if before is not None and before.halves != self.halves:
            for line in session.exec(living(KpiLine).where(col(KpiLine.sheet_id) == self.id)).all():
                store(session, KpiLine, {"marks": None}, line.id)


class KpiLine(Record, table=True):
    """A key figure of a sheet: target, what was reached, weight in marks, by what it is judged and proved."""

    NAME: ClassVar[str] = N_("Line of key figures")
    FORM: ClassVar[Groups] = (
        Group("position measure:2 title target weight actual less steps:2 basis:2 first_half second_half marks "
              "taken_from taken_until remark:3"),
    )
    sheet_id: int | None = f.link(N_("Sheet of key figures"), "kpisheet.id", owned=True, locked=True)
    position: int | None = f.whole(N_("Position"), low=1, counted_in="sheet_id", reused=True)
    measure: str = f.choice(N_("Key figure"), s.FIGURES, "collected")
    title: str = f.text(N_("Own words for it"), search=True)
    target: float | None = f.number(N_("Figure to reach"), decimals=2, low=0, measured_in="measure")
    weight: float | None = f.number(N_("Full marks"), decimals=1, low=0, high=1000, default=10.0)
    less: bool = f.yes_no(N_("Lower is better"))
    steps: str = f.text(N_("Steps: below % : marks"))
    basis: str = f.text(N_("Proved by"))
    actual: float | None = f.number(N_("Figure reached"), decimals=2, measured_in="measure")
    first_half: float | None = f.number(N_("Reached by the 15th"), decimals=2, measured_in="measure")
    second_half: float | None = f.number(N_("Reached from the 16th on"), decimals=2, measured_in="measure")
    marks: float | None = f.number(N_("Marks"), decimals=2)
    taken_from: date | None = f.day(N_("Days counted from"))
    taken_until: date | None = f.day(N_("Counted until"))
    remark: str = f.text(N_("Remark"))
    attained: ClassVar[f.Computed] = f.computed(N_("Reached of the target"), lambda c: 100 * c.actual / c.target, unit="%",
                                                decimals=1)

    def label(self) -> str:
        """What it is called."""
        return self.title or s.FIGURES.label(self.measure)

    def problems(self) -> dict[str, str]:
        """What is judged by hand has a name; steps can be read and give no more than full marks."""
        found = {}
        if self.measure == s.TYPED and not self.title.strip():
            found["title"] = _("Say what is judged by hand.")
        try:
            steps = steps_of(self.steps)
        except ValueError:
            found["steps"] = _("Write steps as percent and marks, for example 80:35 70:30 60:0.")
        else:
            if self.less and steps:
                found["steps"] = _("Steps go with figures of which more is better: leave them empty.")
            elif any(given > (self.weight or 0) for _below, given in steps):
                found["steps"] = _("A step gives more than the full marks of the line.")
        return found

    def before_save(self, before: Any, session: Session) -> None:
        """Its marks follow from target and figure; lower is better where the measure says so."""
        _refuse_twice(self, before, session)
        known = MEASURES.get(self.measure)
        if known is not None and (before is None or before.measure != self.measure):
            self.less = self.less or known.less
        sheet = session.get(KpiSheet, self.sheet_id) if self.sheet_id else None
        adds = known is None or not (known.at_end or known.kind == "percent")
        try:
            found = of_halves(self.target, self.first_half, self.second_half, self.weight, self.less, self.steps,
                              adds) if sheet is not None and sheet.halves else marks(
                self.target, self.actual, self.weight, self.less, self.steps)
        except ValueError:
            found = None  # the steps cannot be read, which `problems` says
        self.marks = None if found is None else round(float(found), 4)


def _refuse_twice(line: Any, before: Any, session: Session) -> None:
    """What is counted once gives marks once; of two lines of one figure each has words of its own."""
    if line.measure == s.TYPED or (before is not None and (before.measure, before.title) == (line.measure, line.title)):
        return
    there = session.exec(living(KpiLine).where(
        col(KpiLine.sheet_id) == line.sheet_id, col(KpiLine.measure) == line.measure,
        col(KpiLine.title) == line.title, col(KpiLine.id) != line.id)).first()
    if there is not None:
        raise Refused(_("“{figure}” stands in line {n} already, and would be counted twice. Choose another key figure, or give "
                        "this line words of its own.").format(figure=there.label(), n=there.position))
