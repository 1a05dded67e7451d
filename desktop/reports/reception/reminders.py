"""What Today hears of receptions: visitors who come, departments not told, promises to be kept."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.reports.reception import states as s
from desktop.reports.reception.lists import OPEN, PROMISES, RECEPTIONS

REMINDERS = (
    Tile(RECEPTIONS, "untold", "soon", N_("visit to us whose departments are not told"),
         "visits to us whose departments are not told", weight=2),
    Tile(PROMISES, "late", "late", N_("promise to visitors overdue"), "promises to visitors overdue", weight=2),
    Dated(RECEPTIONS, "arrives_on", N_("Visitors: {visitors}"), ("grade", "purpose"), (Condition("state", "in", s.AHEAD),),
          at="arrives_at", moves=True, weight=2),
    Dated(RECEPTIONS, "arrives_on", N_("Visitors were here: {visitors}"), ("purpose",), (
        Condition("state", "in", ("received", "closed")),), done=True, at="arrives_at"),
    Dated(PROMISES, "due_on", "{what}", N_("promised to {visitors}"), OPEN, past=60, weight=2, moves=True))
