"""How far an order to the printing works is, and what was decided about a delivery. Pure."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

STATES = Choices("print_order_state", {
    "planned": N_("Print planned"), "ordered": N_("Given to the printer"), "proofed": N_("Proof signed"),
    "delivered": N_("Delivered in full"), "closed": N_("Print order closed"), "cancelled": N_("Print order cancelled"),
}, {"planned": "grey", "ordered": "blue", "proofed": "blue", "delivered": "amber", "closed": "green", "cancelled": "grey"})
ORDERS = Machine(
    STATES,
    {"planned": {"ordered": N_("Give to the printer"), "cancelled": N_("Cancel the print order")},
     "ordered": {"proofed": N_("Sign the proof"), "cancelled": N_("Cancel the print order")},
     "proofed": {"delivered": N_("Delivered in full"), "ordered": N_("Ask for another proof"),
                 "cancelled": N_("Cancel the print order")},
     "delivered": {"closed": N_("Close the print order")},
     "closed": {}, "cancelled": {}},
    needs_reason=frozenset({("ordered", "cancelled"), ("proofed", "cancelled"), ("proofed", "ordered")}),
    dates={"ordered": "ordered_on", "proofed": "proofed_on", "delivered": "delivered_on", "closed": "closed_on"},
    undone={"ordered": ("proofed_on",)}, reason="reason",
    locked=frozenset({"closed", "cancelled"}), free=frozenset({"remarks", "delivered_on"}))
AHEAD = ("planned", "ordered", "proofed")
RESULTS = Choices("print_result", {
    "open": N_("Not inspected"), "accepted": N_("Passed and taken over"), "concession": N_("Accepted by concession"),
    "sorted": N_("Accepted after sorting"), "returned": N_("Sent back"),
}, {"open": "amber", "accepted": "green", "concession": "amber", "sorted": "blue", "returned": "red"})
TAKEN = ("accepted", "concession", "sorted")
MEASURES = Choices("print_measure", {
    "width": N_("Printed width"), "height": N_("Printed height"), "characters": N_("Height of characters"),
    "colour": N_("Colour difference"), "barcode": N_("Grade of the barcode"), "qr": N_("QR codes read"),
    "adhesion": N_("Peeling strength"), "thickness": N_("Thickness of the material"), "other": N_("Other reading"),
})
