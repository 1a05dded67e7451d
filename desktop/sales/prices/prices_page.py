"""The sections of prices and fee sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.sales.prices.lists import FEE_AREAS, FEE_PLANS, PRICES
from desktop.sales.prices.reports import fee_sheet
from desktop.ui.book.book import Book, Child, Tab
from desktop.ui.book.paper_tab import PaperTab


class PricesBook(Book):
    """What a product costs at each step, region by region."""

    icon = "sheet"
    listing = PRICES
    remembers = ("region_id", "season_id", "valid_from", "source")
    bulk = ("region_id", "season_id", "valid_from", "valid_until", "freight", "freight_shop", "source")

    def defaults(self) -> Mapping[str, Any]:
        """A price from today on."""
        return {"valid_from": today()}


class FeePlansBook(Book):
    """The rebate on invoices as fee money, divided among areas."""

    icon = "chart"
    listing = FEE_PLANS
    remembers = ("region_id", "season_id")
    paper = (N_("Fee sheet…"), fee_sheet)
    children = (Child(FEE_AREAS, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A sheet of today."""
        return {"made_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """What it comes to."""
        return ((N_("What it comes to"), partial(PaperTab, self.context, fee_sheet, frozenset({"feeplan", "feearea"}))),)
