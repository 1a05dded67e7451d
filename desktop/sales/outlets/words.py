"""The closed lists of words and the roads of checks, exceptions, plans and standards of outlets."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

ROUND_KINDS = Choices("round_kind", {
    "routine": N_("Outlet check"), "self": N_("Shop's own check"), "acceptance": N_("Acceptance of a counter"),
    "recheck": N_("Recheck"),
}, {"acceptance": "blue", "recheck": "amber"})
ROUND_STATES = Choices("round_state", {"planned": N_("Planned"), "done": N_("Done"), "cancelled": N_("Cancelled")},
                       {"planned": "blue", "done": "green", "cancelled": "grey"})
SHEETS = Choices("check_sheet", {"shop": N_("Shop sheet"), "counter": N_("Counter sheet")})
RESULTS = Choices("round_result", {"passed": N_("Passed"), "failed": N_("Not passed")}, {"passed": "green", "failed": "red"})
FAULT_STATES = Choices("fault_state", {
    "open": N_("To be put right"), "fixed": N_("Put right"), "stopped": N_("Support stopped"),
}, {"open": "amber", "fixed": "green", "stopped": "red"})
PLAN_KINDS = Choices("outlet_plan_kind", {"improvement": N_("Improvement"), "training": N_("Training")})
PLAN_STATES = Choices("outlet_plan_state", {"open": N_("Under way"), "done": N_("Carried out"), "dropped": N_("Dropped")},
                      {"open": "blue", "done": "green", "dropped": "grey"})
CASE_SIDES = Choices("outlet_case_side", {
    "carrier": N_("Outlet and carrier"), "customer": N_("Outlet and customer"), "chain": N_("Carrier and customer"),
    "company": N_("Outlet and company"),
})
CASE_KINDS = Choices("outlet_case_kind", {
    "late": N_("Delivered late"), "short": N_("Short or damaged"), "wrong": N_("Wrong goods"), "stockout": N_("Out of stock"),
    "price": N_("Price or refund"), "service": N_("Service or attitude"), "quality": N_("Doubt about the goods"),
    "other": N_("Other"),
})
SEVERITIES = Choices("outlet_case_severity", {"high": N_("Grave"), "medium": N_("Medium"), "low": N_("Slight")},
                     {"high": "red", "medium": "amber", "low": "grey"})
CASE_AT_FAULT = Choices("outlet_case_fault", {
    "outlet": N_("The outlet"), "carrier": N_("The carrier"), "customer": N_("The customer"), "company": N_("The company"),
    "nobody": N_("Nobody"),
})
SATISFIED = Choices("outlet_satisfied", {"yes": N_("Satisfied"), "partly": N_("Partly satisfied"), "no": N_("Not satisfied")},
                    {"yes": "green", "partly": "amber", "no": "red"})
CASE_STATES = Choices("outlet_case_state", {
    "open": N_("Exception reported"), "handling": N_("Being handled"), "solved": N_("Exception solved"),
    "closed": N_("Exception closed"), "void": N_("Exception void"),
}, {"open": "amber", "handling": "blue", "solved": "green", "closed": "grey", "void": "grey"})
CASES = Machine(
    CASE_STATES,
    {"open": {"handling": N_("Take in hand"), "solved": N_("Mark as solved"), "void": N_("Declare void")},
     "handling": {"solved": N_("Mark as solved"), "void": N_("Declare void")},
     "solved": {"closed": N_("Close after asking back"), "handling": N_("Take up again")},
     "closed": {"handling": N_("Take up again")}, "void": {"open": N_("Take up again")}},
    needs_reason=frozenset({("open", "void"), ("handling", "void"), ("solved", "handling"), ("closed", "handling"),
                            ("void", "open")}),
    begins=("open", "handling"), dates={"solved": "solved_on", "closed": "closed_on"},
    undone={"handling": ("solved_on", "closed_on"), "open": ("solved_on", "closed_on")}, reason="reason",
    locked=frozenset({"closed", "void"}), free=frozenset({"remarks"}))
OPEN_CASES = ("open", "handling")
TOWNSHIP_STATES = Choices("township_state", {
    "open": N_("To be opened"), "won": N_("Outlet won"), "dropped": N_("Given up"),
}, {"open": "blue", "won": "green", "dropped": "grey"})
