"""What Today hears of reports: late ones, those due soon, those of which nobody began any."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from desktop.core.i18n import N_, _
from desktop.core.listing import Condition
from desktop.core.reminders import Agenda, Dated, Days, Tile
from desktop.reports.periodic import states as s
from desktop.reports.periodic.lists import PLAN, REPORTS
from desktop.reports.periodic.missing import missing
from desktop.reports.periodic.naming import titled


def missing_reports(session: Session, asked: Days) -> Sequence[Agenda]:
    """A line for each report that is due and was never begun; it opens the newest one of its kind."""
    if not asked.to_do:
        return []
    return [Agenda(one.due_on, _("{report} is missing").format(report=titled(one.kind, one.first, one.last)), "", "late",
                   "periodreport", one.last_id) for one in missing(session, asked.today)]


REMINDERS = (Tile(REPORTS, "late", "late", N_("report late"), "reports late", weight=2),
             Dated(REPORTS, "due_on", N_("Hand in: {kind} from {starts_on}"), ("person",),
                   where=(Condition("state", "in", s.OPEN),), past=60, weight=2),
             Dated(REPORTS, "handed_on", N_("Handed in: {kind} from {starts_on}"), ("person",), done=True),
             Dated(PLAN, "due_on", "{what}", N_("Plan of a report · {person}"), (
                 Condition("part", "in", ("next",)), Condition("state", "in", ("open",)), Condition("newest", "yes"))),
             missing_reports)
