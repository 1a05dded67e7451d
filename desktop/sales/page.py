"""The Sales tab. A room's book is one name here, in the group it belongs to."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.sales.agents.agents_page import AgentsBook
from desktop.sales.allotting.allotting_page import AllottingBook
from desktop.sales.areas.areas_page import AreasSection
from desktop.sales.conditions.conditions_page import ConditionsBook
from desktop.sales.danger.danger_page import DangerSection
from desktop.sales.diversion.diversion_page import DiversionBook, DiversionRates
from desktop.sales.lots.lots_page import TracesSection
from desktop.sales.lots.recalls_page import RecallsBook
from desktop.sales.money.accounts_page import AccountsSection
from desktop.sales.money.payments_page import CallsBook, CreditBook, EntriesBook, PaymentsBook
from desktop.sales.orders.orders_page import OrdersBook, ShipmentsBook
from desktop.sales.outlets.checks_page import CasesBook, FaultsBook, RoundsBook
from desktop.sales.outlets.coverage_page import BlanksBook, CoverageBook
from desktop.sales.outlets.outlets_page import OutletsBook, PromotersBook, StandardsBook
from desktop.sales.policy.policy_page import NoticesBook
from desktop.sales.prices.prices_page import FeePlansBook, PricesBook
from desktop.sales.products.products_page import ProductsBook
from desktop.sales.rebates.rebates_page import AgreementsBook, SettlementsBook
from desktop.sales.season.season_page import SeasonsBook, UnsettledSection
from desktop.sales.stock.stock_page import CountsBook, PlansBook, StockBook, StockMovesBook
from desktop.sales.targets.targets_page import TargetsBook
from desktop.ui.page import Group, Page


class SalesPage(Page):
    """The tab."""

    groups = (
        Group(N_("Goods"), (OrdersBook, AllottingBook, ShipmentsBook, ProductsBook)),
        Group(N_("Stock"), (StockBook, CountsBook, StockMovesBook, PlansBook)),
        Group(N_("Money"), (PaymentsBook, AccountsSection, EntriesBook, CallsBook, CreditBook)),
        Group(N_("Prices & policy"), (PricesBook, FeePlansBook, ConditionsBook, NoticesBook)),
        Group(N_("Targets"), (TargetsBook,)),
        Group(N_("Diversion & lots"), (DiversionBook, DiversionRates, TracesSection, RecallsBook)),
        Group(N_("Rebates & season's end"), (AgreementsBook, SettlementsBook, UnsettledSection, SeasonsBook)),
        Group(N_("Channel"), (DangerSection, AreasSection, AgentsBook)),
        Group(N_("Outlets"), (OutletsBook, RoundsBook, FaultsBook, CasesBook)),
        Group(N_("Coverage"), (CoverageBook, BlanksBook, PromotersBook, StandardsBook)),
    )
