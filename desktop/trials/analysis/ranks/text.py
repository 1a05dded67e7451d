"""A rank test as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.trials.analysis.notes import TEST_TITLES
from desktop.trials.analysis.ranks.rank_tests import RankAnalysis
from desktop.trials.analysis.text import columns, figure, probability


def report(analysis: RankAnalysis, reading_notes: Sequence[str] = ()) -> str:
    """The statistics, the ranks with their letters, and the remarks."""
    first = _("{response}: {n} plots, {missing} missing").format(
        response=analysis.response, n=analysis.n, missing=analysis.missing)
    parts = [first, _statistics(analysis), _ranks(analysis)]
    if notes := [*map(str, analysis.notes), *reading_notes]:
        parts.append("\n".join([_("Remarks on the analysis"), *(f"- {note}" for note in notes)]))
    return "\n\n".join(parts) + "\n"


def _statistics(analysis: RankAnalysis) -> str:
    """The test statistics."""
    title = _("Friedman's test") if analysis.design == "friedman" else _("Kruskal-Wallis test")
    found = analysis.statistics
    rows = [["χ²", figure(found["Chisq"]), str(found["Df"]), probability(found["p.chisq"])]]
    if found.get("F") is not None:
        rows.append(["F", figure(found["F"]), f"{found['Df']}, {found['DFerror']}", probability(found["p.F"])])
    if "LSD" in found:
        rows.append(["LSD", figure(found["LSD"]), "", ""])
    return title + "\n" + columns([_("Statistic"), _("Value"), _("df"), "p"], rows)


def _ranks(analysis: RankAnalysis) -> str:
    """The levels from the highest ranks down."""
    head = _("Sum of ranks") if analysis.design == "friedman" else _("Mean rank")
    tests = list(analysis.letters)
    order = sorted(analysis.ranks, key=lambda level: -analysis.ranks[level])
    rows = [[level, figure(analysis.ranks[level]), figure(analysis.means[level]), figure(analysis.medians[level]),
             *(analysis.letters[test][level] for test in tests)] for level in order]
    return columns([analysis.treatment, head, _("Mean"), _("Median"), *(TEST_TITLES[test] for test in tests)], rows)
