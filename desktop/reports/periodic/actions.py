"""What is done with periodic reports: begun and filled in one step, filled again, templates written out."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.history import manager
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.standing import why_locked
from desktop.core.verbs import insert_many, store
from desktop.reports.periodic import layouts, planning
from desktop.reports.periodic.layout_model import ReportLayout
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText
from desktop.reports.periodic.naming import days_of
from desktop.reports.periodic.offers import offers


def begin(db: Database, kind: str, day: date, person_id: int | None = None) -> PeriodReport:
    """The report of the period that a day lies in: the one that is there, as it is, or a new one, filled from the records."""
    with db.reading() as session:
        found = newest(session, kind, day, person_id)
    if found is not None:
        return found
    with db.operation(_("Report begun")) as session:
        first, _last = days_of(kind, day, layouts.start_of(session))
        report = store(session, PeriodReport, {"kind": kind, "starts_on": first, "person_id": person_id,
                                               "made_by": manager(session), "made_on": today()})
        fill_in(session, report)
        return report


def newest(session: Session, kind: str, day: date, person_id: int | None = None) -> PeriodReport | None:
    """The newest version of the report of the period that a day lies in."""
    return session.exec(living(PeriodReport).where(
        col(PeriodReport.kind) == kind, col(PeriodReport.person_id) == person_id, col(PeriodReport.starts_on) <= day,
        col(PeriodReport.ends_on) >= day).order_by(col(PeriodReport.number).desc())).first()


def fill(db: Database, report_id: int) -> int:
    """Bring in what was written since; how many texts and plans that were. What was chosen, changed or thrown out stays."""
    with db.operation(_("Report filled")) as session:
        return fill_in(session, session.get_one(PeriodReport, report_id))


def fill_in(session: Session, report: PeriodReport) -> int:
    """`fill` inside an action that is under way. Raises `Refused` for a report that was handed in."""
    if why := why_locked(report):
        raise Refused(why)
    first, last, start = report.starts_on, report.ends_on, layouts.start_of(session)
    assert first is not None and last is not None
    known = _sources(session, ReportText, report)
    texts = [{**asdict(offer), "report_id": report.id} for offer in offers(session, report.kind, first, last, report.person_id)
             if offer.source not in known]
    planned = _sources(session, ReportPlan, report)
    wanted = [*planning.due_items(session, report.kind, first, last, report.person_id),
              *planning.next_items(session, report.kind, first, last, start)]
    plans = [{**asdict(item), "report_id": report.id} for item in wanted if (item.part, item.source) not in planned]
    insert_many(session, ReportText, texts)
    insert_many(session, ReportPlan, plans)
    _check_plan(session, report, first, last)
    return len(texts) + len(plans)


def _sources(session: Session, model: Any, report: PeriodReport) -> set[object]:
    """The sources of what a report holds or held: what was thrown out does not come back."""
    rows = session.exec(select(model).where(col(model.report_id) == report.id))
    return {(row.part, row.source) if isinstance(row, ReportPlan) else row.source for row in rows}


def _check_plan(session: Session, report: PeriodReport, first: date, last: date) -> None:
    """What was planned and nobody has judged yet is checked against the records."""
    rows = session.exec(living(ReportPlan).where(col(ReportPlan.report_id) == report.id, col(ReportPlan.part) == "due",
                                                 col(ReportPlan.state) == "open")).all()
    for row in rows:
        state, note = planning.outcome(session, row, first, last)
        if state != "open":
            store(session, ReportPlan, {"state": state, "note": row.note or note}, row.id)


def write_usual(db: Database, layout_id: int) -> int:
    """Write the usual sections and figures into a template; how many rows that were."""
    with db.operation(_("Usual sections written")) as session:
        return layouts.copy_usual(session, session.get_one(ReportLayout, layout_id))
