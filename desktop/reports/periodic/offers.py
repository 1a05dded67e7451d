"""Texts offered for a report: what was written in its period, and what the smaller reports within it hold.

Each knows its source, so that none comes twice and what was chosen, changed or thrown out stays so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core.records import alive, living, table_of
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.reports.periodic import states as s
from desktop.reports.periodic.model import PeriodReport, ReportText
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.money.model import DunningCall
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.training.model import TrainingEvent
from desktop.trials.model import FieldEvent, Trial

FIELD_OF = {"summary": "summary", "problems": "problems_met", "improvement": "improvement", "support": "support"}
"""Sections that are fields of the report: section → field."""


@dataclass(frozen=True)
class Offer:
    """A text for a section: of which day, about whom or what, where it stands; whether it begins chosen."""

    section: str
    on_day: date | None
    about: str
    text: str
    source: str
    chosen: bool = True


def offers(session: Session, kind: str, first: date, last: date, person_id: int | None = None) -> list[Offer]:
    """All texts for a report, those of smaller reports first; each source once."""
    found: dict[str, Offer] = {}
    for offer in (*from_smaller(session, kind, first, last, person_id), *_written(session, kind, first, last)):
        if offer.text.strip():
            found.setdefault(offer.source, offer)
    return list(found.values())


def from_smaller(session: Session, kind: str, first: date, last: date, person_id: int | None) -> Iterator[Offer]:
    """What the smaller reports within the days hold, chosen as it was there. A text of a week that begins or ends outside
    counts by its own day."""
    for lower in s.LOWER.get(kind, ()):
        for report in smaller(session, lower, first, last, person_id):
            inside = report.ends_on is not None and report.ends_on <= last and (report.starts_on or first) >= first
            ends_here = report.ends_on is not None and first <= report.ends_on <= last
            texts = living(ReportText).where(col(ReportText.report_id) == report.id).order_by(
                col(ReportText.on_day), col(ReportText.id))
            for row in session.exec(texts):
                if inside or (ends_here if row.on_day is None else first <= row.on_day <= last):
                    source = row.source or f"text:{report.code}:{row.section}:{row.text}"  # what was typed
                    yield Offer(row.section, row.on_day, row.about, row.text, source, row.chosen)
            if ends_here:
                for section, field in FIELD_OF.items():
                    text, source = getattr(report, field), f"report:{report.code}:{field}"
                    yield Offer(section, report.ends_on, s.KINDS.label(report.kind), text, source)


def smaller(session: Session, kind: str, first: date, last: date, person_id: int | None) -> list[PeriodReport]:
    """The reports of a smaller kind that lie in some days or reach into them, each in its newest version, in order."""
    query = living(PeriodReport).where(
        col(PeriodReport.kind) == kind, col(PeriodReport.person_id) == person_id, col(PeriodReport.starts_on) <= last,
        col(PeriodReport.ends_on) >= first).order_by(col(PeriodReport.starts_on), col(PeriodReport.number))
    newest = {report.code: report for report in session.exec(query)}
    return list(newest.values())


def _written(session: Session, kind: str, first: date, last: date) -> Iterator[Offer]:
    """What was written in the days themselves. Long reports rest on smaller ones: no single visit or case is offered."""
    if kind in s.SHORT:
        yield from _visits(session, first, last)
        yield from _calls(session, first, last)
        yield from _cases(session, first, last)
    yield from _complaints(session, first, last)
    yield from _trials(session, first, last)
    yield from _trainings(session, first, last)
    yield from _diversion(session, first, last)


def _visits(session: Session, first: date, last: date) -> Iterator[Offer]:
    query = select(Visit, col(Dealer.name)).join(Dealer, col(Visit.dealer_id) == col(Dealer.id)).where(
        alive(table_of(Visit)), col(Visit.state) == "done", col(Visit.visited_on).between(first, last)).order_by(
        col(Visit.visited_on), col(Visit.id))
    for visit, name in session.execute(query).all():
        yield Offer("visits", visit.visited_on, name, visit.findings, f"visit:{visit.id}:findings")
        yield Offer("work", visit.visited_on, name, visit.result, f"visit:{visit.id}:result")


def _calls(session: Session, first: date, last: date) -> Iterator[Offer]:
    query = select(DunningCall, col(Dealer.name)).join(Dealer, col(DunningCall.dealer_id) == col(Dealer.id)).where(
        alive(table_of(DunningCall)), col(DunningCall.called_on).between(first, last)).order_by(
        col(DunningCall.called_on), col(DunningCall.id))
    for call, name in session.execute(query).all():
        yield Offer("dealers", call.called_on, name, call.answer, f"dunningcall:{call.id}:answer")


def _cases(session: Session, first: date, last: date) -> Iterator[Offer]:
    for case in _dated(session, FarmerCase, "advised_on", first, last):
        yield Offer("cases", case.advised_on, " ".join(t for t in (case.farmer, case.symptom) if t), case.advice,
                    f"farmercase:{case.id}:advice")


def _complaints(session: Session, first: date, last: date) -> Iterator[Offer]:
    seen = {row.id: row for field in ("received_on", "settled_on", "responded_on")
            for row in _dated(session, Complaint, field, first, last)}
    for complaint in seen.values():
        yield Offer("complaints", complaint.received_on, complaint.label(), complaint.proposal,
                    f"complaint:{complaint.id}:proposal")


def _trials(session: Session, first: date, last: date) -> Iterator[Offer]:
    titles = {trial.id: trial.title for trial in session.exec(living(Trial))}
    for event in _dated(session, FieldEvent, "happened_on", first, last):
        yield Offer("trials", event.happened_on, titles.get(event.trial_id, ""), event.remark, f"fieldevent:{event.id}:remark")
    for field in ("sown_on", "harvested_on"):
        for trial in _dated(session, Trial, field, first, last):
            yield Offer("trials", getattr(trial, field), trial.title, trial.remarks, f"trial:{trial.id}:remarks")
            yield Offer("trials", getattr(trial, field), trial.title, trial.conclusion, f"trial:{trial.id}:conclusion")


def _trainings(session: Session, first: date, last: date) -> Iterator[Offer]:
    for event in _dated(session, TrainingEvent, "held_on", first, last):
        if event.state in ("held", "evaluated"):
            yield Offer("training", event.held_on, event.topic, event.summary, f"trainingevent:{event.id}:summary")


def _diversion(session: Session, first: date, last: date) -> Iterator[Offer]:
    for case in _dated(session, DiversionCase, "decided_on", first, last):
        yield Offer("diversion", case.decided_on, case.code, case.decision, f"diversioncase:{case.id}:decision")


def _dated(session: Session, model: Any, field: str, first: date, last: date) -> list[Any]:
    """The living records of the days, in order."""
    day = table_of(model).c[field]
    return list(session.exec(living(model).where(day.between(first, last)).order_by(day, col(model.id))))
