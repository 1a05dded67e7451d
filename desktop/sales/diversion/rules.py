"""The rules of fines for diversion, dated, from their catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from desktop.core import catalogues
from desktop.core.units import exact


@dataclass(frozen=True)
class Rule:
    """What an offence costs: times the price gap, percent of the deposit, percent of next year's plan; until when the deposit
    is topped up and an appeal may be lodged, in days; within how many days a report is accepted."""

    times: Fraction
    deposit_percent: Fraction
    plan_percent: Fraction
    top_up_days: int
    appeal_days: int
    accept_days: int


def rule(offence: str, day: date) -> Rule:
    """The rule of an offence that holds on a day."""
    rows = sorted(catalogues.load("diversion_rules").where(offence=offence), key=lambda row: row["from"])
    found = next((row for row in reversed(rows) if date.fromisoformat(row["from"]) <= day), rows[0])
    return Rule(exact(found["times"]), exact(found["deposit_percent"]), exact(found["plan_percent"]), found["top_up_days"],
                found["appeal_days"], found["accept_days"])
