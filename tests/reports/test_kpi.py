"""A sheet of key figures gives the company's marks, takes what was reached from the records, and opens it to its rows."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query, plain_list
from desktop.core.records import alive, table_of
from desktop.core.verbs import StateChange, move_in, save, store
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.reports.kpi import actions, lists
from desktop.reports.kpi.marks import marks, of_halves, steps_of
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.kpi.papers import kpi_sheet
from desktop.reports.measures.measure import ALL, Counted
from desktop.reports.measures.measure_list import MEASURES
from desktop.sales.money.model import Payment
from desktop.sales.orders.model import OrderLine, SalesOrder, ShipmentLine
from desktop.service.case_model import FarmerCase
from tests.reports.conftest import Trade, said_by, send

APRIL = date(2026, 4, 1)


def sheet(session: Session, **more: object) -> KpiSheet:
    return store(session, KpiSheet, {"name": "四月考核", "starts_on": date(2026, 4, 9), **more})


def line(session: Session, of: KpiSheet, **values: object) -> KpiLine:
    return store(session, KpiLine, {"sheet_id": of.id, "measure": "typed", "title": "项", **values})


def test_the_example_of_the_marks_adds_up_to_69_70(database: Database) -> None:
    with database.operation("test") as session:
        made = sheet(session)
        for title, target, actual, weight, steps in (
                ("销售", 100, 76, 40, "80:35 70:30 60:0"), ("回款", 100, 86, 20, ""), ("新客户", 4, 3, 10, ""),
                ("任务", 100, 100, 10, "100:8；90:5，80:0")):
            line(session, made, title=title, target=target, actual=actual, weight=weight, steps=steps)
        found = [round(one.marks or 0, 2) for one in actions.lines_of(session, made.id)]
    assert found == [35, 17.2, 7.5, 10]
    assert round(sum(found), 2) == 69.70
    with database.reading() as session:
        [(_key, (total,))] = lists.SHEETS.lines(session, Query(), ["total"])
    assert total == pytest.approx(69.70)
    assert "69.70" in said_by(kpi_sheet(database, made.id)) and "below 80 %: 35" in said_by(kpi_sheet(database, made.id))


def test_a_cost_ratio_gives_all_marks_up_to_its_target_and_none_at_twice_of_it() -> None:
    assert [marks(10, actual, 20, less=True, steps="") for actual in (0, 10, 15, 20, 30)] == [20, 20, 10, 0, 0]
    assert marks(None, 5, 20, less=False, steps="") is None and marks(5, None, 20, less=False, steps="") is None


@given(st.floats(1, 1e6), st.floats(0, 1e6), st.floats(0, 100), st.booleans())
def test_marks_lie_between_none_and_all(target: float, actual: float, weight: float, less: bool) -> None:
    found = marks(target, actual, weight, less=less, steps="")
    assert found is not None and 0 <= found <= Fraction(str(weight))


def test_steps_are_read_as_people_write_them_and_refused_in_a_sentence_otherwise(database: Database) -> None:
    assert steps_of("<80%:35; 70：30，60:0") == steps_of("80:35 70:30 60:0") == ((80, 35), (70, 30), (60, 0))
    with database.operation("test") as session:
        made = sheet(session)
        for wrong, words in (("八十:35", "80:35"), ("80:50", "more than the full marks")):
            with pytest.raises(FieldErrors, match=words):
                line(session, made, target=1, weight=40, steps=wrong)
        with pytest.raises(FieldErrors, match="judged by hand"):
            line(session, made, title="")


def test_a_month_can_be_the_mean_of_its_halves(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        made = sheet(session, halves=True)
        line(session, made, measure="collected", target=1000, weight=20)
        for day, fen in ((3, 250_00), (20, 900_00)):
            store(session, Payment, {"dealer_id": trade.dealer, "received_on": date(2026, 4, day), "amount": fen})
    actions.take(database, made.id)
    with database.operation("test") as session:
        [found] = actions.lines_of(session, made.id)
        assert (found.actual, found.first_half, found.second_half, found.marks) == (1150, 250, 900, 15)
        store(session, KpiSheet, {"halves": False}, made.id)
        assert actions.lines_of(session, made.id)[0].marks == 20
    assert of_halves(10, 5, 15, 20, True, "", adds=False) == 15
    with pytest.raises(FieldErrors, match="half months"):
        save(database, KpiSheet, {"starts_on": APRIL, "kind": "quarter", "halves": True})


def test_what_was_reached_counts_the_region_and_all_below_it_and_opens_its_rows(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        province = store(session, Region, {"name": "甲省", "level": "province"})
        county = store(session, Region, {"name": "甲县", "level": "county", "parent_id": province.id})
        town = store(session, Region, {"name": "乙镇", "level": "township", "parent_id": county.id})
        store(session, Dealer, {"region_id": town.id}, trade.dealer)
        send(session, trade, date(2026, 4, 3), 30)
        store(session, ShipmentLine, {"dealer_id": trade.other, "moved_on": APRIL, "product_id": trade.product, "bags": 9})
        made = sheet(session, region_id=county.id)
        line(session, made, measure="bags", target=60, weight=10)
        line(session, made, measure="cost_ratio", target=5)
        line(session, made, title="态度", actual=4)
    assert actions.take(database, made.id) == 2
    with database.reading() as session:
        bags, ratio, typed = actions.lines_of(session, made.id)
        assert (bags.actual, bags.marks, bags.taken_from, bags.taken_until) == (30, 5, APRIL, date(2026, 4, 30))
        assert ratio.less and ratio.actual == 0 and typed.actual == 4
        behind = lists.rows_behind(bags)
        assert table_of(behind.model).name == "shipmentline" and behind.conditions[0].value == (APRIL, date(2026, 4, 30))
        assert lists.rows_behind(typed).model is KpiLine
        rows = plain_list(ShipmentLine).lines(session, Query(conditions=behind.asked(session)), ("bags",))
        assert [cells[0] for _key, cells in rows] == [30], "the rows of the county, and no other's"


@pytest.mark.parametrize("seed", [3, 11, 2026])
def test_every_figure_that_is_counted_opens_the_rows_it_counts_in_a_region_and_over_all(
        database: Database, trade: Trade, seed: int) -> None:
    chance, first, last = Random(seed), APRIL, date(2026, 4, 30)
    with database.operation("test") as session:
        province = store(session, Region, {"name": "甲省", "level": "province"})
        county = store(session, Region, {"name": "甲县", "level": "county", "parent_id": province.id})
        for key in (trade.dealer, trade.other):
            store(session, Dealer, {"region_id": county.id if chance.random() < 0.5 else None,
                                    "since": date(2026, 4, chance.randint(1, 30))}, key)
        for _times in range(25):
            day, dealer = APRIL + timedelta(days=chance.randint(-20, 50)), chance.choice((trade.dealer, trade.other))
            store(session, Payment, {"dealer_id": dealer, "received_on": day, "amount": chance.randint(1, 9_000_00)})
            store(session, ShipmentLine, {"dealer_id": dealer, "moved_on": day, "product_id": trade.product, "price": 5400,
                                          "bags": chance.randint(1, 90)})
            order = store(session, SalesOrder, {"dealer_id": dealer, "ordered_on": day,
                                                "state": chance.choice(("draft", "confirmed"))})
            store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": chance.randint(1, 90)})
            store(session, Visit, {"dealer_id": dealer, "visited_on": day, "planned_on": day, "state": "done"})
            store(session, FarmerCase, {"farmer": "甲", "reported_on": day, "region_id": chance.choice((county.id, None))})
    counted = 0
    with database.reading() as session:
        for scope in (ALL, actions.scope_of(session, county.id)):
            for measure in (one for one in MEASURES.values() if isinstance(one.source, Counted)):
                source, rows = measure.source, measure.rows(first, last)
                assert isinstance(source, Counted) and rows is not None
                ids = list(plain_list(rows.model).ids(session, Query(conditions=(
                    *rows.conditions, *measure.within(scope, "甲县")))))
                table = table_of(source.model)
                link = table.c[source.via[1]] if source.via else table.c.id
                figure = source.value(table) if source.value else func.count()
                opened = session.execute(select(figure).select_from(table).where(alive(table), link.in_(ids))).scalar() or 0
                assert opened == measure.of(session, first, last, scope), measure.key
                counted += bool(opened)
    assert counted > 12


def test_the_next_sheet_has_the_same_figures_and_none_of_the_results(database: Database) -> None:
    with database.operation("test") as session:
        person = store(session, Person, {"name": "王某"})
        made = sheet(session, person_id=person.id)
        line(session, made, target=10, actual=5, weight=20, steps="80:10")
    after = actions.next_sheet(database, made.id)
    with database.reading() as session:
        [copied] = actions.lines_of(session, after.id)
    assert (after.starts_on, after.person_id, copied.target, copied.steps, copied.actual, copied.marks) == (
        date(2026, 5, 1), person.id, 10, "80:10", None, None)


def test_a_judged_sheet_stays_as_it_is(database: Database) -> None:
    with database.operation("test") as session:
        made = sheet(session)
        one = line(session, made, target=10, actual=5)
        for state in ("agreed", "judged"):
            move_in(session, KpiSheet, made.id, StateChange(state))
    with pytest.raises(Refused), database.operation("test") as session:
        store(session, KpiLine, {"actual": 9}, one.id)


def test_a_figure_stands_once_unless_its_lines_have_words_of_their_own(database: Database) -> None:
    made = save(database, KpiSheet, {"kind": "month", "starts_on": date(2026, 5, 1)})
    save(database, KpiLine, {"sheet_id": made.id, "measure": "collected", "target": 100.0})
    with pytest.raises(Refused, match="line 1 already"):
        save(database, KpiLine, {"sheet_id": made.id, "measure": "collected", "target": 50.0})
    other = save(database, KpiLine, {"sheet_id": made.id, "measure": "collected", "title": "回款率", "target": 50.0})
    save(database, KpiLine, {"target": 60.0}, other.id)
    with pytest.raises(Refused, match="line 1 already"):
        save(database, KpiLine, {"title": ""}, other.id)
