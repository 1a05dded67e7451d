"""Sessions of a training: days and hours, marks by session, what they come to, clashes, keying a sheet back in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.grid import GridChange
from desktop.core.listing import Query
from desktop.people.model import Membership, Person
from desktop.training import actions, clashes, lists
from desktop.training.attendance import SITTING, AttendanceGrid
from desktop.training.choices import ATTENDANCE, PRESENT
from desktop.training.clock import clock, is_clock, minutes_between, overlap
from desktop.training.counting import counts, rate
from desktop.training.keying import sheet_of
from desktop.training.model import Participant, SessionMark, TrainingEvent, TrainingSession, sessions_of, summed_up
from desktop.training.plan_model import TrainingCost
from tests.training.conftest import DAY, Course, Joined


def days_of(database: Database, event: int) -> list[date | None]:
    with database.reading() as session:
        return [sitting.held_on for sitting in sessions_of(session, event)]


def attendance(database: Database, person: int) -> str:
    return verbs.get(database, Participant, person).attendance


# -- days and hours ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "kept"), [
    ("9:00", "09:00"), ("9：30", "09:30"), ("0915", "09:15"), ("915", "09:15"), ("9点", "09:00"), ("14点30分", "14:30"),
    ("noon", "noon"), ("", "")])
def test_an_hour_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clock(typed) == kept


def test_an_hour_that_no_clock_shows_is_refused_by_name(database: Database) -> None:
    with pytest.raises(FieldErrors) as refused:
        verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY, "starts_at": "2560"})
    assert list(refused.value.fields) == ["starts_at"]
    assert not is_clock("25:00")


def test_a_new_training_has_one_session_of_its_day_and_hours(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY, "starts_at": "9:00", "ends_at": "11:30"})
    with database.reading() as session:
        [sitting] = sessions_of(session, event.id)
    assert (sitting.held_on, sitting.starts_at, sitting.ends_at, sitting.minutes, sitting.number) == (
        DAY, "09:00", "11:30", 150, 1)
    database.undo()
    with database.reading() as session:
        assert not sessions_of(session, event.id)


def test_a_training_that_is_put_off_takes_its_sessions_with_it(database: Database, course: Course) -> None:
    verbs.save(database, TrainingEvent, {"held_on": DAY + timedelta(days=7)}, course.event)
    assert days_of(database, course.event) == [date(2026, 4, 22), date(2026, 4, 23), date(2026, 4, 24)]
    assert verbs.get(database, TrainingEvent, course.event).held_on == date(2026, 4, 22)
    database.undo()
    assert days_of(database, course.event)[0] == DAY


def test_other_hours_of_a_training_are_those_of_the_sessions_that_had_the_same(database: Database, course: Course) -> None:
    verbs.save(database, TrainingEvent, {"starts_at": "08:00", "ends_at": "10:00"}, course.event)
    with database.reading() as session:
        assert [sitting.starts_at for sitting in sessions_of(session, course.event)] == ["08:00", "08:00", "13:00"]


def test_the_day_of_a_training_is_that_of_its_first_session(database: Database, course: Course) -> None:
    verbs.save(database, TrainingSession, {"held_on": date(2026, 4, 10)}, course.together)
    event = verbs.get(database, TrainingEvent, course.event)
    assert (event.held_on, event.starts_at) == (date(2026, 4, 10), "13:00")
    verbs.delete(database, TrainingSession, [course.together])
    assert verbs.get(database, TrainingEvent, course.event).held_on == DAY


def test_the_last_session_of_a_training_is_not_deleted(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY})
    with database.reading() as session:
        [sitting] = sessions_of(session, event.id)
    with pytest.raises(FieldErrors, match="one session at least"):
        verbs.delete(database, TrainingSession, [sitting.id])
    verbs.delete(database, TrainingEvent, [event.id])


def test_the_session_a_training_has_by_itself_goes_once_sessions_of_its_day_with_hours_are_typed(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY, "trainer": "孙立新"})
    for begins, ends, group in (("8:30", "11:30", "甲"), ("13:30", "16:30", "乙")):
        verbs.save(database, TrainingSession, {"event_id": event.id, "held_on": DAY, "starts_at": begins, "ends_at": ends,
                                               "group_name": group})
    with database.reading() as session:
        kept = [(one.number, one.starts_at, one.group_name) for one in sessions_of(session, event.id)]
        assert kept == [(1, "08:30", "甲"), (2, "13:30", "乙")] and clashes.clashes(session, event.id) == []
    assert verbs.get(database, TrainingEvent, event.id).starts_at == "08:30"
    database.undo()
    database.undo()
    with database.reading() as session:
        assert [(one.number, one.starts_at) for one in sessions_of(session, event.id)] == [(1, "")]


def test_a_session_at_the_usual_hour_goes_too_once_one_that_holds_this_hour_is_typed(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY, "starts_at": "9:00", "trainer": "孙立新"})
    for begins, ends in (("13:30", "16:30"), ("8:30", "11:30")):
        verbs.save(database, TrainingSession, {"event_id": event.id, "held_on": DAY, "starts_at": begins, "ends_at": ends})
        with database.reading() as session:
            assert clashes.clashes(session, event.id) == [], "one without an end is over when the next begins"
    with database.reading() as session:
        assert [one.starts_at for one in sessions_of(session, event.id)] == ["08:30", "13:30"]
    verbs.save(database, TrainingSession, {"event_id": event.id, "held_on": DAY, "starts_at": "9:00"})
    with database.reading() as session:
        [clash] = clashes.clashes(session, event.id)
    assert "孙立新 also teaches" in clash


def test_many_sessions_brought_at_once_take_the_place_of_the_one_made_by_itself(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY})
    with database.operation("x") as session:
        verbs.insert_many(session, TrainingSession, [
            {"event_id": event.id, "held_on": DAY, "starts_at": begins} for begins in ("08:30", "13:30", "16:30")])
    with database.reading() as session:
        assert [(one.number, one.starts_at) for one in sessions_of(session, event.id)] == [
            (1, "08:30"), (2, "13:30"), (3, "16:30")]


@pytest.mark.parametrize(("told", "typed"), [
    ({"remark": "带教材"}, {"held_on": DAY, "starts_at": "8:30"}),
    ({"starts_at": "7:30"}, {"held_on": DAY, "starts_at": "8:30"}),
    ({"starts_at": "9:00"}, {"held_on": DAY, "starts_at": "13:30", "ends_at": "16:30"}),
    ({"starts_at": "9:00", "ends_at": "10:00"}, {"held_on": DAY, "starts_at": "8:30", "ends_at": "11:30"}),
    ({}, {"held_on": DAY + timedelta(days=1), "starts_at": "8:30"}), ({}, {"held_on": DAY})])
def test_a_first_session_that_somebody_meant_stays_beside_others(database: Database, told: dict[str, object],
                                                                typed: dict[str, object]) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY})
    with database.reading() as session:
        first = sessions_of(session, event.id)[0].id
    verbs.save(database, TrainingSession, told, first)
    verbs.save(database, TrainingSession, {"event_id": event.id, **typed})
    with database.reading() as session:
        assert len(sessions_of(session, event.id)) == 2


def test_a_first_session_for_which_somebody_is_marked_stays(database: Database, join: Joined) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY})
    join(event.id, "王一", attendance="attended")
    verbs.save(database, TrainingSession, {"event_id": event.id, "held_on": DAY, "starts_at": "8:30"})
    with database.reading() as session:
        assert len(sessions_of(session, event.id)) == 2


# -- marks ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(list(ATTENDANCE))))
def test_who_came_once_came_and_who_was_never_marked_is_registered(marks: list[str]) -> None:
    found = summed_up(marks)
    assert (found in PRESENT) == any(mark in PRESENT for mark in marks)
    assert (found == "registered") == (set(marks) <= {"registered"})
    assert found != "excused" or set(marks) <= {"registered", "excused"}


def test_marks_of_sessions_sum_up_to_the_mark_of_the_training(database: Database, course: Course) -> None:
    grid, person = AttendanceGrid(database, course.event), course.people["王一"]
    saved = grid.save([GridChange(person, f"{SITTING}{course.first}", "registered", "absent")])
    assert saved.values == {(person, "attendance"): "absent"}
    grid.save([GridChange(person, f"{SITTING}{course.together}", "registered", "late")])
    assert attendance(database, person) == "late"
    database.undo()
    assert attendance(database, person) == "absent"
    grid.save([GridChange(person, f"{SITTING}{course.first}", "absent", None)])
    assert attendance(database, person) == "registered"


def test_a_mark_for_the_whole_training_is_one_for_each_session_of_the_group(database: Database, course: Course) -> None:
    verbs.save(database, Participant, {"attendance": "attended"}, course.people["张三"])
    with database.reading() as session:
        found = {count.sitting.id: count.present for count in counts(session, course.event)}
    assert found == {course.first: 0, course.second: 1, course.together: 1}


def test_the_grid_has_a_column_for_each_session_and_none_for_those_of_other_groups(database: Database, course: Course) -> None:
    data = AttendanceGrid(database, course.event).load()
    assert [(c.title, c.unit) for c in data.columns][:4] == [
        ("1. 04-15", "09:00 甲"), ("2. 04-16", "09:00 乙"), ("3. 04-17", "13:00"), ("Attendance", "")]
    assert data.columns[3].read_only
    assert [row[:4] for row in data.values] == [
        ["registered", None, "registered", "registered"], ["registered", None, "registered", "registered"],
        [None, "registered", "registered", "registered"]]


def test_a_person_has_one_mark_a_session_and_of_the_own_training(database: Database, course: Course, join: Joined) -> None:
    verbs.save(database, SessionMark, {"session_id": course.first, "participant_id": course.people["王一"]})
    with pytest.raises(FieldErrors, match="has a mark"):
        verbs.save(database, SessionMark, {"session_id": course.first, "participant_id": course.people["王一"]})
    other = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY})
    stranger = join(other.id, "生人")
    with pytest.raises(FieldErrors, match="another training"):
        verbs.save(database, SessionMark, {"session_id": course.first, "participant_id": stranger})


def test_a_session_that_goes_takes_its_marks_and_what_they_came_to(database: Database, course: Course) -> None:
    actions.mark_rest(database, course.event, "attended", course.together)
    assert attendance(database, course.people["李二"]) == "attended"
    verbs.delete(database, TrainingSession, [course.together])
    assert attendance(database, course.people["李二"]) == "registered"


# -- keying back ------------------------------------------------------------------------------------------------------


def test_tick_the_absent_of_a_session_then_all_others_of_its_group_were_there(database: Database, course: Course) -> None:
    grid = AttendanceGrid(database, course.event)
    grid.save([GridChange(course.people["李二"], f"{SITTING}{course.first}", "registered", "absent")])
    assert actions.mark_rest(database, course.event, "attended", course.first) == "1 participant: Attended"
    assert attendance(database, course.people["张三"]) == "registered"
    said = {number: words for number, _title, words in sheet_of(database, course.event).sittings}
    assert said[course.first] == "Attended 1 · Absent 1 · attendance 50.0 %"
    assert sheet_of(database, course.event).next_open() == 1


def test_the_rate_over_sessions_leaves_out_the_excused_and_what_was_not_marked(database: Database, course: Course) -> None:
    grid = AttendanceGrid(database, course.event)
    marks = {course.first: ("attended", "excused"), course.together: ("attended", "absent")}
    for sitting, pair in marks.items():
        grid.save([GridChange(course.people[name], f"{SITTING}{sitting}", "registered", mark)
                   for name, mark in zip(("王一", "李二"), pair, strict=True)])
    with database.reading() as session:
        found = counts(session, course.event)
        assert [count.share for count in found] == [100.0, None, pytest.approx(100 / 3)]
        assert rate(found) == 50.0
        row = lists.SESSIONS.rows(session, [course.together])[course.together]
    cells = dict(zip((c.name for c in lists.SESSIONS.columns), row, strict=True))
    assert (cells["came"], cells["absent"], cells["share"]) == (1, 1, 50.0)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(list(ATTENDANCE))), max_size=20))
def test_no_rate_lies_outside_nothing_and_all(marks: Sequence[tuple[bool, str]]) -> None:
    from collections import Counter

    from desktop.training.counting import Count

    found = [Count(TrainingSession(), Counter(mark for second, mark in marks if second == place)) for place in (False, True)]
    assert (share := rate(found)) is None or 0 <= share <= 100
    assert all(count.share is None or 0 <= count.share <= 100 for count in found)


# -- budget and cost --------------------------------------------------------------------------------------------------


def test_budget_and_cost_are_the_sums_of_their_lines(database: Database, course: Course) -> None:
    verbs.save(database, TrainingCost, {"event_id": course.event, "kind": "venue", "planned": 500_00, "amount": 480_50})
    meals = verbs.save(database, TrainingCost, {"event_id": course.event, "kind": "meals", "planned": 300_00})
    event = verbs.get(database, TrainingEvent, course.event)
    assert (event.budget, event.cost, event.left) == (800_00, 480_50, 319_50)
    verbs.delete(database, TrainingCost, [meals.id])
    assert verbs.get(database, TrainingEvent, course.event).budget == 500_00


def test_a_cost_without_lines_is_what_was_typed(database: Database, course: Course) -> None:
    verbs.save(database, TrainingEvent, {"cost": 12_00}, course.event)
    verbs.save(database, TrainingSession, {"topic": "讲解"}, course.first)
    assert verbs.get(database, TrainingEvent, course.event).cost == 12_00


# -- clashes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other", "meet"), [
    (("09:00", "11:00"), ("10:00", "12:00"), True), (("09:00", "11:00"), ("11:00", "12:00"), False),
    (("", ""), ("08:00", "09:00"), True), (("09:00", ""), ("10:00", "11:00"), True)])
def test_two_stretches_of_a_day_meet_or_do_not(one: tuple[str, str], other: tuple[str, str], *, meet: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is meet
    assert minutes_between("11:00", "09:00") is None


def test_trainer_place_and_people_are_in_one_place_at_a_time(database: Database, course: Course, join: Joined) -> None:
    other = verbs.save(database, TrainingEvent, {
        "topic": "水稻育秧", "held_on": date(2026, 4, 17), "starts_at": "14:00", "ends_at": "15:00", "trainer": "孙立新",
        "place": "试验田"})
    person = verbs.get(database, Participant, course.people["张三"]).person_id
    join(other.id, "张三", person_id=person)
    with database.reading() as session:
        assert clashes.clashes(session, course.event) == [
            "2026-04-17: 孙立新 also teaches “水稻育秧”.", "2026-04-17: 试验田 is also used by “水稻育秧”.",
            "2026-04-17: also registered for “水稻育秧”: 张三."]
        typed = {"held_on": "2026-04-15", "starts_at": "10:00", "ends_at": "12:00", "trainer": "孙立新", "place": "别处"}
        found = clashes.doubts(session, {**typed, "held_on": DAY}, None)
        assert list(found) == ["trainer"]
        marked = lists.SESSIONS.ids(session, Query(conditions=lists.SESSIONS.preset("clashing").conditions()[:1]))
        assert course.together in list(marked) and course.first not in list(marked)
    verbs.save(database, TrainingEvent, {"state": "cancelled", "cancel_reason": "雨"}, other.id)
    with database.reading() as session:
        assert not clashes.clashes(session, course.event)


def test_groups_of_one_training_at_the_same_hour_share_neither_trainer_nor_place(database: Database, course: Course) -> None:
    verbs.save(database, TrainingSession, {"held_on": DAY}, course.second)
    with database.reading() as session:
        assert clashes.clashes(session, course.event) == [
            f"{DAY}: 孙立新 also teaches “2. 09:00 乙”.", f"{DAY}: 庆安县农技推广中心 is also used by “2. 09:00 乙”."]
    with database.operation("as releases before the numbering kept it") as session:
        table = TrainingSession.__table__  # type: ignore[attr-defined]
        session.execute(table.update().values(number=None))
    with database.reading() as session:
        assert re.search("“09:00 [甲乙]”", clashes.clashes(session, course.event)[0]), "no point of a number that is not there"
    verbs.save(database, TrainingSession, {"place": "二楼", "trainer": "周老师"}, course.second)
    with database.reading() as session:
        assert not clashes.clashes(session, course.event), "each group has people of its own"


def test_the_trainer_is_one_of_the_people_who_teach(database: Database) -> None:
    verbs.save(database, Membership, {"name": "赵专家", "mobile": "13800000009", "role": "expert"})
    verbs.save(database, Membership, {"name": "钱农户", "mobile": "13800000008", "role": "farmer"})
    event = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": DAY, "trainer": "赵专家"})
    assert event.trainer_id and verbs.get(database, Person, event.trainer_id).name == "赵专家"
    assert verbs.save(database, TrainingEvent, {"trainer": "钱农户"}, event.id).trainer_id is None
    assert verbs.save(database, TrainingEvent, {"trainer_id": event.trainer_id}, event.id).trainer == "赵专家"
