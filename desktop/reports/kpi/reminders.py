"""What Today hears of key figures: sheets whose period is over and that nobody has judged."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.reminders import Tile
from desktop.reports.kpi.lists import SHEETS

REMINDERS = (Tile(SHEETS, "late", "soon", N_("sheet of key figures to be judged"), "sheets of key figures to be judged"),)
