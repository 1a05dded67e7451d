"""A series of trials as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.trials.analysis.met.lines import DEVIATION, DEVIATIONS, LINEAR, POOLED_ERROR, FTest, Line
from desktop.trials.analysis.met.result import AgainstCheck, MetAnalysis
from desktop.trials.analysis.met.sites import SiteDifference
from desktop.trials.analysis.notes import TEST_TITLES
from desktop.trials.analysis.result import RESIDUALS, significance
from desktop.trials.analysis.text import columns, figure, probability

_COLUMNS = 10  # environments side by side


def report(a: MetAnalysis, reading_notes: Sequence[str] = ()) -> str:
    """The whole analysis; `reading_notes` are what reading the table left to say."""
    parts = [_heading(a), _title(_("Combined analysis of variance"), variance(a.combined))]
    if a.split:
        parts.append(_title(_("Analysis of variance by places and years"), variance(a.split.lines)))
    parts += [_sites(a), _entries(a), _stability(a)]
    if a.regression_anova:
        parts.append(_title(_("Regression on the environments' means (Eberhart and Russell)"), variance(a.regression_anova)))
    for check in a.checks.values():
        parts += [_against(a, check), _by_environment(a, check)]
    if a.ammi and a.gge:
        parts += [_axes(a), _winners(a)]
    if a.components:
        parts.append(_components(a))
    if notes := [*map(str, a.notes), *reading_notes]:
        parts.append("\n".join([_("Remarks on the analysis"), *(f"- {note}" for note in notes)]))
    return "\n\n".join(parts) + "\n"


def _title(title: str, table: str) -> str:
    """A table under its title."""
    return f"{title}\n{table}"


def _heading(a: MetAnalysis) -> str:
    """Response, plots, size of the table, mean."""
    first = _("{response}: {n} plots, {missing} missing").format(response=a.response, n=a.n, missing=a.missing)
    size = _("{entries} entries, {environments} environments").format(
        entries=len(a.cells.entries), environments=len(a.cells.environments)
    )
    return f"{first}\n{size}   {_('Mean')} {figure(a.grand_mean)}"


def variance(lines: Sequence[Line]) -> str:
    """Lines of variance with the error term of each, environments random."""
    header = [_("Source of variation"), _("df"), "SS", "MS", "F", "p", _("Tested by")]
    rows = [
        [shown_source(line.source), str(line.df), figure(line.ss), figure(line.ms), *_test(line.random)] for line in lines
    ]
    return columns(header, rows)


def shown_source(name: str) -> str:
    """A source as people read it."""
    if name.startswith(DEVIATION):
        return _("deviations of {entry}").format(entry=name.removeprefix(DEVIATION))
    if name.endswith(LINEAR):
        return _("{term} (linear)").format(term=name.removesuffix(LINEAR))
    words = {RESIDUALS: _("Residual error"), DEVIATIONS: _("pooled deviations"), POOLED_ERROR: _("pooled error")}
    return words.get(name, name)


def _test(test: FTest | None) -> list[str]:
    """F, p and error term."""
    return [f"{test.f:.2f}", probability(test.p), shown_source(test.error)] if test else ["", "", ""]


def _sites(a: MetAnalysis) -> str:
    """The environments one by one."""
    header = [a.environment, "n", _("Mean"), _("Error MS"), _("CV %"), "F", "p", "LSD 5 %"]
    rows = [
        [s.level, str(s.n), figure(s.mean), figure(s.error_ms), _short(s.cv_percent), _short(s.f), probability(s.p),
         figure(s.lsd)]
        for s in a.sites
    ]
    return _title(_("Environments"), columns(header, rows))


def _entries(a: MetAnalysis) -> str:
    """Means and how they vary, the largest first."""
    header = [a.treatment, "n", _("Mean"), _("s.e."), _("Rank"), _("s.d."), _("CV %"), _("Above mean %"), "BLUP"]
    header += [_("Weighted")] if a.weighted else []
    tests = [test for test in ("lsd", "duncan", "tukey") if test in a.table.letters]
    header += [TEST_TITLES[test] for test in tests]
    blup = a.components.blup if a.components else {}
    rows = [
        [
            e.level,
            str(e.environments),
            figure(e.mean),
            figure(e.standard_error),
            str(e.rank),
            figure(e.sd),
            _short(e.cv_percent),
            _short(e.adaptability_percent),
            f"{blup[e.level]:+.6g}" if blup else "",
            *([figure(a.weighted.means[e.level])] if a.weighted else []),
            *(a.table.letters[test][e.level] for test in tests),
        ]
        for e in sorted(a.entries, key=lambda e: -e.mean)
    ]
    return _title(_("Means over environments"), columns(header, rows))


def _stability(a: MetAnalysis) -> str:
    """Measures of stability, the largest mean first."""
    header = [a.treatment, "b", "s²d", _("Ecovalence"), "Shukla σ²", "Lin-Binns P", "S1", "S2", "ASV", "YS"]
    rows = [
        [
            e.level,
            "" if e.slope is None else f"{e.slope:.3f}",
            *map(figure, (e.deviation_ms, e.ecovalence, e.shukla, e.superiority)),
            _short(e.s1),
            _short(e.s2),
            figure(e.asv),
            "" if e.ys is None else f"{e.ys:g}" + ("+" if e.ys_selected else " "),
        ]
        for e in sorted(a.entries, key=lambda e: -e.mean)
    ]
    return _title(_("Stability over environments"), columns(header, rows))


def _against(a: MetAnalysis, check: AgainstCheck) -> str:
    """Differences with limits, environments above the check, coefficients of high stability."""
    header = [a.treatment, _("Difference"), "±%", _("Lower limit"), _("Upper limit"), "p", "", _("Above the check"), "%",
              _("New environment %"), "HSC %"]
    rows = []
    for e in sorted(a.entries, key=lambda e: -e.mean):
        if e.level == check.check:
            continue
        c = check.differences.get(e.level)
        figures = ["", "", "", "", "", ""]
        if c:
            percent = "" if c.percent is None else f"{c.percent:+.2f}"
            figures = [f"{c.difference:+.6g}", percent, figure(c.lower), figure(c.upper), probability(c.p), significance(c.p)]
        counts = f"{check.above[e.level]}/{check.compared[e.level]}"
        chance = check.probability[e.level]
        rows.append([e.level, *figures, counts, _short(check.percent_above(e.level)),
                     "" if chance is None else f"{100 * chance:.1f}", _short(check.hsc[e.level])])
    title = _("Differences from the check {check} over environments ({level:g} % limits)").format(
        check=check.check, level=100 * (1 - a.alpha)
    )
    return _title(title, columns(header, rows))


def _by_environment(a: MetAnalysis, check: AgainstCheck) -> str:
    """Percent above or below the check in every environment, some columns at a time; stars by its own error."""
    entries = [e.level for e in sorted(a.entries, key=lambda e: -e.mean) if e.level != check.check]
    names = list(check.by_environment)
    tables = []
    for start in range(0, len(names), _COLUMNS):
        part = names[start : start + _COLUMNS]
        rows = [[level, *(_percent(check.by_environment[name].get(level)) for name in part)] for level in entries]
        tables.append(columns([a.treatment, *part], rows))
    title = _("±% of the check {check} by environment (* 5 %, ** 1 %, each comparison alone)").format(check=check.check)
    return _title(title, "\n\n".join(tables))


def _percent(found: SiteDifference | None) -> str:
    """One difference in percent with its stars."""
    if found is None or found.percent is None:
        return ""
    return f"{found.percent:+.1f}" + (f"{significance(found.p):<2}" if found.p is not None else "")


def _axes(a: MetAnalysis) -> str:
    """Percentages of AMMI, with the tests of its axes, and of GGE."""
    ammi = a.ammi.axes if a.ammi else ()
    gge = a.gge.percent.tolist() if a.gge else []
    header = [_("Axis"), "AMMI %", _("df"), "SS", "F", "p", "F_R", "p", "GGE %"]
    rows = []
    for k in range(min(6, max(len(ammi), len(gge)))):
        x = ammi[k] if k < len(ammi) else None
        own = [_short(x.percent), str(x.df), figure(x.ss), _short(x.f), probability(x.p), _short(x.remainder_f),
               probability(x.remainder_p)] if x else [""] * 7
        rows.append([str(k + 1), *own, _short(gge[k] if k < len(gge) else None)])
    return _title(_("Axes of interaction"), columns(header, rows))


def _winners(a: MetAnalysis) -> str:
    """Which entry won where."""
    assert a.gge is not None
    lines = [
        f"  {a.cells.entries[s.entry]}: " + _(", ").join(a.cells.environments[j] for j in s.environments)
        for s in a.gge.sectors
        if s.environments
    ]
    return "\n".join([_("Which entry won where (sectors of the GGE biplot)"), *lines])


def _components(a: MetAnalysis) -> str:
    """Variance components and heritability."""
    c = a.components
    assert c is not None
    figures = [(a.treatment, c.entry), (a.ge, c.interaction), (_("Residual error"), c.error), ("H²", c.heritability)]
    text = "   ".join(f"{name} {figure(value)}" for name, value in figures if value is not None)
    return _("Variance components") + f"\n  {text}"


def _short(value: float | None) -> str:
    """A percentage or index to two decimals."""
    return "" if value is None else f"{value:.2f}"
