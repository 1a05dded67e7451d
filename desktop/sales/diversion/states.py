"""How far a case of diversion is, what it turned out to be, and for what a dealer is fined."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

STATES = Choices("diversion_state", {
    "reported": N_("Case reported"), "accepted": N_("Case accepted"), "evidence": N_("Evidence secured"),
    "heard": N_("Dealer heard"), "decided": N_("Case decided"), "appealed": N_("Appeal lodged"),
    "executed": N_("Decision executed"), "closed": N_("Case closed"),
}, {"reported": "red", "accepted": "amber", "evidence": "amber", "heard": "amber", "decided": "blue", "appealed": "red",
    "executed": "blue", "closed": "green"})
OUTCOMES = Choices("diversion_outcome", {
    "malicious": N_("Malicious diversion"), "low_price": N_("Sold below the price"), "natural": N_("Natural overflow"),
    "false_report": N_("Malicious report"), "unfounded": N_("Not established"),
}, {"malicious": "red", "low_price": "red", "natural": "green", "false_report": "amber", "unfounded": "grey"})
FINED = ("malicious", "low_price", "false_report")
OFFENCES = Choices("diversion_offence", {
    "diversion": N_("Selling outside the area"), "price": N_("Disguised price cut"), "raising": N_("Driving prices up"),
    "data": N_("Wrong stock or incomplete codes"), "repacking": N_("Altered packing or codes"),
    "lending": N_("Lending goods without consent"), "false_report": N_("Malicious report"),
})
CASES = Machine(
    STATES,
    {"reported": {"accepted": N_("Accept"), "closed": N_("Close the case")},
     "accepted": {"evidence": N_("Evidence is secured"), "closed": N_("Close the case")},
     "evidence": {"heard": N_("The dealer was heard"), "closed": N_("Close the case")},
     "heard": {"decided": N_("Decide"), "evidence": N_("Look for more evidence")},
     "decided": {"appealed": N_("The dealer appeals"), "executed": N_("It was executed"), "closed": N_("Close the case")},
     "appealed": {"decided": N_("Decide on the appeal")},
     "executed": {"closed": N_("Close the case")},
     "closed": {"reported": N_("Open again")}},
    needs_reason=frozenset({("reported", "closed"), ("accepted", "closed"), ("evidence", "closed"), ("heard", "evidence"),
                            ("decided", "appealed"), ("appealed", "decided"), ("closed", "reported")}),
    dates={"accepted": "accepted_on", "heard": "heard_on", "decided": "decided_on", "appealed": "appealed_on",
           "executed": "executed_on", "closed": "closed_on"},
    undone={"reported": ("accepted_on", "heard_on", "decided_on", "appealed_on", "executed_on", "closed_on"),
            "evidence": ("heard_on",), "decided": ("executed_on",)},
    reason="reason", locked=frozenset({"closed"}), free=frozenset({"remarks"}))
OPEN = tuple(state for state in STATES if state != "closed")
CONFIDENCE = Choices("diversion_confidence", {
    "proved": N_("Proved by a receipt"), "single": N_("Only one dealer got the lot"),
    "several": N_("Several dealers got the lot"),
    "unknown": N_("Lot unknown or not readable"),
}, {"proved": "red", "single": "amber", "several": "blue", "unknown": "grey"})
