"""The section of contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.core.records import Record
from desktop.dealers.contracts import lists, points
from desktop.dealers.contracts.reports import contract_sheet
from desktop.ui.book.book import Child, Tool
from desktop.ui.book.moving import MovingBook


class ContractsBook(MovingBook):
    """What was signed with dealers, and what is due by it."""

    icon = "licence"
    listing = lists.CONTRACTS
    paper = (N_("Contract sheet…"), contract_sheet)
    remembers = ("title", "starts_on", "ends_on", "company_signer")
    bulk = ("starts_on", "ends_on", "company_signer", "company_signed_on", "kept_at")
    children = (Child(lists.CONTRACT_POINTS, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A draft that begins today."""
        return {"state": "draft", "starts_on": today()}

    def tools(self) -> Sequence[Tool]:
        """The usual points; an amendment."""
        return (Tool(N_("Add the usual points"), "list", self.lay_points), Tool(N_("Amend…"), "add", self.amend),
                *super().tools())

    def lay_points(self) -> None:
        """Add the points a contract usually has and this one lacks."""
        if self.record is not None:
            db, number, context = self.context.db, self.record.id, self.context
            self.settle(lambda: context.tasks.run(lambda: points.lay_points(db, number), lambda n: context.message(
                ngettext("{n} point added", "{n} points added", n).format(n=n), undo=bool(n))))

    def amend(self) -> None:
        """Make the draft of an amendment and show it."""
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: self.context.tasks.run(lambda: points.amend(db, number), self._show))

    def _show(self, made: Record) -> None:
        self.context.open("dealercontract", made.id)
