"""The sections of check rounds, faults, and exceptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language, ngettext, using
from desktop.sales.outlets import checking, lists
from desktop.sales.outlets.check_papers import check_report, check_sheet, removal_notice
from desktop.sales.outlets.words import RESULTS
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import MovingBook

Maker = Callable[[Database, int], Document]


def preview_paper(book: Book, title: str, maker: Maker) -> None:
    """Show a paper of the record that a book shows, in the language in force, once nothing typed would be lost."""
    from desktop.ui.preview.preview import Preview

    if book.record is not None:
        db, number, code, name = book.context.db, book.record.id, language(), book.record.label()

        def make() -> Document:
            with using(code):
                return maker(db, number)

        book.settle(lambda: Preview(book.context, f"{_(title)} {name}", make, kind=f"outlets.{maker.__name__}").show())


class RoundsBook(Book):
    """Checks of outlets, planned and made, with their items, faults and result."""

    icon = "check"
    listing = lists.ROUNDS
    paper = (N_("Check report…"), check_report)
    remembers = ("kind", "sheet", "checked_by")
    bulk = ("planned_on", "checked_by", "kind", "sheet")
    children = (Child(lists.ITEMS, grid=True, hidden=("outlet_id",)),)
    down = (280, 360)  # the items are what a check is about

    def defaults(self) -> Mapping[str, Any]:
        """A check of today."""
        return {"state": "planned", "planned_on": today(), "checked_on": None, "result": ""}

    def tools(self) -> Sequence[Tool]:
        """The items of the sheet, the judgement, what follows from it, the papers."""
        papers = tuple(Tool(title, "print", partial(preview_paper, self, title, maker)) for title, maker in (
            (N_("Check report…"), check_report), (N_("Sheet to fill in…"), check_sheet),
            (N_("Notice to remove goods…"), removal_notice)))
        return (Tool(N_("Fill in the items"), "list", self.fill), Tool(N_("Judge by the marks"), "check", self.judge),
                Tool(N_("What follows"), "calendar", self.go_to_form, menu=(
                    Tool(N_("Plan improvements"), "star", self.plan), Tool(N_("Plan a recheck"), "refresh", self.recheck))),
                Tool(N_("Papers"), "print", self.print_record, menu=papers))

    def fill(self) -> None:
        """Put the items of the sheet below the round."""
        self._do(checking.fill_sheet, lambda n: ngettext("{n} item added", "{n} items added", n).format(n=n))

    def judge(self) -> None:
        """Give the round its result."""
        self._do(checking.judge, lambda result: _("Result: {result}").format(result=RESULTS.label(result)))

    def plan(self) -> None:
        """Plan what is to become better, by the marks."""
        self._do(checking.plan_improvements, lambda n: ngettext("{n} plan made", "{n} plans made", n).format(n=n))

    def recheck(self) -> None:
        """Plan the recheck and show it."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: checking.recheck(context.db, number),
                                                  lambda made: context.open("checkround", made.id)))

    def _do(self, action: Callable[[Database, int], Any], said: Callable[[Any], str]) -> None:
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: action(context.db, number),
                                                  lambda found: context.message(said(found), undo=bool(found))))


class FaultsBook(Book):
    """Every fault of every outlet, by its deadline."""

    icon = "warning"
    listing = lists.FAULTS
    bulk = ("deadline", "state", "rechecked_on", "recheck_note")

    def tools(self) -> Sequence[Tool]:
        """Seen today: put right, or support stopped; the round it was found in."""
        return (Tool(N_("Put right, seen today"), "check", partial(self.seen, "fixed")),
                Tool(N_("Still there: stop support"), "close", partial(self.seen, "stopped")),
                Tool(N_("Show the round"), "report", self.show_round))

    def seen(self, state: str) -> None:
        """Write down that the fault was looked at today."""
        self.fields.propose({"state": state, "rechecked_on": today()})
        self.save()

    def show_round(self) -> None:
        """Go to the round of the fault shown."""
        if self.record is not None:
            self.context.open("checkround", getattr(self.record, "round_id", 0))


class CasesBook(MovingBook):
    """Exceptions between outlet, carrier and customer."""

    icon = "promise"
    listing = lists.CASES
    remembers = ("side", "owner")
    bulk = ("severity", "owner", "answer_due", "solve_due")

    def defaults(self) -> Mapping[str, Any]:
        """An exception of today."""
        return {"state": "open", "reported_on": today()}

    def tools(self) -> Sequence[Tool]:
        """Answered today, before the way to another state."""
        return (Tool(N_("Answered today"), "check", self.answered), *super().tools())

    def answered(self) -> None:
        """Write down that the first answer was given today."""
        self.fields.propose({"answered_on": today()})
        self.save()
