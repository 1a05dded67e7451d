"""The section of products."""

from __future__ import annotations

from desktop.sales.products.lists import PRODUCTS
from desktop.ui.book.book import Book


class ProductsBook(Book):
    """What is sold: varieties in their packs."""

    icon = "variety"
    listing = PRODUCTS
    remembers = ("season_id",)
    bulk = ("bags_carton", "bag_mu", "list_price", "season_id", "retired")
