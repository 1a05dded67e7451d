"""The sections of coverage: counties with outlets needed and real, and the blank townships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.sales.outlets import acting, coverage_lists
from desktop.sales.outlets.checks_page import preview_paper
from desktop.sales.outlets.coverage_papers import coverage_sheet
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"coveragearea", "countedshop", "townshipplan", "outlet", "region"})


class CoverageBook(Book):
    """Counties: how many outlets their people call for, how many there are, distribution, townships without one."""

    icon = "chart"
    listing = coverage_lists.COVERAGE
    paper = (N_("Coverage sheet…"), coverage_sheet)
    remembers = ("source",)
    children = (Child(coverage_lists.SHOPS, grid=True),
                Child(coverage_lists.TOWNSHIPS, parent="parent_id", key="region_id"))
    down = (260, 380)  # both readings and the shops are what it is about

    def defaults(self) -> Mapping[str, Any]:
        """A count of today."""
        return {"counted_on": today()}

    def tools(self) -> Sequence[Tool]:
        """The blanks of the county on the list of what is to be opened; the sheet."""
        return (Tool(N_("List blank townships"), "add", self.list_blanks),
                Tool(N_("Coverage sheet…"), "print", partial(preview_paper, self, N_("Coverage sheet…"), coverage_sheet)))

    def extra_tabs(self) -> Sequence[Tab]:
        """Both readings beside the real outlets, distribution, blanks."""
        return ((N_("Coverage"), partial(PaperTab, self.context, coverage_sheet, READ)),)

    def list_blanks(self) -> None:
        """Put the blank townships of this county on the list."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: acting.plan_blanks(context.db, number),
                lambda n: context.message(ngettext("{n} blank township listed", "{n} blank townships listed", n).format(n=n),
                                          undo=bool(n))))


class BlanksBook(Book):
    """Townships without an outlet, and what is done about them."""

    icon = "map"
    listing = coverage_lists.BLANKS
    remembers = ("who",)
    bulk = ("who", "due_on", "what")
