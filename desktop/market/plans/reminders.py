"""What Today hears of plans: steps that are due or late, actions in blank and weak markets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.market.plans.lists import GOING, MARKET_GAPS, PLAN_STEPS

REMINDERS = (
    Tile(PLAN_STEPS, "late", "late", N_("step of a promotion plan overdue"), "steps of promotion plans overdue"),
    Tile(MARKET_GAPS, "late", "late", N_("action in a market to be won overdue"), "actions in markets to be won overdue"),
    Dated(PLAN_STEPS, "begins_on", N_("Promotion plan: {step}"), ("variety_id", "region_id", "what", "who"),
          where=(Condition("done_on", "empty"), Condition("plan_state", "in", GOING)), moves=True),
)
