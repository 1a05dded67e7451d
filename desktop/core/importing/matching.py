"""Which stored record a row of a file is, and what it would change there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.importing.keeping import added
from desktop.core.lending import readable
from desktop.core.records import Record, alive, column_of, columns_of, table_of
from desktop.core.tables.words import plain

Key = tuple[Any, ...]


@dataclass
class Match:
    """The record a row is, its changes; or the earlier row of the file it repeats; or how many records fit equally."""

    record: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    earlier: int | None = None
    several: int = 0


NOBODY = Match()


class Matcher:
    """Finds the record of each row. Reads the stored records once, and only the fields concerned.

    `numbers`: the record number that each row brings, if any; it decides before every key. A row without a number and
    without a complete key is the record with the same values. `adding`: a field whose text is added to what is stored.
    """

    def __init__(self, session: Session, model: type[Record], keys: Sequence[Sequence[str]], values: Mapping[str, list[Any]],
                 numbers: Sequence[int | None] = (), adding: str = "") -> None:
        self.values, self.numbers, self.adding = values, numbers, adding
        self.names = list(values)
        self.kinds = {column.name: column.info["kind"] for column in columns_of(model)}
        self.keyed, self.told = bool(keys), [name for name in self.names if self.kinds.get(name) != "link"]
        self.keys = [tuple(k) for k in keys if all(n in values for n in k)]
        self.normal = {n: self._normals(n) for key in self.keys for n in key}
        self.parts: list[list[Key]] = [list(zip(*(self.normal[n] for n in key), strict=True)) for key in self.keys]
        self.stored = _stored(session, model, self.names)
        self.known = [self._index(key) for key in self.keys]
        self.rows: dict[tuple[int, Key], int] = {}
        self.unkeyed: dict[tuple[int | None, Key], int] = {}
        self.taken: dict[int, int] = {}

    def compared(self, name: str, value: Any) -> Any:
        """A value of a key as it is compared."""
        del name
        return normal(value)

    def several_said(self, several: int) -> str:
        """Why a row is kept out that several stored records fit."""
        return _("{n} stored {n:record fits|records fit} this row: give the code, or merge them first.").format(n=several)

    def changes_said(self, place: int, record: int) -> tuple[str, str]:
        """A field and what is to be said of its change; nothing where the change needs no word."""
        del place, record
        return "", ""

    def _normals(self, name: str) -> list[Any]:
        """A column as its keys are compared; equal values once."""
        known = {value: self.compared(name, value) for value in set(self.values[name])}
        return [known[value] for value in self.values[name]]

    @cached_property
    def whole(self) -> list[Key]:
        """All values of each row, by which one without a key is compared."""
        compared = [_exact(self.values[n]) for n in self.names if n != self.adding]
        return list(zip(*compared, strict=True)) if compared else [()] * len(next(iter(self.values.values()), ()))

    @cached_property
    def alike(self) -> dict[Key, list[int]]:
        """Stored records by all their values."""
        places = [i for i, n in enumerate(self.names) if n != self.adding]
        known: dict[Key, list[int]] = {}
        for number, values in self.stored.items():
            known.setdefault(tuple(exact(values[p]) for p in places), []).append(number)
        return known

    def _index(self, key: tuple[str, ...]) -> dict[Key, list[int]]:
        """Stored records by their values of a key."""
        places = [self.names.index(n) for n in key]
        known: dict[Key, list[int]] = {}
        for number, values in self.stored.items():
            parts = tuple(self.compared(n, values[p]) for n, p in zip(key, places, strict=True))
            if None not in parts:
                known.setdefault(parts, []).append(number)
        return known

    def match(self, place: int) -> Match:
        """What row `place` is. Call it for the rows in order: it remembers them, to see repetitions."""
        number = self.numbers[place] if self.numbers else None
        complete = [(level, rows[place]) for level, rows in enumerate(self.parts) if None not in rows[place]]
        if number in self.stored:
            found = self._choose(place, [number])
        else:
            found = self._by_keys(place, complete) if complete else self._same(place, number)
        for key in complete:
            self.rows.setdefault(key, place)
        return found

    def called_otherwise(self, place: int, earlier: int) -> str:
        """The field by which a row is called otherwise than the earlier row with the same key; "" where nothing parts them.

        Two rows with one code and two names are two records of which one has the wrong code, not one record twice.
        """
        for name in dict.fromkeys(name for key in self.keys for name in key):
            mine, theirs = self.normal[name][place], self.normal[name][earlier]
            if isinstance(mine, str) and isinstance(theirs, str) and mine != theirs:
                return name
        return ""

    def _by_keys(self, place: int, complete: Sequence[tuple[int, Key]]) -> Match:
        """The stored record or the earlier row with the same key, the strongest key first."""
        for level, parts in complete:
            known = self.known[level].get(parts, ())
            if known and (candidates := [c for c in known if not self._contradicts(place, partial(self._stored, c), level)]):
                return self._choose(place, candidates)
            earlier = self.rows.get((level, parts))
            if earlier is not None and not self._contradicts(place, partial(self._read, earlier), level):
                return Match(earlier=earlier)
        return NOBODY

    def _same(self, place: int, number: int | None) -> Match:
        """A row without any complete key. Equal rows with different numbers were different records where they come from; one
        that says nothing but whom it is about is no stored record."""
        if self.keyed and not any(self.values[name][place] not in (None, "") for name in self.told):
            return NOBODY
        parts = self.whole[place]
        earlier = self.unkeyed.setdefault((number, parts), place)
        if earlier != place:
            return Match(earlier=earlier)
        if parts not in self.alike:
            return NOBODY
        known = [c for c in self.alike[parts] if c not in self.taken]
        return self._choose(place, known[:1]) if known else NOBODY

    def _contradicts(self, place: int, other: Callable[[str], Any], level: int) -> bool:
        """Whether a stronger key, known on both sides, says that these are two records; `other` gives the other's values."""
        for key in self.keys[:level]:
            for name in key:
                mine, theirs = self.normal[name][place], other(name)
                if mine is not None and theirs is not None and mine != theirs:
                    return True
        return False

    def _read(self, place: int, name: str) -> Any:
        return self.normal[name][place]

    def _stored(self, record: int, name: str) -> Any:
        return self.compared(name, self.stored[record][self.names.index(name)])

    def _choose(self, place: int, candidates: list[int]) -> Match:
        """The one candidate, or the one that is equal already; several that differ cannot be told apart."""
        found = [(self._changes(place, c), c) for c in candidates]
        changes, record = min(found, key=lambda f: len(f[0]))
        if len(found) > 1 and changes:
            return Match(several=len(found))
        earlier = self.taken.setdefault(record, place)
        return Match(earlier=earlier) if earlier != place else Match(record, changes)

    def _changes(self, place: int, record: int) -> dict[str, Any]:
        stored = self.stored[record]
        found = {name: value for i, name in enumerate(self.names)
                 if (value := self.values[name][place]) not in (None, "") and not same(value, stored[i])}
        if self.adding in found:
            kept = stored[self.names.index(self.adding)]
            whole = added(kept, found.pop(self.adding))
            found |= {} if whole == kept else {self.adding: whole}
        return found


