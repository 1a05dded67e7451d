"""The tables of an analysis by the design: variance, means with letters, comparison with the check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.analysis.notes import TEST_TITLES
from desktop.analysis.parts import AnovaRow, CheckComparison, MeansTable, StratumRow, significance
from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.core.i18n import _


def _variance_heads() -> tuple[Head, ...]:
    return (Head(_("Source of variation")), Head(_("df")), Head(_("SS")), Head(_("MS")), Head("F", ".2f"), Head("p", CHANCE))


def of_variance(rows: Sequence[AnovaRow]) -> ResultTable:
    """The analysis of variance."""
    return ResultTable(_("Analysis of variance"), _variance_heads(), [_variance(row) for row in rows])


def of_strata(rows: Sequence[StratumRow]) -> ResultTable:
    """The analysis of variance stratum by stratum."""
    names = [row.stratum for row in rows]
    shown = [name if i == 0 or name != names[i - 1] else "" for i, name in enumerate(names)]
    lines = [[name, *_variance(row)] for name, row in zip(shown, rows, strict=True)]
    return ResultTable(_("Analysis of variance"), (Head(_("Stratum")), *_variance_heads()), lines)


def _variance(row: AnovaRow | StratumRow) -> list[Cell]:
    return [row.shown, row.df, float(row.ss), float(row.ms), row.f, row.p]


def of_means(table: MeansTable) -> ResultTable:
    """Means from the largest down, with their letters."""
    shown = table.adjusted if table.by_adjusted else table.means
    order = sorted(table.means, key=lambda level: -(shown[level] or 0.0))
    tests = [test for test in TEST_TITLES if test in table.letters]
    heads = [Head(title) for title in (table.factor, "n", _("Mean"), _("Adjusted"), _("s.e."))]
    rows = [[level, table.counts[level], table.means[level], table.adjusted[level], table.standard_errors[level],
             *(table.letters[test][level] for test in tests)] for level in order]
    return ResultTable(_("Means of {factor}").format(factor=table.factor),
                       (*heads, *(Head(TEST_TITLES[test]) for test in tests)), rows)


def against_check(dunnett: Mapping[str, CheckComparison], check: str | None, factor: str, alpha: float) -> ResultTable:
    """Dunnett's comparisons of the levels of a factor with the check, the best first."""
    compared = sorted(dunnett.items(), key=lambda item: -item[1].difference)
    rows = [[level, c.difference, c.percent, c.lower, c.upper, c.p, significance(c.p)] for level, c in compared]
    title = _("Differences from the check {check} (Dunnett, {level:g} % limits)").format(check=check, level=100 * (1 - alpha))
    heads = (Head(factor), Head(_("Difference"), "+.6g"), Head("±%", "+.2f"), Head(_("Lower limit")),
             Head(_("Upper limit")), Head("p", CHANCE), Head(""))
    return ResultTable(title, heads, rows)
