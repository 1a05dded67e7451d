"""Points of the reasons for a visit and limits of a week, read from their dated catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.core import catalogues


def reason(code: str, day: date) -> catalogues.Row:
    """The row of a reason that holds on a day; one without points where the catalogue has none."""
    return _newest("reason", code, day) or {"points": 0}


def limit(code: str, day: date) -> int:
    """A limit that holds on a day; 0 where the catalogue has none."""
    return int((_newest("limit", code, day) or {"value": 0})["value"])


def _newest(kind: str, code: str, day: date) -> Any:
    rows = [row for row in catalogues.load("visit_reasons").where(kind=kind, **{kind: code})
            if date.fromisoformat(row["from"]) <= day]
    return max(rows, key=lambda row: row["from"], default=None)
