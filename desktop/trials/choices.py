"""The closed lists of trials."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

TRIAL_KIND = Choices("trial_kind", {
    "comparison": N_("Variety comparison"), "regional": N_("Regional trial"), "production": N_("Production trial"),
    "demonstration": N_("Demonstration"), "introduction": N_("Introduction trial"),
    "cultivation": N_("Cultivation trial"), "other": N_("Other trial"),
})
DESIGN = Choices("design", {
    "rcbd": N_("Randomised complete blocks"), "crd": N_("Completely randomised"), "none": N_("Unreplicated"),
})
TRIAL_STATE = Choices("trial_state", {
    "planned": N_("Planned"), "sown": N_("Sown"), "in_field": N_("In the field"), "harvested": N_("Harvested"),
    "analysed": N_("Analysed"), "reported": N_("Reported"), "abandoned": N_("Abandoned"),
}, {"planned": "grey", "sown": "blue", "in_field": "blue", "harvested": "amber", "analysed": "amber",
    "reported": "green", "abandoned": "red"})
PLOT_STATE = Choices("plot_state", {
    "ok": N_("In order"), "lost": N_("Lost"), "excluded": N_("Excluded"),
}, {"ok": "green", "lost": "red", "excluded": "amber"})
