"""Papers of trips: the application, the report (出差报告), the expense sheet (费用单)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sqlmodel import Session

from desktop.core import money
from desktop.core.capitals import capitals
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import _, language
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.settings import office_in
from desktop.core.verbs import get
from desktop.people.model import Person
from desktop.reports.trips import states as s
from desktop.reports.trips.actions import Settlement, expenses_of, settlement, stops_of
from desktop.reports.trips.model import Trip, TripStop
from desktop.reports.trips.rules import rule


def application(db: Database, trip_id: int) -> Document:
    """What a trip is asked for with: days, route, whom and why, tasks, budget; who approves by the rule of its day."""
    trip = get(db, Trip, trip_id)
    with db.reading() as session:
        facts, stops = _facts(session, trip), stops_of(session, trip_id)
    assert trip.starts_on is not None
    limit = rule(trip.starts_on).own_limit
    facts += [(_("Applied for on"), trip.applied_on), (_("Budget of the trip"), _yuan(trip.budget)),
              (_("Advance asked for"), _yuan(trip.advance_asked)), (_("To be approved by"), trip.approver or (
                  _("the sales vice-president") if (trip.budget or 0) > limit else _("the region manager")))]
    blocks: list[Block] = [Heading(_("Application for a business trip")), KeyValues(_known(facts))]
    blocks += _texts(((_("Route and places"), trip.route), (_("Whom to see, and why"), trip.whom),
                      (_("Tasks of the trip"), trip.tasks)))
    if stops:
        blocks += [Heading(_("Stops of the trip"), 2), _stops(stops, results=False)]
    blocks.append(Paragraph(_("Up to ¥{limit} the region manager approves, above it the sales vice-president. Without an "
                              "approved application no advance is paid.").format(limit=money.text(limit))))
    return _document(_("Application for a business trip"), trip, blocks, [_("Applied for by"), _("Approved by")])


def trip_report(db: Database, trip_id: int) -> Document:
    """What came of a trip: course by stops, findings, conclusions, expenses, what follows."""
    trip = get(db, Trip, trip_id)
    with db.reading() as session:
        facts, stops, found = _facts(session, trip), stops_of(session, trip_id), settlement(session, trip)
    facts += [(_("Report due"), trip.report_due), (_("Trip reported on"), trip.reported_on),
              (_("Expenses claimed"), _yuan(found.claimed))]
    blocks: list[Block] = [Heading(_("Report on a business trip")), KeyValues(_known(facts))]
    if stops:
        blocks += [Heading(_("Stops of the trip"), 2), _stops(stops, results=True)]
    blocks += _texts(((_("Course of the trip"), trip.course), (_("Findings of the trip"), trip.findings), (
        _("Conclusions"), trip.conclusions), (_("What follows"), trip.follow_up)))
    return _document(_("Report on a business trip"), trip, blocks, [_("Report by"), _("Read by")])


def expense_sheet(db: Database, trip_id: int) -> Document:
    """The expenses of a trip: claimed and sanctioned, the advance, what is given back or paid out."""
    trip = get(db, Trip, trip_id)
    with db.reading() as session:
        facts, expenses, found = _facts(session, trip), expenses_of(session, trip_id), settlement(session, trip)
    heads = [Column(_("Spent on"), DATE), Column(_("Kind of expense")), Column(_("Spent for"), weight=2),
             Column(_("Kilometres"), NUMBER, 1), Column(_("Amount claimed"), MONEY), Column(_("Amount sanctioned"), MONEY),
             Column(_("Receipts"), NUMBER, 0), Column(_("Remark"), weight=2)]
    cells: list[list[Cell]] = [[e.spent_on or "", s.KINDS.label(e.kind), e.what, e.km, e.claimed, e.sanctioned, e.receipts,
                                e.remark] for e in expenses]
    known = [e.sanctioned for e in expenses if e.sanctioned is not None]
    cells.append([_("Sum of the sheet"), "", "", "", found.claimed, sum(known) if known else None,
                  sum(e.receipts or 0 for e in expenses), ""])
    blocks: list[Block] = [Heading(_("Expenses of a business trip")), KeyValues(_known(facts)),
                           Table(heads, cells, total_rows=1),
                           KeyValues(_known(_settled(found, sum(known))))]
    return _document(_("Expenses of a business trip"), trip, blocks, [_("Claimed by"), _("Approved by"), _("Paid by")])


def _settled(found: Settlement, judged: int) -> list[tuple[str, Cell]]:
    """The lines below the sheet, which close with its columns: `judged` is what the column of sanctioned amounts holds."""
    left = found.to_return
    return [(_("Expenses claimed"), _in_words(found.claimed)), (_("Advance paid"), _yuan(found.advance) or "¥0.00"),
            (_("Sanctioned so far"), _yuan(judged) or "¥0.00"),
            (_("Not judged yet, reckoned as claimed"), _yuan(found.sanctioned - judged)),
            (_("Given back"), _yuan(found.given_back) or "¥0.00"),
            (_("To be given back") if left >= 0 else _("To be paid out"), _in_words(abs(left)))]


def _in_words(fen: int) -> str:
    """An amount, in Chinese with its capitals, as a voucher has it."""
    return f"¥{money.text(fen)}" + (f"（{capitals(fen)}）" if language() == "zh_CN" and fen else "")


def _yuan(fen: int | None) -> str:
    return f"¥{money.text(fen)}" if fen else ""


def _facts(session: Session, trip: Trip) -> list[tuple[str, Cell]]:
    person = session.get(Person, trip.person_id) if trip.person_id else None
    return [(_("Company"), str(office_in(session, "company") or "")), (_("Trip no."), trip.code),
            (_("Who travels"), person.name if person else str(office_in(session, "manager") or "")),
            (_("Travelling companions"), trip.companions), (_("Purpose of the trip"), trip.purpose),
            (_("Days of the trip"), _("{first} to {last}").format(first=trip.starts_on, last=trip.returned_on or trip.ends_on)),
            (_("Means of travel"), trip.transport), (_("State"), s.STATES.label(trip.state))]


def _known(facts: Sequence[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    return [fact for fact in facts if fact[1] not in ("", None)]


def _texts(given: Sequence[tuple[str, str]]) -> list[Block]:
    found: list[Block] = []
    for heading, text in given:
        if text.strip():
            found += [Heading(heading, 2), Paragraph(text)]
    return found


def _stops(stops: Sequence[TripStop], *, results: bool) -> Table:
    heads = [Column(_("Day"), DATE), Column(_("Place"), weight=2), Column(_("Task there"), weight=2)]
    heads += [Column(_("Result there"), weight=3)] if results else []
    return Table(heads, [[stop.on_day or "", stop.place, stop.task, *([stop.result] if results else [])] for stop in stops])


def _document(title: str, trip: Trip, blocks: list[Block], signers: list[str]) -> Document:
    return Document(f"{title} {trip.code}", [*blocks, Signatures(signers)], language(), numbered_headings=False,
                    keywords=[trip.code])


def _application(db: Database, args: argparse.Namespace) -> Document:
    return application(db, coded(db, Trip, args.code))


def _report(db: Database, args: argparse.Namespace) -> Document:
    return trip_report(db, coded(db, Trip, args.code))


def _expenses(db: Database, args: argparse.Namespace) -> Document:
    return expense_sheet(db, coded(db, Trip, args.code))


REPORTS = Reports((Report("trip-application", "code", of_document(_application)), Report("trip", "code", of_document(_report)),
                   Report("trip-expenses", "code", of_document(_expenses))))
