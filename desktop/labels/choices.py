"""The closed lists of words of labels and manuals."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

KINDS = Choices("label_kind", {
    "label": N_("Seed label"), "manual": N_("Instructions for use"), "bag": N_("Bag"), "qr": N_("QR code"),
})
PLACES = Choices("label_place", {
    "front": N_("Front of the label"), "back": N_("Back of the label"), "manual": N_("Instructions for use"),
    "code": N_("Code on the label"), "bag": N_("Bag"), "other": N_("Other"),
})
LANGUAGES = Choices("label_language", {"zh": N_("Chinese"), "en": N_("English"), "both": N_("Chinese and English")})
STATES = Choices("label_state", {
    "draft": N_("Draft"), "review": N_("In review"), "approved": N_("Approved for print"), "effective": N_("Effective"),
    "superseded": N_("Superseded"), "withdrawn": N_("Withdrawn"),
}, {"draft": "grey", "review": "blue", "approved": "amber", "effective": "green", "superseded": "grey",
    "withdrawn": "red"})
CHECK_STATES = Choices("label_check", {
    "open": N_("Not checked"), "present": N_("On the label"), "missing": N_("Missing"),
    "not_applicable": N_("Not applicable"),
}, {"open": "grey", "present": "green", "missing": "red", "not_applicable": "grey"})
FINDING_KINDS = Choices("finding_kind", {
    "colour": N_("Print colour"), "text": N_("Wrong text"), "unreadable": N_("Unreadable print"),
    "barcode": N_("Barcode or QR code"), "material": N_("Print material"), "adhesion": N_("Adhesion or sealing"),
    "cutting": N_("Cutting or size"), "altered": N_("Text pasted over or cut away"),
    "mixed": N_("Mixed with another label"), "weight": N_("Net weight"),
    "other": N_("Other"),
})
SEVERITIES = Choices("finding_severity", {"minor": N_("Minor fault"), "major": N_("Major fault"),
    "critical": N_("Critical fault")},
                     {"minor": "grey", "major": "amber", "critical": "red"})
DECISIONS = Choices("finding_decision", {
    "open": N_("Not decided"), "accept": N_("Accepted as it is"), "sort": N_("Sort out"), "reprint": N_("Reprint"),
    "return": N_("Return to the printing works"), "destroy": N_("Destroy"), "recall": N_("Recall"),
}, {"open": "amber", "recall": "red", "destroy": "red", "reprint": "blue", "return": "blue", "sort": "blue",
    "accept": "green"})
SEVERITY = Choices("rule_severity", {"E": N_("Mandatory"), "W": N_("Warning"), "I": N_("Reminder")},
                   {"E": "red", "W": "amber", "I": "grey"})
CATEGORIES = Choices("seed_category", {"conventional": N_("Conventional seed"), "hybrid": N_("Hybrid seed")})
CLASSES = Choices("seed_class", {"breeder": N_("Breeder seed"), "basic": N_("Basic seed"), "certified": N_("Seed for growers")})
FOUND = Choices("label_found", {
    "right": N_("Right"), "wrong": N_("Wrong"), "doubt": N_("Doubtful"), "unknown": N_("By eye"),
}, {"right": "green", "wrong": "red", "doubt": "amber", "unknown": "grey"})
CHANGES = Choices("label_change", {
    "rule": N_("Rule or standard"), "approval": N_("Approval number"), "licence": N_("Licence number"),
    "producer": N_("Producer or address"), "name": N_("Variety name"), "area": N_("Area of approval"), "other": N_("Other"),
})
