"""The dated rules of business trips, from their catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.core import catalogues, money


@dataclass(frozen=True)
class Rule:
    """Days for report and expenses after the return; in fen: up to what the region manager approves, a kilometre, a day."""

    report_days: int
    settle_days: int
    own_limit: int
    km: int
    day: int


def rule(day: date) -> Rule:
    """The rule that holds on a day; before all of them the first."""
    rows = sorted(catalogues.load("trip_rules").rows, key=lambda row: str(row["from"]))
    found = [row for row in rows if date.fromisoformat(row["from"]) <= day] or rows[:1]
    last = found[-1]
    return Rule(last["report_days"], last["settle_days"], money.stored(last["own_limit_yuan"]), money.stored(last["km_yuan"]),
                money.stored(last["day_yuan"]))
