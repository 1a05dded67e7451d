"""The Dealers tab: dealers, visits, promises, licences, regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.core import verbs
from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.core.records import Record
from desktop.dealers import actions, choices
from desktop.dealers.assessment import lists as assessments
from desktop.dealers.assessment.assessment_page import AssessmentsBook
from desktop.dealers.contracts import lists as contracts
from desktop.dealers.contracts.contracts_page import ContractsBook
from desktop.dealers.file_report import dealer_file
from desktop.dealers.visit_model import Visit, visit_doubts
from desktop.people.model import Membership
from desktop.people.page import PeopleBook
from desktop.regions.page import RegionsBook
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.page import Page


def _today_made(_record: Record) -> Mapping[str, Any]:
    return {"made_on": today()}


def _today_noted(_record: Record) -> Mapping[str, Any]:
    return {"noted_on": today()}


def _owner(_record: Record) -> Mapping[str, Any]:
    return {"position": "owner"}


def _planned_today(_record: Record) -> Mapping[str, Any]:
    return {"planned_on": today()}


def _of_the_visit(record: Record) -> Mapping[str, Any]:
    return {"dealer_id": getattr(record, "dealer_id", None), "made_on": getattr(record, "visited_on", None) or today()}


class DealersBook(MovingBook):
    """The dealer file."""

    icon = "dealers"
    listing = actions.DEALERS
    remembers = ("region_id", "kind", "level")
    bulk = ("kind", "level", "grade", "since", "visit_days", "salesperson_id", "business_area", "competitors", "remarks")
    paper = (N_("Dealer file…"), dealer_file)
    duplicates = staticmethod(actions.similar_dealers)
    children = (
        # Who somebody is stands in two rows, the person's and the one that says what the person is here: a form for both.
        Child(actions.CONTACTS, defaults=_owner),
        # What was seen and agreed on a visit is written in whole sentences: a form of its own.
        Child(actions.VISITS, defaults=_planned_today),
        Child(actions.PROMISES, grid=True, defaults=_today_made),
        Child(actions.LICENCES, grid=True),
        Child(actions.TERRITORIES, grid=True),
        Child(actions.OUTLETS, grid=True),
        Child(contracts.CONTRACTS),
        Child(assessments.DANGER_MARKS, grid=True, defaults=_today_noted),
    )

    def open_record(self, table: str, record_id: int) -> None:
        """Show a dealer, or what belongs to one; somebody who is at no dealer opens among the people."""
        if table == "membership":
            found = verbs.get(self.context.db, Membership, record_id)
            if found.dealer_id is None and found.person_id is not None:
                self.context.open("person", found.person_id)
                return
        super().open_record(table, record_id)

    def tools(self) -> Sequence[Tool]:
        """A visit at once, visits to all selected, a change of state with its reason."""
        return (Tool(N_("New visit"), "visit", self.new_visit), Tool(N_("Plan visits…"), "calendar", self.plan_visits),
                *super().tools())

    def new_visit(self) -> None:
        """Write down a visit to the dealer shown, made today."""
        from desktop.ui.book.record_dialog import RecordDialog

        if self.record:
            dialog = RecordDialog(self.context, Visit, self.window(), hidden=("dealer_id",))
            dialog.start({"dealer_id": self.record.id, "state": "done", "visited_on": today()}, None)
            dialog.open()

    def plan_visits(self) -> None:
        """Plan a visit to each of the selected dealers for one day."""
        from desktop.ui.book.state_dialog import StateDialog

        ids, db = self._chosen(), self.context.db
        if ids:
            subject = ngettext("A visit to {n} dealer", "A visit to each of {n} dealers", len(ids)).format(n=len(ids))
            words = [(value, choices.PURPOSES.label(value)) for value in choices.PURPOSES]
            dialog = StateDialog(self.context, subject, words,
                                 lambda wish: actions.plan_visits(db, ids, wish.on or today(), wish.state),
                                 self.window(), with_person=False)
            dialog.rename(N_("Plan visits"), N_("Visit purpose"), with_reason=False)
            dialog.open()


class VisitsBook(Book):
    """All visits, planned and made."""

    icon = "visit"
    listing = actions.VISITS
    doubts = staticmethod(visit_doubts)
    remembers = ("purpose",)
    bulk = ("planned_on", "purpose", "state", "cancel_reason", "next_on")
    children = (Child(actions.PROMISES, grid=True, defaults=_of_the_visit, hidden=("dealer_id",)),
                Child(actions.VISIT_LINES, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A visit that was made today."""
        return {"state": "done", "visited_on": today(), "planned_on": None}

    def on_day(self, day: date) -> Mapping[str, Any]:
        """A visit made that day, or planned where the day is still to come."""
        if day > today():
            return {"state": "planned", "planned_on": day, "visited_on": None}
        return {"visited_on": day}

    def tools(self) -> Sequence[Tool]:
        """A planned visit becomes one that was made today; the dealer of the visit; what this week needs."""
        return (Tool(N_("Made today"), "check", self.made_today, when=self.is_planned),
                Tool(N_("Show the dealer"), "dealers", self.show_dealer),
                Tool(N_("Propose visits…"), "calendar", self.propose, needs_record=False))

    def is_planned(self) -> bool:
        """Whether the visit shown is still to be made."""
        return getattr(self.record, "state", "") == "planned"

    def propose(self) -> None:
        """Show which visits the week needs."""
        self.context.open_list("today", "visit_week")

    def made_today(self) -> None:
        """Turn the planned visit shown into one made today, ready to be written down."""
        self.fields.propose({"state": "done", "visited_on": today()})
        self.fields.go_to("people")

    def show_dealer(self) -> None:
        """Go to the dealer of the visit shown."""
        if self.record:
            self.context.open("dealer", getattr(self.record, "dealer_id", 0))


