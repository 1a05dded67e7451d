"""Which dealers are to be asked for payment now, and at which step: what Today names and the list of calls proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.records import alive, living, table_of
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.sales.money import ledger_sql
from desktop.sales.money.accounts import Account, accounts, undated
from desktop.sales.money.dunning import step_of
from desktop.sales.money.model import DunningCall
from desktop.sales.money.rules import steps


@dataclass(frozen=True)
class DueCall:
    """A dealer to be asked: at which step, since which day, how much is overdue beyond the advance (fen)."""

    dealer_id: int
    dealer: str
    step: str
    since: date
    overdue: int


def due_calls(session: Session, day: date, found: dict[int, Account] | None = None) -> list[DueCall]:
    """The dealers who reached a step at which nobody has asked them since, the longest overdue first.

    Nobody is asked whose advance covers what is due, whose call of an earlier step is still to be made, or who is held back.
    """
    starts, names = steps(day), _names(session)
    calls: dict[int, DunningCall] = {}
    for call in session.exec(living(DunningCall).where(col(DunningCall.called_on) <= day).order_by(
            col(DunningCall.called_on), col(DunningCall.id))):
        calls[call.dealer_id or 0] = call
    due = []
    for key, account in (accounts(session, day) if found is None else found).items():
        last = calls.get(key)
        held = last is not None and last.held_until is not None and last.held_until >= day
        step = step_of(account.oldest, starts, last=last.step if last else "", draft=last is not None and last.state == "draft",
                       held=held)
        if not step or key not in names or account.balance <= 0 or (starts[step] > 0 and not account.pressing):
            continue
        since = day - timedelta(days=(account.oldest or 0) - starts[step])
        said = last is not None and last.step and starts.get(last.step, -999) >= starts[step] and (
            last.state == "draft" or (last.called_on is not None and last.called_on >= since))
        if not said and not held:
            due.append(DueCall(key, names[key], step, since, account.pressing))
    return sorted(due, key=lambda call: (-starts[call.step], call.since, call.dealer_id))


def _names(session: Session) -> dict[int, str]:
    table = table_of(Dealer)
    return {row.id: row.name for row in session.execute(table.select().where(alive(table)))}


def propose(db: Database, day: date) -> int:
    """Make a call, still to be said, for each dealer who is to be asked; how many."""
    with db.operation(_("Dunning calls proposed")) as session:
        found = due_calls(session, day)
        for call in found:
            store(session, DunningCall, {"dealer_id": call.dealer_id, "called_on": day, "step": call.step, "state": "draft"})
        return len(found)


@dataclass(frozen=True)
class DuePart:
    """A part of what is owed that falls due: of which paper, whose, when, how much of it is open (fen)."""

    what: str
    ref: int
    dealer: str
    due_on: date
    open: int


def due_parts(session: Session, today: date, first: date, last: date) -> list[DuePart]:
    """The open parts that fall due from `first` to `last`, as they stand today."""
    query = (f"SELECT what, ref, dealer_id, due_on, open FROM ({ledger_sql.items()}) "
             "WHERE open > 0 AND due_on BETWEEN :first AND :last")
    given = {"day": today.isoformat(), "undated": undated(), "first": first.isoformat(), "last": last.isoformat()}
    rows, names = session.execute(text(query), given).all(), _names(session)
    return [DuePart(row.what, row.ref, names.get(row.dealer_id, ""), date.fromisoformat(row.due_on), row.open)
            for row in sorted(rows, key=lambda row: (row.due_on, row.ref))]
