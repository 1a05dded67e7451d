"""How far a round of allotting has come, and the rules by which it goes."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine
from desktop.trade.allotting import SHARE, TURN

RULES = Choices("allot_rule", {SHARE: N_("The same share of what is waited for"),
                               TURN: N_("In the order of the days on which it was ordered")})
ROUND_STATES = Choices("allot_state", {
    "draft": N_("Being reckoned"), "applied": N_("Put into the orders"), "dropped": N_("Not carried out"),
}, {"draft": "amber", "applied": "green", "dropped": "grey"})
ROUNDS = Machine(
    ROUND_STATES,
    {"draft": {"applied": N_("Put into the orders"), "dropped": N_("Drop it")},
     "applied": {"draft": N_("Open again")}, "dropped": {"draft": N_("Open again")}},
    needs_reason=frozenset({("draft", "dropped"), ("applied", "draft")}), begins=("draft",),
    dates={"applied": "applied_on"}, undone={"draft": ("applied_on",)}, reason="reason",
    locked=frozenset({"applied", "dropped"}), free=frozenset({"remarks"}))
