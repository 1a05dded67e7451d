"""What Today hears from technical service: follow-ups, clocks of complaints, lots that draw complaints, measures due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core.i18n import N_, _, ngettext
from desktop.core.listing import Listing
from desktop.core.records import alive, living, table_of
from desktop.core.reminders import Agenda, Reminder, behind
from desktop.service.calendar import dated
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.service.lists import CASES, COMPLAINTS, HANDOUTS
from desktop.service.states import OPEN_CASES, OPEN_COMPLAINTS
from desktop.service.technique_model import TechniqueSheet, TechniqueStep

MOST = 30
URGENT = 7


def reminders(session: Session, today: date, days: int) -> Sequence[Reminder | Agenda]:
    """Tiles and dated lines of technical service for `today` and the `days` after it."""
    def tile(listing: Listing, preset: str, level: str, one: str, many: str) -> Reminder:
        count = behind(session, listing, preset)
        return Reminder(ngettext(one, many, count).format(days=days), count, level, "service", listing.name, preset)

    until = today + timedelta(days=days)
    found: list[Reminder | Agenda] = [
        tile(CASES, "due", "late", N_("case to follow up"), "cases to follow up"),
        tile(CASES, "unanswered", "soon", N_("case without advice"), "cases without advice"),
        tile(COMPLAINTS, "unanswered", "late", N_("complaint whose first answer is due"),
             "complaints whose first answer is due"),
        tile(COMPLAINTS, "overdue", "late", N_("complaint past its day of resolution"),
             "complaints past their day of resolution"),
        tile(COMPLAINTS, "warned", "late", N_("open complaint about a lot of which others complain too"),
             "open complaints about lots of which others complain too"),
        tile(HANDOUTS, "expiring", "soon", N_("handout whose validity ends within {days} days"),
             "handouts whose validity ends within {days} days")]
    return [*found, *_follow_ups(session, today, until), *_clocks(session, today, until), *_measures(session, today, until)]


def _level(on: date, today: date) -> str:
    return "late" if on < today else "soon" if on <= today + timedelta(days=URGENT) else "info"


def _follow_ups(session: Session, today: date, until: date) -> list[Agenda]:
    t = table_of(FarmerCase)
    rows = session.execute(select(t.c.id, t.c.follow_up_on, t.c.farmer, t.c.symptom).where(
        t.c.state.in_(OPEN_CASES), t.c.follow_up_on <= until, alive(t)).order_by(t.c.follow_up_on).limit(MOST))
    return [Agenda(r.follow_up_on, _("Follow up: {farmer}").format(farmer=r.farmer or "–"), r.symptom,
                   _level(r.follow_up_on, today), "farmercase", r.id) for r in rows]


def _clocks(session: Session, today: date, until: date) -> list[Agenda]:
    """The last useful day of an appraisal that was not asked for yet, and the days by which complaints must be resolved."""
    t = table_of(Complaint)
    named: Any = {
        t.c.appraisal_last: N_("Last day for an appraisal: {complainant}"),
        t.c.response_due: N_("First answer due: {complainant}"),
        t.c.resolution_due: N_("Resolution due: {complainant}")}
    done = {t.c.appraisal_last: t.c.appraisal_wanted_on.is_(None), t.c.response_due: t.c.responded_on.is_(None),
            t.c.resolution_due: t.c.settled_on.is_(None)}
    found = []
    for day, title in named.items():
        rows = session.execute(select(t.c.id, day.label("day"), t.c.complainant, t.c.lot).where(
            t.c.state.in_(OPEN_COMPLAINTS), day.between(today - timedelta(days=60), until), done[day],
            alive(t)).order_by(day).limit(MOST))
        found += [Agenda(r.day, _(title).format(complainant=r.complainant), r.lot, _level(r.day, today), "complaint", r.id)
                  for r in rows]
    return found


def _measures(session: Session, today: date, until: date) -> Iterator[Agenda]:
    """The measures of published sheets that are to be reminded of and begin in these days."""
    sheets = session.exec(living(TechniqueSheet).where(
        col(TechniqueSheet.state) == "published"))
    for sheet in list(sheets):
        steps = session.exec(living(TechniqueStep).where(
            col(TechniqueStep.sheet_id) == sheet.id, col(TechniqueStep.remind).is_(True))).all()
        for year in range(today.year - 1, until.year + 2):  # sown last autumn; counted back from next year
            for line in dated(sheet, steps, year) if steps else ():
                if line.begins and today <= line.begins <= until:
                    yield Agenda(line.begins, line.step.what.split("\n")[0][:60], sheet.title, _level(line.begins, today),
                                 "techniquestep", line.step.id)


