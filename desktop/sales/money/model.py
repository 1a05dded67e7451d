"""Payments with what they settle, instalments of shipments, and entries of an account that are neither goods nor money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core import money
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, answering
from desktop.core.verbs import store
from desktop.dealers.visit_model import Promise
from desktop.sales.money import open_sums
from desktop.sales.money import words as w
from desktop.sales.money.accounts import account_of
from desktop.sales.money.dunning import step_at
from desktop.sales.orders.limits import refuse_signed, refuse_tied
from desktop.sales.orders.model import Shipment


class Payment(Record, table=True):
    """Money of a dealer: expected, then received; below nothing where it was paid back. What nothing of it settles is an
    advance."""

    NAME: ClassVar[str] = N_("Payment")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 code amount expected_on received_on method reference payer promise_id:2 remarks"),
    )
    __table_args__: ClassVar[Any] = (
        answering("ix_payment_dealer_day_amount", "dealer_id", "received_on", "amount"),
        answering("ix_payment_day_sums", "received_on", "dealer_id", "amount"), {"sqlite_strict": True})
    code: str = f.code(N_("Payment no."), "PY", year_of="received_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True, index=False)
    expected_on: date | None = f.day(N_("Expected on"), index=True)
    received_on: date | None = f.day(N_("Received on"))
    amount: int | None = f.money(N_("Amount paid"), low=None)
    method: str = f.choice(N_("Way of payment"), w.METHODS, "transfer")
    reference: str = f.text(N_("Bank reference"), search=True)
    payer: str = f.text(N_("Paid by"), search=True)
    promise_id: int | None = f.link(N_("Promise kept by it"), "promise.id")
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Number and amount."""
        return " ".join(t for t in (self.code, money.text(self.amount)) if t)

    def problems(self) -> dict[str, str]:
        """A payment has an amount and a day, and what was received lies not ahead."""
        if not self.amount:
            return {"amount": _("Say how much was paid; what was paid back has a minus sign.")}
        if not self.received_on and not self.expected_on:
            return {"received_on": _("Say when the money came, or when it is expected.")}
        if self.received_on and self.received_on > f.today():
            return {"received_on": _("This day has not come yet: leave the payment expected.")}
        return {}

    def before_save(self, before: Any, session: Session) -> None:
        """It may not fall below what of it is allotted."""
        if before is None or (self.amount or 0) >= (before.amount or 0):
            return
        allotted = open_sums.allotted_of(session, self.id)
        if allotted and (self.amount or 0) < allotted:
            raise FieldErrors({"amount": _("¥{amount} of this payment are allotted: take some of it back first.").format(
                amount=money.text(allotted))})

    def provide(self, before: Any, session: Session) -> None:
        """What of it is allotted keeps it with its dealer."""
        if before is not None and before.dealer_id != self.dealer_id:
            refuse_tied(session, self)

    def after_save(self, _before: Any, session: Session) -> None:
        """Money that came and is as much as was promised keeps the promise."""
        promise = session.get(Promise, self.promise_id) if self.promise_id and self.received_on else None
        if promise is not None and promise.state in ("open", "broken") and (self.amount or 0) >= (promise.amount or 0):
            late = promise.due_on is not None and self.received_on is not None and self.received_on > promise.due_on
            store(session, Promise, {"state": "broken" if late else "kept", "settled_on": self.received_on}, promise.id)


class PaymentAllotment(Record, table=True):
    """What of a payment settles a shipment or an entry of the account, or is the deposit of an order."""

    NAME: ClassVar[str] = N_("Allotment")
    FORM: ClassVar[Groups] = (Group("shipment_id:2 entry_id:2 order_id:2 amount remark:2"),)
    payment_id: int | None = f.link(N_("Payment"), "payment.id", owned=True)
    shipment_id: int | None = f.link(N_("Shipment"), "shipment.id")
    entry_id: int | None = f.link(N_("Account entry"), "accountentry.id")
    order_id: int | None = f.link(N_("Deposit of order"), "salesorder.id")
    amount: int | None = f.money(N_("Amount allotted"), low=1)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """How much."""
        return money.text(self.amount)

    def problems(self) -> dict[str, str]:
        """It settles one thing, with an amount."""
        named = [name for name in ("shipment_id", "entry_id", "order_id") if getattr(self, name)]
        if len(named) != 1:
            return {(named[1:] or ["shipment_id"])[0]: _("Choose one: a shipment, an account entry, or an order.")}
        return {} if self.amount else {"amount": _("Say how much of the payment goes to it.")}

    def before_save(self, before: Any, session: Session) -> None:
        """What it settles is the same dealer's, and neither that nor the payment is used up."""
        open_sums.refuse_too_much(session, [self], before)

    @classmethod
    def before_save_many(cls, records: Sequence[Any], session: Session) -> None:
        """`before_save` of many, which count together."""
        open_sums.refuse_too_much(session, records)


