"""A training, who takes part, what is handed out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.people.finding import keep_person

AUDIENCES = Choices("training_audience", {
    "dealers": N_("Dealers"), "farmers": N_("Farmers"), "sales": N_("Salespeople"), "mixed": N_("Mixed audience"),
    "staff": N_("Own staff"), "officials": N_("Extension officers"),
})
STATES = Choices("training_state", {
    "planned": N_("Planned"), "announced": N_("Announced"), "held": N_("Held"), "evaluated": N_("Evaluated"),
    "cancelled": N_("Cancelled"),
}, {"planned": "grey", "announced": "blue", "held": "green", "evaluated": "green", "cancelled": "red"})
PARTICIPANT_KINDS = Choices("participant_kind", {
    "dealer": N_("Dealer contact"), "farmer": N_("Grower"), "sales": N_("Salesperson"), "staff": N_("Own staff"),
    "other": N_("Other"),
})
ROLE_OF = {"dealer": "contact", "sales": "contact", "farmer": "farmer", "staff": "staff"}
ATTENDANCE = Choices("attendance", {
    "registered": N_("Registered"), "attended": N_("Attended"), "late": N_("Came late"), "absent": N_("Absent"),
    "excused": N_("Excused"),
}, {"registered": "grey", "attended": "green", "late": "amber", "absent": "red", "excused": "blue"})
CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


class TrainingEvent(Record, table=True):
    """One training: what, for whom, when, where, by whom."""

    NAME: ClassVar[str] = N_("Training")
    FORM: ClassVar[Groups] = (
        Group("topic:2 code held_on starts_at ends_at audience trainer state region_id place:2 dealer_id expected "
              "budget cost left cancel_reason:3", N_("Training")),
        Group("programme materials", N_("Programme")),
        Group("summary", N_("Summary")),
    )
    code: str = f.code(N_("Training code"), "T", year_of="held_on")
    topic: str = f.text(N_("Topic"), required=True, search=True)
    audience: str = f.choice(N_("Audience"), AUDIENCES, default="farmers")
    state: str = f.choice(N_("State"), STATES, default="planned")
    held_on: date | None = f.day(N_("Day"), required=True, index=True)
    starts_at: str = f.text(N_("Begins at"))
    ends_at: str = f.text(N_("Ends at"))
    place: str = f.text(N_("Place"), search=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    dealer_id: int | None = f.link(N_("Host dealer"), "dealer.id")
    trainer: str = f.text(N_("Trainer"), search=True)
    expected: int | None = f.whole(N_("People expected"), low=0)
    programme: str = f.text(N_("Programme"), search=True, long=True)
    summary: str = f.text(N_("Summary"), search=True, long=True)
    materials: str = f.text(N_("Materials"), long=True)
    budget: int | None = f.money(N_("Budget"))
    cost: int | None = f.money(N_("Cost"))
    left: ClassVar[f.Computed] = f.computed(N_("Left of the budget"), lambda c: c.budget - c.cost, kind="money",
                                            unit=N_("yuan"), decimals=2)
    cancel_reason: str = f.text(N_("Reason for cancelling"))

    def label(self) -> str:
        """The topic."""
        return self.topic

    def detail(self) -> str:
        """Day and place."""
        return f"{self.held_on or ''} {self.place}".strip()

    def problems(self) -> dict[str, str]:
        """Times are hours and minutes, the end after the start; a cancelled training says why."""
        wrong = {name: _("Write the time as hours and minutes, for example 09:30.")
                 for name in ("starts_at", "ends_at") if (v := getattr(self, name)) and not CLOCK.fullmatch(v)}
        if not wrong and self.starts_at and self.ends_at and self.ends_at.zfill(5) <= self.starts_at.zfill(5):
            wrong["ends_at"] = _("The training would end before it begins.")
        if self.state == "cancelled" and not self.cancel_reason:
            wrong["cancel_reason"] = _("Say why the training was cancelled.")
        return wrong


class Participant(Record, table=True):
    """A person registered for a training, or who walked in."""

    NAME: ClassVar[str] = N_("Participant")
    FORM: ClassVar[Groups] = (
        Group("name kind attendance event_id organisation:2 person_id phone pre_score post_score gain remark:3"),
    )
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    kind: str = f.choice(N_("Kind"), PARTICIPANT_KINDS, default="farmer")
    person_id: int | None = f.link(N_("Person"), "person.id")
    name: str = f.text(N_("Person's name"), required=True, search=True)
    organisation: str = f.text(N_("Firm or village"), search=True)
    phone: str = f.phone(N_("Phone"))
    attendance: str = f.choice(N_("Attendance"), ATTENDANCE, default="registered")
    pre_score: float | None = f.number(N_("Score before"), decimals=0, low=0, high=100)
    post_score: float | None = f.number(N_("Score after"), decimals=0, low=0, high=100)
    gain: ClassVar[f.Computed] = f.computed(N_("Gain in score"), lambda c: c.post_score - c.pre_score, decimals=1)
    remark: str = f.text(N_("Remark"), long=True)

    def provide(self, before: Any, session: Session) -> None:
        """Who takes part is a person."""
        keep_person(self, before, session, number="phone", role=ROLE_OF.get(self.kind, ""), place=self.organisation)

    def detail(self) -> str:
        """Firm or village, phone."""
        return " · ".join(t for t in (self.organisation, self.phone) if t)


class TrainingMaterial(Record, table=True):
    """A handout of a training in one version, copies planned and given out."""

    NAME: ClassVar[str] = N_("Training material")
    FORM: ClassVar[Groups] = (Group("title:2 version planned given left remark:2"),)
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    title: str = f.text(N_("Title"), required=True, search=True)
    version: str = f.text(N_("Version"))
    planned: int | None = f.whole(N_("Copies planned"), low=0)
    given: int | None = f.whole(N_("Copies given out"), low=0)
    left: ClassVar[f.Computed] = f.computed(N_("Copies left"), lambda c: c.planned - c.known(c.given, 0), kind="whole")
    remark: str = f.text(N_("Remark"))
