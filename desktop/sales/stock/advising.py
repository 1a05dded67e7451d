"""The advice for stock items as of a day: figures, last season's sell-out, packs and levels put together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.sales.curves import SELL_OUT, curve
from desktop.sales.money.statement import begin_of
from desktop.sales.products.model import Product
from desktop.sales.stock.advice import Advised, Asked, advise
from desktop.sales.stock.figures import Stock, stock
from desktop.sales.stock.model import StockItem


def advised(session: Session, day: date, *, dealer_id: int | None = None, product_id: int | None = None
            ) -> list[tuple[Stock, Advised]]:
    """Each stock item with its advice; of one dealer, of one product, or all."""
    first = begin_of(session, day)
    found = [s for s in stock(session, day, dealer_id) if product_id in (None, s.product_id)]
    before = {s.item_id: s.sold for s in stock(session, first - timedelta(days=1), dealer_id)}
    items = {item.id: item for item in session.exec(living(StockItem).where(*_of(dealer_id, product_id)))}
    packs = {product.id: product.bags_carton or 1 for product in session.exec(living(Product))}
    running = curve(SELL_OUT, day).starting(first.month)

    def asked(s: Stock) -> Asked:
        item = items[s.item_id]
        last = before.get(s.item_id)
        return Asked(last if last is not None and last > 0 else None, packs.get(s.product_id, 1), item.target, item.lead_days,
                     item.rounding)

    return [(s, advise(s, asked(s), running, first, day)) for s in found]


def _of(dealer_id: int | None, product_id: int | None) -> list[Any]:
    chosen: list[Any] = []
    if dealer_id is not None:
        chosen.append(col(StockItem.dealer_id) == dealer_id)
    if product_id is not None:
        chosen.append(col(StockItem.product_id) == product_id)
    return chosen
