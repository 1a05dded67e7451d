"""What may change about outlets, read from its dated catalogue: sheets, marks, days, people an outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from desktop.core import catalogues
from desktop.core.units import exact

NAME = "outlet_checks"


def items(sheet: str, day: date) -> Sequence[Mapping[str, Any]]:
    """The items of a check sheet that hold on a day, in their order: those of its newest edition."""
    rows = _in_force(day, kind="item", sheet=sheet)
    newest = max((row["from"] for row in rows), default="")
    return [row for row in rows if row["from"] == newest]


def rule(name: str, day: date) -> Fraction:
    """A number that holds on a day: `pass_percent`, `weak_percent`, `training_percent`, `plan_days`, `deadline_days`,
    `urban_per_low`, `urban_per_high`, `rural_per`."""
    return exact(max(_in_force(day, kind="rule", rule=name), key=lambda row: row["from"])["value"])


def clock(severity: str, day: date) -> tuple[int, int]:
    """Days to the first answer and to the solution of an exception."""
    row = max(_in_force(day, kind="clock", severity=severity or "medium"), key=lambda row: row["from"])
    return int(row["answer_days"]), int(row["solve_days"])


def _in_force(day: date, **wanted: object) -> list[Mapping[str, Any]]:
    return [row for row in catalogues.load(NAME).where(**wanted) if date.fromisoformat(row["from"]) <= day]
