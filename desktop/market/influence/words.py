"""The words about people of influence and crises."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

KINDS = Choices("key_person_kind", {
    "official": N_("Official"), "media": N_("Media contact"), "expert": N_("Expert"), "grower": N_("Large grower"),
    "coop": N_("Co-operative"), "other": N_("Other person of influence")})
ROLE_OF = {"official": "official", "media": "media", "expert": "expert", "grower": "grower", "coop": "coop"}
"""What somebody of each kind is to us."""
HOUSES = ("expert", "grower", "coop")
"""The kinds of which the manager handles five to ten himself."""
TIERS = Choices("key_person_tier", {"a": N_("Tier A"), "b": N_("Tier B"), "c": N_("Tier C")},
                {"a": "red", "b": "amber", "c": "grey"})
STATES = Choices("key_person_state", {"active": N_("In touch"), "paused": N_("Resting"), "ended": N_("No longer in touch")},
                 {"active": "green", "paused": "amber", "ended": "grey"})
CONSENTS = Choices("consent", {
    "not_asked": N_("Not asked yet"), "spoken": N_("Consented by word"), "written": N_("Consented in writing"),
    "refused": N_("Consent refused")}, {"not_asked": "amber", "spoken": "green", "written": "green", "refused": "red"})
TOUCHES = Choices("touch_kind", {
    "visit": N_("Visit in person"), "call": N_("Telephone call"), "message": N_("Message or greeting"),
    "invitation": N_("Invitation to an event"), "plot": N_("Plot or sample seed"), "material": N_("Material or article sent"),
    "other": N_("Other touch")})
LEVELS = Choices("note_privacy", {
    "report": N_("May stand in reports"), "inside": N_("For our own papers"), "private": N_("For nobody else")},
    {"report": "green", "inside": "amber", "private": "red"})
RATINGS = Choices("expert_rating", {"5": N_("5: excellent"), "4": N_("4: good"), "3": N_("3: fair"), "2": N_("2: weak"),
                                    "1": N_("1: not again")},
                  {"5": "green", "4": "green", "3": "amber", "2": "red", "1": "red"})

CRISES = Choices("crisis_kind", {
    "quality": N_("Seed quality"), "crop_failure": N_("Crop failure"), "media": N_("Report in the media"),
    "official": N_("Inspection or complaint to an authority"), "crowd": N_("Growers gathering"), "rumour": N_("Rumour"),
    "counterfeit": N_("Counterfeit seed"), "other": N_("Other crisis")})
GRAVITY = Choices("crisis_gravity", {"high": N_("Grave"), "middle": N_("Serious"), "low": N_("Watch it")},
                  {"high": "red", "middle": "amber", "low": "grey"})
CRISIS_STATES = Choices("crisis_state", {
    "open": N_("Crisis open"), "answered": N_("Crisis answered"), "closed": N_("Crisis closed")},
    {"open": "red", "answered": "amber", "closed": "green"})
CRISIS = Machine(
    CRISIS_STATES,
    {"open": {"answered": N_("Our answer is out"), "closed": N_("Close the file")},
     "answered": {"closed": N_("Close the file"), "open": N_("It flares up again")},
     "closed": {"open": N_("It flares up again")}},
    needs_reason=frozenset({("answered", "open"), ("closed", "open")}), begins=("open",),
    dates={"answered": "answered_on", "closed": "closed_on"}, undone={"open": ("answered_on", "closed_on")}, reason="reason",
    locked=frozenset({"closed"}), free=frozenset({"remarks"}),
    stays=N_("What is “{state}” stays as it is. Move it back, with a reason, to change it."))
