"""A sign-in sheet of 400 lines keyed back: all present, the absent ticked, walk-ins pasted; the program answers at once."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.grid import GridChange
from desktop.training import actions
from desktop.training.attendance import AttendanceGrid
from desktop.training.counting import counts
from desktop.training.keying import sheet_of
from desktop.training.model import Participant, TrainingEvent
from desktop.training.registering import add_walk_ins

pytestmark = pytest.mark.slow
ABSENT = range(0, 400, 20)


def test_four_hundred_lines_go_back_in_a_minute_of_typing(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "密植", "held_on": date.today(), "audience": "farmers"})
    with database.operation("many") as session:
        verbs.insert_many(session, Participant, [{"event_id": event.id, "name": f"学员{n:03}", "phone": f"138{n:08}"}
                                                 for n in range(400)])
    begun = process_time()
    grid = AttendanceGrid(database, event.id)
    data = grid.load()
    opened = process_time() - begun
    each = []
    for place in ABSENT:  # one key each, in a row: the longest wait between two keys is one save
        begun = process_time()
        grid.save([GridChange(data.keys[place], "attendance", "registered", "absent")])
        each.append(process_time() - begun)
    begun = process_time()
    said = actions.mark_rest(database, event.id, "attended")
    rest = process_time() - begun
    walked = add_walk_ins(database, event.id, None, "\n".join(f"王建国{n} 139{n:08} 庆安县平安镇" for n in range(10)))
    begun = process_time()
    sheet = sheet_of(database, event.id)
    counted = process_time() - begun
    with database.reading() as session:
        [count] = counts(session, event.id)
    assert said.startswith("380 ") and len(walked.added) == 10
    assert (count.marks["attended"], count.marks["absent"]) == (390, 20)
    assert "attended 390" in sheet.figures
    assert max(each) < 0.5 and opened < 1 and rest < 8 and counted < 1, (opened, max(each), rest, counted)
    print(f"opened {opened:.2f}  one mark {max(each):.3f}  all others {rest:.2f}  counted {counted:.2f}")
