"""Rules of money that may change, read from their dated catalogue: buckets of ageing, steps of dunning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.core import catalogues


def limits(day: date) -> list[int]:
    """The last days of the buckets of ageing that hold on a day, ascending."""
    return list(max(_rows("limits", day), key=lambda row: row["from"])["limits"])


def steps(day: date) -> dict[str, int]:
    """The steps of dunning that hold on a day: step → from how many days late on (below 0: before the due day)."""
    found = sorted(_rows("step", day), key=lambda row: row["from"])
    newest = {row["step"]: int(row["days"]) for row in found}
    return dict(sorted(newest.items(), key=lambda item: item[1]))


def _rows(kind: str, day: date) -> Sequence[Mapping[str, Any]]:
    rows = catalogues.load("receivables").where(kind=kind)
    return [row for row in rows if date.fromisoformat(row["from"]) <= day]
