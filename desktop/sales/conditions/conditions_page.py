"""The section of conditions of sale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.fields import today
from desktop.sales.conditions.lists import CONDITION_PRODUCTS, CONDITIONS
from desktop.ui.book.book import Book, Child


class ConditionsBook(Book):
    """Discounts, prices and free bags, by whom they are for and from when."""

    icon = "star"
    listing = CONDITIONS
    remembers = ("valid_from", "valid_until")
    bulk = ("valid_from", "valid_until", "priority")
    children = (Child(CONDITION_PRODUCTS, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A condition from today on."""
        return {"valid_from": today()}
