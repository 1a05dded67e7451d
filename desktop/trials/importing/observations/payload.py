"""One observation as a file has it, and what is kept of all that is known of a plot, a trait and an occasion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from desktop.catalogue.model import Trait
from desktop.core import local_time
from desktop.core.importing import Side
from desktop.trials.model import Observation

Key = tuple[int, int, int]


@dataclass(frozen=True)
class Seen:
    """An observation in a file. `media` are names of files that belong to it."""

    place: int
    plot_id: int
    plot: str
    trait: Trait
    occasion: int
    value: float | str
    person: str = ""
    at: datetime | None = None
    on: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""
    file: str = ""
    media: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Plot, trait, occasion."""
        return self.plot_id, self.trait.id, self.occasion

    @property
    def moment(self) -> str:
        """When it was observed, sortable; "" = not known."""
        return moment_text(self.at, self.on)

    def side(self) -> Side:
        """Its value, and who said so."""
        return Side(value_text(self.value, self.trait), self.person, self.moment, self.file)


@dataclass
class Kept:
    """What is to stand in the database. `id` is the stored observation's, None for a new one; `dirty` = to be written."""

    key: Key
    trait: Trait
    value: float | str
    person: str = ""
    at: datetime | None = None
    on: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""
    file: str = ""
    media: tuple[str, ...] = ()
    id: int | None = None
    dirty: bool = False
    numbers: list[float] = field(default_factory=list)  # what a mean is made of

    @classmethod
    def of(cls, seen: Seen) -> Kept:
        """A new one."""
        return cls(seen.key, seen.trait, seen.value, seen.person, seen.at, seen.on, seen.latitude, seen.longitude, seen.note,
                   seen.file, seen.media, dirty=True)

    @classmethod
    def stored(cls, row: Observation, trait: Trait) -> Kept:
        """One that is in the database."""
        value = row.text if row.value is None else row.value
        return cls((row.plot_id or 0, row.trait_id or 0, row.occasion or 1), trait, value, row.person, row.observed_at,
                   row.observed_on, row.latitude, row.longitude, row.note, row.source, id=row.id)

    def side(self) -> Side:
        """Its value, and who said so."""
        return Side(value_text(self.value, self.trait), self.person, moment_text(self.at, self.on), self.file)

    def take(self, seen: Seen) -> None:
        """Let the file's value stand instead."""
        self.value, self.person, self.at, self.on, self.file = seen.value, seen.person, seen.at, seen.on, seen.file
        self.latitude, self.longitude = seen.latitude, seen.longitude
        self.media = (*self.media, *seen.media)
        self.dirty = True

    def remark(self, text: str) -> None:
        """Add to the note."""
        self.note = "; ".join(part for part in (self.note, text) if part)
        self.dirty = True

    def mentions(self, side: Side) -> bool:
        """Whether the note speaks of that very observation already: it was decided before.

        Only one with its time of day is recognised: a value without one may have been corrected back in the file.
        """
        if len(side.when) <= len("2026-05-20"):
            return False
        value, when, file = (re.escape(text) for text in (side.value, side.when, side.file))
        return bool(side.file) and re.search(rf"(?<![\w.]){value} \([^()]*{when}[^()]*{file}\)", self.note) is not None

    def same(self, seen: Seen) -> bool:
        """Whether it has the file's value."""
        return equal(self.value, seen.value)

    def fields(self) -> dict[str, Any]:
        """The fields as they are stored."""
        number = self.value if isinstance(self.value, float) else None
        return {"value": number, "text": "" if number is not None else str(self.value), "observed_on": self.on,
                "source": self.file, "note": self.note, "person": self.person, "observed_at": self.at,
                "latitude": self.latitude, "longitude": self.longitude}


@dataclass
class Payload:
    """What is to be written: observations, new traits, the traits each trial gets, where media lie."""

    kept: dict[Key, Kept] = field(default_factory=dict)
    new_traits: list[Trait] = field(default_factory=list)
    trials: dict[int, list[int]] = field(default_factory=dict)
    media: dict[str, Any] = field(default_factory=dict)


def equal(one: float | str, other: float | str) -> bool:
    """Whether two values are the same: numbers to twelve digits."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-12 * max(abs(one), abs(other), 1.0)
    return one == other


def moment_text(at: datetime | None, on: date | None) -> str:
    """A time in the local clock, else a day, else nothing."""
    if at is not None:
        return local_time.local(at).isoformat(" ", "seconds")[:19]
    return on.isoformat() if on else ""


def value_text(value: float | str, trait: Trait) -> str:
    """A value as it is shown."""
    return f"{value:.10g}" if isinstance(value, float) else trait.shown(value)
