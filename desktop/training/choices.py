"""The closed lists of words about training."""

from __future__ import annotations

from desktop.core.choices import CAME, STAYED_AWAY, Choices
from desktop.core.i18n import N_

AUDIENCES = Choices("training_audience", {
    "dealers": N_("Dealers"), "farmers": N_("Farmers"), "sales": N_("Salespeople"), "promoters": N_("Promoters"),
    "new_staff": N_("New staff"), "mixed": N_("Mixed audience"), "staff": N_("Own staff"),
    "officials": N_("Extension officers"),
})
STATES = Choices("training_state", {
    "planned": N_("Planned"), "announced": N_("Announced"), "held": N_("Held"), "evaluated": N_("Evaluated"),
    "cancelled": N_("Cancelled"),
}, {"planned": "grey", "announced": "blue", "held": "green", "evaluated": "green", "cancelled": "red"})
PARTICIPANT_KINDS = Choices("participant_kind", {
    "dealer": N_("Dealer contact"), "farmer": N_("Grower"), "sales": N_("Salesperson"), "promoter": N_("Promoter"),
    "staff": N_("Own staff"), "other": N_("Other"),
})
ROLE_OF = {"dealer": "contact", "sales": "contact", "farmer": "farmer", "promoter": "promoter", "staff": "staff"}
"""What a participant of each kind is to us."""
KIND_OF_ROLE = {"contact": "dealer", "farmer": "farmer", "promoter": "promoter", "staff": "staff"}
"""As which kind somebody takes part who is known in a role; anything else is “other”."""
KIND_OF_AUDIENCE = {"dealers": "dealer", "farmers": "farmer", "sales": "sales", "promoters": "promoter", "new_staff": "staff",
                    "staff": "staff"}
"""As which kind somebody takes part in a training for an audience where nothing else is known; anything else is “other”."""
ATTENDANCE = Choices("attendance", {
    "registered": N_("Registered"), "attended": N_("Attended"), "late": N_("Came late"), "absent": N_("Absent"),
    "excused": N_("Excused"),
}, {"registered": "grey", "attended": "green", "late": "amber", "absent": "red", "excused": "blue"}, {
    "registered": ("已报名",), "attended": CAME, "late": ("晚到", "迟"), "absent": (*STAYED_AWAY, "旷课"),
    "excused": ("事假", "病假", "已请假")})
PRESENT = ("attended", "late")
MATERIAL_KINDS = Choices("training_material", {
    "handout": N_("Handout"), "slides": N_("Slides"), "video": N_("Video"), "sample": N_("Sample or specimen"),
    "other": N_("Other"),
})
COST_KINDS = Choices("training_cost", {
    "venue": N_("Venue"), "meals": N_("Meals and water"), "lecturer": N_("Lecturer's fee"), "travel": N_("Travel"),
    "print": N_("Printing and materials"), "gifts": N_("Gifts"), "other": N_("Other"),
})
