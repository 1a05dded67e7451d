"""What every dry run of an import shares: the state of each row, the issues found, and the reading of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core.i18n import _
from desktop.core.importing.answering import shown
from desktop.core.importing.filling import as_above, edges, origin_of
from desktop.core.importing.headed import of_table
from desktop.core.importing.model import ERROR, Columns, Issue, Target
from desktop.core.importing.values import Converted, convert
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import listed_rows

MANY_ISSUES = 5000  # so many are named; more than anybody reads; every wrong row keeps at least its first


class DryRun:
    """The rows of one file, to begin with all in one state. Subclasses plan what becomes of them."""

    def __init__(self, table: Table, columns: Columns, state: str) -> None:
        self.table, self.columns = table, columns
        self.states = [state] * len(table.rows)
        self.issues: list[Issue] = []
        self.remarked: set[tuple[int, str, str]] = set()

    def converted(self, heading: str, cells: Sequence[Cell], target: Target, options: Mapping[str, str]) -> list[Any]:
        """The values of a column; wrong cells keep their rows out, doubtful ones are remarked. `heading` "" is a constant."""
        cells = as_above(cells, edges(self.table)) if options.get("blank") == "above" else cells
        done = convert(cells, of_table(target, heading, self.table), options)
        self._unanswered(heading, cells, done)
        for place, sentence in done.wrong.items():
            if place not in done.unanswered:
                self.wrong(place, heading, shown(cells[place]), sentence)
        for place, sentence in done.warnings.items():
            self.remark(place, heading, shown(cells[place]), sentence)
        return done.values

    def _unanswered(self, heading: str, cells: Sequence[Cell], done: Converted) -> None:
        """Keep out the rows that wait for an answer about their column; that is said once, not row by row."""
        places = sorted(done.unanswered)
        if not places:
            return
        for place in places:
            self.states[place] = ERROR
        first, rows = places[0], listed_rows(self.table.row_numbers[p] for p in places)
        said = self.where(first) + done.wrong[first]
        if len(places) > 1:
            said = _("{sentence} This holds for rows {rows}.").format(sentence=said, rows=rows)
        self.issues.append(Issue(self.table.row_numbers[first] if len(places) == 1 else 0, heading, shown(cells[first]), said))

    def wrong(self, place: int, heading: str, value: str, sentence: str) -> None:
        """Keep a row out, and say why; of rows that are out already only so many reasons are said."""
        if self.states[place] != ERROR or len(self.issues) < MANY_ISSUES:
            self._issue(place, heading, value, sentence, warning=False)
        self.states[place] = ERROR

    def wrong_everywhere(self, places: Sequence[int], sentence: str) -> None:
        """Keep rows out for a reason that holds for the whole file: it is said once, of row 0."""
        for place in places:
            self.states[place] = ERROR
        if places:
            self.issues.append(Issue(0, "", "", sentence))

    def remark(self, place: int, heading: str, value: str, sentence: str) -> None:
        """Say something about a cell that keeps its row in; of a row that was read as several once."""
        key = (self.table.row_numbers[place], heading, sentence)
        if key in self.remarked:
            return
        self.remarked.add(key)
        self._issue(place, heading, value, sentence, warning=True)

    def _issue(self, place: int, heading: str, value: str, sentence: str, *, warning: bool) -> None:
        self.issues.append(Issue(self.table.row_numbers[place], heading, value, self.where(place) + sentence, warning))

    def where(self, place: int) -> str:
        """The words before a sentence about a row, where its number alone does not find it: several files read as one."""
        if not self.table.extra.get("origin"):
            return ""
        file, row = origin_of(self.table)(self.table.row_numbers[place])
        return _("{file}, row {row}: ").format(file=file, row=row)
