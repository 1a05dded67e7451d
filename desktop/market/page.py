"""The Market tab. A room's book is one name here, in the group it belongs to."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.market.capacity.capacity_page import BalancesBook, CapacityBook
from desktop.market.climate.climate_page import StationsBook
from desktop.market.figures.figures_page import FiguresBook, SurveysBook
from desktop.market.influence.influence_page import CrisesBook, KeyPeopleBook
from desktop.market.leads.leads_page import LeadsBook
from desktop.market.places.places_page import PlacesBook, SoilBook
from desktop.market.plans.plans_page import PlansBook
from desktop.market.promotions.promotions_page import FieldDaysBook, MediaBook, PromotionsBook
from desktop.market.rivals.rivals_page import RankingsBook, RivalsBook, SightingsBook
from desktop.market.suitability.suitability_page import NeedsBook, QuestionsBook, RulesBook, SuitabilitySection
from desktop.ui.page import Group, Page


class MarketPage(Page):
    """The tab."""

    groups = (
        Group(N_("Market figures"), (FiguresBook, SurveysBook, CapacityBook, BalancesBook)),
        Group(N_("Planting conditions"), (PlacesBook, StationsBook, SoilBook)),
        Group(N_("Suitability"), (SuitabilitySection, NeedsBook, QuestionsBook, RulesBook)),
        Group(N_("Promotion plan"), (PlansBook,)),
        Group(N_("Rivals"), (RivalsBook, SightingsBook, RankingsBook)),
        Group(N_("Promotions and advertising"), (PromotionsBook, FieldDaysBook, MediaBook)),
        Group(N_("People and leads"), (KeyPeopleBook, LeadsBook, CrisesBook)),
    )
