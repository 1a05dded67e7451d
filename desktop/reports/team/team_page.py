"""The sections of the team: colleagues, and posts with candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.reports.team import actions, lists
from desktop.reports.team.papers import coaching_plan, team_sheet
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"teammember", "coachingstep"})


class TeamBook(Book):
    """Colleagues with what they are led by and what they write."""

    icon = "group"
    listing = lists.MEMBERS
    remembers = ("work", "post_id", "region_id", "coach_id")
    bulk = ("work", "coach_id", "region_id")
    down = (270, 370)
    children = (Child(lists.TASKS_OF, grid=True), Child(lists.MONTHS), Child(lists.COACHING, grid=True), Child(lists.EXAMPLES))

    def defaults(self) -> Mapping[str, Any]:
        """Somebody taken on from today."""
        return {"hired_on": today()}

    def tools(self) -> Sequence[Tool]:
        """The month of the team as paper; the usual steps of induction."""
        return (Tool(N_("Team sheet…"), "document", self.sheet, needs_record=False),
                Tool(N_("Plan the induction"), "add", self.induct), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The plan of induction and coaching as it will be printed."""
        return ((N_("Coaching plan as printed"), partial(PaperTab, self.context, coaching_plan, READ)), *super().extra_tabs())

    def sheet(self) -> None:
        """Show the month of the team as a paper."""
        from desktop.ui.preview.preview import Preview

        Preview(self.context, _("Team sheet"), partial(team_sheet, self.context.db), kind="team_sheet").show()

    def induct(self) -> None:
        """Write the usual steps of induction for the colleague shown."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: actions.plan_induction(context.db, number),
                lambda n: context.message(ngettext("{n} line written", "{n} lines written", n).format(n=n), undo=bool(n))))


class PostsBook(Book):
    """Posts of the establishment with the candidates for those that are free."""

    icon = "user"
    listing = lists.POSTS
    children = (Child(lists.CANDIDATES),)


class CandidatesBook(MovingBook):
    """Candidates from the first word to the first day."""

    icon = "user"
    listing = lists.CANDIDATES

    def defaults(self) -> Mapping[str, Any]:
        """Somebody heard of today."""
        return {"heard_on": today(), "state": "heard"}
