"""Verbs of the dealer file. Each is one user action; lists stand in lists.py, duplicates in similar.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import ngettext
from desktop.core.records import alive, table_of
from desktop.dealers import choices
from desktop.dealers.lists import CONTACTS, DEALERS, LICENCES, OUTLETS, PROMISES, TERRITORIES, VISIT_LINES, VISITS
from desktop.dealers.similar import similar_dealers
from desktop.dealers.visit_model import Promise, Visit


def settle_promises(db: Database, ids: Sequence[int], state: str, on: date | None = None) -> int:
    """Mark promises as kept, broken, cancelled or open again, on a day (today)."""
    text = ngettext("{n} promise: {state}", "{n} promises: {state}", len(ids)).format(
        n=len(ids), state=choices.PROMISE_STATES.label(state))
    with db.operation(text) as session:
        for promise_id in ids:
            verbs.store(session, Promise, {"state": state, "settled_on": None if state == "open" else on or today()},
                        promise_id)
    return len(ids)


def plan_visits(db: Database, dealer_ids: Sequence[int], on: date, purpose: str = "routine") -> list[int]:
    """Plan a visit to each of the dealers on a day; who already has a visit planned for that day is left out."""
    text = ngettext("{n} visit planned", "{n} visits planned", len(dealer_ids)).format(n=len(dealer_ids))
    with db.operation(text) as session:
        table = table_of(Visit)
        busy = set(session.execute(select(table.c.dealer_id).where(
            table.c.planned_on == on, table.c.state == "planned", alive(table))).scalars())
        return [verbs.store(session, Visit, {"dealer_id": i, "planned_on": on, "purpose": purpose}).id
                for i in dealer_ids if i not in busy]


__all__ = ["CONTACTS", "DEALERS", "LICENCES", "OUTLETS", "PROMISES", "TERRITORIES", "VISITS", "VISIT_LINES",
           "plan_visits", "settle_promises", "similar_dealers"]
