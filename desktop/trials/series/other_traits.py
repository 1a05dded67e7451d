"""The other traits of a series, each brought together over its trials by the rule of the trait dictionary.

What one trial says of a trait is summed up as in the trial's own report; each trait is a scale of its own, so values of two
scales never meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.trials.report.trait_tables import GROWTH, Precision, counts_as_crop, growth_days
from desktop.trials.results import summing
from desktop.trials.series.joined import SeriesData

ALPHA = 0.05


@dataclass(frozen=True)
class Summed:
    """A trait over the trials that observed it: `by` entrant key → number or stored word; `trials` counts them."""

    trait: Trait
    rule: str
    by: dict[str, float | str]
    trials: int
    precision: Precision | None = None


def summaries(data: SeriesData) -> list[Summed]:
    """The other traits that were observed, in the order of the trials' lists; those without a rule are left out."""
    traits: dict[int, Trait] = {}
    for environment in data.environments:
        for trait in environment.data.traits:
            traits.setdefault(trait.id, trait)
    skipped = {data.trait.id if data.trait else 0, *(e.trait.id for e in data.environments)}
    found = [_summed(data, t) for t in traits.values() if t.id not in skipped and not (t.is_yield and data.per_mu)]
    return [one for one in found if one is not None]


def _summed(data: SeriesData, trait: Trait) -> Summed | None:
    rule = summing.over_trials(trait)
    if rule == summing.NONE:
        return None
    by_trial: dict[str, list[float | str]] = {}
    cells: list[tuple[str, str, float]] = []
    for environment in data.environments:
        for entry, value in summing.of_entries(environment.data, trait).items():
            by_trial.setdefault(environment.keys[entry], []).append(value)
            if isinstance(value, float):
                cells.append((environment.keys[entry], environment.label, value))
    if not by_trial:
        return None
    trials = max(len(values) for values in by_trial.values())
    together = {key: summing.together(values, rule, trait) for key, values in by_trial.items()}
    return Summed(trait, rule, together, trials, _precision(cells) if rule == "mean" else None)


def _precision(cells: Sequence[tuple[str, str, float]]) -> Precision | None:
    """LSD, CV and p of the varieties over the trials, by the interaction; None where there are too few values for an error."""
    from desktop.analysis.columns import PlotColumns
    from desktop.analysis.linear import rcbd

    entries, places, values = zip(*cells, strict=True) if cells else ((), (), ())
    if len(set(places)) < 2 or len(set(entries)) < 2 or len(set(values)) < 2:
        return None
    try:
        found = rcbd.analyse(PlotColumns("y", values, {"entry": entries}, {"block": ("site", places)}), None, ALPHA)
    except UserError:
        return None  # what was seen at single sites does not hang together
    if not found.error_ms:
        return None
    least = found.tables["entry"].critical_differences.get("lsd")  # lost plots give each pair one of its own
    p = next((row.p for row in found.anova if row.source == "entry"), None)
    return Precision(least if isinstance(least, float) else None, found.cv_percent, p)


def growth(data: SeriesData) -> tuple[dict[str, float], bool]:
    """Days of growth by entrant, as the trials count them, on average over those that know them; whether
    all count from the stage that the crop counts from."""
    counted = True
    found: dict[str, list[float]] = {}
    for environment in data.environments:
        trial = environment.data
        seen = {t.id: values for t in trial.traits if t.part == GROWTH and (values := summing.of_entries(trial, t))}
        shown = [t for t in trial.traits if t.id in seen]
        counted = counted and (not shown or counts_as_crop(trial, shown))
        for entry, days in growth_days(trial, shown, seen).items():
            if isinstance(days, float):
                found.setdefault(environment.keys[entry], []).append(days)
    return {key: fsum(days) / len(days) for key, days in found.items()}, counted
