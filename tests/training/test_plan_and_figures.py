"""The plan of a year, the figures of what was held, and the rows that each figure opens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import cli
from desktop.core import verbs
from desktop.core.breakdown import Breakdown
from desktop.core.database import Database
from desktop.core.listing import Query
from desktop.dealers.model import Dealer
from desktop.people.model import Membership
from desktop.regions.model import Region
from desktop.training import lists
from desktop.training.figures import GROUPS, behind, rows_behind, year_of
from desktop.training.invitation import wechat_text
from desktop.training.model import Participant, TrainingEvent
from desktop.training.papers import month_sheet, plan_sheet, week_sheet
from desktop.training.plan_model import TrainingMaterial, TrainingPlan
from desktop.training.planning import make_trainings, take_year_over, working_day
from tests.training.conftest import DAY, Course, Joined

LINE = {"year": 2026, "month": 4, "audience": "farmers", "topic": "密植", "times": 3, "people": 40, "budget": 1000_00}
LISTS = {"trainingevent": lists.EVENTS, "participant": lists.PARTICIPANTS, "trainingplan": lists.PLAN}


@pytest.fixture
def line(database: Database) -> int:
    return verbs.save(database, TrainingPlan, LINE).id


# -- the plan ---------------------------------------------------------------------------------------------------------


def test_a_line_of_the_plan_makes_its_trainings_and_shares_its_budget_to_the_fen(database: Database, line: int) -> None:
    assert make_trainings(database, line) == 3
    assert make_trainings(database, line) == 0
    made = verbs.owned(database, TrainingEvent, "plan_id", line)
    assert sum(event.budget or 0 for event in made) == 1000_00
    assert {event.expected for event in made} == {14}
    assert all(event.held_on and (event.held_on.month, event.held_on.weekday() < 5) == (4, True) for event in made)
    database.undo()
    assert not verbs.owned(database, TrainingEvent, "plan_id", line)


@given(st.integers(2020, 2040), st.integers(1, 12), st.integers(1, 12))
def test_planned_days_are_working_days_of_their_month_in_order(year: int, month: int, times: int) -> None:
    found = [working_day(year, month, place, times) for place in range(times)]
    assert all(day.month == month and day.weekday() < 5 for day in found)
    assert found == sorted(found)


def test_a_training_is_counted_for_the_line_it_carries_out(database: Database, line: int, join: Joined) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "密植", "audience": "farmers", "held_on": DAY, "state": "held",
                                                 "cost": 80_00})
    assert event.plan_id == line
    join(event.id, "王一", attendance="attended")
    assert verbs.save(database, TrainingEvent, {"topic": "密植", "audience": "dealers", "held_on": DAY}).plan_id is None
    with database.reading() as session:
        [(_key, cells)] = lists.PLAN.lines(session, Query(), ("held", "came", "cost", "fulfilled"))
    assert cells == (1, 1, 80_00, pytest.approx(100 / 3))


def test_what_lies_in_the_past_and_was_not_held_is_behind(database: Database) -> None:
    today = date.today()
    past = verbs.save(database, TrainingPlan, {**LINE, "year": today.year - (today.month == 1), "month": today.month - 1 or 12})
    verbs.save(database, TrainingPlan, {**LINE, "year": today.year, "month": today.month})
    with database.reading() as session:
        assert list(lists.PLAN.ids(session, Query(conditions=lists.PLAN.preset("behind").conditions()))) == [past.id]


def test_next_year_is_planned_from_this_one_once(database: Database, line: int) -> None:
    assert take_year_over(database, 2027) == 1
    assert take_year_over(database, 2027) == 0
    with database.reading() as session:
        years = [cells for _key, cells in lists.PLAN.lines(session, Query(), ("year", "month", "times"))]
    assert years == [(2026, 4, 3), (2027, 4, 3)]


def test_the_plan_on_paper_says_planned_and_held_by_month(database: Database, line: int) -> None:
    from desktop.core.documents.model import Table

    verbs.save(database, TrainingEvent, {"topic": "密植", "audience": "farmers", "held_on": DAY, "state": "held"})
    [table] = [b for b in plan_sheet(database, 2026).blocks if isinstance(b, Table)]
    assert table.rows[0][:2] == ["Farmers", "密植"] and table.rows[0][5] == "3 / 1"
    assert table.rows[-1][14:16] == [3, 1]


# -- figures ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def held(database: Database, join: Joined) -> list[int]:
    """Three trainings of two regions: who came twice is one person; somebody was excused; a dealer's contact came."""
    regions = [verbs.save(database, Region, {"name": name, "level": "province", "code": code}).id
               for name, code in (("甲省", "990000"), ("乙省", "980000"))]
    firm = verbs.save(database, Dealer, {"name": "丰收种业", "state": "active"})
    verbs.save(database, Dealer, {"name": "无人受训", "state": "active"})
    contact = verbs.save(database, Membership, {"dealer_id": firm.id, "name": "周六", "mobile": "13804550006"})
    made = []
    for number, (region, month, cost) in enumerate(((regions[0], 4, 100_00), (regions[0], 5, 50_00), (regions[1], 5, None))):
        event = verbs.save(database, TrainingEvent, {
            "topic": ("密植", "化控")[number % 2], "held_on": date(2026, month, 10 + number), "state": "held", "cost": cost,
            "region_id": region, "starts_at": "09:00", "ends_at": "11:00", "trainer": "孙立新"})
        join(event.id, "王一", phone="13800000001", attendance="attended", pre_score=40, post_score=70)
        join(event.id, "李二", phone=f"1380000001{number}", attendance=("absent", "excused", "late")[number])
        made.append(event.id)
    join(made[0], "周六", kind="dealer", person_id=contact.person_id, attendance="attended")
    join(verbs.save(database, TrainingEvent, {"topic": "未办", "held_on": DAY}).id, "赵四")
    return made