class Instalment(Record, table=True):
    """A part of what is owed for a shipment, with its own due day. What no instalment covers falls due with the shipment."""

    NAME: ClassVar[str] = N_("Instalment")
    FORM: ClassVar[Groups] = (Group("due_on amount remark:2"),)
    shipment_id: int | None = f.link(N_("Shipment"), "shipment.id", owned=True)
    due_on: date | None = f.day(N_("Instalment due"), required=True, index=True)
    amount: int | None = f.money(N_("Instalment amount"), low=1)
    remark: str = f.text(N_("Remark"))

    def problems(self) -> dict[str, str]:
        """An instalment has an amount."""
        return {} if self.amount else {"amount": _("Say how much falls due.")}

    def label(self) -> str:
        """Day and amount."""
        return f"{self.due_on or ''} {money.text(self.amount)}".strip()


class AccountEntry(Record, table=True):
    """What changes an account and is neither goods nor money: above nothing the dealer owes it, below it is to the dealer's
    credit. A credit may be against one shipment; else it is a row of its own until it is offset."""

    NAME: ClassVar[str] = N_("Account entry")
    FORM: ClassVar[Groups] = (Group("dealer_id:2 code kind entered_on due_on amount shipment_id:2 what:3 remarks"),)
    code: str = f.code(N_("Entry no."), "AE", year_of="entered_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    kind: str = f.choice(N_("Kind"), w.ENTRY_KINDS, "correction")
    entered_on: date | None = f.day(N_("Entered on"), required=True, index=True)
    due_on: date | None = f.day(N_("Payment due"), index=True)
    amount: int | None = f.money(N_("Entry amount"), low=None)
    shipment_id: int | None = f.link(N_("Against shipment"), "shipment.id")
    what: str = f.text(N_("What for"), search=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """An entry has an amount."""
        return {} if self.amount else {"amount": _("Say how much: what the dealer owes above 0, a credit with a minus sign.")}

    def before_save(self, before: Any, session: Session) -> None:
        """A shipment it stands against is the same dealer's; what a signed settlement names stays as it was signed."""
        refuse_signed(session, self, before, ("amount", "kind", "entered_on"))
        shipment = session.get(Shipment, self.shipment_id) if self.shipment_id else None
        named_anew = before is None or before.shipment_id != self.shipment_id
        if shipment is not None and named_anew and shipment.dealer_id != self.dealer_id:
            raise FieldErrors({"shipment_id": _("{name} is another dealer's.").format(name=shipment.label())})

    def provide(self, before: Any, session: Session) -> None:
        """What settles it, and the settlement that made it, keep it with its dealer."""
        if before is not None and before.dealer_id != self.dealer_id:
            refuse_tied(session, self)
            refuse_signed(session, self, before, ("dealer_id",))

    def label(self) -> str:
        """Number, kind and amount."""
        return " ".join(t for t in (self.code, w.ENTRY_KINDS.label(self.kind), money.text(self.amount)) if t)


class DunningCall(Record, table=True):
    """What was said to a dealer who owes, at which step, and what the dealer answered."""

    NAME: ClassVar[str] = N_("Dunning call")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 state called_on step way spoke_to days_late overdue said:3 answer:3 promise_id:2 next_on held_until "
              "remarks"),
    )
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    state: str = f.choice(N_("State"), w.CALL_STATES, "done")
    called_on: date | None = f.day(N_("Said on"), required=True, index=True)
    step: str = f.choice(N_("Step of dunning"), w.DUNNING_STEPS)
    way: str = f.choice(N_("How"), w.CALL_WAYS, "call")
    spoke_to: str = f.text(N_("Spoken to"), search=True)
    days_late: int | None = f.whole(N_("Days late"), unit=N_("d"))
    overdue: int | None = f.money(N_("Sum overdue"), low=None)
    said: str = f.text(N_("What was said"), search=True, long=True)
    answer: str = f.text(N_("Answer"), search=True, long=True)
    promise_id: int | None = f.link(N_("Promise to pay"), "promise.id")
    next_on: date | None = f.day(N_("Ask again on"), index=True, not_before="called_on")
    held_until: date | None = f.day(N_("Not dunned until"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Day and step."""
        return f"{self.called_on or ''} {w.DUNNING_STEPS.label(self.step) if self.step else ''}".strip()

    def before_save(self, before: Any, session: Session) -> None:
        """A new call keeps how much was overdue on its day, and at which step that stood, unless they are typed."""
        if before is not None or not self.dealer_id or not self.called_on:
            return
        found = account_of(session, self.dealer_id, self.called_on)
        if self.overdue is None:
            self.overdue = found.pressing
        if self.days_late is None:
            self.days_late = found.oldest
        if not self.step and found.balance > 0:
            self.step = step_at(found.oldest, self.called_on)
