"""A kind of table that can be imported: what is asked, planned and written.

TO ADD A KIND OF IMPORT: declare a `RecordImport` (one row = one record) in the feature's actions, or subclass
`ImportKind` where a row is more than that, and name it in the feature's `feature.py` among the `imports`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlmodel import Session

from desktop.core.imported import ImportRun
from desktop.core.importing.mapping import guess
from desktop.core.importing.model import About, Columns, Plan, Progress, Target, Use
from desktop.core.importing.questions import Question, questions
from desktop.core.importing.runs import first_record
from desktop.core.tables import Sheet, Table


class ImportKind(ABC):
    """A kind of table that can be imported. `name` is what the command line calls it; `table` is the list it fills."""

    name: str
    title: str
    table: str = ""
    note: str = ""
    several: bool = False  # whether several files may be taken in at once
    endings: tuple[str, ...] = ()  # of files of its own beside tables
    settable: tuple[str, ...] = ()  # facts of the whole file that `about` shows and that are set anew for every file
    keeps: str = ""  # the field that takes columns as text which no other field holds
    remembers_answers: bool = True  # whether what was said of ambiguous values holds for the next file with these headings

    def read(self, paths: Sequence[Path]) -> Table | None:
        """The table in files of the kind's own form; None where they are to be read as an ordinary table."""
        del paths
        return None

    def recognises(self, table: Table) -> bool:
        """Whether a table is without doubt of this kind, so that the kind need not be chosen."""
        del table
        return False

    def questions(self, session: Session, table: Table, columns: Columns) -> list[Question]:
        """What the user must say about the values, answered questions included."""
        return questions(table, columns, self.targets(session))

    @abstractmethod
    def targets(self, session: Session) -> list[Target]:
        """What columns can go to."""

    def arranged(self, table: Table, layout: str) -> Table:
        """The table with a row a record, where files lay several of them side by side; `layout` "" = as recognised."""
        del layout
        return table

    def guess(self, session: Session, table: Table, header: Sequence[str], targets: Sequence[Target],
              chosen: Mapping[str, str]) -> dict[str, Use]:
        """What the columns of a file seen for the first time go to; a blank heading is none of the file's own.

        `chosen` are facts of the whole file that the user has set (see `about`).
        """
        del session, table, chosen
        return guess(header, targets)

    def said(self, table: Table, targets: Sequence[Target], uses: Mapping[str, Use]) -> dict[str, str]:
        """What the lines above the headings say for all rows: target → text; of targets that no column goes to."""
        del table, targets, uses
        return {}

    def about(self, session: Session, table: Table, columns: Columns) -> list[About]:
        """What the kind recognises of the whole file, each to be changed; none where a page of its own is not worth it."""
        del session, table, columns
        return []

    def offered(self, session: Session, table: Table, columns: Columns) -> list[Target]:
        """The targets that are offered for this file's columns."""
        del table, columns
        return self.targets(session)

    def needed(self, session: Session, columns: Columns) -> list[Target]:
        """The targets that no column goes to and for which one value may be set for all rows; none where the kind asks for
        facts of the whole file in its own way."""
        del session, columns
        return []

    def assumed(self, columns: Columns) -> list[Target]:
        """The fields that new records fill by themselves, since no column says them; none where that means nothing."""
        del columns
        return []

    def standing(self, columns: Columns, name: str) -> str:
        """What such a field holds in new records, in words; "" for nothing."""
        del columns, name
        return ""

    def lacking(self, columns: Columns) -> str:
        """What must be chosen before any row can be taken, as a sentence; "" for nothing."""
        del columns
        return ""

    @abstractmethod
    def plan(self, session: Session, table: Table, columns: Columns) -> Plan:
        """What would happen, row by row; writes nothing. All questions have been answered already."""

    @abstractmethod
    def write(self, session: Session, plan: Plan, progress: Progress) -> None:
        """Write the new and changed rows of `plan`; called inside the one action of the import."""

    def opened(self, session: Session, run: ImportRun) -> int | None:
        """The record of `table` that is shown after an import: the first that it added or changed."""
        return first_record(session, run, self.table)

    def export(self, session: Session) -> Sheet | None:
        """All records as a table that this import takes back unchanged; None where there is no such thing."""
        del session
        return None
