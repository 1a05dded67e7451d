"""Periods of reports, targets and lists: day, week, 旬, month, quarter, half, business year; the one before, last year's.

A period is named by its kind and its first day; everything else follows. The business year (业务年度) begins by
the office's setting ("10-01") on the first day of a month, since targets have months; other days are reckoned with as well
(a season of sale may end on any). Its quarters and halves are those of the calendar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DAY, WEEK, TENDAY, MONTH, QUARTER, HALF, YEAR = "day", "week", "tenday", "month", "quarter", "half", "year"
KINDS = (DAY, WEEK, TENDAY, MONTH, QUARTER, HALF, YEAR)
USUAL_START = (10, 1)  # the seed trade counts from October
ONE = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """The days `first` to `last`, both included. `start` is (month, day) on which the business year begins."""

    first: date
    last: date
    kind: str
    start: tuple[int, int] = USUAL_START

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """The period of this kind that ends the day before this one begins."""
        return period(self.kind, self.first - ONE, self.start)

    def after(self) -> Period:
        """The period of this kind that begins the day after this one ends."""
        return period(self.kind, self.last + ONE, self.start)

    def year_before(self) -> Period:
        """The same period one year earlier: of a day its date (29 February: the 28th), of a week the ISO week of the same
        number (the 53rd: the year's last), of all others the same months."""
        if self.kind != WEEK:
            return period(self.kind, year_back(self.first), self.start)
        year, number, _weekday = self.first.isocalendar()
        last_number = date(year - 1, 12, 28).isocalendar().week  # 28 December always lies in a year's last week
        return period(WEEK, date.fromisocalendar(year - 1, min(number, last_number), 1), self.start)

    def title(self) -> str:
        """Its name without words: 2026-04-15, 2026-W16, 2026-04-11–20, 2026-04, 2026 Q2, 2026 H1, 2026–2027."""
        year, month = self.first.year, self.first.month
        return {
            DAY: self.first.isoformat, WEEK: lambda: "{}-W{:02}".format(*self.first.isocalendar()[:2]),
            TENDAY: lambda: f"{self.first.isoformat()}–{self.last.day}", MONTH: lambda: f"{self.first:%Y-%m}",
            QUARTER: lambda: f"{year} Q{(month - 1) // 3 + 1}", HALF: lambda: f"{year} H{(month - 1) // 6 + 1}",
            YEAR: lambda: str(year) if self.last.year == year else f"{year}–{year + 1}",
        }[self.kind]()


def period(kind: str, day: date, start: tuple[int, int] = USUAL_START) -> Period:
    """The period of `kind` that `day` lies in. KeyError for an unknown kind."""
    first, last = FINDERS[kind](day, start)
    return Period(first, last, kind, start)


def year_start(text: str) -> tuple[int, int]:
    """(month, day) of a setting such as "10-01"; 1 October where it says no day that every year has."""
    month, _dash, first = text.partition("-")
    if not (month.isdecimal() and first.isdecimal()):
        return USUAL_START
    try:
        found = date(2025, int(month), int(first))
    except ValueError:
        return USUAL_START
    return found.month, found.day


def year_back(day: date) -> date:
    """The same day a year before; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _day(day: date, _start: tuple[int, int]) -> tuple[date, date]:
    return day, day


def _week(day: date, _start: tuple[int, int]) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _tenday(day: date, _start: tuple[int, int]) -> tuple[date, date]:
    """旬: days 1 to 10, 11 to 20, 21 to the end of the month."""
    number = min((day.day - 1) // 10, 2)
    return day.replace(day=number * 10 + 1), day.replace(day=number * 10 + 10) if number < 2 else _months(day, 1)[1]


def _months(day: date, count: int) -> tuple[date, date]:
    """The `count` months of the calendar year that `day` lies in."""
    first = date(day.year, (day.month - 1) // count * count + 1, 1)
    end = first.month + count
    return first, (date(first.year, end, 1) if end <= 12 else date(first.year + 1, 1, 1)) - ONE


def _year(day: date, start: tuple[int, int]) -> tuple[date, date]:
    year = day.year if (day.month, day.day) >= start else day.year - 1
    return date(year, *start), date(year + 1, *start) - ONE


FINDERS: dict[str, Callable[[date, tuple[int, int]], tuple[date, date]]] = {
    DAY: _day, WEEK: _week, TENDAY: _tenday, YEAR: _year,
    MONTH: lambda day, _start: _months(day, 1), QUARTER: lambda day, _start: _months(day, 3),
    HALF: lambda day, _start: _months(day, 6)}
