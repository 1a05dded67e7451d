"""The dated things of every feature in a span of days, and the solar terms that begin in it. Without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.feature import Feature, found
from desktop.core.kinds import tables_in
from desktop.core.reminders import Agenda, Days, Reminders, dated
from desktop.core.solar_terms import terms_between
from desktop.core.verbs import any_in

Sources = Callable[[Session], Sequence[Reminders]]
"""Loads what a feature tells."""


def told_by(feature: Feature) -> Sources:
    """What a feature tells Today. One that holds no record is not even loaded: it has nothing to tell."""
    def sources(session: Session) -> Sequence[Reminders]:
        return found(feature.reminders) if any_in(session, *tables_in(feature.models)) else []

    return sources


@dataclass(frozen=True)
class Dates:
    """The lines of the days from `first` to `last`, each with the name of its feature, in the order of the days; the solar
    terms that begin in them."""

    first: date
    last: date
    lines: tuple[tuple[str, Agenda], ...]
    terms: dict[date, str]


def _order(told: tuple[str, Agenda]) -> tuple[date, str, str]:
    """By day, then by hour, what has none behind, then by title."""
    return told[1].on, told[1].at or "~", told[1].title


def gather_dates(db: Database, features: Sequence[tuple[str, Sources]], first: date, last: date, today: date) -> Dates:
    """Ask every feature (its name, what loads its reminders) what the days from `first` to `last` hold."""
    days = Days(today, first, last)
    with db.reading() as session:
        lines = [(name, line) for name, sources in features for line in dated(sources(session), session, days)]
    lines.sort(key=_order)
    return Dates(first, last, tuple(lines), terms_between(first, last))
