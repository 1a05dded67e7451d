"""The words and the road of an assessment; the signs of danger."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

SCHEMES = Choices("assessment_scheme", {
    "five": N_("Five factors"), "new": N_("First assessment of a new dealer"), "own": N_("Own criteria"),
})
ASSESSMENT_STATES = Choices("assessment_state", {
    "draft": N_("Being marked"), "given": N_("Grade given"),
}, {"draft": "blue", "given": "green"})
ASSESSMENTS = Machine(
    ASSESSMENT_STATES, {"draft": {"given": N_("Give the grade")}, "given": {"draft": N_("Mark it again")}},
    needs_reason=frozenset({("given", "draft")}), begins=("draft",), reason="reason",
    locked=frozenset({"given"}), free=frozenset({"remarks"}),
    stays=N_("An assessment that is “{state}” stays as it is. Bring it back to marking to change it."))
SIGNS = Choices("danger_sign", {
    "owner": N_("Owner ill, quarrelling or gone"), "cash": N_("Short of money, borrows at high interest"),
    "sued": N_("Sued, enforced or frozen by a court"), "staff": N_("Staff leave, wages are late"),
    "trade": N_("Turns to another trade or another brand"), "diversion": N_("Sells across areas"),
    "price": N_("Sells below the lowest price"), "avoids": N_("Avoids visits and calls"),
    "stock": N_("Stock does not agree with the books"), "fake": N_("Counterfeit or unapproved seed"), "other": N_("Other sign"),
})