class PromisesBook(Book):
    """What was promised, by us and to us."""

    icon = "promise"
    listing = actions.PROMISES
    bulk = ("due_on", "side", "person")

    def defaults(self) -> Mapping[str, Any]:
        """A promise made today."""
        return {"made_on": today()}

    def tools(self) -> Sequence[Tool]:
        """Kept or broken, at once, for all that are selected."""
        return (Tool(N_("Kept today"), "ok", self.kept), Tool(N_("Not kept"), "close", self.broken),
                Tool(N_("Pending again"), "undo", self.reopened))

    def kept(self) -> None:
        """Mark the selected promises as kept today."""
        self._settle_as("kept")

    def broken(self) -> None:
        """Mark the selected promises as not kept."""
        self._settle_as("broken")

    def reopened(self) -> None:
        """Mark the selected promises as pending again."""
        self._settle_as("open")

    def _settle_as(self, state: str) -> None:
        ids, context = self.list.table.selected_ids() or ([self.record.id] if self.record else []), self.context
        if ids:
            text = ngettext("{n} promise: {state}", "{n} promises: {state}", len(ids)).format(
                n=len(ids), state=choices.PROMISE_STATES.label(state))
            self.settle(lambda: context.tasks.run(lambda: actions.settle_promises(context.db, ids, state),
                                                  lambda _n: context.message(text, undo=True)))


class LicencesBook(Book):
    """Licences, filings and contracts of all dealers, by the day they expire."""

    icon = "licence"
    listing = actions.LICENCES
    bulk = ("kind", "issuer", "verified_on", "expires_on", "replaced")
    remembers = ("kind", "issuer")

    def tools(self) -> Sequence[Tool]:
        """The original was looked at today."""
        return (Tool(N_("Original seen today"), "check", self.seen_today),)

    def seen_today(self) -> None:
        """Note that the original of the licence shown was seen today."""
        self.fields.propose({"verified_on": today()})
        self.save()


class DealersPage(Page):
    """The tab."""

    sections = (DealersBook, VisitsBook, PromisesBook, LicencesBook, ContractsBook, AssessmentsBook, PeopleBook, RegionsBook)
