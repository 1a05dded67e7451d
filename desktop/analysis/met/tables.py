"""The tables of a series of trials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.analysis.met.lines import DEVIATION, DEVIATIONS, LINEAR, POOLED_ERROR, FTest, Line
from desktop.analysis.notes import TEST_TITLES
from desktop.analysis.parts import RESIDUALS, significance
from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.core.documents.marked import Starred
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.analysis.met.figures import AgainstCheck, Entry, SeriesFigures
    from desktop.analysis.met.sites import SiteDifference

_COLUMNS = 10  # environments side by side


def tables(a: SeriesFigures) -> list[ResultTable]:
    """All tables in order."""
    found = [_variance(_("Combined analysis of variance"), a.combined)]
    if a.split:
        found.append(_variance(_("Analysis of variance by places and years"), a.split.lines))
    found += [_sites(a), _entries(a), _stability(a)]
    if a.regression_anova:
        found.append(_variance(_("Regression on the environments' means (Eberhart and Russell)"), a.regression_anova))
    for check in a.checks.values():
        found += [_against(a, check), *_by_environment(a, check)]
    if a.ammi and a.gge:
        found += [_axes(a), _winners(a)]
    return [*found, _components(a)] if a.components else found


def _variance(title: str, lines: Sequence[Line]) -> ResultTable:
    """Lines of variance with the error term of each, environments random."""
    heads = (Head(_("Source of variation")), Head(_("df")), Head(_("SS")), Head(_("MS")), Head("F", ".2f"), Head("p", CHANCE),
             Head(_("Tested by")))
    return ResultTable(title, heads, [
        [shown_source(line.source), line.df, float(line.ss), float(line.ms), *_test(line.random)] for line in lines])


def shown_source(name: str) -> str:
    """A source as people read it."""
    if name.startswith(DEVIATION):
        return _("deviations of {entry}").format(entry=name.removeprefix(DEVIATION))
    if name.endswith(LINEAR):
        return _("{term} (linear)").format(term=name.removesuffix(LINEAR))
    words = {RESIDUALS: _("Residual error"), DEVIATIONS: _("pooled deviations"), POOLED_ERROR: _("pooled error")}
    return words.get(name, name)


def _test(test: FTest | None) -> list[Cell]:
    """F, p and error term."""
    return [test.f, test.p, shown_source(test.error)] if test else [None, None, None]


def _sites(a: SeriesFigures) -> ResultTable:
    """The environments one by one."""
    heads = (Head(a.environment), Head("n"), Head(_("Mean")), Head(_("Error MS")), Head(_("CV %"), ".2f"), Head("F", ".2f"),
             Head("p", CHANCE), Head("LSD 5 %"))
    rows = [[s.level, s.n, s.mean, s.error_ms, s.cv_percent, s.f, s.p, s.lsd] for s in a.sites]
    return ResultTable(_("Environments"), heads, rows)


def _entries(a: SeriesFigures) -> ResultTable:
    """Means and how they vary, the largest first."""
    tests = [test for test in ("lsd", "duncan", "tukey") if test in a.table.letters]
    heads = [Head(a.treatment), Head("n"), Head(_("Mean")), Head(_("s.e.")), Head(_("Rank")), Head(_("s.d.")),
             Head(_("CV %"), ".2f"), Head(_("Above mean %"), ".2f"), Head("BLUP", "+.6g")]
    heads += [Head(_("Weighted"))] if a.weighted else []
    blup = a.components.blup if a.components else {}
    rows = [[e.level, e.environments, e.mean, e.standard_error, e.rank, e.sd, e.cv_percent, e.adaptability_percent,
             blup.get(e.level), *([a.weighted.means[e.level]] if a.weighted else []),
             *(a.table.letters[test][e.level] for test in tests)] for e in _by_mean(a)]
    return ResultTable(_("Means over environments"), (*heads, *(Head(TEST_TITLES[test]) for test in tests)), rows)


def _by_mean(a: SeriesFigures) -> list[Entry]:
    """The entries, the largest mean first."""
    return sorted(a.entries, key=lambda e: -e.mean)


def _stability(a: SeriesFigures) -> ResultTable:
    """Measures of stability, the largest mean first."""
    heads = (Head(a.treatment), Head(_("Slope b"), ".3f"), Head(_("Deviation s²d")), Head(_("Wricke W")), Head(_("Shukla σ²")),
             Head(_("Lin-Binns P")), Head(_("Hühn S1"), ".2f"), Head(_("Hühn S2"), ".2f"), Head(_("ASV")),
             Head(_("Kang YS"), "g"), Head(_("Chosen by YS")))
    rows = [[e.level, e.slope, e.deviation_ms, e.ecovalence, e.shukla, e.superiority, e.s1, e.s2, e.asv,
             e.ys, "+" if e.ys_selected else ""] for e in _by_mean(a)]
    return ResultTable(_("Stability over environments"), heads, rows)


def _against(a: SeriesFigures, check: AgainstCheck) -> ResultTable:
    """Differences with limits, environments above the check, coefficients of high stability."""
    heads = (Head(a.treatment), Head(_("Difference"), "+.6g"), Head("±%", "+.2f"), Head(_("Lower limit")),
             Head(_("Upper limit")), Head("p", CHANCE), Head(""), Head(_("Environments above the check")), Head("%", ".2f"),
             Head(_("New environment %"), ".1f"), Head("HSC %", ".2f"))
    rows: list[list[Cell]] = []
    for e in _by_mean(a):
        if e.level == check.check:
            continue
        c = check.differences.get(e.level)
        judged: list[Cell] = [c.difference, c.percent, c.lower, c.upper, c.p, significance(c.p)] if c else [None] * 6
        chance = check.probability[e.level]
        rows.append([e.level, *judged, f"{check.above[e.level]}/{check.compared[e.level]}", check.percent_above(e.level),
                     None if chance is None else 100 * chance, check.hsc[e.level]])
    title = _("Differences from the check {check} over environments ({level:g} % limits)").format(
        check=check.check, level=100 * (1 - a.alpha))
    return ResultTable(title, heads, rows)


def _by_environment(a: SeriesFigures, check: AgainstCheck) -> list[ResultTable]:
    """Percent above or below the check in every environment, some columns at a time; stars by its own error."""
    entries = [e.level for e in _by_mean(a) if e.level != check.check]
    names = list(check.by_environment)
    title = _("±% of the check {check} by environment (* 5 %, ** 1 %, each comparison alone)").format(check=check.check)
    found = []
    for start in range(0, len(names), _COLUMNS):
        part = names[start : start + _COLUMNS]
        rows = [[level, *(_percent(check.by_environment[name].get(level)) for name in part)] for level in entries]
        found.append(ResultTable("" if start else title, (Head(a.treatment), *(Head(name, "+.1f") for name in part)), rows))
    return found or [ResultTable("", notes=(title, ""))]


def _percent(found: SiteDifference | None) -> Starred | None:
    """One difference in percent with its stars."""
    if found is None or found.percent is None:
        return None
    return Starred(found.percent, "" if found.p is None else significance(found.p))


def _axes(a: SeriesFigures) -> ResultTable:
    """Percentages of AMMI, with the tests of its axes, and of GGE."""
    ammi = a.ammi.axes if a.ammi else ()
    gge = a.gge.percent.tolist() if a.gge else []
    heads = (Head(_("Axis")), Head("AMMI %", ".2f"), Head(_("df")), Head(_("SS")), Head("F", ".2f"), Head("p", CHANCE),
             Head(_("F (Cornelius)"), ".2f"), Head("p", CHANCE), Head("GGE %", ".2f"))
    rows: list[list[Cell]] = []
    for k in range(min(6, max(len(ammi), len(gge)))):
        x = ammi[k] if k < len(ammi) else None
        own: list[Cell] = [x.percent, x.df, x.ss, x.f, x.p, x.remainder_f, x.remainder_p] if x else [None] * 7
        rows.append([str(k + 1), *own, gge[k] if k < len(gge) else None])
    return ResultTable(_("Axes of interaction"), heads, rows)


def _winners(a: SeriesFigures) -> ResultTable:
    """Which entry won where."""
    assert a.gge is not None
    lines = [
        f"  {a.cells.entries[s.entry]}: " + _(", ").join(a.cells.environments[j] for j in s.environments)
        for s in a.gge.sectors
        if s.environments
    ]
    return ResultTable(_("Which entry won where (sectors of the GGE biplot)"), notes=tuple(lines))


def _components(a: SeriesFigures) -> ResultTable:
    """Variance components and heritability."""
    c = a.components
    assert c is not None
    figures = [(a.treatment, c.entry), (a.ge, c.interaction), (_("Residual error"), c.error), ("H²", c.heritability)]
    text = "   ".join(f"{name} {value:.6g}" for name, value in figures if value is not None)
    return ResultTable(_("Variance components"), notes=(f"  {text}",))
