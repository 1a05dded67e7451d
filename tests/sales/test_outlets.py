"""Outlets and counters: sheets and marks, faults and foreign goods, acceptance, plans, exceptions, targets, promoters."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.i18n import using
from desktop.core.listing import Listing, Query
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.reminders import Agenda, Reminder, ahead
from desktop.dealers.model import Outlet
from desktop.people.model import Membership
from desktop.sales.outlets import acting, checking, lists, staff_lists
from desktop.sales.outlets.case_model import OutletCase
from desktop.sales.outlets.check_model import CheckLine, CheckRound, OutletPlan
from desktop.sales.outlets.reminders import REMINDERS
from desktop.sales.outlets.rules import clock, items, rule
from desktop.sales.outlets.staff_model import OutletStandard, OutletTarget, Promoter, PromoterMonth, StandardTold
from tests.sales.rounds import DAY, mark_all, round_of


def cell(db: Database, listing: Listing, number: int, name: str) -> Any:
    with db.reading() as session:
        cells = listing.rows(session, [number])[number]
    return dict(zip((c.name for c in listing.columns), cells, strict=True))[name]


def shown(db: Database, listing: Listing, preset: str) -> list[int]:
    with db.reading() as session:
        return list(listing.ids(session, Query(conditions=listing.preset(preset).conditions())))


# -- sheets and marks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["shop", "counter"])
def test_a_sheet_has_a_hundred_marks_and_both_languages(sheet: str) -> None:
    rows = items(sheet, today())
    assert sum(row["marks"] for row in rows) == 100 and all(row["zh"] and row["en"] for row in rows)
    assert all(row["part_zh"] and row["part_en"] for row in rows) and any(row["must"] for row in rows)


def test_before_a_sheet_holds_there_is_none() -> None:
    assert items("shop", date(1999, 12, 31)) == []


def test_a_sheet_is_filled_in_once_and_an_item_that_is_there_stays(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    with using("zh_CN"):
        verbs.save(database, CheckLine, {"round_id": number, "item": "柜长、面积达到约定", "marks": 3.0, "full_marks": 15.0})
        assert checking.fill_sheet(database, number) == len(items("counter", DAY)) - 1
        assert checking.fill_sheet(database, number) == 0


def test_marks_are_shown_of_a_hundred_over_the_items_that_were_marked(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    lines = mark_all(database, number, 0.9)
    verbs.save(database, CheckLine, {"marks": None}, lines[0].id)
    assert cell(database, lists.ROUNDS, number, "score") == pytest.approx(90.0)
    assert cell(database, lists.OUTLETS, shop, "score") == pytest.approx(90.0)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50)), min_size=1, max_size=12))
def test_the_whole_is_the_parts_together(pairs: list[tuple[int, int]]) -> None:
    lines = [CheckLine(item=str(n), part=str(n % 3), full_marks=full, marks=min(full, marks))
             for n, (full, marks) in enumerate(pairs)]
    parts = checking.parts_of(lines)
    full, given_ = (sum((Fraction(getattr(p, name)) for p in parts), Fraction(0)) for name in ("full", "given"))
    assert checking.percent_of(lines) == given_ * 100 / full and 0 <= given_ <= full == sum(f for f, _m in pairs)


def test_the_last_made_check_counts_and_one_in_the_bin_does_not(database: Database, shop: int) -> None:
    first, last = round_of(database, shop, checked_on=DAY), round_of(database, shop, checked_on=DAY + timedelta(days=9))
    mark_all(database, first, 0.5)
    mark_all(database, last, 0.8)
    round_of(database, shop, checked_on=None, planned_on=DAY + timedelta(days=20))
    assert cell(database, lists.OUTLETS, shop, "score") == pytest.approx(80.0)
    assert cell(database, lists.OUTLETS, shop, "last_check") == DAY + timedelta(days=9)
    assert cell(database, lists.OUTLETS, shop, "next_check") == DAY + timedelta(days=20)
    verbs.delete(database, CheckRound, [last])
    assert cell(database, lists.OUTLETS, shop, "score") == pytest.approx(50.0)


def test_an_outlet_is_due_for_a_check_when_its_days_have_passed(database: Database, shop: int) -> None:
    verbs.move(database, Outlet, [shop], StateChange("open"))
    round_of(database, shop, kind="routine", checked_on=today() - timedelta(days=29))
    assert shown(database, lists.OUTLETS, "due") == []
    verbs.save(database, Outlet, {"check_days": 29}, shop)
    assert shown(database, lists.OUTLETS, "due") == [shop]
    verbs.move(database, Outlet, [shop], StateChange("closed", reason="转让"))
    assert shown(database, lists.OUTLETS, "due") == []


# -- acceptance, foreign goods, faults --------------------------------------------------------------------------------


def test_a_counter_with_all_its_marks_passes_and_is_in_business(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    mark_all(database, number)
    assert checking.judge(database, number) == "passed"
    found = verbs.get(database, Outlet, shop)
    assert found.state == "open" and cell(database, lists.OUTLETS, shop, "accepted") == DAY
    database.undo()
    assert verbs.get(database, Outlet, shop).state == "built" and verbs.get(database, CheckRound, number).result == ""


@pytest.mark.parametrize(("share", "result"), [(0.8, "passed"), (0.79, "failed")])
def test_it_passes_from_the_limit_on(database: Database, shop: int, share: float, result: str) -> None:
    number = round_of(database, shop)
    mark_all(database, number, share)
    assert checking.judge(database, number) == result
    assert verbs.get(database, Outlet, shop).state == {"passed": "open", "failed": "failed"}[result]


def test_foreign_goods_fail_a_counter_until_they_are_gone(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    lines = mark_all(database, number)
    goods = next(line for line in lines if line.must)
    verbs.save(database, CheckLine, {"fault": "例科7两排", "swap": True, "deadline": DAY + timedelta(days=7)}, goods.id)
    assert checking.judge(database, number) == "failed"
    with pytest.raises(FieldErrors) as told:
        verbs.save(database, CheckRound, {"result": "passed"}, number)
    assert "例科7两排" in told.value.fields["result"]
    verbs.save(database, CheckLine, {"state": "fixed", "rechecked_on": DAY + timedelta(days=8)}, goods.id)
    assert checking.judge(database, number) == "passed" and verbs.get(database, Outlet, shop).state == "open"


def test_goods_for_which_support_was_stopped_do_not_pass(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    lines = mark_all(database, number)
    verbs.save(database, CheckLine, {"fault": "竞品", "swap": True, "state": "stopped", "rechecked_on": DAY}, lines[0].id)
    assert checking.judge(database, number) == "failed"


@pytest.mark.parametrize(("values", "field"), [
    ({"marks": 99.0}, "marks"), ({"fault": "竞品", "swap": True}, "deadline"),
    ({"fault": "乱", "state": "fixed"}, "rechecked_on")])
def test_what_an_item_needs_is_said_by_its_field(database: Database, shop: int, values: dict[str, Any], field: str) -> None:
    number = round_of(database, shop)
    with pytest.raises(FieldErrors) as told:
        verbs.save(database, CheckLine, {"round_id": number, "item": "i", "full_marks": 5.0, **values})
    assert list(told.value.fields) == [field]


def test_a_fault_that_is_struck_out_is_none_any_more(database: Database, shop: int) -> None:
    line = verbs.save(database, CheckLine, {"round_id": round_of(database, shop), "item": "i", "fault": "乱"})
    assert line.state == "open" and cell(database, lists.OUTLETS, shop, "faults") == 1
    assert verbs.save(database, CheckLine, {"fault": ""}, line.id).state == ""
    assert cell(database, lists.OUTLETS, shop, "faults") == 0


def test_the_list_of_faults_holds_faults_alone_and_finds_the_late_ones(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    verbs.save(database, CheckLine, {"round_id": number, "item": "好"})
    late = verbs.save(database, CheckLine, {"round_id": number, "item": "i", "fault": "乱", "swap": True,
                                            "deadline": today() - timedelta(days=1)})
    due = verbs.save(database, CheckLine, {"round_id": number, "item": "j", "fault": "缺", "deadline": today()})
    with database.reading() as session:
        assert sorted(lists.FAULTS.ids(session, Query())) == sorted([late.id, due.id])
        assert lists.FAULTS.count(session, Query()) == 2
    assert shown(database, lists.FAULTS, "late") == shown(database, lists.FAULTS, "goods_late") == [late.id]


def test_items_follow_a_round_that_was_of_another_outlet(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    line = verbs.save(database, CheckLine, {"round_id": number, "item": "i", "fault": "乱"})
    other = verbs.save(database, Outlet, {"dealer_id": verbs.get(database, Outlet, shop).dealer_id, "name": "城北店"})
    verbs.save(database, CheckRound, {"outlet_id": other.id}, number)
    assert verbs.get(database, CheckLine, line.id).outlet_id == other.id
    assert [cell(database, lists.OUTLETS, n, "faults") for n in (shop, other.id)] == [0, 1]


def test_a_check_is_judged_when_it_was_made_and_every_item_has_marks(database: Database, shop: int) -> None:
    planned = round_of(database, shop, checked_on=None, planned_on=DAY)
    mark_all(database, planned)
    with pytest.raises(Refused, match="Fill in the day"):
        checking.judge(database, planned)
    made = round_of(database, shop)
    checking.fill_sheet(database, made)
    with pytest.raises(Refused, match="needs its marks"):
        checking.judge(database, made)


def test_a_check_ahead_is_planned_and_hours_are_hours(database: Database, shop: int) -> None:
    with pytest.raises(FieldErrors, match="not come yet"):
        round_of(database, shop, checked_on=today() + timedelta(days=1))
    with pytest.raises(FieldErrors, match="hours and minutes"):
        round_of(database, shop, arrived_at="25:00")


def test_a_recheck_is_planned_for_the_latest_deadline(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    with pytest.raises(Refused, match="nothing to recheck"):
        checking.recheck(database, number)
    for n, fault in enumerate(("缺", "乱")):
        verbs.save(database, CheckLine, {"round_id": number, "item": fault, "fault": fault,
                                         "deadline": DAY + timedelta(days=n)})
    made = checking.recheck(database, number)
    assert (made.kind, made.state, made.planned_on) == ("recheck", "planned", DAY + timedelta(days=1))
    assert "缺" in made.purpose and "乱" in made.purpose


# -- plans ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "kinds"), [(0.8, set()), (0.7, {"improvement"}), (0.5, {"improvement", "training"})])
def test_weak_parts_are_improved_and_very_weak_ones_trained(
        database: Database, shop: int, share: float, kinds: set[str]) -> None:
    number = round_of(database, shop)
    mark_all(database, number, share)
    made = checking.plan_improvements(database, number)
    with database.reading() as session:
        plans = session.exec(living(OutletPlan).where(col(OutletPlan.outlet_id) == shop)).all()
    assert {plan.kind for plan in plans} == kinds and len(plans) == made
    assert all(plan.due_on == DAY + timedelta(days=int(rule("plan_days", DAY))) for plan in plans)
    assert checking.plan_improvements(database, number) == 0, "what is planned already is not planned again"


def test_a_plan_without_marks_is_refused_and_one_done_says_when(database: Database, shop: int) -> None:
    with pytest.raises(Refused, match="marks first"):
        checking.plan_improvements(database, round_of(database, shop))
    with pytest.raises(FieldErrors, match="which day it was done"):
        verbs.save(database, OutletPlan, {"outlet_id": shop, "what": "整理", "state": "done"})


# -- exceptions -------------------------------------------------------------------------------------------------------


def test_the_clock_of_an_exception_follows_day_and_severity_unless_it_was_typed(database: Database, shop: int) -> None:
    made = verbs.save(database, OutletCase, {"outlet_id": shop, "reported_on": DAY, "what": "少两袋", "severity": "low"})
    answer, solve = clock("low", DAY)
    assert (made.answer_due, made.solve_due) == (DAY + timedelta(days=answer), DAY + timedelta(days=solve))
    made = verbs.save(database, OutletCase, {"solve_due": date(2026, 7, 1)}, made.id)
    made = verbs.save(database, OutletCase, {"severity": "high"}, made.id)
    assert made.solve_due == date(2026, 7, 1) and made.answer_due == DAY + timedelta(days=clock("high", DAY)[0])


def test_an_exception_is_solved_with_a_solution_and_closed_after_asking_back(database: Database, shop: int) -> None:
    number = verbs.save(database, OutletCase, {"outlet_id": shop, "reported_on": DAY, "what": "迟到"}).id
    assert shown(database, lists.CASES, "late") == [number] and cell(database, lists.OUTLETS, shop, "cases") == 1
    with pytest.raises(FieldErrors, match="how it was solved"):
        verbs.move(database, OutletCase, [number], StateChange("solved"))
    verbs.save(database, OutletCase, {"solution": "补送"}, number)
    verbs.move(database, OutletCase, [number], StateChange("solved", DAY + timedelta(days=4)))
    assert cell(database, lists.CASES, number, "days") == 4 and shown(database, lists.CASES, "late") == []
    with pytest.raises(FieldErrors, match="Ask back"):
        verbs.move(database, OutletCase, [number], StateChange("closed"))
    verbs.save(database, OutletCase, {"satisfied": "yes"}, number)
    verbs.move(database, OutletCase, [number], StateChange("closed"))
    assert cell(database, lists.OUTLETS, shop, "cases") == 0
    with pytest.raises(Refused, match="stays as it is"):
        verbs.save(database, OutletCase, {"what": "别的"}, number)


# -- targets, promoters, standards ------------------------------------------------------------------------------------


def targets(session: Session) -> dict[int | None, int | None]:
    return {row.outlet_id: row.target_bags for row in session.exec(living(OutletTarget))}


def test_a_target_is_split_by_what_was_sold_and_split_anew_in_place(database: Database, shop: int) -> None:
    dealer = verbs.get(database, Outlet, shop).dealer_id
    others = [verbs.save(database, Outlet, {"dealer_id": dealer, "name": str(n), "bags": bags}).id
              for n, bags in enumerate((30, 40, None))]
    assert acting.split_target(database, [shop, *others], date(2026, 5, 20), 101) == 4
    assert acting.split_target(database, [shop, *others], date(2026, 5, 3), 100) == 4
    with database.reading() as session:
        assert targets(session) == {shop: 30, others[0]: 30, others[1]: 40, others[2]: 0}
        assert {row.month for row in session.exec(living(OutletTarget))} == {date(2026, 5, 1)}
    with pytest.raises(Refused, match="bags sold last season"):
        acting.split_target(database, others[2:], DAY, 5)


def test_a_month_is_there_once_and_says_what_of_its_target_was_reached(database: Database, shop: int) -> None:
    made = verbs.save(database, OutletTarget, {"outlet_id": shop, "month": date(2026, 5, 17), "target_bags": 40,
                                               "sold_bags": 30})
    assert (made.month, made.reached) == (date(2026, 5, 1), 75.0)
    with pytest.raises(FieldErrors, match="2026-05 is there already"):
        verbs.save(database, OutletTarget, {"outlet_id": shop, "month": date(2026, 5, 2)})


@pytest.mark.parametrize(("sold", "bonus"), [(40, 40 * 150), (39, 0)])
def test_a_promoter_earns_by_the_bag_once_the_target_is_reached(database: Database, shop: int, sold: int, bonus: int) -> None:
    promoter = verbs.save(database, Promoter, {"outlet_id": shop, "name": "钱〇", "phone": "13800000000"})
    first = today().replace(day=1)
    month = verbs.save(database, PromoterMonth, {"promoter_id": promoter.id, "month": first, "target_bags": 40,
                                                 "sold_bags": sold, "per_bag": 150})
    assert month.bonus == bonus == cell(database, staff_lists.PROMOTERS, promoter.id, "bonus")
    assert shown(database, staff_lists.PROMOTERS, "never") == [promoter.id]
    with database.reading() as session:
        roles = [m.role for m in session.exec(living(Membership).where(col(Membership.person_id) == promoter.person_id))]
    assert roles == ["promoter"]


def test_an_edition_of_a_standard_goes_to_every_outlet_in_business_once(database: Database, shop: int) -> None:
    number = verbs.save(database, OutletStandard, {"title": "陈列", "edition": "2", "issued_on": DAY}).id
    assert acting.tell_all(database, number) == 0, "a counter that is not accepted is in no business"
    verbs.move(database, Outlet, [shop], StateChange("open"))
    assert (acting.tell_all(database, number), acting.tell_all(database, number)) == (1, 0)
    assert cell(database, lists.OUTLETS, shop, "unacknowledged") == 1
    with database.reading() as session:
        told = session.exec(living(StandardTold)).one().id
    verbs.save(database, StandardTold, {"told_on": DAY, "acknowledged_on": DAY}, told)
    assert cell(database, lists.OUTLETS, shop, "unacknowledged") == 0
    assert cell(database, staff_lists.STANDARDS, number, "missing") == 0


# -- Today ----------------------------------------------------------------------------------------------------------


def test_today_hears_of_goods_past_their_deadline_checks_due_and_clocks(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    verbs.save(database, CheckLine, {"round_id": number, "item": "专用", "fault": "例科7", "swap": True,
                                     "deadline": today() - timedelta(days=2)})
    verbs.save(database, OutletCase, {"outlet_id": shop, "reported_on": today(), "what": "迟到"})
    with database.reading() as session:
        told = [item for source in REMINDERS for item in source(session, ahead(today(), 7))]
    tiles = {item.preset: item.count for item in told if isinstance(item, Reminder)}
    assert (tiles["goods_late"], tiles["due"], tiles["unjudged"]) == (1, 0, 1)
    assert all(item.feature == "sales" for item in told if isinstance(item, Reminder))
    titles = [item.title for item in told if isinstance(item, Agenda)]
    assert "Foreign goods to be gone: 城南店" in titles and "Solution due: 城南店" in titles
