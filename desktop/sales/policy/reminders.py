"""What Today hears of policy: notices that not every dealer concerned was told."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.reminders import Dated, Tile
from desktop.sales.policy.lists import NOTICES

REMINDERS = (Tile(NOTICES, "untold", "soon", N_("policy notice not told to all dealers"),
                  "policy notices not told to all dealers"),
             Dated(NOTICES, "valid_until", N_("Policy ends: {title}"), ("kind",)),
             Dated(NOTICES, "issued_on", N_("Policy issued: {title}"), ("kind",), done=True))
