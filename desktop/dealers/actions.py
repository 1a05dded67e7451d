"""Verbs of the dealer file. Each is one user action; lists stand in lists.py, duplicates in similar.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import _, ngettext
from desktop.core.records import alive, table_of
from desktop.dealers import choices
from desktop.dealers.lists import CONTACTS, DEALERS, LICENCES, OUTLETS, PROMISES, TERRITORIES, VISITS
from desktop.dealers.model import Dealer, Territory
from desktop.dealers.similar import similar_dealers
from desktop.dealers.visit_model import Promise, Visit
from desktop.regions.model import Region
from desktop.regions.tree import ancestors, descendants


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


def overlaps(session: Session, values: Mapping[str, Any], record_id: int | None = None) -> list[str]:
    """Sentences about other dealers whose exclusive right meets this territory: same place, time and varieties."""
    region_id = values.get("region_id")
    if not region_id:
        return []
    near = {*ancestors(session, region_id), *descendants(session, region_id)}
    table, dealer, place = table_of(Territory), table_of(Dealer), table_of(Region)
    rows = session.execute(select(table, dealer.c.name.label("dealer"), place.c.full_name.label("place")).join(
        dealer, dealer.c.id == table.c.dealer_id).join(place, place.c.id == table.c.region_id).where(
        table.c.region_id.in_(near), alive(table, dealer),
        dealer.c.id != values.get("dealer_id"), table.c.id != (record_id or 0)))
    return [_("{dealer} has a right in {place} at the same time.").format(dealer=row.dealer, place=row.place)
            for row in rows if (row.is_exclusive or values.get("is_exclusive")) and _meets(row, values)]


def _meets(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether two rights share a day and a variety; no day means without end, no variety means all."""
    mine = {v.strip() for v in str(values.get("varieties") or "").replace("、", ",").split(",") if v.strip()}
    theirs = {v.strip() for v in row.varieties.replace("、", ",").split(",") if v.strip()}
    start, end = values.get("starts_on") or date.min, values.get("ends_on") or date.max
    in_time = (row.starts_on or date.min) <= end and start <= (row.ends_on or date.max)
    return in_time and (not mine or not theirs or bool(mine & theirs))


__all__ = ["CONTACTS", "DEALERS", "LICENCES", "OUTLETS", "PROMISES", "TERRITORIES", "VISITS",
           "overlaps", "plan_visits", "settle_promises", "similar_dealers"]
