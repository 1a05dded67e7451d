"""The reception form (来访接待单) in two copies: one for the office, one for who receives the visitors."""

from __future__ import annotations

import argparse
from datetime import date, time

from sqlmodel import Session, col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.dated.calendar_file import hour
from desktop.core.documents.model import (
    DATE,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.settings import office
from desktop.core.verbs import get
from desktop.people.model import Person
from desktop.reports.reception import states as s
from desktop.reports.reception.model import Reception, ReceptionItem, ReceptionPromise
from desktop.sales.orders.model import SalesOrder

EMPTY_ROWS = 10  # of a programme that is not fixed yet


def reception_form(db: Database, reception_id: int) -> Document:
    """The form twice, each copy named: who comes, programme, travel and board, who is told, what was agreed and ordered."""
    found = get(db, Reception, reception_id)
    with db.reading() as session:
        body = _body(session, found, str(office(db, "company") or ""))
    title = _("Reception form: {visitors}").format(visitors=found.visitors)
    copies = (_("Copy 1 of 2: office"), _("Copy 2 of 2: who receives the visitors"))
    blocks: list[Block] = [Heading(title), Paragraph(copies[0]), *body, PageBreak(),
                           Heading(title), Paragraph(copies[1]), *body]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[found.code])


def _body(session: Session, r: Reception, company: str) -> list[Block]:
    host = session.get(Person, r.host_id) if r.host_id else None
    order = session.get(SalesOrder, r.order_id) if r.order_id else None
    who = _facts((_("Company"), company), (_("Reception no."), r.code), (_("Unit of the visitors"), r.visitors),
                 (_("Who leads them"), r.leader), (_("Phone"), r.phone), (_("Men / women"), f"{r.men or 0} / {r.women or 0}"),
                 (_("Purpose of their visit"), s.PURPOSES.label(r.purpose)),
                 (_("Class of reception"), s.CLASSES.label(r.grade)),
                 (_("Arriving on"), f"{r.arrives_on or ''} {r.arrives_at}".strip()),
                 (_("Leaving again on"), str(r.leaves_on or "")), (_("Received by"), host.name if host else ""))
    care = _facts((_("How they travel"), r.transport), (_("Picked up where and by whom"), r.pick_up),
                  (_("Where they stay"), r.lodging),
                  (_("Board"), r.board), (_("Return ticket"), r.return_ticket), (_("Accompanied by"), r.companions),
                  (_("Budget of the reception"), _yuan(r.budget)), (_("Cost of the reception"), _yuan(r.cost)))
    blocks: list[Block] = [KeyValues(who)]
    if r.aims.strip():
        blocks += [Heading(_("What they want, and what we want"), 2), Paragraph(r.aims)]
    blocks += [Heading(_("Programme of the visit"), 2), _programme(session, r.id)]
    if care:
        blocks += [Heading(_("Travel, board, companions"), 2), KeyValues(care)]
    if r.departments.strip():
        told = _(" (told on {day})").format(day=r.told_on) if r.told_on else _(" (to be told)")
        blocks += [Heading(_("Departments to be told") + told, 2), Paragraph(r.departments)]
    return [*blocks, *_outcome(session, r, order),
            Signatures([_("Received by"), _("Department told"), _("Approved by")], columns=3)]


def _facts(*pairs: tuple[str, str]) -> list[tuple[str, Cell]]:
    return [(name, value) for name, value in pairs if value]


def _yuan(fen: int | None) -> str:
    return "" if fen is None else _("{amount} yuan").format(amount=money.text(fen))


def _programme(session: Session, reception_id: int) -> Block:
    items = session.exec(living(ReceptionItem).where(col(ReceptionItem.reception_id) == reception_id).order_by(
        col(ReceptionItem.on_day), col(ReceptionItem.at), col(ReceptionItem.id))).all()
    heads = [Column(_("Day"), DATE), Column(_("Time"), weight=0), Column(_("Part of the programme"), weight=3),
             Column(_("Place"), weight=2), Column(_("Responsible on our side"))]
    if not items:  # to be filled in by hand
        return Table(heads, [[""] * len(heads)] * EMPTY_ROWS, boxed=True, row_mm=9)
    return Table(heads, [[i.on_day or "", i.at, i.what, i.place, i.person] for i in sorted(items, key=_when)])


def _when(item: ReceptionItem) -> tuple[date, time]:
    """Day and hour: half past nine comes before ten, however it is written."""
    return item.on_day or date.max, hour(item.at) or time.max


def _outcome(session: Session, r: Reception, order: SalesOrder | None) -> list[Block]:
    promises = session.exec(living(ReceptionPromise).where(col(ReceptionPromise.reception_id) == r.id).order_by(
        col(ReceptionPromise.due_on), col(ReceptionPromise.id))).all()
    blocks: list[Block] = []
    for heading, text in ((_("How the visit went"), r.course), (_("What was agreed"), r.promised)):
        if text.strip():
            blocks += [Heading(heading, 2), Paragraph(text)]
    if promises:
        heads = [Column(_("What was promised"), weight=3), Column(_("Promise kept by")), Column(_("To be kept by"), DATE),
                 Column(_("How far it is"))]
        blocks += [Heading(_("Promises of the visit"), 2),
                   Table(heads, [[p.what, p.person, p.due_on or "", s.KEPT.label(p.state)] for p in promises])]
    ordered = _facts((_("Order placed"), order.code if order else ""),
                     (_("Bags ordered"), f"{r.bags_ordered:,}" if r.bags_ordered is not None else ""))
    return [*blocks, KeyValues(ordered)] if ordered else blocks


def _form(db: Database, args: argparse.Namespace) -> Document:
    return reception_form(db, coded(db, Reception, args.code))


REPORTS = Reports((Report("reception", "code", of_document(_form)),))
