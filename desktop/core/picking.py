"""Choosing a record of one table: by a part of its name, or from the newest; the names of records and of their owners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from desktop.core import search
from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.kinds import kind_of, model_of
from desktop.core.records import Record, alive, column_of, living, table_of
from desktop.core.search import Hit

SCANNED = 2000  # of a table without a search index, so many newest records are looked through


def find_in(session: Session, table: str, text: str, limit: int = 30, used: Sequence[int] = ()) -> list[Hit]:
    """The living records of `table` that `text` finds, all for no text: those `used` last first, then the newest
    (of a list that came with the program those nearest to the work)."""
    model = model_of(table)
    if text.strip() and search.searched(model):
        return _used_first(search.find(session, text, limit, [table]), used)
    wanted = text.strip().casefold()
    known = _newest(session, model, SCANNED if wanted else limit)
    if used and not wanted:
        known = [*_named(session, model, used), *known]
    found = [hit for hit in dict.fromkeys(known) if search.named_so(hit, wanted)]
    return _used_first(found, used)[:limit]


def _used_first(hits: list[Hit], used: Sequence[int]) -> list[Hit]:
    place = {number: at for at, number in enumerate(used)}
    return sorted(hits, key=lambda hit: place.get(hit.id, len(place)))


def _named(session: Session, model: type[Record], ids: Sequence[int]) -> list[Hit]:
    place = {number: at for at, number in enumerate(ids)}
    return sorted(_hits(session, model, living(model).where(col(model.id).in_(list(ids)))), key=lambda hit: place[hit.id])


def _newest(session: Session, model: type[Record], limit: int) -> list[Hit]:
    """The newest records; of a list that came with the program the nearest to the work of this file before them."""
    query = living(model).order_by(col(model.id).desc())
    if model.nearness.__func__ is Record.nearness.__func__:  # type: ignore[attr-defined]
        return _hits(session, model, query.limit(limit))
    ids = session.exec(select(model.id).where(alive(table_of(model))).order_by(col(model.id).desc())).all()
    near = model.nearness(session, ids)
    return _named(session, model, sorted(ids, key=lambda number: near[number])[:limit])


def _hits(session: Session, model: type[Record], query: Any) -> list[Hit]:
    return [Hit(str(model.__tablename__), r.id, r.label(), r.detail()) for r in session.exec(query)]


def label_of(session: Session, table: str, record_id: int) -> str:
    """What a person calls the record, deleted or not; "" where there is none."""
    found = session.get(model_of(table), record_id)
    return found.label() if found else ""


def labels_of(session: Session, table: str, ids: Iterable[int]) -> dict[int, str]:
    """The names of several records: id → name."""
    model = model_of(table)
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        query = select(model).where(col(model.id).in_(wanted[start:start + 500]))
        found |= {r.id: r.label() for r in session.exec(query)}
    return found


def several(names: Sequence[str], most: int = 3) -> str:
    """Several names in a sentence: the first of them, and how many there are besides."""
    first = _(", ").join(names[:most])
    return first if len(names) <= most else _("{names} and {n} more").format(names=first, n=len(names) - most)


def merging(db: Database, model: type[Record], keep: int, lose: Sequence[int]) -> str:
    """Which records of a kind become one: those that go → the one that stays."""
    with db.reading() as session:
        known = labels_of(session, str(model.__tablename__), (keep, *lose))
    return f"{several([known.get(number, '') for number in lose])} → {known.get(keep, '')}"


def whose(session: Session, model: type[Record], records: Sequence[Record]) -> Mapping[int, str]:
    """What records of one kind belong to: id → name of the dealer of a visit, the trial of an entry.

    That is the record in the first field that has to name one; records whose own name holds it already are left out.
    """
    found: dict[int, str] = {}
    for link in (link for link in kind_of(model).links if link.target and _has_to_name(model, link.column)):
        named = {r.id: (r.label(), getattr(r, link.column)) for r in records if r.id not in found}
        owners = labels_of(session, link.target, (owner for _own, owner in named.values() if owner is not None))
        found.update((number, owners[owner]) for number, (_own, owner) in named.items() if owners.get(owner))
        if column_of(model, link.column).info.get("required"):
            break  # a record that belongs to one of several names it in one of several fields
    own = {r.id: r.label() for r in records}
    return {number: owner for number, owner in found.items() if owner not in own[number]}


def _has_to_name(model: type[Record], column: str) -> bool:
    info = column_of(model, column).info
    return bool(info.get("owned") or info.get("required"))
