"""The section of products, each with its lots, where it lies, what was counted of it and how its lots were packed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.core.i18n import N_, _
from desktop.core.listing import Listing
from desktop.labels.printing_lists import USES
from desktop.sales.lots.lists import TRACES
from desktop.sales.products.lists import PRODUCTS
from desktop.sales.stock.lists import COUNT_LINES, STOCK
from desktop.ui.book.book import Book, Tab
from desktop.ui.book.owned_list import OwnedList


class ProductsBook(Book):
    """What is sold: varieties in their packs."""

    icon = "variety"
    listing = PRODUCTS
    remembers = ("season_id",)
    bulk = ("bags_carton", "bag_mu", "list_price", "label_id", "season_id", "retired")

    def extra_tabs(self) -> Sequence[Tab]:
        """All that stands on the product: lots sent, stock at dealers, counts, lots packed with a label."""
        def owned(listing: Listing, empty: str) -> partial[OwnedList]:
            return partial(OwnedList, self.context, listing, "product_id", empty)

        return ((N_("Lots sent"), owned(TRACES, _("Nothing of this product was sent yet."))),
                (N_("Stock at dealers"), owned(STOCK, _("No dealer has any of this product."))),
                (N_("Counted lines"), owned(COUNT_LINES, _("Nobody has counted this product yet."))),
                (N_("Lots packed"), owned(USES, _("No lot of this product is noted with its label."))), *super().extra_tabs())
