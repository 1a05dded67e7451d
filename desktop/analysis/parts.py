"""What the answers of the analyses are made of: lines of variance, means with letters, comparisons with a check, plots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from desktop.analysis.further_table import FurtherTable
from desktop.core.i18n import N_, _

RESIDUALS = "Residuals"
BLOCKS_ADJUSTED = N_("Analysis of variance, blocks adjusted for treatments")
STRICT = 0.01  # the level whose letters the trade writes in capitals
Letters = dict[str, dict[str, str]]
Critical = Mapping[str, float | dict[str, float] | None]


class Sourced:
    """What has a source of variation."""

    source: str

    @property
    def shown(self) -> str:
        """The source in words."""
        return _("Residual error") if self.source == RESIDUALS else self.source


@dataclass(frozen=True)
class AnovaRow(Sourced):
    """One line of an analysis of variance; `f` and `p` are None for the residuals and where there is no error."""

    source: str
    df: int
    ss: float
    ms: float
    f: float | None = None
    p: float | None = None


@dataclass(frozen=True)
class StratumRow(Sourced):
    """One line of an analysis of variance with several error terms: `stratum` names the units it was tested on."""

    stratum: str
    source: str
    df: int
    ss: float
    ms: float
    f: float | None = None
    p: float | None = None


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


def variance_table(key: str, title: str, rows: Iterable[AnovaRow]) -> FurtherTable:
    """A further analysis of variance as a section."""
    heads = {"df": N_("df"), "ss": N_("SS"), "ms": N_("MS"), "f": "F", "p": "p"}
    lines = {row.source: {head: getattr(row, head) for head in heads} for row in rows}
    return FurtherTable(key, title, N_("Source of variation"), heads, lines, {RESIDUALS: N_("Residual error")}, "source")


def harmonic_mean(counts: list[int]) -> float:
    """The harmonic mean of replications."""
    return len(counts) / sum(1 / count for count in counts)


def significance(p: float) -> str:
    """The trade's marks: "**" for p ≤ 0.01, "*" for p ≤ 0.05, else nothing."""
    return "**" if p <= 0.01 else "*" if p <= 0.05 else ""
