"""The complaint file: one document with facts, clocks, evidence and photos, samples, readings, estimate, settlement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import money, settings
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    SMALL,
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import _, language, ngettext
from desktop.core.logo import logo
from desktop.core.moves import moves_of, said_reason
from desktop.core.records import living, table_of
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.service import field_words, lot_words, lots
from desktop.service.choices import (
    CAUSE,
    COMPLAINT_KIND,
    COMPLAINT_STATE,
    COST_KIND,
    EVIDENCE,
    JUSTIFIED,
    PARAMETER,
    SEVERITY,
)
from desktop.service.complaint_model import (
    Complaint,
    ComplaintCost,
    Evidence,
    Inspection,
    LossEstimate,
    Reading,
    SealedSample,
)
from desktop.service.complaint_photos import Photo, numbers, photo_blocks, photos
from desktop.service.readings import faults, passed


def complaint_file(db: Database, complaint_id: int) -> Document:
    """The whole file of a complaint, in the language in force."""
    complaint = get(db, Complaint, complaint_id)
    with db.reading() as session:
        pictures = photos(db, session, complaint)
        parts: list[Block] = [
            _cover(db, session, complaint), *_case(complaint), *_clocks(complaint), *_moves(session, complaint),
            *_evidence(session, complaint, pictures), *_samples(session, complaint), *_inspections(session, complaint),
            *_readings(session, complaint), *_losses(session, complaint), *_settlement(session, complaint),
            *_lot(db, complaint), *photo_blocks(pictures)]
    signatures = Signatures([_("Complainant"), _("Company"), _("Dealer")])
    return Document(title=_("Complaint file {code}").format(code=complaint.code), language=language(),
                    blocks=[*parts, KeepTogether([Heading(_("Signatures")), signatures])],
                    author=str(settings.office(db, "manager")), header=_("Complaint file {code}").format(code=complaint.code),
                    footer=str(settings.office(db, "company")))


def _cover(db: Database, session: Session, complaint: Complaint) -> Cover:
    facts = [(_("Complaint number"), complaint.code), (_("State"), COMPLAINT_STATE.label(complaint.state)),
             (_("Received on"), _text(complaint.received_on)), (_("Complainant"), complaint.complainant),
             (_("Telephone"), complaint.phone), (_("Region"), _name(session, Region, complaint.region_id, "full_name")),
             (_("Village, field"), complaint.place), (_("Kind"), COMPLAINT_KIND.label(complaint.kind)),
             (_("Severity"), SEVERITY.label(complaint.severity)), (_("Dealer"), _name(session, Dealer, complaint.dealer_id)),
             (_("Variety"), _name(session, Variety, complaint.variety_id)), (_("Seed lot"), complaint.lot)]
    return Cover(_("Complaint file"), str(settings.office(db, "company")), [(k, v) for k, v in facts if v],
                 _("This file states what was found and done. Estimates of losses are estimates, no promise."), logo=logo(db))


def _name(session: Session, model: type[Any], record_id: int | None, field: str = "name") -> str:
    found = session.get(model, record_id) if record_id else None
    return (found.label() if field == "name" else str(getattr(found, field))) if found else ""


def _text(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else f"{value:g}" if isinstance(
        value, float) else str(value)


def _pairs(*pairs: tuple[str, Any]) -> list[Block]:
    known = [(name, _text(value)) for name, value in pairs if value not in (None, "")]
    return [KeyValues(known)] if known else []


def _texts(*parts: tuple[str, str]) -> list[Block]:
    return [Paragraph(text, lead=f"{name}  ") for name, text in parts if text.strip()]


def _case(complaint: Complaint) -> list[Block]:
    pairs = _pairs((_("Area (mu)"), complaint.area_mu), (_("Households"), complaint.households),
                   (_("Code on the bag"), complaint.bag_code), (_("Bought on"), complaint.bought_on),
                   (_("Quantity bought (kg)"), complaint.bought_kg), (_("Price paid (yuan)"), money.text(complaint.price)),
                   (_("Sowing date"), complaint.sown_on), (_("Symptom"), field_words.said(complaint.symptom)))
    return [Heading(_("What is complained of")), *_texts((_("Description"), complaint.description),
                                                         (_("What is claimed"), complaint.claim)), *pairs]


def _clocks(complaint: Complaint) -> list[Block]:
    clocks = ((_("First answer"), complaint.response_due, complaint.responded_on),
              (_("Field appraisal asked for"), complaint.appraisal_last, complaint.appraisal_wanted_on),
              (_("Resolution"), complaint.resolution_due, complaint.settled_on))
    rows: list[list[Cell]] = [[name, _text(due), _text(done), _kept(due, done)] for name, due, done in clocks]
    columns = [Column(_("Time limit")), Column(_("Last day")), Column(_("Done on")), Column(_("In time"))]
    return [Heading(_("Time limits")), Table(columns, rows, caption=_("Time limits"))]


def _kept(due: date | None, done: date | None) -> str:
    if due is None or done is None:
        return ""
    return _("yes") if done <= due else ngettext("{n} day late", "{n} days late", (done - due).days).format(n=(done - due).days)


def _owned(session: Session, model: type[Any], complaint: Complaint) -> Sequence[Any]:
    table = table_of(model)
    return list(session.exec(living(model).where(table.c.complaint_id == complaint.id)
                             .order_by(col(model.id))))


def _moves(session: Session, complaint: Complaint) -> list[Block]:
    moves = moves_of(session, complaint)
    rows: list[list[Cell]] = [[m.moved_on, COMPLAINT_STATE.label(m.before), COMPLAINT_STATE.label(m.after), m.by,
                               said_reason(m.reason)]
                              for m in moves]
    columns = [Column(_("Day")), Column(_("From state")), Column(_("To state")), Column(_("Done by")),
               Column(_("Reason"), weight=2)]
    return [Heading(_("How the complaint was handled")), Table(columns, rows, caption=_("Changes of state"))] if rows else []


def _evidence(session: Session, complaint: Complaint, pictures: list[Photo]) -> list[Block]:
    rows: list[list[Cell]] = [[EVIDENCE.label(e.kind), e.what, e.taken_on or "", e.place, e.by, e.kept_at,
                               numbers(pictures, "evidence", e.id)] for e in _owned(session, Evidence, complaint)]
    columns = [Column(_("Kind")), Column(_("What"), weight=3), Column(_("Taken on"), DATE), Column(_("Place")),
               Column(_("Given by")), Column(_("Kept at")), Column(_("Figures"))]
    return [Heading(_("Evidence")), Table(columns, rows, caption=_("Evidence"))] if rows else []


def _samples(session: Session, complaint: Complaint) -> list[Block]:
    rows: list[list[Cell]] = [[s.number, s.seal, _text(s.drawn_on), s.drawn_how, s.quantity_g, s.parties, s.kept_by,
                               _text(s.recheck_until)] for s in _owned(session, SealedSample, complaint)]
    columns = [Column(_("Sample number")), Column(_("Seal number")), Column(_("Drawn on")),
               Column(_("How it was drawn"), weight=2), Column(_("Quantity (g)"), NUMBER), Column(_("Signed by")),
               Column(_("Kept by")), Column(_("Objection until"))]
    return [Heading(_("Sealed samples")), Table(columns, rows, caption=_("Sealed samples"))] if rows else []


def _inspections(session: Session, complaint: Complaint) -> list[Block]:
    blocks: list[Block] = []
    for found in _owned(session, Inspection, complaint):
        blocks += [Heading(f"{_text(found.held_on)} {found.place}".strip(), 2), *_texts(
            (_("People present"), found.participants), (_("How fields were drawn"), found.fields_drawn),
            (_("What was seen"), found.findings))]
        blocks.append(Paragraph(_("Signed by all") if found.signed else _("Not signed by all"), SMALL))
    return [Heading(_("Joint inspections")), *blocks] if blocks else []


def _readings(session: Session, complaint: Complaint) -> list[Block]:
    rows: list[list[Cell]] = []
    for r in _owned(session, Reading, complaint):
        verdict = passed(r.parameter, r.result, r.promised, r.threshold)
        words = "" if verdict is None else _("Passed") if verdict else " ".join(
            faults(r.parameter, r.result, r.promised, r.threshold))
        unit = f" ({r.unit})" if r.unit else ""
        rows.append([f"{PARAMETER.label(r.parameter)}{unit}", r.threshold, r.promised, r.result, words, r.standard,
                     " ".join(t for t in (_text(r.tested_on), r.laboratory, r.report_number) if t)])
    columns = [Column(_("Parameter")), Column(_("Threshold"), NUMBER), Column(_("Label value"), NUMBER),
               Column(_("Result"), NUMBER), Column(_("Verdict"), weight=2), Column(_("Seed standard")),
               Column(_("Tested"), weight=1)]
    note = _("Threshold, promise and result are three things: seed fails where the label promises less than the threshold "
             "or the result falls short of either.")
    return [Heading(_("Readings")), Table(columns, rows, caption=_("Readings"), notes=[note])] if rows else []


def _losses(session: Session, complaint: Complaint) -> list[Block]:
    blocks: list[Block] = []
    for loss in _owned(session, LossEstimate, complaint):
        rows: list[list[Cell]] = [[i["title"], i["value"], i["unit"], i["source"]] for i in loss.inputs]
        columns = [Column(_("Input"), weight=2), Column(_("Value"), NUMBER), Column(_("Unit")),
                   Column(_("Where it comes from"), weight=2)]
        total = _("Estimate of {day}: {amount} yuan. An estimate, not a promise.").format(
            day=_text(loss.made_on), amount=money.text(loss.amount or 0))
        blocks += [Heading(loss.rule, 2)]
        blocks += [Table(columns, rows, caption=_("What the estimate is made of")), Paragraph(total),
                   *_texts((_("Remark"), loss.remark))]
    return [Heading(_("Estimates of the loss")), *blocks] if blocks else []


def _settlement(session: Session, complaint: Complaint) -> list[Block]:
    costs = _owned(session, ComplaintCost, complaint)
    blocks: list[Block] = [*_pairs((_("Cause"), CAUSE.label(complaint.cause)),
                                   (_("Judgement"), JUSTIFIED.label(complaint.justified)),
                                   (_("Amount settled (yuan)"), money.text(complaint.settled_amount)),
                                   (_("Settled on"), complaint.settled_on), (_("Closed on"), complaint.closed_on),
                                   (_("Signed by the complainant"), complaint.signed_by),
                                   (_("Signed on"), complaint.signed_on)),
                           *_texts((_("Findings"), complaint.finding), (_("Proposal"), complaint.proposal),
                                   (_("Settlement"), complaint.settlement))]
    if costs:
        rows: list[list[Cell]] = [[COST_KIND.label(c.kind), _text(c.spent_on), c.what, c.amount] for c in costs]
        total: list[Cell] = [_("Total"), "", "", sum(c.amount or 0 for c in costs)]
        columns = [Column(_("Kind")), Column(_("Day")), Column(_("What"), weight=3),
                   Column(_("Sum"), MONEY, unit=_("yuan"))]
        blocks.append(Table(columns, [*rows, total], caption=_("Costs"), total_rows=1))
    return [Heading(_("Findings and settlement")), *blocks] if blocks else []


def _lot(db: Database, complaint: Complaint) -> list[Block]:
    if not complaint.lot:
        return []
    found = lots.read(db, complaint.lot)
    rows: list[list[Cell]] = [
        [h.dealer, h.phone, h.delivered_bags or None, h.delivered_kg or None, h.held_bags, h.held_kg, _text(h.held_on),
         h.complaints] for h in found.lines]
    columns = [Column(_("Dealer"), weight=2), Column(_("Telephone")), Column(_("Bags delivered"), NUMBER, 0),
               Column(_("Delivered (kg)"), NUMBER, 1), Column(_("Still held (bags)"), NUMBER, 0),
               Column(_("Still held (kg)"), NUMBER, 1), Column(_("Held as of")), Column(_("Complaints"), NUMBER, 0)]
    blocks: list[Block] = [Heading(_("The lot")), Paragraph(lot_words.summary(found))]
    unknown = _("–: no delivery to this dealer is recorded; the bag may come from elsewhere.")
    notes = [unknown] if any(row[2] is None and row[3] is None for row in rows) else []
    return [*blocks, Table(columns, rows, caption=_("Who received the lot"), notes=notes)] if rows else blocks
