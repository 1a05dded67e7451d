"""When a season of sale ends (季末), read from the dated catalogue of receivables: "06-30" each year."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.core import catalogues
from desktop.core.periods import YEAR, period, year_start

ONE = timedelta(days=1)


def season_ended(day: date) -> tuple[date, date]:
    """First and last day of the season that ended last, on `day` at the latest, by the rule that holds on that day."""
    rows = [row for row in catalogues.load("receivables").where(kind="season") if date.fromisoformat(row["from"]) <= day]
    month, last = year_start(max(rows, key=lambda row: row["from"])["ends"])
    next_first = date(2025, month, last) + ONE  # the day after is that on which the next season begins
    first = period(YEAR, day + ONE, (next_first.month, next_first.day)).before()
    return first.first, first.last


def verified() -> bool:
    """Whether somebody has confirmed the rule."""
    return catalogues.load("receivables").verified
