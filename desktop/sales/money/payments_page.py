"""The sections of payments, account entries and dunning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlmodel import Session

from desktop.core import money
from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.sales.money import lists
from desktop.sales.money.accounts import account_of
from desktop.sales.money.allotting import allot
from desktop.sales.money.due_calls import propose
from desktop.sales.money.model import Payment
from desktop.sales.money.open_sums import allotted_of
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.hints import Ask


def waiting(session: Session, payment_id: int) -> list[Ask]:
    """That what is left of a payment settles nothing yet, although its dealer owes; what the account makes of it meanwhile."""
    payment = session.get(Payment, payment_id)
    if payment is None or payment.received_on is None or (payment.amount or 0) <= 0:
        return []
    left = (payment.amount or 0) - allotted_of(session, payment_id)
    account = account_of(session, payment.dealer_id or 0, max(payment.received_on, today()))
    if left <= 0 or account.open <= 0:
        return []
    text = _("¥{left} of it is allotted to no paper and counts as an advance; open papers of the dealer: ¥{owed}, balance "
             "¥{balance}.")
    said = text.format(left=money.text(left), owed=money.text(account.open), balance=money.text(account.balance))
    return [Ask(said, _("Allot, oldest due first"), "allot")]


class PaymentsBook(Book):
    """What dealers paid or are to pay, and what it settles, typed in place."""

    icon = "sheet"
    listing = lists.PAYMENTS
    remembers = ("method",)
    bulk = ("expected_on", "received_on", "method", "payer")
    asks = staticmethod(waiting)
    children = (Child(lists.ALLOTMENTS, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """Money of today."""
        return {"received_on": today()}

    def tools(self) -> Sequence[Tool]:
        """What it settles, proposed."""
        return (Tool(N_("Allot, oldest due first"), "check", self.allot), *super().tools())

    def allot(self) -> None:
        """Allot what is left of the payment; it can be changed in the rows below."""
        if self.record is not None:
            self.settle(partial(self._allot, self.record.id))

    def _allot(self, number: int) -> None:
        context = self.context
        context.tasks.run(lambda: allot(context.db, number), lambda n: context.message(
            ngettext("{n} paper settled by it", "{n} papers settled by it", n).format(n=n), undo=bool(n)))


class EntriesBook(Book):
    """Opening balances, rebates, claims, freight, discounts, corrections."""

    icon = "report"
    listing = lists.ENTRIES
    remembers = ("kind", "entered_on")
    bulk = ("kind", "entered_on", "due_on", "what")

    def defaults(self) -> Mapping[str, Any]:
        """An entry of today."""
        return {"entered_on": today()}


class CallsBook(Book):
    """What was said to dealers who owe, and what they answered."""

    icon = "phone"
    listing = lists.CALLS
    bulk = ("state", "next_on", "held_until")

    def tools(self) -> Sequence[Tool]:
        """Whom to ask now."""
        return (Tool(N_("Propose calls"), "bell", self.propose, needs_record=False), *super().tools())

    def propose(self) -> None:
        """Make a call, still to be said, for each dealer who reached a step at which nobody has asked yet."""
        context = self.context
        self.settle(lambda: context.tasks.run(lambda: propose(context.db, today()), lambda n: context.message(
            ngettext("{n} call proposed", "{n} calls proposed", n).format(n=n), undo=bool(n))))

    def defaults(self) -> Mapping[str, Any]:
        """A call of today."""
        return {"called_on": today(), "state": "done"}


class CreditBook(Book):
    """How far each dealer may be in debt, and who granted it."""

    icon = "lock"
    listing = lists.CREDIT
    remembers = ("granted_by", "valid_from", "valid_until")
    bulk = ("valid_until", "granted_by")

    def defaults(self) -> Mapping[str, Any]:
        """A limit from today on."""
        return {"valid_from": today()}
