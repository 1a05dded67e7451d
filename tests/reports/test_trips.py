"""A trip is approved before money is paid, reported in time, made from its visits, and settled against its advance."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query
from desktop.core.verbs import StateChange, move_in, save, store
from desktop.dealers.visit_model import Visit
from desktop.reports.trips import actions, lists
from desktop.reports.trips.model import Trip, TripExpense, TripStop
from desktop.reports.trips.papers import application, expense_sheet, trip_report
from tests.reports.conftest import Trade, said_by, visit

OUT, BACK = date(2026, 4, 13), date(2026, 4, 15)


def trip(session: Session, **more: object) -> Trip:
    return store(session, Trip, {"purpose": "催收并看示范田", "starts_on": OUT, "ends_on": BACK, **more})


def move(session: Session, of: Trip, *states: str, day: date = BACK) -> None:
    for state in states:
        move_in(session, Trip, of.id, StateChange(state, day, reason="因"))


def spend(session: Session, of: Trip, fen: int, **more: object) -> TripExpense:
    return store(session, TripExpense, {"trip_id": of.id, "spent_on": OUT, "claimed": fen, **more})


def test_of_an_advance_of_40000_and_expenses_of_31500_8500_are_given_back(database: Database) -> None:
    """Case O61."""
    with database.operation("test") as session:
        made = trip(session)
        move(session, made, "applied", "approved")
        store(session, Trip, {"advance": 40_000_00}, made.id)
        spend(session, made, 30_000_00)
        spend(session, made, 2_000_00, sanctioned=1_500_00)
        found = actions.settlement(session, session.get_one(Trip, made.id))
        assert (found.claimed, found.sanctioned, found.to_return) == (32_000_00, 31_500_00, 8_500_00)
        [(_key, (left,))] = lists.TRIPS.lines(session, Query(), ["left"])
    assert left == 8_500_00
    assert "8,500.00" in said_by(expense_sheet(database, made.id))
    with database.operation("test") as session:
        store(session, Trip, {"returned_money": 8_500_00}, made.id)
        assert actions.settlement(session, session.get_one(Trip, made.id)).to_return == 0
        spend(session, made, 100_00)
    assert "To be paid out" in said_by(expense_sheet(database, made.id))


def test_no_advance_is_paid_before_the_trip_is_approved(database: Database) -> None:
    with pytest.raises(FieldErrors, match="approved"):
        save(database, Trip, {"purpose": "走访", "starts_on": OUT, "ends_on": BACK, "advance": 100})


def test_the_advance_asked_for_stands_on_the_application_and_is_paid_with_the_approval(database: Database) -> None:
    with database.operation("test") as session:
        made = trip(session)
        store(session, Trip, {"advance_asked": 1_000_00}, made.id)
    assert "1,000.00" in said_by(application(database, made.id))
    with database.operation("test") as session:
        move(session, made, "applied")
        assert session.get_one(Trip, made.id).advance is None
        move(session, made, "approved")
        assert session.get_one(Trip, made.id).advance == 1_000_00
        move(session, made, "draft")
        assert session.get_one(Trip, made.id).advance is None, "what is planned again was not paid"


def test_the_lines_below_the_expenses_close_with_the_columns(database: Database) -> None:
    with database.operation("test") as session:
        made = trip(session)
        move(session, made, "applied", "approved")
        store(session, Trip, {"advance": 1_000_00}, made.id)
        spend(session, made, 600_00, sanctioned=500_00)
        spend(session, made, 300_00)
    said = said_by(expense_sheet(database, made.id))
    for amount in ("900.00", "500.00", "300.00", "200.00"):
        assert f"¥{amount}" in said
    assert "Not judged yet" in said


def test_report_and_expenses_are_due_so_many_days_after_the_return(database: Database) -> None:
    with database.operation("test") as session:
        made = trip(session)
        assert (made.report_due, made.settle_due) == (date(2026, 4, 20), date(2026, 4, 18))
        move(session, made, "applied", "approved")
        move(session, made, "returned", day=date(2026, 4, 17))
        later = session.get_one(Trip, made.id)
        assert (later.report_due, later.settle_due) == (date(2026, 4, 22), date(2026, 4, 20))


def test_stops_come_from_the_visits_and_keep_what_was_written(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        made = trip(session)
        planned = store(session, Visit, {"dealer_id": trade.dealer, "planned_on": OUT})
        visit(session, trade.other, BACK, result="定货200袋")
        visit(session, trade.other, date(2026, 4, 16), result="归来以后")
    assert actions.take_visits(database, made.id) == 2
    with database.operation("test") as session:
        stops = {stop.place: stop for stop in actions.stops_of(session, made.id)}
        assert stops["甲农资"].result == "" and stops["乙农资"].result == "定货200袋"
        store(session, TripStop, {"result": "定货180袋"}, stops["乙农资"].id)
        store(session, Visit, {"state": "done", "visited_on": OUT, "result": "付清旧款"}, planned.id)
    assert actions.take_visits(database, made.id) == 1
    assert actions.take_visits(database, made.id) == 0
    said = said_by(trip_report(database, made.id))
    assert "定货180袋" in said and "付清旧款" in said and "归来以后" not in said


def test_mileage_and_allowances_follow_the_dated_rule(database: Database) -> None:
    with database.operation("test") as session:
        made = trip(session)
        by_car = store(session, TripExpense, {"trip_id": made.id, "spent_on": OUT, "kind": "car", "km": 120.5})
        assert by_car.claimed == 144_60
        for wrong in ({"claimed": None}, {"claimed": 100, "sanctioned": 101}):
            with pytest.raises(FieldErrors):
                store(session, TripExpense, {"trip_id": made.id, "spent_on": OUT, **wrong})
    assert actions.propose_allowances(database, made.id) == 3
    assert actions.propose_allowances(database, made.id) == 0
    with database.reading() as session:
        assert sum(e.claimed or 0 for e in actions.expenses_of(session, made.id) if e.kind == "allowance") == 240_00


def test_the_application_names_who_approves_by_the_budget(database: Database) -> None:
    with database.operation("test") as session:
        small, large = trip(session, budget=1_000_00), trip(session, budget=1_000_01)
    assert "the region manager" in said_by(application(database, small.id))
    assert "the sales vice-president</td>" in said_by(application(database, large.id))


def test_a_settled_trip_stays_as_it_is(database: Database) -> None:
    with database.operation("test") as session:
        made = trip(session)
        move(session, made, "applied", "approved", "returned", "reported", "settled")
    with pytest.raises(Refused), database.operation("test") as session:
        spend(session, made, 100)
