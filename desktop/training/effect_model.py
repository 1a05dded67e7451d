"""What came of a training: what those who were there said of it, whether they use it, what our own people can do."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.history import manager
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living
from desktop.training import sights
from desktop.training.choices import PRESENT
from desktop.training.model import Participant
from desktop.training.rules import offered_skills, said_skill

RATINGS = ("content", "teaching", "organising", "usefulness")
USED = Choices("practice_used", {"open": N_("Not looked at yet"), "yes": N_("Uses it"), "partly": N_("Uses it partly"),
                                 "no": N_("Does not use it"), "na": N_("Does not apply")},
               {"open": "grey", "yes": "green", "partly": "amber", "no": "red", "na": "blue"})
LEVELS = Choices("skill_level", {"0": N_("0 not yet"), "1": N_("1 knows about it"), "2": N_("2 does it with help"),
                                 "3": N_("3 does it alone"), "4": N_("4 can teach it")},
                 {"0": "grey", "1": "red", "2": "amber", "3": "blue", "4": "green"})


class TrainingFeedback(Record, table=True):
    """What somebody who was there says of a training: marks from 1 to 5, and words."""

    NAME: ClassVar[str] = N_("Training feedback")
    FORM: ClassVar[Groups] = (Group("event_id participant_id content teaching organising usefulness best wish"),)
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    participant_id: int | None = f.link(N_("Participant"), "participant.id", owned=True)
    content: int | None = f.whole(N_("Content"), low=1, high=5)
    teaching: int | None = f.whole(N_("Teaching"), low=1, high=5)
    organising: int | None = f.whole(N_("Organisation of the training"), low=1, high=5)
    usefulness: int | None = f.whole(N_("Usefulness"), low=1, high=5)
    best: str = f.text(N_("Most useful"), search=True)
    wish: str = f.text(N_("Wishes"), search=True)

    def label(self) -> str:
        """The marks."""
        return " / ".join(str(getattr(self, name) or "–") for name in RATINGS)

    def before_save(self, before: Any, session: Session) -> None:
        """Only who was there is asked, and once."""
        person = session.get(Participant, self.participant_id)
        if person and person.event_id != self.event_id:
            raise FieldErrors({"participant_id": _("This person is on the list of another training.")})
        if person and person.attendance not in PRESENT:
            raise FieldErrors({"participant_id": _("{name} was not there: only those who attended are asked.").format(
                name=person.name)})
        query = living(TrainingFeedback).where(col(TrainingFeedback.participant_id) == self.participant_id)
        if before is None and session.exec(query).first():
            raise FieldErrors({"participant_id": _("This person has said what there was to say already.")})


class TrainingFollowUp(Record, table=True):
    """Whether somebody who was trained uses what was taught, looked at in the field or the shop."""

    NAME: ClassVar[str] = N_("Look at the practice")
    FORM: ClassVar[Groups] = (
        Group("participant_id event_id due_on state seen_on seen_by visit_id case_id practice:3 seen:3"),)
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    participant_id: int | None = f.link(N_("Participant"), "participant.id", owned=True)
    practice: str = f.text(N_("Practice to be taken up"), search=True)
    due_on: date | None = f.day(N_("Look for it on"), index=True, deadline=Deadline(("open",)))
    state: str = f.choice(N_("Is it used"), USED, default="open")
    seen_on: date | None = f.day(N_("Seen on"))
    seen_by: str = f.text(N_("Seen by"))
    visit_id: int | None = f.link(N_("Seen at visit"), "visit.id")
    case_id: int | None = f.link(N_("Seen with case"), "farmercase.id")
    seen: str = f.text(N_("What was seen of it"), search=True, long=True)

    def label(self) -> str:
        """The answer, and what it is about."""
        return " ".join(t for t in (USED.label(self.state), self.practice) if t)

    def problems(self) -> dict[str, str]:
        """What was looked at says when."""
        if self.state != "open" and not self.seen_on:
            return {"seen_on": _("Say on which day it was looked at.")}
        return {}

    def before_save(self, before: Any, session: Session) -> None:
        """It is of the training the participant was in, about what was taught there; an answer is of the newest visit
        or case since, where nobody says another day, and bears who saw it."""
        person = session.get(Participant, self.participant_id)
        if person:
            self.event_id = person.event_id
        if self.state != "open" and self.seen_on is None and not (self.visit_id or self.case_id):
            found = sights.newest(session, self.participant_id)
            self.visit_id, self.case_id, self.seen_on = found or (None, None, None)
        if self.state != "open" and not self.seen_by and (before is None or before.state == "open"):
            self.seen_by = manager(session)
        taught = session.connection().exec_driver_sql(
            "SELECT practice, topic FROM trainingevent WHERE id = ?", (self.event_id,)).first()
        if taught and not self.practice:
            self.practice = (taught[0] or taught[1]).split("\n")[0]


class SkillLevel(Record, table=True):
    """What one of our people could do on a day, and the plan to the next level."""

    NAME: ClassVar[str] = N_("Skill level")
    FORM: ClassVar[Groups] = (
        Group("person_id skill level evaluated_on evaluated_by target target_on event_id plan:3 remark:3"),)
    person_id: int | None = f.link(N_("Person"), "person.id", required=True)
    skill: str = f.text(N_("Skill"), required=True, search=True, suggest=offered_skills, say=said_skill)
    level: str = f.choice(N_("Level"), LEVELS, default="1")
    evaluated_on: date | None = f.day(N_("Judged on"), required=True, index=True)
    evaluated_by: str = f.text(N_("Judged by"))
    target: str = f.choice(N_("Next level"), LEVELS)
    target_on: date | None = f.day(N_("To be reached by"), index=True, not_before="evaluated_on")
    event_id: int | None = f.link(N_("By the training"), "trainingevent.id")
    plan: str = f.text(N_("Plan to the next level"), long=True)
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Skill and level."""
        return f"{said_skill(self.skill)} {LEVELS.label(self.level)}".strip()

    def problems(self) -> dict[str, str]:
        """The next level is above the one there is, and has a day."""
        if self.target and self.target <= self.level:
            return {"target": _("The next level lies above the level there is.")}
        if self.target and not self.target_on:
            return {"target_on": _("Say by when the next level is to be reached.")}
        return {}
