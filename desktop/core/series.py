"""Human numbers from a series, with the year and the letter of the laptop in it: D-2026-A001.

A proposal; the user may write another. Every laptop counts within its own letter, so that files of several managers can
be united. Numbers of earlier versions have no letter and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sqlalchemy import Integer, and_, cast
from sqlmodel import Session, func, select

from desktop.core.records import Record, table_of
from desktop.core.settings import Settings

DIGITS = 9  # what has more was typed by somebody and is no number of a series


def proposed(session: Session, model: type[Record], prefix: str, year: int, field: str = "code") -> str:
    """The next free number of the series `prefix`-`year` of this laptop, after its highest (deleted ones count too)."""
    return next(following(session, model, prefix, year, field))


def following(session: Session, model: type[Record], prefix: str, year: int, field: str = "code") -> Iterator[str]:
    """The free numbers of a series of this laptop, one after the other, for many new records at once."""
    head = f"{prefix}-{year}-{Settings().letter()}"
    code = table_of(model).c[field]
    tail = func.substr(code, len(head) + 1)
    between = and_(code >= f"{head}0", code < f"{head}:")  # ":" follows "9": read from the index of codes alone
    digits = and_(func.length(tail) <= DIGITS, tail.op("NOT GLOB")("*[^0-9]*"))
    highest = session.exec(select(func.max(cast(tail, Integer))).where(between, digits)).one()
    return (f"{head}{number:03d}" for number in count((highest or 0) + 1))
