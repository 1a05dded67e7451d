"""What Today hears of the season's end: with whom it is to be settled, and which sheets wait for signatures."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.reminders import Reckoned, Tile
from desktop.sales.season.lists import SEASONS, UNSETTLED

REMINDERS = (
    Reckoned(Tile(UNSETTLED, "due", "late", N_("dealer whose season is to be settled"),
                  "dealers whose season is to be settled", weight=3)),
    Tile(SEASONS, "open", "soon", N_("season settlement is not signed by both"), "season settlements are not signed by both",
         weight=2))
