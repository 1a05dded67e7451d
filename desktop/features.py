"""The one list of features; those with a page stand in the order of their tabs. TO ADD ONE: see `desktop.core.feature`."""

from __future__ import annotations

from importlib import import_module

from desktop.catalogue.feature import FEATURE as CATALOGUE
from desktop.core.feature import Feature, Follower
from desktop.dealers.feature import FEATURE as DEALERS
from desktop.labels.feature import FEATURE as LABELS
from desktop.market.feature import FEATURE as MARKET
from desktop.people.feature import FEATURE as PEOPLE
from desktop.regions.feature import FEATURE as REGIONS
from desktop.reports.feature import FEATURE as REPORTS
from desktop.sales.feature import FEATURE as SALES
from desktop.service.feature import FEATURE as SERVICE
from desktop.today.feature import FEATURE as TODAY
from desktop.trade.feature import FEATURE as TRADE
from desktop.training.feature import FEATURE as TRAINING
from desktop.trials.feature import FEATURE as TRIALS
from desktop.visiting.feature import FEATURE as VISITING

CORE = Feature("core", models=("desktop.core.attachments", "desktop.core.exchange.clash", "desktop.core.exchange.links",
                               "desktop.core.history", "desktop.core.imported",
                               "desktop.core.moves", "desktop.core.office", "desktop.core.views"))

# A new database is filled in this order too: the keys of seeded rows must not clash between the tables. Regions have
# their area code as key, six digits; crops and traits 40 bits of their code's hash.
FEATURES: tuple[Feature, ...] = (CORE, REGIONS, PEOPLE, CATALOGUE, TODAY, DEALERS, SALES, MARKET, TRIALS, TRAINING, SERVICE,
                                 LABELS, VISITING, TRADE, REPORTS)
TABS = tuple(feature for feature in FEATURES if feature.page)


def import_models() -> None:
    """Import every model: for schema, checks and search made anew. A window loads the models of what is opened."""
    for feature in FEATURES:
        for module in feature.models:
            import_module(module)


def followers() -> tuple[Follower, ...]:
    """What the features keep true at the end of every action, in their order."""
    return tuple(follower for feature in FEATURES for follower in feature.followers)
