"""How far the settlement of a season has come."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

SEASON_STATES = Choices("season_settlement_state", {
    "draft": N_("Drawn up"), "sent": N_("At the dealer to be signed"), "agreed": N_("Signed by both"),
}, {"draft": "grey", "sent": "amber", "agreed": "green"})
SEASONS = Machine(
    SEASON_STATES,
    {"draft": {"sent": N_("Give it to the dealer"), "agreed": N_("Both have signed")},
     "sent": {"agreed": N_("Both have signed"), "draft": N_("The dealer disagrees: draw it up again")}, "agreed": {}},
    needs_reason=frozenset({("sent", "draft")}), begins=("draft",), dates={"sent": "sent_on", "agreed": "agreed_on"},
    undone={"draft": ("sent_on",)}, reason="reason", locked=frozenset({"agreed"}), free=frozenset({"remarks"}),
    must_know=frozenset({"agreed"}),
    stays=N_("A season that is “{state}” stays as it was signed. What comes later belongs to the next season."))
"""Agreed is final: what it changed stands in the account. It is taken back by undoing the move."""
