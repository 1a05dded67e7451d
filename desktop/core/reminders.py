"""What Today shows: a number, what it counts, and the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session

if TYPE_CHECKING:
    from desktop.core.listing import Listing


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


def days_ahead() -> int:
    """How many days ahead count as due: the user's setting, so that a list shows what its reminder counted."""
    from desktop.core.settings import Settings

    return max(0, int(Settings().get("reminder_days")))


def behind(session: Session, listing: Listing, preset: str) -> int:
    """How many rows the preset of a list shows: the number a reminder states is the number of lines it opens."""
    from desktop.core.listing import Query

    return len(listing.ids(session, Query(conditions=listing.preset(preset).conditions())))
