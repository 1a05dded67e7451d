"""Which power of the response makes its errors most nearly normal and even: the likelihood of Box and Cox.

For x > 0 and z(λ) = (x^λ − 1) / (λ g^(λ−1)), g the geometric mean (log x · g at λ = 0), the profile log likelihood is
−n/2 log(residual sum of squares of z / n); the interval holds the λ less than χ²(1)/2 below its top (G. E. P. Box,
D. R. Cox, An analysis of transformations, Journal of the Royal Statistical Society B 26, 1964, 211-252).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.further_table import Cell, FurtherTable, plain
from desktop.analysis.linear.least_squares import LinearModel
from desktop.core.i18n import N_

Floats = NDArray[np.float64]

_GRID = np.round(np.arange(-2.0, 2.0 + 1e-9, 0.01), 2)
_NAMES = {"lambda": "λ", "lower": N_("Lower limit"), "upper": N_("Upper limit"), "suggestion": N_("Suggestion")}


def box_cox(model: LinearModel) -> FurtherTable | None:
    """The best λ, its 95 % interval and the transformation to choose; None where a value is not positive or no error is.

    The suggestion is "none" where 1 is in the interval, else the nearest of log (0), sqrt (0.5) and none.
    """
    x = model.y
    if x.min() <= 0 or not model.residual_ss or model.residual_df < 3:
        return None
    logs = np.log(x) - np.log(x).mean()  # the unit, here the geometric mean, does not matter
    powers = np.where(_GRID == 0, logs[:, None], np.expm1(np.outer(logs, _GRID)) / np.where(_GRID == 0, 1.0, _GRID))
    rest = model.residual_of(powers)
    sums = (rest**2).sum(axis=0)
    height = -len(x) / 2 * np.log(sums / len(x))
    best = int(height.argmax())
    inside = _GRID[height >= height[best] - float(special.chdtri(1, 0.05)) / 2]
    facts: dict[str, Cell] = {
        "lambda": float(_GRID[best]),
        "lower": float(inside[0]),
        "upper": float(inside[-1]),
        "suggestion": _suggestion(float(_GRID[best]), float(inside[0]), float(inside[-1])),
    }
    return plain("box_cox", N_("Transformation by Box and Cox"), N_("Figure"), facts, _NAMES)


def _suggestion(best: float, lower: float, upper: float) -> str:
    """The name of the transformation nearest to the best power."""
    if lower <= 1 <= upper:
        return "none"
    return min((("log", 0.0), ("sqrt", 0.5), ("none", 1.0)), key=lambda item: abs(item[1] - best))[0]
