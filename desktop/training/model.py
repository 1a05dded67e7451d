"""A training with its sessions, who takes part, who came to which session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, alive_in_sql, living
from desktop.core.verbs import remove, store
from desktop.people.finding import keep_person
from desktop.training.choices import (
    ATTENDANCE,
    AUDIENCES,
    PARTICIPANT_KINDS,
    PRESENT,
    ROLE_OF,
    STATES,
)
from desktop.training.clock import clock, is_clock, minutes_between
from desktop.training.trainers import know_trainer, offered_trainers


def clock_problems(record: Any) -> dict[str, str]:
    """What is wrong about the hours of a training or a session."""
    wrong = {name: _("Write the time as hours and minutes, for example 09:30.")
             for name in ("starts_at", "ends_at") if (v := getattr(record, name)) and not is_clock(v)}
    if not wrong and record.starts_at and record.ends_at and record.ends_at <= record.starts_at:
        wrong["ends_at"] = _("The training would end before it begins.")
    return wrong


class TrainingEvent(Record, table=True):
    """One training: what, for whom, when, where, by whom. Day and hours are those of its first session."""

    NAME: ClassVar[str] = N_("Training")
    FORM: ClassVar[Groups] = (
        Group("topic:2 code held_on starts_at ends_at audience trainer trainer_id state region_id place:2 dealer_id plan_id "
              "expected budget cost left cancel_reason:3", N_("Training")),
        Group("programme materials", N_("Programme")),
        Group("summary practice follow_up_on", N_("Summary")),
    )
    code: str = f.code(N_("Training code"), "T", year_of="held_on")
    topic: str = f.text(N_("Topic"), required=True, search=True)
    audience: str = f.choice(N_("Audience"), AUDIENCES, default="farmers")
    state: str = f.choice(N_("State"), STATES, default="planned")
    held_on: date | None = f.day(N_("Day"), required=True, index=True)
    starts_at: str = f.text(N_("Begins at"), normal=clock)
    ends_at: str = f.text(N_("Ends at"), normal=clock)
    place: str = f.text(N_("Place"), search=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    dealer_id: int | None = f.link(N_("Host dealer"), "dealer.id")
    trainer: str = f.text(N_("Trainer"), search=True, suggest=offered_trainers)
    trainer_id: int | None = f.link(N_("Trainer's record"), "person.id")
    plan_id: int | None = f.link(N_("Line of the plan"), "trainingplan.id")
    expected: int | None = f.whole(N_("People expected"), low=0)
    programme: str = f.text(N_("Programme"), search=True, long=True)
    summary: str = f.text(N_("Summary"), search=True, long=True)
    materials: str = f.text(N_("Materials"), long=True)
    budget: int | None = f.money(N_("Budget"))
    cost: int | None = f.money(N_("Cost"))
    left: ClassVar[f.Computed] = f.computed(N_("Left of the budget"), lambda c: c.budget - c.cost, kind="money",
                                            unit=N_("yuan"), decimals=2)
    cancel_reason: str = f.text(N_("Reason for cancelling"))
    practice: str = f.text(N_("Practice to be taken up"), search=True, long=True)
    follow_up_on: date | None = f.day(N_("Look for it on"), index=True, not_before="held_on")

    def label(self) -> str:
        """The topic."""
        return self.topic

    def detail(self) -> str:
        """Day and place."""
        return f"{self.held_on or ''} {self.place}".strip()

    def problems(self) -> dict[str, str]:
        """Times are hours and minutes, the end after the start; a cancelled training says why."""
        wrong = clock_problems(self)
        if self.state == "cancelled" and not self.cancel_reason:
            wrong["cancel_reason"] = _("Say why the training was cancelled.")
        return wrong

    def before_save(self, before: Any, session: Session) -> None:
        """The trainer is a person who is known; a new training is what the plan says of its month, audience and topic."""
        know_trainer(self, before, session)
        if before is None and self.plan_id is None:
            self.plan_id = planned_as(session, self)

    def after_save(self, before: Any, session: Session) -> None:
        """A training has a session; one that is put off takes its sessions with it."""
        own = sessions_of(session, self.id)
        if not own:
            store(session, TrainingSession, {"event_id": self.id, "held_on": self.held_on, "starts_at": self.starts_at,
                                             "ends_at": self.ends_at})
        elif before is not None:
            put_off(session, own, before, self)


class TrainingSession(Record, table=True):
    """One sitting of a training: a day, its hours, a group. What it does not say is as the training says it."""

    NAME: ClassVar[str] = N_("Training session")
    FORM: ClassVar[Groups] = (
        Group("event_id number held_on starts_at ends_at minutes group_name topic:2 place:2 trainer trainer_id remark:3"),)
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    number: int | None = f.whole(N_("Session no."), low=1, counted_in="event_id", reused=True)
    held_on: date | None = f.day(N_("Day"), required=True, index=True)
    starts_at: str = f.text(N_("Begins at"), normal=clock)
    ends_at: str = f.text(N_("Ends at"), normal=clock)
    group_name: str = f.text(N_("Only for the group"))
    topic: str = f.text(N_("What is taught"), search=True)
    place: str = f.text(N_("Other place"))
    trainer: str = f.text(N_("Other trainer"), search=True, suggest=offered_trainers)
    trainer_id: int | None = f.link(N_("Trainer's record"), "person.id")
    minutes: int | None = f.whole(N_("Length"), unit=N_("min"), low=1, high=1440)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Number, day and hour, group."""
        return " ".join(t for t in (f"{self.number or ''}.", str(self.held_on or ""), self.starts_at, self.group_name) if t)

    def detail(self) -> str:
        """What is taught, where."""
        return " · ".join(t for t in (self.topic, self.place) if t)

    def problems(self) -> dict[str, str]:
        """Times are hours and minutes, the end after the start."""
        return clock_problems(self)

    def before_save(self, before: Any, session: Session) -> None:
        """Where both hours are given they say how long it takes."""
        know_trainer(self, before, session)
        self.minutes = minutes_between(self.starts_at, self.ends_at) or self.minutes

    def after_save(self, before: Any, session: Session) -> None:
        """The session that a training has by itself goes once one of that day is typed that says more."""
        stands_in = _stand_in(session, self) if before is None else None
        if stands_in is not None:
            _remove_stand_in(session, stands_in)

    def before_delete(self, session: Session) -> None:
        """A training keeps one session at least."""
        if len(sessions_of(session, self.event_id)) <= 1:
            raise FieldErrors({"event_id": _("A training has one session at least: change this one, or delete the training.")})


