"""What Today hears of recalls: dealers not told, answers overdue."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.sales.lots.recall_lists import RECALLS

REMINDERS = (
    Tile(RECALLS, "untold", "late", N_("recall with dealers not told"), "recalls with dealers not told", weight=3),
    Tile(RECALLS, "late", "late", N_("recall with answers overdue"), "recalls with answers overdue", weight=3),
    Dated(RECALLS, "due_on", N_("Answers to recall {code}"), ("lot",), (Condition("state", "in", ("open",)),), past=None,
          weight=3))
