"""The section of business trips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.reports.trips import actions, lists
from desktop.reports.trips.papers import application, expense_sheet, trip_report
from desktop.ui.book.book import Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"trip", "tripstop", "tripexpense"})


class TripsBook(MovingBook):
    """Trips from the application to the settlement."""

    icon = "visit"
    listing = lists.TRIPS
    paper = (N_("Report on the trip…"), trip_report)
    remembers = ("transport", "approver", "person_id")
    down = (270, 370)
    children = (Child(lists.STOPS, grid=True), Child(lists.EXPENSES, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A trip from today on."""
        return {"starts_on": today(), "ends_on": today(), "state": "draft"}

    def tools(self) -> Sequence[Tool]:
        """Stops from the visits, allowances by the rule."""
        return (Tool(N_("Stops from the visits"), "refresh", partial(self._do, actions.take_visits)),
                Tool(N_("Propose allowances"), "add", partial(self._do, actions.propose_allowances)), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """Application, report and expense sheet as they will be printed, before the moves."""
        return ((N_("Application as printed"), partial(PaperTab, self.context, application, READ)),
                (N_("Trip report as printed"), partial(PaperTab, self.context, trip_report, READ)),
                (N_("Expense sheet"), partial(PaperTab, self.context, expense_sheet, READ)), *super().extra_tabs())

    def _do(self, work: Callable[[Database, int], int]) -> None:
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: work(context.db, number),
                lambda n: context.message(ngettext("{n} line written", "{n} lines written", n).format(n=n), undo=bool(n))))
