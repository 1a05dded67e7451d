"""The critical t of Waller and Duncan's Bayesian k-ratio test.

Means are taken as drawn from a normal distribution, both variances (of the error and of the means) as unknown with
Jeffreys' priors, and a wrong verdict of a difference as `k` times as serious as a missed one. With φ = σ²(means of a
plot's size) / σ² ≥ 1, q and f degrees of freedom and the observed F, the posterior of φ is proportional to
φ^(−q/2−1) (f + qF/φ)^(−(f+q)/2), and given φ a true difference follows Student's t on f + q degrees of freedom about
the observed one shrunk by S = 1 − 1/φ. The critical t is where the expected losses balance:

    E[max(δ, 0)] = k E[max(−δ, 0)]

(R. A. Waller, D. B. Duncan, A Bayes rule for the symmetric multiple comparisons problem, JASA 64, 1969, 1484-1503).
It is given to three decimals, as their tables print it.
"""

from __future__ import annotations

from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.comparisons.roots import crossing
from desktop.analysis.comparisons.studentized_range import unit_nodes

Floats = NDArray[np.float64]

_NODES = 400
_LARGEST = 1e3
_RATIOS = {0.01: 500.0, 0.05: 100.0, 0.10: 50.0}  # the k that stands for a level of significance, by its authors


def k_ratio(alpha: float) -> float:
    """The ratio of losses that stands for a level of significance; between and beyond the known ones on a log scale."""
    known = sorted(_RATIOS)
    if alpha in _RATIOS:
        return _RATIOS[alpha]
    return float(np.exp(np.interp(np.log(alpha), np.log(known), np.log([_RATIOS[level] for level in known]))))


@lru_cache(maxsize=256)
def critical_t(k: float, q: int, f: int, observed: float) -> float:
    """The t beyond which two means differ; infinite where no difference of any size would.

    `q` and `f` are the degrees of freedom of treatments and error, `observed` the F ratio.
    """
    spread, weight = _posterior(q, f, observed)
    low, high = 0.0, 4.0
    while _balance(high, spread, weight, q + f) < k:
        high *= 2
        if high > _LARGEST:
            return float("inf")
    def off(t: float) -> float:
        return log(min(max(_balance(t, spread, weight, q + f), 1e-300), 1e300) / k)

    return round(crossing(off, low, high, 1e-6, flat=1e-9), 3)


def _posterior(q: int, f: int, observed: float) -> tuple[tuple[Floats, Floats], Floats]:
    """At nodes over φ: the shrinkage and the scale of δ, and the posterior weights. Nodes run over u = φ^(−1/2)."""
    unit, weights = unit_nodes(_NODES)
    error = f + q * observed * unit**2
    log_density = (q - 1) * np.log(unit) - (f + q) / 2 * np.log(error)
    shrink = 1 - unit**2
    return (shrink, np.sqrt(shrink * error / (f + q))), weights * np.exp(log_density - log_density.max())


def _balance(t: float, spread: tuple[Floats, Floats], weight: Floats, df: int) -> float:
    """E[max(δ, 0)] / E[max(−δ, 0)] for an observed difference of `t` standard errors."""
    shrink, scale = spread
    mean = shrink * t
    u = mean / scale
    log_density = -np.log1p(u * u / df) * (df + 1) / 2 + special.gammaln((df + 1) / 2) - special.gammaln(df / 2)
    density = np.exp(log_density) / np.sqrt(np.pi * df)
    tail = scale * (df + u * u) / (df - 1) * density
    gain = float(weight @ (mean * special.stdtr(df, u) + tail))
    loss = float(weight @ (tail - mean * special.stdtr(df, -u)))
    return gain / loss if loss > 0 else np.inf
