"""The lines of variance with the error term that each is tested by: combined, split into places and years, regression.

Expected mean squares with entries fixed and environments random: environments are tested by blocks within environments,
entries by their interaction with environments, the interaction by the error of plots (J. I. McIntosh, Analysis of combined
experiments, Agronomy Journal 75, 1983, 153-155). With environments fixed — these places and years and no others —
entries are tested by the error of plots. Between places and years, both random, entries have no exact test: that of
F. E. Satterthwaite (Biometrics Bulletin 2, 1946, 110-114) stands for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.met.stability import Regression
from desktop.analysis.parts import RESIDUALS, AnovaRow

Floats = NDArray[np.float64]


# sources of the analysis of regression; people read them through `text`
LINEAR = " (linear)"
DEVIATIONS = "deviations"
DEVIATION = "deviation "  # and the entry
POOLED_ERROR = "pooled error"


@dataclass(frozen=True)
class FTest:
    """An F test: `error` names the lines it is tested by ("a + b − c" is combined from several)."""

    error: str
    df: float
    f: float
    p: float


@dataclass(frozen=True)
class Line:
    """A line of variance, tested with environments random and with environments fixed; None where no test is possible."""

    source: str
    df: int
    ss: float
    ms: float
    random: FTest | None = None
    fixed: FTest | None = None

    def to_json(self) -> dict[str, float | int | str | None]:
        """One flat object."""
        plain: dict[str, float | int | str | None] = {"source": self.source, "df": self.df, "ss": self.ss, "ms": self.ms}
        for prefix, test in (("", self.random), ("fixed_", self.fixed)):
            plain[f"{prefix}error"] = test.error if test else None
            plain[f"{prefix}error_df"] = test.df if test else None
            plain[f"{prefix}f"] = test.f if test else None
            plain[f"{prefix}p"] = test.p if test else None
        return plain


def tested(row: AnovaRow, rows: Mapping[str, AnovaRow], random: str | None, fixed: str | None) -> Line:
    """A line with its two tests; the errors are named by their sources, None where there is none."""
    return Line(row.source, row.df, row.ss, row.ms, _test(row, rows, random), _test(row, rows, fixed))


def _test(row: AnovaRow, rows: Mapping[str, AnovaRow], error: str | None) -> FTest | None:
    """F against a line; None where that is not there or is nothing."""
    other = rows.get(error) if error else None
    if other is None or not other.df or not other.ms:
        return None
    f = row.ms / other.ms
    return FTest(other.source, other.df, f, float(special.fdtrc(row.df, other.df, f)))


def combined(anova: Sequence[AnovaRow], environment: str, entry: str, block: str | None) -> tuple[Line, ...]:
    """The combined analysis with its error terms."""
    rows = {row.source: row for row in anova}
    interaction = f"{environment}:{entry}" if f"{environment}:{entry}" in rows else RESIDUALS
    blocks = f"{environment}:{block}" if block and f"{environment}:{block}" in rows else None
    errors: dict[str, tuple[str | None, str | None]] = {
        environment: (blocks or interaction, blocks or RESIDUALS),
        entry: (interaction, RESIDUALS),
        f"{environment}:{entry}": (RESIDUALS, RESIDUALS),
        RESIDUALS: (None, None),
    }
    if blocks:
        errors[blocks] = (RESIDUALS, RESIDUALS)
    return tuple(tested(row, rows, *errors[row.source]) for row in anova)


def split(anova: Sequence[AnovaRow], place: str, year: str, entry: str) -> tuple[Line, ...]:
    """The analysis split into places and years, both random for the first test and both fixed for the second."""
    rows = {row.source: row for row in anova}
    by_place, by_year, both = f"{place}:{entry}", f"{year}:{entry}", f"{place}:{year}:{entry}"
    last = both if both in rows else RESIDUALS
    result = []
    for row in anova:
        fixed = None if row.source == RESIDUALS else RESIDUALS
        if row.source == entry:
            line = tested(row, rows, None, fixed)
            random = _satterthwaite(row, rows, [by_place, by_year], last)
            result.append(Line(row.source, row.df, row.ss, row.ms, random, line.fixed))
            continue
        errors = {by_place: last, by_year: last, both: RESIDUALS, place: f"{place}:{year}", year: f"{place}:{year}"}
        result.append(tested(row, rows, errors.get(row.source, fixed), fixed))
    return tuple(result)


def _satterthwaite(row: AnovaRow, rows: Mapping[str, AnovaRow], plus: Sequence[str], minus: str) -> FTest | None:
    """F against MS + MS − MS, with the degrees of freedom of that sum; against what is left where a line is lacking."""
    present = [rows[name] for name in plus if name in rows]
    last = rows.get(minus)
    if len(present) < 2 or last is None or not last.df:
        return _test(row, rows, present[0].source if present else minus)
    error = sum(r.ms for r in present) - last.ms
    if error <= 0:
        return _test(row, rows, max(present, key=lambda r: r.ms).source)
    df = error**2 / (sum(r.ms**2 / r.df for r in present) + last.ms**2 / last.df)
    f = row.ms / error
    name = " + ".join(r.source for r in present) + " − " + last.source
    return FTest(name, df, f, float(special.fdtrc(row.df, df, f)))


def eberhart_russell(
    table: Floats, regression: Regression, entries: Sequence[str], names: tuple[str, str], error: tuple[float | None, int]
) -> tuple[Line, ...]:
    """Eberhart and Russell's analysis of a complete table of means; `error` is the variance of a cell's mean and its df.

    Lines: entries, environments + interaction, of it environments (linear), interaction (linear) and pooled deviations,
    the deviations of every entry, pooled error. Slopes are tested by the pooled deviations, deviations by the error.
    """
    entry, environment = names
    t, e = table.shape
    index_ss = float(regression.index @ regression.index)
    linear = t * index_ss
    total = float(((table - table.mean(axis=1, keepdims=True)) ** 2).sum())
    slopes = index_ss * float(((regression.slope - 1) ** 2).sum())
    deviations = float(regression.deviation_ss.sum())
    pooled, pooled_error = DEVIATIONS, POOLED_ERROR
    lines = [
        (entry, t - 1, e * float(((table.mean(axis=1) - table.mean()) ** 2).sum()), pooled),
        (f"{environment} + {entry}:{environment}", t * (e - 1), total, None),
        (f"{environment}{LINEAR}", 1, linear, pooled),
        (f"{entry}:{environment}{LINEAR}", t - 1, slopes, pooled),
        (pooled, t * (e - 2), deviations, pooled_error),
        *(
            (f"{DEVIATION}{name}", e - 2, ss, pooled_error)
            for name, ss in zip(entries, regression.deviation_ss.tolist(), strict=True)
        ),
    ]
    rows = {source: AnovaRow(source, df, ss, ss / df) for source, df, ss, _error in lines if df}
    if error[0]:
        rows[pooled_error] = AnovaRow(pooled_error, error[1], error[0] * error[1], error[0])
    by = {source: name for source, _df, _ss, name in lines}
    return tuple(tested(row, rows, by.get(row.source), None) for row in rows.values())
