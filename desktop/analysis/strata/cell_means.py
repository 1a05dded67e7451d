"""Standard errors of differences between means that several strata judge together (split- and strip-plots).

A difference of two means of a table falls into one part per term of its factors; each part has the variance of the
stratum that tests the term (W. G. Cochran, G. M. Cox, Experimental Designs, 1957, section 7.15). Its degrees of freedom
are those of F. E. Satterthwaite (Biometrics Bulletin 2, 1946, 110-114).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import prod, sqrt

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.comparisons.multiple import critical_t
from desktop.analysis.factors import Factor
from desktop.analysis.linear.least_squares import Term
from desktop.analysis.parts import MeansError


class Differences:
    """The differences between means of the combinations of `target`'s factors, each mean of `count` plots.

    `errors` are the errors of the terms. A kind of pair is the set of factors in which its two combinations differ.
    """

    def __init__(
        self, factors: Mapping[str, Factor], target: Term, errors: Mapping[Term, MeansError], count: float
    ) -> None:
        """`errors` holds the error of every term that was tested."""
        self.target, self.count = target, count
        self.sizes = {name: len(factors[name].levels) for name in target}
        subsets = [term for n in range(1, len(target) + 1) for term in combinations(target, n)]
        self.errors = {term: errors[term] for term in subsets if term in errors}
        kinds = [frozenset(c) for n in range(1, len(target) + 1) for c in combinations(target, n)]
        self.variance = {kind: self._variance(kind) for kind in kinds}

    def _share(self, term: Term, kind: frozenset[str]) -> float:
        """The squared length of the part of a difference of that kind that belongs to `term`."""
        others = prod(1 / self.sizes[name] for name in self.target if name not in term)
        same = prod(1 - 1 / self.sizes[name] for name in term)
        cross = prod((name not in kind) - 1 / self.sizes[name] for name in term)
        return 2 * (same - cross) * others

    def _variance(self, kind: frozenset[str]) -> tuple[float, float]:
        """Variance and degrees of freedom of a difference of that kind."""
        parts = [
            (self._share(term, kind) * error.ms / self.count, error.df)
            for term, error in self.errors.items()
            if error.df
        ]
        variance = sum(v for v, _df in parts)
        spread = sum(v * v / df for v, df in parts)
        return variance, variance**2 / spread if spread else 0.0

    def by_kind(self) -> dict[str, float]:
        """Standard errors of differences by the factors in which the two combinations differ: "A", "B", "A:B"."""
        return {
            ":".join(name for name in self.target if name in kind): sqrt(variance)
            for kind, (variance, _df) in self.variance.items()
        }

    def typical(self) -> MeansError:
        """The error of the pairs that differ in the last factor only."""
        variance, df = self.variance[frozenset(self.target[-1:])]
        return MeansError(variance * self.count / 2, int(df + 1e-9))

    def separated(
        self, combinations_: Sequence[Sequence[str]], means: NDArray[np.float64], alpha: float
    ) -> NDArray[np.bool_]:
        """Which pairs of combinations of levels Fisher's LSD separates, each pair by its own error."""
        least = {
            kind: critical_t(alpha, df) * sqrt(variance) if df else np.inf
            for kind, (variance, df) in self.variance.items()
        }
        count = len(means)
        result = np.zeros((count, count), dtype=bool)
        for i, j in combinations(range(count), 2):
            pair = zip(self.target, combinations_[i], combinations_[j], strict=True)
            kind = frozenset(name for name, a, b in pair if a != b)
            result[i, j] = result[j, i] = abs(means[i] - means[j]) >= least[kind]
        return result
