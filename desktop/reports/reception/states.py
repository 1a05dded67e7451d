"""Purposes and classes of visits to us, and how far a reception is."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

PURPOSES = Choices("reception_purpose", {
    "order": N_("To place an order"), "look": N_("To look at fields and works"), "talk": N_("To negotiate"),
    "training": N_("To be trained"), "authority": N_("On official business"), "other": N_("Another purpose"),
})
CLASSES = Choices("reception_class", {"A": N_("Class A"), "B": N_("Class B"), "C": N_("Class C")},
                  {"A": "red", "B": "amber", "C": "blue"})
STATES = Choices("reception_state", {
    "planned": N_("Reception planned"), "told": N_("Departments told"), "received": N_("Visitors received"),
    "closed": N_("Reception closed"), "cancelled": N_("Visit called off"),
}, {"planned": "grey", "told": "blue", "received": "amber", "closed": "green", "cancelled": "grey"})
RECEPTIONS = Machine(
    STATES,
    {"planned": {"told": N_("Departments were told"), "received": N_("They were here"), "cancelled": N_("They will not come")},
     "told": {"received": N_("They were here"), "planned": N_("Plan it anew"), "cancelled": N_("They will not come")},
     "received": {"closed": N_("Close the reception"), "told": N_("They are still to come")},
     "closed": {"received": N_("Open it again")}, "cancelled": {"planned": N_("They come after all")}},
    needs_reason=frozenset({("planned", "cancelled"), ("told", "cancelled"), ("closed", "received")}),
    begins=("planned", "told"), dates={"told": "told_on", "received": "received_on", "closed": "closed_on"},
    undone={"planned": ("told_on",), "told": ("received_on",), "received": ("closed_on",)}, reason="reason",
    locked=frozenset({"closed"}), free=frozenset({"remarks"}))
AHEAD = ("planned", "told")
KEPT = Choices("reception_promise", {"open": N_("Still to be kept"), "kept": N_("Promise kept"), "dropped": N_("Let go")},
               {"open": "amber", "kept": "green", "dropped": "grey"})
