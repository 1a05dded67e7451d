"""The closed lists of words of the dealer file."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

KINDS = Choices("dealer_kind", {
    "company": N_("Company"), "individual": N_("Individual business"), "cooperative": N_("Cooperative"),
    "retailer": N_("Retailer"), "farm": N_("Farm or large grower"), "other": N_("Other"),
})
LEVELS = Choices("dealer_level", {
    "province": N_("Province dealer"), "county": N_("County dealer"), "township": N_("Township dealer"),
    "village": N_("Village shop"),
})
GRADES = Choices("dealer_grade", {"a": N_("Grade A"), "b": N_("Grade B"), "c": N_("Grade C")},
                 {"a": "green", "b": "blue", "c": "grey"})
TAXPAYERS = Choices("taxpayer", {
    "general": N_("General taxpayer"), "small": N_("Small-scale taxpayer"), "exempt": N_("Exempt from VAT"),
})
STATES = Choices("dealer_state", {
    "prospect": N_("Prospect"), "review": N_("Under review"), "active": N_("Active dealer"), "hold": N_("On hold"),
    "ended": N_("Ended"),
}, {"prospect": "grey", "review": "blue", "active": "green", "hold": "amber", "ended": "red"})
OUTLET_KINDS = Choices("outlet_kind", {
    "shop": N_("Retail shop"), "counter": N_("Company counter"), "village": N_("Village agent"), "other": N_("Other"),
})
OUTLET_STATES = Choices("outlet_state", {
    "planned": N_("Planned outlet"), "built": N_("Built, to be accepted"), "failed": N_("Acceptance failed"),
    "open": N_("In business"), "closed": N_("Closed down"),
}, {"planned": "grey", "built": "amber", "failed": "red", "open": "green", "closed": "grey"})
LICENCE_KINDS = Choices("licence_kind", {
    "business": N_("Business licence"),
    "seed_production": N_("Seed production and trading licence"),
    "filing_production": N_("Filing: production by order"),
    "filing_consignment": N_("Filing: consigned sale"),
    "filing_branch": N_("Filing: branch office"),
    "filing_no_repack": N_("Filing: sale without repacking"),
    "consignment_contract": N_("Consignment contract"),
    "agency_contract": N_("Agency contract"),
    "authorisation": N_("Letter of authorisation"),
    "other": N_("Other"),
})
VALIDITY = Choices("licence_validity", {
    "expired": N_("Expired"), "soon": N_("Expires soon"), "valid": N_("In date"), "open": N_("No end"),
    "replaced": N_("Replaced"),
}, {"expired": "red", "soon": "amber", "valid": "green", "open": "grey", "replaced": "grey"})
TIMING = Choices("promise_timing", {
    "overdue": N_("Overdue"), "today": N_("Due today"), "ahead": N_("Not due yet"), "undated": N_("No day"),
    "settled": N_("Settled"),
}, {"overdue": "red", "today": "amber", "ahead": "blue", "undated": "grey", "settled": "grey"})
PURPOSES = Choices("visit_purpose", {
    "routine": N_("Routine visit"), "order": N_("Taking an order"), "collection": N_("Payment collection"),
    "stock": N_("Stock count"), "complaint": N_("Handling a complaint"), "training": N_("Training"),
    "trial": N_("Trial or demonstration"),
    "market": N_("Market survey"), "promotion": N_("Promotion"), "diversion": N_("Diversion check"),
    "licence": N_("Licence check"), "other": N_("Other"),
})
VISIT_STATES = Choices("visit_state", {
    "planned": N_("Planned"), "done": N_("Done"), "cancelled": N_("Cancelled"),
}, {"planned": "blue", "done": "green", "cancelled": "grey"})
SIDES = Choices("promise_side", {"us": N_("Us"), "dealer": N_("The dealer"), "person": N_("The person")},
                {"us": "blue", "dealer": "grey", "person": "grey"})
PROMISE_STATES = Choices("promise_state", {
    "open": N_("Pending"), "kept": N_("Kept"), "broken": N_("Broken"), "cancelled": N_("Cancelled"),
}, {"open": "blue", "kept": "green", "broken": "red", "cancelled": "grey"})
