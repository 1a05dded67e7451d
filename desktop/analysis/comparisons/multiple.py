"""Ten multiple comparisons of means: which pairs does each test separate.

The tests are those of the textbooks, in the form of the R package agricolae, whose results this program is compared
with (F. de Mendiburu; R. G. D. Steel, J. H. Torrie, D. A. Dickey, Principles and Procedures of Statistics, 1997):

- lsd: Fisher's least significant difference, t with the pair's own standard error;
- bonferroni: the same, p times the number of pairs;
- scheffe: F with the pair's own standard error;
- tukey: the studentized range of all means, the pair's own standard error (Tukey-Kramer);
- duncan, snk and regw: the studentized range of as many means as the pair spans in order of size, with the harmonic
  mean of the replications; Duncan's level is 1 − (1 − α)^(span − 1), that of Ryan, Einot, Gabriel and Welsch
  1 − (1 − α)^(span / k), for the two widest spans α;
- holm: t-tests, their p-values in order times the number of hypotheses that are left (S. Holm, Scandinavian Journal of
  Statistics 6, 1979, 65-70);
- waller: Waller and Duncan's Bayesian k-ratio t (k = 100 at 5 %), see `waller`;
- scott_knott: groups that do not overlap, see `scott_knott`.

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

from desktop.analysis.comparisons import scott_knott as clusters
from desktop.analysis.comparisons import studentized_range
from desktop.analysis.comparisons import waller as bayesian

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_DECIMALS = 4


@dataclass(frozen=True)
class RankedMeans:
    """Means from the largest to the smallest, with their replications, and the error they are judged by.

    `f` is the F ratio of the treatments, which Waller and Duncan's test needs; without it that of these means is taken.
    `errors` are standard errors of differences where the replications do not tell them (adjusted means).
    """

    levels: tuple[str, ...]
    means: Floats
    counts: Floats
    error_ms: float
    error_df: int
    alpha: float = 0.05
    f: float | None = None
    errors: Floats | None = None

    @cached_property
    def differences(self) -> Floats:
        """Absolute differences of all pairs."""
        return np.abs(self.means[:, None] - self.means[None, :])

    @cached_property
    def standard_errors(self) -> Floats:
        """Standard errors of the differences of all pairs, each with its own replications."""
        if self.errors is not None:
            return self.errors
        return np.asarray(np.sqrt(self.error_ms * (1 / self.counts[:, None] + 1 / self.counts[None, :])))

    @property
    def harmonic_count(self) -> float:
        """The harmonic mean of the replications."""
        return float(1 / np.mean(1 / self.counts))

    @property
    def f_ratio(self) -> float:
        """The F ratio of the treatments, `f` or that of these means."""
        if self.f is not None:
            return self.f
        spread = self.means - float(self.counts @ self.means) / float(self.counts.sum())
        return float(self.counts @ spread**2) / max(len(self.means) - 1, 1) / self.error_ms

    @property
    def printed_alpha(self) -> float:
        """The p-value below which the printed one, to four decimals, is not above `alpha`."""
        scale = 10.0**_DECIMALS
        if self.alpha * scale < 1:
            return self.alpha
        return (floor(self.alpha * scale + 1e-6) + 0.5) / scale


def ranked(
    levels: tuple[str, ...],
    means: ArrayLike,
    counts: ArrayLike,
    *,
    error_ms: float,
    error_df: int,
    alpha: float = 0.05,
    f: float | None = None,
    errors: Floats | None = None,
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
        f,
        None if errors is None else errors[np.ix_(order, order)],
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


def holm(m: RankedMeans) -> Bools:
    """Pairs separated by t-tests whose p-values, the smallest first, count the hypotheses that are left."""
    count = len(m.means)
    upper = np.triu_indices(count, k=1)
    p = 2 * special.stdtr(m.error_df, -m.differences[upper] / m.standard_errors[upper])
    order = np.argsort(p, kind="stable")
    adjusted = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    separated = np.zeros((count, count), dtype=bool)
    chosen = order[adjusted < m.printed_alpha]
    separated[upper[0][chosen], upper[1][chosen]] = True
    return np.asarray(separated | separated.T)


def regw(m: RankedMeans) -> Bools:
    """Pairs separated by the multiple range test of Ryan, Einot, Gabriel and Welsch."""
    return _beyond(m, _by_span(m, _regw_ranges(m, m.printed_alpha)))


def waller(m: RankedMeans) -> Bools:
    """Pairs separated by Waller and Duncan's k-ratio t."""
    return _beyond(m, waller_t(m) * m.standard_errors)


