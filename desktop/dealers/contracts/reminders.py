"""What Today hears of contracts: points that fall due, contracts that end or are over and never were ended."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.dealers.contracts.lists import CONTRACT_POINTS, CONTRACTS, IN_FORCE

PAST = 180  # so many days a point that nobody ticked off is named

REMINDERS = (
    Tile(CONTRACTS, "ending", "soon", N_("contract ends within 60 days"), "contracts end within 60 days"),
    Tile(CONTRACTS, "past", "late", N_("contract past its term"), "contracts past their term", weight=3),
    Tile(CONTRACTS, "unsigned", "info", N_("contract not signed yet"), "contracts not signed yet"),
    Dated(CONTRACTS, "ends_on", N_("Contract ends: {dealer}"), ("code", "title"), IN_FORCE, weight=3),
    Dated(CONTRACT_POINTS, "due_on", N_("{kind}: {dealer}"), ("what", "amount"), (Condition("open", "yes"),), past=PAST,
          most=100, weight=2))
