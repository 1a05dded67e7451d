"""The states of a dealer and of an outlet: who or what ended comes back to the beginning, else in the order of the trade."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.states import Machine
from desktop.dealers.choices import OUTLET_STATES, STATES

FOLLOWING = {
    "prospect": ("review", "active", "ended"), "review": ("prospect", "active", "ended"),
    "active": ("hold", "ended"), "hold": ("active", "ended"), "ended": ("prospect", "review"),
}
DEALERS = Machine(STATES, {state: {after: STATES.labels[after] for after in next_} for state, next_ in FOLLOWING.items()},
                  dates=dict.fromkeys(STATES, "state_since"))
OUTLETS = Machine(
    OUTLET_STATES,
    {"planned": {"built": N_("Built"), "open": N_("Open for business"), "closed": N_("Give up")},
     "built": {"open": N_("Passes acceptance"), "failed": N_("Does not pass"), "closed": N_("Give up")},
     "failed": {"open": N_("Passes acceptance"), "closed": N_("Close down")},
     "open": {"failed": N_("Does not pass"), "closed": N_("Close down")},
     "closed": {"open": N_("In business again"), "planned": N_("Plan again")}},
    needs_reason=frozenset({("planned", "closed"), ("built", "closed"),
                            ("failed", "closed"), ("open", "closed")}),
    dates={"closed": "closed_on"}, undone=dict.fromkeys(("open", "planned"), ("closed_on",)), reason="reason")
