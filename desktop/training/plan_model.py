"""The year's plan of training, what a training costs and what is handed out at it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.training.choices import AUDIENCES, COST_KINDS, MATERIAL_KINDS


class TrainingPlan(Record, table=True):
    """A line of the year's plan: how often a topic is taught to an audience in a month."""

    NAME: ClassVar[str] = N_("Line of the training plan")
    FORM: ClassVar[Groups] = (Group("topic:2 year month audience times people hours budget region_id trainer remark:3"),)
    year: int | None = f.year(N_("Year"))
    month: int | None = f.month(N_("Month"))
    audience: str = f.choice(N_("Audience"), AUDIENCES, default="dealers")
    topic: str = f.text(N_("Topic"), required=True, search=True)
    times: int | None = f.whole(N_("Trainings planned"), low=1, default=1)
    people: int | None = f.whole(N_("People planned"), low=0)
    hours: float | None = f.number(N_("Hours planned"), decimals=1, low=0)
    budget: int | None = f.money(N_("Budget"))
    region_id: int | None = f.link(N_("Region"), "region.id")
    trainer: str = f.text(N_("Trainer"), search=True)
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Month and topic."""
        return " ".join(t for t in (f"{self.year or ''}-{self.month or 0:02}", AUDIENCES.label(self.audience), self.topic) if t)

    def before_save(self, before: Any, _session: Session) -> None:
        """A line without a year is of this year."""
        if self.year is None and before is None:
            self.year = f.today().year


class TrainingCost(Record, table=True):
    """A line of what a training costs: planned and paid. Budget and cost of the training are the sums of its lines."""

    NAME: ClassVar[str] = N_("Cost line")
    FORM: ClassVar[Groups] = (Group("kind planned amount left paid_on paper remark:2"),)
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    kind: str = f.choice(N_("Kind"), COST_KINDS, default="venue")
    planned: int | None = f.money(N_("Planned amount"))
    amount: int | None = f.money(N_("Sum spent"))
    left: ClassVar[f.Computed] = f.computed(N_("Left of the amount"), lambda c: c.planned - c.known(c.amount, 0), kind="money",
                                            unit=N_("yuan"), decimals=2)
    paid_on: date | None = f.day(N_("Day of payment"))
    paper: str = f.text(N_("Paper no."))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """What it is for."""
        return COST_KINDS.label(self.kind)


class TrainingMaterial(Record, table=True):
    """A handout or slides of a training in one version, copies planned and given out."""

    NAME: ClassVar[str] = N_("Training material")
    FORM: ClassVar[Groups] = (Group("title:2 kind handout_id sheet_id version planned given left remark:2"),)
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    kind: str = f.choice(N_("Kind"), MATERIAL_KINDS, default="handout")
    handout_id: int | None = f.link(N_("Handout of the library"), "handout.id")
    sheet_id: int | None = f.link(N_("Technique sheet"), "techniquesheet.id")
    title: str = f.text(N_("Title"), required=True, search=True)
    version: str = f.text(N_("Version"))
    planned: int | None = f.whole(N_("Copies planned"), low=0)
    given: int | None = f.whole(N_("Copies given out"), low=0)
    left: ClassVar[f.Computed] = f.computed(N_("Copies left"), lambda c: c.planned - c.known(c.given, 0), kind="whole")
    remark: str = f.text(N_("Remark"))

    def before_save(self, before: Any, session: Session) -> None:
        """What comes from the library is called as it is called there, in the version chosen."""
        for link, table in (("handout_id", "handout"), ("sheet_id", "techniquesheet")):
            chosen = getattr(self, link)
            if chosen is not None and (before is None or getattr(before, link) != chosen):
                found = session.connection().exec_driver_sql(
                    f"SELECT title, number FROM {table} WHERE id = ?", (chosen,)).first()
                if found:
                    self.title, self.version = self.title or found[0], str(found[1] or "")
