"""What Today hears from technical service: follow-ups, clocks of complaints, lots that draw complaints, measures due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import N_, ngettext
from desktop.core.listing import Condition, Query
from desktop.core.records import Record, alive, table_of
from desktop.core.reminders import Agenda, Dated, Days, KeyFigure, Tile, level
from desktop.service.calendar import dated
from desktop.service.lists import CASES, COMPLAINTS, HANDOUTS, INSPECTIONS, SAMPLES
from desktop.service.states import OPEN_CASES, OPEN_COMPLAINTS
from desktop.service.technique_model import TechniqueSheet, TechniqueStep

MOST = 30
URGENT = 7
CLOCK_PAST = 60


def _clock(day: str, title: str, done: str) -> Dated:
    """A day by which something must be done for an open complaint, as long as `done` is empty."""
    return Dated(COMPLAINTS, day, title, ("lot",), (Condition("state", "in", OPEN_COMPLAINTS), Condition(done, "empty")),
                 soon=URGENT, past=CLOCK_PAST, most=MOST)


def _open_cases(session: Session, asked: Days) -> list[KeyFigure]:
    """How many cases of growers are open, and how many complaints beside them."""
    if not asked.to_do:
        return []
    cases, complaints = (listing.count(session, Query(conditions=listing.preset("open").conditions()))
                         for listing in (CASES, COMPLAINTS))
    said = ngettext("and {n} complaint", "and {n} complaints", complaints).format(n=complaints)
    return [KeyFigure("cases", f"{cases:,}", said, "info", "service", CASES.name, "open", amount=cases)]


def _measures(session: Session, asked: Days) -> list[Agenda]:
    """The measures of published sheets that are to be reminded of and begin in these days."""
    return list(_begun(session, asked))


def _rows(session: Session, model: type[Record], **values: Any) -> Sequence[Any]:
    """The living rows of a model with these values. Not its records: the first one asked for makes SQLAlchemy look
    through every model that is loaded, which Today would wait for."""
    table = table_of(model)
    return session.execute(select(table).where(alive(table), *(table.c[k] == v for k, v in values.items()))).all()


def _begun(session: Session, asked: Days) -> Iterator[Agenda]:
    for sheet in _rows(session, TechniqueSheet, state="published"):
        steps = _rows(session, TechniqueStep, sheet_id=sheet.id, remind=True)
        for year in range(asked.first.year - 1, asked.last.year + 2):  # sown last autumn; counted back from next year
            for line in dated(sheet, steps, year) if steps else ():
                if line.begins and asked.first <= line.begins <= asked.last:
                    yield Agenda(line.begins, line.step.what.split("\n")[0][:60], sheet.title,
                                 _pressing(line.begins, asked.today), "techniquestep", line.step.id)


def _pressing(begins: date, today: date) -> str:
    """A measure whose day is past was not promised to anybody: it is not late."""
    return level(begins, today, URGENT) if begins >= today else "info"


REMINDERS = (
    _open_cases,
    Tile(CASES, "due", "late", N_("case to follow up"), "cases to follow up", weight=2),
    Tile(CASES, "unanswered", "soon", N_("case without advice"), "cases without advice"),
    Tile(COMPLAINTS, "unanswered", "late", N_("complaint whose first answer is due"), "complaints whose first answer is due",
         weight=3),
    Tile(COMPLAINTS, "overdue", "late", N_("complaint past its day of resolution"),
         "complaints past their day of resolution", weight=3),
    Tile(COMPLAINTS, "warned", "late", N_("open complaint about a lot of which others complain too"),
         "open complaints about lots of which others complain too", weight=3),
    Tile(HANDOUTS, "expiring", "soon", N_("handout whose validity ends within {days} {days:day|days}"),
         "handouts whose validity ends within {days} days"),
    Dated(CASES, "follow_up_on", N_("Follow up: {farmer}"), ("symptom",), (Condition("state", "in", OPEN_CASES),),
          soon=URGENT, past=None, most=MOST, weight=2, moves=True),
    _clock("appraisal_last", N_("Complaint, last day for an appraisal: {complainant}"), "appraisal_wanted_on"),
    _clock("response_due", N_("First answer to a complaint due: {complainant}"), "responded_on"),
    _clock("resolution_due", N_("Resolution of a complaint due: {complainant}"), "settled_on"),
    Dated(SAMPLES, "recheck_until", N_("Sealed sample: last day to have it tested again ({number})"), ("kept_by",), weight=3),
    Dated(INSPECTIONS, "held_on", N_("Joint inspection: {place}"), ("participants",), soon=URGENT, moves=True),
    Dated(HANDOUTS, "expires_on", N_("Handout no longer valid: {title}"), (), (Condition("state", "is", "published"),)),
    Dated(CASES, "reported_on", N_("Case: {farmer}"), ("symptom",), done=True),
    Dated(COMPLAINTS, "received_on", N_("Complaint: {complainant}"), ("lot",), done=True),
    _measures)
"""What is late, due and to come in technical service."""
