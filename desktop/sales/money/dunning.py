"""At which step of dunning a debt stands: by how late it is, and by what was said already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop.sales.money.rules import steps


def step_of(days: int | None, starts: Mapping[str, int], *, last: str = "", draft: bool = False, held: bool = False) -> str:
    """The step at which a debt is to be dunned, "" for none.

    `days`: how late what is owed longest is (below 0: so many days ahead), None where nothing is open. `starts`: step → days
    late from which on, ascending. `last`: the step reached before; while its call is still a draft (not said yet), or while
    the debt is held back, it stays there.
    """
    if days is None:
        return ""
    if last and (draft or held):
        return last
    reached = [step for step, start in starts.items() if days >= start]
    return reached[-1] if reached else ""


def step_at(days: int | None, day: date) -> str:
    """The step by how late a debt is alone, by the steps that hold on a day."""
    return step_of(days, steps(day))
