"""Writing the plan of a record import: new records in bulk, changed ones one by one, references added first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from desktop.core import moves, rules, verbs
from desktop.core.ids import new_ids
from desktop.core.importing import assumed, links, parts
from desktop.core.importing.model import NEW, UPDATE, Plan, Progress
from desktop.core.importing.new_rows import new_columns
from desktop.core.kinds import model_of
from desktop.core.rehearsal import perform

if TYPE_CHECKING:
    from desktop.core.importing.declared import Declared

CHUNK = 5000


def write_records(session: Session, kind: Declared, plan: Plan, progress: Progress) -> None:
    """Write new and changed records of `plan` inside the action under way. What a file does not say the day of has none."""
    with moves.days_as_said(session):
        _write(session, kind, plan, progress)


def _write(session: Session, kind: Declared, plan: Plan, progress: Progress) -> None:
    new = plan.rows(NEW)
    if plan.payload.inside:
        # A record may refer to one that stands further down in the file.
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    _add_missing(session, kind, plan)
    rehearsed = plan.payload.rehearsed
    ids = dict(zip(new, rehearsed.columns["id"] if rehearsed else new_ids(len(new)), strict=True))
    if rehearsed:
        perform(session, kind.model, rehearsed, lambda stored: progress(stored / plan.good))
    else:
        _link_inside(plan, ids)
        _insert(session, kind, plan, ids, progress)
    changed = [change for place, change in plan.payload.changes.items() if plan.states[place] == UPDATE]
    for number, (record, changes) in enumerate(changed):
        verbs.store(session, kind.model, changes, record)
        if number % 200 == 0:
            progress((len(new) + number) / plan.good)
    for place, given in plan.payload.parts.items():
        owner = ids.get(place) or plan.payload.changes.get(place, (None,))[0]
        for one in given if owner is not None and plan.states[place] in (NEW, UPDATE) else ():
            if one.is_new:
                parts.store(session, one, owner)


def _insert(session: Session, kind: Declared, plan: Plan, ids: dict[int, int], progress: Progress) -> None:
    """The new rows through the door, piece by piece."""
    places = _owners_first(list(ids), plan.payload.inside)
    rows = rules.numbered_first(kind.model, _rows(kind, plan, places, ids))
    for start in range(0, len(rows), CHUNK):
        verbs.insert_many(session, kind.model, rows[start:start + CHUNK])
        progress(min(1.0, (start + CHUNK) / max(1, plan.good)))


def _owners_first(places: list[int], inside: Mapping[int, Mapping[str, int]]) -> list[int]:
    """The new rows in an order in which one that refers to another of them comes after it, in whatever piece that is stored."""
    new, done, order = set(places), set(), []
    for place in places:
        way = [place]
        while way:
            open_ = [p for p in inside.get(way[-1], {}).values() if p in new and p not in done and p not in way]
            if open_:
                way.append(open_[0])
            elif (last := way.pop()) not in done:
                done.add(last)
                order.append(last)
    return order


def _add_missing(session: Session, kind: Declared, plan: Plan) -> None:
    """Add the records that cells name and nobody knows, each once, and put their keys into the rows."""
    made: dict[tuple[str, str], int] = {}
    for (link, name, text), places in plan.payload.creates.items():
        wanted = [p for p in places if plan.states[p] == NEW or p in plan.payload.changes]
        if not wanted:
            continue
        if (link, text) not in made:
            made[link, text] = _added(session, kind, link, name, text)
        for place in wanted:
            _put(plan, place, name, made[link, text])


def _added(session: Session, kind: Declared, link: str, name: str, text: str) -> int:
    """Add the record of table `link` that the field `name` of rows calls `text`; its number."""
    if (addition := kind.additions.get(name)) is not None:
        return addition.add(session, text)
    model, maker = model_of(link), kind.makers.get(name)
    return verbs.store(session, model, maker(text) if maker else links.new_values(model, text)).id


def _put(plan: Plan, place: int, name: str, value: int) -> None:
    plan.payload.values[name][place] = value
    if place in plan.payload.changes:
        plan.payload.changes[place][1][name] = value


def _link_inside(plan: Plan, ids: dict[int, int]) -> None:
    """References to records of the same file. One whose record stays out stays blank."""
    for place, fields in plan.payload.inside.items():
        for name, other in fields.items():
            target = ids.get(other) or plan.payload.changes.get(other, (None,))[0]
            if target is not None:
                _put(plan, place, name, target)


def _rows(kind: Declared, plan: Plan, places: list[int], ids: dict[int, int]) -> list[dict[str, Any]]:
    """The new rows, all with the same fields."""
    given = assumed.defaults(kind, plan.columns)
    columns = {**new_columns(kind, plan.payload.values, places, given), "id": [ids[p] for p in places]}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
