"""An analysis as text for a terminal: tables in the language in force, Chinese characters two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from desktop.core.i18n import N_, _
from desktop.trials.analysis.further_table import Cell, Section
from desktop.trials.analysis.notes import TEST_TITLES
from desktop.trials.analysis.result import RESIDUALS, Analysis, AnovaRow, MeansTable, StratumRow

_WORDS = {"none": N_("none"), "log": N_("logarithm"), "sqrt": N_("square root"), "arcsine": N_("angle (arcsine)")}
_SHOWN = 60  # so many lines of a further table are printed


def width(text: str) -> int:
    """The columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with a rule under its header: the first column to the left, the others to the right."""
    lines = [header, *rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(header))]
    padded = ["  ".join(_padded(cell, widths[i], i == 0) for i, cell in enumerate(line)).rstrip() for line in lines]
    return "\n".join([padded[0], "─" * (sum(widths) + 2 * (len(widths) - 1)), *padded[1:]])


def _padded(text: str, size: int, left: bool) -> str:
    """A cell filled up with blanks."""
    fill = " " * (size - width(text))
    return text + fill if left else fill + text


def figure(value: float | None) -> str:
    """A number with six significant digits; nothing where there is none."""
    return "" if value is None else f"{value:.6g}"


def probability(p: float | None) -> str:
    """A p-value to four decimals."""
    return "" if p is None else "<0.0001" if p < 0.0001 else f"{p:.4f}"


def report(analysis: Analysis, reading_notes: Sequence[str] = ()) -> str:
    """The whole analysis as text; `reading_notes` are what reading the table left to say."""
    parts = [_heading(analysis), strata(analysis.strata) if analysis.strata else anova(analysis.anova)]
    parts += [means(table) for table in analysis.tables.values()]
    if analysis.dunnett:
        parts.append(against_check(analysis))
    parts += [section(part) for part in analysis.shown_sections if part.printed]
    if notes := [*map(str, analysis.notes), *reading_notes]:
        parts.append("\n".join([_("Remarks on the analysis"), *(f"- {note}" for note in notes)]))
    return "\n\n".join(parts) + "\n"


def _heading(a: Analysis) -> str:
    """Response, plots, mean, CV and LSD in two lines."""
    first = _("{response}: {n} plots, {missing} missing").format(response=a.response, n=a.n, missing=a.missing)
    figures = [(_("Mean"), figure(a.mean)), (_("CV %"), figure(a.cv_percent))]
    if "LSD" in a.lsd_stats:
        figures += [("LSD 5 %", figure(a.lsd(0.05))), ("LSD 1 %", figure(a.lsd(0.01)))]
    return first + "\n" + "   ".join(f"{name} {value}" for name, value in figures if value)


def anova(rows: Sequence[AnovaRow]) -> str:
    """The analysis of variance."""
    header = [_("Source of variation"), _("df"), "SS", "MS", "F", "p"]
    return _("Analysis of variance") + "\n" + columns(header, [_variance(row) for row in rows])


def _variance(row: AnovaRow | StratumRow) -> list[str]:
    """One line of an analysis of variance."""
    return [
        _("Residual error") if row.source == RESIDUALS else row.source,
        str(row.df),
        figure(row.ss),
        figure(row.ms),
        "" if row.f is None else f"{row.f:.2f}",
        probability(row.p),
    ]


def strata(rows: Sequence[StratumRow]) -> str:
    """The analysis of variance stratum by stratum."""
    names = [row.stratum for row in rows]
    shown = [name if i == 0 or name != names[i - 1] else "" for i, name in enumerate(names)]
    lines = [[name, *_variance(row)] for name, row in zip(shown, rows, strict=True)]
    header = [_("Stratum"), _("Source of variation"), _("df"), "SS", "MS", "F", "p"]
    return _("Analysis of variance") + "\n" + columns(header, lines)


def means(table: MeansTable) -> str:
    """Means from the largest down, with their letters."""
    shown = table.adjusted if table.by_adjusted else table.means
    order = sorted(table.means, key=lambda level: -(shown[level] or 0.0))
    tests = [test for test in TEST_TITLES if test in table.letters]
    header = [table.factor, "n", _("Mean"), _("Adjusted"), _("s.e."), *(TEST_TITLES[test] for test in tests)]
    rows = [
        [
            level,
            str(table.counts[level]),
            figure(table.means[level]),
            figure(table.adjusted[level]),
            figure(table.standard_errors[level]),
            *(table.letters[test][level] for test in tests),
        ]
        for level in order
    ]
    title = _("Means of {factor}").format(factor=table.factor)
    return title + "\n" + columns(header, rows)


def section(part: Section) -> str:
    """A further table of the analysis; a long one is cut, the JSON holds it whole."""
    lines = part.lines()
    rows = [
        [name, *(_cell(head, cell) for head, cell in zip(part.heads, cells, strict=True))] for name, cells in lines[:_SHOWN]
    ]
    more = [_("… and {count} more").format(count=len(lines) - _SHOWN)] if len(lines) > _SHOWN else []
    return "\n".join([part.heading(), columns(part.header(), rows), *more])


def _cell(head: str, value: Cell) -> str:
    """A figure of a section as text; p-values and F ratios as in the analysis of variance."""
    if isinstance(value, float) and head in ("p", "f"):
        return probability(value) if head == "p" else f"{value:.2f}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _(_WORDS[value]) if value in _WORDS else value
    return str(value) if isinstance(value, int) else figure(value)


def against_check(a: Analysis) -> str:
    """Dunnett's comparisons, the best first."""
    compared = sorted((a.dunnett or {}).items(), key=lambda item: -item[1].difference)
    rows = [
        [
            level,
            f"{c.difference:+.6g}",
            "" if c.percent is None else f"{c.percent:+.2f}",
            figure(c.lower),
            figure(c.upper),
            probability(c.p),
            a.stars()[level],
        ]
        for level, c in compared
    ]
    title = _("Differences from the check {check} (Dunnett, {level:g} % limits)").format(
        check=a.check, level=100 * (1 - a.alpha)
    )
    factor = a.check_factor or a.treatments[0]
    return title + "\n" + columns([factor, _("Difference"), "±%", _("Lower limit"), _("Upper limit"), "p", ""], rows)
