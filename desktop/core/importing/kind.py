"""A kind of table that can be imported: what is asked, planned and written.

TO ADD A KIND OF IMPORT: declare a `RecordImport` (one row = one record) in the feature's actions, or subclass
`ImportKind` where a row is more than that, and name it in the feature's `feature.py` among the `imports`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session

from desktop.core.importing.mapping import guess
from desktop.core.importing.model import Columns, Plan, Progress, Target, Use
from desktop.core.importing.questions import Question, questions
from desktop.core.tables import Sheet, Table


class ImportKind(ABC):
    """A kind of table that can be imported. `name` is what the command line calls it; `table` is the list it fills."""

    name: str
    title: str
    table: str = ""
    note: str = ""
    several: bool = False  # whether several files may be taken in at once
    endings: tuple[str, ...] = ()  # of files of its own beside tables
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

    def guess(self, session: Session, table: Table, header: Sequence[str],
              targets: Sequence[Target]) -> dict[str, Use]:
        """What the columns of a file seen for the first time go to; a blank heading is none of the file's own."""
        del session, table
        return guess(header, targets)

    @abstractmethod
    def plan(self, session: Session, table: Table, columns: Columns) -> Plan:
        """What would happen, row by row; writes nothing. All questions have been answered already."""

    @abstractmethod
    def write(self, session: Session, plan: Plan, progress: Progress) -> None:
        """Write the new and changed rows of `plan`; called inside the one action of the import."""

    def export(self, session: Session) -> Sheet | None:
        """All records as a table that this import takes back unchanged; None where there is no such thing."""
        del session
        return None
