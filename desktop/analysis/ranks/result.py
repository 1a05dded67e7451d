"""What a rank test returns: its statistics, and the ranks with their letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from desktop.analysis import wording
from desktop.analysis.answer import Answer
from desktop.analysis.notes import TEST_TITLES, Note
from desktop.analysis.parts import Letters
from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.analysis.view import View
from desktop.core.documents.model import LEFT, NUMBER, Column, Table
from desktop.core.documents.model import Cell as PaperCell
from desktop.core.i18n import _


@dataclass(frozen=True)
class RankAnalysis(Answer):
    """A rank test. `ranks` are sums (Friedman) or means (Kruskal-Wallis) of ranks by level; no letters without error.

    `statistics` are named as in agricolae: Chisq, Df, p.chisq; for Friedman also F, DFerror, p.F; t.value and LSD where
    all pairs share one.
    """

    design: str
    response: str
    treatment: str
    n: int
    missing: int
    statistics: dict[str, float | int | None]
    ranks: dict[str, float]
    means: dict[str, float]
    medians: dict[str, float]
    letters: Letters
    letters_1_percent: Letters
    notes: tuple[Note, ...]
    leads: ClassVar[bool] = True
    tests: ClassVar[bool] = True

    def title(self) -> str:
        """The name of the test."""
        return _("Friedman's test") if self.design == "friedman" else _("Kruskal-Wallis test")

    def result_tables(self) -> list[ResultTable]:
        """The statistics, and the ranks with their letters."""
        return _tables(self)

    def paper(self, view: View) -> list[Table]:
        """The ranks with the letters of the test chosen."""
        return [_rank_table(self, view)]

    def letters_of(self, test: str) -> tuple[dict[str, str], dict[str, str]]:
        """The letters at the level chosen and at 1 %: the LSD's of the ranks where the test is none for ranks."""
        own = test if test in self.letters else "lsd"
        return self.letters.get(own, {}), self.letters_1_percent.get(own, {})

    def stored_key(self) -> str:
        """Under which name its JSON stands in a kept result."""
        return "ranks"

    def p(self) -> float | None:
        """The p-value of F, else of χ²; None where all values are equal."""
        return self.statistics.get("p.F") or self.statistics.get("p.chisq")

    def of_entry(self, level: str, view: View) -> dict[str, Any]:
        """Its letters; differences of means are not tested."""
        small, large = self.letters_of(view.test)
        untested = {"lower": None, "upper": None, "p": None, "mark": "", "side": ""}
        return {**untested, "letters": small.get(level, ""), "capitals": large.get(level, "")}

    def verdict(self, view: View) -> str:
        """The test and what it says."""
        found = self.statistics
        p = found.get("p.F") if found.get("p.F") is not None else found.get("p.chisq")
        if p is None:
            return _("All values are equal; no test was made.")
        text = (_("The varieties differ significantly ({test}, χ² = {value}, {p}).") if p <= view.alpha
                else _("The varieties do not differ significantly ({test}, χ² = {value}, {p})."))
        return text.format(test=self.title(), value=wording.number(found.get("Chisq"), 2), p=wording.p_clause(p))

    def reasons(self) -> list[str]:
        """What ranks are for."""
        return [_("Ranks: for scores and for values far from the normal distribution; the size of differences does not count, "
                  "only their order.")]

    def method(self, view: View) -> list[str]:
        """The test and its letters, and that the analysis of variance is for information."""
        text = _("{trait}: {test} on ranks; letters: comparisons of ranks at {level}; the analysis of variance beside it is "
                 "for information only.").format(trait=view.title, test=self.title(), level=wording.level_text(view.alpha))
        return [text, *super().method(view)]

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints."""
        sums = "rank_sums" if self.design == "friedman" else "mean_ranks"
        return {
            "design": self.design,
            "response": self.response,
            "n": self.n,
            "missing": self.missing,
            "statistics": dict(self.statistics),
            sums: dict(self.ranks),
            "means": dict(self.means),
            "medians": dict(self.medians),
            "letters": {test: dict(signs) for test, signs in self.letters.items()},
            "letters_1_percent": {test: dict(signs) for test, signs in self.letters_1_percent.items()},
            "notes": [str(note) for note in self.notes],
        }


def _tables(a: RankAnalysis) -> list[ResultTable]:
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


def _rank_table(a: RankAnalysis, view: View) -> Table:
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
