"""The lists of payments, account entries, instalments and calls, and the accounts of all dealers as of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Date, and_, bindparam, case, func, or_

from desktop.core import money, rollups
from desktop.core.breakdown import Breakdown
from desktop.core.choices import Choices
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.core.settings import Settings
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.money import accounts as a
from desktop.sales.money import made_of
from desktop.sales.money.credit_model import CreditLimit
from desktop.sales.money.model import AccountEntry, DunningCall, Instalment, Payment, PaymentAllotment
from desktop.sales.money.rules import limits
from desktop.sales.orders.model import SalesOrder, Shipment
from desktop.sales.validity import TODAY, holds
from desktop.trade.receivables import bucket_names

_dealer, _place, _payment = table_of(Dealer), table_of(Region).c.full_name, table_of(Payment)
_shipment, _entry, _order = table_of(Shipment), table_of(AccountEntry), table_of(SalesOrder)

ALLOTTED = rollups.total(PaymentAllotment, "payment_id", "amount")
DEPOSITS = rollups.total(PaymentAllotment, "order_id", "amount")

STAGES = Choices("payment_stage", {
    "expected": N_("Payment expected"), "late": N_("Expected and late"), "none": N_("Not allotted"),
    "part": N_("Allotted in part"), "all": N_("Allotted in full"),
}, {"expected": "grey", "late": "red", "none": "amber", "part": "amber", "all": "green"})


def _stage() -> Any:
    """Whether a payment has come, and how much of it says what it is for."""
    now: Any = bindparam("payments_now", callable_=today, type_=Date)
    allotted: Any = ALLOTTED.sql(_payment)
    return case((_payment.c.received_on.is_(None) & (_payment.c.expected_on < now), "late"),
                (_payment.c.received_on.is_(None), "expected"), (allotted == 0, "none"),
                (allotted < _payment.c.amount, "part"), else_="all")


PAYMENTS = Listing(
    "payments", N_("Payments"), Payment,
    columns=[column(Payment, "code"), Column("dealer", N_("Dealer"), _dealer.c.name),
             Column("stage", N_("Where it stands"), _stage(), "choice", STAGES), column(Payment, "received_on"),
             column(Payment, "amount", total="sum"), ALLOTTED.column(Payment, "allotted", N_("Allotted"), total="sum"),
             Column("rest", N_("Not allotted"), _payment.c.amount - ALLOTTED.sql(_payment), "money", decimals=2, total="sum",
                    unit=N_("yuan")),
             column(Payment, "method"), column(Payment, "reference"), column(Payment, "expected_on"),
             Column("region", N_("Region"), _place, shown=False), column(Payment, "remarks", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("received_on", True),
    presets=[
        Preset("expected", N_("Payments expected"), lambda: (Condition("received_on", "empty"),)),
        Preset("late", N_("Expected and late"), lambda: (
            Condition("received_on", "empty"), Condition("expected_on", "until", today() - timedelta(days=1)))),
        Preset("rest", N_("Not allotted yet"), lambda: (Condition("received_on", "filled"), Condition("rest", "least", 1))),
    ])
ALLOTMENTS = Listing(
    "allotments", N_("Allotments"), PaymentAllotment,
    columns=[Column("shipment", N_("Shipment"), _shipment.c.code), Column("entry", N_("Account entry"), _entry.c.code),
             Column("order", N_("Deposit of order"), _order.c.code), column(PaymentAllotment, "amount", total="sum"),
             column(PaymentAllotment, "remark")],
    joins=[(Shipment, "shipment_id"), (AccountEntry, "entry_id"), (SalesOrder, "order_id")], order=("id", False))
ENTRIES = Listing(
    "account_entries", N_("Account entries"), AccountEntry,
    columns=[column(AccountEntry, "code"), column(AccountEntry, "entered_on"), Column("dealer", N_("Dealer"), _dealer.c.name),
             column(AccountEntry, "kind"), column(AccountEntry, "amount", total="sum"), column(AccountEntry, "due_on"),
             column(AccountEntry, "what"), Column("shipment", N_("Against shipment"), _shipment.c.code),
             column(AccountEntry, "remarks", shown=False)],
    joins=[(Dealer, "dealer_id"), (Shipment, "shipment_id")], order=("entered_on", True))
INSTALMENTS = Listing(
    "instalments", N_("Instalments"), Instalment,
    columns=[column(Instalment, "due_on"), column(Instalment, "amount", total="sum"), column(Instalment, "remark")],
    order=("due_on", False))
CALLS = Listing(
    "dunning_calls", N_("Dunning calls"), DunningCall,
    columns=[column(DunningCall, "called_on"), Column("dealer", N_("Dealer"), _dealer.c.name), column(DunningCall, "step"),
             column(DunningCall, "state"), column(DunningCall, "way"), column(DunningCall, "days_late"),
             column(DunningCall, "overdue"), column(DunningCall, "said"), column(DunningCall, "answer"),
             column(DunningCall, "next_on"), column(DunningCall, "held_until", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("called_on", True),
    presets=[
        Preset("drafts", N_("Still to be said"), lambda: (Condition("state", "in", ("draft",)),)),
        Preset("again", N_("To be asked again"), lambda: (
            Condition("next_on", "until", today() + timedelta(days=days_ahead())),)),
    ])
CREDIT = Listing(
    "credit_limits", N_("Credit limits"), CreditLimit,
    columns=[Column("dealer", N_("Dealer"), _dealer.c.name), column(CreditLimit, "amount"), column(CreditLimit, "valid_from"),
             column(CreditLimit, "valid_until"), column(CreditLimit, "granted_by"), column(CreditLimit, "basis"),
             Column("holds", N_("Holds today"), holds(table_of(CreditLimit), TODAY), "flag", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("valid_from", True),
    presets=[Preset("now", N_("Holding today"), lambda: (Condition("holds", "yes"),))])

LIMITS = tuple(limits(today()))
"""The buckets of the list, by the limits in force when the program was started; papers take those of their day."""
ACCOUNT = a.joined(LIMITS)


def _money(name: str, title: str, behind: Callable[[Any], Breakdown], *, shown: bool = True) -> Column:
    value = func.coalesce(ACCOUNT.c[name], 0)
    return Column(name, title, value, "money", decimals=2, total="sum", unit=N_("yuan"), shown=shown, behind=behind)


def _bucket(name: str) -> str:
    return N_("Not due yet") if name == "not_due" else name


def _beyond() -> Any:
    """What is overdue beyond the advance that lies ready."""
    return ACCOUNT.c.overdue - func.max(0, ACCOUNT.c.advance)


def _in_focus() -> Any:
    """Whether a dealer is on the focus list: more overdue than lies ready, and that too late or too much, by the settings."""
    days: Any = bindparam("focus_days", callable_=lambda: int(Settings().get("focus_days")))
    most: Any = bindparam("focus_amount", callable_=lambda: money.stored(Settings().get("focus_amount")))
    return case((and_(_beyond() > 0, or_(ACCOUNT.c.oldest > days, _beyond() > most)), 1), else_=0)


ACCOUNTS = Listing(
    "accounts", N_("Accounts of dealers"), Dealer,
    columns=[column(Dealer, "name", editable=False), Column("region", N_("Region"), _place),
             _money("balance", N_("Balance"), made_of.balance), _money("open", N_("Open amount"), made_of.owed),
             _money("overdue", N_("Overdue"), made_of.overdue),
             *(_money(f"bucket{place}", _bucket(name), made_of.bucket(place, LIMITS))
               for place, name in enumerate(bucket_names(LIMITS))),
             _money("advance", N_("Advance"), made_of.advance),
             Column("oldest", N_("Oldest: days late"), ACCOUNT.c.oldest, "whole"),
             Column("undated", N_("Without a due day"), func.coalesce(ACCOUNT.c.undated, 0), "whole", shown=False, total="sum"),
             Column("last_paid", N_("Last payment"), ACCOUNT.c.last_paid, "day"),
             Column("pressing", N_("Overdue beyond the advance"), func.max(0, func.coalesce(_beyond(), 0)), "money",
                    decimals=2, unit=N_("yuan"), shown=False, total="sum"),
             Column("focus", N_("On the focus list"), _in_focus(), "flag", shown=False)],
    joins=[(Region, "region_id"), (ACCOUNT, "id")], order=("overdue", True), tab="sales",
    presets=[
        Preset("moved", N_("With open amounts"), lambda: (Condition("open", "least", 1),)),
        Preset("overdue", N_("Overdue"), lambda: (Condition("pressing", "least", 1),)),
        Preset("focus", N_("Focus list"), lambda: (Condition("focus", "yes"),)),
        Preset("advances", N_("With an advance"), lambda: (Condition("advance", "least", 1),)),
    ])
