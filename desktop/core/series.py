"""Human numbers from a series, with the year and the letter of the laptop in it: D-2026-A001.

A proposal; the user may write another. Every laptop counts within its own letter, so that files of several managers can
be united. Numbers of earlier versions have no letter and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sqlmodel import Session, col, select

from desktop.core.records import Record, table_of
from desktop.core.settings import Settings


def proposed(session: Session, model: type[Record], prefix: str, year: int, field: str = "code") -> str:
    """The next free number of the series `prefix`-`year` of this laptop, after its highest (deleted ones count too)."""
    return next(following(session, model, prefix, year, field))


def following(session: Session, model: type[Record], prefix: str, year: int, field: str = "code") -> Iterator[str]:
    """The free numbers of a series of this laptop, one after the other, for many new records at once."""
    head = f"{prefix}-{year}-{Settings().letter()}"
    column = table_of(model).c[field]
    used = session.exec(select(column).where(col(column).startswith(head, autoescape=True)))
    numbers = [int(tail) for value in used if (tail := str(value)[len(head):]).isascii() and tail.isdigit()]
    return (f"{head}{number:03d}" for number in count(max(numbers, default=0) + 1))
