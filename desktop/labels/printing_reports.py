"""Papers of the making of labels: the order to the printing works, the inspection of a delivery, the notice of a finding."""

from __future__ import annotations

import argparse

from sqlmodel import col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import (
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Sealed,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.listing import Query
from desktop.core.records import living
from desktop.core.reporting import Report, coded, of_document
from desktop.core.settings import office
from desktop.core.units import format_number, quantity
from desktop.core.verbs import get
from desktop.labels import choices as c
from desktop.labels import printing_lists as lists
from desktop.labels import printing_states as p
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import PrintDelivery, PrintOrder, PrintReading, QualityFinding

Facts = list[tuple[str, Cell]]


def order_sheet(db: Database, order_id: int) -> Document:
    """The order to the printing works: which version, how many, until when, at what price."""
    order = get(db, PrintOrder, order_id)
    version = get(db, LabelVersion, order.version_id) if order.version_id else None
    item = get(db, LabelItem, version.item_id) if version is not None and version.item_id else None
    title = _("Print order {code}").format(code=order.code)
    size = f"{version.width_mm:g} × {version.height_mm:g} mm" if version and version.width_mm and version.height_mm else ""
    facts: Facts = [(_("Label version"), version.label() if version else ""), (_("Pack"), item.pack if item else ""),
                    (_("Size"), size), (_("Material and finish"), order.material), (_("Pieces ordered"), order.pieces),
                    (_("Amount of the print order"), money.text(order.amount) if order.amount is not None else ""),
                    (_("To be delivered by"), order.due_on), (_("Proof signed on"), order.proofed_on),
                    (_("Proof signed by"), order.proof_by), (_("Remarks"), order.remarks)]
    blocks: list[Block] = [Heading(title), Paragraph(_("To: {dealer}").format(dealer=order.printer or "________")),
                           KeyValues(_filled(facts)), Paragraph(_(
                               "Printed is only what the signed proof shows. Each delivery bears its print lot and pieces; "
                               "what differs from the proof is sent back."))]
    if version is not None and version.state not in ("approved", "effective"):
        blocks.append(Callout(_("The version is “{state}”: this is no order yet.").format(state=c.STATES.label(version.state))))
    return Document(title, [*blocks, Signatures([_("For the company (seal)"), _("For the printing works (seal)")])], language(),
                    numbered_headings=False, keywords=[order.code])


def inspection(db: Database, delivery_id: int) -> Document:
    """What came, how it was sampled and measured, what was found and taken over."""
    delivery = get(db, PrintDelivery, delivery_id)
    with db.reading() as session:
        readings = session.exec(living(PrintReading).where(col(PrintReading.delivery_id) == delivery_id)).all()
        findings = session.exec(living(QualityFinding).where(col(QualityFinding.delivery_id) == delivery_id)).all()
        order = session.get(PrintOrder, delivery.order_id) if delivery.order_id else None
        version = session.get(LabelVersion, delivery.version_id) if delivery.version_id else None
    title = _("Inspection of labels {lot}").format(lot=delivery.print_lot or delivery.delivered_on)
    rate = "" if delivery.fault_rate is None else quantity(format_number(delivery.fault_rate, 2), "%")
    facts: Facts = [(_("Label version"), version.label() if version else ""), (_("Print order"), order.code if order else ""),
                    (_("Printing works"), delivery.printer), (_("Print lot"), delivery.print_lot),
                    (_("Came in on"), delivery.delivered_on), (_("Pieces delivered"), delivery.pieces),
                    (_("Inspected on"), delivery.inspected_on), (_("Inspected by"), delivery.inspected_by),
                    (_("Pieces sampled"), delivery.sampled), (_("Faulty in the sample"), delivery.faulty),
                    (_("Faulty share"), rate), (_("Result of the inspection"), p.RESULTS.label(delivery.result)),
                    (_("Pieces taken over"), delivery.taken), (_("Remarks"), delivery.remarks)]
    blocks: list[Block] = [Heading(title), KeyValues(_filled(facts)), Heading(_("Readings of the inspection"), 2)]
    blocks.append(_readings(list(readings)) if readings else Paragraph(_("Nothing was measured.")))
    if findings:
        blocks += [Heading(_("Quality findings"), 2), Table(
            [Column(_("Kind")), Column(_("Severity")), Column(_("Pieces concerned"), NUMBER, 0), Column(_("Disposition")),
             Column(_("Description"), weight=3)],
            [[c.FINDING_KINDS.label(f.kind), c.SEVERITIES.label(f.severity), f.quantity, c.DECISIONS.label(f.decision),
              f.description] for f in findings])]
    return Document(title, [*blocks, Signatures([_("Inspected by"), _("Approved by")])], language(), numbered_headings=False,
                    keywords=[delivery.print_lot])


def _readings(readings: list[PrintReading]) -> Table:
    columns = [Column(_("What was measured"), weight=2), Column(_("Where on the label"), weight=2),
               Column(_("At least"), NUMBER),
               Column(_("At most"), NUMBER), Column(_("Measured value"), NUMBER), Column(_("Unit")), Column(_("Verdict"))]
    rows: list[list[Cell]] = [[p.MEASURES.label(r.measure), r.place, r.least, r.most, r.value, r.unit, _verdict(r)]
                              for r in readings]
    return Table(columns, rows, marked_rows=[n for n, r in enumerate(readings) if r.outside])


def _verdict(reading: PrintReading) -> str:
    if reading.least is None and reading.most is None:
        return _("no limit")
    return _("outside") if reading.outside else _("inside")


def notice(db: Database, finding_id: int) -> Document:
    """The notice to the printing works: what was found, what is asked for and until when, what is claimed."""
    found = get(db, QualityFinding, finding_id)
    item = get(db, LabelItem, found.item_id) if found.item_id else None
    version = get(db, LabelVersion, found.version_id) if found.version_id else None
    title = _("Notice of a quality finding on labels")
    facts: Facts = [(_("Label"), version.label() if version else item.name if item else ""), (_("Lot"), found.lot),
                    (_("Found on"), found.found_on), (_("Kind"), c.FINDING_KINDS.label(found.kind)),
                    (_("Severity"), c.SEVERITIES.label(found.severity)), (_("Pieces concerned"), found.quantity),
                    (_("Disposition"), c.DECISIONS.label(found.decision)), (_("Decided by"), found.decided_by),
                    (_("Responsible"), found.responsible), (_("To be corrected by"), found.due_on),
                    (_("Corrected on"), found.corrected_on), (_("Correction verified on"), found.verified_on),
                    (_("Claimed from the printer"), _yuan(found.claimed)), (_("Granted by the printer"), _yuan(found.granted))]
    blocks: list[Block] = [Heading(title), Paragraph(_("To: {dealer}").format(dealer=found.printer or "________")),
                           KeyValues(_filled(facts))]
    for heading, text in ((_("Description"), found.description), (_("Cause found"), found.cause),
                          (_("Corrective measure"), found.measure)):
        blocks += [Heading(heading, 2), Paragraph(text or _("To be filled in by the printing works: ____________________"))]
    return Document(title, [*blocks, Signatures([_("For the printing works (seal)")]),
                            Sealed(str(office(db, "company") or ""), found.told_on or found.found_on)],
                    language(), numbered_headings=False, keywords=[found.lot])


def stock_sheet(db: Database, _version_id: int = 0) -> Document:
    """Printed labels in store, when each runs out, and what is left of old prints."""
    listing = lists.STOCK
    with db.reading() as session:
        ids = list(listing.ids(session, Query(conditions=listing.preset("stocked").conditions())))
    title = _("Labels in store as of {day}").format(day=today())
    table = list_table(db, listing, [column for column in listing.columns if column.shown], ids)
    return Document(title, [Heading(title), table if ids else Paragraph(_("No label was ever in store."))], language(),
                    numbered_headings=False, landscape=True)


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"¥{money.text(fen)}"


def _filled(facts: Facts) -> Facts:
    return [fact for fact in facts if fact[1] not in ("", None)]


def _order(db: Database, args: argparse.Namespace) -> Document:
    return order_sheet(db, coded(db, PrintOrder, args.code))


def _stock(db: Database, _args: argparse.Namespace) -> Document:
    return stock_sheet(db)


KINDS = (Report("print-order", "code", of_document(_order)), Report("label-stock", "", of_document(_stock)))
