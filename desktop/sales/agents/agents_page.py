"""The section of agent models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.sales.agents import lists
from desktop.sales.agents.reports import comparison_sheet
from desktop.ui.book.book import Book, Child, Tab
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"agentcomparison", "agentcriterion", "feeplan", "feearea"})


class AgentsBook(Book):
    """One agent for the region or one for each county."""

    icon = "merge"
    listing = lists.COMPARISONS
    paper = (N_("Comparison…"), comparison_sheet)
    bulk = ("chosen", "decided_on", "decided_by")
    children = (Child(lists.CRITERIA, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A comparison of today."""
        return {"made_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """What the marks and the fees come to."""
        return ((N_("What it comes to"), partial(PaperTab, self.context, comparison_sheet, READ)), *super().extra_tabs())
