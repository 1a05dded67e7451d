"""A recall on paper: the sheet that follows it to its end, and the notice to each dealer with the part he sends back."""

from __future__ import annotations

import argparse

from sqlmodel import col

from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Sealed,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.reporting import Report, coded, of_document
from desktop.core.settings import office
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.labels.model import LabelVersion
from desktop.sales.lots.recall_model import MEASURES, STATES, LabelRecall, RecallNotice
from desktop.sales.products.model import Product

Facts = list[tuple[str, Cell]]


def _notices(db: Database, recall_id: int) -> list[tuple[RecallNotice, Dealer, str]]:
    """The notices of a recall with dealer and product, dealer by dealer."""
    with db.reading() as session:
        rows = session.exec(living(RecallNotice).where(col(RecallNotice.recall_id) == recall_id)).all()
        found = [(one, session.get_one(Dealer, one.dealer_id), session.get(Product, one.product_id or 0)) for one in rows]
    return sorted(((one, dealer, product.label() if product else "") for one, dealer, product in found),
                  key=lambda row: (row[1].name, row[0].lot))


def _facts(db: Database, recall: LabelRecall) -> Facts:
    version = get(db, LabelVersion, recall.version_id) if recall.version_id else None
    facts: Facts = [(_("Recall no."), recall.code), (_("Seed lot"), recall.lot),
                    (_("Label version"), version.label() if version else ""),
                    (_("What dealers are asked to do"), MEASURES.label(recall.measure)), (_("Decided on"), recall.decided_on),
                    (_("Decided by"), recall.decided_by), (_("Answer until"), recall.due_on),
                    (_("State of the recall"), STATES.label(recall.state)), (_("Closed on"), recall.closed_on),
                    (_("Remarks"), recall.remarks)]
    return [fact for fact in facts if fact[1] not in ("", None)]


def recall_sheet(db: Database, recall_id: int) -> Document:
    """Who got it, who was told when, what is left and what came back."""
    recall = get(db, LabelRecall, recall_id)
    found = _notices(db, recall_id)
    title = _("Recall {code}").format(code=recall.code)
    columns = [Column(_("Dealer"), weight=2), Column(_("Phone"), weight=1.3), Column(_("Product"), weight=1.5),
               Column(_("Lot")),
               Column(_("Bags he got"), NUMBER, 0),
               Column(_("Weight"), NUMBER, 1, unit="kg"), Column(_("Told on"), DATE), Column(_("Told by")),
               Column(_("Bags he still had"), NUMBER, 0), Column(_("Bags given back"), NUMBER, 0),
               Column(_("Given back on"), DATE)]
    rows: list[list[Cell]] = [[dealer.name, dealer.phone, product, one.lot, one.bags, one.kg,
                               one.told_on, one.told_by, one.found,
                               one.returned, one.returned_on] for one, dealer, product in found]
    sums = [sum(value for one, _d, _p in found if (value := getattr(one, name)) is not None)
            for name in ("bags", "found", "returned")]
    total: list[Cell] = [_("Total"), "", "", "", sums[0], "", "", "", sums[1], sums[2], ""]
    blocks: list[Block] = [Heading(title), KeyValues(_facts(db, recall)), Heading(_("Reason of the recall"), 2),
                           Paragraph(recall.reason), Heading(_("Dealers concerned"), 2)]
    blocks.append(Table(columns, [*rows, total], total_rows=1, row_mm=8.0) if rows else Paragraph(
        _("No dealer is entered yet.")))
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Approved by")])], language(), landscape=True,
                    numbered_headings=False, keywords=[recall.code])


def recall_notices(db: Database, recall_id: int) -> Document:
    """A letter to each dealer, a page each, with the part that comes back filled in."""
    recall = get(db, LabelRecall, recall_id)
    company = str(office(db, "company") or "")
    found = _notices(db, recall_id)
    blocks: list[Block] = []
    for dealer in dict.fromkeys(row[1].id for row in found):
        own = [row for row in found if row[1].id == dealer]
        blocks += [*([PageBreak()] if blocks else []), *_letter(recall, own[0][1], own, company)]
    title = _("Recall notices {code}").format(code=recall.code)
    return Document(title, blocks or [Heading(title), Paragraph(_("No dealer is entered yet."))], language(),
                    numbered_headings=False, footer=recall.code)


def _letter(recall: LabelRecall, dealer: Dealer, own: list[tuple[RecallNotice, Dealer, str]], company: str) -> list[Block]:
    asked = {"hold": _("Please stop selling these bags at once and keep them apart until we write again."),
             "return": _("Please stop selling these bags at once and send them back to us."),
             "relabel": _("Please stop selling these bags at once; we come and put a new label on."),
             "destroy": _("Please stop selling these bags at once and destroy them, with photos and a signed list.")}
    columns = [Column(_("Product"), weight=2), Column(_("Lot"), weight=1.5), Column(_("Bags you got"), NUMBER, 0),
               Column(_("Weight"), NUMBER, 1, unit="kg"),
               Column(_("Bags still there"), width_mm=30), Column(_("Sold to farmers"), width_mm=30)]
    rows: list[list[Cell]] = [[product, one.lot, one.bags, one.kg, "", ""] for one, _dealer, product in own]
    until = _("Please fill in the list and answer by {day}.").format(day=recall.due_on) if recall.due_on else _(
        "Please fill in the list and answer at once.")
    return [Heading(_("Notice of a recall")), Paragraph(_("To: {dealer}").format(dealer=dealer.name)),
            Paragraph(_("We call back seed that was sent to you: {reason}").format(reason=recall.reason)),
            Paragraph(asked[recall.measure]), Table(columns, rows, row_mm=9.0, boxed=True), Paragraph(until),
            Signatures([_("Received by (seal of the dealer)")]), Sealed(company, recall.decided_on or today())]


def _sheet(db: Database, args: argparse.Namespace) -> Document:
    return recall_sheet(db, coded(db, LabelRecall, args.code))


def _letters(db: Database, args: argparse.Namespace) -> Document:
    return recall_notices(db, coded(db, LabelRecall, args.code))


KINDS = (Report("recall", "code", of_document(_sheet)), Report("recall-notices", "code", of_document(_letters)))
