"""The letters that go with a complaint, by their names on the command line: what menus show without building any."""

from __future__ import annotations

from desktop.core.i18n import N_

LETTERS = {
    "answer-letter": N_("Letter of answer"), "mediation": N_("Mediation agreement"),
    "appraisal-request": N_("Request for a field appraisal"), "test-order": N_("Order of a seed test"),
    "seal-ticket": N_("Seal ticket"), "stop-sale": N_("Notice to stop the sale"),
}
