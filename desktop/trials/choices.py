"""The closed lists of trials."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

TRIAL_KIND = Choices("trial_kind", {
    "comparison": N_("Variety comparison"), "regional": N_("Regional trial"), "production": N_("Production trial"),
    "demonstration": N_("Demonstration"), "introduction": N_("Introduction trial"),
    "showcase": N_("Variety show"), "density": N_("Density experiment"), "fertiliser": N_("Fertiliser experiment"),
    "cultivation": N_("Cultivation trial"), "other": N_("Other trial"),
})
DESIGN = Choices("design", {  # the words of the command line
    "rcbd": N_("Randomised complete blocks"), "crd": N_("Completely randomised"), "latin": N_("Latin square"),
    "factorial": N_("Factorial in blocks"), "split-plot": N_("Split-plot"), "split-split-plot": N_("Split-split-plot"),
    "strip-plot": N_("Strip-plot"), "alpha": N_("Alpha-lattice"), "lattice": N_("Square lattice"),
    "bib": N_("Balanced incomplete blocks"),
    "row-column": N_("Row-column design"), "augmented": N_("Augmented blocks"), "p-rep": N_("Partially replicated"),
    "on-farm": N_("On-farm strips"), "interval-check": N_("Interval checks"), "none": N_("Unreplicated"),
})
CHECK_KIND = Choices("check_kind", {  # what the entries of a trial are compared with
    "variety": N_("Check variety"), "neighbour": N_("Neighbouring check"), "mean": N_("Trial mean"),
})
LSD, DUNNETT = "lsd", "dunnett"
VERDICT_RULE = Choices("verdict_rule", {  # by what a difference from the check is called significant
    LSD: N_("LSD after a significant F test (official summary)"), DUNNETT: N_("Dunnett against the check (company decision)"),
})
DEMONSTRATIONS = ("demonstration", "showcase")
PLOT_KIND = Choices("plot_kind", {
    "plot": N_("Plot"), "guard": N_("Guard plot"), "filler": N_("Filler plot"),
})
FIELD_EVENT = Choices("field_event", {
    "sowing": N_("Sowing"), "fertiliser": N_("Fertiliser"), "irrigation": N_("Irrigation"), "spray": N_("Spraying"),
    "tillage": N_("Tillage and weeding"), "weather": N_("Weather"), "disaster": N_("Disaster"), "harvest": N_("Harvest"),
    "other": N_("Other"),
}, {"weather": "blue", "disaster": "red", "harvest": "amber", "sowing": "green"})
TRIAL_STATE = Choices("trial_state", {
    "planned": N_("Planned"), "sown": N_("Sown"), "in_field": N_("In the field"), "harvested": N_("Harvested"),
    "analysed": N_("Analysed"), "reported": N_("Reported"), "abandoned": N_("Abandoned"),
}, {"planned": "grey", "sown": "blue", "in_field": "blue", "harvested": "amber", "analysed": "amber",
    "reported": "green", "abandoned": "red"})
PLOT_STATE = Choices("plot_state", {
    "ok": N_("In order"), "lost": N_("Lost"), "excluded": N_("Excluded"),
}, {"ok": "green", "lost": "red", "excluded": "amber"})
