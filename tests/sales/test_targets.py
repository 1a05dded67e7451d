"""Targets close to the bag, stand against their curve to date, and are reached by what records say; list and records agree."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col

from desktop.core import money
from desktop.core.breakdown import Breakdown
from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.listing import Query
from desktop.core.periods import YEAR, period
from desktop.core.records import living
from desktop.core.spring_festival import first_of, spring_festival, week_of
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.sales.money.model import Payment
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.share_model import OrderShare
from desktop.sales.stock.model import CountLine
from desktop.sales.targets import actions
from desktop.sales.targets.figures import Facts, month_starts, reached, reached_within
from desktop.sales.targets.lists import TARGETS
from desktop.sales.targets.made_of import reached_with
from desktop.sales.targets.model import SalesTarget, TargetMonth, TargetRevision
from desktop.sales.targets.papers import attainment, month_sheet, target_sheet
from desktop.sales.targets.weeks import by_week
from tests.sales.conftest import Trade

FIRST = date(2025, 10, 1)


@pytest.fixture
def county(database: Database, trade: Trade) -> tuple[int, int]:
    """A province with a county in which the first dealer is; the second is in the province itself."""
    with database.operation("test") as session:
        province = store(session, Region, {"name": "甲省", "level": "province"})
        below = store(session, Region, {"name": "乙县", "level": "county", "parent_id": province.id})
        store(session, Dealer, {"region_id": below.id}, trade.dealer)
        store(session, Dealer, {"region_id": province.id}, trade.other)
        return province.id, below.id


def target(session: Session, **values: Any) -> SalesTarget:
    return store(session, SalesTarget, {"starts_on": FIRST, "measure": "bags", **values})


def send(session: Session, trade: Trade, day: date, bags: int, dealer: int) -> None:
    store(session, ShipmentLine, {"dealer_id": dealer, "moved_on": day, "product_id": trade.product, "bags": bags,
                                  "price": 5000})


def test_months_add_to_the_target_to_the_bag(database: Database, county: tuple[int, int]) -> None:
    """Case O5."""
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=12_345)
    assert actions.spread(database, made.id) == 12
    with database.reading() as session:
        written = living(TargetMonth).where(col(TargetMonth.target_id) == made.id).order_by(col(TargetMonth.month))
        rows = session.exec(written).all()
        # Case O5: the curve 5, 20, 30, 22, 13, 7, 2, 0, 0, 0, 0, 1.
        assert [row.bags for row in rows] == [617, 2469, 3704, 2716, 1605, 864, 247, 0, 0, 0, 0, 123]
    assert actions.spread(database, made.id) == 12  # anew, and not beside


def test_progress_stands_against_the_curve_to_date(database: Database, trade: Trade, county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=12_345)
        send(session, trade, date(2025, 11, 5), 6_311, trade.dealer)
        send(session, trade, date(2025, 12, 5), -200, trade.dealer)
        found = reached(session, made, date(2025, 12, 31))
        assert found.progress is not None and (found.done, found.expected) == (6111, 6790)
        assert float(found.progress.percent_of_curve or 0) == 90.0
        assert round(float(found.progress.percent_of_year), 2) == 49.50
        assert (found.progress.missing, round(found.progress.run_rate or 0)) == (6234, 11110)


def test_parts_go_by_what_was_reached_before_and_close_exactly(database: Database, trade: Trade,
                                                               county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=100)
        send(session, trade, date(2025, 3, 1), 20, trade.dealer)
        send(session, trade, date(2025, 3, 1), 10, trade.other)
    assert actions.split(database, made.id, actions.BY_DEALER) == 2
    with database.reading() as session:
        parts = session.exec(living(SalesTarget).where(col(SalesTarget.parent_id) == made.id)).all()
        assert sorted(part.bags or 0 for part in parts) == [33, 67]
        assert reached(session, made, FIRST).rest == 0
    with pytest.raises(Refused):
        actions.split(database, made.id, actions.BY_DEALER)


def test_what_a_part_gives_up_is_shown_as_the_rest_and_can_be_given_to_who_has_none(
        database: Database, county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=100)
        target(session, region_id=county[1], bags=60, parent_id=made.id)
        assert reached(session, made, FIRST).rest == 40
    with pytest.raises(Refused):
        actions.split(database, made.id, actions.BY_PLACE)  # the one county below has a part already
    assert actions.split(database, made.id, actions.BY_PRODUCT) == 1


def test_a_part_is_of_the_kind_of_the_whole(database: Database, trade: Trade, county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=100)
        for wrong in ({"measure": "collected", "money": 1}, {"bags": 1, "starts_on": date(2024, 10, 1)}):
            with pytest.raises(FieldErrors):
                target(session, region_id=county[1], parent_id=made.id, **wrong)
        part = target(session, region_id=county[1], bags=10, parent_id=made.id)
        with pytest.raises(FieldErrors):
            store(session, SalesTarget, {"parent_id": part.id}, made.id)
        with pytest.raises(FieldErrors):
            target(session, measure="collected", money=5, product_id=trade.product)


def test_a_change_after_it_was_issued_is_kept_as_a_revision(database: Database, county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=100)
        store(session, SalesTarget, {"bags": 110}, made.id)
        move_in(session, SalesTarget, made.id, StateChange("issued", date(2025, 10, 3)))
        store(session, SalesTarget, {"bags": 130}, made.id)
        [kept] = session.exec(living(TargetRevision)).all()
        assert (kept.was, kept.now) == (110, 130)


def test_months_close_to_the_target_or_are_refused(database: Database) -> None:
    """Case O9: 30,000 in three months is kept, 12 × 2,000 of 12,000 is not, 120,000 alike is 10,000 each."""
    with database.operation("test") as session:
        kept = target(session, bags=30_000)
        for month, bags in ((10, 10_000), (11, 15_000), (12, 5_000)):
            store(session, TargetMonth, {"target_id": kept.id, "month": date(2025, month, 1), "bags": bags})
        move_in(session, SalesTarget, kept.id, StateChange("issued", date(2025, 10, 3)))
        small = target(session, bags=12_000)
        for month in range(6):
            store(session, TargetMonth, {"target_id": small.id, "month": month_starts(FIRST)[month], "bags": 2_000})
        with pytest.raises(FieldErrors, match="2,000 more than the target"):
            store(session, TargetMonth, {"target_id": small.id, "month": date(2026, 4, 1), "bags": 2_000})
        paid = target(session, measure="collected", money=100_00)
        row = store(session, TargetMonth, {"target_id": paid.id, "month": FIRST, "money": 60_00})
        with pytest.raises(Refused, match=r"The months come to ¥60\.00, the target to ¥100\.00"):
            move_in(session, SalesTarget, paid.id, StateChange("issued", date(2025, 10, 3)))
        store(session, SalesTarget, {"money": 50_00}, paid.id)
        store(session, TargetMonth, {"money": 55_00}, row.id)  # what lowers the excess is kept
    assert money.split(120_000, [1] * 12) == [10_000] * 12


def test_a_season_is_a_business_year_whatever_day_was_typed(database: Database, county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        assert target(session, region_id=county[0], bags=1, starts_on=date(2026, 3, 9)).starts_on == FIRST
        with pytest.raises(FieldErrors):
            store(session, TargetMonth, {"target_id": target(session, bags=5).id, "month": date(2027, 1, 1), "bags": 1})


def test_list_and_records_agree_on_random_data(database: Database, trade: Trade, county: tuple[int, int]) -> None:
    chance, on = Random(5), today()
    with database.operation("test") as session:
        made = [target(session, starts_on=on, measure=measure, **{field: 1000}, **scope)
                for measure, field in (("bags", "bags"), ("amount", "money"), ("collected", "money"))
                for scope in ({"region_id": county[0]}, {"region_id": county[1]}, {"dealer_id": trade.other}, {})]
        made.append(target(session, starts_on=on, bags=500, region_id=county[0], product_id=trade.product))
        for _n in range(120):
            day, dealer = on - timedelta(days=chance.randrange(500)), chance.choice((trade.dealer, trade.other))
            send(session, trade, day, chance.randint(-20, 60) or 1, dealer)
            store(session, Payment, {"dealer_id": dealer, "received_on": day, "amount": chance.randint(1, 900)})
    for one in made[::2]:
        actions.spread(database, one.id)
    with database.reading() as session:
        names = [c.name for c in TARGETS.columns]
        rows = TARGETS.rows(session, list(TARGETS.ids(session, Query())))
        for one in made:
            found, row = reached(session, session.get_one(SalesTarget, one.id), on), dict(zip(names, rows[one.id], strict=True))
            assert (row["done_bags"] if one.measure == "bags" else row["done_money"]) == found.done
            assert sum(part.value for part in reached_with(one).read(session)) == found.done
            assert reached(session, found.target, on, Facts(session, few=True)) == found
            if one in made[::2] and found.progress is not None and found.progress.percent_of_curve is not None:
                assert row["of_curve"] == pytest.approx(float(found.progress.percent_of_curve))


def test_what_a_period_gained_is_the_difference_of_its_two_evenings(database: Database, trade: Trade,
                                                                   county: tuple[int, int]) -> None:
    chance = Random(3)
    with database.operation("test") as session:
        made = [target(session, region_id=county[0], measure=measure, **{field: 1000})
                for measure, field in (("bags", "bags"), ("amount", "money"), ("collected", "money"))]
        for _n in range(60):
            day = date(2025, 8, 1) + timedelta(days=chance.randrange(420))
            send(session, trade, day, chance.randint(1, 50), chance.choice((trade.dealer, trade.other)))
            store(session, Payment, {"dealer_id": trade.dealer, "received_on": day, "amount": chance.randint(1, 9000)})
    with database.reading() as session:
        for one in made:
            for first, last in ((date(2025, 9, 20), date(2025, 10, 10)), (date(2026, 1, 12), date(2026, 1, 18)),
                                (date(2026, 9, 25), date(2026, 10, 5)), (date(2026, 10, 2), date(2026, 10, 9))):
                evenings = [reached(session, one, day).done or 0 for day in (first - timedelta(days=1), last)]
                assert reached_within(session, one, first, last, Facts(session)) == evenings[1] - evenings[0]


def test_what_was_sold_out_comes_from_counts_and_is_unknown_without_them(database: Database, trade: Trade,
                                                                         county: tuple[int, int]
                                                                         ) -> None:
    with database.operation("test") as session:
        made = target(session, measure="sold", bags=100, region_id=county[1])
        send(session, trade, date(2026, 1, 5), 90, trade.dealer)
        assert reached(session, made, date(2026, 4, 1)).done is None
        store(session, CountLine, {"dealer_id": trade.dealer, "counted_on": date(2026, 3, 20), "product_id": trade.product,
                                   "bags": 30})
    with database.reading() as session:
        found = reached(session, made, date(2026, 4, 1))
    assert (found.done, found.by_month[5]) == (60, 60)


def test_weeks_are_counted_from_spring_festival() -> None:
    assert [spring_festival(year) for year in (2025, 2026, 2027)] == [date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6)]
    festival = spring_festival(2026)
    assert [week_of(festival + timedelta(days=n), festival) for n in (-8, -7, -1, 0, 6, 7)] == [-2, -1, -1, 1, 1, 2]
    assert [first_of(week, festival) for week in (-1, 1, 2)] == [date(2026, 2, 10), festival, date(2026, 2, 24)]


def test_people_are_ranked_by_what_they_reached_of_the_curve_and_no_part_counts_twice(
        database: Database, trade: Trade, county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        people = {name: store(session, Person, {"name": name}).id for name in ("甲", "乙", "丙")}
        whole = target(session, region_id=county[0], bags=100, person_id=people["甲"])
        target(session, dealer_id=trade.dealer, bags=40, parent_id=whole.id, product_id=trade.product, person_id=people["甲"])
        target(session, dealer_id=trade.dealer, bags=60, person_id=people["乙"])
        target(session, dealer_id=trade.other, bags=60, person_id=people["丙"])
        send(session, trade, date(2026, 1, 5), 30, trade.dealer)
    [table] = [block for block in attainment(database, date(2026, 2, 1)).blocks
               if isinstance(block, Table) and "Rank" in [column.title for column in block.columns]]
    assert [row[:5] for row in table.rows] == [[1, "乙", 60, 30, 50.0], [2, "甲", 100, 30, 30.0], [3, "丙", 60, 0, 0.0]]


def test_the_papers_say_the_months_the_parts_and_what_closes_the_gap(database: Database, trade: Trade,
                                                                     county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=100)
        target(session, dealer_id=trade.dealer, bags=60, parent_id=made.id, product_id=trade.product)
        send(session, trade, date(2026, 1, 5), 30, trade.dealer)
    on = date(2026, 2, 1)
    papers = ((target_sheet(database, made.id, on), "60"), (attainment(database, on), "60"),
              (month_sheet(database, trade.dealer, on), "54"))  # 90 % of 60 by the end of February
    for paper, said in papers:
        assert any(f" {said}," in str(block) or f"={said}," in str(block) for block in paper.blocks)


def colleagues(session: Session, *names: str) -> list[int]:
    """People of one's own, by their names."""
    return [store(session, Person, {"name": name}).id for name in names]


