"""Reckoning a round of allotting from the orders that wait."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import insert_many, remove
from desktop.sales.allotting.model import AllotLine, AllotRound, lines_of
from desktop.sales.allotting.states import ROUND_STATES
from desktop.sales.money.lists import DEPOSITS
from desktop.sales.orders.lists import SENT
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.sales.orders.states import PRIORITIES
from desktop.sales.products.model import Product
from desktop.trade.allotting import Claim, allot

RANKS = tuple(PRIORITIES)


@dataclass(frozen=True)
class Waiting:
    """A line of a confirmed order that waits for bags, and what its place stands on."""

    line: OrderLine
    order: SalesOrder
    wanted: int
    deposit_paid: bool


def waiting(session: Session, product_id: int) -> list[Waiting]:
    """The lines of confirmed orders that wait for a product, in the order of the days on which they were ordered."""
    rows = session.exec(living(OrderLine).where(col(OrderLine.product_id) == product_id)).all()
    found = []
    for line in rows:
        order = session.get(SalesOrder, line.order_id)
        left = (line.bags or 0) - SENT.of(session, line)
        if order is None or order.is_deleted or order.state != "confirmed" or left <= 0:
            continue
        paid = int(DEPOSITS.of(session, order) or 0)
        found.append(Waiting(line, order, left, paid >= (order.deposit or 0)))
    return sorted(found, key=lambda w: (w.order.ordered_on, w.order.code, w.line.id))


def reckon(db: Database, round_id: int) -> int:
    """Allot the goods of a round by its rule, in place of what stood in it; how many order lines wait.

    Raises `Refused` where it was put into the orders already, or nobody waits.
    """
    with db.operation(_("Goods allotted")) as session:
        made = session.get_one(AllotRound, round_id)
        if made.state != "draft":
            raise Refused(_("This round is “{state}”: open it again first.").format(state=ROUND_STATES.label(made.state)))
        found = waiting(session, made.product_id or 0)
        if not found:
            raise Refused(_("No confirmed order waits for this product."))
        product = session.get_one(Product, made.product_id)
        ranks = [_rank(made, one) for one in found]
        given = allot(made.bags or 0, [Claim(one.wanted, rank, place) for place, (one, rank) in enumerate(
            zip(found, ranks, strict=True))], made.rule, (product.bags_carton or 1) if made.cartons else 1)
        remove(session, AllotLine, [line.id for line in lines_of(session, round_id)])
        insert_many(session, AllotLine, [
            {"round_id": round_id, "order_line_id": one.line.id, "wanted": one.wanted, "reckoned": bags, "given": bags,
             "why": _why(one, made)} for one, bags in zip(found, given, strict=True)])
        return len(found)


def _rank(made: AllotRound, one: Waiting) -> int:
    """The place of an order line: its priority, and where the round says so before others of it one whose deposit is paid."""
    return 2 * RANKS.index(one.order.priority) + (made.deposits_first and not one.deposit_paid)


def _why(one: Waiting, made: AllotRound) -> str:
    said = [PRIORITIES.label(one.order.priority)]
    if made.deposits_first and one.order.deposit:
        said.append(_("deposit paid") if one.deposit_paid else _("deposit not paid yet"))
    said.append(_("ordered on {day}").format(day=one.order.ordered_on))
    return " · ".join(said)
