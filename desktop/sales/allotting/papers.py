"""The allotting of goods on paper: the rule in words, and what each order gets of what it waits for."""

from __future__ import annotations

import argparse

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
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import _, language
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.sales.allotting.model import AllotLine, AllotRound, lines_of
from desktop.sales.allotting.states import ROUND_STATES, RULES
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.sales.products.model import Product
from desktop.trade.allotting import SHARE


def rule_said(made: AllotRound) -> str:
    """The rule of a round in words."""
    said = [_("Urgent orders are served first, then ordinary ones, then those that can wait: an order gets nothing while one "
              "before it lacks anything.")]
    if made.deposits_first:
        said.append(_("Within one priority an order whose agreed deposit is paid comes before one whose is not."))
    said.append(_("Where the goods do not do for all of one rank, each gets the same share of what it waits for.")
                if made.rule == SHARE else
                _("Where the goods do not do for all of one rank, those who ordered first get theirs in full."))
    if made.cartons:
        said.append(_("Shares are whole cartons; what is left over goes on carton by carton."))
    return " ".join(said)


def allotting_sheet(db: Database, round_id: int) -> Document:
    """A round: goods, rule, and a row an order."""
    made = get(db, AllotRound, round_id)
    rows: list[list[Cell]] = []
    with db.reading() as session:
        lines = lines_of(session, round_id)
        for line in lines:
            ordered = session.get_one(OrderLine, line.order_line_id)
            order = session.get_one(SalesOrder, ordered.order_id)
            rows.append([session.get_one(Dealer, order.dealer_id).name, order.code, order.required_on, line.wanted, line.given,
                         (line.wanted or 0) - (line.given or 0), _why(line)])
    wanted, given = sum(line.wanted or 0 for line in lines), sum(line.given or 0 for line in lines)
    title = _("Allotting of goods {code}").format(code=made.code)
    facts: list[tuple[str, Cell]] = [
        (_("Product"), get(db, Product, made.product_id or 0).label()), (_("Goods as of"), made.made_on),
        (_("Bags to allot"), made.bags), (_("State"), ROUND_STATES.label(made.state)),
        (_("Within one priority"), RULES.label(made.rule)), (_("Decided by"), made.decided_by)]
    columns = [Column(_("Dealer"), weight=2), Column(_("Order no."), weight=1.3), Column(_("Wanted by"), DATE),
               Column(_("Bags waited for"), NUMBER, 0), Column(_("Bags given"), NUMBER, 0),
               Column(_("Still missing"), NUMBER, 0), Column(_("Why"), weight=2)]
    total: list[Cell] = [_("Total"), "", "", wanted, given, wanted - given, ""]
    table = Table(columns, [*rows, total], total_rows=1)
    blocks: list[Block] = [
        Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)]), Heading(_("The rule"), 2),
        Paragraph(rule_said(made)), Heading(_("What each order gets"), 2),
        table if rows else Paragraph(_("Nothing is allotted yet: reckon it first."))]
    return Document(title, [*blocks, Signatures([_("Made by"), _("Approved by")])], language(), numbered_headings=False,
                    keywords=[made.code])


def _why(line: AllotLine) -> str:
    if line.given == line.reckoned:
        return line.why
    return _("{why} (decided otherwise: by the rule {reckoned})").format(why=line.why, reckoned=line.reckoned or 0).strip()


def _sheet(db: Database, args: argparse.Namespace) -> Document:
    return allotting_sheet(db, coded(db, AllotRound, args.code))


REPORTS = Reports((Report("allotting", "code", of_document(_sheet)),))