class Participant(Record, table=True):
    """A person registered for a training, or who walked in. `attendance` sums up the sessions."""

    NAME: ClassVar[str] = N_("Participant")
    FORM: ClassVar[Groups] = (
        Group("name kind attendance event_id organisation:2 group_name person_id phone pre_score post_score gain "
              "certificate remark:3"),
    )
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    kind: str = f.choice(N_("Kind"), PARTICIPANT_KINDS, default="farmer")
    person_id: int | None = f.link(N_("Person"), "person.id")
    name: str = f.text(N_("Person's name"), required=True, search=True)
    organisation: str = f.text(N_("Firm or village"), search=True)
    phone: str = f.phone(N_("Phone"))
    group_name: str = f.text(N_("Training group"))
    attendance: str = f.choice(N_("Attendance"), ATTENDANCE, default="registered")
    pre_score: float | None = f.number(N_("Score before"), decimals=0, low=0, high=100)
    post_score: float | None = f.number(N_("Score after"), decimals=0, low=0, high=100)
    gain: ClassVar[f.Computed] = f.computed(N_("Gain in score"), lambda c: c.post_score - c.pre_score, decimals=1)
    normal_gain: ClassVar[f.Computed] = f.computed(
        N_("Normalised gain"), lambda c: (c.post_score - c.pre_score) * 100.0 / (100 - c.pre_score),
        unit="%", decimals=1)
    certificate: str = f.text(N_("Certificate no."), search=True)
    remark: str = f.text(N_("Remark"), long=True)

    def provide(self, before: Any, session: Session) -> None:
        """Who takes part is a person."""
        keep_person(self, before, session, number="phone", role=ROLE_OF.get(self.kind, ""), place=self.organisation)

    def detail(self) -> str:
        """Firm or village, phone."""
        return " · ".join(t for t in (self.organisation, self.phone) if t)

    def after_save(self, before: Any, session: Session) -> None:
        """A mark for the training as a whole is one for each of its sessions."""
        was = before.attendance if before is not None else "registered"
        if self.attendance != was and summed_up(marks_of(session, self.id).values()) != self.attendance:
            for sitting in sessions_of(session, self.event_id):
                if expects(sitting, self):
                    mark_session(session, sitting.id, self.id, self.attendance)


class SessionMark(Record, table=True):
    """Whether a participant came to a session."""

    NAME: ClassVar[str] = N_("Mark of attendance")
    ONCE: ClassVar[tuple[str, ...]] = ("session_id", "participant_id")
    FORM: ClassVar[Groups] = (Group("session_id participant_id attendance remark"),)
    session_id: int | None = f.link(N_("Training session"), "trainingsession.id", owned=True)
    participant_id: int | None = f.link(N_("Participant"), "participant.id", owned=True)
    attendance: str = f.choice(N_("Attendance"), ATTENDANCE, default="registered")
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """The mark itself."""
        return ATTENDANCE.label(self.attendance)

    def before_save(self, before: Any, session: Session) -> None:
        """One mark a person and session, of one training."""
        sitting, person = session.get(TrainingSession, self.session_id), session.get(Participant, self.participant_id)
        if sitting and person and sitting.event_id != person.event_id:
            raise FieldErrors({"participant_id": _("This person is on the list of another training.")})
        if before is None and mark_id(session, self.session_id, self.participant_id) is not None:
            raise FieldErrors({"participant_id": _("This person has a mark for this session already.")})


