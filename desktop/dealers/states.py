"""The states of a dealer: an ended dealer comes back as a prospect, everything else in the order of the trade."""

from __future__ import annotations

from desktop.core.states import Machine
from desktop.dealers.choices import STATES

FOLLOWING = {
    "prospect": ("review", "active", "ended"), "review": ("prospect", "active", "ended"),
    "active": ("hold", "ended"), "hold": ("active", "ended"), "ended": ("prospect", "review"),
}
DEALERS = Machine(STATES, {state: {after: STATES.labels[after] for after in next_} for state, next_ in FOLLOWING.items()},
                  dates=dict.fromkeys(STATES, "state_since"))
