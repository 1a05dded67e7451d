"""What each figure of a stock item is made of: the counts, deliveries and moves of its window (`figures_sql.py`), with the
sign with which they enter the figure. The parts add to the figure of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Date, text
from sqlmodel import Session

from desktop.core.breakdown import Breakdown, Part
from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.periods import YEAR, period, year_start
from desktop.core.records import alive_in_sql as alive
from desktop.core.settings import office_in
from desktop.sales.stock.figures import Stock, stock

TITLES = (N_("Voucher"), N_("Paper no."), N_("Day"), N_("Seed lot"))
ENTERING = {"opening": {"opening": 1}, "received": {"received": 1}, "returned": {"returned": 1}, "moved_in": {"moved_in": 1},
            "moved_out": {"moved_out": 1}, "closing": {"closing": 1}, "since": {"since": 1},
            "sold": {"opening": 1, "received": 1, "returned": -1, "moved_in": 1, "moved_out": -1, "closing": -1},
            "on_hand": {"closing": 1, "since": 1}}
"""Of each figure of the list which parts of the window enter it, and with which sign."""

MOVED = f"""
SELECT 'shipmentline' AS what, l.id AS ref, h.code, l.moved_on AS day, l.lot, l.bags FROM shipmentline l
LEFT JOIN shipment h ON h.id = l.shipment_id
WHERE {alive("l")} AND l.dealer_id = :dealer AND l.product_id = :product AND l.bags IS NOT NULL
UNION ALL
SELECT 'stockmove', m.id, m.code, m.moved_on, m.lot, CASE WHEN m.to_id = :dealer THEN m.bags ELSE -m.bags END FROM stockmove m
WHERE {alive("m")} AND m.product_id = :product AND :dealer IN (m.to_id, m.from_id) AND m.to_id <> m.from_id ORDER BY day, ref"""
COUNTED = f"""
SELECT 'stockcount' AS what, h.id AS ref, h.code, c.counted_on AS day, c.lot, c.bags FROM countline c
JOIN stockcount h ON h.id = c.count_id
WHERE {alive("c")} AND c.dealer_id = :dealer AND c.product_id = :product AND c.counted_on = :day AND c.bags IS NOT NULL
ORDER BY c.id"""


def made_of(name: str) -> Callable[[Any], Breakdown]:
    """The rows behind the figure `name` of a stock item."""
    return lambda item: Breakdown(TITLES, N_("Bags"), partial(_parts, item_id=item.id, dealer_id=item.dealer_id, name=name),
                                  kind="whole")


def _parts(session: Session, *, item_id: int, dealer_id: int, name: str) -> list[Part]:
    row = next((one for one in stock(session, today(), dealer_id) if one.item_id == item_id), None)
    if row is None:
        return []
    window = _window(session, row)
    found = [Part(part.cells, sign * part.value, part.table, part.id)
             for key, sign in ENTERING[name].items() for part in window.get(key, ())]
    missing = (getattr(row, name) or 0) - sum(part.value for part in found)
    if missing:  # more left than was known to have come: the figure is not below nothing
        found.append(Part((_("More left than is known to have come"), "", "", ""), missing))
    return found


def _window(session: Session, row: Stock) -> dict[str, list[Part]]:
    """The parts of an item's window by what they are."""
    day = today()
    begins = row.opened or (day - timedelta(days=365) if row.closed is None else _first(session, day) - timedelta(days=1))
    found: dict[str, list[Part]] = {"opening": _count(session, row, row.opened), "closing": _count(session, row, row.closed)}
    for one in _rows(session, MOVED, row):
        if begins < one.day <= day:
            late = row.closed is None or one.day > row.closed
            ways = ("received", "returned") if one.what == "shipmentline" else ("moved_in", "moved_out")
            key = "since" if late else ways[one.bags < 0]
            found.setdefault(key, []).append(_part(one, one.bags if late else abs(one.bags)))
    return found


def _first(session: Session, day: date) -> date:
    return period(YEAR, day, year_start(str(office_in(session, "business_year_start")))).first


def _count(session: Session, row: Stock, day: date | None) -> list[Part]:
    return [] if day is None else [_part(one, one.bags) for one in _rows(session, COUNTED, row, day=day.isoformat())]


def _rows(session: Session, query: str, row: Stock, **more: Any) -> Sequence[Any]:
    given = {"dealer": row.dealer_id, "product": row.product_id, **more}
    return session.execute(text(query).columns(day=Date), given).all()


def _part(one: Any, bags: int) -> Part:
    words = {"shipmentline": _("Shipment") if one.bags > 0 else _("Return"), "stockmove": _("Stock move"),
             "stockcount": _("Stock count")}
    return Part((words[one.what], one.code or "", one.day.isoformat(), one.lot or ""), bags, one.what, one.ref)
