"""Plots of an imported table: what its columns lack to give any, means of samples, numbers for plots that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from math import fsum
from typing import Any

from desktop.core.i18n import _, ngettext
from desktop.trials.importing.names import as_number
from desktop.trials.importing.payload import PlotPlan, TrialPlan
from desktop.trials.importing.targets import LEVELS


def lacking(given: Set[str], *, traits: bool) -> str:
    """What the columns of a trial table lack, as a sentence; "" for nothing. `given` are the targets that have a column."""
    if not given & {"variety", "treatment", *LEVELS} and not ({"trial", "plot"} <= given or {"trial", "plot_id"} <= given):
        return _("Choose the column that holds the varieties or the treatments, or the columns of trial and plot.")
    if not traits and "value" not in given and not (given & {"plot", "plot_id"} or {"row", "column"} <= given):
        return _("Choose at least one column that holds a trait.")
    return ""


def is_sampled(places: Mapping[str, Sequence[Any]], *, layout: bool) -> bool:
    """Whether a row is one of several samples of a plot: a column numbers them, or every plot stands equally often.

    `places` are the columns by target; a `layout` has no samples.
    """
    if "sample" in places:
        return True
    if not places.keys() & {"replicate", "block"} or "value" in places or places.keys() & {"plot", "plot_id"} or layout:
        return False
    named = ("trial", "site", "season", "variety", "treatment", *LEVELS, "replicate", "block", "row", "column")
    often = set(Counter(zip(*(places[n] for n in named if n in places), strict=True)).values())
    return len(often) == 1 and often != {1}


def average(plot: PlotPlan) -> None:
    """The values of several samples as their mean; each of them stays readable in the note."""
    for trait, values in plot.samples.items():
        numbers = [v for v in values if isinstance(v, float)]
        if len(values) > 1 and len(numbers) == len(values):
            plot.values[trait] = fsum(numbers) / len(numbers)
            plot.notes.append(ngettext(
                "{heading}: mean of {n} sample ({values})",
                "{heading}: mean of {n} samples ({values})", len(numbers)).format(
                heading=trait, n=len(numbers), values="; ".join(f"{v:.10g}" for v in numbers)))
        elif len(values) > 1:
            plot.values[trait] = "; ".join(dict.fromkeys(map(str, values)))


def number_plots(trial: TrialPlan) -> None:
    """Numbers for plots that have none: replicate and entry (105), where unique; else their order."""
    order = {name: place for place, name in enumerate(trial.entries, start=1)}
    wide = 3 if len(order) >= 100 else 2
    taken = {p.number for p in trial.plots.values() if p.number}
    for place, plot in enumerate(trial.plots.values(), start=1):
        if plot.number:
            continue
        block = plot.replicate or as_number(plot.block)
        number = f"{block}{trial.entries[plot.entry] or order[plot.entry]:0{wide}d}" if block else str(place)
        while number in taken:
            number = f"{number}b" if not number.endswith("b") else f"{number}{place}"
        plot.number = number
        taken.add(number)
