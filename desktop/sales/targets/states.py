"""What a target counts, over which curve, and how far it is agreed."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

BAGS, AMOUNT, COLLECTED, SOLD = "bags", "amount", "collected", "sold"
MEASURES = Choices("target_measure", {
    BAGS: N_("Bags sent to dealers"), AMOUNT: N_("Sales to dealers"), COLLECTED: N_("Payments collected"),
    SOLD: N_("Bags sold out to farmers"),
}, {BAGS: "blue", AMOUNT: "green", COLLECTED: "amber", SOLD: "blue"})
IN_BAGS = (BAGS, SOLD)
CURVES = Choices("target_curve", {"sell_in": N_("To dealers"), "sell_out": N_("To farmers")})
CURVE_OF = {BAGS: "sell_in", AMOUNT: "sell_in", COLLECTED: "sell_in", SOLD: "sell_out"}
STATES = Choices("target_state", {
    "draft": N_("Draft target"), "issued": N_("Target issued"), "confirmed": N_("Target confirmed"),
    "closed": N_("Target closed"),
}, {"draft": "grey", "issued": "blue", "confirmed": "green", "closed": "grey"})
IN_FORCE = ("issued", "confirmed", "closed")
TARGETS = Machine(
    STATES,
    {"draft": {"issued": N_("Issue")}, "issued": {"confirmed": N_("It was confirmed"), "draft": N_("Back to draft")},
     "confirmed": {"closed": N_("Close the target"), "issued": N_("Revise it")}, "closed": {"issued": N_("Open again")}},
    needs_reason=frozenset({("issued", "draft"), ("confirmed", "issued"), ("closed", "issued")}),
    begins=("draft", "issued"), dates={"issued": "issued_on", "confirmed": "confirmed_on", "closed": "closed_on"},
    first=frozenset({"issued"}), undone={"draft": ("issued_on", "confirmed_on", "closed_on"),
                                         "issued": ("confirmed_on", "closed_on")},
    reason="reason", locked=frozenset({"confirmed", "closed"}), free=frozenset({"remarks"}))
