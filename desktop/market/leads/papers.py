"""Papers of leads: how the development stands, and the plan of a single case with the dealer (6.3.1)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col

from desktop.catalogue.model import Crop
from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
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
from desktop.dealers.model import Dealer
from desktop.market.leads.figures import Heap, all_leads, by_stage, demand, heaps
from desktop.market.leads.model import Lead, LeadStep
from desktop.market.leads.words import OPEN, SECTORS, SIDES, SOURCES, STAGES, WHY_LOST
from desktop.regions.model import Region
from desktop.sales.products.model import Product

TEXTS = ("needs", "aim", "obstacles", "offer", "dealer_part")


def leads_report(db: Database, year: int | None = None) -> Document:
    """How development stands: the funnel, sources, sectors, key accounts, demand ahead, what was lost and why."""
    with db.reading() as session:
        leads = all_leads(session)
        if year is not None:
            leads = [one for one in leads if one.heard_on and one.heard_on.year == year]
        crops = {crop.id: crop.title() for crop in session.exec(living(Crop))}
        dealers = _names(session, leads)
    title = _("Development of customers, {year}").format(year=year) if year else _("Development of customers")
    if not leads:
        return _document(title, [Paragraph(_("No lead is written down yet."))], "")
    blocks: list[Block] = [
        Heading(_("Stages"), 2), _funnel(leads), Heading(_("Sources"), 2),
        _heaps(heaps(leads, "source", list(SOURCES), SOURCES.label), _("Source of the lead")), Heading(_("Sectors"), 2),
        _heaps(heaps(leads, "sector", list(SECTORS), SECTORS.label), _("Sector")),
        *_accounts([one for one in leads if one.key_account], dealers), *_demand(leads, crops), *_lost(leads)]
    return _document(title, blocks, "")


def leads_report_of(db: Database, _lead_id: int) -> Document:
    """The same as the sub-tab of any lead."""
    return leads_report(db)


def _funnel(leads: Sequence[Lead]) -> Table:
    rows: list[list[Cell]] = [[heap.name, heap.count, heap.bags, heap.value, heap.expected or None] for heap in by_stage(leads)]
    whole = Heap("", leads)
    columns = [Column(_("Stage of the lead"), weight=2), Column(_("Number of leads"), NUMBER, 0),
               Column(_("Bags"), NUMBER, 0, thousands=True),
               Column(_("Worth"), MONEY), Column(_("Worth by chance"), MONEY)]
    total: list[Cell] = [_("Total"), whole.count, whole.bags, whole.value, whole.expected]
    return Table(columns, [*rows, total], total_rows=1, sheet=_("Stages"))


def _heaps(found: Sequence[Heap], title: str) -> Table:
    rows: list[list[Cell]] = [[heap.name, heap.count, heap.won, heap.lost, _float(heap.won_percent), _float(heap.days),
                               heap.value]
                              for heap in found]
    columns = [Column(title, weight=2), Column(_("Number of leads"), NUMBER, 0), Column(_("Leads that ordered"), NUMBER, 0),
               Column(_("Leads lost"), NUMBER, 0), Column(_("Leads to orders"), NUMBER, 1, unit="%"),
               Column(_("Days to the order"), NUMBER, 0), Column(_("Worth"), MONEY)]
    return Table(columns, rows, sheet=title)


def _accounts(leads: Sequence[Lead], dealers: dict[int, str]) -> list[Block]:
    if not leads:
        return []
    rows: list[list[Cell]] = [[one.name, SECTORS.label(one.sector), STAGES.label(one.state), one.area_mu, one.bags, one.value,
                               dealers.get(one.dealer_id or 0, ""), one.next_step, one.next_on] for one in leads]
    columns = [Column(_("Customer"), weight=2), Column(_("Sector")), Column(_("Stage of the lead")),
               Column(_("Area of the crop"), NUMBER, 0, unit=_("mu"), thousands=True),
               Column(_("Bags"), NUMBER, 0, thousands=True),
               Column(_("Worth"), MONEY), Column(_("Through dealer"), weight=2), Column(_("Next step"), weight=2),
               Column(_("Next step on"), DATE)]
    return [Heading(_("Key accounts"), 2), Table(columns, rows, sheet=_("Key accounts"))]


def _demand(leads: Sequence[Lead], crops: dict[int, str]) -> list[Block]:
    found = demand(leads)
    if not found:
        return []
    rows: list[list[Cell]] = [[one.month or _("no day"), crops.get(one.crop_id or 0, ""), one.leads, one.area, one.bags,
                               float(one.likely)] for one in found]
    columns = [Column(_("Decides in")), Column(_("Crop")), Column(_("Number of leads"), NUMBER, 0),
               Column(_("Area of the crop"), NUMBER, 0, unit=_("mu"), thousands=True),
               Column(_("Bags"), NUMBER, 0, thousands=True), Column(_("Bags by chance"), NUMBER, 0, thousands=True)]
    return [Heading(_("Demand ahead"), 2), Table(columns, rows, sheet=_("Demand ahead"))]


def _lost(leads: Sequence[Lead]) -> list[Block]:
    lost = [one for one in leads if one.state == "lost"]
    if not lost:
        return []
    rows: list[list[Cell]] = [[one.lost_on, one.name, WHY_LOST.label(one.lost_why), one.reason, one.value] for one in lost]
    columns = [Column(_("Lost on"), DATE), Column(_("Customer"), weight=2), Column(_("Why it was lost")),
               Column(_("Reason"), weight=2),
               Column(_("Worth"), MONEY)]
    return [Heading(_("Leads lost"), 2), Table(columns, rows, sheet=_("Leads lost"))]


def case_plan(db: Database, lead_id: int) -> Document:
    """The plan of one case (单个客户推进方案): the customer, the aim, what each side does until when; for both signatures."""
    with db.reading() as session:
        lead = session.get_one(Lead, lead_id)
        steps = session.exec(living(LeadStep).where(col(LeadStep.lead_id) == lead_id).order_by(
            col(LeadStep.due_on), col(LeadStep.id))).all()
        facts = _facts(session, lead)
    blocks: list[Block] = [KeyValues(facts), *(block for name in TEXTS if (text := getattr(lead, name)) for block in (
        Heading(title_of(Lead, name), 2), Paragraph(text)))]
    if lead.share_percent is not None:
        blocks.append(Paragraph(_("The dealer bears {percent} % of the cost.").format(percent=f"{lead.share_percent:g}")))
    blocks += [Heading(_("Steps of the single plan"), 2), _steps(steps) if steps else Paragraph(_("No step is agreed yet."))]
    late = [one.what for one in steps if one.done_on is None and one.due_on and one.due_on < today()]
    if late and lead.state in OPEN:
        blocks.append(Callout(_("Overdue: {steps}.").format(steps=_(", ").join(late))))
    title = _("Plan of the case: {name}").format(name=lead.name)
    return _document(title, [*blocks, Signatures([_("For us"), _("For the dealer")])], lead.code)


def _facts(session: Session, lead: Lead) -> list[tuple[str, Cell]]:
    region = session.get(Region, lead.region_id) if lead.region_id else None
    dealer = session.get(Dealer, lead.dealer_id) if lead.dealer_id else None
    product = session.get(Product, lead.product_id) if lead.product_id else None
    crop = session.get(Crop, lead.crop_id) if lead.crop_id else None
    facts: list[tuple[str, Cell]] = [
        (_("Lead no."), lead.code), (_("Sector"), SECTORS.label(lead.sector)),
        (_("Stage of the lead"), STAGES.label(lead.state)),
        (_("Days in this stage"), lead.days), (_("Contact person"), " ".join(t for t in (lead.contact, lead.phone) if t)),
        (_("Region"), region.full_name if region else ""), (_("Through dealer"), dealer.name if dealer else ""),
        (_("Contact kept by"), lead.handled_by), (_("Crop"), crop.title() if crop else ""),
        (_("Area of the crop"), "" if lead.area_mu is None else f"{lead.area_mu:,g} {_('mu')}"),
        (_("Grows now"), lead.variety_now),
        (_("Decides on seed on"), lead.decides_on), (_("Product wanted"), product.label() if product else ""),
        (_("Bags it may order"), lead.bags), (_("Worth"), "" if lead.value is None else f"¥{money.text(lead.value)}"),
        (_("Chance"), "" if lead.chance is None else f"{lead.chance} %")]
    return [fact for fact in facts if fact[1] not in ("", None)]


def _steps(steps: Sequence[LeadStep]) -> Table:
    rows: list[list[Cell]] = [[one.due_on, one.what, SIDES.label(one.side), one.who, one.done_on, one.result] for one in steps]
    columns = [Column(_("Due"), DATE), Column(_("Step to take"), weight=3), Column(_("Whose task")),
               Column(_("Who takes the step")),
               Column(_("Done on"), DATE), Column(_("Result"), weight=2)]
    return Table(columns, rows, sheet=_("Steps of the single plan"))


def _names(session: Session, leads: Sequence[Lead]) -> dict[int, str]:
    named = session.exec(living(Dealer).where(col(Dealer.id).in_({one.dealer_id for one in leads})))
    return {dealer.id: dealer.name for dealer in named}


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def _document(title: str, blocks: list[Block], code: str) -> Document:
    return Document(title, [Heading(title), *blocks], language(), footer=today().isoformat(), numbered_headings=False,
                    keywords=[code] if code else [])
