"""The sections of dealers' plans and of their reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.reports.dealer_plans import lists
from desktop.reports.dealer_plans.papers import plan_sheet, report_compared, report_form
from desktop.reports.dealer_plans.report_model import DealerReport
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"dealerplan", "dealerplanline", "shipmentline"})
READ_REPORT = frozenset({"dealerreport", "dealerreportline", "shipmentline", "countline"})


class DealerPlansBook(MovingBook):
    """Plans from drawing up to judging, with their activities."""

    icon = "promise"
    listing = lists.PLANS
    paper = (N_("Plan of the dealer…"), plan_sheet)
    remembers = ("kind", "span", "person_id")
    down = (270, 370)
    children = (Child(lists.PLAN_LINES, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A plan of the period of today."""
        return {"starts_on": today(), "state": "draft"}

    def extra_tabs(self) -> Sequence[Tab]:
        """The plan as it will be printed, before the moves."""
        return ((N_("Plan as printed"), partial(PaperTab, self.context, plan_sheet, READ)), *super().extra_tabs())


class DealerReportsBook(Book):
    """What dealers report, beside what we know."""

    icon = "report"
    listing = lists.DEALER_REPORTS
    paper = (N_("Report beside ours…"), report_compared)
    remembers = ("kind", "dealer_id")
    down = (270, 370)
    children = (Child(lists.REPORT_LINES, grid=True, hidden=("dealer_id", "starts_on")),)

    def defaults(self) -> Mapping[str, Any]:
        """A report of this week."""
        return {"starts_on": today(), "came_on": today()}

    def tools(self) -> Sequence[Tool]:
        """The form that a dealer fills in."""
        return (Tool(N_("Form for the dealer…"), "sheet", self.form), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The report beside our books."""
        return ((N_("Beside our books"), partial(PaperTab, self.context, report_compared, READ_REPORT)), *super().extra_tabs())

    def form(self) -> None:
        """Show the form of the next report of the dealer shown; saved as XLSX it can be sent and taken in again."""
        from desktop.core.periods import period
        from desktop.ui.preview.preview import Preview

        shown = self.record
        if isinstance(shown, DealerReport) and shown.dealer_id and shown.starts_on:
            kind, following = shown.kind, period(shown.kind, shown.starts_on).after().first
            make = partial(report_form, self.context.db, shown.dealer_id, following, kind)
            Preview(self.context, _("Form for the dealer"), make, kind="dealer_report_form").show()
