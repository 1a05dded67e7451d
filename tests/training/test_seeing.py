"""What follows a training: practice seen at the next visit or case, copies of handouts, skills, people, the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Grid, Table
from desktop.core.grid import GridChange
from desktop.core.listing import Query
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.people.model import Membership, Person
from desktop.service.case_model import FarmerCase
from desktop.service.handout_model import HandedOut, Handout
from desktop.training import actions
from desktop.training.effect import plan_follow_ups
from desktop.training.effect_lists import FOLLOW_UPS
from desktop.training.effect_model import SkillLevel, TrainingFollowUp
from desktop.training.lists import MATERIALS
from desktop.training.model import Participant, TrainingEvent
from desktop.training.people_lists import TRAINED
from desktop.training.people_reports import training_record
from desktop.training.plan_model import TrainingMaterial, TrainingPlan
from desktop.training.seeing import answer, waiting
from desktop.training.skill_grid import SkillGrid
from desktop.training.year_calendar import year_of_days, year_sheet

HELD = date.today() - timedelta(days=40)
TODAY = date.today()


@pytest.fixture
def dealer(database: Database) -> Dealer:
    return verbs.save(database, Dealer, {"name": "甲种业"})


@pytest.fixture
def follow_up(database: Database, dealer: Dealer) -> TrainingFollowUp:
    """Somebody of the dealer's who was trained in seed coating and is to be looked up."""
    member = verbs.save(database, Membership, {"name": "王建国", "mobile": "13800000000", "role": "contact",
                                               "dealer_id": dealer.id})
    event = verbs.save(database, TrainingEvent, {"topic": "包衣", "practice": "播前二次包衣", "held_on": HELD, "state": "held",
                                                 "starts_at": "09:00", "ends_at": "11:30", "dealer_id": dealer.id})
    verbs.save(database, Participant, {"event_id": event.id, "name": "王建国", "person_id": member.person_id,
                                       "attendance": "attended"})
    plan_follow_ups(database, event.id)
    [one] = verbs.owned(database, TrainingFollowUp, "event_id", event.id)
    return one


def state_of(db: Database, follow_up: TrainingFollowUp) -> TrainingFollowUp:
    return verbs.get(db, TrainingFollowUp, follow_up.id)


def shown(db: Database, preset: str) -> int:
    with db.reading() as session:
        return FOLLOW_UPS.count(session, Query(conditions=FOLLOW_UPS.preset(preset).conditions()))


def test_the_next_visit_to_the_firm_asks_whether_the_practice_is_used(database: Database, dealer: Dealer,
                                                                      follow_up: TrainingFollowUp) -> None:
    verbs.save(database, Visit, {"dealer_id": dealer.id, "visited_on": HELD - timedelta(days=1), "people": "王"})
    planned = verbs.save(database, Visit, {"dealer_id": dealer.id, "planned_on": TODAY + timedelta(days=3), "state": "planned"})
    assert shown(database, "seen") == 0, "neither a visit before the training nor one that is planned"
    with database.reading() as session:
        assert [one.practice for one in waiting(session, TODAY + timedelta(days=400), dealer.id)] == ["播前二次包衣"]
    verbs.save(database, Visit, {"state": "done", "visited_on": TODAY - timedelta(days=2)}, planned.id)
    assert shown(database, "seen") == 1
    answer(database, [follow_up.id], "partly")
    found = state_of(database, follow_up)
    assert (found.state, found.seen_on, found.visit_id) == ("partly", TODAY - timedelta(days=2), planned.id)
    assert found.seen_by
    verbs.save(database, Visit, {"dealer_id": dealer.id, "visited_on": TODAY, "people": "王"})
    assert state_of(database, follow_up).visit_id == planned.id, "what was answered stays with its visit"
    assert shown(database, "seen") == 0


def test_a_case_of_the_person_asks_as_well_also_when_the_form_answers(database: Database, follow_up: TrainingFollowUp) -> None:
    case = verbs.save(database, FarmerCase, {"farmer": "王建国", "phone": "13800000000", "reported_on": TODAY})
    assert shown(database, "seen") == 1
    found = verbs.save(database, TrainingFollowUp, {"state": "no"}, follow_up.id)
    assert (found.case_id, found.visit_id, found.seen_on) == (case.id, None, TODAY)


def test_somebody_looked_up_on_no_visit_was_seen_today(database: Database, follow_up: TrainingFollowUp) -> None:
    assert answer(database, [follow_up.id], "yes") == "1 person: Uses it"
    assert state_of(database, follow_up).seen_on == TODAY


# -- materials -----------------------------------------------------------------------------------------------------------------


def test_copies_given_at_a_training_stand_with_the_handout(database: Database, follow_up: TrainingFollowUp) -> None:
    handout = verbs.save(database, Handout, {"title": "包衣明白纸", "made_on": HELD})
    material = verbs.save(database, TrainingMaterial, {"event_id": follow_up.event_id, "handout_id": handout.id, "planned": 40})
    assert (material.title, material.version) == ("包衣明白纸", "1")

    def given() -> list[tuple[object, ...]]:
        return [(one.copies, one.given_on, one.occasion) for one in verbs.owned(database, HandedOut, "handout_id", handout.id)]

    assert given() == []
    verbs.save(database, TrainingMaterial, {"given": 35}, material.id)
    assert given() == [(35, HELD, "包衣")]
    verbs.save(database, TrainingEvent, {"held_on": HELD + timedelta(days=1)}, follow_up.event_id)
    verbs.save(database, TrainingMaterial, {"given": 36}, material.id)
    assert given() == [(36, HELD + timedelta(days=1), "包衣")]
    verbs.delete(database, TrainingMaterial, [material.id])
    assert given() == []


