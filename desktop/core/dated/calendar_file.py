"""Dated things as an iCalendar file (RFC 5545), for the calendar of a phone or an office program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from desktop.core.files import save_bytes
from desktop.core.i18n import _
from desktop.core.reminders import LEVELS, Agenda

HOURS = timedelta(hours=2)
"""So long is what has an hour, but no end."""


def export_dates(lines: Iterable[Agenda], path: Path, name: str) -> int:
    """Write dated lines into an .ics file of this name; gives how many. Raises a `UserError` where it cannot be written."""
    kept = list(lines)
    content = dates_bytes(kept, name)
    save_bytes(path, content)
    return len(kept)


def dates_bytes(lines: Iterable[Agenda], name: str) -> bytes:
    """The calendar. Its keys are stable: a program that reads a later one again changes what it has, and never doubles it."""
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in (("prodid", "-//AgriDesk//Dates//EN"), ("version", "2.0"), ("calscale", "GREGORIAN"),
                       ("x-wr-calname", name)):
        calendar.add(key, value)
    for line in lines:
        calendar.add_component(_entry(line))
    return bytes(calendar.to_ical())


def _entry(line: Agenda) -> Any:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{line.table}-{line.id}-{line.field or line.on.isoformat()}@agridesk")
    entry.add("dtstamp", datetime.now(UTC))
    entry.add("summary", line.title)
    begin, end = span(line.on, line.at)
    entry.add("dtstart", begin)
    entry.add("dtend", end)
    if line.detail:
        entry.add("description", line.detail)
    entry.add("categories", [_(LEVELS[line.level])])
    entry.add("transp", "OPAQUE" if line.at else "TRANSPARENT")
    return entry


def span(on: date, at: str) -> tuple[date, date] | tuple[datetime, datetime]:
    """Beginning and end: the whole day without an hour, else two hours by the clock of the place, without a zone."""
    start = hour(at)
    if start is None:
        return on, on + timedelta(days=1)
    begin = datetime.combine(on, start)
    return begin, begin + HOURS


def hour(text: str) -> time | None:
    """A clock reading such as 9:00 or 14:30; None where it is none."""
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes[:2].isdecimal() and int(hours) < 24 and int(minutes[:2]) < 60):
        return None
    return time(int(hours), int(minutes[:2]))
