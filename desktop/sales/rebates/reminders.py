"""What Today hears of rebates: agreements about to end, settlements that nobody has credited."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.sales.rebates.lists import AGREEMENTS, SETTLEMENTS

REMINDERS = (
    Tile(SETTLEMENTS, "open", "soon", N_("rebate settlement not credited"), "rebate settlements not credited"),
    Dated(AGREEMENTS, "ends_on", N_("Rebate agreement ends: {name}"), ("dealer",), (Condition("state", "in", ("active",)),)))
