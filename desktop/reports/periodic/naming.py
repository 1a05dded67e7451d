"""What periods and their reports are called, and which days they cover."""

from __future__ import annotations

from datetime import date

from desktop.core.i18n import _
from desktop.core.periods import FINDERS, USUAL_START, YEAR, Period, period
from desktop.reports.periodic.states import KINDS, SEASON


def days_of(kind: str, day: date, start: tuple[int, int] = USUAL_START) -> tuple[date, date]:
    """First and last day of the period of a report that a day lies in; a season lasts, until somebody says otherwise, from
    its day to the end of the business year."""
    if kind == SEASON:
        return day, period(YEAR, day, start).last
    return FINDERS[kind](day, start)


def spell(kind: str, first: date, last: date, start: tuple[int, int] = USUAL_START) -> Period:
    """The days of a report as a period, which knows the one before and last year's."""
    return Period(first, last, kind, start)


def called(kind: str, first: date | None, last: date | None) -> str:
    """A period in words that a reader needs no calendar for: 2026-04, 2026-04-13 to 2026-04-19."""
    if first is None or last is None:
        return ""
    if kind in ("month", "day", "quarter", "half", "year"):
        return Period(first, last, kind).title()
    return _("{first} to {last}").format(first=first, last=last)


def titled(kind: str, first: date | None, last: date | None) -> str:
    """What the report of a period is called."""
    return f"{KINDS.label(kind)} {called(kind, first, last)}".strip()
