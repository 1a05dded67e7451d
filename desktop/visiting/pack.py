"""The visit pack: for each visit the dealer's file, debts, sheet to be filled in, prices, complaints, tasks and a signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    CENTER,
    DATE,
    MONEY,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.listing import Condition
from desktop.core.records import alive, living, table_of
from desktop.core.verbs import get
from desktop.dealers.choices import PURPOSES
from desktop.dealers.contracts.lists import CONTRACT_POINTS
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.file_report import file_blocks, on_the_spot, part, to_bring
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.dealers.visit_sheet_model import VisitLine
from desktop.sales.money.ledger import ledger
from desktop.sales.prices.finding import price_for, price_line
from desktop.sales.products.model import Product
from desktop.service.lists import CASES, COMPLAINTS
from desktop.service.states import OPEN_CASES, OPEN_COMPLAINTS
from desktop.training.effect_model import USED
from desktop.training.seeing import waiting
from desktop.visiting.products import products_of

BLANKS = 2  # rows for products nobody thought of
AGREED = 3  # lines for what is agreed
WIDE = 18  # millimetres of a column that is filled in by hand
SERVICE = ((COMPLAINTS, ("code", "received_on", "state", "complainant", "kind", "lot", "resolution_due"), OPEN_COMPLAINTS),
           (CASES, ("code", "reported_on", "state", "farmer", "symptom", "follow_up_on"), OPEN_CASES))
MOST = 10
AHEAD = timedelta(days=14)  # who is to be looked up a little later is asked on the visit as well


def pack(db: Database, visits: Sequence[int]) -> Document:
    """The papers of some visits in their order, each beginning on a page of its own."""
    title = _("Visit pack")
    blocks: list[Block] = [Heading(title), *_overview(db, visits)] if len(visits) > 1 else []
    for key in visits:
        visit = get(db, Visit, key)
        blocks += [*([PageBreak()] if blocks else []), *_visit(db, visit.dealer_id or 0, visit)]
    if not visits:
        blocks = [Heading(title), Paragraph(_("No visit is planned for these days."))]
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False)


def pack_of_dealer(db: Database, dealer_id: int) -> Document:
    """The same for one dealer whom no visit is planned to."""
    return Document(_("Visit pack"), _visit(db, dealer_id, None), language(), footer=today().isoformat(),
                    numbered_headings=False)


def planned(session: Session, first: date, last: date) -> list[int]:
    """The visits planned for some days, by day and place."""
    v, d = table_of(Visit), table_of(Dealer)
    rows = session.execute(select(v.c.id).join(d, d.c.id == v.c.dealer_id).where(
        v.c.state == "planned", v.c.planned_on.between(first, last), alive(v, d)).order_by(
        v.c.planned_on, d.c.region_id, d.c.name, v.c.id))
    return list(rows.scalars())


def _overview(db: Database, visits: Sequence[int]) -> list[Block]:
    rows: list[list[Cell]] = []
    for key in visits:
        visit = get(db, Visit, key)
        dealer = get(db, Dealer, visit.dealer_id or 0)
        rows.append([visit.planned_on, dealer.name, dealer.address, dealer.phone, PURPOSES.label(visit.purpose), visit.reasons])
    return [Table([Column(_("Day"), DATE, weight=0), Column(_("Dealer"), weight=2), Column(_("Address"), weight=2),
                   Column(_("Phone")), Column(_("Visit purpose")), Column(_("Reasons for the visit"), weight=3)], rows)]


def _visit(db: Database, dealer_id: int, visit: Visit | None) -> list[Block]:
    dealer = get(db, Dealer, dealer_id)
    day = visit.planned_on or today() if visit is not None else today()
    blocks: list[Block] = [Heading(f"{dealer.name} {day.isoformat() if visit is not None else ''}".strip())]
    if visit is not None:
        blocks.append(KeyValues([(_("Visit purpose"), PURPOSES.label(visit.purpose)), (_("People met"), "")]))
        blocks += [Callout(visit.reasons, _("Reasons for the visit"), "note")] if visit.reasons else []
    with db.reading() as session:
        products = _products(session, dealer_id, visit)
        debts, sheet, prices = _debts(session, dealer_id), _sheet(products), _prices(session, dealer, products, day)
        practices = _practices(session, dealer_id, day)
    return [*blocks, *file_blocks(db, dealer_id), *debts, *_service(db, dealer_id), *_tasks(db, dealer_id), *practices,
            *prices, *sheet,
            KeepTogether([*on_the_spot(AGREED), Signatures([_("Visited by"), _("Signed by the dealer")])])]


def _products(session: Session, dealer_id: int, visit: Visit | None) -> list[tuple[Product, VisitLine | None]]:
    """The products of the sheet: the rows that are keyed back where the visit has them, else those one would ask about."""
    if visit is not None:
        lines = session.exec(living(VisitLine).where(col(VisitLine.visit_id) == visit.id).order_by(col(VisitLine.id))).all()
        if lines:
            return [(session.get_one(Product, line.product_id), line) for line in lines]
    return [(session.get_one(Product, key), None) for key in products_of(session, dealer_id, today())]


def _sheet(products: Sequence[tuple[Product, VisitLine | None]]) -> list[Block]:
    """The sheet to be filled in, with the columns of the grid it is keyed back into."""
    names = ("counted", "lot", "tested_on", "dealer_price", "farmer_price", "wanted", "remark")
    fields = table_of(VisitLine).c
    columns = [Column(_("Product"), weight=2)] + [
        Column(_(fields[name].info["title"]), MONEY if fields[name].info["kind"] == "money" else "text", width_mm=WIDE)
        for name in names]
    rows: list[list[Cell]] = [[product.label(), *(_filled(getattr(line, name) if line is not None else None) for name in names)]
                              for product, line in products]
    rows += [[""] * len(columns)] * BLANKS
    return [Heading(_("Visit sheet"), 2), Table(columns, rows, row_mm=9, boxed=True, sheet=_("Visit sheet"))]


def _filled(value: Cell) -> Cell:
    """What is known already; an empty place to write in otherwise."""
    return "" if value is None else value


def _prices(session: Session, dealer: Dealer, products: Sequence[tuple[Product, VisitLine | None]], day: date) -> list[Block]:
    rows: list[list[Cell]] = []
    for product, _line in products:
        line = price_line(session, product.id, dealer.region_id, day, dealer.id)
        rows.append([product.label(), price_for(session, product.id, dealer.id, day), *(
            (line.store, line.retail, line.floor) if line is not None else (None, None, None))])
    columns = [Column(_("Product"), weight=2), *(Column(title, MONEY) for title in (
        _("Invoice price"), _("Price to the shop"), _("Price to the farmer"), _("Lowest price allowed")))]
    return [Heading(_("Prices of the day"), 2), Table(columns, rows, sheet=_("Prices of the day"))] if rows else []


def _debts(session: Session, dealer_id: int) -> list[Block]:
    """What is open, the oldest first, and the advance."""
    book, day = ledger(session, dealer_id), today()
    found = book.ageing(day)
    rows: list[list[Cell]] = [
        [book.codes[row.instalment.number], row.instalment.due, row.open, max(0, row.days) if row.days is not None else None]
        for row in sorted(found.rows, key=lambda r: (r.instalment.due or date.max, r.instalment.dated))]
    if not rows and not found.advance:
        return [Paragraph(_("Nothing is open."))]
    if found.advance:
        rows.append([_("Advance"), None, -found.advance, None])
    total = sum(row.open for row in found.rows) - found.advance
    rows.append([_("Balance"), "", total, ""])
    return [Heading(_("What is open"), 2),
            Table([Column(_("Paper no.")), Column(_("Due"), DATE), Column(_("Open amount"), MONEY),
                   Column(_("Days late"), NUMBER, 0)], rows, total_rows=1, sheet=_("What is open")),
            Paragraph(_("To be collected now: ¥{amount}").format(amount=money.text(max(0, sum(
                row.open for row in found.rows if row.days is not None and row.days > 0) - found.advance))))]


def _service(db: Database, dealer_id: int) -> list[Block]:
    """Open complaints and cases of the dealer's customers."""
    return [block for listing, names, states in SERVICE
            for block in part(db, dealer_id, listing, names, (Condition("state", "in", states),), MOST)]


