"""The Market tab. A room's book is one name here, in the group it belongs to."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.market.capacity.capacity_page import BalancesBook, CapacityBook
from desktop.market.climate.climate_page import StationsBook
from desktop.market.figures.figures_page import FiguresBook, SurveysBook
from desktop.market.promotions.promotions_page import FieldDaysBook, MediaBook, PromotionsBook
from desktop.market.rivals.rivals_page import RankingsBook, RivalsBook, SightingsBook
from desktop.ui.page import Group, Page


class MarketPage(Page):
    """The tab."""

    groups = (
        Group(N_("Market figures"), (FiguresBook, SurveysBook, CapacityBook, BalancesBook)),
        Group(N_("Planting conditions"), (StationsBook,)),
        Group(N_("Rivals"), (RivalsBook, SightingsBook, RankingsBook)),
        Group(N_("Promotions and advertising"), (PromotionsBook, FieldDaysBook, MediaBook)),
    )