def shared(session: Session, trade: Trade, day: date, bags: int, *shares: tuple[int, float], dealer: int = 0) -> SalesOrder:
    """An order of so many bags at ¥1.00, with the people it counts for, that has left on its day."""
    whose = dealer or trade.dealer
    order = store(session, SalesOrder, {"dealer_id": whose, "ordered_on": day})
    line = store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": bags, "price": 100})
    for person, percent in shares:
        store(session, OrderShare, {"order_id": order.id, "person_id": person, "percent": percent})
    shipment = store(session, Shipment, {"dealer_id": whose, "moved_on": day, "order_id": order.id})
    store(session, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": bags,
                                  "order_line_id": line.id})
    return order


def own(session: Session, person: int, bags: int = 50, **values: Any) -> SalesTarget:
    return target(session, bags=bags, person_id=person, personal=True, **values)


def test_an_order_counts_for_two_people_by_their_shares(database: Database, trade: Trade) -> None:
    """Cases O7 and O8: by the share, not by the whole order."""
    with database.operation("test") as session:
        first, second = colleagues(session, "甲", "乙")
        made = [own(session, first), own(session, second)]
        shared(session, trade, date(2026, 1, 5), 20, (first, 50.0), (second, 50.0))
        found = [reached(session, one, date(2026, 2, 1)) for one in made]
        assert [(one.done, (one.done or 0) - one.target.whole) for one in found] == [(10, -40), (10, -40)]
    with database.operation("test") as session:
        third, fourth = colleagues(session, "丙", "丁")
        shared(session, trade, date(2026, 1, 6), 5, (third, 100.0))
        shared(session, trade, date(2026, 1, 7), 10, (third, 50.0), (fourth, 50.0))
        assert reached(session, own(session, third), date(2026, 2, 1)).done == 10


