"""What Today hears of key figures: sheets whose period is over and that nobody has judged."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.reports.kpi import states as s
from desktop.reports.kpi.lists import SHEETS

REMINDERS = (Tile(SHEETS, "late", "soon", N_("sheet of key figures to be judged"), "sheets of key figures to be judged"),
             Dated(SHEETS, "ends_on", N_("Period judged ends: {name}"), ("person",), (Condition("state", "in", s.OPEN),)))
