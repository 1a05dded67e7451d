"""The other traits of a series, each brought together over its trials by the rule of the trait dictionary.

What one trial says of a trait is summed up as in the trial's own report; each trait is a scale of its own, so values of two
scales never meet.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.model import Trait
from desktop.trials.results import summing
from desktop.trials.series.joined import SeriesData


@dataclass(frozen=True)
class Summed:
    """A trait over the trials that observed it: `by` entrant key → number or stored word; `trials` counts them."""

    trait: Trait
    rule: str
    by: dict[str, float | str]
    trials: int


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
    trials = 0
    for environment in data.environments:
        seen = summing.of_entries(environment.data, trait)
        trials += bool(seen)
        for entry, value in seen.items():
            by_trial.setdefault(environment.keys[entry], []).append(value)
    if not by_trial:
        return None
    return Summed(trait, rule, {key: summing.together(values, rule, trait) for key, values in by_trial.items()}, trials)
