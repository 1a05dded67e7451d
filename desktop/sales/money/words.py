"""The closed lists of words of payments, account entries and dunning."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

METHODS = Choices("payment_method", {
    "transfer": N_("Bank transfer"), "cash": N_("Cash"), "wechat": N_("Mobile payment"), "note": N_("Bank acceptance"),
    "offset": N_("Offset"), "other": N_("Other"),
})
ENTRY_KINDS = Choices("entry_kind", {
    "opening": N_("Opening balance"), "rebate": N_("Rebate credited"), "claim": N_("Claim settled"),
    "freight": N_("Freight charged"), "fine": N_("Fine charged"), "discount": N_("Discount given"),
    "price": N_("Settlement price of the season"), "correction": N_("Correction"),
})
DUNNING_STEPS = Choices("dunning_step", {
    "ahead": N_("Reminder before the due day"), "due": N_("Check on the due day"), "friendly": N_("Friendly reminder"),
    "firm": N_("Firm demand, supply stopped"), "letter": N_("Dunning letter"),
}, {"ahead": "grey", "due": "blue", "friendly": "blue", "firm": "amber", "letter": "red"})
CALL_WAYS = Choices("dunning_way", {
    "call": N_("By telephone"), "visit": N_("At a visit"), "message": N_("By message"), "letter": N_("By letter"),
})
CALL_STATES = Choices("dunning_state", {"draft": N_("To be said"), "done": N_("Was said")}, {"draft": "amber", "done": "green"})
