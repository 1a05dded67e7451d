"""The tables of a rank test: its statistics, and the ranks with their letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.analysis import wording
from desktop.analysis.notes import TEST_TITLES
from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.analysis.view import View
from desktop.core.documents.model import LEFT, NUMBER, Column, Table
from desktop.core.documents.model import Cell as PaperCell
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.analysis.ranks.rank_tests import RankAnalysis


def tables(a: RankAnalysis) -> list[ResultTable]:
    """The test statistics, and the levels from the highest ranks down."""
    return [_statistics(a), _ranks(a)]


def _statistics(a: RankAnalysis) -> ResultTable:
    found = a.statistics
    rows: list[list[Cell]] = [["χ²", found["Chisq"], str(found["Df"]), found["p.chisq"]]]
    if found.get("F") is not None:
        rows.append(["F", found["F"], f"{found['Df']}, {found['DFerror']}", found["p.F"]])
    if "LSD" in found:
        rows.append(["LSD", found["LSD"], "", None])
    return ResultTable(a.title(), (Head(_("Statistic")), Head(_("Value")), Head(_("df")), Head("p", CHANCE)), rows)


def _ranks(a: RankAnalysis) -> ResultTable:
    tests = list(a.letters)
    rows: list[list[Cell]] = [
        [level, a.ranks[level], a.means[level], a.medians[level], *(a.letters[test][level] for test in tests)]
        for level in _order(a)]
    heads = (Head(a.treatment), Head(_head(a)), Head(_("Mean")), Head(_("Median")),
             *(Head(TEST_TITLES[test]) for test in tests))
    return ResultTable("", heads, rows)


def _head(a: RankAnalysis) -> str:
    return _("Sum of ranks") if a.design == "friedman" else _("Mean rank")


def _order(a: RankAnalysis) -> list[str]:
    return sorted(a.ranks, key=lambda level: -a.ranks[level])


def rank_table(a: RankAnalysis, view: View) -> Table:
    """Ranks, means and medians with the letters of the test chosen."""
    small, large = a.letters_of(view.test)
    heads = [Column(wording.term(a.treatment), weight=2), Column(_head(a), NUMBER, 1),
             Column(_("Mean"), NUMBER, view.digits + 1), Column(_("Median"), NUMBER, view.digits + 1),
             Column(wording.level_text(view.alpha), align=LEFT, weight=0),
             Column(wording.level_text(0.01), align=LEFT, weight=0)]
    rows: list[list[PaperCell]] = [[level, a.ranks[level], a.means[level], a.medians[level], small.get(level, ""),
                                    large.get(level, "")] for level in _order(a)]
    return Table(heads, rows, caption=_("{trait}: ranks").format(trait=view.title), sheet=_("Ranks"),
                 notes=[a.verdict(view)])
