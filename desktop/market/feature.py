"""What the market brings to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "market", N_("Market"), "chart",
    models=("desktop.market.figures.model", "desktop.market.capacity.model", "desktop.market.rivals.model",
            "desktop.market.climate.model", "desktop.market.places.model", "desktop.market.suitability.model",
            "desktop.market.suitability.rule_model",
            "desktop.market.plans.model", "desktop.market.promotions.model", "desktop.market.influence.model",
            "desktop.market.influence.crisis_model", "desktop.market.leads.model"),
    page="desktop.market.page:MarketPage",
    imports=("desktop.market.figures.imports:IMPORTS", "desktop.market.capacity.imports:IMPORTS",
             "desktop.market.rivals.imports:IMPORTS", "desktop.market.climate.imports:IMPORTS",
             "desktop.market.places.imports:IMPORTS", "desktop.market.suitability.imports:IMPORTS",
             "desktop.market.plans.imports:IMPORTS", "desktop.market.promotions.imports:IMPORTS",
             "desktop.market.influence.imports:IMPORTS", "desktop.market.leads.imports:IMPORTS"),
    reports=("desktop.market.reports:REPORTS",),
    reminders=("desktop.market.rivals.reminders:REMINDERS", "desktop.market.suitability.reminders:REMINDERS",
               "desktop.market.plans.reminders:REMINDERS", "desktop.market.promotions.reminders:REMINDERS",
               "desktop.market.influence.reminders:REMINDERS", "desktop.market.leads.reminders:REMINDERS"))
