"""The section of receptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.reports.reception import lists
from desktop.reports.reception.papers import reception_form
from desktop.ui.book.book import Child, Tab
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"reception", "receptionitem", "receptionpromise"})


class ReceptionsBook(MovingBook):
    """Visitors from the announcement to what came of it."""

    icon = "user"
    listing = lists.RECEPTIONS
    paper = (N_("Reception form…"), reception_form)
    remembers = ("host_id", "grade", "lodging")
    down = (270, 370)
    children = (Child(lists.PROGRAMME, grid=True), Child(lists.PROMISES, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """Visitors of today."""
        return {"arrives_on": today(), "state": "planned"}

    def on_day(self, day: date) -> Mapping[str, Any]:
        """Visitors of that day."""
        return {"arrives_on": day}

    def extra_tabs(self) -> Sequence[Tab]:
        """The form as it will be printed, before the moves."""
        return ((N_("Form as printed"), partial(PaperTab, self.context, reception_form, READ)), *super().extra_tabs())
