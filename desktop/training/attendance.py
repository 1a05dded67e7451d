"""The attendance list as a grid: one line a person, marks typed with one key."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.grid import GridChange, GridColumn, GridData, GridSource, Saved
from desktop.core.i18n import _, ngettext
from desktop.training.actions import people
from desktop.training.model import ATTENDANCE, Participant


class AttendanceGrid(GridSource):
    """The participants of one training: attendance, scores, remark."""

    tables = frozenset({"participant"})

    def __init__(self, db: Database, event_id: int) -> None:
        self.db, self.event_id = db, event_id

    def load(self) -> GridData:
        """Everybody on the list, in the order of entry."""
        with self.db.reading() as session:
            persons = people(session, self.event_id)
        columns = (
            GridColumn("attendance", _("Attendance"), "choice", choices=ATTENDANCE, width=110, unsaid="registered",
                       hint=_("Type the number of the word: 1 registered, 2 attended, 3 late, 4 absent, 5 excused.")),
            GridColumn("pre_score", _("Score before"), "number", decimals=1, low=0, high=100, width=90, optional=True),
            GridColumn("post_score", _("Score after"), "number", decimals=1, low=0, high=100, width=90, optional=True),
            GridColumn("remark", _("Remark"), "text", width=200, optional=True))
        return GridData((_("No."), _("Person's name"), _("Firm or village")), columns, [p.id for p in persons],
                        [(str(n), p.name, p.organisation) for n, p in enumerate(persons, 1)],
                        [[p.attendance, p.pre_score, p.post_score, p.remark or None] for p in persons])

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Store a batch as one action."""
        label = ngettext("{n} mark of attendance", "{n} marks of attendance", len(changes)).format(n=len(changes))
        with self.db.operation(label) as session:
            for change in changes:
                value = change.new if change.new is not None else self._blank(change.column)
                verbs.store(session, Participant, {change.column: value}, change.key)
        return Saved()

    @staticmethod
    def _blank(column: str) -> str | None:
        return {"attendance": "registered", "remark": ""}.get(column)
