"""What Today hears of orders and shipments: what is promised and late, what nobody has signed for."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.reminders import Dated, Tile
from desktop.sales.orders.lists import ORDER_CALLS, ORDERS, SHIPMENTS, TO_SHIP
from desktop.sales.orders.objections import objections

REMINDERS = (
    Tile(ORDERS, "late", "late", N_("order promised and late"), "orders promised and late", weight=3),
    Tile(SHIPMENTS, "unsigned", "soon", N_("shipment not signed for"), "shipments not signed for"),
    Tile(SHIPMENTS, "untested", "soon", N_("return whose seed is not tested for germination"),
         "returns whose seed is not tested for germination"),
    Dated(ORDERS, "required_on", N_("Wanted: order {code}"), ("dealer",), TO_SHIP, weight=2),
    objections,
    Dated(ORDERS, "deposit_due", N_("Deposit due: order {code}"), ("dealer",), TO_SHIP, weight=3),
    Dated(ORDER_CALLS, "next_on", N_("Call again about the order: {whom}"), ("said",), past=30, moves=True),
    Dated(SHIPMENTS, "moved_on", N_("{kind} {code}"), ("dealer",), done=True))
