"""What Today hears of rivals: counter-measures due, goods that look wrong, rivals not seen for a season."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.reminders import Dated, Tile
from desktop.market.rivals.lists import OPEN, RIVALS, SIGHTINGS

REMINDERS = (
    Tile(RIVALS, "due", "late", N_("counter-measure against a rival overdue"), "counter-measures against rivals overdue"),
    Tile(RIVALS, "unseen", "info", N_("rival not seen for a season"), "rivals not seen for a season"),
    Tile(SIGHTINGS, "unchecked", "soon", N_("sighting of goods that look wrong not checked"),
         "sightings of goods that look wrong not checked"),
    Dated(RIVALS, "answer_due", "{name}", N_("Counter-measure: {answer}"), where=OPEN, moves=True),
)
