"""What the market brings to the program."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower
from desktop.core.i18n import N_

FEATURE = Feature(
    "market", N_("Market"), "chart",
    models=("desktop.market.figures.model", "desktop.market.capacity.model", "desktop.market.rivals.model",
            "desktop.market.climate.model", "desktop.market.places.model", "desktop.market.suitability.model",
            "desktop.market.suitability.rule_model",
            "desktop.market.plans.model", "desktop.market.promotions.model", "desktop.market.influence.model",
            "desktop.market.influence.crisis_model", "desktop.market.leads.model"),
    page="desktop.market.page:MarketPage",
    beside=(("cases", N_("Which variety fits"), "desktop.market.suitability.case_tab:CaseTab"),),
    followers=(Follower("desktop.market.figures.following:follow", frozenset({"crop"})),),
    imports={
        "desktop.market.figures.imports:IMPORTS": "market-figures market-surveys",
        "desktop.market.capacity.imports:IMPORTS": "market-capacities seed-balances",
        "desktop.market.rivals.imports:IMPORTS": "rivals price-sightings",
        "desktop.market.climate.imports:IMPORTS": "weather-stations weather-days",
        "desktop.market.places.imports:IMPORTS": "growing-places soil-tests",
        "desktop.market.suitability.imports:IMPORTS": "variety-needs suitability-rules grower-questions",
        "desktop.market.plans.imports:IMPORTS": "plan-lines",
        "desktop.market.promotions.imports:IMPORTS": "sales-promotions field-days field-day-guests media-runs",
        "desktop.market.influence.imports:IMPORTS": "key-people specialities touches crises",
        "desktop.market.leads.imports:IMPORTS": "leads lead-steps",
    },
    reports={
        "desktop.market.reports:REPORTS": "market-survey market-capacity rival rival-prices market-ranking conditions "
            "place-varieties suitability grower-answer plan plan-check promotion promotion-evaluation "
            "field-day advertising influence key-person experts crisis leads lead-plan",
    },
    reminders=("desktop.market.rivals.reminders:REMINDERS", "desktop.market.suitability.reminders:REMINDERS",
               "desktop.market.plans.reminders:REMINDERS", "desktop.market.promotions.reminders:REMINDERS",
               "desktop.market.influence.reminders:REMINDERS", "desktop.market.leads.reminders:REMINDERS"))
