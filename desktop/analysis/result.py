"""What an analysis by the design returns: every figure unrounded, ready for a report, a window or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.analysis import further_table, tables, wording
from desktop.analysis.answer import Answer
from desktop.analysis.further_table import FurtherTable
from desktop.analysis.notes import Note
from desktop.analysis.parts import (
    RESIDUALS,
    AnovaRow,
    CheckComparison,
    MeansError,
    MeansTable,
    Plot,
    StratumRow,
    harmonic_mean,
    significance,
)
from desktop.analysis.result_table import ResultTable
from desktop.core.i18n import _


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
        found = [tables.of_strata(self.strata) if self.strata else tables.of_variance(self.anova)]
        found += [tables.of_means(table) for table in self.tables.values()]
        if self.dunnett:
            factor = self.check_factor or self.treatments[0]
            found.append(tables.against_check(self.dunnett, self.check, factor, self.alpha))
        return [*found, *(section.table() for section in self.shown_further if section.printed)]

    def error_term(self) -> str:
        """What the tests are judged by, as a part of the sentence on methods."""
        if self.strata:
            errors = [f"{wording.term(row.stratum)} ({row.df})" for row in self.strata if row.source == RESIDUALS]
            return _("error terms by stratum (degrees of freedom): {list}").format(list=_(", ").join(errors))
        return _("error term: residual mean square with {df} {df:degree|degrees} of freedom").format(df=self.error_df)

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
