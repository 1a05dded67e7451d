"""What the calendar of Today shows, without Qt: the dated things of every feature in a span of days, and the solar terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.database import Database
from desktop.core.reminders import Agenda, Days, dated
from desktop.today.board import Sources, term_name


@dataclass(frozen=True)
class Dates:
    """The lines of the days from `first` to `last`, each with the name of its feature, in the order of the days; the solar
    terms that begin in them."""

    first: date
    last: date
    lines: tuple[tuple[str, Agenda], ...]
    terms: dict[date, str]


def gather_dates(db: Database, features: Sequence[tuple[str, Sources]], first: date, last: date, today: date) -> Dates:
    """Ask every feature (its name, what loads its reminders) what the days from `first` to `last` hold."""
    days = Days(today, first, last)
    with db.reading() as session:
        lines = [(name, line) for name, sources in features for line in dated(sources(session), session, days)]
    lines.sort(key=lambda told: (told[1].on, told[1].title))
    return Dates(first, last, tuple(lines), terms_between(first, last))


def terms_between(first: date, last: date) -> dict[date, str]:
    """The solar terms (节气) that begin from `first` to `last`, in the language in force."""
    from lunar_python import Solar

    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    named = ((day, Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi()) for day in days)
    return {day: term_name(name) for day, name in named if name}
