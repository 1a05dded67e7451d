"""Six multiple comparisons of means: which pairs does each test separate.

The tests are those of the textbooks, in the form of the R package agricolae, whose results this program is compared
with (F. de Mendiburu; R. G. D. Steel, J. H. Torrie, D. A. Dickey, Principles and Procedures of Statistics, 1997):

- lsd: Fisher's least significant difference, t with the pair's own standard error;
- bonferroni: the same, p times the number of pairs;
- scheffe: F with the pair's own standard error;
- tukey: the studentized range of all means, the pair's own standard error (Tukey-Kramer);
- duncan and snk: the studentized range of as many means as the pair spans in order of size, with the harmonic mean of
  the replications; Duncan's level is 1 − (1 − α)^(span − 1).

A p-value is judged as it is printed, to four decimals, and separates a pair if it is not above α; so 0.05004 does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import comb, floor

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from desktop.trials.analysis import studentized_range

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_DECIMALS = 4


@dataclass(frozen=True)
class RankedMeans:
    """Means from the largest to the smallest, with their replications, and the error they are judged by."""

    levels: tuple[str, ...]
    means: Floats
    counts: Floats
    error_ms: float
    error_df: int
    alpha: float = 0.05

    @cached_property
    def differences(self) -> Floats:
        """Absolute differences of all pairs."""
        return np.abs(self.means[:, None] - self.means[None, :])

    @cached_property
    def standard_errors(self) -> Floats:
        """Standard errors of the differences of all pairs, each with its own replications."""
        return np.asarray(np.sqrt(self.error_ms * (1 / self.counts[:, None] + 1 / self.counts[None, :])))

    @property
    def harmonic_count(self) -> float:
        """The harmonic mean of the replications."""
        return float(1 / np.mean(1 / self.counts))

    @property
    def printed_alpha(self) -> float:
        """The p-value below which the printed one, to four decimals, is not above `alpha`."""
        scale = 10.0**_DECIMALS
        if self.alpha * scale < 1:
            return self.alpha
        return (floor(self.alpha * scale + 1e-6) + 0.5) / scale


def ranked(
    levels: tuple[str, ...], means: ArrayLike, counts: ArrayLike, *, error_ms: float, error_df: int, alpha: float = 0.05
) -> RankedMeans:
    """`RankedMeans` of means in any order; equal means keep theirs."""
    order = np.argsort(-np.asarray(means, float), kind="stable")
    return RankedMeans(
        tuple(levels[i] for i in order),
        np.asarray(means, float)[order],
        np.asarray(counts, float)[order],
        float(error_ms),
        int(error_df),
        float(alpha),
    )


def least_significant_difference(error_ms: float, df: int, count: float, alpha: float = 0.05) -> float:
    """The LSD of two means of `count` plots each: t(α/2, df) sqrt(2 MSE / count)."""
    return float(critical_t(alpha, df) * np.sqrt(2 * error_ms / count))


def critical_t(alpha: float, df: float) -> float:
    """The two-sided critical value of Student's t."""
    return float(-special.stdtrit(df, alpha / 2))


def lsd(m: RankedMeans) -> Bools:
    """Pairs separated by Fisher's LSD."""
    return _beyond(m, critical_t(m.printed_alpha, m.error_df) * m.standard_errors)


def bonferroni(m: RankedMeans) -> Bools:
    """Pairs separated by t-tests at α divided by the number of pairs."""
    pairs = max(comb(len(m.means), 2), 1)
    return _beyond(m, critical_t(m.printed_alpha / pairs, m.error_df) * m.standard_errors)


def scheffe(m: RankedMeans) -> Bools:
    """Pairs separated by Scheffé's test of all contrasts."""
    df = max(len(m.means) - 1, 1)
    f = special.fdtri(df, m.error_df, 1 - m.printed_alpha)
    return _beyond(m, np.sqrt(df * f) * m.standard_errors)


def tukey(m: RankedMeans) -> Bools:
    """Pairs separated by Tukey's honestly significant difference, with Kramer's standard errors."""
    q = studentized_range.quantile(1 - m.printed_alpha, max(len(m.means), 2), m.error_df)
    return _beyond(m, float(q) / np.sqrt(2) * m.standard_errors)


def duncan(m: RankedMeans) -> Bools:
    """Pairs separated by Duncan's new multiple range test."""
    return _stepwise(m, (1 - m.printed_alpha) ** np.arange(1.0, len(m.means)))


def snk(m: RankedMeans) -> Bools:
    """Pairs separated by the test of Student, Newman and Keuls."""
    return _stepwise(m, np.full(len(m.means) - 1, 1 - m.printed_alpha))


def critical_ranges(m: RankedMeans, test: str) -> dict[int, float]:
    """The least significant ranges of "duncan" or "snk" at α itself: number of means spanned → range."""
    count = len(m.means)
    p = (1 - m.alpha) ** np.arange(1.0, count) if test == "duncan" else np.full(count - 1, 1 - m.alpha)
    q = studentized_range.quantiles_up_to(p, count, m.error_df)
    width = np.sqrt(m.error_ms / m.harmonic_count)
    return {span: float(value * width) for span, value in enumerate(q, start=2)}


def _stepwise(m: RankedMeans, p_of_span: Floats) -> Bools:
    """Pairs whose difference exceeds the range for the number of means they span; `p_of_span[0]` is for 2 means."""
    count = len(m.means)
    if count < 2:
        return np.zeros((count, count), dtype=bool)
    q = studentized_range.quantiles_up_to(p_of_span, count, m.error_df)
    place = np.arange(count)
    span = np.abs(place[:, None] - place[None, :])
    ranges = np.concatenate([[np.inf], q * np.sqrt(m.error_ms / m.harmonic_count)])
    return _beyond(m, ranges[span])


def _beyond(m: RankedMeans, least: Floats) -> Bools:
    """Pairs whose difference is at least `least`."""
    separated = m.differences >= least
    np.fill_diagonal(separated, False)
    return np.asarray(separated)


# A further test is a function of RankedMeans here, and a line in this list, which sets the order in every output.
TESTS: dict[str, Callable[[RankedMeans], Bools]] = {
    "lsd": lsd,
    "duncan": duncan,
    "snk": snk,
    "tukey": tukey,
    "scheffe": scheffe,
    "bonferroni": bonferroni,
}
