"""The words and roads of rebate agreements and their settlements."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

BASES = Choices("rebate_basis", {"amount": N_("Amount shipped"), "bags": N_("Bags shipped"), "paid": N_("Amount paid in")})
METHODS = Choices("rebate_method", {"tier": N_("Tier reached, on everything"), "slice": N_("Each tier on its own slice")})
PARTS = Choices("rebate_part", {"period": N_("Each period"), "term": N_("Whole term"), "excess": N_("Above the plan")})
TIER_METHODS = Choices("tier_method", {"whole": N_("On the whole base"), "excess": N_("On what exceeds the limit")})
CUTS = Choices("rebate_cut", {
    "diversion": N_("Selling across areas"), "price": N_("Broken price"), "display": N_("Display, place, supply"),
    "data": N_("Wrong figures given"), "other": N_("Other conduct"),
}, {"diversion": "red", "price": "red"})
AGREEMENT_STATES = Choices("rebate_state", {
    "draft": N_("Draft agreement"), "active": N_("Agreement in force"), "settled": N_("Agreement settled"),
    "ended": N_("Agreement ended"),
}, {"draft": "grey", "active": "green", "settled": "blue", "ended": "grey"})
AGREEMENTS = Machine(
    AGREEMENT_STATES,
    {"draft": {"active": N_("Put in force"), "ended": N_("End the agreement")},
     "active": {"settled": N_("Settle up"), "ended": N_("End the agreement")},
     "settled": {"active": N_("Open again")}, "ended": {}},
    needs_reason=frozenset({("draft", "ended"), ("active", "ended"), ("settled", "active")}),
    begins=("draft",), dates={"active": "active_on", "settled": "settled_on"}, first=frozenset({"active"}),
    undone={"active": ("settled_on",)}, reason="reason", locked=frozenset({"active", "settled", "ended"}),
    free=frozenset({"remarks"}),
    stays=N_("An agreement that is “{state}” stays as it was signed. Make a new one for what is agreed anew."))
SETTLEMENT_STATES = Choices("settlement_state", {
    "draft": N_("Calculated"), "checked": N_("Checked by the dealer"), "approved": N_("Settlement approved"),
    "credited": N_("Credited"), "refused": N_("Settlement refused"),
}, {"draft": "grey", "checked": "amber", "approved": "blue", "credited": "green", "refused": "red"})
SETTLEMENTS = Machine(
    SETTLEMENT_STATES,
    {"draft": {"checked": N_("Dealer has checked it"), "refused": N_("Refuse")},
     "checked": {"approved": N_("Approve"), "refused": N_("Refuse")},
     "approved": {"credited": N_("Credit"), "refused": N_("Refuse")}, "credited": {}, "refused": {}},
    needs_reason=frozenset({("draft", "refused"), ("checked", "refused"), ("approved", "refused")}),
    begins=("draft",), dates={"approved": "approved_on", "credited": "credited_on"}, reason="reason",
    locked=frozenset({"credited", "refused"}), free=frozenset({"remarks"}), must_know=frozenset({"credited"}))
COUNTED = ("draft", "checked", "approved", "credited")  # settlements that a later one subtracts
FORMS = Choices("rebate_form", {"goods": N_("As goods"), "account": N_("Into the account"), "money": N_("Paid out")})
