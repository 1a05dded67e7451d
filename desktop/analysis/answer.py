"""What every analysis gives: tables, figures, notes and JSON.

The command line, the window, the reports, kept results and series know an analysis by this alone. To be shown everywhere
an analysis says `result_tables`, `to_json` and its `notes`; the rest has defaults that fit an analysis of its own kind, and
is said only where an analysis speaks of the entries in another way than by differences of means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from desktop.analysis.notes import Note
from desktop.analysis.paper import paper_table
from desktop.analysis.result_table import ResultTable
from desktop.analysis.view import AnswerFigure, View
from desktop.core.i18n import ngettext

if TYPE_CHECKING:
    from desktop.core.documents.model import Table


class Answer:
    """The answer of an analysis.

    `leads`: beside the analysis by design, statements on differences rest on this one. `tests`: it also says whether the
    entries differ at all. `ranks`: the entries stand in the order of its percentages.
    """

    design: str
    response: str
    n: int
    missing: int
    notes: tuple[Note, ...]
    leads: ClassVar[bool] = False
    tests: ClassVar[bool] = False
    ranks_entries: ClassVar[bool] = False

    def summary(self) -> list[str]:
        """The lines above the tables."""
        return [ngettext(
            "{response}: {n} plot, {missing} missing",
            "{response}: {n} plots, {missing} missing", self.n).format(response=self.response, n=self.n, missing=self.missing)]

    def result_tables(self) -> list[ResultTable]:
        """All tables in order, figures unrounded and in the response's unit."""
        raise NotImplementedError

    def figures(self, view: View) -> list[AnswerFigure]:  # noqa: ARG002
        """Figures of its own."""
        return []

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints: plain dicts, lists, numbers and strings; "notes" are sentences."""
        raise NotImplementedError

    def paper(self, view: View) -> list[Table]:
        """Its tables in window and report."""
        return [paper_table(table, view.title) for table in self.result_tables() if table.heads]

    def stored_key(self) -> str:
        """Under which name its JSON stands in a kept result."""
        return self.design

    def p(self) -> float | None:
        """The p-value of the test of all entries, of an answer that `tests` them; None without one."""
        return None

    def of_entry(self, level: str, view: View) -> dict[str, Any]:  # noqa: ARG002
        """What it says of an entry, by field of a result's line, in place of the plain comparison with the base."""
        return {}

    def verdict(self, view: View) -> str:  # noqa: ARG002
        """What it says in a sentence."""
        return ""

    def verdict_on(self, names: Sequence[str]) -> str:  # noqa: ARG002
        """The sentence on the entries that are surely better than the check, or that none is."""
        return ""

    def caution(self) -> str:
        """What may not be concluded from it."""
        return ""

    def reasons(self) -> list[str]:
        """Why it is the one to choose."""
        return []

    def comparison(self) -> str:
        """How it compares with the check, as a part of the sentence on methods."""
        return ""

    def method(self, view: View) -> list[str]:  # noqa: ARG002
        """The sentences on its method, its notes among them."""
        return [str(note) for note in self.notes]
