"""The sections of capacity and of the balance of seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record
from desktop.market.capacity import lists
from desktop.market.capacity.figures import count_own, sold_said
from desktop.market.capacity.papers import balance_sheet, capacity_sheet
from desktop.ui.book.book import Book, Tab, Tool
from desktop.ui.book.paper_tab import PaperTab


class CapacityBook(Book):
    """What a market needs of seed, and what of it is ours."""

    icon = "map"
    listing = lists.CAPACITIES
    paper = (N_("Capacity sheet…"), capacity_sheet)
    remembers = ("crop_id", "year", "made_by", "plants_mu", "emergence", "bag_seeds", "kg_mu", "bag_kg", "price")

    def defaults(self) -> Mapping[str, Any]:
        """An estimate of today."""
        return {"made_on": today()}

    def record_shown(self, _record: Record | None) -> None:
        """The bags follow from what stands above them."""
        self.fields.show_only({"bags_low", "bags_likely", "bags_high"})

    def tools(self) -> Sequence[Tool]:
        """The own bags out of what was sent."""
        return (Tool(N_("Count own bags"), "refresh", self.count),)

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet as it will be printed."""
        tables = frozenset({"marketcapacity"})
        return ((N_("Capacity sheet"), partial(PaperTab, self.context, capacity_sheet, tables)), *super().extra_tabs())

    def count(self) -> None:
        """Write the own bags of this estimate."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: count_own(context.db, number), lambda sold: context.message(
                ngettext("{n} own bag counted", "{n} own bags counted", sold.bags).format(n=sold.bags) + _(": ")
                + sold_said(sold), undo=True)))


class BalancesBook(Book):
    """The seed that there is and that is needed."""

    icon = "quality"
    listing = lists.BALANCES
    paper = (N_("Sheet of supply and demand…"), balance_sheet)
    remembers = ("year", "source")

    def defaults(self) -> Mapping[str, Any]:
        """A balance of today."""
        return {"made_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """All balances of the year as they will be printed."""
        return ((N_("Sheet of supply and demand"), partial(PaperTab, self.context, balance_sheet, frozenset({"seedbalance"}))),
                *super().extra_tabs())
