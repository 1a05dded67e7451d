"""The section of targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core import verbs
from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.core.listing import Condition, Rows
from desktop.dealers.model import Dealer
from desktop.sales.money.model import Payment
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.targets import actions, lists
from desktop.sales.targets import states as s
from desktop.sales.targets.made_of import reached_with
from desktop.sales.targets.model import SalesTarget
from desktop.sales.targets.papers import target_sheet
from desktop.ui.book.book import Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.book.rows_behind import show_rows

READ = frozenset({"salestarget", "targetmonth", "shipmentline", "payment", "countline", "dealer"})


class TargetsBook(MovingBook):
    """What is to be reached in a season, and how far it is."""

    icon = "chart"
    listing = lists.TARGETS
    paper = (N_("Target sheet…"), target_sheet)
    remembers = ("starts_on", "measure", "person_id")
    bulk = ("person_id", "curve")
    children = (Child(lists.MONTHS, grid=True), Child(lists.PARTS, parent="parent_id"), Child(lists.REVISIONS))

    def defaults(self) -> Mapping[str, Any]:
        """A target of this season."""
        return {"starts_on": today(), "state": "draft"}

    def tools(self) -> Sequence[Tool]:
        """Months by the curve, parts by place, dealer, product or person, the rows behind what was reached."""
        ways = ((N_("To the regions below"), actions.BY_PLACE), (N_("To the dealers"), actions.BY_DEALER),
                (N_("To the products"), actions.BY_PRODUCT), (N_("To the people"), actions.BY_PERSON))
        offered = tuple(Tool(title, "group", partial(self._do, partial(actions.split, by=by), _parts)) for title, by in ways)
        return (Tool(N_("Spread over the months"), "calendar", partial(self._do, actions.spread, _months)),
                Tool(N_("Split"), "group", self.go_to_form, menu=offered), Tool(N_("What it was reached with"), "filter",
                                                                                self.show_behind),
                *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet as it will be printed, before the moves."""
        return ((N_("Target sheet"), partial(PaperTab, self.context, target_sheet, READ)), *super().extra_tabs())

    def _do(self, work: Callable[..., int], said: Callable[[int], str]) -> None:
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: work(context.db, number),
                                                  lambda n: context.message(said(n), undo=True)))

    def show_behind(self) -> None:
        """Show the lines or payments that make up what was reached."""
        if self.record is None:
            return
        target = verbs.get(self.context.db, SalesTarget, self.record.id)
        if target.personal:
            show_rows(self.context, reached_with(target), target.name)
            return
        with self.context.db.reading() as session:
            place = actions.region_name(session, target.region_id)
            dealer = session.get(Dealer, target.dealer_id) if target.dealer_id else None
        collected = target.measure == s.COLLECTED
        chosen = [Condition("received_on" if collected else "moved_on", "from", target.starts_on)]
        if dealer is not None:
            chosen.append(Condition("dealer_id", "is", dealer.id, dealer.label()))
        if place:
            chosen.append(Condition("region", "begins", place))
        if target.product_id:
            chosen.append(Condition("product_id", "is", target.product_id, target.name))
        show_rows(self.context, Rows(Payment if collected else ShipmentLine, tuple(chosen)), target.name)


def _months(n: int) -> str:
    return ngettext("{n} month written", "{n} months written", n).format(n=n)


def _parts(n: int) -> str:
    return ngettext("{n} part made", "{n} parts made", n).format(n=n)
