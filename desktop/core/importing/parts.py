"""A record that stands in the row of the one it belongs to: a dealer's contact, by name and telephone, in the dealers' file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core import verbs
from desktop.core.importing.matching import normal
from desktop.core.importing.model import Target
from desktop.core.kinds import model_of
from desktop.core.lending import readable
from desktop.core.records import Record, alive, column_of, table_of


@dataclass(frozen=True)
class Part:
    """Fields of one further record of `model`, whose field `link` names the row's own record.

    `targets`: its field → what a column of the file goes to; `name` is the field without which there is no such record.
    `defaults`: what a new one gets besides. `takes`: its field → the field of the row's own record that a new one gets it
    from. `stands_for`: its field → the field of the row's own record that gets the same
    value in a new record where the file gives none.
    """

    model: type[Record]
    link: str
    name: str
    targets: Mapping[str, Target]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    stands_for: Mapping[str, str] = field(default_factory=dict)
    takes: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Given:
    """The part of one row: the values that are there by field; the stored record that it is, with what changes of it."""

    part: Part
    values: dict[str, Any]
    record: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def is_as(self, other: Given) -> bool:
        """Whether two rows speak of the same record."""
        name = self.part.name
        return self.part is other.part and normal(self.values.get(name)) == normal(other.values.get(name))

    @property
    def is_new(self) -> bool:
        """Whether there is something to write."""
        return self.record is None or bool(self.changes)


def given(parts: Sequence[Part], values: Mapping[str, Sequence[Any]], place: int) -> Iterator[Given]:
    """The parts of a row: those of which a cell is filled."""
    for part in parts:
        filled = {name: value for name, target in part.targets.items()
                  if target.name in values and (value := values[target.name][place]) not in (None, "")}
        if filled:
            yield Given(part, filled)


class Stored:
    """The stored parts of the records that a file names, read once."""

    def __init__(self, session: Session, parts: Sequence[Part]) -> None:
        self._known: dict[int, dict[tuple[int, Any], tuple[int, dict[str, Any]]]] = {
            id(part): self._read(session, part) for part in parts}

    @staticmethod
    def _read(session: Session, part: Part) -> dict[tuple[int, Any], tuple[int, dict[str, Any]]]:
        table, names = table_of(part.model), list(part.targets)
        query = select(table.c.id, table.c[part.link], *(column_of(part.model, n) for n in names)).select_from(
            readable(part.model)).where(alive(table), table.c[part.link].is_not(None)).order_by(table.c.id.desc())
        found = {}
        for number, owner, *cells in session.execute(query):
            values = dict(zip(names, cells, strict=True))
            found[owner, normal(values[part.name])] = (number, values)
        return found

    def compare(self, one: Given, owner: int) -> None:
        """Fill in which record `one` of the record `owner` is, and what it changes there."""
        known = self._known[id(one.part)].get((owner, normal(one.values.get(one.part.name))))
        if known is not None:
            one.record = known[0]
            one.changes = {name: value for name, value in one.values.items() if value != known[1][name]}


def store(session: Session, one: Given, owner: int) -> None:
    """Write one part."""
    if one.record is not None:
        verbs.store(session, one.part.model, one.changes, one.record)
    else:
        verbs.store(session, one.part.model, {**one.part.defaults, **_taken(session, one.part, owner), **one.values,
                                              one.part.link: owner})


def _taken(session: Session, part: Part, owner: int) -> dict[str, Any]:
    """What a new part takes from the record it belongs to."""
    if not part.takes:
        return {}
    record = session.get_one(model_of(column_of(part.model, part.link).info["link"]), owner)
    return {name: getattr(record, own) for name, own in part.takes.items()}