# -- rules over several of them ---------------------------------------------------------------------------------------


def planned_as(session: Session, event: Any) -> int | None:
    """The line of the plan that a training carries out: of its month and audience, with its topic."""
    found: int | None = session.connection().exec_driver_sql(
        f"SELECT id FROM trainingplan WHERE year = ? AND month = ? AND audience = ? AND topic = ? AND "
        f"{alive_in_sql('trainingplan')} ORDER BY id", (
            event.held_on.year, event.held_on.month, event.audience, event.topic)).scalar() if event.held_on else None
    return found


def sessions_of(session: Session, event_id: int | None) -> list[TrainingSession]:
    """The living sessions of a training, by day and hour."""
    query = living(TrainingSession).where(col(TrainingSession.event_id) == event_id)
    return list(session.exec(query.order_by(col(TrainingSession.held_on), col(TrainingSession.starts_at),
                                            col(TrainingSession.number))))


TOLD = ("ends_at", "group_name", "topic", "place", "trainer", "trainer_id", "minutes", "remark")
"""What a session says of its own; one that was made with its training, of a day and at most an hour, says nothing of it."""


def _stand_in(session: Session, typed: Any) -> TrainingSession | None:
    """The session that was made with a training, where nobody told anything about it or marked anyone for it, and `typed` is
    of the same day and hour and says more: left beside it, it would meet every other one of that day."""
    others = [one for one in sessions_of(session, typed.event_id) if one.id != typed.id]
    first = min(others, key=lambda one: int(one.id or 0), default=None)
    if first is None or not (typed.starts_at or typed.group_name) or first.held_on != typed.held_on:
        return None
    begins = first.starts_at
    if begins and begins != typed.starts_at and not typed.starts_at < begins < typed.ends_at:
        return None  # an hour at which the typed one is not held: another session
    marked = session.exec(living(SessionMark).where(col(SessionMark.session_id) == first.id)).first()
    return None if marked or any(getattr(first, name) for name in TOLD) else first


def _remove_stand_in(session: Session, gone: TrainingSession) -> None:
    """Take away the session that a training had by itself; those that were counted after it move up."""
    event, number = gone.event_id, gone.number or 0
    remove(session, TrainingSession, [int(gone.id or 0)])
    left = sorted(sessions_of(session, event), key=lambda one: one.number or 0)
    if all((one.number or 0) > number for one in left):
        for one in left:
            store(session, TrainingSession, {"number": (one.number or 0) - 1}, one.id)


def expects(sitting: Any, participant: Any) -> bool:
    """Whether a session is for a participant: it is for all, or for the group that is theirs."""
    return not sitting.group_name or sitting.group_name == participant.group_name


def marks_of(session: Session, participant_id: int) -> dict[int, str]:
    """Session → mark of one participant."""
    query = living(SessionMark).where(col(SessionMark.participant_id) == participant_id)
    return {int(mark.session_id or 0): mark.attendance for mark in session.exec(query)}


def mark_id(session: Session, session_id: int | None, participant_id: int | None) -> int | None:
    """The key of the mark a participant has for a session."""
    query = living(SessionMark).where(col(SessionMark.session_id) == session_id,
                                      col(SessionMark.participant_id) == participant_id)
    found = session.exec(query).first()
    return found.id if found else None


def mark_session(session: Session, session_id: int, participant_id: int, attendance: str) -> None:
    """Keep whether a participant came to a session, inside an action."""
    known = mark_id(session, session_id, participant_id)
    values = {} if known else {"session_id": session_id, "participant_id": participant_id}
    store(session, SessionMark, {**values, "attendance": attendance}, known)


def summed_up(marks: Iterable[str]) -> str:
    """What the marks of several sessions come to: who came once came; excused is who was excused from all there was."""
    found = set(marks) - {"registered"}
    came = next((mark for mark in PRESENT if mark in found), "")
    return came or ("absent" if "absent" in found else "excused" if found else "registered")


def put_off(session: Session, own: list[TrainingSession], before: Any, now: Any) -> None:
    """Let the sessions follow a training that is put off by days, or to other hours."""
    days = now.held_on - own[0].held_on if now.held_on != before.held_on else timedelta(0)
    hours = (before.starts_at, before.ends_at), (now.starts_at, now.ends_at)
    for sitting in own:
        values: dict[str, Any] = {"held_on": sitting.held_on + days} if days and sitting.held_on else {}
        if hours[0] != hours[1] and (sitting.starts_at, sitting.ends_at) == hours[0]:
            values |= {"starts_at": now.starts_at, "ends_at": now.ends_at}
        if values:
            store(session, TrainingSession, values, sitting.id)
