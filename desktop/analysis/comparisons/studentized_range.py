"""The studentized range: distribution and quantiles, vectorised over means, degrees of freedom and points.

`scipy.stats.studentized_range` integrates adaptively, one number at a time; six multiple comparisons of 200 entries
need hundreds of quantiles within a blink. Here both integrals are Gauss-Legendre sums on fixed nodes.

The range W of k independent standard normals has the distribution function

    H(w) = k ∫ φ(z) [Φ(z) − Φ(z − w)]^(k−1) dz,

and the studentized range Q = W / s, with ν s² chi-squared on ν degrees of freedom and independent of W, has

    P(Q ≤ q) = ∫ f(s) H(q s) ds

(H. L. Harter, Tables of range and studentized range, Annals of Mathematical Statistics 31, 1960, 1122-1147).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]

_TAIL = 1e-15  # probability left out at either end of the distribution of s
_LIMIT = 8.5  # Φ(−8.5) = 1e-17: beyond it the standard normal holds nothing that a double can show
_NORMAL_NODES = 40
_COARSE = (16, 16)  # nodes for the first approach to a quantile
_DIRECT = 30  # up to so many means each quantile is solved for; beyond, interpolated
_INTERPOLATION_NODES = 28


@lru_cache(maxsize=8)
def unit_nodes(count: int) -> tuple[Floats, Floats]:
    """Gauss-Legendre nodes and weights on [0, 1]."""
    nodes, weights = leggauss(count)
    return (nodes + 1) / 2, weights / 2


@lru_cache(maxsize=8)
def normal_nodes(count: int) -> tuple[Floats, Floats]:
    """Nodes, and weights that hold the standard normal density: Σ weight g(node) ≈ E g(Z)."""
    unit, weights = unit_nodes(count)
    z = (2 * unit - 1) * _LIMIT
    return z, weights * 2 * _LIMIT * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


@lru_cache(maxsize=64)
def chi_nodes(df: float, count: int = 0) -> tuple[Floats, Floats]:
    """Nodes, and weights that hold the density of s = sqrt(χ²/df): Σ weight g(node) ≈ E g(s).

    `count` 0 takes as many as a sum accurate to about 1e-10 needs: with few degrees of freedom the density is wide
    against the rise of H(q s), and the sum runs over log s.
    """
    half = df / 2
    count = count or (256 if df < 5 else 96 if df < 16 else 48)
    low = np.sqrt(special.gammaincinv(half, _TAIL) / half)
    high = np.sqrt(special.gammainccinv(half, _TAIL) / half)
    unit, weights = unit_nodes(count)
    if df < 5:
        s = np.exp(np.log(low) + unit * np.log(high / low))
        steps = weights * np.log(high / low) * s
    else:
        s, steps = low + unit * (high - low), weights * (high - low)
    log_density = np.log(2.0) + half * np.log(half) - special.gammaln(half) + (df - 1) * np.log(s) - half * s * s
    return s, steps * np.exp(log_density)


def normal_range_cdf(w: ArrayLike, k: ArrayLike, nodes: int = _NORMAL_NODES) -> Floats:
    """P(range of `k` standard normals ≤ `w`); both broadcast, `k` ≥ 2 need not be whole.

    Folded at the middle of the range, which leaves one smooth, falling integrand:
    H(w) = [2Φ(w/2) − 1]^k + 2k ∫ φ(z) [Φ(z) − Φ(z − w)]^(k−1) dz over z > w/2.
    """
    unit, weights = unit_nodes(nodes)
    width, means = np.broadcast_arrays(np.asarray(w, float), np.asarray(k, float))
    half = np.clip(width, 0.0, 2 * _LIMIT) / 2
    z = half[..., None] + (_LIMIT - half)[..., None] * unit
    between = special.ndtr(z) - special.ndtr(z - 2 * half[..., None])
    log_power = (means[..., None] - 1) * np.log(np.maximum(between, 1e-300))
    tail = np.exp(log_power - z * z / 2) @ weights * (_LIMIT - half) / np.sqrt(2 * np.pi)
    middle = special.erf(half / np.sqrt(2)) ** means
    return np.asarray(np.clip(middle + 2 * means * tail, 0.0, 1.0))


def cdf(q: ArrayLike, k: ArrayLike, df: float) -> Floats:
    """P(studentized range of `k` means on `df` degrees of freedom ≤ `q`); `q` and `k` broadcast."""
    return _cdf(np.asarray(q, float), np.asarray(k, float), float(df), 0, _NORMAL_NODES)


def _cdf(q: Floats, k: Floats, df: float, chi_count: int, normal_count: int) -> Floats:
    """`cdf` with the given numbers of nodes."""
    s, weight = chi_nodes(df, chi_count)
    points, means = np.broadcast_arrays(q, k)
    inner = normal_range_cdf(points[..., None] * s, means[..., None], normal_count)
    return np.asarray(np.clip(inner @ weight, 0.0, 1.0))


def quantile(p: ArrayLike, k: ArrayLike, df: float) -> Floats:
    """The `q` with `cdf(q, k, df) == p`; `p` and `k` broadcast, 0 < p < 1.

    What was solved for is remembered: the traits of one trial ask for the same quantiles.
    """
    probability, means = np.broadcast_arrays(np.asarray(p, float), np.asarray(k, float))
    return _remembered(probability.tobytes(), means.tobytes(), float(df)).reshape(probability.shape).copy()


@lru_cache(maxsize=256)
def _remembered(probabilities: bytes, numbers: bytes, df: float) -> Floats:
    """The quantiles for probabilities and numbers of means as they lie in memory."""
    target, means = np.frombuffer(probabilities), np.frombuffer(numbers)
    if float(target.max()) >= 0.999:  # few nodes miss more than what is left of the tail
        return _bracketed(target, means, df, 0, _NORMAL_NODES)
    start = _bracketed(target, means, df, *(_COARSE if df >= 16 else (0, _COARSE[1])))
    refined = _refined(start, target, means, df)
    return refined if np.all(np.isfinite(refined)) else _bracketed(target, means, df, 0, _NORMAL_NODES)


def _bracketed(p: Floats, k: Floats, df: float, chi_count: int, normal_count: int) -> Floats:
    """Quantiles by the Illinois form of regula falsi on log q, for all elements at once."""
    low, high = np.full(p.shape, np.log(1e-3)), np.full(p.shape, np.log(4.0))
    f_low, f_high = -p, _cdf(np.exp(high), k, df, chi_count, normal_count) - p
    for _doubling in range(60):
        short = f_high < 0
        if not np.any(short):
            break
        low, f_low = np.where(short, high, low), np.where(short, f_high, f_low)
        high = np.where(short, high + np.log(2.0), high)
        f_high = _cdf(np.exp(high), k, df, chi_count, normal_count) - p
    for _step in range(60):
        x = high - f_high * (high - low) / np.where(f_high != f_low, f_high - f_low, 1.0)
        fx = _cdf(np.exp(x), k, df, chi_count, normal_count) - p
        crossed = fx * f_high < 0
        low, f_low = np.where(crossed, high, low), np.where(crossed, f_high, f_low / 2)
        close = np.all(np.abs(fx) <= 1e-4 * p if chi_count or normal_count == _COARSE[1] else np.abs(x - high) < 1e-13)
        high, f_high = x, fx
        if close:
            break
    return np.asarray(np.exp(high))


def _refined(q: Floats, p: Floats, k: Floats, df: float) -> Floats:
    """Quantiles by the secant method from the near approach `q`, with all nodes; not finite where it fails."""
    before, after = q, q * 1.002
    f_before, f_after = cdf(before, k, df) - p, cdf(after, k, df) - p
    for _step in range(12):
        slope = (f_after - f_before) / np.where(after != before, after - before, 1.0)
        step = np.where(slope != 0, f_after / np.where(slope != 0, slope, 1.0), 0.0)
        step = np.clip(step, -after / 4, after / 4)
        before, f_before, after = after, f_after, after - step
        f_after = cdf(after, k, df) - p
        if np.all(np.abs(step) <= 1e-6 * after):
            return np.asarray(after - f_after * np.where(slope != 0, 1 / np.where(slope != 0, slope, 1.0), 0.0))
    return np.full(p.shape, np.nan)


def quantiles_up_to(p_of_k: Floats, count: int, df: float) -> Floats:
    """Quantiles for k = 2 … `count` means, at probability `p_of_k[k − 2]`; the critical values of a stepwise test.

    The quantile is a smooth function of log k, so that long tables are interpolated through Chebyshev nodes,
    where `p_of_k` must be a constant or (1 − α)^(k − 1).
    """
    k = np.arange(2, count + 1, dtype=float)
    if count <= _DIRECT:
        return quantile(p_of_k, k, df)
    angles = np.cos(np.pi * np.arange(_INTERPOLATION_NODES) / (_INTERPOLATION_NODES - 1))
    low, high = np.log(2.0), np.log(float(count))
    x = (low + high) / 2 + (high - low) / 2 * angles
    log_p = np.log(p_of_k)
    slope = (log_p[-1] - log_p[0]) / (count - 2)
    at_nodes = np.exp(log_p[0] + slope * (np.exp(x) - 2))
    values = np.log(quantile(at_nodes, np.exp(x), df))
    return np.exp(_barycentric(x, values, np.log(k)))


def _barycentric(nodes: Floats, values: Floats, x: Floats) -> Floats:
    """The polynomial through `values` at Chebyshev `nodes` of the second kind, at `x` (Berrut and Trefethen 2004)."""
    weights = np.where(np.arange(len(nodes)) % 2 == 0, 1.0, -1.0)
    weights[[0, -1]] /= 2
    difference = x[:, None] - nodes[None, :]
    exact = np.abs(difference) < 1e-15
    terms = weights / np.where(exact, 1.0, difference)
    result = (terms @ values) / terms.sum(axis=1)
    hit = exact.any(axis=1)
    result[hit] = values[exact[hit].argmax(axis=1)]
    return np.asarray(result)
