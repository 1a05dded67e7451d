"""Which stored plot every row of a file speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.tables.words import plain
from desktop.trials.field.keys import PlotFinder
from desktop.trials.model import Plot


def plots_of_rows(session: Session, places: Mapping[str, Sequence[Any]], count: int) -> list[Plot | str]:
    """The plot of each row by its key, else by trial and number; or the sentence that says why there is none."""
    finder = PlotFinder(session)
    keys = [str(k or "") for k in places.get("plot_id", [""] * count)]
    by_key = finder.by_keys(keys)
    known: dict[tuple[str, str], list[Plot]] = {}
    answers: list[Plot | str] = []
    for place in range(count):
        trial, number = (str(places[n][place] or "") if n in places else "" for n in ("trial", "plot"))
        found = by_key.get(keys[place], [])
        if not found and trial and number:
            if (trial, number) not in known:
                known[trial, number] = finder.by_number(trial, number) or finder.by_number(trial, plain(number))
            found = known[trial, number]
        answers.append(_answer(found, keys[place], trial, number))
    return answers


def _answer(found: Sequence[Plot], key: str, trial: str, number: str) -> Plot | str:
    if len(found) == 1:
        return found[0]
    if found:
        return _("{n} {n:plot fits|plots fit} this row: two trials have the same code, or two plots the same number. "
                 "Correct them first.").format(n=len(found))
    if not (key or number):
        return _("No column says which plot this is: choose the column of the plot key, or those of trial and plot number.")
    if key and not (trial and number):
        return _("There is no plot “{value}”: its key is the trial's code, a hyphen and the plot's number.").format(value=key)
    if not trial:
        return _("It is not said to which trial plot {number} belongs: choose the column of the trial.").format(number=number)
    return _("There is no plot {number} in trial {trial}: lay out or import its plots first.").format(
        number=number, trial=trial)
