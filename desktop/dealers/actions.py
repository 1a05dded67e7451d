"""Verbs of the dealer file. Each is one user action; lists stand in lists.py, duplicates in similar.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _, ngettext
from desktop.core.records import alive, table_of
from desktop.core.series import proposed
from desktop.dealers import choices
from desktop.dealers.credit_code import doubt, normalised
from desktop.dealers.lists import CONTACTS, DEALERS, LICENCES, MOVES, OUTLETS, PROMISES, TERRITORIES, VISITS
from desktop.dealers.model import Dealer, DealerMove, Territory
from desktop.dealers.similar import similar_dealers
from desktop.dealers.visit_model import Promise, Visit
from desktop.regions.model import Region
from desktop.regions.tree import ancestors, descendants

# What may follow what: an ended dealer comes back as a prospect, everything else in the order of the trade.
NEXT = {
    "": ("prospect", "review", "active"),
    "prospect": ("review", "active", "ended"), "review": ("prospect", "active", "ended"),
    "active": ("hold", "ended"), "hold": ("active", "ended"), "ended": ("prospect", "review"),
}


def save_dealer(db: Database, values: Mapping[str, Any], record_id: int | None = None) -> Dealer:
    """Add or change a dealer. A new one gets a code; a change of state is kept as a dated move."""
    label = (_("{kind} changed") if record_id else _("{kind} added")).format(kind=_(Dealer.NAME))
    with db.operation(label) as session:
        return store_dealer(session, values, record_id)


def store_dealer(session: Session, values: Mapping[str, Any], record_id: int | None = None,
                 reason: str = "", on: date | None = None) -> Dealer:
    """`save_dealer` inside an action that is under way; `on` is the day of a change of state (today)."""
    given = dict(values)
    before = session.get(Dealer, record_id) if record_id else None
    old = before.state if before else ""
    if not before and not given.get("code"):
        given["code"] = proposed(session, Dealer, "D", today().year)
    if given.get("credit_code"):
        given["credit_code"] = normalised(str(given["credit_code"]))
    if given.get("state", old) != old:
        given["state_since"] = on or today()
    dealer = verbs.store(session, Dealer, given, record_id)
    if dealer.state != old:
        dealer.state_since = on or dealer.state_since or today()
        verbs.store(session, DealerMove, {"dealer_id": dealer.id, "moved_on": dealer.state_since, "before": old,
                                          "after": dealer.state, "reason": reason})
    return dealer


def move_dealers(db: Database, ids: Sequence[int], state: str, reason: str = "", on: date | None = None) -> int:
    """Bring dealers into a state on a day, with the reason kept. Raises `Refused` where the move is not customary."""
    text = ngettext("{n} dealer: {state}", "{n} dealers: {state}", len(ids)).format(
        n=len(ids), state=choices.STATES.label(state))
    with db.operation(text) as session:
        for dealer_id in ids:
            dealer = session.get(Dealer, dealer_id)
            if dealer is not None:
                _refuse_odd_move(dealer, state)
                store_dealer(session, {"state": state}, dealer_id, reason, on)
    return len(ids)


def _refuse_odd_move(dealer: Dealer, state: str) -> None:
    allowed = NEXT.get(dealer.state, ())
    if state != dealer.state and state not in allowed:
        raise Refused(_("{name} is “{state}” and can only become: {allowed}.").format(
            name=dealer.name, state=choices.STATES.label(dealer.state),
            allowed=_(", ").join(choices.STATES.label(s) for s in allowed)))


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


def save_visit(db: Database, values: Mapping[str, Any], record_id: int | None = None) -> Visit:
    """Add or change a visit. Where it was made and names the day of the next one, that visit is planned with it."""
    label = (_("{kind} changed") if record_id else _("{kind} added")).format(kind=_(Visit.NAME))
    with db.operation(label) as session:
        given = dict(values)
        if given.get("state") == "planned" and given.get("visited_on"):
            given["state"] = "done"
        visit = verbs.store(session, Visit, given, record_id)
        if visit.state == "done" and visit.next_on and visit.next_on > today():
            _plan_next(session, visit)
        return visit


def _plan_next(session: Session, visit: Visit) -> None:
    table = table_of(Visit)
    known = session.execute(select(table.c.id).where(
        table.c.dealer_id == visit.dealer_id, table.c.planned_on == visit.next_on, alive(table))).first()
    if known is None:
        verbs.store(session, Visit, {"dealer_id": visit.dealer_id, "planned_on": visit.next_on, "state": "planned",
                                     "purpose": visit.purpose})


def doubts(session: Session, values: Mapping[str, Any], record_id: int | None = None) -> dict[str, str]:
    """What looks wrong about a dealer but does not forbid saving: field → sentence."""
    del session, record_id
    sentence = doubt(str(values.get("credit_code") or ""))
    return {"credit_code": sentence} if sentence else {}


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


__all__ = ["CONTACTS", "DEALERS", "LICENCES", "MOVES", "OUTLETS", "PROMISES", "TERRITORIES", "VISITS", "doubts",
           "move_dealers", "overlaps", "plan_visits", "save_dealer", "save_visit", "settle_promises", "similar_dealers",
           "store_dealer"]