def _practices(session: Session, dealer_id: int, day: date) -> list[Block]:
    """Those who were trained and are looked up on this visit, with places to tick: is it used?"""
    rows: list[list[Cell]] = [[one.name, one.practice, one.held_on, "□", "□", "□"]
                              for one in waiting(session, day + AHEAD, dealer_id)[:MOST]]
    columns = [Column(_("Person's name")), Column(_("Practice to be taken up"), weight=3), Column(_("Trained on")),
               *(Column(USED.label(state), align=CENTER) for state in ("yes", "partly", "no"))]
    return [Heading(_("Is it used"), 2), Table(columns, rows, row_mm=8.0)] if rows else []


def _tasks(db: Database, dealer_id: int) -> list[Block]:
    """What we owe the dealer, and the points of the contract that wait."""
    p, c = table_of(ContractPoint), table_of(DealerContract)
    open_ = CONTRACT_POINTS.column("open").value
    with db.reading() as session:
        rows = session.execute(select(p.c.kind, p.c.what, p.c.due_on).join(c, c.c.id == p.c.contract_id).where(
            open_, p.c.due_on.is_not(None), c.c.dealer_id == dealer_id, alive(p, c)).order_by(p.c.due_on).limit(MOST)).all()
    kinds = p.c.kind.info["choices"]
    cells: list[list[Cell]] = [[kinds.label(row.kind), row.what, row.due_on] for row in rows]
    table = Table([Column(_("Point")), Column(_("What was agreed"), weight=3), Column(_("Next due"), DATE)], cells)
    waiting: list[Block] = [Heading(_("Points of the contract that wait"), 2), table] if cells else []
    return [*to_bring(db, dealer_id), *waiting]