def waller_t(m: RankedMeans) -> float:
    """Waller and Duncan's critical t; infinite where it separates nothing."""
    if len(m.means) < 2:
        return np.inf
    return bayesian.critical_t(bayesian.k_ratio(m.alpha), len(m.means) - 1, m.error_df, m.f_ratio)


def scott_knott(m: RankedMeans) -> Bools:
    """Pairs in different groups of Scott and Knott."""
    group = clusters.partition(m.means, m.error_ms / m.harmonic_count, m.error_df, m.alpha)
    return np.asarray(group[:, None] != group[None, :])


def critical_ranges(m: RankedMeans, test: str) -> dict[int, float]:
    """The least significant ranges of "duncan", "snk" or "regw" at α itself: number of means spanned → range."""
    count = len(m.means)
    if count < 2:
        return {}
    if test == "regw":
        return dict(enumerate(np.maximum.accumulate(_regw_ranges(m, m.alpha)).tolist(), start=2))
    p = (1 - m.alpha) ** np.arange(1.0, count) if test == "duncan" else np.full(count - 1, 1 - m.alpha)
    q = studentized_range.quantiles_up_to(p, count, m.error_df)
    width = np.sqrt(m.error_ms / m.harmonic_count)
    return {span: float(value * width) for span, value in enumerate(q, start=2)}


def critical_differences(m: RankedMeans) -> dict[str, float | dict[str, float] | None]:
    """What a difference must exceed, by test, at α itself; only where all means have the same number of plots.

    The range tests have one for every number of means that a pair spans. None where no difference would do.
    """
    if len(m.means) < 2 or len(set(m.counts.tolist())) > 1 or m.errors is not None:
        return {}
    error, count = float(np.sqrt(2 * m.error_ms / m.counts[0])), len(m.means)
    f = special.fdtri(count - 1, m.error_df, 1 - m.alpha)
    t = waller_t(m)
    return {
        "lsd": critical_t(m.alpha, m.error_df) * error,
        "tukey": float(studentized_range.quantile(1 - m.alpha, count, m.error_df)) * error / 2**0.5,
        "scheffe": float(np.sqrt((count - 1) * f)) * error,
        "bonferroni": critical_t(m.alpha / comb(count, 2), m.error_df) * error,
        "waller": t * error if np.isfinite(t) else None,
        **{test: {str(n): v for n, v in critical_ranges(m, test).items()} for test in ("duncan", "snk", "regw")},
    }


def _regw_ranges(m: RankedMeans, alpha: float) -> Floats:
    """The ranges of Ryan, Einot, Gabriel and Welsch for 2, 3, … means."""
    count = len(m.means)
    if count < 2:
        return np.empty(0)
    spans = np.arange(2.0, count + 1)
    q = np.asarray(studentized_range.quantiles_up_to((1 - alpha) ** (spans / count), count, m.error_df))
    widest = spans[-2:]
    q[-2:] = studentized_range.quantile(1 - alpha, widest, m.error_df)
    return np.asarray(q * np.sqrt(m.error_ms / m.harmonic_count))


def _stepwise(m: RankedMeans, p_of_span: Floats) -> Bools:
    """Pairs whose difference exceeds the range for the number of means they span; `p_of_span[0]` is for 2 means."""
    count = len(m.means)
    if count < 2:
        return np.zeros((count, count), dtype=bool)
    q = studentized_range.quantiles_up_to(p_of_span, count, m.error_df)
    return _beyond(m, _by_span(m, q * np.sqrt(m.error_ms / m.harmonic_count)))


def _by_span(m: RankedMeans, ranges: Floats) -> Floats:
    """For every pair the range for the number of means that it spans."""
    place = np.arange(len(m.means))
    return np.asarray(np.concatenate([[np.inf], ranges])[np.abs(place[:, None] - place[None, :])])


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
    "holm": holm,
    "regw": regw,
    "waller": waller,
    "scott_knott": scott_knott,
}
PAIRWISE = ("lsd", "tukey", "scheffe", "bonferroni", "holm")  # those that judge a pair by its own standard error
