"""What Today hears of targets: those behind their curve, those that nobody has confirmed."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.reminders import Tile
from desktop.sales.targets.lists import TARGETS

REMINDERS = (Tile(TARGETS, "behind", "soon", N_("target behind its curve"), "targets behind their curve"),
             Tile(TARGETS, "unconfirmed", "soon", N_("target not confirmed"), "targets not confirmed"))
