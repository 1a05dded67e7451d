"""The advice for stock items as of a day: figures, last season's sell-out, packs and levels put together."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.records import alive, living, table_of
from desktop.sales.curves import SELL_OUT, curve
from desktop.sales.money.statement import begin_of
from desktop.sales.products.model import Product
from desktop.sales.stock.advice import Advised, Asked, advise, covered, drawn_out
from desktop.sales.stock.figures import Stock, stock
from desktop.sales.stock.model import StockItem


def advised(session: Session, day: date, *, dealer_id: int | None = None, product_id: int | None = None,
            dealers: Container[int] | None = None) -> list[tuple[Stock, Advised]]:
    """Each stock item with its advice; of one dealer, of one product, of some dealers, or all."""
    first = begin_of(session, day)
    found = [s for s in stock(session, day, dealer_id) if product_id in (None, s.product_id)
             and (dealers is None or s.dealer_id in dealers)]
    ended = first - timedelta(days=1)
    begun = begin_of(session, ended)
    whole = curve(SELL_OUT, ended).starting(begun.month)
    before = {s.item_id: drawn_out(s, covered(s, whole, begun)) for s in stock(session, ended, dealer_id, first=begun)}
    i = table_of(StockItem)
    mine = [column == key for column, key in ((i.c.dealer_id, dealer_id), (i.c.product_id, product_id)) if key is not None]
    asked_for = select(i.c.id, i.c.target, i.c.lead_days, i.c.rounding).where(alive(i), *mine)
    own = {row.id: row for row in session.execute(asked_for)}
    packs = {product.id: product.bags_carton or 1 for product in session.exec(living(Product))}
    running = curve(SELL_OUT, day).starting(first.month)

    def asked(s: Stock) -> Asked:
        item, last = own[s.item_id], before.get(s.item_id)
        return Asked(None if last is None else round(last), packs.get(s.product_id, 1), item.target, item.lead_days,
                     item.rounding)

    return [(s, advise(s, asked(s), running, first, day)) for s in found]
