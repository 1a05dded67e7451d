"""Minutes say who was there and what was resolved; what is open stands in the next minutes until it is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.fields import today
from desktop.core.listing import Query
from desktop.core.verbs import save, store
from desktop.reports.meetings import lists
from desktop.reports.meetings.model import Meeting, MeetingAction, MeetingPerson
from desktop.reports.meetings.papers import minutes, sign_in
from tests.reports.conftest import said_by

DAY = date(2026, 4, 13)


def meeting(database: Database, day: date = DAY, **more: object) -> Meeting:
    return save(database, Meeting, {"title": "周例会", "held_on": day, "state": "held", **more})


def test_what_is_open_is_carried_over_from_meeting_to_meeting_until_it_is_done(database: Database) -> None:
    first, second = meeting(database), meeting(database, DAY + timedelta(days=7))
    other = meeting(database, DAY + timedelta(days=7), kind="dealers", title="经销商会")
    made = save(database, MeetingAction, {"meeting_id": first.id, "what": "清退过期种子", "person": "王某", "due_on": DAY})
    assert "清退过期种子" in said_by(minutes(database, first.id))
    assert "Open from earlier meetings" not in said_by(minutes(database, first.id))
    assert "清退过期种子" in said_by(minutes(database, second.id))
    assert "清退过期种子" not in said_by(minutes(database, other.id))
    with database.reading() as session:
        late = lists.ACTIONS.preset("late").conditions()
        assert lists.ACTIONS.count(session, Query(conditions=late)) == (today() > DAY)
    with pytest.raises(FieldErrors, match="which day"):
        save(database, MeetingAction, {"state": "done"}, made.id)
    save(database, MeetingAction, {"state": "done", "done_on": DAY}, made.id)
    assert "清退过期种子" not in said_by(minutes(database, second.id))


def test_minutes_name_who_was_there_and_who_was_not(database: Database) -> None:
    made = meeting(database)
    with database.operation("test") as session:
        for name, presence, bags in (("甲某", "present", 200), ("乙某", "late", 100), ("丙某", "leave", None)):
            store(session, MeetingPerson, {"meeting_id": made.id, "name": name, "presence": presence, "bags_signed": bags})
    said = said_by(minutes(database, made.id))
    assert "乙某, 甲某" in said and "丙某" in said
    with database.reading() as session:
        [(_key, cells)] = lists.MEETINGS.lines(session, Query(), ["invited", "came", "open"])
    assert cells == (3, 2, 0)
    rows = next(block for block in sign_in(database, made.id).blocks if hasattr(block, "rows")).rows
    assert len(rows) == 3 + 5


def test_a_meeting_ahead_was_not_held(database: Database) -> None:
    with pytest.raises(FieldErrors, match="not come yet"):
        meeting(database, today() + timedelta(days=1))
