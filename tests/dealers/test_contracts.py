"""Contracts with dealers: signatures, points that fall due, amendments, what Today hears of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.core.reminders import Agenda, due
from desktop.dealers.contracts.lists import CONTRACT_POINTS, CONTRACTS
from desktop.dealers.contracts.model import ContractPoint, DealerContract, next_due
from desktop.dealers.contracts.points import amend, lay_points
from desktop.dealers.contracts.reminders import REMINDERS
from desktop.dealers.contracts.reports import contract_sheet
from desktop.dealers.model import Dealer

if TYPE_CHECKING:
    from desktop.core.database import Database

TODAY = date.today()
SIGNED = {"company_signer": "张经理", "company_signed_on": TODAY, "dealer_signer": "王老板", "dealer_signed_on": TODAY}


def contract(db: Database, **values: Any) -> DealerContract:
    dealer = verbs.save(db, Dealer, {"name": "甲农资", "state": "active"})
    return verbs.save(db, DealerContract, {"title": "经销合同", "dealer_id": dealer.id, "starts_on": TODAY,
                                           "ends_on": TODAY + timedelta(days=364), **values})


def sign(db: Database, made: DealerContract) -> None:
    verbs.move(db, DealerContract, [made.id], StateChange("signed"))


def points(db: Database, made: DealerContract) -> dict[str, ContractPoint]:
    return {point.kind: point for point in verbs.owned(db, ContractPoint, "contract_id", made.id)}


def test_a_contract_is_not_signed_before_both_sides_have_signed_it(database: Database) -> None:
    made = contract(database, company_signer="张经理", company_signed_on=TODAY)
    with pytest.raises(Refused, match="Signed for the dealer by, Dealer signed on"):
        sign(database, made)
    verbs.save(database, DealerContract, SIGNED, made.id)
    sign(database, made)
    with pytest.raises(Refused, match="Make an amendment"):
        verbs.save(database, DealerContract, {"ends_on": None}, made.id)


def test_the_usual_points_fall_due_from_the_signature_the_first_and_the_last_day(database: Database) -> None:
    made = contract(database, **SIGNED)
    assert lay_points(database, made.id) == 15
    found = points(database, made)
    assert found["deposit"].due_on == TODAY + timedelta(days=15)
    assert found["renewal"].due_on == TODAY + timedelta(days=304)
    assert (found["stock_floor"].percent, found["stock_floor"].every_months) == (50.0, 1)
    assert (found["objection"].days, found["objection"].due_on) == (15, None)
    assert lay_points(database, made.id) == 0, "what is there is not added again"
    database.undo()
    assert not points(database, made)


def test_points_of_a_signed_contract_are_ticked_off_and_neither_changed_nor_removed(database: Database) -> None:
    made = contract(database, **SIGNED)
    lay_points(database, made.id)
    sign(database, made)
    deposit = points(database, made)["deposit"]
    verbs.save(database, ContractPoint, {"done_on": TODAY}, deposit.id)
    with pytest.raises(FieldErrors, match="stays as it was written"):
        verbs.save(database, ContractPoint, {"amount": 1}, deposit.id)
    with pytest.raises(FieldErrors, match="stays as it was written"):
        verbs.save(database, ContractPoint, {"contract_id": made.id, "what": "新"})
    with pytest.raises(Refused, match="stays as it was written"):
        verbs.delete(database, ContractPoint, [deposit.id])


def test_a_point_that_comes_again_is_due_again_after_it_was_done(database: Database) -> None:
    made = contract(database, **SIGNED)
    point = verbs.save(database, ContractPoint, {"contract_id": made.id, "kind": "stock_floor", "what": "库存",
                                                 "due_on": TODAY, "every_months": 1})
    sign(database, made)
    with database.reading() as session:
        assert len(CONTRACT_POINTS.ids(session, Query(conditions=CONTRACT_POINTS.preset("due").conditions()))) == 1
    done = verbs.save(database, ContractPoint, {"done_on": TODAY}, point.id)
    assert done.due_on == next_due(TODAY, 1, TODAY, made.ends_on) > TODAY
    with database.reading() as session:
        lines = [line for line in due(REMINDERS, session, TODAY, 40) if isinstance(line, Agenda)]
    assert [line.on for line in lines] == [done.due_on]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.integers(-400, 800))
def test_the_next_due_day_is_the_first_one_after_the_day_it_was_done(due_on: date, months: int, late: int) -> None:
    done = due_on + timedelta(days=late)
    following = next_due(due_on, months, done, None)
    assert following is not None and following > max(done, due_on)
    assert (following - max(done, due_on)).days <= 31 * months
    assert next_due(due_on, months, done, following - timedelta(days=1)) is None


def test_an_amendment_begins_with_the_points_and_ends_the_contract_it_amends(database: Database) -> None:
    made = contract(database, **SIGNED)
    lay_points(database, made.id)
    sign(database, made)
    amended = amend(database, made.id)
    assert (amended.state, amended.amends_id, amended.dealer_signer) == ("draft", made.id, "")
    assert points(database, amended).keys() == points(database, made).keys()
    verbs.save(database, DealerContract, SIGNED, amended.id)
    sign(database, amended)
    old = verbs.get(database, DealerContract, made.id)
    assert (old.state, old.reason) == ("ended", f"Amended by {amended.code}")


@pytest.mark.parametrize(("values", "signed", "running"), [
    ({}, False, "unsigned"), ({"starts_on": TODAY + timedelta(days=1)}, True, "ahead"), ({}, True, "running"),
    ({"ends_on": TODAY + timedelta(days=60)}, True, "soon"),
    ({"starts_on": TODAY - timedelta(days=9), "ends_on": TODAY - timedelta(days=1)}, True, "past")])
def test_where_a_contract_stands_follows_from_signature_and_days(
        database: Database, values: dict[str, Any], signed: bool, running: str) -> None:
    made = contract(database, **SIGNED, **values)
    if signed:
        sign(database, made)
    with database.reading() as session:
        [(_key, (found,))] = CONTRACTS.lines(session, Query(), ["running"])
    assert found == running


def test_the_sheet_of_a_contract_names_both_sides_and_every_point(database: Database) -> None:
    from tests.dealers.test_dealer_file import texts

    made = contract(database, **SIGNED)
    lay_points(database, made.id)
    said = texts(contract_sheet(database, made.id))
    assert "张经理" in said and "王老板" in said and "Stock floor" in said and "No sales area" in said
