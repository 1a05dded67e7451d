"""What Today hears of suitability: growers who wait for an answer."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.reminders import Tile
from desktop.market.suitability.lists import QUESTIONS

REMINDERS = (Tile(QUESTIONS, "open", "soon", N_("grower's question to be answered"), "growers' questions to be answered"),)