def test_goods_without_shares_count_for_who_looks_after_the_dealer_and_what_comes_back_is_taken_off(
        database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        first, second = colleagues(session, "甲", "乙")
        store(session, Dealer, {"salesperson_id": first}, trade.dealer)
        order = shared(session, trade, date(2026, 1, 5), 20, (second, 75.0))
        send(session, trade, date(2026, 1, 8), 7, trade.dealer)
        send(session, trade, date(2026, 1, 8), 9, trade.other)  # nobody looks after this one
        line = session.exec(living(ShipmentLine).where(col(ShipmentLine.order_line_id).is_not(None))).one()
        store(session, ShipmentLine, {"dealer_id": trade.dealer, "moved_on": date(2026, 1, 9), "product_id": trade.product,
                                      "bags": -4, "returns_id": line.id})
        store(session, Payment, {"dealer_id": trade.dealer, "received_on": date(2026, 1, 9), "amount": 900})
        store(session, Payment, {"dealer_id": trade.other, "received_on": date(2026, 1, 9), "amount": 500})
        done = [reached(session, own(session, one), date(2026, 2, 1)).done for one in (first, second)]
        paid = target(session, measure="collected", money=1000, person_id=first, personal=True)
        assert done == [7, 12] and reached(session, paid, date(2026, 2, 1)).done == 900
        with pytest.raises(FieldErrors, match="Only 25 % of the order are left"):
            store(session, OrderShare, {"order_id": order.id, "person_id": first, "percent": 26.0})
        with pytest.raises(FieldErrors, match="whose own"):
            target(session, bags=5, personal=True)


def test_a_target_is_split_down_to_the_people_who_look_after_its_dealers(database: Database, trade: Trade,
                                                                         county: tuple[int, int]) -> None:
    with database.operation("test") as session:
        made = target(session, region_id=county[0], bags=100)
    with pytest.raises(Refused, match="Nobody looks after these dealers"):
        actions.split(database, made.id, actions.BY_PERSON)
    with database.operation("test") as session:
        first, second, third = colleagues(session, "甲", "乙", "丙")
        for person, dealer, bags in ((first, trade.dealer, 20), (second, trade.other, 10)):
            store(session, Dealer, {"salesperson_id": person}, dealer)
            send(session, trade, date(2025, 3, 1), bags, dealer)
        shared(session, trade, date(2025, 4, 1), 30, (third, 100.0))
    assert actions.split(database, made.id, actions.BY_PERSON) == 3
    with database.reading() as session:
        parts = session.exec(living(SalesTarget).where(col(SalesTarget.parent_id) == made.id)).all()
        assert {(part.person_id, part.bags, part.personal, part.region_id) for part in parts} == {
            (first, 33, True, county[0]), (second, 17, True, county[0]), (third, 50, True, county[0])}
        assert reached(session, made, FIRST).rest == 0


@pytest.mark.slow
def test_list_records_and_weeks_agree_on_what_is_peoples_own_on_random_data(database: Database, trade: Trade,
                                                                            county: tuple[int, int]) -> None:
    chance, on = Random(11), today()
    first = period(YEAR, on).first
    with database.operation("test") as session:
        people = colleagues(session, "甲", "乙", "丙")
        store(session, Dealer, {"salesperson_id": people[0]}, trade.dealer)
        made = [target(session, starts_on=on, measure=measure, person_id=person, personal=True, **{field: 1000}, **scope)
                for measure, field in (("bags", "bags"), ("amount", "money"), ("collected", "money")) for person in people
                for scope in ({"region_id": county[1]}, {"dealer_id": trade.other}, {}, {"product_id": trade.product})
                if not (measure == "collected" and "product_id" in scope)]
        for _n in range(60):
            day, dealer = on - timedelta(days=chance.randrange(500)), chance.choice((trade.dealer, trade.other))
            if chance.random() < 0.6:
                part = chance.choice((33.33, 50.0, 12.5, 100.0))
                who = chance.sample(people, 2)
                shares = ((who[0], part), *([(who[1], 100 - part)] if part < 100 and chance.random() < 0.7 else []))
                shared(session, trade, day, chance.randint(1, 60), *shares, dealer=dealer)
            else:
                send(session, trade, day, chance.randint(1, 60), dealer)
            store(session, Payment, {"dealer_id": dealer, "received_on": day, "amount": chance.randint(1, 900)})
    with database.reading() as session:
        names = [c.name for c in TARGETS.columns]
        rows, facts = TARGETS.rows(session, list(TARGETS.ids(session, Query()))), Facts(session)
        some = 0
        for one in made:
            found, row = reached(session, session.get_one(SalesTarget, one.id), on), dict(zip(names, rows[one.id], strict=True))
            assert (row["done_bags"] if one.measure == "bags" else row["done_money"]) == found.done
            assert reached_within(session, one, first, on, facts) == found.done
            behind = reached_with(one)
            assert isinstance(behind, Breakdown) and sum(part.value for part in behind.read(session)) == found.done
            weeks = by_week(session, one, facts, spring_festival(on.year), on)
            some += bool(found.done and weeks)
        assert some > 10
