"""Where a function of one number crosses zero.

Why not `scipy.optimize.brentq`: the package takes as long to load (0.4 s) as all else that an analysis needs together, and
Waller and Duncan's t, which is sought in every analysis, is the only root most of them look for. `spatial`, which minimizes
many times over, does load it.
"""

from __future__ import annotations

from collections.abc import Callable

_STEPS = 200


def crossing(function: Callable[[float], float], low: float, high: float, accuracy: float, *, flat: float = 0.0) -> float:
    """The zero of a rising function between `low` and `high`, by the Illinois form of false position.

    The search ends where the bounds are nearer than `accuracy` or the function is within `flat` of zero.
    """
    below, above, side = function(low), function(high), 0
    for _step in range(_STEPS):
        if high - low <= accuracy or above == below:
            break
        middle = (low * above - high * below) / (above - below)
        here = function(middle)
        if abs(here) <= flat:
            return middle
        if here > 0:
            high, above = middle, here
            below, side = below / 2 if side > 0 else below, 1
        else:
            low, below = middle, here
            above, side = above / 2 if side < 0 else above, -1
    return high
