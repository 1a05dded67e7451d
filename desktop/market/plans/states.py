"""How far a plan is, and the closed lists of its lines and steps."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

STATES = Choices("plan_state", {
    "draft": N_("Draft plan"), "agreed": N_("Agreed with sales"), "approved": N_("Plan approved"),
    "running": N_("Plan running"),
    "checked": N_("Checked in the field"), "evaluated": N_("Plan evaluated"),
}, {"draft": "grey", "agreed": "blue", "approved": "blue", "running": "amber", "checked": "amber", "evaluated": "green"})
PLANS = Machine(
    STATES,
    {"draft": {"agreed": N_("Sales agree")}, "agreed": {"approved": N_("Approve the plan"), "draft": N_("Back to the draft")},
     "approved": {"running": N_("Start the plan"), "draft": N_("Back to the draft")},
     "running": {"checked": N_("The fields are checked"), "draft": N_("Revise the plan")},
     "checked": {"evaluated": N_("Evaluate the plan"), "running": N_("Check again")},
     "evaluated": {"checked": N_("Evaluate again")}},
    needs_reason=frozenset({("agreed", "draft"), ("approved", "draft"), ("running", "draft"), ("evaluated", "checked")}),
    begins=("draft",), dates={"agreed": "agreed_on", "approved": "approved_on", "running": "started_on",
                              "checked": "checked_on",
                              "evaluated": "evaluated_on"},
    undone={"draft": ("agreed_on", "approved_on", "started_on", "checked_on", "evaluated_on"),
            "running": ("checked_on", "evaluated_on"), "checked": ("evaluated_on",)},
    reason="reason", locked=frozenset({"evaluated"}), free=frozenset({"remarks"}))
ROLES = Choices("variety_role", {"main": N_("Leading variety"), "companion": N_("Companion variety"),
                                 "demo": N_("Demonstration variety")}, {"main": "green", "companion": "blue", "demo": "amber"})
STAGES = Choices("variety_stage", {
    "introduction": N_("Introduction"), "growth": N_("Growth phase"), "maturity": N_("Maturity phase"),
    "decline": N_("Decline"), "exit": N_("Exit")},
    {"introduction": "blue", "growth": "green", "maturity": "green", "decline": "amber", "exit": "grey"})
STEPS = Choices("plan_step", {
    "trial": N_("Trial on the spot"), "demonstration": N_("Demonstration"), "field_day": N_("Field day"),
    "orders": N_("Order meeting"), "service": N_("After-sales service")},
    {"trial": "blue", "demonstration": "blue", "field_day": "amber", "orders": "green", "service": "green"})
STEP_ORDER = tuple(STEPS)
GAP_KINDS = Choices("gap_kind", {"blank": N_("Blank market"), "weak": N_("Weak market")}, {"blank": "red", "weak": "amber"})
GAP_STATES = Choices("gap_state", {"open": N_("Still to do"), "done": N_("Action done"), "dropped": N_("Given up")},
                     {"open": "amber", "done": "green", "dropped": "grey"})
