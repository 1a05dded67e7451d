"""The dated rules of the team, from their catalogue: the ratio of new to old, who is new, which days a report is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.core import catalogues


@dataclass(frozen=True)
class TeamRule:
    """`new` to `old` people; new is who was taken on less than `new_months` ago; a day report is due on so many first days of
    a week; `source` says where the ratio is from."""

    new: int
    old: int
    new_months: int
    report_weekdays: int
    source: str
    source_en: str


def team_rule(day: date) -> TeamRule:
    """The rule that holds on a day; before all of them the first."""
    rows = sorted(catalogues.load("team_rules").rows, key=lambda row: str(row["from"]))
    last = ([row for row in rows if date.fromisoformat(row["from"]) <= day] or rows[:1])[-1]
    return TeamRule(last["new"], last["old"], last["new_months"], last["report_weekdays"], last["source_zh"], last["source_en"])


def induction_steps() -> list[tuple[str, str, str, int]]:
    """The usual steps of induction and coaching: (kind, what in Chinese, what in English, days after the first one)."""
    return [(row["kind"], row["what_zh"], row["what_en"], row["days"]) for row in catalogues.load("team_induction").rows]
