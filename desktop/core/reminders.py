"""What Today shows: a number, what it counts, and the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session


@dataclass(frozen=True)
class Reminder:
    """“3 licences expire within 30 days”. Opens `preset` of the list `listing` on the tab `feature`.

    `level` is info, soon or late.
    """

    title: str
    count: int
    level: str
    feature: str
    listing: str
    preset: str


@dataclass(frozen=True)
class Agenda:
    """One dated line on Today: a promise due, a training tomorrow. Opens the record."""

    on: date
    title: str
    detail: str
    level: str
    table: str
    id: int


Reminders = Callable[[Session, date, int], Sequence[Reminder | Agenda]]
