"""The section of assessments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.dealers.assessment import lists, rounds
from desktop.dealers.assessment.reports import assessment_sheet
from desktop.dealers.assessment.states import SCHEMES
from desktop.ui.book.book import Child, Tool
from desktop.ui.book.moving import MovingBook


class AssessmentsBook(MovingBook):
    """Dealers marked by weighted criteria, and the grades that came of it."""

    icon = "star"
    listing = lists.ASSESSMENTS
    paper = (N_("Assessment sheet…"), assessment_sheet)
    remembers = ("scheme", "by")
    bulk = ("assessed_on", "by")
    children = (Child(lists.CRITERIA, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """An assessment of today."""
        return {"state": "draft", "assessed_on": today()}

    def tools(self) -> Sequence[Tool]:
        """A round for all active dealers."""
        offered = tuple(Tool(label, "star", partial(self.begin_round, scheme), needs_record=False)
                        for scheme, label in SCHEMES.labels.items() if scheme != "own")
        return (Tool(N_("This quarter's round"), "dealers", self.go_to_form, needs_record=False, menu=offered),
                *super().tools())

    def begin_round(self, scheme: str) -> None:
        """Begin an assessment for every active dealer who has none this quarter."""
        db, context = self.context.db, self.context
        self.settle(lambda: context.tasks.run(lambda: rounds.begin_round(db, scheme, today()), lambda n: context.message(
            ngettext("{n} assessment begun", "{n} assessments begun", n).format(n=n), undo=bool(n))))
