"""Papers of dealers' plans and reports: the plan with what came of it, the form a dealer fills, the report beside ours."""

from __future__ import annotations

import argparse
from datetime import date

from sqlmodel import Session, col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    SMALL,
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
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.periods import WEEK, period
from desktop.core.records import alive, living, title_of
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.settings import office
from desktop.core.units import format_number, quantity
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.reports.dealer_plans import states as s
from desktop.reports.dealer_plans.figures import amount_sent, compared, sent
from desktop.reports.dealer_plans.model import DealerPlan, DealerPlanLine
from desktop.reports.dealer_plans.report_model import DealerReport, DealerReportLine
from desktop.sales.products.model import Product
from desktop.sales.stock.model import StockItem

EMPTY_ROWS = 5  # lines of the form for products that we did not write into it


def plan_sheet(db: Database, plan_id: int) -> Document:
    """A plan: goals, money, people; each activity with what came of it; bags and amount beside what was sent."""
    plan = get(db, DealerPlan, plan_id)
    with db.reading() as session:
        dealer = session.get(Dealer, plan.dealer_id)
        lines = list(session.exec(living(DealerPlanLine).where(col(DealerPlanLine.plan_id) == plan_id).order_by(
            col(DealerPlanLine.on_day), col(DealerPlanLine.id))))
        names = {product.id: product.label() for product in session.exec(living(Product))}
        bags = sent(session, plan.dealer_id, plan.starts_on, plan.ends_on)
        amount = amount_sent(session, plan)
    title = f"{s.KINDS.label(plan.kind)}{_(': ')}{dealer.name if dealer else ''}"
    days = _("{first} to {last}").format(first=plan.starts_on, last=plan.ends_on)
    facts: list[tuple[str, Cell]] = [
        (_("Company"), str(office(db, "company") or "")), (_("Dealer's plan no."), plan.code), (_("Period of the plan"), days),
        (_("State"), s.STATES.label(plan.state)), (_("Agreed with"), plan.agreed_with),
        (_("Bags planned / sent"), _of(plan.bags, bags)), (_("Amount planned / sent"), _of_money(plan.amount, amount)),
        (_("Money from us"), _yuan(plan.our_money)), (_("Money from the dealer"), _yuan(plan.dealer_money)),
        (_("People needed"), str(plan.people or ""))]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1]])]
    blocks += _texts((_("Goals of the plan"), plan.goals))
    blocks += [Heading(_("Activities of the plan"), 2), _activities(lines, names) if lines else Paragraph(
        _("No activities are written down yet."))]
    blocks += _texts((_("What the plan brought"), plan.result), (_("What is learnt from it"), plan.lessons))
    return Document(title, [*blocks, Signatures([_("For the company"), _("For the dealer")])], language(), landscape=True,
                    numbered_headings=False, keywords=[plan.code])


def _texts(*given: tuple[str, str]) -> list[Block]:
    return [block for heading, text in given if text.strip() for block in (Heading(heading, 2), Paragraph(text))]


def _of(planned: int | None, reached: int) -> str:
    share = f" ({quantity(format_number(100 * reached / planned, 1), '%')})" if planned else ""
    return f"{planned if planned is not None else '–'} / {reached:,}{share}"


def _of_money(planned: int | None, reached: int) -> str:
    share = f" ({quantity(format_number(100 * reached / planned, 1), '%')})" if planned else ""
    return f"{money.text(planned) or '–'} / {money.text(reached)}{share}"


def _yuan(fen: int | None) -> str:
    return "" if fen is None else _("{amount} yuan").format(amount=money.text(fen))


def _activities(lines: list[DealerPlanLine], names: dict[int, str]) -> Table:
    planned, came = _("As planned"), _("What came of the plan")
    heads = [Column(_("Day"), DATE), Column(_("Kind of activity")), Column(_("What the activity is"), weight=2),
             Column(_("Product")), Column(_("Bags planned"), NUMBER, 0, group=planned),
             Column(_("Money planned"), MONEY, group=planned), Column(_("People expected"), NUMBER, 0, group=planned),
             Column(_("Done on"), DATE, group=came), Column(_("Bags sold by it"), NUMBER, 0, group=came),
             Column(_("Money spent"), MONEY, group=came), Column(_("People who came"), NUMBER, 0, group=came),
             Column(_("How it went"), weight=2, group=came)]
    rows: list[list[Cell]] = [[x.on_day or "", s.WORK.label(x.work), " ".join(t for t in (x.what, x.place) if t),
                               names.get(x.product_id or 0, ""), x.bags, x.money, x.people, x.done_on or "", x.bags_done,
                               x.spent, x.people_came, x.result] for x in lines]
    sums: list[Cell] = [_("Total"), "", "", "", *(_sum(lines, name) for name in ("bags", "money", "people")), "",
                        *(_sum(lines, name) for name in ("bags_done", "spent", "people_came")), ""]
    return Table(heads, [*rows, sums], total_rows=1)


