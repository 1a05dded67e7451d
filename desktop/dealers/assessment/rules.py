"""The criteria, weights and limits of grades of an assessment, read from their dated catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from desktop.core import catalogues


def criteria(scheme: str, day: date) -> Sequence[catalogues.Row]:
    """The criteria of a scheme that hold on a day, in their order; none for a scheme of one's own."""
    rows = [row for row in catalogues.load("dealer_assessment").where(kind="criterion", scheme=scheme) if _from(row) <= day]
    newest = max((_from(row) for row in rows), default=None)
    return [row for row in rows if _from(row) == newest]


def grade_of(score: Fraction, day: date) -> str:
    """The grade that a score gives on a day; "" where it is below all of them."""
    rows = [row for row in catalogues.load("dealer_assessment").where(kind="grade") if _from(row) <= day]
    newest = {row["grade"]: row for row in sorted(rows, key=_from)}
    reached = [row for row in newest.values() if score >= row["least"]]
    return str(max(reached, key=lambda row: row["least"])["grade"]) if reached else ""


def _from(row: catalogues.Row) -> date:
    return date.fromisoformat(row["from"])
