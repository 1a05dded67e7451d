"""What the throw-away feature brings to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "promotions", N_("Promotions"), "visit", models=("tests.promotions.model",), page="tests.promotions.page:PromotionsPage",
    imports={"tests.promotions.model:IMPORTS": "promotions"}, reports={"tests.promotions.model:REPORTS": "promotion-sheet"},
    reminders=("tests.promotions.model:REMINDERS",))
