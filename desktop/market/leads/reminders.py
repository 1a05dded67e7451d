"""What Today hears of leads: next steps, decisions about to fall, leads that rest too long, steps of plans."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.market.leads.lists import LEAD_STEPS, LEADS, NEXT_DUE
from desktop.market.leads.words import OPEN

_OPEN = (Condition("state", "in", OPEN),)
REMINDERS = (
    Tile(LEADS, "late", "late", N_("lead with its next step overdue"), "leads with their next step overdue"),
    Tile(LEADS, "stale", "info", N_("lead long in one stage"), "leads long in one stage"),
    Dated(LEADS, "next_on", N_("Lead: {name}"), ("next_step", "contact"), _OPEN, past=60),
    Dated(LEADS, "decides_on", N_("Decides on seed: {name}"), ("state", "product"), _OPEN),
    Dated(LEAD_STEPS, "due_on", N_("Step of a plan: {what}"), ("lead", "who"), NEXT_DUE, past=60),
)
