"""Weeks counted from Spring Festival: seed sells by the festival more than by the month (it moves by up to four weeks)."""

from __future__ import annotations

from datetime import date, timedelta

WEEK = 7


def spring_festival(year: int) -> date:
    """The first day of the lunar year that begins in a year of the calendar."""
    from lunar_python import Lunar

    day = Lunar.fromYmd(year, 1, 1).getSolar()
    return date(day.getYear(), day.getMonth(), day.getDay())


def week_of(day: date, festival: date) -> int:
    """The week of a day from a festival: 1 begins on the festival's day, -1 ends the day before it; there is no week 0."""
    days = (day - festival).days
    return days // WEEK + 1 if days >= 0 else days // WEEK


def first_of(week: int, festival: date) -> date:
    """The first day of a week from a festival."""
    return festival + timedelta(days=WEEK * (week - 1 if week > 0 else week))
