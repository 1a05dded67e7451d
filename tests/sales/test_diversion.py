"""The lot names candidates and proves nothing; nobody is fined unheard; the fine is that of the dated rule (case O60)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from desktop.catalogue.model import VarietyRegion
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.listing import Query
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Territory
from desktop.regions.model import Region
from desktop.sales.diversion import actions
from desktop.sales.diversion.lists import BY_DEALER
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.diversion.reports import case_report, notice
from desktop.sales.diversion.tracing import candidates, confidence, legal, owners
from desktop.sales.money.model import AccountEntry
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.stock.model import StockMove
from tests.sales.conftest import Trade

DAY = date(2026, 3, 1)


@pytest.fixture
def place(database: Database, trade: Trade) -> int:
    """A county below a province, the area of the second dealer."""
    with database.operation("test") as session:
        province = store(session, Region, {"name": "甲省", "level": "province"})
        county = store(session, Region, {"name": "乙县", "level": "county", "parent_id": province.id})
        store(session, Territory, {"dealer_id": trade.other, "region_id": province.id})
        return county.id


def found(session: Session, trade: Trade, place: int, **more: Any) -> DiversionCase:
    """30 bags of lot 批1 found at 45 yuan where 52 is the lowest price."""
    return store(session, DiversionCase, {"found_on": DAY, "region_id": place, "product_id": trade.product, "lot": "批1",
                                          "bags": 30, "price_here": 45_00, "price_allowed": 52_00, **more})


def send(session: Session, trade: Trade, dealer: int, bags: int, day: date = date(2026, 1, 5), lot: str = "批1") -> None:
    store(session, ShipmentLine, {"dealer_id": dealer, "moved_on": day, "product_id": trade.product, "bags": bags, "lot": lot})


def test_the_lot_names_who_got_it_with_shares_up_to_the_day_of_finding(database: Database, trade: Trade, place: int) -> None:
    with database.operation("test") as session:
        send(session, trade, trade.dealer, 570)
        send(session, trade, trade.other, 30)
        send(session, trade, trade.other, 900, lot="批2")
        send(session, trade, trade.dealer, 900, day=date(2026, 3, 2))
        case = found(session, trade, place)
        first, second = candidates(session, case)
        assert (first.dealer_id, first.bags, float(first.percent), first.may_sell) == (trade.dealer, 570, 95.0, False)
        assert (second.dealer_id, float(second.percent), second.may_sell) == (trade.other, 5.0, True)
        assert confidence([first, second]) == "several" and confidence([]) == "unknown"
        store(session, StockMove, {"from_id": trade.dealer, "to_id": trade.other, "moved_on": date(2026, 2, 1), "lot": "批1",
                                   "product_id": trade.product, "bags": 570})
        [only] = candidates(session, case)
        assert (only.dealer_id, only.bags) == (trade.other, 600)
        assert owners(session, case) == ["乙农资"]


def test_the_area_of_the_law_is_another_question_than_that_of_the_contract(database: Database, trade: Trade,
                                                                           place: int) -> None:
    with database.operation("test") as session:
        case = found(session, trade, place)
        assert legal(session, case) is None
        variety = session.get_one(Product, trade.product).variety_id
        elsewhere = store(session, Region, {"name": "丙省", "level": "province"})
        store(session, VarietyRegion, {"variety_id": variety, "region_id": elsewhere.id})
        assert legal(session, case) is False
        store(session, VarietyRegion, {"variety_id": variety, "region_id": place})
        assert legal(session, case) is True


def test_tracing_writes_the_only_dealer_who_got_the_lot_and_the_floor_price(database: Database, trade: Trade,
                                                                            place: int) -> None:
    with database.operation("test") as session:
        send(session, trade, trade.dealer, 600)
        store(session, PriceLine, {"product_id": trade.product, "valid_from": date(2026, 1, 1), "floor": 51_00,
                                   "retail": 60_00})
        case = found(session, trade, place, price_allowed=None)
    traced = actions.trace(database, case.id)
    assert (traced.suspect_id, traced.confidence, traced.price_allowed) == (trade.dealer, "single", 51_00)


def test_the_fine_is_that_of_the_rule_of_the_day(database: Database, trade: Trade, place: int) -> None:
    """Case O60."""
    with database.operation("test") as session:
        price = found(session, trade, place, offence="price")
        raising = found(session, trade, place, lot="批9", offence="raising", deposit=100_000_00, plan_bags=2000)
        data = found(session, trade, place, lot="批8", offence="data", deposit=100_000_00, plan_bags=2000)
    assert round(price.price_gap, 2) == -13.46
    assert actions.propose_fine(database, price.id, DAY).fine == 1_050_00
    made = actions.propose_fine(database, raising.id, DAY)
    assert (made.fine, made.deposit_cut, made.plan_cut) == (0, 20_000_00, 300)
    made = actions.propose_fine(database, data.id, DAY)
    assert (made.deposit_cut, made.plan_cut) == (10_000_00, 100)


def move(database: Database, case: DiversionCase, *states: str) -> None:
    for state in states:
        with database.operation("test") as session:
            move_in(session, DiversionCase, case.id, StateChange(state, DAY, reason="因"))


def test_nobody_is_fined_unheard_and_the_fine_is_entered_once(database: Database, trade: Trade, place: int) -> None:
    with database.operation("test") as session:
        case = found(session, trade, place, suspect_id=trade.dealer, outcome="malicious", fine=1_050_00, deposit_cut=20_000_00)
    assert case.accept_by == date(2026, 3, 2)
    move(database, case, "accepted", "evidence", "heard")
    with pytest.raises(Refused):
        move(database, case, "decided")
    with database.operation("test") as session:
        store(session, DiversionCase, {"statement": "不是我们的货"}, case.id)
    with pytest.raises(Refused):
        actions.charge(database, case.id, DAY)
    move(database, case, "decided")
    with database.reading() as session:
        kept = session.get_one(DiversionCase, case.id)
        assert (kept.appeal_by, kept.top_up_by) == (date(2026, 3, 8), date(2026, 3, 16))
    entry = actions.charge(database, case.id, DAY)
    assert isinstance(entry, AccountEntry) and (entry.dealer_id, entry.amount, entry.kind) == (trade.dealer, 1_050_00, "fine")
    with pytest.raises(Refused):
        actions.charge(database, case.id, DAY)


def test_natural_overflow_needs_the_flow_sheet_and_is_not_fined(database: Database, trade: Trade, place: int) -> None:
    with database.operation("test") as session:
        with pytest.raises(FieldErrors):
            found(session, trade, place, outcome="natural")
        with pytest.raises(FieldErrors):
            found(session, trade, place, outcome="natural", flow_sheet=True, fine=1)
        case = found(session, trade, place, outcome="natural", flow_sheet=True)
    with pytest.raises(Refused):
        actions.propose_fine(database, case.id, DAY)


def test_rates_are_of_the_season_and_of_proved_cases_only(database: Database, trade: Trade, place: int) -> None:
    with database.operation("test") as session:
        send(session, trade, trade.dealer, 600, day=today())
        for outcome in ("malicious", "unfounded"):
            found(session, trade, place, found_on=today(), suspect_id=trade.dealer, outcome=outcome, lot=outcome)
        found(session, trade, place, found_on=date(2020, 1, 1), suspect_id=trade.dealer, outcome="malicious")
        rows = BY_DEALER.rows(session, list(BY_DEALER.ids(session, Query())))
        names = [c.name for c in BY_DEALER.columns]
        row = dict(zip(names, rows[trade.dealer], strict=True))
        assert (row["cases"], row["proved"], row["found"], row["sent"], row["rate"], row["ever"]) == (2, 1, 30, 600, 5.0, 2)


def test_the_papers_say_what_is_known_and_what_is_not(database: Database, trade: Trade, place: int) -> None:
    with database.operation("test") as session:
        case = found(session, trade, place, lot="", suspect_id=trade.dealer, outcome="low_price", fine=100)
    blocks = case_report(database, case.id).blocks
    assert any("批号" in str(block) or "lot" in str(block) for block in blocks)
    assert any("甲农资" in str(block) for block in notice(database, case.id).blocks)
