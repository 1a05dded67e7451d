"""How far an order has come by decision. What of it is delivered and paid is never typed: it follows from the facts."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

PRIORITIES = Choices("order_priority", {"urgent": N_("Urgent"), "normal": N_("Ordinary"), "low": N_("Can wait")},
                     {"urgent": "red"})
ORDER_STATES = Choices("order_state", {
    "draft": N_("Draft order"), "confirmed": N_("Confirmed order"), "held": N_("Order on hold"), "closed": N_("Settled order"),
    "cancelled": N_("Cancelled order"),
}, {"draft": "grey", "confirmed": "blue", "held": "amber", "closed": "green", "cancelled": "red"})
ORDERS = Machine(
    ORDER_STATES,
    {"draft": {"confirmed": N_("Confirm"), "cancelled": N_("Cancel the order")},
     "confirmed": {"held": N_("Put on hold"), "closed": N_("Settle"), "cancelled": N_("Cancel the order")},
     "held": {"confirmed": N_("Release"), "cancelled": N_("Cancel the order")},
     "closed": {"confirmed": N_("Open again")}, "cancelled": {}},
    needs_reason=frozenset({("confirmed", "held"), ("draft", "cancelled"), ("confirmed", "cancelled"), ("held", "cancelled"),
                            ("closed", "confirmed")}),
    begins=("draft", "confirmed"), dates={"confirmed": "confirmed_on", "closed": "closed_on"},
    first=frozenset({"confirmed"}), undone={"confirmed": ("closed_on",)}, reason="reason",
    locked=frozenset({"closed", "cancelled"}), free=frozenset({"remarks"}))
OPEN_ORDERS = ("confirmed", "held")
SHIPMENT_KINDS = Choices("shipment_kind", {"delivery": N_("Shipment"), "return": N_("Return")}, {"return": "amber"})
PROGRESS = Choices("order_progress", {
    "none": N_("Nothing shipped"), "part": N_("Shipped in part"), "all": N_("All shipped"),
}, {"none": "grey", "part": "amber", "all": "green"})
