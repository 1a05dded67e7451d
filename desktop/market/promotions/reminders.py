"""What Today hears of promotions, field days and advertisements: the clocks of each."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.market.promotions.lists import FIELD_DAYS, MEDIA, SALES_PROMOTIONS


def _in(*states: str) -> tuple[Condition, ...]:
    return (Condition("state", "in", states),)


REMINDERS = (
    Tile(SALES_PROMOTIONS, "unevaluated", "late", N_("promotion not evaluated in time"), "promotions not evaluated in time"),
    Tile(FIELD_DAYS, "unwritten", "soon", N_("field day not written up"), "field days not written up"),
    Tile(MEDIA, "unproved", "soon", N_("advertisement out and not proved"), "advertisements out and not proved"),
    Dated(SALES_PROMOTIONS, "apply_by", N_("Apply for the promotion: {theme}"), ("region", "in_charge"), _in("idea"), past=60),
    Dated(SALES_PROMOTIONS, "starts_on", N_("Promotion begins: {theme}"), ("region", "in_charge"),
          _in("applied", "countersigned"),
          past=60),
    Dated(SALES_PROMOTIONS, "ends_on", N_("Promotion ends: {theme}"), ("region", "in_charge"), _in("running"), past=60),
    Dated(SALES_PROMOTIONS, "evaluate_by", N_("Evaluate the promotion: {theme}"), ("region", "in_charge"), _in("closed"),
          past=None),
    Dated(FIELD_DAYS, "held_on", N_("Field day: {topic}"), ("place", "variety"), _in("planned")),
    Dated(FIELD_DAYS, "held_on", N_("Field day held: {topic}"), ("place", "came"), _in("held", "written"), done=True),
)
