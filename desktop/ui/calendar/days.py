"""The days of a month as a calendar shows them. Pure."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from desktop.core.i18n import N_, _

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
          N_("September"), N_("October"), N_("November"), N_("December"))


def weeks_of(month: date) -> list[list[date]]:
    """The whole weeks, from Monday, that a month touches."""
    first = month.replace(day=1)
    start = first - timedelta(days=first.weekday())
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    count = (last - start).days // 7 + 1
    return [[start + timedelta(days=7 * w + d) for d in range(7)] for w in range(count)]


def week_of(day: date) -> list[date]:
    """The seven days, from Monday, among which a day is."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of that month where there is none."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year < 9999:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def title_of_month(month: date) -> str:
    """A month in words: April 2026, 2026年4月."""
    return _("{month} {year}").format(month=_(MONTHS[month.month - 1]), year=month.year, number=month.month)
