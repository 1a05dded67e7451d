"""The words and roads of promotions, field days and advertisements."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

KINDS = Choices("sales_promotion_kind", {
    "launch": N_("Launch of a new product"), "order_fair": N_("Order fair"), "group_buy": N_("Group buying"),
    "festival": N_("Market day or festival"), "shop": N_("Promotion at shops"), "bundle": N_("Sold together with others"),
    "other": N_("Other promotion")})
STATES = Choices("sales_promotion_state", {
    "idea": N_("Idea of a promotion"), "applied": N_("Promotion applied for"), "countersigned": N_("Promotion countersigned"),
    "running": N_("Promotion running"), "closed": N_("Promotion closed"), "evaluated": N_("Promotion evaluated"),
    "dropped": N_("Promotion dropped"),
}, {"idea": "grey", "applied": "amber", "countersigned": "blue", "running": "green", "closed": "amber", "evaluated": "green",
    "dropped": "grey"})
PROMOTIONS = Machine(
    STATES,
    {"idea": {"applied": N_("Apply for it"), "dropped": N_("Drop it")},
     "applied": {"countersigned": N_("Countersign"), "idea": N_("Back to the idea"), "dropped": N_("Drop it")},
     "countersigned": {"running": N_("Begin the promotion"), "idea": N_("Back to the idea"), "dropped": N_("Drop it")},
     "running": {"closed": N_("Close the promotion")},
     "closed": {"evaluated": N_("Evaluation is finished"), "running": N_("Run on")},
     "evaluated": {"closed": N_("Evaluate anew")}, "dropped": {"idea": N_("Take up the promotion again")}},
    needs_reason=frozenset({("idea", "dropped"), ("applied", "dropped"), ("countersigned", "dropped"), ("applied", "idea"),
                            ("countersigned", "idea"), ("closed", "running"), ("evaluated", "closed")}),
    begins=("idea",),
    dates={"applied": "applied_on", "countersigned": "countersigned_on", "running": "begun_on", "closed": "closed_on",
           "evaluated": "evaluated_on"},
    undone={"idea": ("applied_on", "countersigned_on"), "running": ("closed_on",), "closed": ("evaluated_on",)},
    reason="reason", locked=frozenset({"evaluated", "dropped"}), free=frozenset({"remarks", "reward"}),
    stays=N_("What is “{state}” stays as it is. Move it back, with a reason, to change it."))
BOUND = ("countersigned", "running", "closed")
"""States in which the application stands as it was countersigned."""
MEASURED = Choices("promotion_measured", {"shipped": N_("From what was shipped"), "typed": N_("As typed: counts of shops")})
NEWNESS = Choices("product_newness", {"new": N_("New product"), "known": N_("Known product")}, {"new": "amber"})
COSTS = Choices("promotion_cost_kind", {
    "material": N_("Promotion material"), "gift": N_("Gifts to buyers"), "media": N_("Advertising"),
    "venue": N_("Venue and tent"),
    "meals": N_("Meals and water"), "travel": N_("Travel"), "staff": N_("Helpers' pay"), "other": N_("Other cost")})

DAY_STATES = Choices("field_day_state", {
    "planned": N_("Field day planned"), "held": N_("Field day held"), "written": N_("Field day written up"),
    "cancelled": N_("Field day cancelled")},
    {"planned": "blue", "held": "amber", "written": "green", "cancelled": "grey"})
FIELD_DAYS = Machine(
    DAY_STATES,
    {"planned": {"held": N_("It was held"), "cancelled": N_("Call it off")},
     "held": {"written": N_("Close the write-up"), "planned": N_("It was not held yet")},
     "written": {"held": N_("Open again")}, "cancelled": {"planned": N_("Plan it again")}},
    needs_reason=frozenset({("planned", "cancelled"), ("held", "planned"), ("written", "held")}), begins=("planned", "held"),
    reason="reason", locked=frozenset({"written", "cancelled"}), free=frozenset({"remarks"}),
    stays=N_("What is “{state}” stays as it is. Move it back, with a reason, to change it."))

MEDIA = Choices("medium", {
    "tv": N_("Television"), "radio": N_("Radio"), "village_radio": N_("Village loudspeaker"),
    "paper": N_("Newspaper or journal"),
    "wall": N_("Painted wall"), "board": N_("Signboard or banner"), "vehicle": N_("On vehicles"), "leaflet": N_("Leaflets"),
    "wechat": N_("WeChat account or group"), "video": N_("Short video or live stream"), "sms": N_("Text messages"),
    "other": N_("Other medium")})
RUN_STATES = Choices("media_state", {
    "booked": N_("Booked"), "running": N_("On air or up"), "proved": N_("Placing proved"), "faulty": N_("Not placed as agreed"),
    "settled": N_("Fault settled")},
    {"booked": "blue", "running": "green", "proved": "green", "faulty": "red", "settled": "grey"})
RUNS = Machine(
    RUN_STATES,
    {"booked": {"running": N_("It is out"), "proved": N_("Proof is there"), "faulty": N_("Report a fault")},
     "running": {"proved": N_("Proof is there"), "faulty": N_("Report a fault")},
     "faulty": {"settled": N_("Fault is settled"), "proved": N_("Proof is there")},
     "proved": {"running": N_("Check again")}, "settled": {}},
    needs_reason=frozenset({("booked", "faulty"), ("running", "faulty"), ("faulty", "settled"), ("proved", "running")}),
    begins=("booked", "running"), dates={"proved": "proved_on"}, undone={"running": ("proved_on",)}, reason="reason")
UNPROVED = ("booked", "running")
