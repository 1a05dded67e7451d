"""Tests, feedback, practice looked at, skills, certificates: what came of a training."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Cover
from desktop.core.errors import FieldErrors, UserError
from desktop.core.grid import GridChange
from desktop.core.listing import Query
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.people.model import Membership, Person
from desktop.training import effect_lists
from desktop.training.certificates import certificates, issue
from desktop.training.effect import FeedbackGrid, effect_of, means_line, plan_follow_ups
from desktop.training.effect_model import SkillLevel, TrainingFeedback, TrainingFollowUp
from desktop.training.model import Participant, TrainingEvent
from desktop.training.sheets import answer_key, question_sheet
from desktop.training.testing import ResultsGrid, draw_questions, take_over
from desktop.training.testing_model import Question, TrainingTest, TrainingTestItem, TrainingTestResult
from tests.training.conftest import Course, Joined

BANK = (("single", "播种深度？", "2厘米\n5厘米\n9厘米", "B"), ("multiple", "缺苗看什么？", "播深\n墒情\n招牌", "AB"),
        ("true_false", "倒伏都怪品种。", "", "×"))


@pytest.fixture
def bank(database: Database) -> list[int]:
    return [verbs.save(database, Question, {"bank": "密植", "kind": kind, "text": text, "options": options, "answer": answer,
                                            "points": 10}).id for kind, text, options, answer in BANK]


@pytest.fixture
def test(database: Database, course: Course, bank: list[int]) -> int:
    made = verbs.save(database, TrainingTest, {"event_id": course.event, "phase": "post", "bank": "密植"})
    assert draw_questions(database, made.id) == len(bank)
    return made.id


def came(database: Database, course: Course, *names: str) -> None:
    for name in names:
        verbs.save(database, Participant, {"attendance": "attended"}, course.people[name])


# -- questions and tests ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("values", "field"), [
    ({"kind": "single", "options": "甲\n乙", "answer": "C"}, "answer"), ({"kind": "single", "options": "甲"}, "options"),
    ({"kind": "single", "options": "甲\n乙", "answer": "AB"}, "answer"), ({"kind": "true_false", "answer": "也许"}, "answer"),
    ({"kind": "multiple", "options": "甲\n乙", "answer": "A"}, "answer")])
def test_what_is_right_must_be_among_what_there_is_to_choose(database: Database, values: dict[str, str], field: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        verbs.save(database, Question, {"bank": "b", "text": "t", "answer": "A", **values})
    assert list(refused.value.fields) == [field]


def test_the_full_mark_is_the_sum_of_the_questions(database: Database, test: int) -> None:
    found = verbs.get(database, TrainingTest, test)
    assert (found.full, found.pass_percent, found.title) == (30, 60, "玉米密植滴灌栽培技术")


def test_so_many_questions_are_drawn_as_are_wanted(database: Database, course: Course, bank: list[int]) -> None:
    made = verbs.save(database, TrainingTest, {"event_id": course.event, "phase": "pre", "bank": "密植", "draw": 2})
    assert draw_questions(database, made.id, Random(1)) == 2
    assert draw_questions(database, made.id, Random(1)) == 0
    other = verbs.save(database, TrainingTest, {"event_id": course.event, "phase": "post"})
    assert take_over(database, other.id) == 2
    asked = [{i.question_id for i in verbs.owned(database, TrainingTestItem, "test_id", t)} for t in (made.id, other.id)]
    assert asked[0] == asked[1]
    with pytest.raises(UserError, match="no further question"):
        draw_questions(database, other.id)


def test_answers_are_marked_and_become_the_score_of_the_participant(database: Database, course: Course, test: int) -> None:
    grid, person = ResultsGrid(database, test), course.people["王一"]
    saved = grid.save([GridChange(person, "answers", None, "B A ×")])
    assert saved.values[person, "points"] == 25.0 and saved.values[person, "passed"] == "yes"
    assert verbs.get(database, Participant, person).post_score == 83.3
    grid.save([GridChange(course.people["李二"], "points", None, 12.0)])
    assert verbs.get(database, Participant, course.people["李二"]).post_score == 40.0
    assert [row[:4] for row in grid.load().values] == [
        ["B A ×", 25.0, pytest.approx(83.33, abs=0.01), "yes"], [None, 12.0, 40.0, "no"], [None, None, None, None]]
    database.undo()
    database.undo()
    assert verbs.get(database, Participant, person).post_score is None


def test_a_sheet_with_too_few_answers_or_too_many_points_is_refused(database: Database, course: Course, test: int) -> None:
    grid, person = ResultsGrid(database, test), course.people["王一"]
    with pytest.raises(FieldErrors, match="3 answers are needed"):
        grid.save([GridChange(person, "answers", None, "B A")])
    with pytest.raises(FieldErrors, match="Answer 3, “错错”, cannot be read"):
        grid.save([GridChange(person, "answers", None, "B A 错错")])
    with pytest.raises(FieldErrors, match="full mark is 30"):
        grid.save([GridChange(person, "points", None, 31.0)])


def test_another_key_marks_what_was_written_again(database: Database, course: Course, test: int, bank: list[int]) -> None:
    person = course.people["王一"]
    ResultsGrid(database, test).save([GridChange(person, "answers", None, "A AB ×")])
    verbs.save(database, Question, {"answer": "A"}, bank[0])
    assert verbs.get(database, Participant, person).post_score == 100.0


def test_a_test_that_was_written_keeps_its_questions(database: Database, course: Course, test: int) -> None:
    ResultsGrid(database, test).save([GridChange(course.people["王一"], "answers", None, "A AB ×")])
    item = verbs.owned(database, TrainingTestItem, "test_id", test)[0]
    with pytest.raises(FieldErrors, match="its questions stay"):
        verbs.delete(database, TrainingTestItem, [item.id])


def test_only_the_participants_of_the_training_write_its_test_once(database: Database, course: Course, test: int,
                                                                   join: Joined) -> None:
    verbs.save(database, TrainingTestResult, {"test_id": test, "participant_id": course.people["王一"], "points": 3})
    with pytest.raises(FieldErrors, match="result in this test already"):
        verbs.save(database, TrainingTestResult, {"test_id": test, "participant_id": course.people["王一"], "points": 3})
    other = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": date(2026, 5, 1)})
    with pytest.raises(FieldErrors, match="another training"):
        verbs.save(database, TrainingTestResult, {"test_id": test, "participant_id": join(other.id, "生人"), "points": 3})


def test_the_list_counts_sheets_mean_and_passed(database: Database, course: Course, test: int) -> None:
    grid = ResultsGrid(database, test)
    grid.save([GridChange(course.people[name], "points", None, points)
               for name, points in (("王一", 30.0), ("李二", 18.0), ("张三", 3.0))])
    with database.reading() as session:
        [(_key, cells)] = effect_lists.TESTS.lines(session, Query(), ("questions", "written", "mean", "passed"))
    assert cells == (3, 3, pytest.approx(170 / 3), 2)


def test_the_question_sheet_asks_and_the_key_answers(database: Database, test: int) -> None:
    from desktop.core.documents.model import Table, flat

    words = " ".join(getattr(b, "text", "") for b in flat(question_sheet(database, test).blocks))
    assert "播种深度？" in words and "B. 5厘米" in words
    [table] = [b for b in answer_key(database, test).blocks if isinstance(b, Table)]
    assert [row[3] for row in table.rows] == ["B", "AB", "×"]
    with pytest.raises(UserError, match="no questions yet"):
        question_sheet(database, verbs.save(database, TrainingTest, {"event_id": verbs.get(
            database, TrainingTest, test).event_id}).id)


# -- feedback and practice --------------------------------------------------------------------------------------------


def test_only_those_who_were_there_are_asked_what_they_think(database: Database, course: Course) -> None:
    came(database, course, "王一")
    grid = FeedbackGrid(database, course.event)
    assert list(grid.load().keys) == [course.people["王一"]]
    with pytest.raises(FieldErrors, match="李二 was not there"):
        verbs.save(database, TrainingFeedback, {"event_id": course.event, "participant_id": course.people["李二"]})
    grid.save([GridChange(course.people["王一"], name, None, said) for name, said in (("content", 5), ("wish", "多讲病害"))])
    assert grid.load().values == [[5, None, None, None, None, "多讲病害"]]
    assert means_line(database, course.event) == "1 of 1 answered · Content 5.0"
    with pytest.raises(FieldErrors, match="already"):
        verbs.save(database, TrainingFeedback, {"event_id": course.event, "participant_id": course.people["王一"]})


def test_the_practice_is_looked_at_with_everybody_who_came_once(database: Database, course: Course) -> None:
    came(database, course, "王一", "张三")
    verbs.save(database, TrainingEvent, {"practice": "化控防倒\n滴灌", "follow_up_on": date(2026, 7, 1)}, course.event)
    assert plan_follow_ups(database, course.event) == "2 people to be looked up by 2026-07-01"
    assert plan_follow_ups(database, course.event).startswith("0 people")
    first, second = verbs.owned(database, TrainingFollowUp, "event_id", course.event)
    assert first.practice == "化控防倒"
    with pytest.raises(FieldErrors, match="on which day"):
        verbs.save(database, TrainingFollowUp, {"state": "yes"}, first.id)
    verbs.save(database, TrainingFollowUp, {"state": "yes", "seen_on": date(2026, 7, 2)}, first.id)
    verbs.save(database, TrainingFollowUp, {"state": "partly", "seen_on": date(2026, 7, 2)}, second.id)
    with database.reading() as session:
        effect = effect_of(session, course.event)
    assert (effect.looked_at, effect.used, effect.partly, effect.share) == (2, 1, 1, 75.0)


def test_the_next_visit_to_the_firm_is_when_the_practice_is_looked_at(database: Database, course: Course, join: Joined) -> None:
    firm = verbs.save(database, Dealer, {"name": "丰收种业"})
    contact = verbs.save(database, Membership, {"dealer_id": firm.id, "name": "周六", "mobile": "13804550006"})
    person = join(course.event, "周六", person_id=contact.person_id, attendance="attended")
    plan_follow_ups(database, course.event)
    verbs.save(database, Visit, {"dealer_id": firm.id, "planned_on": date(2099, 5, 9)})
    with database.reading() as session:
        [(_key, cells)] = effect_lists.FOLLOW_UPS.lines(session, Query(), ("next_visit", "participant"))
    assert cells == (date(2099, 5, 9), "周六")
    assert person


# -- skills and certificates ------------------------------------------------------------------------------------------


def test_a_skill_has_a_next_level_above_it_with_a_day(database: Database) -> None:
    person = verbs.save(database, Person, {"name": "吴七"}).id
    told = {"person_id": person, "skill": "苗情诊断", "level": "2", "evaluated_on": date(2026, 3, 1)}
    for wrong in ({"target": "2", "target_on": date(2026, 9, 1)}, {"target": "3"}):
        with pytest.raises(FieldErrors):
            verbs.save(database, SkillLevel, {**told, **wrong})
    verbs.save(database, SkillLevel, {**told, "target": "3", "target_on": date(2026, 9, 1)})
    newer = verbs.save(database, SkillLevel, {**told, "level": "3", "evaluated_on": date(2026, 9, 1)})
    with database.reading() as session:
        newest = effect_lists.SKILLS.ids(session, Query(conditions=effect_lists.SKILLS.preset("newest").conditions()))
        assert list(newest) == [newer.id]


def test_who_came_and_passed_gets_a_certificate_with_a_number(database: Database, course: Course) -> None:
    with pytest.raises(UserError, match="No certificate"):
        certificates(database, course.event)
    came(database, course, "王一", "张三")
    verbs.save(database, Participant, {"post_score": 59}, course.people["张三"])
    assert issue(database, course.event) == "1 certificate issued"
    assert issue(database, course.event) == "0 certificates issued"
    assert verbs.get(database, Participant, course.people["王一"]).certificate == "T-2026-A001-01"
    assert [b.subtitle for b in certificates(database, course.event).blocks if isinstance(b, Cover)] == ["王一"]
