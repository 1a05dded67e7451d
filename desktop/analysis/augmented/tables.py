"""What an augmented trial tells beside variance and means: its parts of variance, kinds of differences, checks.

With r blocks and c checks in each, the four variances of a difference are, times the error: 2/r for two checks, 2 for two
entries of one block, 2 + 2/c for two of different blocks, 1 + 1/r + 1/c − 1/(rc) for an entry and a check (least squares,
as in the R package agricolae; Petersen's book adds the last term instead of taking it off). They are computed here from
the fit, so that they also hold where a check lost a plot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.factors import Factor
from desktop.analysis.further_table import FurtherTable, Row, plain
from desktop.analysis.linear.least_squares import AdjustedMeans, LinearModel
from desktop.analysis.parts import RESIDUALS
from desktop.analysis.request import Complete, Request
from desktop.core.i18n import N_

Floats = NDArray[np.float64]

_HEADS = {"df": N_("df"), "ss": N_("SS"), "ms": N_("MS"), "f": "F", "p": "p"}
_LINES = {
    "Control": N_("Checks"),
    "Augmented": N_("New entries"),
    "Control vs augmented": N_("Checks against new entries"),
    "Augmented and control vs augmented": N_("New entries, and checks against them"),
    RESIDUALS: N_("Residual error"),
}
_KINDS = {
    "control:control": N_("Two checks"),
    "augmented:augmented same block": N_("Two new entries of one block"),
    "augmented:augmented different blocks": N_("Two new entries of different blocks"),
    "control:augmented": N_("A check and a new entry"),
}


@dataclass(frozen=True)
class Parts:
    """The fit of an augmented trial; `checks` marks the levels that are checks."""

    request: Request
    data: Complete
    model: LinearModel
    checks: NDArray[np.bool_]

    @property
    def treatment(self) -> Factor:
        """The treatments."""
        return self.data.factors[self.request.treatments[0]]

    @property
    def block(self) -> Factor:
        """The blocks."""
        return self.data.factors[self.request.blocks[0]]

    @cached_property
    def adjusted(self) -> AdjustedMeans:
        """The adjusted means of the treatments."""
        return self.model.adjusted_means((self.treatment.name,))

    @cached_property
    def of_checks(self) -> LinearModel | None:
        """The analysis of the plots of the checks alone; None where there is one check only or one block with any."""
        chosen = self.checks[self.treatment.codes]
        factors = {f.name: _shortened(f, chosen) for f in (self.block, self.treatment)}
        if any(len(f.levels) < 2 for f in factors.values()):
            return None
        return LinearModel(self.model.y[chosen], factors, [(self.block.name,), (self.treatment.name,)])

    def line(self, df: int, ss: float) -> Row:
        """A line of variance against the error of the whole analysis."""
        return line(df, ss, self.model.error_ms, self.model.residual_df)


def line(df: int, ss: float, error_ms: float, error_df: int) -> Row:
    """A line of variance; F and p are None without error."""
    ss = max(ss, 0.0)
    f = ss / df / error_ms if error_ms and df else None
    p = None if f is None else float(special.fdtrc(df, error_df, f))
    return {"df": df, "ss": ss, "ms": ss / df if df else None, "f": f, "p": p}


def _shortened(factor: Factor, chosen: NDArray[np.bool_]) -> Factor:
    """The factor on the plots chosen, without the levels that do not occur there."""
    codes, places = np.unique(factor.codes[chosen], return_inverse=True)
    return Factor(factor.name, tuple(factor.levels[i] for i in codes), places.astype(np.intp))


def further_tables(parts: Parts) -> tuple[FurtherTable, ...]:
    """The further tables of an augmented trial."""
    counts = parts.treatment.counts()
    checks = {level: int(n) for level, n, c in zip(parts.treatment.levels, counts, parts.checks, strict=True) if c}
    found = [plain("checks", N_("Checks and their plots"), N_("Check"), checks), _treatments_first(parts)]
    if parts.of_checks is not None:
        found += [_treatments_adjusted(parts, parts.of_checks), _checks_alone(parts.of_checks)]
    if parts.model.error_ms:
        found += [_differences(parts), _against_checks(parts)]
    return tuple(found)


def _variance(key: str, title: str, rows: dict[str, Row]) -> FurtherTable:
    return FurtherTable(key, title, N_("Source of variation"), _HEADS, rows, _LINES, listed="source")


def _treatments_first(parts: Parts) -> FurtherTable:
    """Treatments before blocks, divided into checks, new entries and the comparison of both."""
    model = parts.model
    whole = LinearModel(model.y, model.factors, [(parts.treatment.name,), (parts.block.name,)])
    treatments, blocks = whole.sums_of_squares()
    own = [model.y[parts.checks[parts.treatment.codes] == kind] for kind in (True, False)]
    codes = [parts.treatment.codes[parts.checks[parts.treatment.codes] == kind] for kind in (True, False)]
    inside = [_between(y, code) for y, code in zip(own, codes, strict=True)]
    rows = {
        parts.treatment.name: parts.line(treatments.df, treatments.ss),
        "Control": parts.line(*inside[0]),
        "Augmented": parts.line(*inside[1]),
        "Control vs augmented": parts.line(1, treatments.ss - inside[0][1] - inside[1][1]),
        parts.block.name: parts.line(blocks.df, blocks.ss),
        RESIDUALS: {"df": model.residual_df, "ss": model.residual_ss, "ms": model.error_ms, "f": None, "p": None},
    }
    shown = {name: row for name, row in rows.items() if row["df"]}
    return _variance("anova_treatments_first", N_("Analysis of variance, blocks adjusted for treatments"), shown)


def _between(y: Floats, codes: NDArray[np.intp]) -> tuple[int, float]:
    """Degrees of freedom and sum of squares between the groups of some plots."""
    groups = [y[codes == code] - y.mean() for code in np.unique(codes)]
    return len(groups) - 1, float(sum(len(g) * g.mean() ** 2 for g in groups))


def _treatments_adjusted(parts: Parts, alone: LinearModel) -> FurtherTable:
    """The treatments adjusted for blocks: the checks, compared within the blocks, and the rest."""
    adjusted = next(item for item in parts.model.sums_of_squares() if item.term == (parts.treatment.name,))
    checks = alone.sums_of_squares()[1]
    rows = {
        "Control": parts.line(checks.df, checks.ss),
        "Augmented and control vs augmented": parts.line(adjusted.df - checks.df, adjusted.ss - checks.ss),
    }
    return _variance("anova_treatments_adjusted", N_("Treatments adjusted for blocks, divided"), rows)


def _checks_alone(alone: LinearModel) -> FurtherTable:
    """The analysis of variance of the plots of the checks."""
    rows: dict[str, Row] = {
        item.term[0]: line(item.df, item.ss, alone.error_ms, alone.residual_df)
        for item in alone.sums_of_squares()
        if item.df
    }
    rows[RESIDUALS] = {
        "df": alone.residual_df, "ss": alone.residual_ss, "ms": alone.error_ms if alone.residual_df else None,
        "f": None, "p": None,
    }
    return _variance("anova_checks", N_("Analysis of variance of the checks alone"), rows)


def _differences(parts: Parts) -> FurtherTable:
    """The standard errors of the four kinds of differences; where pairs of a kind differ, the root mean square."""
    variances = parts.model.error_ms * parts.adjusted.difference_variances()
    rows = {kind: sqrt(float(variances[pairs].mean())) for kind, pairs in _kinds(parts) if pairs.any()}
    title = N_("Standard errors of differences between adjusted means")
    return plain("standard_errors_of_differences", title, N_("Kind of pair"), rows, _KINDS)


def _kinds(parts: Parts) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """The pairs of levels of every kind; the entries of one block are those of which both stand in it only."""
    checks, count = parts.checks, len(parts.checks)
    home = np.full(count, -1)
    for level in np.flatnonzero(~checks):
        blocks = np.unique(parts.block.codes[parts.treatment.codes == level])
        home[level] = blocks[0] if len(blocks) == 1 else -1
    known = parts.adjusted.estimable
    upper = np.triu(np.ones((count, count), dtype=bool), k=1) & known[:, None] & known[None, :]
    new = ~checks[:, None] & ~checks[None, :]
    same = (home[:, None] == home[None, :]) & (home >= 0)[:, None]
    yield "control:control", upper & checks[:, None] & checks[None, :]
    yield "augmented:augmented same block", upper & new & same
    yield "augmented:augmented different blocks", upper & new & ~same
    yield "control:augmented", upper & (checks[:, None] ^ checks[None, :])


def _against_checks(parts: Parts) -> FurtherTable:
    """Every new entry against every check: the difference of adjusted means, in percent, and its t-test alone."""
    means, names = parts.adjusted.means, parts.treatment.levels
    errors = np.sqrt(parts.model.error_ms * parts.adjusted.difference_variances())
    known = parts.adjusted.estimable
    rows: dict[str, Row] = {}
    best_first = sorted(np.flatnonzero(~parts.checks & known), key=lambda level: -means[level])
    for i in best_first:
        for c in np.flatnonzero(parts.checks & known):
            difference, error = float(means[i] - means[c]), float(errors[i, c])
            rows[f"{names[i]} − {names[c]}"] = {
                "entry": names[i],
                "check": names[c],
                "difference": difference,
                "percent": 100 * difference / float(means[c]) if means[c] else None,
                "standard_error": error,
                "p": 2 * float(special.stdtr(parts.model.residual_df, -abs(difference) / error)) if error else None,
            }
    heads = {"difference": N_("Difference"), "percent": "±%", "standard_error": N_("s.e."), "p": "p (LSD)"}
    title = N_("New entries against the checks (each comparison alone)")
    return FurtherTable("comparisons_with_checks", title, N_("Comparison"), heads, rows, listed="comparison")
