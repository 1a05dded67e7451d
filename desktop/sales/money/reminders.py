"""What Today hears of money: what is overdue, what is expected, promised or to be asked for again."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.sales.money.lists import ACCOUNTS, CALLS, PAYMENTS

REMINDERS = (
    Tile(ACCOUNTS, "overdue", "late", N_("dealer owes what is overdue"), "dealers owe what is overdue"),
    Tile(ACCOUNTS, "focus", "late", N_("dealer on the focus list"), "dealers on the focus list"),
    Tile(PAYMENTS, "late", "late", N_("expected payment is late"), "expected payments are late"),
    Tile(PAYMENTS, "rest", "soon", N_("payment is not allotted"), "payments are not allotted"),
    Tile(CALLS, "drafts", "soon", N_("dunning call to be made"), "dunning calls to be made"),
    Dated(PAYMENTS, "expected_on", N_("Payment expected: {dealer}"), ("amount", "method"), (Condition("received_on", "empty"),),
          past=180),
    Dated(CALLS, "next_on", N_("Ask again for payment: {dealer}"), ("step", "answer"), past=30))
"""Tiles and dated lines of money."""
