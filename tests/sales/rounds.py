"""Rounds of outlets as the tests make them."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.core import verbs
from desktop.core.database import Database
from desktop.sales.outlets import checking
from desktop.sales.outlets.check_model import CheckLine, CheckRound

DAY = date(2026, 6, 1)


def round_of(db: Database, outlet: int, **values: Any) -> int:
    """A round of an outlet, an acceptance of a counter unless said otherwise."""
    return verbs.save(db, CheckRound, {"outlet_id": outlet, "checked_on": DAY, "kind": "acceptance", "sheet": "counter",
                                       **values}).id


def mark_all(db: Database, number: int, share: float = 1.0) -> list[CheckLine]:
    """Fill in the sheet, give each item this share of its marks."""
    checking.fill_sheet(db, number)
    with db.reading() as session:
        lines = checking.lines_of(session, number)
    return [verbs.save(db, CheckLine, {"marks": (line.full_marks or 0) * share}, line.id) for line in lines]
