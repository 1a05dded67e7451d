"""The sections of orders and shipments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core import catalogues, verbs
from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.core.moves import StateChange
from desktop.sales.conditions.on_orders import reckon
from desktop.sales.money import terms
from desktop.sales.money.lists import INSTALMENTS
from desktop.sales.orders import lists, shipping
from desktop.sales.orders.model import SalesOrder, order_doubts
from desktop.sales.orders.papers import order_sheet, shipment_note
from desktop.ui import messages
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import MovingBook


class OrdersBook(MovingBook):
    """What dealers ordered, line by line."""

    icon = "list"
    listing = lists.ORDERS
    remembers = ("season_id",)
    bulk = ("required_on", "priority", "season_id")
    doubts = staticmethod(order_doubts)
    paper = (N_("Order sheet…"), order_sheet)
    children = (Child(lists.ORDER_LINES, grid=True, hidden=("dealer_id", "ordered_on")), Child(lists.ORDER_CALLS, grid=True),
                Child(lists.ORDER_SHARES, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """An order of today."""
        return {"state": "draft", "ordered_on": today()}

    def tools(self) -> Sequence[Tool]:
        """What conditions of sale make of it; what is left of it as a shipment."""
        return (Tool(N_("Apply conditions of sale"), "star", self.apply_conditions),
                Tool(N_("Ship…"), "folder", self.ship), *super().tools())

    def ship(self) -> None:
        """Ask how many bags of what is left leave, of which lot and on which day; then show the shipment. A draft is agreed
        first, where the user says so."""
        if self.record is not None:
            self.settle(partial(self._agree_and_ship, self.record.id))

    def _agree_and_ship(self, number: int) -> None:
        if self.record is None or getattr(self.record, "state", "") != "draft":
            self._read_left(number)
        elif messages.ask(self, _("This order is a draft. Only a confirmed order is shipped."), _("Confirm it and ship…"),
                          _("Leave it a draft")):
            db = self.context.db
            self.context.tasks.run(lambda: verbs.move(db, SalesOrder, [number], StateChange("confirmed")),
                                   lambda _n: self._read_left(number))

    def _read_left(self, number: int) -> None:
        db = self.context.db
        self.context.tasks.read(lambda: shipping.offered(db, number), partial(self._ask, number))

    def _ask(self, number: int, offer: shipping.Offer) -> None:
        from desktop.sales.orders.ship_widget import ShipDialog

        ShipDialog(self.context, number, offer, lambda made: self.context.open("shipment", made.id), self.window()).open()

    def apply_conditions(self) -> None:
        """Reckon prices and free bags by the conditions of the day of the order."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: reckon(context.db, number), lambda n: context.message(
                ngettext("{n} line changed", "{n} lines changed", n).format(n=n), undo=bool(n))))


class ShipmentsBook(Book):
    """What left for dealers and what came back."""

    icon = "folder"
    listing = lists.SHIPMENTS
    remembers = ("carrier",)
    bulk = ("moved_on", "due_on", "carrier", "signed_on", "signed_by")
    paper = (N_("Delivery note…"), shipment_note)
    children = (Child(lists.SHIPMENT_LINES, grid=True, hidden=("dealer_id", "moved_on")), Child(INSTALMENTS, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A shipment of today."""
        return {"kind": "delivery", "moved_on": today()}

    def tools(self) -> Sequence[Tool]:
        """By which day it falls due."""
        offered = tuple(Tool(catalogues.text(term), "calendar", partial(self.set_terms, term)) for term in terms.terms())
        return (Tool(N_("Payment terms"), "calendar", self.go_to_form, menu=offered), *super().tools())

    def set_terms(self, term: terms.Term) -> None:
        """Let the shipment fall due by these terms, in one or several parts."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: terms.apply(context.db, number, term), lambda n: context.message(
                ngettext("{n} part falls due", "{n} parts fall due", n).format(n=n), undo=True)))
