"""What Today hears of money: what falls due and is overdue, what is expected, whom to ask for payment."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core import money
from desktop.core.i18n import N_, _, ngettext
from desktop.core.listing import Condition, Rows
from desktop.core.periods import year_back
from desktop.core.records import alive, table_of
from desktop.core.reminders import Agenda, Dated, Days, KeyFigure, Reckoned, Reminder, Tile, Told
from desktop.core.settings import Settings
from desktop.sales.money.accounts import accounts
from desktop.sales.money.due_calls import due_calls, due_parts
from desktop.sales.money.lists import ACCOUNTS, CALLS, CREDIT, PAYMENTS
from desktop.sales.money.model import Payment
from desktop.sales.money.statement import begin_of
from desktop.sales.money.words import DUNNING_STEPS

MOST = 20  # lines of each kind on Today


def _debts(session: Session, asked: Days) -> list[Told]:
    """Tiles of who owes what is overdue, and a line for each dealer to be asked for payment: accounts are read once for all."""
    if not asked.to_do:
        return []
    found = accounts(session, asked.today)
    late = [account for account in found.values() if account.pressing]
    days, most = int(Settings().get("focus_days")), money.stored(Settings().get("focus_amount"))
    focus = sum((account.oldest or 0) > days or account.pressing > most for account in late)
    tiles = [(len(late), "overdue", ngettext("dealer owes what is overdue", "dealers owe what is overdue", len(late))),
             (focus, "focus", ngettext("dealer on the focus list", "dealers on the focus list", focus))]
    lines = [Agenda(call.since, _("{step}: {dealer}").format(step=DUNNING_STEPS.label(call.step), dealer=call.dealer),
                    _("Overdue: ¥{amount}").format(amount=money.text(call.overdue)) if call.overdue else "",
                    "late" if call.overdue else "soon", "dealer", call.dealer_id, 3)
             for call in due_calls(session, asked.today, found)[:MOST]]
    shown = [Reminder(title, count, "late", "sales", ACCOUNTS.name, preset, 3) for count, preset, title in tiles]
    whole = sum(account.pressing for account in late)
    said = ngettext("{n} dealer", "{n} dealers", len(late)).format(n=len(late))
    figure = KeyFigure("overdue", money.at_a_glance(whole), said, "late" if late else "info", "sales", ACCOUNTS.name, "overdue",
                       amount=whole, column="pressing")
    return [*shown, *lines, *([figure] if found else [])]


def _collected(session: Session, asked: Days) -> list[KeyFigure]:
    """What was received since the business year began, beside the same days of the year before."""
    if not asked.to_do:
        return []
    first = begin_of(session, asked.today)
    days = Condition("received_on", "between", (first, asked.today))
    got, before = _received(session, first, asked.today), _received(session, year_back(first), year_back(asked.today))
    if not (got or before):
        return []
    said = _("{change} % on the year before").format(change=f"{100 * (got - before) / before:+.1f}") if before else _(
        "since {day}").format(day=first)
    return [KeyFigure("collected", money.at_a_glance(got), said, rows=Rows(Payment, (days,)), amount=got, column="amount")]


def _received(session: Session, first: date, last: date) -> int:
    payment = table_of(Payment)
    query = select(func.sum(payment.c.amount)).where(alive(payment), payment.c.received_on.between(first, last))
    return int(session.execute(query).scalar() or 0)


def _falling_due(session: Session, asked: Days) -> list[Agenda]:
    """What falls due in the days asked about."""
    found = due_parts(session, asked.today, asked.first, asked.last)
    return [Agenda(part.due_on, _("Payment due: {dealer}").format(dealer=part.dealer), f"¥{money.text(part.open)}", "info",
                   part.what, part.ref) for part in (found[:MOST] if asked.to_do else found)]


REMINDERS = (
    Reckoned(_debts), Reckoned(_collected),
    Tile(PAYMENTS, "late", "late", N_("expected payment is late"), "expected payments are late", weight=3),
    Tile(PAYMENTS, "rest", "soon", N_("payment is not allotted"), "payments are not allotted"),
    Tile(CALLS, "drafts", "soon", N_("dunning call to be made"), "dunning calls to be made"),
    Reckoned(_falling_due),
    Dated(PAYMENTS, "expected_on", N_("Payment expected: {dealer}"), ("amount", "method"), (Condition("received_on", "empty"),),
          past=180, weight=3, moves=True),
    Dated(CREDIT, "valid_until", N_("Credit limit ends: {dealer}"), ("amount",), weight=2),
    Dated(CALLS, "next_on", N_("Ask again for payment: {dealer}"), ("step", "answer"), past=30, weight=2, moves=True))
"""Tiles and dated lines of money."""
