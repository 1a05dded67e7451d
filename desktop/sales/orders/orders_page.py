"""The sections of orders and shipments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.fields import today
from desktop.sales.orders import lists
from desktop.ui.book.book import Book, Child
from desktop.ui.book.moving import MovingBook


class OrdersBook(MovingBook):
    """What dealers ordered, line by line."""

    icon = "list"
    listing = lists.ORDERS
    remembers = ("season_id",)
    bulk = ("required_on", "priority", "season_id")
    children = (Child(lists.ORDER_LINES, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """An order of today."""
        return {"state": "draft", "ordered_on": today()}


class ShipmentsBook(Book):
    """What left for dealers and what came back."""

    icon = "folder"
    listing = lists.SHIPMENTS
    remembers = ("carrier",)
    bulk = ("moved_on", "due_on", "carrier", "signed_on", "signed_by")
    children = (Child(lists.SHIPMENT_LINES, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A shipment of today."""
        return {"kind": "delivery", "moved_on": today()}