def _sum(lines: list[DealerPlanLine], name: str) -> int:
    return sum(getattr(line, name) or 0 for line in lines)


# -- what the dealer writes ---------------------------------------------------------------------------------------------


def report_form(db: Database, dealer_id: int, day: date | None = None, kind: str = WEEK) -> Document:
    """The form for a dealer's report of the week or month of a day: its products by name, the figures to be filled in. What
    comes back as XLSX is taken in as it is (import “Reports of dealers”)."""
    found = period(kind, day or today())
    with db.reading() as session:
        dealer = session.get_one(Dealer, dealer_id)
        products = _products(session, dealer_id)
    title = _("{kind} {period}: {dealer}").format(kind=s.REPORTS.label(kind), period=found.title(), dealer=dealer.name)
    heads = [Column(_field(name), weight=weight) for name, weight in (
        ("dealer_id", 2), ("kind", 1), ("starts_on", 1), ("product_id", 2), ("opening", 1), ("received", 1), ("sold", 1),
        ("closing", 1), ("remark", 2))]
    rows: list[list[Cell]] = [[dealer.name, s.REPORTS.label(kind), found.first.isoformat(), name, "", "", "", "", ""]
                              for name in [*products, *[""] * EMPTY_ROWS]]
    said = _("Fill in bags; there at the beginning + came in − sold = left at the end. Lines without a product are left out.")
    return Document(title, [Heading(title), Paragraph(said, SMALL), Table(heads, rows, boxed=True, row_mm=8)], language(),
                    landscape=True, numbered_headings=False)


def _field(name: str) -> str:
    return title_of(DealerReportLine, name)


def _products(session: Session, dealer_id: int) -> list[str]:
    """The products that the dealer has, by name."""
    query = living(Product).join(StockItem, col(StockItem.product_id) == col(Product.id)).where(
        col(StockItem.dealer_id) == dealer_id, alive(StockItem))
    return sorted({product.label() for product in session.exec(query)})


def report_compared(db: Database, report_id: int) -> Document:
    """A dealer's report beside what we sent and counted, with every difference."""
    report = get(db, DealerReport, report_id)
    with db.reading() as session:
        dealer = session.get(Dealer, report.dealer_id)
        lines = compared(session, report)
    title = _("{kind} {period}: {dealer}").format(kind=s.REPORTS.label(report.kind), period=report.starts_on,
                                                  dealer=dealer.name if dealer else "")
    facts: list[tuple[str, Cell]] = [(_("Dealer's report no."), report.code),
                                     (_("Days"), _("{first} to {last}").format(first=report.starts_on, last=report.ends_on)),
                                     (_("Report came in on"), report.came_on or ""), (_("Written by"), report.written_by)]
    theirs, ours = _("By the dealer"), _("By our own books")
    heads = [Column(_("Product"), weight=2), *(Column(_field(name), NUMBER, 0, group=theirs) for name in (
        "opening", "received", "sold", "closing")), Column(_("Does not add up by"), NUMBER, 0, group=theirs, signed=True),
             Column(_("Bags sent"), NUMBER, 0, group=ours), Column(_("Came in, dealer less us"), NUMBER, 0, signed=True),
             Column(_("Counted"), NUMBER, 0, group=ours), Column(_("Counted on"), DATE, group=ours),
             Column(_("Left, dealer less count"), NUMBER, 0, signed=True)]
    rows: list[list[Cell]] = [[x.product, x.line.opening, x.line.received, x.line.sold, x.line.closing, x.line.gap, x.sent,
                               x.received_off, x.counted, x.counted_on or "", x.closing_off] for x in lines]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1]]),
                           Table(heads, rows, marked_rows=[n for n, x in enumerate(lines) if x.received_off or x.closing_off
                                                           or x.line.gap]) if rows else Paragraph(
                               _("The report names no product."))]
    blocks += _texts((_field_of("market"), report.market), (_field_of("rivals"), report.rivals),
                     (_field_of("wishes"), report.wishes), (_field_of("answer"), report.answer))
    return Document(title, blocks, language(), landscape=True, numbered_headings=False, keywords=[report.code])


def _field_of(name: str) -> str:
    return title_of(DealerReport, name)


def _plan(db: Database, args: argparse.Namespace) -> Document:
    return plan_sheet(db, coded(db, DealerPlan, args.code))


def _compared(db: Database, args: argparse.Namespace) -> Document:
    return report_compared(db, coded(db, DealerReport, args.code))


def _form(db: Database, args: argparse.Namespace) -> Document:
    return report_form(db, coded(db, Dealer, args.code), args.day)


REPORTS = Reports((Report("dealer-plan", "code", of_document(_plan)), Report("dealer-report", "code", of_document(_compared)),
                   Report("dealer-report-form", "code", of_document(_form))))
