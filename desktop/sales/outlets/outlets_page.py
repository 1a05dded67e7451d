"""The sections of outlets, promoters and standards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.core.records import Record
from desktop.sales.outlets import acting, lists, staff_lists
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import MovingBook


def _this_month(_record: Record) -> Mapping[str, Any]:
    return {"month": today().replace(day=1)}


def _planned_today(_record: Record) -> Mapping[str, Any]:
    return {"planned_on": today()}


def _today_reported(_record: Record) -> Mapping[str, Any]:
    return {"reported_on": today()}


class OutletsBook(MovingBook):
    """The outlets below all dealers: where, who, delivered by whom, how they are checked and what they sell."""

    icon = "dealers"
    listing = lists.OUTLETS
    remembers = ("dealer_id", "kind", "region_id", "carrier", "carrier_phone", "check_days")
    bulk = ("kind", "region_id", "carrier", "carrier_phone", "check_days")
    children = (
        Child(staff_lists.TARGETS, grid=True, defaults=_this_month),
        Child(lists.ROUNDS, defaults=_planned_today),
        Child(lists.PLANS, grid=True),
        # An exception is told in whole sentences and has its clock: a form of its own.
        Child(lists.CASES, defaults=_today_reported),
        Child(staff_lists.PROMOTERS, grid=True),
        Child(staff_lists.OWN_STANDARDS, grid=True),
    )

    def tools(self) -> Sequence[Tool]:
        """A check at once, a month's target for those selected, the dealer, another state."""
        return (Tool(N_("New check"), "check", self.new_check), Tool(N_("Split a target…"), "chart", self.split_target),
                Tool(N_("Show the dealer"), "dealers", self.show_dealer), *super().tools())

    def new_check(self) -> None:
        """Plan a check of the outlet shown for today."""
        from desktop.sales.outlets.check_model import CheckRound
        from desktop.ui.book.record_dialog import RecordDialog

        if self.record is not None:
            dialog = RecordDialog(self.context, CheckRound, self.window(), hidden=("outlet_id",))
            counter = getattr(self.record, "kind", "") == "counter"
            dialog.start({"outlet_id": self.record.id, "state": "planned", "planned_on": today(),
                          "sheet": "counter" if counter else "shop"}, None)
            dialog.open()

    def split_target(self) -> None:
        """Ask for a month and its bags, and split them over the outlets selected."""
        from desktop.sales.outlets.target_widget import TargetDialog

        ids = self._chosen()
        if ids:
            self.settle(lambda: TargetDialog(self.context, ids, self.window()).open())

    def show_dealer(self) -> None:
        """Go to the dealer of the outlet shown."""
        if self.record is not None:
            self.context.open("dealer", getattr(self.record, "dealer_id", 0))


class PromotersBook(Book):
    """Promoters with training, test, months and bonus."""

    icon = "training"
    listing = staff_lists.PROMOTERS
    remembers = ("outlet_id",)
    bulk = ("trained_on", "training", "left_on")
    children = (Child(staff_lists.PROMOTER_MONTHS, grid=True, defaults=_this_month),)

    def tools(self) -> Sequence[Tool]:
        """Trained today."""
        return (Tool(N_("Trained today"), "check", self.trained),)

    def trained(self) -> None:
        """Write down that the promoter was trained today."""
        self.fields.propose({"trained_on": today()})
        self.fields.go_to("training")


class StandardsBook(Book):
    """Editions of the rules for outlets, and which outlet acknowledged which."""

    icon = "report"
    listing = staff_lists.STANDARDS
    remembers = ("title",)
    children = (Child(staff_lists.ACKNOWLEDGED, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A standard of today."""
        return {"issued_on": today()}

    def tools(self) -> Sequence[Tool]:
        """All outlets in business at once."""
        return (Tool(N_("Add all outlets"), "dealers", self.add_outlets),)

    def add_outlets(self) -> None:
        """Put every outlet in business on the list of this standard."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: acting.tell_all(context.db, number),
                lambda n: context.message(ngettext("{n} outlet added", "{n} outlets added", n).format(n=n), undo=bool(n))))
