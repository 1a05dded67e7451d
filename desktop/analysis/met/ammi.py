"""AMMI: additive main effects and multiplicative interaction.

The interaction of a complete table of means is split into axes by singular values (H. G. Gauch, Statistical Analysis of
Regional Yield Trials, 1992; R. W. Zobel, M. J. Wright, H. G. Gauch, Agronomy Journal 80, 1988, 388-393). Tests of the
axes: H. F. Gollob, Psychometrika 33, 1968, 73-115, each axis with t + e − 1 − 2k degrees of freedom, too liberal; and
P. L. Cornelius, J. Seyedsadr, J. Crossa, Theoretical and Applied Genetics 84, 1992, 161-172, F_R of what the axes so far
leave. AMMI stability value: J. L. Purchase, H. Hatting, C. S. van Deventer, South African Journal of Plant and Soil 17,
2000, 101-107.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.met.stability import interaction

Floats = NDArray[np.float64]

_NOTHING = 1e-12  # an axis so much shorter than the table's numbers is rounding


@dataclass(frozen=True)
class Axis:
    """One axis: singular value of the table of means, percent of the interaction, and its tests.

    `ss` is on the scale of plots (replicates × squared singular value). `f`, `p` are Gollob's for this axis;
    `remainder_f`, `remainder_p` are F_R for this axis and all after it; None where there is no error.
    """

    number: int
    singular_value: float
    percent: float
    cumulative: float
    df: int
    ss: float
    f: float | None = None
    p: float | None = None
    remainder_df: int = 0
    remainder_f: float | None = None
    remainder_p: float | None = None


@dataclass(frozen=True)
class Ammi:
    """The axes, longest first, and the scores: entries × axes and environments × axes, each with √(singular value).

    Scores multiply to the interaction: entry_scores @ environment_scores.T. `significant` counts the axes that F_R
    finds at 5 %, None without error.
    """

    axes: tuple[Axis, ...]
    entry_scores: Floats
    environment_scores: Floats
    significant: int | None

    def stability_value(self) -> Floats:
        """AMMI stability value (ASV) of every entry: the first axis weighted by its share beside the second; small: stable."""
        first = self.entry_scores[:, 0] if self.axes else np.zeros(len(self.entry_scores))
        if len(self.axes) < 2 or not self.axes[1].ss:
            return np.asarray(np.abs(first))
        weight = self.axes[0].ss / self.axes[1].ss
        return np.asarray(np.hypot(weight * first, self.entry_scores[:, 1]))


def ammi(table: Floats, *, replicates: float, error_ms: float | None, error_df: int, estimated: int = 0) -> Ammi:
    """The analysis of a complete table of means; `error_ms` on the scale of plots, None or 0 where there is none.

    `estimated` cells were not observed: what the axes leave has so many degrees of freedom fewer.
    """
    u, s, v = decompose(interaction(table), min(table.shape) - 1, float(np.abs(table).max()))
    root = np.sqrt(s)
    axes = _axes(s, table.shape, replicates, (error_ms or 0.0, error_df), estimated)
    tested = [axis.remainder_p for axis in axes if axis.remainder_p is not None]
    significant = next((i for i, p in enumerate(tested) if p > 0.05), len(tested)) if tested else None
    return Ammi(axes, u * root, v * root, significant)


def decompose(table: Floats, count: int, scale: float) -> tuple[Floats, Floats, Floats]:
    """Left vectors, singular values and right vectors (both by column), the sign such that the largest of each right
    vector is positive; values that are nothing but rounding at `scale` are set to zero."""
    u, s, vt = np.linalg.svd(table, full_matrices=False)
    u, s, v = u[:, :count], s[:count], vt[:count].T
    s = np.where(s > _NOTHING * scale, s, 0.0)
    sign = np.sign(v[np.abs(v).argmax(axis=0), np.arange(v.shape[1])])
    return u * sign, s, v * sign


def _axes(
    s: Floats, shape: tuple[int, int], replicates: float, error: tuple[float, int], estimated: int
) -> tuple[Axis, ...]:
    """The axes with their shares and tests."""
    t, e = shape
    squares = s**2
    total = float(squares.sum())
    axes = []
    for k, square in enumerate(squares.tolist(), 1):
        ss, df = replicates * square, t + e - 1 - 2 * k
        rest, rest_df = replicates * float(squares[k - 1 :].sum()), max((t - k) * (e - k) - estimated, 0)
        f, p = _tested(ss, df, *error)
        rest_f, rest_p = _tested(rest, rest_df, *error)
        share = 100 / total if total else 0.0
        cumulative = share * float(squares[:k].sum())
        axes.append(
            Axis(k, float(s[k - 1]), share * square, cumulative, df, ss, f, p, rest_df, rest_f, rest_p)
        )
    return tuple(axes)


def _tested(ss: float, df: int, error_ms: float, error_df: int) -> tuple[float | None, float | None]:
    """F and p; None without error or degrees of freedom."""
    if not error_ms or not error_df or df < 1:
        return None, None
    f = ss / df / error_ms
    return f, float(special.fdtrc(df, error_df, f))
