"""What an analysis returns: every figure unrounded, ready for a report, a window or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.analysis import further_table, wording
from desktop.analysis.answer import Answer
from desktop.analysis.further_table import FurtherTable
from desktop.analysis.notes import Note
from desktop.analysis.result_table import ResultTable
from desktop.core.i18n import N_, _

RESIDUALS = "Residuals"
BLOCKS_ADJUSTED = N_("Analysis of variance, blocks adjusted for treatments")
STRICT = 0.01  # the level whose letters the trade writes in capitals
Letters = dict[str, dict[str, str]]
Critical = Mapping[str, float | dict[str, float] | None]


@dataclass(frozen=True)
class AnovaRow:
    """One line of an analysis of variance; `f` and `p` are None for the residuals and where there is no error."""

    source: str
    df: int
    ss: float
    ms: float
    f: float | None = None
    p: float | None = None

    @property
    def shown(self) -> str:
        """The source in words."""
        return _("Residual error") if self.source == RESIDUALS else self.source


@dataclass(frozen=True)
class StratumRow:
    """One line of an analysis of variance with several error terms: `stratum` names the units it was tested on."""

    stratum: str
    source: str
    df: int
    ss: float
    ms: float
    f: float | None = None
    p: float | None = None

    @property
    def shown(self) -> str:
        """The source in words."""
        return _("Residual error") if self.source == RESIDUALS else self.source


@dataclass(frozen=True)
class MeansError:
    """The error that the means of one table are judged by, where each table has its own."""

    ms: float
    df: int


@dataclass(frozen=True)
class CheckComparison:
    """One treatment against the check: difference, in percent of the check, simultaneous limits, Dunnett's p.

    `standard_error` is that of the difference with `df` degrees of freedom, `lsd_p` the p-value of this comparison taken
    alone (Fisher's LSD).
    """

    difference: float
    percent: float | None
    lower: float
    upper: float
    p: float
    standard_error: float
    lsd_p: float
    df: int

    def limits_alone(self, alpha: float) -> tuple[float, float]:
        """The limits of this comparison taken alone: the difference less and plus its LSD."""
        from desktop.analysis.comparisons.multiple import critical_t

        least = critical_t(alpha, self.df) * self.standard_error
        return self.difference - least, self.difference + least

    def to_json(self) -> dict[str, float | None]:
        """The figures that the command line prints."""
        return {key: getattr(self, key) for key in ("difference", "percent", "lower", "upper", "p")}


@dataclass(frozen=True)
class Plot:
    """One plot as the model sees it: its number in the data given, observed, fitted, residual.

    `studentized` is the externally studentized residual, None where it is not defined.
    """

    index: int
    value: float
    fitted: float
    residual: float
    studentized: float | None


@dataclass(frozen=True)
class MeansTable:
    """The means of one factor (or of the combinations of several), by level.

    `means` are arithmetic, `adjusted` least-squares means (None where the data do not determine one), `counts` plots.
    `letters` is test → level → letters, empty where letters were withheld. `error` is the table's own error where the
    design has several, `lsd_stats` then its figures of Fisher's test. `differences` are standard errors of differences
    by the kind of pair, where they differ between kinds. `relabel` makes the letters of all tests at another level,
    `least` the differences that they call significant. `by_adjusted` says that the letters compare the adjusted means.
    """

    factor: str
    means: dict[str, float]
    counts: dict[str, int]
    adjusted: dict[str, float | None]
    standard_errors: dict[str, float | None]
    letters: Letters = field(default_factory=dict)
    error: MeansError | None = None
    lsd_stats: dict[str, float | int | None] = field(default_factory=dict)
    differences: dict[str, float] = field(default_factory=dict)
    by_adjusted: bool = False
    relabel: Callable[[float], Letters] | None = field(default=None, compare=False, repr=False)
    least: Callable[[], Critical] | None = field(default=None, compare=False, repr=False)

    def letters_at(self, alpha: float) -> Letters:
        """The letters of all tests at another level than the analysis'; empty where letters were withheld."""
        return self.relabel(alpha) if self.letters and self.relabel else {}

    @property
    def letters_1_percent(self) -> Letters:
        """The letters at 1 %, in capitals as the trade writes them."""
        found = self.letters_at(STRICT)
        return {test: {level: sign.swapcase() for level, sign in signs.items()} for test, signs in found.items()}

    @property
    def critical_differences(self) -> Critical:
        """The least significant difference of every test; empty where each pair has its own or letters were withheld."""
        return self.least() if self.letters and self.least else {}

    def ranks(self) -> dict[str, int]:
        """The place of each level by its adjusted mean, 1 is the largest; equal means share a place."""
        known = {level: mean for level, mean in self.adjusted.items() if mean is not None}
        return {level: 1 + sum(other > mean for other in known.values()) for level, mean in known.items()}

    def differences_to_json(self) -> float | dict[str, float]:
        """The standard errors of differences; a single one as a number."""
        single = len(self.differences) == 1
        return next(iter(self.differences.values())) if single else dict(self.differences)

    def percent_of(self, check: str) -> dict[str, float | None]:
        """Each adjusted mean in percent of that of `check`; None where either is unknown or the check's is 0."""
        base = self.adjusted[check]
        if not base:
            return dict.fromkeys(self.adjusted)
        return {level: None if mean is None else 100 * mean / base for level, mean in self.adjusted.items()}


@dataclass(frozen=True)
class Analysis(Answer):
    """The analysis of one response of one trial.

    `tables` holds a means table per treatment factor, and for a factorial one for the combinations, by name. `check`
    is the level compared with, `dunnett` level → comparison; both are None where no check was named.
    """

    design: str
    response: str
    treatments: tuple[str, ...]
    n: int
    missing: int
    mean: float
    alpha: float
    anova: tuple[AnovaRow, ...]
    error_ms: float | None
    error_df: int
    cv_percent: float | None
    lsd_stats: dict[str, float | int | None]
    tables: dict[str, MeansTable]
    plots: tuple[Plot, ...]
    notes: tuple[Note, ...]
    check: str | None = None
    check_factor: str | None = None
    dunnett: dict[str, CheckComparison] | None = None
    strata: tuple[StratumRow, ...] = ()
    further: tuple[FurtherTable, ...] = ()

    @property
    def table(self) -> MeansTable:
        """The means of the treatments: of the first factor in a factorial."""
        return self.tables[self.treatments[0]]

    def row(self, source: str) -> AnovaRow:
        """The line of the analysis of variance named `source`; KeyError if there is none."""
        for row in self.anova:
            if row.source == source:
                return row
        raise KeyError(source)

    def lsd(self, alpha: float = 0.05) -> float | None:
        """The least significant difference of two treatment means at `alpha`, with the harmonic mean replication.

        None without error, and where adjusted means are compared and each pair has its own.
        """
        error = self.error_of(self.table)
        if not error.ms:
            return None
        from desktop.analysis.comparisons.multiple import critical_t, least_significant_difference

        common, t = self.lsd_stats.get("LSD"), self.lsd_stats.get("t.value")
        if common and t:
            return common / t * critical_t(alpha, error.df)
        if self.table.by_adjusted:
            return None
        counts = list(self.table.counts.values())
        return least_significant_difference(error.ms, error.df, harmonic_mean(counts), alpha)

    def error_of(self, table: MeansTable) -> MeansError:
        """The error mean square, and its degrees of freedom, that the means of `table` are judged by."""
        return table.error or MeansError(self.error_ms or 0.0, self.error_df)

    def letters(self, test: str, alpha: float, factor: str | None = None) -> dict[str, str]:
        """The letters of `test` at another level than the analysis': the trade writes those at 1 % in capitals.

        Empty where the analysis withheld letters. `factor` is the name of a table, the first one without it.
        """
        table = self.tables[factor] if factor else self.table
        return table.letters_at(alpha).get(test, {})

    def stars(self) -> dict[str, str]:
        """Marks beside the differences from the check by Dunnett's p: "**" at 1 %, "*" at 5 %, "" otherwise."""
        return {level: significance(c.p) for level, c in (self.dunnett or {}).items()}

    @property
    def shown_further(self) -> tuple[FurtherTable, ...]:
        """The further tables for people; the JSON may hold some of their figures under keys of its own."""
        return self.further

    def summary(self) -> list[str]:
        """Response and plots; mean, CV and LSD."""
        figures = [(_("Mean"), self.mean), (_("CV %"), self.cv_percent)]
        if "LSD" in self.lsd_stats:
            figures += [("LSD 5 %", self.lsd(0.05)), ("LSD 1 %", self.lsd(0.01))]
        return [*super().summary(), "   ".join(f"{name} {value:.6g}" for name, value in figures if value is not None)]

    def result_tables(self) -> list[ResultTable]:
        """Variance, means, comparison with the check, further tables."""
        from desktop.analysis.tables import tables

        return tables(self)

    def error_term(self) -> str:
        """What the tests are judged by, as a part of the sentence on methods."""
        if self.strata:
            errors = [f"{wording.term(row.stratum)} ({row.df})" for row in self.strata if row.source == RESIDUALS]
            return _("error terms by stratum (degrees of freedom): {list}").format(list=_(", ").join(errors))
        return _("error term: residual mean square with {df} degrees of freedom").format(df=self.error_df)

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints."""
        single = len(self.treatments) == 1
        result: dict[str, Any] = {
            "design": self.design,
            "response": self.response,
            "n": self.n,
            "missing": self.missing,
            "mean": self.mean,
            "cv_percent": self.cv_percent,
            **self._variance_to_json(),
            "lsd_stats": dict(self.lsd_stats) or _one_or_all(self.tables, single, "lsd_stats"),
            "adjusted_means": _one_or_all(self.tables, single, "adjusted"),
            "standard_errors": _one_or_all(self.tables, single, "standard_errors"),
            "letters": _one_or_all(self.tables, single, "letters"),
            "letters_1_percent": _one_or_all(self.tables, single, "letters_1_percent"),
            "critical_differences": _one_or_all(self.tables, single, "critical_differences"),
        }
        if self.dunnett is not None:
            result["dunnett"] = {level: c.to_json() for level, c in self.dunnett.items()}
        differences = {name: table.differences_to_json() for name, table in self.tables.items() if table.differences}
        if differences:
            result["standard_errors_of_differences"] = differences[self.treatments[0]] if single else differences
        result |= further_table.to_json(self.further)
        result["notes"] = [str(note) for note in self.notes]
        return result

    def _variance_to_json(self) -> dict[str, list[dict[str, Any]]]:
        """The lines of variance: "strata" where there are several errors, "anova" otherwise."""
        if self.strata:
            return {"strata": [dict(vars(row)) for row in self.strata]}
        return {"anova": [dict(vars(row)) for row in self.anova]}


def _one_or_all(tables: Mapping[str, MeansTable], single: bool, attribute: str) -> dict[str, Any]:
    """The attribute of the only table, or of every table by its factor."""
    if single:
        return dict(getattr(next(iter(tables.values())), attribute))
    return {name: dict(getattr(table, attribute)) for name, table in tables.items()}


def variance_table(key: str, title: str, rows: Iterable[AnovaRow]) -> FurtherTable:
    """A further analysis of variance as a section."""
    heads = {"df": N_("df"), "ss": "SS", "ms": "MS", "f": "F", "p": "p"}
    lines = {row.source: {head: getattr(row, head) for head in heads} for row in rows}
    return FurtherTable(key, title, N_("Source of variation"), heads, lines, {RESIDUALS: N_("Residual error")}, "source")


def harmonic_mean(counts: list[int]) -> float:
    """The harmonic mean of replications."""
    return len(counts) / sum(1 / count for count in counts)


def significance(p: float) -> str:
    """The trade's marks: "**" for p ≤ 0.01, "*" for p ≤ 0.05, else nothing."""
    return "**" if p <= 0.01 else "*" if p <= 0.05 else ""