def _stored(session: Session, model: type[Record], names: Sequence[str]) -> dict[int, tuple[Any, ...]]:
    """The living records: id → values of the fields named."""
    table = table_of(model)
    query = select(table.c.id, *(column_of(model, n) for n in names)).select_from(readable(model)).where(alive(table))
    return {row[0]: tuple(row)[1:] for row in session.execute(query)}


def _exact(values: list[Any]) -> list[Any]:
    """A column as whole rows are compared; equal values once, and of words, days and whole numbers only the blank ones."""
    if not {*map(type, values)} & {float, datetime}:
        return [None if value == "" else value for value in values] if "" in values else values
    known = {value: exact(value) for value in set(values)}
    return [known[value] for value in values]


def exact(value: Any) -> Any:
    """A value as whole rows are compared: as a file keeps it (see `same`); None for blank."""
    if isinstance(value, float):
        return float(f"{value:.14g}")
    return value.replace(microsecond=0) if isinstance(value, datetime) else None if value == "" else value


def normal(value: Any) -> Any:
    """A key's value as it is compared: case, width and blanks aside; None for blank."""
    if value is None or value == "":
        return None
    return plain(value).casefold() if isinstance(value, str) else value


def same(new: Any, old: Any) -> bool:
    """Whether a file's value is the stored one; files keep 16 digits of a number and whole seconds."""
    if isinstance(new, datetime) and isinstance(old, datetime):
        return new.replace(microsecond=0) == old.replace(microsecond=0)
    if isinstance(new, float) and isinstance(old, int | float):
        return math.isclose(new, old, rel_tol=1e-14)
    return bool(new == old)
