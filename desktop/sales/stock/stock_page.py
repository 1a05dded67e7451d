"""The sections of dealers' stock: what lies where, counts, moves between dealers, plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.core.records import Record, table_of
from desktop.sales.stock import actions, lists
from desktop.sales.stock.papers import advice_of, count_sheet, plan_sheet, stock_of_item
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"stockitem", "countline", "stockcount", "stockmove", "shipmentline", "orderline", "salesorder", "product"})


class StockBook(Book):
    """What lies at each dealer of each product, and what to do about it."""

    icon = "chart"
    listing = lists.STOCK
    paper = (N_("Stock sheet of the dealer…"), stock_of_item)
    bulk = ("minimum", "maximum", "target", "lead_days", "rounding")

    def tools(self) -> Sequence[Tool]:
        """A plan from the advice; usual levels where there are none."""
        return (Tool(N_("Make a plan of it"), "check", self.make_plan),
                Tool(N_("Usual levels for all shown"), "star", self.set_levels, needs_record=False))

    def extra_tabs(self) -> Sequence[Tab]:
        """The advice with its reasons; the sheet of the dealer."""
        return ((N_("Stock advice"), partial(PaperTab, self.context, advice_of, READ)),
                (N_("Stock sheet"), partial(PaperTab, self.context, stock_of_item, READ)))

    def make_plan(self) -> None:
        """Keep the advice as a plan and show it."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: actions.plan(context.db, number, today()),
                                                  lambda made: context.open("stockplan", made.id)))

    def set_levels(self) -> None:
        """Write the usual levels into the items of the list that have none."""
        context, ids = self.context, list(self.list.table.rows.ids)
        self.settle(lambda: context.tasks.run(
            lambda: actions.set_usual_levels(context.db, ids, today()),
            lambda n: context.message(ngettext("Levels of {n} stock item set", "Levels of {n} stock items set", n).format(n=n),
                                      undo=bool(n))))


class CountsBook(Book):
    """What was found at dealers, typed in the order of the sheet that was filled in there."""

    icon = "quality"
    listing = lists.COUNTS
    paper = (N_("Count sheet to fill in…"), count_sheet)
    remembers = ("counted_by", "certainty")
    bulk = ("certainty", "counted_by")
    children = (Child(lists.COUNT_LINES, grid=True, hidden=("dealer_id", "counted_on")),)

    def defaults(self) -> Mapping[str, Any]:
        """A count of today."""
        return {"counted_on": today(), "certainty": "counted"}

    def tools(self) -> Sequence[Tool]:
        """Every product that should be there, to be filled in."""
        return (Tool(N_("List what should be there"), "list", self.list_expected),)

    def list_expected(self) -> None:
        """Put on the count what should be there by the books."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: actions.list_expected(context.db, number),
                lambda n: context.message(ngettext("{n} line added", "{n} lines added", n).format(n=n), undo=bool(n))))


class StockMovesBook(Book):
    """What one dealer gave another."""

    icon = "merge"
    listing = lists.MOVES
    remembers = ("agreed_by",)

    def defaults(self) -> Mapping[str, Any]:
        """A move of today."""
        return {"moved_on": today()}


class PlansBook(MovingBook):
    """What was decided about stocks, and how far it is."""

    icon = "calendar"
    listing = lists.PLANS
    paper = (N_("Plan sheet…"), plan_sheet)
    remembers = ("owner",)
    bulk = ("deadline", "owner")
    children = (Child(lists.CAUSES, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A plan of today."""
        return {"made_on": today(), "state": "proposed"}

    def tools(self) -> Sequence[Tool]:
        """Make the order or the move of it."""
        return (Tool(N_("Carry it out"), "folder", self.carry_out), *super().tools())

    def carry_out(self) -> None:
        """Make the order or the move, and show it."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: actions.carry_out(context.db, number, today()), self._show))

    def _show(self, made: Record) -> None:
        self.context.open(table_of(type(made)).name, made.id)
