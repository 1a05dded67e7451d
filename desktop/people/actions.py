"""What is asked about people: who may be the same, what somebody took part in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.history import references
from desktop.core.i18n import _
from desktop.core.kinds import kinds, model_of
from desktop.core.records import Record, alive_in_sql, living
from desktop.core.search import Hit
from desktop.people.identity import tail

LIMIT = 8
NEWEST = 500  # of one kind of record, so many are read of somebody who is named on more


@dataclass(frozen=True)
class Part:
    """A record on which somebody is named: its kind in words, what it is called, a second line, where it opens."""

    kind: str
    title: str
    detail: str
    table: str
    id: int


def similar_people(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[Hit]:
    """People with the same name, or with the same last eight digits of a number, the record itself left out."""
    name = str(values.get("name") or "").strip()
    tails = {t for key in ("mobile", "phone") if (t := tail(str(values.get(key) or "")))}
    rows = session.connection().exec_driver_sql(
        f"SELECT id, name, mobile, phone FROM person WHERE {alive_in_sql('person')} AND id <> ?", (record_id or 0,))
    return [Hit("person", number, there, mobile or phone) for number, there, mobile, phone in rows
            if (name and there == name) or tails & {tail(mobile), tail(phone)}][:LIMIT]


def parts_of(db: Database, person_id: int) -> list[Part]:
    """The living records on which a person is named, the newest of every kind first; memberships and moves left aside."""
    found: list[Part] = []
    with db.reading() as session:
        for link, ids in references(session, "person", [person_id]):
            if link.owned or link.table == "move":  # what the person did stands with what was done
                continue
            model = model_of(link.table)
            query = living(model).where(col(model.id).in_(sorted(ids, reverse=True)[:NEWEST])).order_by(col(model.id).desc())
            found += [_part(session, record, link.table) for record in session.exec(query)]
    return found


def _part(session: Session, record: Record, table: str) -> Part:
    """A record as one finds it again: one that belongs to another (a participant) is told by what it belongs to."""
    kind = kinds()[table]
    above = next((link for link in kind.links if link.owned), None)
    owner = session.get(model_of(above.target), getattr(record, above.column)) if above else None
    shown = owner or record
    return Part(_(kind.name), shown.label(), shown.detail(), table, record.id)