def test_the_figures_of_a_year_count_people_once_and_leave_the_excused_out(database: Database, held: list[int]) -> None:
    found = year_of(database, 2026, "region")
    whole = found.whole
    assert (len(whole.events), len(whole.people), len(whole.present), whole.excused) == (3, 7, 5, 1)
    assert (whole.share, whole.reach, whole.growers, whole.hours) == (pytest.approx(500 / 6), 3, 2, 10.0)
    assert (whole.cost, whole.per_head, whole.per_hour, whole.gain) == (150_00, 30_00, 15_00, 50.0)
    assert (len(whole.dealers), found.active_dealers, found.coverage) == (1, 2, 50.0)
    assert [part.title for part in found.parts] == sorted(["甲省", "乙省"])


@pytest.mark.parametrize("by", list(GROUPS))
def test_parts_add_up_and_every_figure_opens_its_rows(database: Database, held: list[int], line: int, by: str) -> None:
    found = year_of(database, 2026, by)
    assert sum(len(part.people) for part in found.parts) == len(found.whole.people)
    assert sum(len(part.events) for part in found.parts) == len(found.whole.events)
    assert sum(part.minutes for part in found.parts) == found.whole.minutes
    counted = {"held": lambda p: len(p.events), "registered": lambda p: len(p.people), "present": lambda p: len(p.present),
               "excused": lambda p: p.excused}
    with database.reading() as session:
        for part in (*found.parts, found.whole):
            for figure, count in counted.items():
                rows = rows_behind(found, part, figure)
                listing = LISTS[rows.model.__tablename__]
                assert listing.count(session, Query(conditions=rows.conditions)) == count(part), (part.title, figure)
            if part.planned is not None:
                rows = rows_behind(found, part, "planned")
                assert sum(times for _k, (times,) in lists.PLAN.lines(session, Query(conditions=rows.conditions), ("times",))) \
                    == part.planned


def test_the_dealers_reached_open_who_came_of_each(database: Database, held: list[int]) -> None:
    found = year_of(database, 2026, "topic")
    opened = behind(found, found.whole, "dealers")
    assert isinstance(opened, Breakdown)
    with database.reading() as session:
        parts = opened.read(session)
    assert [(part.cells[:3], part.value, part.table) for part in parts] == [(("丰收种业", "周六", "密植"), 1, "participant")]
    assert sum(part.value for part in parts) == len(found.whole.dealers)
    assert behind(found, found.whole, "held") == rows_behind(found, found.whole, "held")


def test_salespeople_are_told_with_trainings_and_hours(database: Database, held: list[int], join: Joined) -> None:
    for event in held[:2]:
        join(event, "吴七", kind="sales", phone="13800000077", attendance="attended")
    assert year_of(database, 2026).sellers() == [("吴七", 2, 240)]


def test_a_year_without_trainings_has_figures_of_nothing(database: Database) -> None:
    found = year_of(database, 2020)
    assert (found.whole.share, found.whole.cost, found.whole.per_head, found.coverage) == (None,) * 4
    assert not found.parts


# -- papers -----------------------------------------------------------------------------------------------------------


def test_the_month_and_the_week_show_every_session(database: Database, course: Course) -> None:
    from desktop.core.documents.model import Table

    [month] = [b for b in month_sheet(database, DAY).blocks if isinstance(b, Table)]
    cells = " ".join(str(cell) for row in month.rows for cell in row)
    assert cells.count("玉米密植滴灌栽培技术") == 3 and len(month.columns) == 7
    [week] = [b for b in week_sheet(database, DAY).blocks if isinstance(b, Table)]
    assert [row[3] for row in week.rows] == ["庆安县农技推广中心", "庆安县农技推广中心", "试验田"]


def test_the_text_for_a_group_tells_time_place_and_trainer(database: Database, course: Course) -> None:
    text = wechat_text(database, course.event)
    assert text.startswith("[Training] 玉米密植滴灌栽培技术")
    assert "Time: 2026-04-15 09:00–11:00 甲" in text and "Trainer: 孙立新" in text


def test_what_is_handed_out_is_called_as_in_the_library(database: Database, course: Course) -> None:
    from desktop.service.handout_model import Handout

    paper = verbs.save(database, Handout, {"title": "玉米螟防治明白纸"})
    made = verbs.save(database, TrainingMaterial, {"event_id": course.event, "handout_id": paper.id, "title": ""})
    assert (made.title, made.version) == ("玉米螟防治明白纸", "1")


@pytest.mark.parametrize("name", ["training", "sign-in", "invitation", "name-cards", "feedback-form", "training-plan",
                                  "training-year", "training-month", "training-week", "skill-matrix"])
def test_the_command_line_writes_the_papers_of_training(database: Database, course: Course, tmp_path: Path, name: str) -> None:
    code, path = verbs.get(database, TrainingEvent, course.event).code, tmp_path / "paper.pdf"
    options = {"training-plan": ["--year", "2026"], "training-year": ["--year", "2026"], "training-month": [],
               "training-week": [], "skill-matrix": []}.get(name, ["--code", code])
    database.close()
    assert cli.main(["--database", str(database.path), "report", name, *options, "--out", str(path)]) == 0
    assert path.stat().st_size > 2000


def test_a_person_on_the_list_of_a_training_not_held_counts_nowhere(database: Database, held: list[int]) -> None:
    assert "赵四" not in {p.name for p in year_of(database, 2026).whole.people}
    assert "赵四" in {p.name for p in verbs.owned(database, Participant, "name", "赵四")}
