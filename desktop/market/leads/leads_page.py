"""The section of leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.market.leads import lists
from desktop.market.leads.papers import case_plan, leads_report_of
from desktop.ui.book.book import Child, Tab
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"lead", "leadstep", "product", "dealer"})


class LeadsBook(MovingBook):
    """Customers who may order, from the first word to the order kept."""

    icon = "sort"
    listing = lists.LEADS
    paper = (N_("Plan of the case…"), case_plan)
    remembers = ("region_id", "sector", "source", "handled_by", "crop_id")
    bulk = ("handled_by", "dealer_id", "sector", "source", "key_account", "next_on")
    children = (Child(lists.LEAD_STEPS, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A lead of today."""
        return {"heard_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """How development stands, and the plan of this case, as they will be printed."""
        return ((N_("Plan of the case"), partial(PaperTab, self.context, case_plan, READ)),
                (N_("Development"), partial(PaperTab, self.context, leads_report_of, READ)), *super().extra_tabs())
