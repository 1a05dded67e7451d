"""A series of trials as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.trials.analysis.met.result import AgainstCheck, MetAnalysis
from desktop.trials.analysis.text import anova, columns, figure


def report(a: MetAnalysis, reading_notes: Sequence[str] = ()) -> str:
    """The whole analysis; `reading_notes` are what reading the table left to say."""
    parts = [_heading(a), anova(a.anova), _entries(a), _stability(a)]
    parts += [_against(a, check) for check in a.checks.values()]
    if a.ammi and a.gge:
        parts.append(_axes(a))
    if notes := [*map(str, a.notes), *reading_notes]:
        parts.append("\n".join([_("Remarks on the analysis"), *(f"- {note}" for note in notes)]))
    return "\n\n".join(parts) + "\n"


def _heading(a: MetAnalysis) -> str:
    """Response, plots, size of the table, mean."""
    first = _("{response}: {n} plots, {missing} missing").format(response=a.response, n=a.n, missing=a.missing)
    size = _("{entries} entries, {environments} environments").format(
        entries=len(a.cells.entries), environments=len(a.cells.environments)
    )
    return f"{first}\n{size}   {_('Mean')} {figure(a.grand_mean)}"


def _entries(a: MetAnalysis) -> str:
    """Means and how they vary, the largest first."""
    header = [a.treatment, "n", _("Mean"), _("s.e."), _("Rank"), _("s.d."), _("CV %"), _("Above mean %")]
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
        ]
        for e in sorted(a.entries, key=lambda e: -e.mean)
    ]
    return _("Means over environments") + "\n" + columns(header, rows)


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
            "" if e.ys is None else f"{e.ys:g}",
        ]
        for e in sorted(a.entries, key=lambda e: -e.mean)
    ]
    return _("Stability over environments") + "\n" + columns(header, rows)


def _against(a: MetAnalysis, check: AgainstCheck) -> str:
    """Environments above the check and coefficients of high stability."""
    header = [a.treatment, _("Above the check"), "%", "HSC %"]
    rows = [
        [e.level, f"{check.above[e.level]}/{check.compared[e.level]}", _short(check.percent_above(e.level)),
         _short(check.hsc[e.level])]
        for e in sorted(a.entries, key=lambda e: -e.mean)
        if e.level != check.check
    ]
    return _("Against the check {check}").format(check=check.check) + "\n" + columns(header, rows)


def _axes(a: MetAnalysis) -> str:
    """Percentages of AMMI and GGE."""
    ammi = [axis.percent for axis in a.ammi.axes] if a.ammi else []
    gge = a.gge.percent.tolist() if a.gge else []
    rows = [
        [str(k + 1), _short(ammi[k] if k < len(ammi) else None), _short(gge[k] if k < len(gge) else None)]
        for k in range(min(6, max(len(ammi), len(gge))))
    ]
    return _("Axes of interaction") + "\n" + columns([_("Axis"), "AMMI %", "GGE %"], rows)


def _short(value: float | None) -> str:
    """A percentage or index to two decimals."""
    return "" if value is None else f"{value:.2f}"
