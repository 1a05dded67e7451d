"""Trainings as an iCalendar file (RFC 5545), for the calendar of a phone or an office program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from desktop.core.database import Database
from desktop.core.files import save_bytes
from desktop.core.i18n import _
from desktop.core.records import alive
from desktop.training.choices import STATES
from desktop.training.model import TrainingEvent, TrainingSession

STATUS = {"planned": "TENTATIVE", "announced": "CONFIRMED", "held": "CONFIRMED", "evaluated": "CONFIRMED",
          "cancelled": "CANCELLED"}
Sitting = tuple[TrainingEvent, TrainingSession]
PLAIN_HOURS = timedelta(hours=2)  # a training with a beginning but no end


def export_calendar(db: Database, path: Path, ids: Sequence[int] | None = None) -> int:
    """Write the trainings named (all, if none are) into an .ics file; gives how many."""
    with db.reading() as session:
        sittings = _sittings(session, ids)
    content = calendar_bytes(sittings)
    save_bytes(path, content)
    return len(sittings)


def _sittings(session: Session, ids: Sequence[int] | None) -> list[Sitting]:
    query = select(TrainingEvent, TrainingSession).join(
        TrainingSession, col(TrainingSession.event_id) == col(TrainingEvent.id)).where(
        alive(TrainingEvent, TrainingSession)).order_by(col(TrainingSession.held_on), col(TrainingSession.starts_at))
    wanted = None if ids is None else set(ids)
    return [(event, sitting) for event, sitting in session.exec(query) if wanted is None or event.id in wanted]


def calendar_bytes(sittings: Sequence[Sitting]) -> bytes:
    """The calendar of some sessions. Its keys are stable: a program that reads it again changes, never doubles."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//AgriDesk//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _("Trainings"))
    for event, sitting in sittings:
        if sitting.held_on:
            calendar.add_component(_entry(event, sitting))
    return bytes(calendar.to_ical())


def _entry(event: TrainingEvent, sitting: TrainingSession) -> Any:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"training-{sitting.id}@agridesk")
    entry.add("dtstamp", datetime.now(UTC))
    entry.add("summary", " · ".join(t for t in (event.topic, sitting.topic, sitting.group_name) if t))
    for name, moment in zip(("dtstart", "dtend"), span(sitting), strict=True):
        entry.add(name, moment)
    place, trainer = sitting.place or event.place, sitting.trainer or event.trainer
    if place:
        entry.add("location", place)
    lines = [event.programme, _("Trainer: {name}").format(name=trainer) if trainer else "", STATES.label(event.state)]
    entry.add("description", "\n".join(line for line in lines if line))
    entry.add("status", STATUS[event.state])
    return entry


def span(sitting: TrainingSession) -> tuple[date, date] | tuple[datetime, datetime]:
    """Beginning and end: whole days where no hour is given, else local time without a zone ("floating").

    A training happens at the clock of its place, wherever the calendar is read.
    """
    assert sitting.held_on is not None
    start, end = _clock(sitting.starts_at), _clock(sitting.ends_at)
    if start is None:
        return sitting.held_on, sitting.held_on + timedelta(days=1)
    begin = datetime.combine(sitting.held_on, start)
    return begin, datetime.combine(sitting.held_on, end) if end else begin + PLAIN_HOURS


def _clock(text: str) -> time | None:
    hours, colon, minutes = text.partition(":")
    return time(int(hours), int(minutes)) if colon else None
