"""The analyses of variance of a series, what its error variances say, and the annex of other tests."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis import wording
from desktop.analysis.parts import significance
from desktop.core.documents.model import CENTER, NUMBER, Cell, Column, Table
from desktop.core.i18n import _
from desktop.trials.report.variance import decimals
from desktop.trials.series import sentences
from desktop.trials.series.series_result import SeriesResult


def variance_tables(result: SeriesResult) -> list[Table]:
    """The combined analysis with each F's error term; there is one analysis of variance in the report's own part."""
    a = result.analysis
    if a is None:
        return []
    title = result.data.trait.title() if result.data.trait else ""
    return [_lines_table(result, a.combined, _("{trait}: combined analysis of variance").format(trait=title),
                         _("Analysis of variance"))]


def annex_tables(result: SeriesResult) -> list[Table]:
    """What stands apart from the verdicts: other tests against the check, and the analyses of variance on another basis."""
    a = result.analysis
    if a is None:
        return []
    title, found = result.data.trait.title() if result.data.trait else "", []
    if (tests := tests_table(result)) is not None:
        found.append(tests)
    if a.split is not None:
        found.append(_lines_table(result, a.split.lines, _("{trait}: interaction split into sites and years").format(
            trait=title), _("Sites and years")))
    if a.regression_anova:
        kept = [x for x in a.regression_anova if not x.source.startswith("deviation ")]
        found.append(_lines_table(result, kept, _("{trait}: analysis of the regression (Eberhart and Russell)").format(
            trait=title), _("Regression"),
            _("On the table of means, each cell once: sums of squares are not those over plots.")))
    return found


def tests_table(result: SeriesResult) -> Table | None:
    """Every entry against the check by the LSD and by Dunnett, both by the interaction; None without such a comparison."""
    lines = [x for x in result.lines if x.tests is not None]
    if not lines or result.check is None:
        return None
    places, unit = sentences.places(result.data), sentences.unit(result.data)
    columns = [Column(_("Variety"), weight=2), Column(_("Difference"), NUMBER, places, signed=True, unit=unit),
               Column(_("p of the LSD"), align=CENTER), Column(_("Dunnett p"), align=CENTER),
               Column(_("Lower limit"), NUMBER, places, signed=True, group=_("Dunnett")),
               Column(_("Upper limit"), NUMBER, places, signed=True, group=_("Dunnett"))]
    rows: list[list[Cell]] = [[x.entrant.name, t.difference, wording.p_cell(t.lsd_p), wording.p_cell(t.p), t.lower, t.upper]
                              for x in lines if (t := x.tests) is not None]
    caption = _("{trait}: other tests of the differences from {check}").format(
        trait=result.data.trait.title() if result.data.trait else "", check=result.check.name)
    level = wording.level_text(1 - result.options.alpha)
    return Table(columns, rows, caption=caption, sheet=_("Other tests"), notes=[
        _("For information; the verdicts do not rest on this table. LSD: each comparison alone. Dunnett: all comparisons "
          "with the check together, limits of {level}.").format(level=level)])


def _lines_table(result: SeriesResult, lines: Sequence[object], caption: str, sheet: str, note: str = "") -> Table:
    least = decimals(min((x.ms for x in lines if x.ms), default=None))  # type: ignore[attr-defined]
    columns = [Column(_("Source of variation"), weight=2), Column(_("df"), NUMBER, 0),
               Column(_("Sum of squares"), NUMBER, max(1, least - 1)), Column(_("Mean square"), NUMBER, least),
               Column("F", NUMBER, 2), Column("p", align=CENTER), Column("", align=CENTER, weight=0),
               Column(_("Error term"), weight=2)]
    rows: list[list[Cell]] = []
    for x in lines:
        test = x.random  # type: ignore[attr-defined]
        figures: list[Cell] = [sentences.source(x.source, result), x.df, x.ss, x.ms]  # type: ignore[attr-defined]
        if test is None:
            rows.append([*figures, "", "", "", ""])
        else:
            rows.append([*figures, test.f, wording.p_cell(test.p), significance(test.p) or "ns",
                         sentences.source(test.error, result)])
    return Table(columns, rows, caption=caption, sheet=sheet, notes=[
        _("Environments are taken for a sample of the region: each F is tested by the error term in the last column."),
        *([note] if note else [])])


def homogeneity_sentences(result: SeriesResult) -> list[str]:
    """Whether error variances are equal, and what the analysis weighted by precision says."""
    a = result.analysis
    found = []
    if a is not None and a.bartlett is not None:
        text = (_("The error variances of the environments differ (Bartlett, χ² = {chi}, {p}; largest {largest}, smallest "
                  "{smallest}, ratio {ratio}).") if a.bartlett.p <= result.options.alpha else
                _("The error variances of the environments do not differ (Bartlett, χ² = {chi}, {p}; largest {largest}, "
                  "smallest {smallest}, ratio {ratio})."))
        found.append(text.format(chi=wording.number(a.bartlett.chi_squared, 2), p=wording.p_clause(a.bartlett.p),
                                 largest=a.bartlett.largest, smallest=a.bartlett.smallest,
                                 ratio=wording.number(a.bartlett.ratio, 1)))
    if a is not None and a.weighted is not None:
        found.append(_("Weighted by each environment's precision (two stages) the varieties differ with F = {f}, {p}; the "
                       "weighted means stand in the table of stability.").format(
            f=wording.number(a.weighted.entries_f, 2), p=wording.p_clause(a.weighted.entries_p)))
    return found
