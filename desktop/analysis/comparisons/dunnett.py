"""Dunnett's two-sided comparisons of treatments with one check, exact.

With t_i = (difference i) / (its standard error), all from one error mean square on ν degrees of freedom, the level is
held for all comparisons at once by the distribution of max |t_i| (C. W. Dunnett, JASA 50, 1955, 1096-1121). Where the
correlations of the differences are products ρ_ij = λ_i λ_j — arithmetic means with any replications, where
λ_i = sqrt(n_i / (n_i + n_0)), and many adjusted means — it is that of `one_factor_t`; other correlations are left to
`factor_t` and `multivariate_t`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.comparisons.factor_t import FactorMaximum, shared_loadings
from desktop.analysis.comparisons.multivariate_t import GeneralMaximum
from desktop.analysis.comparisons.one_factor_t import Maximum, departures, one_factor

Floats = NDArray[np.float64]

_FEW = 6  # up to so many correlations that are no products are summed one by one


@dataclass(frozen=True)
class Comparisons:
    """Differences from the check with simultaneous limits: one element per treatment compared.

    `exact` is false where the correlations are not products and the probability comes from a lattice rule.
    """

    difference: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    p: Floats
    critical: float
    exact: bool


def compare_with_check(
    means: Floats,
    unscaled: Floats,
    check: int,
    *,
    error_ms: float,
    error_df: int,
    alpha: float = 0.05,
    own: Floats | None = None,
) -> Comparisons:
    """All means but number `check` compared with it.

    `unscaled` is the covariance matrix of the means divided by the error variance: diag(1/n) for arithmetic means of
    n plots, `AdjustedMeans.unscaled` for least-squares means. `own` is the part of its diagonal that comes from each
    treatment's plots alone (1/n), where known. `error_ms` > 0, `error_df` ≥ 1.
    """
    others = np.delete(np.arange(len(means)), check)
    contrast = np.eye(len(means))[others] - np.eye(len(means))[check]
    covariance = contrast @ unscaled @ contrast.T
    width = np.sqrt(np.diag(covariance))
    difference = means[others] - means[check]
    error = np.sqrt(error_ms) * width
    alone = None if own is None else own[others] / width**2
    distribution = maximum_of(covariance / np.outer(width, width), error_df, alone)
    critical = distribution.critical(alpha)
    p = np.clip(1 - distribution.cdf(np.abs(difference) / error), 0.0, 1.0)
    half = critical * error
    return Comparisons(difference, error, difference - half, difference + half, p, critical, distribution.exact)


def maximum_of(correlation: Floats, df: float, own: Floats | None = None) -> Maximum:
    """The distribution of max |t_i| for any correlation matrix; `own` is the part of its diagonal that nothing shares."""
    loadings = one_factor(correlation)
    apart = len(correlation) if loadings is None else int(departures(correlation, loadings).sum())
    if loadings is not None and not apart:
        return Maximum(loadings, df)
    shared = None if own is None or apart <= _FEW else shared_loadings(correlation, own)
    if own is not None and shared is not None and shared.shape[1] < apart:
        return FactorMaximum(own, shared, df)
    return GeneralMaximum(correlation, loadings, df)
