"""What is done about stocks: plans from the advice, the order or move they lead to, the lines of a count, usual levels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import StateChange, insert_many, move_in, store
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.sales.products.model import Product
from desktop.sales.stock.advising import advised
from desktop.sales.stock.figures import stock
from desktop.sales.stock.lots import lots_at
from desktop.sales.stock.model import CountLine, StockCount, StockItem, StockMove
from desktop.sales.stock.plan_model import StockPlan
from desktop.sales.stock.takers import takers


def plan(db: Database, item_id: int, day: date) -> StockPlan:
    """Keep the advice for a stock item as a plan: to order, or to clear, then to the best taker there is.

    Raises `Refused` where nothing is advised, with the reasons.
    """
    with db.operation(_("Stock planned")) as session:
        item = session.get_one(StockItem, item_id)
        found = next((result for s, result in advised(session, day, dealer_id=item.dealer_id) if s.item_id == item_id), None)
        if found is None:
            raise Refused(_("This stock item lies in the recycle bin."))
        bags = found.order or found.surplus
        if not bags:
            raise Refused(" ".join(found.said))
        values = {"dealer_id": item.dealer_id, "product_id": item.product_id, "made_on": day, "advised": bags, "bags": bags,
                  "kind": "order" if found.order else "clear", "reasons": "\n".join(found.said)}
        if found.surplus:
            best = next((taker for taker in takers(session, item, day) if taker.allowed), None)
            values |= {"way": "move", "taker_id": best.dealer_id} if best else {"way": "return"}
            if best and best.needs < bags:  # what nobody takes stays with the dealer, and is advised on again
                values |= {"advised": best.needs, "bags": best.needs}
        return store(session, StockPlan, values)


def carry_out(db: Database, plan_id: int, day: date) -> StockMove | SalesOrder:
    """Make of a plan what it says: the draft of an order, or the move to the taker; the plan is done.

    Raises `Refused` where it is neither, or was not agreed.
    """
    with db.operation(_("Stock plan carried out")) as session:
        found = session.get_one(StockPlan, plan_id)
        if found.state != "agreed":
            raise Refused(_("This plan is not agreed with the dealer yet."))
        made: StockMove | SalesOrder
        if found.kind == "order":
            made = store(session, SalesOrder, {"dealer_id": found.dealer_id, "ordered_on": day, "required_on": found.deadline
                                               if found.deadline and found.deadline >= day else None})
            store(session, OrderLine, {"order_id": made.id, "product_id": found.product_id, "bags": found.bags})
        elif found.way == "move":
            made = store(session, StockMove, {"from_id": found.dealer_id, "to_id": found.taker_id, "moved_on": day,
                                              "product_id": found.product_id, "bags": found.bags, "reason": found.code})
        else:
            raise Refused(_("This plan is neither an order nor a move to another dealer: write down what was done."))
        move_in(session, StockPlan, plan_id, StateChange("done", day))
        return made


def list_expected(db: Database, count_id: int) -> int:
    """Put on a count every product that should be there by the books, without bags, to be filled in; how many lines.

    Lots are those of the count before, else of what was sent since the season began.
    """
    with db.operation(_("Products listed to be counted")) as session:
        count = session.get_one(StockCount, count_id)
        there = {(line.product_id,
                  line.lot) for line in session.exec(living(CountLine).where(col(CountLine.count_id) == count_id))}
        counted = {product for product, _lot in there}
        rows = [{"count_id": count_id, "product_id": product, "lot": lot}
                for product, lot in expected(session, count.dealer_id or 0, count.counted_on or date.min)
                if (product, lot) not in there and product not in counted]
        insert_many(session, CountLine, rows)
        return len(rows)


def expected(session: Session, dealer_id: int, day: date) -> Sequence[tuple[int, str]]:
    """Product and lot of all that should lie at a dealer on the evening of a day, in the order of their names."""
    found = [s for s in stock(session, day, dealer_id) if s.on_hand > 0 or s.received > 0]
    names = {p.id: p.name for p in session.exec(living(Product).where(col(Product.id).in_([s.product_id for s in found])))}
    lots = lots_at(session, dealer_id, day)
    return [(s.product_id, lot) for s in sorted(found, key=lambda s: names.get(s.product_id, ""))
            for lot in (lots.get(s.product_id) or [""])]


def set_usual_levels(db: Database, ids: Sequence[int], day: date) -> int:
    """Write the usual minimum and maximum of today into stock items that have none of their own; how many were set."""
    with db.operation(_("Levels of stock set")) as session:
        wanted, done = set(ids), 0
        for s, found in advised(session, day):
            if s.item_id in wanted and found.advice is not None and s.minimum is None and s.maximum is None:
                store(session, StockItem, {"minimum": found.minimum, "maximum": found.maximum}, s.item_id)
                done += 1
        return done
