"""Scores: weighted marks, marks against the best, and sheets of key figures with steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Step = tuple[Fraction, Fraction]
"""The attainment in percent below which it holds, and the marks that it gives."""


def weighted(weights_and_marks: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The mean of marks by their weights. ValueError where the weights have no sum."""
    total = sum(weight for weight, _mark in weights_and_marks)
    if not total:
        raise ValueError("the weights have no sum")
    return sum((weight * mark for weight, mark in weights_and_marks), Fraction(0)) / total


def against_best(values: Sequence[Mapping[str, Fraction]], weights: Mapping[str, Fraction]) -> list[Fraction]:
    """Scores by weights, where the best of each criterion counts 100 and the others in proportion to it.

    A criterion without weight is left out. ValueError where the weights have no sum, or nobody has more than nothing of a
    criterion.
    """
    weights = {name: weight for name, weight in weights.items() if weight}
    best = {name: max(row[name] for row in values) for name in weights}
    if not all(best.values()):
        raise ValueError("nobody has more than nothing of a criterion")
    return [weighted([(weight, row[name] * 100 / best[name]) for name, weight in weights.items()]) for row in values]


def key_figure(target: Fraction, actual: Fraction, marks: Fraction, *, less: bool = False,
               steps: Sequence[Step] = ()) -> Fraction:
    """The marks of a key figure.

    With steps: those of the lowest step above the attainment, all from the highest step on. Without: in proportion to the
    attainment and at most all; where `less` is better all up to the target, then falling to none at twice the target.
    """
    attainment = actual * 100 / target
    if steps:
        return min(((below, given) for below, given in steps if attainment < below), default=(None, marks))[1]
    share = 2 - actual / target if less else actual / target
    return marks * min(max(share, Fraction(0)), Fraction(1))
