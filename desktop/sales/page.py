"""The Sales tab. A room's book is one line here."""

from __future__ import annotations

from desktop.sales.conditions.conditions_page import ConditionsBook
from desktop.sales.money.accounts_page import AccountsSection
from desktop.sales.money.payments_page import CallsBook, EntriesBook, PaymentsBook
from desktop.sales.orders.orders_page import OrdersBook, ShipmentsBook
from desktop.sales.policy.policy_page import NoticesBook
from desktop.sales.prices.prices_page import FeePlansBook, PricesBook
from desktop.sales.products.products_page import ProductsBook
from desktop.sales.rebates.rebates_page import AgreementsBook, SettlementsBook
from desktop.ui.page import Page


class SalesPage(Page):
    """The tab."""

    sections = (OrdersBook, ShipmentsBook, PaymentsBook, AccountsSection, EntriesBook, CallsBook, ProductsBook, PricesBook,
                FeePlansBook, AgreementsBook, SettlementsBook, ConditionsBook, NoticesBook)
