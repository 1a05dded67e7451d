"""Bringing an older database's crops and traits up to what the program ships, without touching what the user wrote.

A crop or trait that the database never had is added. A field of one it has takes the shipped value only where nobody
ever changed that field: the history knows. What lies in the recycle bin stays there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from desktop.catalogue.model import Crop, Trait
from desktop.catalogue.seed import shipped
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.i18n import N_, _, languages, using
from desktop.core.records import Record, alive, living, table_of

LABEL = N_("Catalogue updated")
Kind = type[Crop] | type[Trait]


@dataclass
class Offer:
    """What an update would do: rows to add, (record id, fields to change), and how many edited fields stay."""

    added: dict[Kind, list[dict[str, Any]]] = field(default_factory=dict)
    changed: dict[Kind, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    kept: int = 0

    @property
    def additions(self) -> int:
        """How many records would be added."""
        return sum(len(rows) for rows in self.added.values())

    @property
    def changes(self) -> int:
        """How many records would be changed."""
        return sum(len(rows) for rows in self.changed.values())

    def __bool__(self) -> bool:
        return bool(self.additions or self.changes)

    def sentence(self) -> str:
        """What the update would do, for the question before it and the message after it."""
        return _("New crops and traits: {new}; with newer definitions: {changed}; fields that you edited and that stay "
                 "as they are: {kept}.").format(new=self.additions, changed=self.changes, kept=self.kept)


def offer(db: Database) -> Offer:
    """What the program ships and this database does not have."""
    with db.reading() as session:
        return _offer(session)


def update(db: Database) -> Offer:
    """Add and change what `offer` says, as one action that can be undone."""
    with db.operation(_(LABEL)) as session:
        found = _offer(session)
        for model, rows in found.added.items():
            verbs.take(session, model, rows)
        for model, changes in found.changed.items():
            for number, values in changes:
                verbs.store(session, model, values, number)
        return found


def _offer(session: Session) -> Offer:
    found = Offer()
    crops, traits = shipped()
    for model, rows in ((Crop, crops), (Trait, traits)):
        known: dict[str, Record] = {}
        for record in session.exec(select(model).order_by(alive(model))):
            known[record.code] = record
        edited = _edited(session, table_of(model).name)
        for row in rows:
            mine = known.get(row["code"])
            if mine is None:
                found.added.setdefault(model, []).append(row)
            elif not mine.is_deleted:
                _compare(found, model, mine, row, edited.get(mine.id, set()))
    present = {c.id for c in session.exec(living(Crop))}
    present |= {row["id"] for row in found.added.get(Crop, [])}
    found.added[Trait] = [row for row in found.added.get(Trait, []) if row["crop_id"] in present]
    return found


def _compare(found: Offer, model: Kind, mine: Record, row: dict[str, Any], edited: set[str]) -> None:
    """Which fields of a record take their shipped value."""
    newer = {name: value for name, value in row.items() if name not in ("id", "code", "crop_id")
             and getattr(mine, name) != value}
    found.kept += sum(name in edited for name in newer)
    taken = {name: value for name, value in newer.items() if name not in edited}
    if taken:
        found.changed.setdefault(model, []).append((mine.id, taken))


def _edited(session: Session, table: str) -> dict[int, set[str]]:
    """Which fields of a table's rows were ever changed by anything but an update of the catalogue.

    A record the user made with the code of a shipped one is wholly the user's.
    """
    ours = []
    for language in languages():
        with using(language):
            ours.append(_(LABEL))
    marks = ",".join("?" * len(ours))
    rows = session.connection().exec_driver_sql(
        "SELECT c.row_id, c.kind, c.after FROM change c JOIN operation o ON o.id = c.operation_id WHERE c.table_name = ? "
        f"AND o.kind <> 'seed' AND o.label NOT IN ({marks})", (table, *ours))
    found: dict[int, set[str]] = {}
    every = {c.name for c in table_of(Trait).columns} | {c.name for c in table_of(Crop).columns}
    for number, kind, after in rows:
        found.setdefault(number, set()).update(every if kind == "insert" else json.loads(after or "{}"))
    return found
