"""The team: who is there, new to old, recruitment, coaching, what colleagues hand in themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.listing import Query
from desktop.core.records import living
from desktop.core.verbs import StateChange, move, save, store
from desktop.people.model import Membership, Person
from desktop.reports.meetings.model import Meeting
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.team.actions import plan_induction
from desktop.reports.team.figures import Ratio, report_days, team_figures
from desktop.reports.team.lists import MEMBERS, POSTS
from desktop.reports.team.model import TeamCandidate, TeamMember, TeamPost
from desktop.reports.team.papers import coaching_plan, meetings_sentence, ratio_sentence, team_sheet
from desktop.reports.team.rules import induction_steps, team_rule
from desktop.reports.team.work_model import CoachingStep, MemberMonth, TeamExample, TeamTask
from tests.reports.conftest import hand_in, said_by

WEDNESDAY = date(2026, 4, 15)


def hired(db: Database, name: str, day: date, **more: Any) -> TeamMember:
    return save(db, TeamMember, {"name": name, "hired_on": day, **more})


def test_the_rule_reads_one_new_to_four_old_and_says_where_it_is_from() -> None:
    rule = team_rule(WEDNESDAY)
    assert (rule.new, rule.old) == (1, 4)
    ratio = Ratio(3, 7, rule)
    assert ratio.wanted(10) == (2, 8), "of ten people two are new, read as new : old"
    assert ratio.allowed == 1 and not ratio.kept
    said = ratio_sentence(ratio)
    assert "3 : old 7" in said and "1 : 4" in said and "2 new and 8 old" in said and "new : old" in said


@given(st.integers(0, 60), st.integers(0, 60))
def test_so_many_new_ones_are_kept_by_the_rule_as_the_old_can_lead(new: int, old: int) -> None:
    ratio = Ratio(new, old, team_rule(WEDNESDAY))
    assert ratio.kept == (4 * new <= old)


def test_a_colleague_is_one_of_our_people_and_there_once(database: Database) -> None:
    first = hired(database, "王一", date(2024, 3, 1), mobile="13900000001")
    with database.reading() as session:
        person = session.get_one(Person, first.person_id)
        assert person.name == "王一"
        roles = session.exec(select(Membership.role).where(col(Membership.person_id) == person.id)).all()
    assert roles == ["staff"]
    with pytest.raises(FieldErrors, match="in the team already"):
        hired(database, "王一", WEDNESDAY, mobile="13900000001")
    with pytest.raises(FieldErrors, match="leads themselves"):
        save(database, TeamMember, {"coach_id": first.person_id}, first.id)
    save(database, TeamMember, {"left_on": WEDNESDAY}, first.id)
    again = hired(database, "王一", WEDNESDAY, mobile="13900000001")
    assert again.person_id == first.person_id, "who comes back is the same person"


def test_who_is_taken_on_joins_the_team_in_the_work_of_the_post(database: Database) -> None:
    post = save(database, TeamPost, {"name": "县级业务员", "work": "sales", "headcount": 2})
    hired(database, "王一", date(2024, 3, 1), post_id=post.id)
    talk = save(database, TeamCandidate, {"post_id": post.id, "name": "赵二", "mobile": "13900000002"})
    with database.reading() as session:
        row = POSTS.rows(session, [post.id])[post.id]
        assert dict(zip([c.name for c in POSTS.columns], row, strict=True)) | {"present": 1, "missing": 1, "talks": 1} == dict(
            zip([c.name for c in POSTS.columns], row, strict=True))
    for state in ("invited", "met", "hired"):
        move(database, TeamCandidate, [talk.id], StateChange(state, WEDNESDAY))
    with database.reading() as session:
        joined = session.exec(living(TeamMember).where(col(TeamMember.name) == "赵二")).one()
        assert (joined.hired_on, joined.work, joined.post_id) == (WEDNESDAY, "sales", post.id)
        assert POSTS.count(session, Query(conditions=POSTS.preset("free").conditions())) == 0


def test_only_what_colleagues_handed_in_is_counted_and_only_on_days_it_is_due(database: Database) -> None:
    member = hired(database, "王一", date(2024, 3, 1), years_before=2.0)
    hired(database, "新人", date(2026, 4, 13))
    with database.operation("test") as session:
        for day in (1, 2, 13):
            on = date(2026, 4, day)
            store(session, PeriodReport, {"kind": "day", "starts_on": on, "person_id": member.person_id, "code": f"BG-{day}"})
    for report_code in ("BG-1", "BG-13"):
        with database.reading() as session:
            found = session.exec(living(PeriodReport).where(col(PeriodReport.code) == report_code)).one()
        hand_in(database, found, WEDNESDAY)
    save(database, TeamTask, {"member_id": member.id, "what": "盘库", "due_on": date(2026, 4, 10), "state": "done",
                              "done_on": date(2026, 4, 9)})
    save(database, TeamTask, {"member_id": member.id, "what": "催款", "due_on": date(2026, 4, 14)})
    save(database, TeamTask, {"member_id": member.id, "what": "取消", "due_on": date(2026, 4, 14), "state": "dropped"})
    save(database, TeamExample, {"member_id": member.id, "on_day": date(2026, 4, 3), "what": "好"})
    save(database, MemberMonth, {"member_id": member.id, "month": WEDNESDAY, "plan": "走访二十户"})
    save(database, Meeting, {"title": "周例会", "held_on": date(2026, 4, 7), "state": "held"})
    with database.reading() as session:
        found = team_figures(session, WEDNESDAY)
    one = next(m for m in found.members if m.member.id == member.id)
    assert one.reports_due == len(report_days(date(2026, 4, 1), date(2026, 4, 14), 6)) == 12, "no Sunday, not today's"
    assert (one.reports_in, one.tasks_given, one.tasks_kept, one.praise, one.is_new) == (2, 2, 1, 1, False)
    fresh = next(m for m in found.members if m.member.name == "新人")
    assert fresh.is_new and fresh.reports_due == 2, "due from the first day there"
    assert found.meetings == [(date(2026, 4, 6), 1), (date(2026, 4, 13), 0)]
    assert "1 of 2 weeks" in meetings_sentence(found) and "2026-04-13" in meetings_sentence(found)
    said = said_by(team_sheet(database, WEDNESDAY))
    assert "2 / 12" in said and "1 / 2" in said and "handed in themselves" in said


def test_induction_is_planned_once_from_the_first_day_on(database: Database) -> None:
    coach = hired(database, "老王", date(2020, 3, 1))
    fresh = hired(database, "新人", WEDNESDAY, coach_id=coach.person_id)
    assert plan_induction(database, fresh.id) == len(induction_steps()) and plan_induction(database, fresh.id) == 0
    with database.reading() as session:
        steps = session.exec(living(CoachingStep).order_by(col(CoachingStep.due_on))).all()
        assert [(s.due_on - WEDNESDAY).days for s in steps if s.due_on] == [days for *_rest, days in induction_steps()]
        assert {s.coach for s in steps} == {"老王"}
        assert MEMBERS.lines(session, Query(), ("steps",))
    assert "老王" in said_by(coaching_plan(database, fresh.id))
    with pytest.raises(FieldErrors, match="on which day it was done"):
        save(database, CoachingStep, {"result": 4}, steps[0].id)


def test_a_month_is_kept_once_a_colleague_and_says_when_its_texts_came(database: Database) -> None:
    member = hired(database, "王一", date(2024, 3, 1))
    month = save(database, MemberMonth, {"member_id": member.id, "month": WEDNESDAY, "summary": "完成"})
    assert month.month == date(2026, 4, 1) and month.summed_on == date.today() and month.planned_on is None
    with pytest.raises(FieldErrors, match="there already"):
        save(database, MemberMonth, {"member_id": member.id, "month": WEDNESDAY + timedelta(days=3)})
