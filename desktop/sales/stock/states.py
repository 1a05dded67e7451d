"""How sure a count is, how full a stock is, and how far a plan for it has come."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

CERTAINTY = Choices("count_certainty", {"counted": N_("Counted"), "told": N_("Told"), "estimated": N_("Estimated")},
                    {"counted": "green", "told": "amber", "estimated": "grey"})
SUREST_FIRST = tuple(CERTAINTY)
ROUNDINGS = Choices("carton_rounding", {"down": N_("Down to whole cartons"), "up": N_("Up to whole cartons")})
WORDS = Choices("stock_word", {
    "miscount": N_("Miscounted"), "out": N_("Out of stock"), "low": N_("Too little"), "over": N_("Too much"),
    "in": N_("In range"), "none": N_("No goods"),
}, {"miscount": "red", "out": "red", "low": "amber", "over": "amber", "in": "green", "none": "grey"})
PLAN_KINDS = Choices("stock_plan", {"order": N_("Stock up"), "clear": N_("Clear out")}, {"order": "blue", "clear": "amber"})
WAYS = Choices("clear_way", {"move": N_("Move to another dealer"), "promotion": N_("Promotion"),
                             "return": N_("Return to the firm"),
                             "keep": N_("Keep for next season, with a retest")})
PLAN_STATES = Choices("stock_plan_state", {
    "proposed": N_("Proposed plan"), "agreed": N_("Agreed with the dealer"), "done": N_("Plan done"),
    "dropped": N_("Plan dropped"),
}, {"proposed": "amber", "agreed": "blue", "done": "green", "dropped": "grey"})
PLANS = Machine(
    PLAN_STATES,
    {"proposed": {"agreed": N_("Agree"), "dropped": N_("Drop the plan")},
     "agreed": {"done": N_("Plan done"), "dropped": N_("Drop the plan")},
     "done": {"agreed": N_("Open again")}, "dropped": {"proposed": N_("Open again")}},
    needs_reason=frozenset({("proposed", "dropped"), ("agreed", "dropped"), ("done", "agreed")}),
    begins=("proposed", "agreed"), dates={"agreed": "agreed_on", "done": "done_on"}, first=frozenset({"agreed"}),
    undone={"agreed": ("done_on",), "proposed": ("agreed_on",)}, reason="reason",
    locked=frozenset({"done", "dropped"}), free=frozenset({"remarks"}))
OPEN_PLANS = ("proposed", "agreed")
CAUSES = Choices("slow_cause", {
    "quality": N_("Quality"), "pack": N_("Pack size"), "price": N_("Price"), "design": N_("Package design"),
    "advice": N_("Recommended in the shop"), "advertising": N_("Advertising"), "coverage": N_("Shops that stock it"),
    "complaints": N_("Complaints"), "promotion": N_("Promotion"), "rivals": N_("Rival brands"), "demand": N_("Demand"),
})
