"""Plots that stand apart: from their model, from their neighbours on the map, or exchanged with another plot. Pure.

The model is entry plus complete block, trait by trait. An exchange is sought within each block first, then over the
field (K. Ryder, Experimental Agriculture 17, 1981, 243-256: residuals on the map); one that several traits point at is
named once, with all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from desktop.analysis import suspects
from desktop.analysis.factors import factor
from desktop.analysis.linear.least_squares import LinearModel
from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core.i18n import _
from desktop.core.units import format_number
from desktop.trials.checks.finding import Finding, Material, shown
from desktop.trials.model import Plot
from desktop.trials.observations.plausible import limit
from desktop.trials.results.by_design import usable

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 8  # so many values are needed
LARGEST = 1500  # beyond it the model is the two-way one and no exchange is sought
NAMED = 6


@dataclass
class Fit:
    """A trait's values in plot order with what the model leaves of them; `studentized` is NaN where not defined."""

    trait: Trait
    plots: list[Plot]
    values: NDArray[np.float64]
    residuals: NDArray[np.float64]
    studentized: NDArray[np.float64]
    model: LinearModel | None


def field_findings(material: Material) -> Iterator[Finding]:
    """All findings of this kind."""
    exchanges: dict[tuple[int, int], list[tuple[Trait, float, str]]] = {}
    for trait in material.data.traits:
        fitted = fit(material, trait) if trait.kind in MEASURED else None
        if fitted is None:
            continue
        pair = exchange(material, fitted)
        if pair is not None:
            first, second, share, values = pair
            exchanges.setdefault((first, second), []).append((trait, share, values))
        else:
            yield from _far(fitted)
        told = pair[:2] if pair else ()
        yield from (f for f in _unlike(fitted) if f.plot not in told)
    yield from _swapped(material, exchanges)


def fit(material: Material, trait: Trait) -> Fit | None:
    """The residuals of a trait after entries and complete blocks; None with too few values or no replication."""
    data = material.data
    seen = [(p, v) for p in usable(data) if (v := data.number(p, trait)) is not None]
    entries = [str(p.entry_id) for p, _v in seen]
    if len(seen) < LEAST or len(set(entries)) == len(entries) or len({v for _p, v in seen}) < 2:
        return None
    plots, values = [p for p, _v in seen], np.array([v for _p, v in seen])
    blocks = [data.block(p) for p in plots]
    blocked = all(blocks) and len(set(blocks)) > 1
    if len(seen) > LARGEST:
        return _two_way(trait, plots, values, entries, [str(b) for b in blocks])
    factors = {"entry": factor("entry", entries)}
    if blocked:
        factors["block"] = factor("block", [str(b) for b in blocks])
    model = LinearModel(values, factors, [("block",), ("entry",)] if blocked else [("entry",)])
    if model.residual_df < 3 or not model.residual_ss:
        return None
    return Fit(trait, plots, values, model.residuals, suspects.studentized_residuals(model), model)


def _two_way(trait: Trait, plots: list[Plot], values: NDArray[np.float64], entries: list[str], blocks: list[str]) -> Fit:
    """The model of a large trial by means: less the entry's and the block's."""
    left = values - values.mean()
    for labels in (blocks, entries, blocks, entries):
        codes = np.unique(labels, return_inverse=True)[1]
        left = left - (np.bincount(codes, left) / np.bincount(codes))[codes]
    spread = _spread(left)
    return Fit(trait, plots, values, left, left / spread if spread else np.full(len(left), np.nan), None)


def _spread(numbers: NDArray[np.float64]) -> float:
    """The standard deviation by the median absolute deviation, which a few wrong plots do not change."""
    return float(1.4826 * np.median(np.abs(numbers - np.median(numbers))))


def exchange(material: Material, fitted: Fit) -> tuple[int, int, float, str] | None:
    """The keys of two plots whose values seem exchanged, the share of the error left without it, and their values."""
    if fitted.model is None:
        return None
    blocks = np.unique([str(material.data.block(p)) for p in fitted.plots], return_inverse=True)[1]
    found = suspects.exchanged_pair(fitted.model, blocks) or suspects.exchanged_pair(fitted.model)
    if found is None:
        return None
    first, second = fitted.plots[found.first], fitted.plots[found.second]
    if first.entry_id == second.entry_id:
        return None
    values = " ↔ ".join(shown(float(fitted.values[i]), fitted.trait) for i in (found.first, found.second))
    return first.id, second.id, found.share, values


def _swapped(material: Material, exchanges: dict[tuple[int, int], list[tuple[Trait, float, str]]]) -> Iterator[Finding]:
    numbers = {p.id: p.number for p in material.data.plots}
    for (first, second), said in sorted(exchanges.items(), key=lambda item: -len(item[1])):
        traits = _(", ").join(t.title() for t, _share, _values in said)
        text = _("The values of plots {a} and {b} seem exchanged ({traits}): exchanged back they would leave {share} % of "
                 "the error.").format(a=numbers[first], b=numbers[second], traits=traits,
                                      share=round(100 * min(share for _t, share, _v in said)))
        yield Finding("swapped", text, first, second, said[0][0].id, None, said[0][2])


def _far(fitted: Fit) -> Iterator[Finding]:
    """Plots beyond the 5 % limit for the largest of all studentized residuals (Bonferroni)."""
    df = fitted.model.residual_df - 1 if fitted.model else len(fitted.plots)
    limit = -float(special.stdtrit(df, 0.05 / 2 / len(fitted.plots)))
    others = suspects.expected_by_others(fitted.model) if fitted.model else fitted.values - fitted.residuals
    for place in np.argsort(-np.abs(np.nan_to_num(fitted.studentized)))[:NAMED]:
        t = float(fitted.studentized[place])
        if abs(t) > limit:
            value = float(fitted.values[place])
            expected = float(others[place])
            yield Finding("residual", _("{value}, where entry and block make {expected} expected (t = {t}).").format(
                value=shown(value, fitted.trait), expected=shown(expected, fitted.trait), t=format_number(t, 1)),
                fitted.plots[place].id, None, fitted.trait.id, None, shown(value, fitted.trait))


def _unlike(fitted: Fit) -> Iterator[Finding]:
    """Plots whose residual differs from the mean of those beside, before and behind them far more than usual."""
    places = {(p.row, p.column): i for i, p in enumerate(fitted.plots) if p.row and p.column}
    around: dict[int, list[int]] = {}
    for (row, column), i in places.items():
        near = [places.get((row + dr, column + dc)) for dr, dc in ((0, 1), (0, -1), (1, 0), (-1, 0))]
        around[i] = [n for n in near if n is not None]
    judged = [i for i, near in around.items() if len(near) >= 2]
    if len(judged) < LEAST:
        return
    away = np.array([fitted.residuals[i] - np.mean(fitted.residuals[around[i]]) for i in judged])
    spread = _spread(away)
    if not spread:
        return
    most = limit("neighbour")
    for place in np.argsort(-np.abs(away))[:NAMED]:
        if abs(away[place]) / spread > most:
            i = judged[place]
            yield Finding("neighbour", _("{value} is {much} than the plots around it would lead one to expect.").format(
                value=shown(float(fitted.values[i]), fitted.trait), much=_much(float(away[place]), fitted.trait)),
                fitted.plots[i].id, None, fitted.trait.id, None, shown(float(fitted.values[i]), fitted.trait))


def _much(away: float, trait: Trait) -> str:
    return (_("{amount} more") if away > 0 else _("{amount} less")).format(amount=shown(abs(away), trait))
