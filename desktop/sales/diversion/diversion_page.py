"""The sections of diversion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.records import Record, table_of
from desktop.sales.diversion import actions, lists
from desktop.sales.diversion.reports import by_dealer, case_report, notice
from desktop.ui.book.book import Tab, Tool
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"diversioncase", "shipmentline", "stockmove", "territory", "varietyregion", "attachment"})


class DiversionBook(MovingBook):
    """Goods found outside their area, from the report to the decision."""

    icon = "warning"
    listing = lists.CASES
    paper = (N_("Case report…"), case_report)
    remembers = ("region_id", "finder", "offence")
    bulk = ("finder",)

    def defaults(self) -> Mapping[str, Any]:
        """A case of today."""
        return {"found_on": today(), "state": "reported"}

    def tools(self) -> Sequence[Tool]:
        """The trace of the lot, the fine by its rule, its entry into the account, the notice."""
        return (Tool(N_("Trace the lot"), "search", partial(self._do, actions.trace)),
                Tool(N_("Propose the fine"), "edit", partial(self._do, lambda db,
                                                             number: actions.propose_fine(db, number, today()))),
                Tool(N_("Enter the fine"), "check", self.charge), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The case and the notice as they will be printed, before the moves."""
        return ((N_("Case report"), partial(PaperTab, self.context, case_report, READ)),
                (N_("Notice"), partial(PaperTab, self.context, notice, READ)), *super().extra_tabs())

    def _do(self, work: Callable[[Any, int], Record]) -> None:
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: work(context.db, number), lambda _made: None))

    def charge(self) -> None:
        """Enter the fine into the dealer's account and show the entry."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: actions.charge(context.db, number, today()), self._show))

    def _show(self, made: Record) -> None:
        self.context.open(table_of(type(made)).name, made.id)


def _season(db: Database, _dealer_id: int) -> Document:
    return by_dealer(db)


class DiversionRates(FiguresSection):
    """How often each dealer was in a case, and how much of what he got was found elsewhere."""

    icon = "chart"
    listing = lists.BY_DEALER
    fills = N_("One row a dealer, from diversion cases and shipments. Add dealers and cases first.")
    papers = ((N_("The season by dealer"), _season),)
    tables = frozenset({"diversioncase", "shipmentline", "dealer"})
