"""The step that gives the trainings of older files their sessions, and the marks of attendance theirs.

Plain SQL over the tables as they are then; no model, which may be another by the time an old file is opened.
"""

from __future__ import annotations

from typing import Any

from desktop.people.from_contacts import key_from
from desktop.training.clock import clock, minutes_between


def sessions_of_trainings(connection: Any) -> None:
    """Every training gets one session, of its day and hours, and every mark of attendance is one for that session.

    Their keys are the same wherever the same row is brought up to date.
    """
    rows = [(row, gone, day, clock(first), clock(last)) for row, gone, day, first, last in connection.execute(
        "SELECT id, deleted_at, held_on, starts_at, ends_at FROM trainingevent").fetchall()]
    connection.executemany("UPDATE trainingevent SET starts_at = ?, ends_at = ? WHERE id = ?",
                           [(first, last, row) for row, _gone, _day, first, last in rows])
    connection.executemany(
        "INSERT INTO trainingsession (id, deleted_at, event_id, number, held_on, starts_at, ends_at, minutes) "
        "VALUES (?, ?, ?, 1, ?, ?, ?, ?)",
        [(key_from(f"session of {row}"), gone, row, day, first, last, minutes_between(first, last))
         for row, gone, day, first, last in rows])
    marked = connection.execute(
        "SELECT p.id, p.deleted_at, p.attendance, s.id FROM participant p JOIN trainingsession s ON s.event_id = p.event_id "
        "WHERE p.attendance <> 'registered'").fetchall()
    connection.executemany(
        "INSERT INTO sessionmark (id, deleted_at, participant_id, attendance, session_id) VALUES (?, ?, ?, ?, ?)",
        [(key_from(f"mark of {row[0]}"), row[1], row[0], row[2], row[3]) for row in marked])
