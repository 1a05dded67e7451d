"""How far the conditions of a place are worked out, and the closed lists of a place."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

STATES = Choices("place_state", {
    "data": N_("Data being gathered"), "checked": N_("Data checked"), "computed": N_("Conditions computed"),
    "reviewed": N_("Conditions reviewed"), "signed": N_("Conditions signed"),
}, {"data": "grey", "checked": "blue", "computed": "amber", "reviewed": "blue", "signed": "green"})
PLACES = Machine(
    STATES,
    {"data": {"checked": N_("Data are checked")},
     "checked": {"computed": N_("They are computed"), "data": N_("Back to the data")},
     "computed": {"reviewed": N_("They are reviewed"), "data": N_("Back to the data")},
     "reviewed": {"signed": N_("Sign the conditions"), "data": N_("Back to the data")},
     "signed": {"data": N_("Work them out anew")}},
    needs_reason=frozenset({("reviewed", "data"), ("signed", "data")}), begins=("data",),
    dates={"reviewed": "reviewed_on", "signed": "signed_on"}, undone={"data": ("reviewed_on", "signed_on")},
    reason="reason", locked=frozenset({"signed"}), free=frozenset({"remarks"}))
WIND = Choices("place_wind", {"low": N_("Seldom strong wind"), "medium": N_("Strong wind now and then"),
                              "high": N_("Often strong wind")}, {"low": "green", "medium": "amber", "high": "red"})
HARVEST = Choices("place_harvest", {"grain": N_("Kernels by machine"), "ears": N_("Ears, dried later"),
                                    "hand": N_("Cut by hand")})
LEVELS = Choices("disease_level", {"light": N_("Light outbreak"), "medium": N_("Medium outbreak"),
                                   "heavy": N_("Heavy outbreak"), "severe": N_("Severe outbreak")},
                 {"light": "grey", "medium": "amber", "heavy": "red", "severe": "red"})
MASS = Choices("soil_unit", {"g/kg": "g/kg", "%": "%"})
FORMS = Choices("soil_form", {"element": N_("As the element"), "oxide": N_("As P₂O₅ or K₂O")})
