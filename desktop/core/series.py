"""Human numbers from a series with the year in it: D-2026-001. A proposal; the user may write another."""

from __future__ import annotations

from sqlmodel import Session, col, select

from desktop.core.records import Record, table_of


def proposed(session: Session, model: type[Record], prefix: str, year: int, field: str = "code") -> str:
    """The next free number of the series `prefix`-`year`, after the highest there is (deleted ones count too)."""
    head = f"{prefix}-{year}-"
    column = table_of(model).c[field]
    used = session.exec(select(column).where(col(column).startswith(head, autoescape=True)))
    numbers = [int(tail) for value in used if (tail := str(value)[len(head):]).isascii() and tail.isdigit()]
    return f"{head}{max(numbers, default=0) + 1:03d}"
