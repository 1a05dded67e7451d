"""Reports that are missing: periods since the first report of a kind, whose day is past and of which there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from desktop.core.periods import period
from desktop.core.records import alive, table_of
from desktop.reports.periodic import states as s
from desktop.reports.periodic.layouts import layout_for, start_of
from desktop.reports.periodic.model import PeriodReport

MOST = {"day": 10, "week": 8}
USUAL_MOST = 4


@dataclass(frozen=True)
class Missing:
    """A period without its report: whose (None: the manager's own), and when that was due. `last_id` is the newest there is."""

    kind: str
    first: date
    last: date
    due_on: date
    person_id: int | None
    last_id: int


def missing(session: Session, day: date) -> list[Missing]:
    """What is missing on a day, the newest periods of each kind; a series of reports that nobody began is not asked for."""
    table, found = table_of(PeriodReport), list[Missing]()
    series = session.execute(select(table.c.kind, table.c.person_id, func.min(table.c.starts_on), func.max(table.c.id)).where(
        alive(table), table.c.kind != s.SEASON).group_by(table.c.kind, table.c.person_id)).all()
    for kind, person, begun, last_id in series:
        layout = layout_for(session, kind, None, day)
        if layout.owed:
            found += _of_series(session, kind, person, begun, last_id, layout.due_days, day)
    return sorted(found, key=lambda one: (one.due_on, one.kind))


def _of_series(session: Session, kind: str, person: int | None, begun: date, last_id: int, due_days: int,
               day: date) -> list[Missing]:
    there = set(session.scalars(select(col(PeriodReport.starts_on)).where(
        alive(table_of(PeriodReport)), col(PeriodReport.kind) == kind, col(PeriodReport.person_id) == person)))
    found, one = list[Missing](), period(kind, day, start_of(session))
    for _step in range(MOST.get(kind, USUAL_MOST)):
        due = one.last + timedelta(days=due_days)
        if one.first < begun:
            break
        if one.first not in there and due < day and not (kind == "day" and one.first.weekday() > 4):
            found.append(Missing(kind, one.first, one.last, due, person, last_id))
        one = one.before()
    return found
