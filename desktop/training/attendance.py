"""The attendance list as a grid: one line a person, marks typed with one key, a column for each session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.grid import GridChange, GridColumn, GridData, GridSource, Saved
from desktop.core.i18n import _, ngettext
from desktop.core.records import alive
from desktop.training.actions import people
from desktop.training.choices import ATTENDANCE
from desktop.training.model import Participant, SessionMark, TrainingSession, mark_session, sessions_of

SITTING = "session "  # how the column of a session is called, before its key


class AttendanceGrid(GridSource):
    """The participants of one training: attendance of each session, scores, remark."""

    tables = frozenset({"participant", "sessionmark", "trainingsession"})

    def __init__(self, db: Database, event_id: int) -> None:
        self.db, self.event_id = db, event_id

    def load(self) -> GridData:
        """Everybody on the list, in the order of entry."""
        with self.db.reading() as session:
            persons, sittings = people(session, self.event_id), sessions_of(session, self.event_id)
            marks = marks_by_person(session, self.event_id)
        sittings = sittings if len(sittings) > 1 else []
        columns = [*(_of_session(sitting) for sitting in sittings), _as_a_whole(read_only=bool(sittings)),
                   GridColumn("pre_score", _("Score before"), "number", decimals=1, low=0, high=100, width=90, optional=True),
                   GridColumn("post_score", _("Score after"), "number", decimals=1, low=0, high=100, width=90, optional=True),
                   GridColumn("remark", _("Remark"), "text", width=200, optional=True)]
        values: list[list[Any]] = [
            [*(marks.get((p.id, s.id), "registered" if not s.group_name or s.group_name == p.group_name else None)
               for s in sittings), p.attendance, p.pre_score, p.post_score, p.remark or None] for p in persons]
        headers = [(str(n), p.name, " · ".join(t for t in (p.organisation, p.group_name) if t))
                   for n, p in enumerate(persons, 1)]
        frozen = (_("No."), _("Person's name"), _("Firm or village"))
        return GridData(frozen, columns, [p.id for p in persons], headers, values)

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Store a batch as one action."""
        label = ngettext("{n} mark of attendance", "{n} marks of attendance", len(changes)).format(n=len(changes))
        with self.db.operation(label) as session:
            for change in changes:
                if change.column.startswith(SITTING):
                    mark_session(session, int(change.column.removeprefix(SITTING)), change.key, change.new or "registered")
                    continue
                value = change.new if change.new is not None else self._blank(change.column)
                verbs.store(session, Participant, {change.column: value}, change.key)
        return Saved(values=self._summed_up(changes))

    def _summed_up(self, changes: Sequence[GridChange]) -> dict[tuple[int, str], Any]:
        """What the marks of sessions come to for each person."""
        keys = sorted({change.key for change in changes if change.column.startswith(SITTING)})
        with self.db.reading() as session:
            return {(key, "attendance"): session.get_one(Participant, key).attendance for key in keys}

    @staticmethod
    def _blank(column: str) -> str | None:
        return {"attendance": "registered", "remark": ""}.get(column)


def _of_session(sitting: TrainingSession) -> GridColumn:
    day = f"{sitting.held_on:%m-%d}" if sitting.held_on else ""
    below = " ".join(t for t in (sitting.starts_at, sitting.group_name) if t)  # in one line a head was cut on both sides
    return GridColumn(f"{SITTING}{sitting.id}", f"{sitting.number}. {day}".strip(), "choice", unit=below, choices=ATTENDANCE,
                      width=120, unsaid="registered", hint=_hint())


def _as_a_whole(*, read_only: bool) -> GridColumn:
    return GridColumn("attendance", _("Attendance"), "choice", choices=ATTENDANCE, width=110, unsaid="registered",
                      read_only=read_only, hint="" if read_only else _hint())


def _hint() -> str:
    return _("Type the number of the word: 1 registered, 2 attended, 3 late, 4 absent, 5 excused.")


def marks_by_person(session: Session, event_id: int) -> dict[tuple[int, int], str]:
    """(participant, session) → mark, of a whole training."""
    query = select(SessionMark).join(TrainingSession, col(TrainingSession.id) == col(SessionMark.session_id)).where(
        col(TrainingSession.event_id) == event_id, alive(SessionMark), alive(TrainingSession))
    return {(int(m.participant_id or 0), int(m.session_id or 0)): m.attendance for m in session.exec(query)}
