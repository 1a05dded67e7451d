"""Kinds of plans and of their lines, how far a plan is, periods of dealers' reports."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

PROMOTION, SALES = "promotion", "sales"
KINDS = Choices("dealer_plan_kind", {PROMOTION: N_("Promotion plan"), SALES: N_("Sales plan")},
                {PROMOTION: "green", SALES: "blue"})
SPANS = Choices("dealer_plan_span", {"year": N_("Of a business year"), "month": N_("Of a month")})
STATES = Choices("dealer_plan_state", {
    "draft": N_("Plan being drawn up"), "agreed": N_("Plan agreed"), "closed": N_("Plan judged and closed"),
}, {"draft": "grey", "agreed": "green", "closed": "blue"})
PLANS = Machine(
    STATES, {"draft": {"agreed": N_("Agree with the dealer")},
             "agreed": {"closed": N_("Judge and close"), "draft": N_("Draw it up anew")},
             "closed": {"agreed": N_("Open the plan again")}},
    needs_reason=frozenset({("agreed", "draft"), ("closed", "agreed")}), begins=("draft", "agreed"),
    dates={"agreed": "agreed_on", "closed": "closed_on"}, undone={"draft": ("agreed_on",), "agreed": ("closed_on",)},
    reason="reason", locked=frozenset({"closed"}), free=frozenset({"remarks"}))
WORK = Choices("dealer_plan_work", {
    "demo": N_("Demonstration field"), "field_day": N_("Field day"), "meeting": N_("Growers' meeting"),
    "order_fair": N_("Ordering meeting"), "sign": N_("Shop signs and posters"), "leaflet": N_("Leaflets"),
    "gift": N_("Gifts and discounts"), "media": N_("Advertising in media"), "sales": N_("Goods to be sold"),
    "other": N_("Other activity"),
})
REPORTS = Choices("dealer_report_kind", {"week": N_("Week report of a dealer"), "month": N_("Month report of a dealer")})
