"""The figures of a series of trials, unrounded: entries over environments, against checks, variance, stability."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop.analysis.notes import Note
from desktop.analysis.parts import AnovaRow, CheckComparison, MeansTable

if TYPE_CHECKING:
    from desktop.analysis.met.additive import RowMeans
    from desktop.analysis.met.ammi import Ammi
    from desktop.analysis.met.completion import Completed
    from desktop.analysis.met.components import Components
    from desktop.analysis.met.gge import Gge
    from desktop.analysis.met.homogeneity import Bartlett, Weighted
    from desktop.analysis.met.lines import Line
    from desktop.analysis.met.series import Cells
    from desktop.analysis.met.sites import Site, SiteDifference
    from desktop.analysis.met.split import Split
    from desktop.analysis.met.stability import Regression
    from desktop.analysis.spread import Levene

Figure = float | None


@dataclass(frozen=True)
class Entry:
    """One entry over all environments, in the response's unit; None where the data do not determine a figure.

    `environments` counts those it stood in. `mean` is over environments (least squares where cells are missing),
    `standard_error` from the interaction. `sd` and `cv_percent` are over environments. `slope`, `slope_error`, `slope_p`
    (test of slope = 1), `deviation_ms` and `r_squared` belong to the regression on the environments' index. `superiority`
    is Lin and Binns' P, `reliability` Annicchiarico's index (75 %), `s1` and `s2` are Hühn's. `above_mean` counts
    environments in which it lies above the environment's mean, in percent `adaptability_percent` (适应度). `asv` is the
    AMMI stability value, `ys` Kang's statistic.
    """

    level: str
    environments: int
    mean: float
    standard_error: Figure
    rank: int
    sd: Figure
    cv_percent: Figure
    slope: Figure
    slope_error: Figure
    slope_p: Figure
    deviation_ms: Figure
    ecovalence: Figure
    shukla: Figure
    r_squared: Figure
    superiority: Figure
    reliability: Figure
    s1: Figure
    s2: Figure
    above_mean: int
    adaptability_percent: float
    asv: Figure = None
    shukla_p: Figure = None
    ys: Figure = None
    ys_selected: bool | None = None


@dataclass(frozen=True)
class AgainstCheck:
    """The entries against one check over environments. Mappings are by entry; the check is in hsc and above only.

    `hsc` is 高稳系数 in percent. `above` counts environments in which the entry beats the check (a tie does not count),
    `compared` those where both stood, `lost` names those where it does not. `differences` are of the means over
    environments by the error of the interaction, with Dunnett's limits and p for all comparisons at once (empty without
    that error; `exact` is false where a lattice sum gave them); `fixed_p` is p of each alone by the plots' error, for
    these environments only. `probability` is that of beating the check in a new environment of the same kind.
    `by_environment` is environment → entry → difference there.
    """

    check: str
    hsc: dict[str, Figure]
    above: dict[str, int]
    compared: dict[str, int]
    lost: dict[str, tuple[str, ...]]
    differences: dict[str, CheckComparison] = field(default_factory=dict)
    exact: bool = True
    fixed_p: dict[str, float] = field(default_factory=dict)
    probability: dict[str, Figure] = field(default_factory=dict)
    by_environment: dict[str, dict[str, SiteDifference]] = field(default_factory=dict)

    def percent_above(self, level: str) -> Figure:
        """增产点率: environments above the check in percent of those compared."""
        return 100 * self.above[level] / self.compared[level] if self.compared[level] else None


@dataclass(frozen=True)
class SeriesFigures:
    """The analysis of one response over several environments.

    `treatment`, `environment`, `block` are the columns' names. `anova` is sequential, each F against the residuals,
    `combined` the same lines with the error terms of random and of fixed environments, `split` the interaction parted
    into places and years where they are given. `error_ms`, `error_df` are those of plots, None and 0 without
    replication. `interaction_ms`, `interaction_df` are of the additive model of the table of means. `regression` has a
    row per entry (`known_regression` on an index given from outside), `site_regression` a row per environment on the
    entries' means; `regression_anova` is Eberhart and Russell's, empty for incomplete tables. `ammi`, `gge` and
    `gge_scaled` are None where the table lacks too many cells; `bartlett`, `levene`, `weighted`, `components` where they
    are not defined. `sites` are the environments one by one. `checks` is by check, in the order named.
    """

    response: str
    treatment: str
    environment: str
    block: str | None
    n: int
    missing: int
    alpha: float
    anova: tuple[AnovaRow, ...]
    combined: tuple[Line, ...]
    error_ms: float | None
    error_df: int
    interaction_ms: float | None
    interaction_df: int
    grand_mean: float
    cells: Cells
    completed: Completed | None
    means: RowMeans
    table: MeansTable
    entries: tuple[Entry, ...]
    sites: tuple[Site, ...]
    regression: Regression
    site_regression: Regression
    regression_anova: tuple[Line, ...]
    ammi: Ammi | None
    gge: Gge | None
    gge_scaled: Gge | None
    bartlett: Bartlett | None
    levene: Levene | None
    weighted: Weighted | None
    components: Components | None
    split: Split | None = None
    known_regression: Regression | None = None
    checks: dict[str, AgainstCheck] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    design: str = "met"

    @property
    def complete(self) -> bool:
        """Whether every entry stood in every environment."""
        return self.cells.complete

    @property
    def check(self) -> AgainstCheck | None:
        """The comparison with the first check named."""
        return next(iter(self.checks.values()), None)

    @cached_property
    def fixed_table(self) -> MeansTable | None:
        """The means with letters by the plots' error, for these environments only; None without that error."""
        if not self.error_ms:
            return None
        from desktop.analysis.met.letters import means_table

        counts = self.cells.counts[self.cells.present]
        ms = self.error_ms * float((1 / counts).mean())
        return means_table(self.treatment, self.cells, self.means, ms, self.error_df, self.alpha)[0]

    @property
    def lsd_stats(self) -> dict[str, float | int | None]:
        """Fisher's test of the means by the interaction: the error of a cell's mean, t, LSD (None with missing cells)."""
        if not self.interaction_ms:
            return {}
        from desktop.analysis.comparisons.multiple import critical_t, least_significant_difference

        ms, df = self.interaction_ms, self.interaction_df
        count = len(self.cells.environments)
        lsd = least_significant_difference(ms, df, count, self.alpha) if self.complete else None
        cv = 100 * ms**0.5 / self.grand_mean if self.grand_mean else None
        figures = {"MSerror": ms, "Df": df, "Mean": self.grand_mean, "CV": cv}
        return {**figures, "t.value": critical_t(self.alpha, df), "LSD": lsd}

    @property
    def ge(self) -> str:
        """The name of the interaction in `anova`."""
        return f"{self.environment}:{self.treatment}"

    def entry(self, level: str) -> Entry:
        """The line of an entry; KeyError if there is none."""
        for entry in self.entries:
            if entry.level == level:
                return entry
        raise KeyError(level)

    def by_entry(self, attribute: str) -> dict[str, Any]:
        """A figure of all entries by level."""
        return {entry.level: getattr(entry, attribute) for entry in self.entries}
