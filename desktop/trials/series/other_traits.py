"""The other traits of a series, each brought together over its trials by the rule of the trait dictionary.

The mean of the trials' means; the worst or the highest trial of diseases and scores, which are never averaged over
trials; the most frequent word of colours and shapes. Each trait is a scale of its own, so values of two scales never meet.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import fsum

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.trials.results.trait_result import usable
from desktop.trials.series.joined import SeriesData
from desktop.trials.trial_data import TrialData


@dataclass(frozen=True)
class Summed:
    """A trait over the trials that observed it: `by` entrant key → number or word; `trials` counts them."""

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


def rule_of(trait: Trait) -> str:
    """How a trait is brought together: as the dictionary says; a score never by its mean, a word by the most frequent."""
    if trait.kind in ("category", "text"):
        return "mode" if trait.kind == "category" and trait.summary != "none" else "none"
    if trait.kind == "score" and trait.summary == "mean":
        return "worst"
    return trait.summary if trait.kind in MEASURED else "none"


def _summed(data: SeriesData, trait: Trait) -> Summed | None:
    rule = rule_of(trait)
    if rule == "none":
        return None
    by_trial: dict[str, list[float | str]] = {}
    trials = 0
    for environment in data.environments:
        seen = _of_trial(environment.data, trait, environment.keys, rule)
        trials += bool(seen)
        for key, value in seen.items():
            by_trial.setdefault(key, []).append(value)
    if not by_trial:
        return None
    return Summed(trait, rule, {key: together(values, rule, trait) for key, values in by_trial.items()}, trials)


def _of_trial(data: TrialData, trait: Trait, keys: dict[int, str], rule: str) -> dict[str, float | str]:
    """The value of each entrant in one trial: the mean of its plots, or the most frequent word."""
    found: dict[str, list[float | str]] = {}
    for plot in usable(data):
        value = data.value(plot, trait) if rule == "mode" and trait.kind == "category" else data.number(plot, trait)
        if value not in (None, ""):
            found.setdefault(keys[plot.entry_id or 0], []).append(value)
    within = "mode" if rule == "mode" else "mean"
    return {key: together(values, within, trait) for key, values in found.items()}


def together(values: list[float | str], rule: str, trait: Trait) -> float | str:
    """Several values as one by the rule: "mean", "max", "worst" (by the trait's direction) or "mode"."""
    if rule == "mode":
        counted = Counter(values)
        return max(counted, key=lambda v: counted[v])  # the first of those equally frequent
    numbers = [float(v) for v in values]
    if rule == "mean":
        return fsum(numbers) / len(numbers)
    low = rule == "worst" and trait.direction == "higher"
    return min(numbers) if low else max(numbers)
