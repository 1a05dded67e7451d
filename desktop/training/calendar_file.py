"""Trainings as an iCalendar file (RFC 5545), for the calendar of a phone or an office program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.files import durable_save
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.training.choices import STATES
from desktop.training.model import TrainingEvent

STATUS = {"planned": "TENTATIVE", "announced": "CONFIRMED", "held": "CONFIRMED", "evaluated": "CONFIRMED",
          "cancelled": "CANCELLED"}
PLAIN_HOURS = timedelta(hours=2)  # a training with a beginning but no end


def export_calendar(db: Database, path: Path, ids: Sequence[int] | None = None) -> int:
    """Write the trainings named (all, if none are) into an .ics file; gives how many."""
    with db.reading() as session:
        events = _events(session, ids)
    content = calendar_bytes(events)
    durable_save(path, lambda file: _write(file, content))
    return len(events)


def _write(file: Any, content: bytes) -> None:
    file.write(content)


def _events(session: Session, ids: Sequence[int] | None) -> list[TrainingEvent]:
    query = living(TrainingEvent).order_by(col(TrainingEvent.held_on))
    wanted = None if ids is None else set(ids)
    return [e for e in session.exec(query) if wanted is None or e.id in wanted]


def calendar_bytes(events: Sequence[TrainingEvent]) -> bytes:
    """The calendar of some trainings. Its keys are stable: a program that reads it again changes, never doubles."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//AgriDesk//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _("Trainings"))
    for event in events:
        if event.held_on:
            calendar.add_component(_entry(event))
    return bytes(calendar.to_ical())


def _entry(event: TrainingEvent) -> Any:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"training-{event.id}@agridesk")
    entry.add("dtstamp", datetime.now(UTC))
    entry.add("summary", event.topic)
    for name, moment in zip(("dtstart", "dtend"), span(event), strict=True):
        entry.add(name, moment)
    if event.place:
        entry.add("location", event.place)
    lines = [event.programme, _("Trainer: {name}").format(name=event.trainer) if event.trainer else "",
             STATES.label(event.state)]
    entry.add("description", "\n".join(line for line in lines if line))
    entry.add("status", STATUS[event.state])
    return entry


def span(event: TrainingEvent) -> tuple[date, date] | tuple[datetime, datetime]:
    """Beginning and end: whole days where no hour is given, else local time without a zone ("floating").

    A training happens at the clock of its place, wherever the calendar is read.
    """
    assert event.held_on is not None
    start, end = _clock(event.starts_at), _clock(event.ends_at)
    if start is None:
        return event.held_on, event.held_on + timedelta(days=1)
    begin = datetime.combine(event.held_on, start)
    return begin, datetime.combine(event.held_on, end) if end else begin + PLAIN_HOURS


def _clock(text: str) -> time | None:
    hours, colon, minutes = text.partition(":")
    return time(int(hours), int(minutes)) if colon else None
