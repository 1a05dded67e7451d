"""The sections of people of influence and of crises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.dealers.lists import PROMISES
from desktop.market.influence import figures, lists
from desktop.market.influence.crisis_papers import crisis_file
from desktop.market.influence.papers import director_report_of, person_sheet
from desktop.people import actions
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"keyperson", "person", "speciality", "expertuse", "touchplan", "touch", "gift", "personnote", "promise"})
CRISIS_READ = frozenset({"crisis", "crisistold", "crisisstep"})


class KeyPeopleBook(Book):
    """Officials, media, experts, large growers, co-operatives: who they are, how they are cared for."""

    icon = "group"
    listing = lists.KEY_PEOPLE
    paper = (N_("File of the person…"), person_sheet)
    remembers = ("kind", "region_id", "handled_by")
    bulk = ("tier", "state", "handled_by", "own", "region_id")
    duplicates = staticmethod(actions.similar_people)
    children = (Child(lists.TOUCHES, parent="key_id", grid=True), Child(lists.TOUCH_PLANS, grid=True),
                Child(PROMISES, parent="person_id", key="person_id", hidden=("dealer_id", "visit_id")),
                Child(lists.NOTES), Child(lists.GIFTS), Child(lists.SPECIALITIES, grid=True), Child(lists.USES))

    def tools(self) -> Sequence[Tool]:
        """Plan what the tier is due; the way to forget a person."""
        return (Tool(N_("Plan touches by tier"), "calendar", self.plan), Tool(N_("Remove for good…"), "delete", self.purge))

    def extra_tabs(self) -> Sequence[Tab]:
        """The report to the director."""
        return ((N_("Report to the director"), partial(PaperTab, self.context, director_report_of, READ)),
                *super().extra_tabs())

    def plan(self) -> None:
        """Plan the touches of this year."""
        if self.record is not None:
            db, number, context = self.context.db, self.record.id, self.context
            self.settle(lambda: context.tasks.run(
                lambda: figures.plan_by_tier(db, number, today().year),
                lambda n: context.message(ngettext("{n} kind of touch planned", "{n} kinds of touches planned", n).format(n=n),
                                          undo=True)))

    def purge(self) -> None:
        """Ask before the person shown is removed for good with everything in the file."""
        from desktop.ui.dialogs.purge import offer

        person = getattr(self.record, "person_id", None)
        if person:
            offer(self.context, "person", person)


class CrisesBook(MovingBook):
    """Crises: what happened, who was told, who speaks, what was promised."""

    icon = "warning"
    listing = lists.CRISES
    paper = (N_("Crisis file…"), crisis_file)
    remembers = ("region_id",)
    bulk = ("gravity", "region_id")
    children = (Child(lists.CRISIS_TOLD, grid=True), Child(lists.CRISIS_STEPS, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A crisis of today."""
        return {"heard_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """The file as it will be printed."""
        return ((N_("Crisis file"), partial(PaperTab, self.context, crisis_file, CRISIS_READ)), *super().extra_tabs())
