"""What Today hears of money: what falls due and is overdue, what is expected, whom to ask for payment."""

from __future__ import annotations

from sqlmodel import Session

from desktop.core import money
from desktop.core.i18n import N_, _, ngettext
from desktop.core.listing import Condition
from desktop.core.reminders import Agenda, Dated, Days, Reminder, Tile
from desktop.core.settings import Settings
from desktop.sales.money.accounts import accounts
from desktop.sales.money.due_calls import due_calls, due_parts
from desktop.sales.money.lists import ACCOUNTS, CALLS, PAYMENTS
from desktop.sales.money.words import DUNNING_STEPS

MOST = 20  # lines of each kind on Today


def _debts(session: Session, asked: Days) -> list[Reminder | Agenda]:
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
                    "late" if call.overdue else "soon", "dealer", call.dealer_id)
             for call in due_calls(session, asked.today, found)[:MOST]]
    shown = [Reminder(title, count, "late", "sales", ACCOUNTS.name, preset) for count, preset, title in tiles]
    return [*shown, *lines]


def _falling_due(session: Session, asked: Days) -> list[Agenda]:
    """What falls due in the days asked about."""
    found = due_parts(session, asked.today, asked.first, asked.last)
    return [Agenda(part.due_on, _("Payment due: {dealer}").format(dealer=part.dealer), f"¥{money.text(part.open)}", "info",
                   part.what, part.ref) for part in (found[:MOST] if asked.to_do else found)]


REMINDERS = (
    _debts,
    Tile(PAYMENTS, "late", "late", N_("expected payment is late"), "expected payments are late"),
    Tile(PAYMENTS, "rest", "soon", N_("payment is not allotted"), "payments are not allotted"),
    Tile(CALLS, "drafts", "soon", N_("dunning call to be made"), "dunning calls to be made"),
    _falling_due,
    Dated(PAYMENTS, "expected_on", N_("Payment expected: {dealer}"), ("amount", "method"), (Condition("received_on", "empty"),),
          past=180),
    Dated(CALLS, "next_on", N_("Ask again for payment: {dealer}"), ("step", "answer"), past=30))
"""Tiles and dated lines of money."""
