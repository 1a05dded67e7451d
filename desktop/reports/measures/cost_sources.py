"""What counts as selling cost: one line for each kind of record that holds one.

TO ADD A SOURCE: a line in `SOURCES`; the measure of all costs and the ratio to net sales (费销比) follow. What belongs to a
promotion is counted with the promotion's expenses and not once more by itself. A source that names no region counts whole.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func
from sqlmodel import Session

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.market.promotions.model import FieldDay, MediaRun, PromotionExpense, SalesPromotion
from desktop.reports.measures.measure import Counted, Measure, Number, Scope
from desktop.reports.meetings.model import Meeting
from desktop.reports.reception.model import Reception
from desktop.reports.trips.model import TripExpense
from desktop.training.model import TrainingEvent

HELD = (Condition("state", "in", ("held", "evaluated")),)
ALONE = Condition("promotion_id", "empty")
SOURCES = {
    "training_cost": (N_("Cost of trainings"), Counted(
        TrainingEvent, "held_on", lambda t: func.sum(t.c.cost), HELD, dealer="", region="region_id")),
    "trip_cost": (N_("Cost of trips"), Counted(
        TripExpense, "spent_on", lambda t: func.sum(func.coalesce(t.c.sanctioned, t.c.claimed)), dealer="")),
    "meeting_cost": (N_("Cost of meetings"), Counted(
        Meeting, "held_on", lambda t: func.sum(t.c.cost), (Condition("state", "in", ("held",)),), dealer="")),
    "reception_cost": (N_("Cost of receptions"), Counted(
        Reception, "arrives_on", lambda t: func.sum(t.c.cost), (Condition("state", "in", ("received", "closed")),), dealer="")),
    "promotion_cost": (N_("Cost of promotions"), Counted(
        PromotionExpense, "starts_on", lambda t: func.sum(t.c.spent), via=(SalesPromotion, "promotion_id"), dealer="",
        region="region_id")),
    "field_day_cost": (N_("Cost of field days"), Counted(
        FieldDay, "held_on", lambda t: func.sum(t.c.cost), (ALONE, Condition("state", "in", ("held", "written"))), dealer="",
        region="region_id")),
    "media_cost": (N_("Cost of advertising"), Counted(
        MediaRun, "starts_on", lambda t: func.sum(func.coalesce(t.c.cost, 0) - func.coalesce(t.c.refunded, 0)), (ALONE,),
        dealer="", region="region_id")),
}
"""Key of the measure → what it is called, how it is counted."""


def selling_cost(session: Session, first: date, last: date, scope: Scope) -> Number:
    """The cost of all sources in some days, fen."""
    return sum(int(source(session, first, last, scope) or 0) for _title, source in SOURCES.values())


MEASURES = tuple(Measure(key, title, "money", source, less=True) for key, (title, source) in SOURCES.items())
"""A measure for each source."""
