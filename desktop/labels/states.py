"""The states of a label version and what may follow what. Pure: no database, no window.

draft → in review → approved → effective → superseded; a review may send back to draft; approved and effective versions
may be withdrawn. Nothing leaves superseded and withdrawn: a mistake is mended by a new version.
"""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.states import Machine
from desktop.labels.choices import STATES

MOVES: dict[str, dict[str, str]] = {
    "draft": {"review": N_("Give to review")},
    "review": {"approved": N_("Approve"), "draft": N_("Send back to draft")},
    "approved": {"effective": N_("Make effective"), "draft": N_("Send back to draft"), "withdrawn": N_("Withdraw")},
    "effective": {"superseded": N_("Supersede"), "withdrawn": N_("Withdraw")},
    "superseded": {},
    "withdrawn": {},
}
NEEDS_REASON = frozenset({("review", "draft"), ("approved", "draft"), ("approved", "withdrawn"), ("effective", "withdrawn")})

CHECKED = ("draft", "review")  # the checklist is open

MACHINE = Machine(
    STATES, MOVES, NEEDS_REASON, N_("A version that is “{state}” stays so; make a new version instead."),
    begins=("draft",),
    dates={"review": "submitted_on", "approved": "approved_on", "effective": "effective_from", "superseded": "superseded_on",
           "withdrawn": "withdrawn_on"},
    undone={"draft": ("submitted_on", "approved_on")}, reason="reason",
    locked=frozenset({"effective", "superseded", "withdrawn"}),
    free=frozenset({"printed", "run_out_on", "remarks", "valid_until", "item_name"}),
    stays=N_("This version is “{state}” and stays as it is. Make a new version for changes."))
