"""Plots that deserve a second look: far from what the model expects, or seemingly exchanged with another plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.linear.least_squares import LinearModel
from desktop.analysis.notes import Note
from desktop.analysis.parts import Plot
from desktop.analysis.request import Request

Floats = NDArray[np.float64]

_NAMED = 4  # so many suspect plots are named
_LEVEL = 0.05
_LARGEST_GROUP = 1500  # all pairs of so many plots are tried for an exchange


@dataclass(frozen=True)
class Exchange:
    """Two plots, by their place in the model, and the share of the error that exchanging their values would leave."""

    first: int
    second: int
    share: float


def suspects(request: Request, plots: Sequence[Plot], model: LinearModel) -> list[Note]:
    """The sentences about an exchanged pair and about single plots."""
    exchange = exchanged_pair(model, model.factors[request.blocks[0]].codes if request.blocks else None)
    if exchange is None:
        return [_single(plots[i], model, i, request.columns()) for i in far_plots(plots, model)]
    pair = (exchange.first, exchange.second)
    values = {
        "first": _place(model, pair[0], request.columns()),
        "second": _place(model, pair[1], request.columns()),
        "a": plots[pair[0]].value,
        "b": plots[pair[1]].value,
        "share": 100 * exchange.share,
    }
    single = [i for i in far_plots(plots, model) if i not in pair]
    return [Note("exchanged", values), *(_single(plots[i], model, i, request.columns()) for i in single)]


def studentized_residuals(model: LinearModel) -> Floats:
    """Externally studentized residuals (each plot judged by the error of the others); NaN where not defined."""
    df = model.residual_df - 1
    free = 1 - model.leverages
    result = np.full(len(model.y), np.nan)
    usable = free > 1e-9
    if df < 1 or not model.residual_ss:
        return result
    rest = (model.residual_ss - model.residuals[usable] ** 2 / free[usable]) / df
    fine = rest > 1e-12 * model.residual_ss
    places = np.flatnonzero(usable)[fine]
    result[places] = model.residuals[places] / np.sqrt(rest[fine] * free[places])
    return result


def expected_by_others(model: LinearModel) -> Floats:
    """What the other plots make expected of each, y − e / (1 − h): a value ten times too large would else raise what is
    expected of itself; the fitted value where a plot is alone in its model."""
    free = 1 - model.leverages
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(free > 1e-9, model.y - model.residuals / free, model.y - model.residuals)


def far_plots(plots: Sequence[Plot], model: LinearModel) -> list[int]:
    """Plots whose studentized residual is beyond the 5 % limit for the largest of all (Bonferroni), worst first."""
    if model.residual_df < 3:
        return []
    limit = -float(special.stdtrit(model.residual_df - 1, _LEVEL / 2 / len(plots)))
    size = [abs(plot.studentized or 0.0) for plot in plots]
    return sorted((i for i, t in enumerate(size) if t > limit), key=lambda i: -size[i])[:_NAMED]


def exchanged_pair(model: LinearModel, groups: NDArray[np.intp] | None = None) -> Exchange | None:
    """The pair whose values, exchanged, would lower the error most, if that is more than chance does.

    Pairs are sought within `groups` (plots of one block), or among all plots. What the exchange takes off the
    residual sum of squares is judged as one degree of freedom, at 5 % divided by the number of pairs: in simulated
    trials without an exchange fewer than one in fifty is warned of. It finds the exchanged plots of K. Ryder,
    Field plans: why the biometrician finds them useful, Experimental Agriculture 17, 1981, 243-256.
    """
    codes = np.zeros(len(model.y), dtype=np.intp) if groups is None else groups
    members = [np.flatnonzero(codes == code) for code in np.unique(codes)]
    members = [m for m in members if 2 <= len(m) <= _LARGEST_GROUP]
    if model.residual_df < 3 or not model.residual_ss or not members:
        return None
    best = min((_best_exchange(model, m) for m in members), key=lambda e: e.share)
    pairs = sum(len(m) * (len(m) - 1) // 2 for m in members)
    df = model.residual_df - 1
    f = (1 - best.share) * df / best.share if best.share > 0 else np.inf
    return best if pairs * float(special.fdtrc(1, df, f)) < _LEVEL else None


def _best_exchange(model: LinearModel, members: NDArray[np.intp]) -> Exchange:
    """The pair among `members` whose exchange leaves the least residual sum of squares.

    Exchanging i and j adds d = y_j − y_i to one and takes it from the other; with M = I − H the sum of squares becomes
    RSS − 2 (y_i − y_j)(e_i − e_j) + (y_i − y_j)² (m_ii + m_jj − 2 m_ij).
    """
    free = np.eye(len(members)) - model.projection(members)
    y, e, own = model.y[members], model.residuals[members], np.diag(free)
    difference = y[:, None] - y[None, :]
    spread = own[:, None] + own[None, :] - 2 * free
    left = model.residual_ss - 2 * difference * (e[:, None] - e[None, :]) + difference**2 * spread
    i, j = np.unravel_index(int(left.argmin()), left.shape)
    share = max(float(left[i, j]) / model.residual_ss, 0.0)
    first, second = sorted((int(members[i]), int(members[j])))
    return Exchange(first, second, share)


def _single(plot: Plot, model: LinearModel, i: int, names: Sequence[str]) -> Note:
    """The sentence about one plot."""
    values = {
        "place": _place(model, i, names),
        "value": plot.value,
        "fitted": float(expected_by_others(model)[i]),
        "t": plot.studentized,
    }
    return Note("suspect_plot", values)


def _place(model: LinearModel, i: int, names: Sequence[str]) -> str:
    """Where a plot stands: its levels."""
    return ", ".join(f"{name} {model.factors[name].levels[model.factors[name].codes[i]]}" for name in names)
