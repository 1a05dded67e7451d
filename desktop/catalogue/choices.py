"""The closed lists of the catalogue."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

GROWTH_START = Choices("growth_start", {
    "emergence": N_("Emergence"), "sowing": N_("Sowing"), "day_after_sowing": N_("Day after sowing"),
    "transplanting": N_("Transplanting"),
})
TRAIT_PART = Choices("trait_part", {  # in the order in which a trial is recorded
    "phenology": N_("Growth stages"), "plant": N_("Plants and stand"), "resistance": N_("Resistance"),
    "harvest": N_("At harvest"), "components": N_("Ears and grain"), "quality": N_("Grain quality"),
    "yield": N_("Yields"), "notes": N_("Notes and photos"),
})
TRAIT_KIND = Choices("trait_kind", {
    "number": N_("Number"), "count": N_("Count"), "date": N_("Date"), "score": N_("Score"),
    "category": N_("Category"), "text": N_("Text"), "photo": N_("Photo"),
})
DIRECTION = Choices("direction", {
    "higher": N_("Higher is better"), "lower": N_("Lower is better"), "none": N_("Neither"),
})
SUMMARY = Choices("summary", {
    "mean": N_("Mean"), "worst": N_("Worst value"), "max": N_("Highest value"), "mode": N_("Most frequent value"),
    "none": N_("Not summarised"),
})
VARIETY_KIND = Choices("variety_kind", {
    "own": N_("Own"), "competitor": N_("Competitor's"), "check": N_("Check variety"),
}, {"own": "green", "competitor": "amber", "check": "blue"})
VARIETY_STATE = Choices("variety_state", {
    "testing": N_("In trials"), "demonstration": N_("Demonstrated"), "promotion": N_("Promoted"),
    "phased_out": N_("Phased out"),
}, {"testing": "blue", "demonstration": "amber", "promotion": "green", "phased_out": "grey"})

MEASURED = frozenset({"number", "count", "score"})  # kinds of trait whose observations are numbers
