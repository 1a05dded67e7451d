"""Papers of diversion: the case with its trace, the notice to the dealer, the season by dealer."""

from __future__ import annotations

import argparse

from sqlmodel import Session

from desktop.core import money
from desktop.core.attachments import attachments_of
from desktop.core.capitals import capitals
from desktop.core.database import Database
from desktop.core.documents.model import (
    NUMBER,
    PERCENT,
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
from desktop.core.listed import rows_of
from desktop.core.listing import Condition, Query
from desktop.core.records import Record
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.settings import office
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.diversion import lists, tracing
from desktop.sales.diversion import states as s
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.products.model import Product


def case_report(db: Database, case_id: int) -> Document:
    """All of a case: what was found, who got the lot, what was said and decided."""
    case = get(db, DiversionCase, case_id)
    with db.reading() as session:
        found = tracing.candidates(session, case)
        owners, legal = tracing.owners(session, case), tracing.legal(session, case)
        files = _files(session, case)
        names = _names(session, case)
    title = _("Diversion case {code}").format(code=case.code)
    blocks: list[Block] = [Heading(title), KeyValues(_facts(case, names)), Heading(_("Whose area it is"), 2),
                           Paragraph(_("By contract the place is the area of: {names}.").format(
                               names=_(", ").join(owners) or _("nobody"))), Paragraph(_legal(legal)),
                           Heading(_("Who got the lot"), 2), *_candidates(case, found)]
    for heading, said in ((_("What the dealer says"), case.statement), (_("Text of the decision"), case.decision),
                          (_("What the appeal says"), case.appeal)):
        if said:
            blocks += [Heading(heading, 2), Paragraph(said)]
    if case.outcome:
        blocks += [Heading(_("Ruling"), 2), KeyValues(_costs(case))]
    if files:
        blocks += [Heading(_("Evidence on file"), 2), Table([Column(_("File"), weight=2), Column("SHA-256", weight=3)], files)]
    return Document(title, [*blocks, Signatures([_("Made by"), _("Approved by")])], language(), numbered_headings=False,
                    keywords=[case.code])


def notice(db: Database, case_id: int) -> Document:
    """The notice to the dealer (处理通知书): what was found and decided, until when he may appeal and tops the deposit up."""
    case = get(db, DiversionCase, case_id)
    with db.reading() as session:
        names = _names(session, case)
    title = _("Notice on case {code}").format(code=case.code)
    said = _("On {day}, {bags} {bags:bag|bags} of {product} were found at {place}, offered at ¥{price} a bag.").format(
        day=case.found_on, bags=case.bags or "—", product=names["product"], place=names["place"],
        price=money.text(case.price_here))
    blocks: list[Block] = [Heading(title), Paragraph(_("To: {dealer}").format(dealer=names["suspect"] or "________")),
                           Paragraph(said)]
    blocks += [Paragraph(case.decision)] if case.decision else []
    blocks.append(KeyValues(_costs(case)) if case.outcome else Callout(_("The case is not decided yet: this is no notice.")))
    if case.appeal_by:
        blocks.append(Paragraph(_("An appeal may be lodged in writing until {day}.").format(day=case.appeal_by)))
    if case.top_up_by:
        blocks.append(Paragraph(_("The deposit is to be topped up by {day}.").format(day=case.top_up_by)))
    company = str(office(db, "company") or "")
    return Document(title, [*blocks, Sealed(company, case.decided_on)], language(), numbered_headings=False,
                    keywords=[case.code])


def by_dealer(db: Database) -> Document:
    """The season's cases by dealer, with rates."""
    listing = lists.BY_DEALER
    columns = [c for c in listing.columns if c.shown]
    with db.reading() as session:
        ids = list(listing.ids(session, Query(conditions=(Condition("ever", "least", 1),))))
    rows = list(rows_of(db, listing, columns, ids))
    heads = [Column(_(c.title), PERCENT if c.unit == "%" else NUMBER if c.kind in ("whole", "number") else "text",
                    weight=1 if c.kind != "text" else 2) for c in columns]
    title = _("Diversion by dealer as of {day}").format(day=today())
    blocks: list[Block] = [Heading(title), Table(heads,
                                                 rows) if rows else Paragraph(_("No dealer was ever proved a diversion."))]
    return Document(title, blocks, language(), numbered_headings=False)


def _names(session: Session, case: DiversionCase) -> dict[str, str]:
    def name(model: type[Record], key: int | None) -> str:
        found = session.get(model, key) if key else None
        return found.label() if found is not None else ""

    region = session.get(Region, case.region_id) if case.region_id else None
    place = " ".join(part for part in (region.full_name if region else "", case.place, case.shop) if part)
    return {"suspect": name(Dealer, case.suspect_id), "harmed": name(Dealer, case.harmed_id),
            "product": name(Product, case.product_id), "place": place}


def _facts(case: DiversionCase, names: dict[str, str]) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = [
        (_("State"), s.STATES.label(case.state)), (_("Found on"), case.found_on), (_("Place"), names["place"]),
        (_("Found by"), case.finder), (_("Reported by"), case.reported_by), (_("Product"), names["product"]),
        (_("Seed lot"), case.lot), (_("Box or trace code"), case.box_code), (_("Bags seen"), case.bags),
        (_("Price asked there"), money.text(case.price_here)), (_("Lowest price allowed"), money.text(case.price_allowed)),
        (_("Price gap"), "" if case.price_gap is None else f"{format_number(case.price_gap, 2)} %"), (_("Suspected dealer"),
                                                                                        names["suspect"]),
        (_("How sure"), s.CONFIDENCE.label(case.confidence)), (_("Harmed dealer"), names["harmed"]),
        (_("Loss claimed"), money.text(case.claimed)), (_("Offence"), s.OFFENCES.label(case.offence))]
    return [fact for fact in facts if fact[1] not in ("", None)]


def _costs(case: DiversionCase) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = [(_("Outcome"), s.OUTCOMES.label(case.outcome))]
    for title, fen in ((_("Fine"), case.fine), (_("Taken off the deposit"), case.deposit_cut)):
        if fen:
            facts.append((title, f"¥{money.text(fen)}" + (f"（{capitals(fen)}）" if language() == "zh_CN" else "")))
    if case.plan_cut:
        facts.append((_("Taken off the plan"), case.plan_cut))
    return facts


def _legal(found: bool | None) -> str:
    if found is None:
        return _("By law: in which regions the variety may be grown is not recorded.")
    return _("By law the variety may be grown there.") if found else _(
        "By law the variety may not be grown there: whoever sells it, that is a matter of its own.")


def _candidates(case: DiversionCase, found: list[tracing.Candidate]) -> list[Block]:
    if not case.lot:
        return [Paragraph(_("No lot was read, so nothing can be traced by it."))]
    if not found:
        return [Paragraph(_("No shipment of this lot is recorded."))]
    columns = [Column(_("Dealer"), weight=2), Column(_("Bags"), NUMBER), Column(_("Share of the lot"), PERCENT, 2),
               Column(_("Got it from"), "date"), Column(_("The place is in his area"))]
    rows: list[list[Cell]] = [[c.name, c.bags, float(c.percent), c.first, _("yes") if c.may_sell else _("no")] for c in found]
    return [Table(columns, rows), Callout(_("Who got the lot may have sent the goods; that is no proof."))]


def _files(session: Session, case: DiversionCase) -> list[list[Cell]]:
    return [[file.name, file.sha256()] for file in attachments_of(session, "diversioncase", case.id)]


def _case(db: Database, args: argparse.Namespace) -> Document:
    return case_report(db, coded(db, DiversionCase, args.code))


def _notice(db: Database, args: argparse.Namespace) -> Document:
    return notice(db, coded(db, DiversionCase, args.code))


def _season(db: Database, _args: argparse.Namespace) -> Document:
    return by_dealer(db)


REPORTS = Reports((Report("diversion", "code", of_document(_case)), Report("diversion-notice", "code", of_document(_notice)),
                   Report("diversions", "", of_document(_season))))
