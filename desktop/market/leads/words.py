"""The words and the road of leads."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

STAGES = Choices("lead_stage", {
    "heard": N_("Lead heard of"), "contacted": N_("Lead contacted"), "plot": N_("Trial plot given"),
    "field_day": N_("Seen at a field day"), "ordered": N_("Lead ordered"), "kept": N_("Customer kept"),
    "lost": N_("Lead lost")},
    {"heard": "grey", "contacted": "blue", "plot": "blue", "field_day": "amber", "ordered": "green", "kept": "green",
     "lost": "red"})
_ROAD = ("heard", "contacted", "plot", "field_day", "ordered")
_VERBS = {"contacted": N_("Contact was made"), "plot": N_("Give a trial plot"), "field_day": N_("Was at a field day"),
          "ordered": N_("Has ordered"), "kept": N_("Ordered again: kept"), "lost": N_("Give up as lost"),
          "heard": N_("Begin again")}
LEADS = Machine(
    STAGES,
    {**{stage: {after: _VERBS[after] for after in (*_ROAD[place + 1:], "lost")} for place, stage in enumerate(_ROAD[:-1])},
     "ordered": {"kept": _VERBS["kept"], "lost": _VERBS["lost"]}, "kept": {"lost": _VERBS["lost"]},
     "lost": {"heard": _VERBS["heard"]}},
    needs_reason=frozenset({*((stage, "lost") for stage in (*_ROAD, "kept"))}),
    dates={"contacted": "contacted_on", "plot": "plot_on", "field_day": "seen_on", "ordered": "ordered_on",
                       "kept": "kept_on",
           "lost": "lost_on"},
    undone={"heard": ("lost_on",)}, first=frozenset({"ordered", "contacted"}), reason="reason")
OPEN = ("heard", "contacted", "plot", "field_day")
WON = ("ordered", "kept")
SECTORS = Choices("lead_sector", {
    "farm": N_("State or family farm"), "coop": N_("Co-operative"), "grower": N_("Large grower"),
    "grain": N_("Grain or feed firm"),
    "government": N_("Government programme"), "service": N_("Machinery or service firm"), "dealer": N_("Prospective dealer"),
    "other": N_("Other sector")})
SOURCES = Choices("lead_source", {
    "field_day": N_("Field day"), "training": N_("Training"), "visit": N_("Visit"), "referral": N_("Recommended by somebody"),
    "dealer": N_("Named by a dealer"), "call": N_("Called us"), "media": N_("Advertising"), "fair": N_("Fair or exhibition"),
    "other": N_("Other source")})
WHY_LOST = Choices("lead_lost", {
    "price": N_("Price"), "variety": N_("Variety does not fit"), "trust": N_("Does not know or trust it"),
    "credit": N_("Credit terms"),
    "supply": N_("Supply or service"), "rival": N_("Bound to a rival"), "changed": N_("Grows something else"),
    "other": N_("Other reason")})
SIDES = Choices("lead_side", {"us": N_("Ourselves"), "dealer": N_("The dealer"), "customer": N_("The customer")})
