"""The states of a trial and what may follow what. Pure: no database, no window.

planned → sown → in the field → harvested → analysed → reported; that a trial stands in the field need not be said. A step
may be taken back, with its reason; a trial may be abandoned at any time before it is reported, with its reason, and taken
up again where it stood by its dates.
"""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.states import Machine
from desktop.trials.choices import TRIAL_STATE

MOVES: dict[str, dict[str, str]] = {
    "planned": {"sown": N_("Sown"), "abandoned": N_("Abandon")},
    "sown": {"in_field": N_("Stands in the field"), "harvested": N_("Harvested"), "planned": N_("Back to planned"),
             "abandoned": N_("Abandon")},
    "in_field": {"harvested": N_("Harvested"), "sown": N_("Back to sown"), "abandoned": N_("Abandon")},
    "harvested": {"analysed": N_("Analysed"), "in_field": N_("Back to the field"), "abandoned": N_("Abandon")},
    "analysed": {"reported": N_("Reported"), "harvested": N_("Back to harvested"), "abandoned": N_("Abandon")},
    "reported": {"analysed": N_("Open again")},
    "abandoned": {"planned": N_("Take up again as planned"), "in_field": N_("Take up again in the field")},
}
FORWARD = frozenset({("planned", "sown"), ("sown", "in_field"), ("sown", "harvested"), ("in_field", "harvested"),
                     ("harvested", "analysed"), ("analysed", "reported")})


STANDING = ("sown", "in_field", "harvested")

MACHINE = Machine(TRIAL_STATE, MOVES, frozenset(
    (before, after) for before, following in MOVES.items() for after in following if (before, after) not in FORWARD),
    reason="reason")
