"""A change of printed text on paper: every label concerned, where the old text stands, what of it is in store and on order."""

from __future__ import annotations

import argparse

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
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living, title_of
from desktop.core.reporting import Report, coded, of_document
from desktop.core.verbs import get
from desktop.labels import choices as c
from desktop.labels import stock
from desktop.labels.change_model import LabelChange
from desktop.labels.changing import places_of, versions_of
from desktop.labels.model import LabelVersion
from desktop.labels.printing_model import PrintOrder
from desktop.labels.printing_states import AHEAD


def concerned(db: Database, change_id: int) -> Document:
    """The labels that a change concerns."""
    change = get(db, LabelChange, change_id)
    with db.reading() as session:
        rows = [_row(session, version, change) for version in versions_of(session, change)]
    title = _("Labels concerned by change {code}").format(code=change.code)
    facts: list[tuple[str, Cell]] = [
        (_("What changes"), c.CHANGES.label(change.kind)), (_("Basis of the change"), change.basis),
        (_("Printed until now"), change.old_text), (_("To be printed from now on"), change.new_text),
        (_("Holds from"), change.holds_from), (_("Old prints may be used until"), change.until),
        (_("Closed on"), change.done_on), (_("Remarks"), change.remarks)]
    columns = [Column(_("Label version"), weight=2), Column(_("State")), Column(_("Where it is printed"), weight=2),
               Column(_("Effective from"), DATE), Column(_("In store"), NUMBER, 0), Column(_("Runs out on"), DATE),
               Column(_("Ordered, not delivered"), NUMBER, 0), Column(_("Done on, by whom"), weight=1.4)]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)])]
    if rows and change.until and change.until < today():
        blocks.append(Callout(_("Old prints were to be used up by {day}.").format(day=change.until)))
    blocks.append(Table(columns, rows, row_mm=8.0) if rows else Paragraph(_("No version that has not ended prints this text.")))
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Approved by")])], language(), landscape=True,
                    numbered_headings=False, keywords=[change.code])


def _row(session: Session, version: LabelVersion, change: LabelChange) -> list[Cell]:
    where = _(", ").join(title_of(LabelVersion, name) for name in places_of(version, change.old_text))
    left = stock.stock_of(session, version.id)
    ordered = sum(order.pieces or 0 for order in session.exec(living(PrintOrder).where(
        col(PrintOrder.version_id) == version.id, col(PrintOrder.state).in_(AHEAD))).all())
    return [version.label(), c.STATES.label(version.state), where, version.effective_from, left[0] if left else None,
            left[1] if left else None, ordered or None, ""]


def _of_change(db: Database, args: argparse.Namespace) -> Document:
    return concerned(db, coded(db, LabelChange, args.code))


KINDS = (Report("label-change", "code", of_document(_of_change)),)
