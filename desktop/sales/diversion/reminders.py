"""What Today hears of diversion: cases not accepted, deposits not topped up, the days of appeals."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.sales.diversion.lists import CASES

REMINDERS = (
    Tile(CASES, "late", "late", N_("diversion case not accepted in time"), "diversion cases not accepted in time", weight=3),
    Tile(CASES, "top_up", "late", N_("deposit not topped up in time"), "deposits not topped up in time", weight=2),
    Tile(CASES, "open", "soon", N_("open diversion case"), "open diversion cases"),
    Dated(CASES, "accept_by", N_("Accept case {code}"), ("suspect",), (Condition("state", "in", ("reported",)),), weight=3),
    Dated(CASES, "appeal_by", N_("Appeal ends: {code}"), ("suspect",), (Condition("state", "in", ("decided",)),), weight=3),
    Dated(CASES, "top_up_by", N_("Deposit topped up: {code}"), ("suspect",),
          (Condition("state", "in", ("decided", "executed")), Condition("topped_up_on", "empty")), weight=2))
