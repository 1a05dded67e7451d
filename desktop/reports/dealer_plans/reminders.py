"""What Today hears of dealers' plans and reports: activities ahead and overdue, plans to be judged, wishes to be answered."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.reports.dealer_plans.lists import DEALER_REPORTS, PLAN_LINES, PLANS, UNDONE

REMINDERS = (
    Tile(PLAN_LINES, "late", "soon", N_("activity of a dealer's plan overdue"), "activities of dealers' plans overdue"),
    Tile(PLANS, "unjudged", "soon", N_("dealer's plan over and not judged"), "dealers' plans over and not judged"),
    Tile(DEALER_REPORTS, "unanswered", "soon", N_("wish of a dealer not answered"), "wishes of dealers not answered", weight=2),
    Dated(PLAN_LINES, "on_day", N_("{work}: {dealer}"), ("what", "place"), UNDONE, past=60, moves=True),
    Dated(PLAN_LINES, "done_on", N_("Done: {work}, {dealer}"), ("what", "result"), done=True),
    Dated(PLANS, "ends_on", N_("{kind} ends: {dealer}"), (), (Condition("state", "in", ("draft", "agreed")),)),
    Dated(DEALER_REPORTS, "came_on", N_("Report of {dealer} came in"), ("kind",), done=True))