def test_a_material_of_a_training_ahead_is_told_from_the_version_in_force(database: Database) -> None:
    from desktop.core import versions
    from desktop.core.moves import StateChange

    def publish(number: int) -> None:
        for state in ("review", "approved", "published"):
            verbs.move(database, Handout, [number], StateChange(state, reason="so"))

    first = verbs.save(database, Handout, {"title": "包衣明白纸", "made_on": HELD})
    publish(first.id)
    event = verbs.save(database, TrainingEvent, {"topic": "包衣", "held_on": TODAY + timedelta(days=5)})
    verbs.save(database, TrainingMaterial, {"event_id": event.id, "handout_id": first.id})

    def old() -> int:
        with database.reading() as session:
            return MATERIALS.count(session, Query(conditions=MATERIALS.preset("old").conditions()))

    assert old() == 0
    publish(versions.new_version(database, Handout, first.id).id)
    assert old() == 1


# -- skills --------------------------------------------------------------------------------------------------------------------


def test_a_level_typed_into_the_matrix_is_a_judgement_of_today_and_the_plan_stays_until_reached(database: Database) -> None:
    person = verbs.save(database, Membership, {"name": "孙立新", "role": "staff", "position": "sales"}).person_id
    verbs.save(database, SkillLevel, {"person_id": person, "skill": "苗情诊断", "level": "1", "evaluated_on": HELD,
                                      "target": "3",
                                      "target_on": TODAY + timedelta(days=60), "plan": "跟师三次"})
    grid = SkillGrid(database)
    data = grid.load()
    place = grid.skills.index("Diagnosis in the field")
    row = data.keys.index(person)
    assert (data.values[row][place], data.headers[row][2]) == ("1", "Diagnosis in the field 1→3")

    def judge(level: str | None) -> list[SkillLevel]:
        grid.save([GridChange(person, f"skill {place}", None, level)])
        return sorted(verbs.owned(database, SkillLevel, "person_id", person), key=lambda one: one.evaluated_on)

    assert [(one.level, one.target, one.plan) for one in judge("2")] == [("1", "3", "跟师三次"), ("2", "3", "跟师三次")]
    assert [(one.level, one.target) for one in judge("3")] == [("1", "3"), ("3", "")], "reached: nothing is planned any more"
    assert {one.skill for one in judge("2")} == {"苗情诊断"}, "the same skill in whatever language it is read"
    assert [one.level for one in judge(None)] == ["1"], "what was typed today is taken back"


# -- people and the year -------------------------------------------------------------------------------------------------------


def test_a_person_is_one_row_with_hours_however_often_they_came(database: Database, follow_up: TrainingFollowUp) -> None:
    person = verbs.get(database, Participant, follow_up.participant_id).person_id
    again = verbs.save(database, TrainingEvent, {"topic": "收获", "held_on": TODAY, "state": "held", "starts_at": "13:00",
                                                 "ends_at": "14:00"})
    verbs.save(database, Participant, {"event_id": again.id, "name": "王建国", "person_id": person, "attendance": "late"})
    verbs.save(database, Participant, {"event_id": again.id, "name": "李二", "attendance": "absent"})
    verbs.save(database, Person, {"name": "无关的人"})
    answer(database, [follow_up.id], "yes")
    with database.reading() as session:
        rows = {row[0]: row[1:] for _key, row in TRAINED.lines(session, Query(), ("name", "came", "hours", "last", "used"))}
        behind = TRAINED.column("came").behind(verbs.get(database, Person, person))
        assert actions.PARTICIPANTS.count(session, Query(conditions=behind.conditions)) == 2
    assert rows == {"王建国": (2, 3.5, TODAY, 1), "李二": (0, 0.0, None, 0)}
    tables = [block for block in training_record(database, person).blocks if isinstance(block, Table)]
    assert [row[1] for row in tables[0].rows] == ["包衣", "收获"]


def test_the_year_shows_every_session_and_what_the_plan_still_asks_for(database: Database) -> None:
    line = verbs.save(database, TrainingPlan, {"year": 2026, "month": 3, "topic": "备耕", "audience": "farmers", "times": 3})
    for day, state in ((5, "held"), (5, "planned"), (7, "cancelled")):
        verbs.save(database, TrainingEvent, {"topic": "备耕", "audience": "farmers", "held_on": date(2026, 3, day),
                                             "state": state,
                                             "cancel_reason": "雨", "plan_id": line.id})
    march = year_of_days(database, 2026)[2]
    assert {day: len(own) for day, own in march.sessions.items()} == {5: 2, 7: 1}
    assert (march.planned, march.missing) == (3, 1), "what was cancelled is still to be held"
    blocks = year_sheet(database, 2026).blocks
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells[2] if cell and cell.text] == ["2", "×"]
    assert grid.cells[1][28:] == [None] * 3, "February has 28 days"
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[-1] for row in table.rows] == ["Held", "Planned", "Cancelled", "1 without a day"]
    assert [row[4] for row in table.rows] == ["Farmers"] * 4, "whom each is for"
