"""The trace of a lot or of a version of a label to the dealers: whom to tell where labels are called back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.i18n import _, language
from desktop.core.moves import said_reason
from desktop.core.records import living
from desktop.core.reporting import Report, Reports, of_document
from desktop.core.verbs import get
from desktop.labels import choices as c
from desktop.labels.model import LabelVersion
from desktop.labels.printing_model import LabelUse
from desktop.sales.lots import recall_reports, tracing
from desktop.sales.orders.model import ShipmentLine


def of_line(db: Database, line_id: int) -> Document:
    """The trace of the lot of one line."""
    return of_lot(db, get(db, ShipmentLine, line_id).lot)


def version_of_line(db: Database, line_id: int) -> Document:
    """The trace of the version that the lot of one line was packed with last."""
    line = get(db, ShipmentLine, line_id)
    with db.reading() as session:
        uses = tracing.uses_of_lot(session, line.lot, line.product_id)
    if not uses:
        title = _("Which label the lot was packed with is not noted.")
        return Document(title, [Heading(title), Paragraph(_("Note it under Labels & manuals, Lots packed."))], language(),
                        numbered_headings=False)
    return of_version(db, uses[-1].version_id or 0)


def of_lot(db: Database, lot: str) -> Document:
    """Which labels a lot was packed with, and which dealers got it."""
    with db.reading() as session:
        uses = tracing.uses_of_lot(session, lot)
        blocks = [_packed(session, uses), *_held(tracing.holders(session, [lot]) if lot else [])]
    title = _("Trace of lot {lot}").format(lot=lot or "–")
    return Document(title, [Heading(title), *blocks], language(), numbered_headings=False, keywords=[lot])


def of_version(db: Database, version_id: int) -> Document:
    """The lots packed with a version of a label and the dealers who got them: the list by which it is called back."""
    version = get(db, LabelVersion, version_id)
    with db.reading() as session:
        uses = tracing.uses_of_version(session, version_id)
        found = tracing.holders(session, [use.lot for use in uses], version_id)
        packed = _packed(session, uses)
    title = _("Trace of label {version}").format(version=version.label())
    facts: list[tuple[str, Cell]] = [
        (_("State"), c.STATES.label(version.state)), (_("Effective from"), version.effective_from),
        (_("Superseded on"), version.superseded_on), (_("Withdrawn on"), version.withdrawn_on),
        (_("Reason"), said_reason(version.reason)),
        (_("Lots"), len({use.lot for use in uses})), (_("Dealers"), len({one.dealer_id for one in found})),
        (_("Bags at dealers"), sum(one.bags for one in found))]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)]), packed,
                           *_held(found)]
    return Document(title, [*blocks, Signatures([_("Made by"), _("Approved by")])], language(), numbered_headings=False)


def _packed(session: Session, uses: Sequence[LabelUse]) -> Block:
    if not uses:
        return Callout(_("Which label it was packed with is not noted."))
    columns = [Column(_("Lot")), Column(_("Label"), weight=2), Column(_("Version"), NUMBER, 0), Column(_("Packed on"), DATE),
               Column(_("Print lot")), Column(_("Labels used"), NUMBER, 0), Column(_("State"))]
    rows: list[list[Cell]] = []
    for use in uses:
        version = session.get(LabelVersion, use.version_id) if use.version_id else None
        rows.append([use.lot, use.item_name, use.number, use.packed_on, use.print_lot, use.pieces,
                     c.STATES.label(version.state) if version else ""])
    return Table(columns, rows)


def _held(found: Sequence[tracing.Holder]) -> list[Block]:
    if not found:
        return [Paragraph(_("No dealer got it by what is recorded."))]
    columns = [Column(_("Lot")), Column(_("Product"), weight=1.5), Column(_("Dealer"), weight=2),
               Column(_("Region"), weight=2), Column(_("Phone"), weight=1.5),
               Column(_("Bags"), NUMBER, 0), Column("kg", NUMBER, 1), Column(_("First on"), DATE), Column(_("Last on"), DATE),
               Column(_("Told on, by whom"), weight=1.3)]
    rows: list[list[Cell]] = [[one.lot, one.product, one.name, one.region, one.phone, one.bags or None, one.kg,
                               one.first, one.last, ""] for one in found]
    total: list[Cell] = [_("Total"), "", "", "", "", sum(one.bags for one in found), sum(one.kg or 0 for one in found), "", "",
                         ""]
    return [Heading(_("Who got it"), 2), Table(columns, [*rows, total], total_rows=1, row_mm=8.0), Paragraph(_(
        "Bags are what was sent, less what came back, with moves between dealers; what farmers bought is not taken off."))]


def _lot(db: Database, args: argparse.Namespace) -> Document:
    with db.reading() as session:
        known = session.exec(living(LabelUse).where(col(LabelUse.lot) == args.code)).first() or session.exec(
            living(ShipmentLine).where(col(ShipmentLine.lot) == args.code)).first()
    if known is None:
        raise UserError(_("No lot “{lot}” is recorded in {file}.").format(lot=args.code, file=db.path.name))
    return of_lot(db, args.code)


REPORTS = Reports((Report("lot-trace", "code", of_document(_lot)), *recall_reports.KINDS))
