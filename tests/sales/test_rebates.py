"""Rebate agreements come to what was signed: tiers, periods, the task, conduct, what was settled before, the next tier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from desktop.core import documents, verbs
from desktop.core.database import Database
from desktop.core.documents.model import Paragraph
from desktop.core.errors import FieldErrors, Refused
from desktop.core.money import half_up
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.money.accounts import account_of
from desktop.sales.money.model import AccountEntry, Payment, PaymentAllotment
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.rebates.accrual import Accrual, accrual
from desktop.sales.rebates.model import RebateAgreement, RebateCut, RebateFactor, RebatePeriod, RebateSettlement, RebateTier
from desktop.sales.rebates.reports import liability, settlement, standing
from desktop.sales.rebates.settling import settle
from desktop.trade.agreements import TERM, Stretch, Terms, earned, lines, next_step
from desktop.trade.kinds.rebates import KINDS
from desktop.trade.rebates import Tier
from tests.sales.conftest import Trade
from tests.trade.asking import answer

FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)
QUARTERS = ((date(2025, 10, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30)))


def agree(db: Database, trade: Trade, tiers: Sequence[dict[str, Any]], **values: Any) -> int:
    """An agreement of the first dealer over a business year."""
    with db.operation("test") as session:
        made = store(session, RebateAgreement, {"dealer_id": trade.dealer, "name": "年返", "starts_on": FIRST, "ends_on": LAST,
                                                **values})
        for tier in tiers:
            store(session, RebateTier, {"agreement_id": made.id, **tier})
        return made.id


def ship(db: Database, trade: Trade, day: date, yuan: float, *, kind: str = "delivery", price: int | None = None,
         bags: int = 1) -> None:
    """Goods for so many yuan a bag."""
    with db.operation("test") as session:
        shipment = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": day, "kind": kind})
        store(session, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": bags,
                                      "price": round(yuan * 100) if price is None else price})


def put_in_force(db: Database, number: int) -> None:
    verbs.move(db, RebateAgreement, [number], StateChange("active"))


def reckoned(db: Database, number: int, day: date = LAST) -> Accrual:
    with db.reading() as session:
        return accrual(session, number, day)


TASK = [{"rate_percent": 0.0}, {"above_percent": 60.0, "rate_percent": 4.0},
        {"above_percent": 100.0, "rate_percent": 8.0, "method": "excess", "plus": 30_000_00}]


@pytest.mark.parametrize(("sold", "fen"), [(290_000, 0), (300_000, 0), (300_001, 12_000_04), (400_000, 16_000_00),
                                           (500_000, 20_000_00), (500_001, 30_000_08), (600_000, 38_000_00)])
def test_tiers_in_percent_of_the_task(database: Database, trade: Trade, sold: int, fen: int) -> None:
    """Cases O51 and O52."""
    number = agree(database, trade, TASK, plan_amount=500_000_00)
    ship(database, trade, FIRST, sold)
    assert reckoned(database, number).earned == fen


@pytest.mark.parametrize(("capped", "fen"), [(False, 8_900_00), (True, 8_600_00)])
def test_quarters_the_year_and_what_exceeds_the_task(database: Database, trade: Trade, capped: bool, fen: int) -> None:
    """Case O53."""
    number = agree(database, trade, [{"part": "period", "rate_percent": 2.0}, {"part": "term", "rate_percent": 1.0},
                                     {"part": "excess", "rate_percent": 2.0}],
                   plan_amount=300_000_00, needs_percent=90.0, capped=capped)
    with database.operation("test") as session:
        for (first, last), plan in zip(QUARTERS, (60_000_00, 90_000_00, 90_000_00, 60_000_00), strict=True):
            store(session, RebatePeriod, {"agreement_id": number, "name": f"{first}", "starts_on": first, "ends_on": last,
                                          "plan_amount": plan})
    for (first, _last), sold in zip(QUARTERS, (60_000, 80_000, 100_000, 90_000), strict=True):
        ship(database, trade, first, sold)
    found = reckoned(database, number)
    assert found.earned == fen
    assert [float(line.amount) for line in found.lines[:4]] == [1200, 0, 2000, 1800] and found.lines[1].short


def test_returns_lower_base_and_tier_free_bags_count_nothing_and_conduct_takes_off(database: Database, trade: Trade) -> None:
    number = agree(database, trade, [{"rate_percent": 1.0}, {"above_amount": 100_000_00, "rate_percent": 2.0}])
    ship(database, trade, FIRST, 110_000)
    ship(database, trade, FIRST, 0, price=0)
    assert reckoned(database, number).earned == 2_200_00
    ship(database, trade, date(2026, 5, 1), 10_000, kind="return")
    assert reckoned(database, number, date(2026, 4, 30)).earned == 2_200_00
    assert reckoned(database, number).earned == 1_000_00
    with database.operation("test") as session:
        store(session, RebateCut, {"agreement_id": number, "happened_on": date(2026, 6, 1), "kind": "display", "percent": 0.5,
                                   "what": "陈列"})
    assert reckoned(database, number).earned == 995_00
    with database.operation("test") as session:
        store(session, RebateCut, {"agreement_id": number, "happened_on": date(2026, 6, 2), "kind": "diversion",
                                   "percent": 100.0, "what": "窜货"})
    assert reckoned(database, number).earned == 0


def test_a_settlement_subtracts_what_was_settled_and_asks_back_what_was_too_much(database: Database, trade: Trade) -> None:
    number = agree(database, trade, [{"rate_percent": 3.0}])
    ship(database, trade, FIRST, 10_000)
    with pytest.raises(Refused, match="put it in force first"):
        settle(database, number, date(2026, 1, 1))
    put_in_force(database, number)
    assert settle(database, number, date(2026, 1, 1)).amount == 300_00
    with pytest.raises(Refused, match="Nothing has been earned"):
        settle(database, number, date(2026, 1, 2))
    ship(database, trade, date(2026, 5, 1), 4_000, kind="return")
    back = settle(database, number, LAST)
    assert (back.earned, back.before, back.amount) == (180_00, 300_00, -120_00)
    verbs.move(database, RebateSettlement, [back.id], StateChange("refused", reason="再议"))
    assert reckoned(database, number).before == 300_00
    ship(database, trade, date(2026, 5, 2), 1_000)
    paper = settlement(database, back.id)
    assert any("has changed since" in getattr(block, "text", "") for block in paper.blocks)


def test_what_is_credited_into_the_account_stands_there_and_what_came_as_goods_does_not(
    database: Database, trade: Trade
) -> None:
    number = agree(database, trade, [{"rate_percent": 3.0}])
    put_in_force(database, number)
    ship(database, trade, FIRST, 10_000)
    first = settle(database, number, date(2026, 1, 1))
    for state in ("checked", "approved", "credited"):
        verbs.move(database, RebateSettlement, [first.id], StateChange(state, date(2026, 1, 5)))
    ship(database, trade, date(2026, 2, 1), 1_000)
    second = settle(database, number, date(2026, 3, 1))
    verbs.save(database, RebateSettlement, {"form": "goods"}, second.id)
    for state in ("checked", "approved", "credited"):
        verbs.move(database, RebateSettlement, [second.id], StateChange(state, date(2026, 3, 5)))
    with database.reading() as session:
        entries = session.exec(living(AccountEntry)).all()
        assert [(e.kind, e.amount, e.entered_on, e.dealer_id) for e in entries] == [
            ("rebate", -300_00, date(2026, 1, 5), trade.dealer)]
        assert account_of(session, trade.dealer, date(2026, 3, 5)).balance == 11_000_00 - 300_00


def test_one_bag_more_says_what_it_brings(database: Database, trade: Trade, tmp_path: Path) -> None:
    number = agree(database, trade, [{"rate_bag": 10_000}, {"above_bags": 2, "rate_bag": 30_000}], basis="bags")
    for _bag in range(2):
        ship(database, trade, FIRST, 50)
    (step,) = reckoned(database, number).steps
    assert (step.to_go, step.gain) == (1, 7)  # 2 × 1.00 becomes 3 × 3.00
    put_in_force(database, number)
    for paper in (standing(database, number), liability(database, LAST)):
        for ending in ("pdf", "docx", "xlsx"):
            assert documents.save(paper, tmp_path / f"paper.{ending}").stat().st_size > 1000
    with pytest.raises(Refused, match="stays as it was signed"):
        verbs.save(database, RebateAgreement, {"basis": "amount"}, number)


BREAKS = [{"rate_percent": 10.0}, {"above_bags": 14, "rate_percent": 20.0}]


def test_breaks_of_quantity_run_on_through_the_orders_of_a_term(database: Database, trade: Trade) -> None:
    """Case O50: 10 % to 14 bags, 20 % from 15: of orders of 1 and of 30 bags 14 count at 10 % and 17 at 20 %."""
    number = agree(database, trade, BREAKS, basis="bags", method="slice")
    assert reckoned(database, number).steps == [], "what a bag will cost is not known yet"
    ship(database, trade, FIRST, 20)
    (step,) = reckoned(database, number).steps
    assert (reckoned(database, number).earned, step.to_go, step.gain) == (2_00, 14, 14 * 2 + 4 - 2)
    ship(database, trade, FIRST + timedelta(days=30), 20, bags=30)
    ship(database, trade, FIRST + timedelta(days=31), 0, bags=5)
    found = reckoned(database, number)
    assert (found.base, found.earned) == (31, 14 * 2_00 + 17 * 4_00), "free bags count nowhere"
    said = answer("rebate", {"base": 31, "unit": "bag", "price": 20, "method": "slice", "tiers": [
        {"from": 0, "rate": 10}, {"from": 14, "rate": 20}]})
    assert said["rebate"] == "96.00"
    put_in_force(database, number)
    paper = settlement(database, settle(database, number, LAST).id)
    assert any(isinstance(block, Paragraph) and "¥20.00" in block.text for block in paper.blocks)
    ship(database, trade, FIRST + timedelta(days=60), 20, kind="return", bags=20)
    assert reckoned(database, number).earned == 11 * 2_00, "what came back lowers the base, then the tier"


def test_percents_of_bags_of_several_prices_are_those_of_their_mean_price(database: Database, trade: Trade) -> None:
    number = agree(database, trade, BREAKS, basis="bags", method="slice")
    ship(database, trade, FIRST, 20, bags=10)
    ship(database, trade, FIRST, 50, bags=20)
    assert reckoned(database, number).earned == round((14 * 10 + 16 * 20) * 40.0)
    whole = agree(database, trade, BREAKS, basis="bags")
    assert reckoned(database, whole).earned == 1_200_00 * 20 // 100, "on everything it is a share of the amount"


def test_tiers_follow_what_the_agreement_counts(database: Database, trade: Trade) -> None:
    number = agree(database, trade, BREAKS, basis="bags")
    with pytest.raises(FieldErrors, match="counts “Bags shipped”"):
        verbs.save(database, RebateTier, {"agreement_id": number, "above_amount": 100_00, "rate_percent": 30.0})
    verbs.save(database, RebateAgreement, {"basis": "amount"}, number)
    with pytest.raises(Refused, match="its tiers do not"):
        put_in_force(database, number)


def test_an_agreement_without_tiers_does_not_come_into_force(database: Database, trade: Trade) -> None:
    number = agree(database, trade, [])
    with pytest.raises(Refused, match="no tiers"):
        put_in_force(database, number)


@pytest.mark.parametrize(("tier", "values"), [
    ({"above_percent": 60.0}, {}), ({"part": "excess"}, {}), ({}, {"needs_percent": 90.0})])
def test_an_agreement_on_a_task_that_nobody_set_does_not_come_into_force(
    database: Database, trade: Trade, tier: dict[str, Any], values: dict[str, Any]
) -> None:
    number = agree(database, trade, [{"rate_percent": 1.0, **tier}], **values)
    with pytest.raises(Refused, match="no task is filled in"):
        put_in_force(database, number)
    verbs.save(database, RebateAgreement, {"plan_amount": 1_000_00}, number)
    put_in_force(database, number)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 40)), min_size=1, max_size=5), st.integers(0, 2000),
       st.sampled_from(["slice", "tier"]))
def test_a_term_comes_to_what_calculate_rebate_gives(steps: list[tuple[int, int]], base: int, method: str) -> None:
    begins, limit = [], 0
    for width, _rate in steps:
        begins.append(limit)
        limit += width
    tiers = [Tier(Fraction(at), Fraction(rate)) for at, (_width, rate) in zip(begins, steps, strict=True)]
    terms = Terms({TERM: tiers, "period": [], "excess": []}, method)
    found = lines(terms, [], Stretch("", Fraction(base)))
    said = next(k for k in KINDS if k.name == "rebate").answer({"base": base, "method": method, "unit": "bag", "tiers": [
        {"from": at, "rate": rate} for at, (_width, rate) in zip(begins, steps, strict=True)]})
    assert half_up(earned(terms, found) * 100) == half_up(Fraction(said["rebate"]) * 100)
    assert found[0].tier == said["tier"]
    step = next_step(terms, found[0], Fraction(1))
    assert (step is None) == (said["next"] is None)


def test_a_rebate_on_payments_counts_what_was_received_in_the_term(database: Database, trade: Trade) -> None:
    """Case O52: 6 % of the task and 8 % of the excess above 500,000, on what was paid."""
    with database.operation("test") as session:
        agreement = store(session, RebateAgreement, {
            "dealer_id": trade.dealer, "name": "回款返利", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
            "basis": "paid", "method": "tier", "plan_amount": 500_000_00})
        for above, rate, method, plus in ((None, 0.0, "whole", None), (60.0, 4.0, "whole", None),
                                          (100.0, 8.0, "excess", 30_000_00)):
            store(session, RebateTier, {"agreement_id": agreement.id, "above_percent": above, "rate_percent": rate,
                                        "method": method, "plus": plus})
        for day, fen in ((date(2025, 12, 31), 900_000_00), (date(2026, 3, 1), 400_000_00), (date(2026, 9, 1), 200_000_00)):
            store(session, Payment, {"dealer_id": trade.dealer, "received_on": day, "amount": fen})
        found = [accrual(session, agreement.id, day).earned for day in (date(2026, 4, 1), date(2026, 10, 1))]
    assert found == [16_000_00, 38_000_00]


O54 = [{"above_amount": yuan * 100, "rate_percent": rate} for yuan, rate in ((0, 1.0), (100_000, 2.0), (200_000, 3.0))]
FACTORS = ((15, 100.0), (30, 80.0), (45, 50.0))


def with_factors(db: Database, trade: Trade) -> int:
    number = agree(db, trade, O54, method="slice")
    with db.operation("test") as session:
        for days, percent in FACTORS:
            store(session, RebateFactor, {"agreement_id": number, "paid_within": days, "percent": percent})
    return number


@pytest.mark.parametrize(("days", "fen"), [(-5, 4_500_00), (15, 4_500_00), (16, 3_600_00), (30, 3_600_00), (45, 2_250_00),
                                           (46, 0), (None, 0)])
def test_the_rebate_is_paid_by_the_days_of_payment(database: Database, trade: Trade, days: int | None, fen: int) -> None:
    """Case O54: slices of 1 to 3 % on 250,000, by the days after which it was paid."""
    number, sent = with_factors(database, trade), FIRST + timedelta(days=10)
    ship(database, trade, sent, 250_000)
    if days is not None:
        verbs.save(database, Payment, {"dealer_id": trade.dealer, "received_on": sent + timedelta(days=days),
                                       "amount": 250_000_00})
    assert reckoned(database, number).earned == fen


def test_each_part_of_the_goods_has_its_own_days_and_an_allotted_payment_pays_its_shipment(database: Database,
                                                                                            trade: Trade) -> None:
    number = with_factors(database, trade)
    for n in range(2):
        ship(database, trade, FIRST + timedelta(days=n), 100_000)
    with database.operation("test") as session:
        _first, second = session.exec(select(Shipment).order_by(col(Shipment.moved_on))).all()
        store(session, AccountEntry, {"dealer_id": trade.dealer, "entered_on": FIRST - timedelta(days=9), "amount": 10_000_00,
                                      "kind": "opening"})
        for day, amount, shipment in ((11, 50_000_00, second.id), (21, 60_000_00, None)):
            paid = store(session, Payment, {"dealer_id": trade.dealer, "received_on": FIRST + timedelta(days=day),
                                            "amount": amount})
            if shipment:
                store(session, PaymentAllotment, {"payment_id": paid.id, "shipment_id": shipment, "amount": amount})
    found = reckoned(database, number)
    assert sorted(found.paid, key=str) == [(10, 50_000_00), (21, 50_000_00), (None, 50_000_00), (None, 50_000_00)]
    assert found.terms.factor_percent == Fraction(50 * 100 + 50 * 80, 200)
    assert found.earned == 3_000_00 * 45 // 100
    assert "within 15 d" in str(standing(database, number, LAST).blocks)
    ship(database, trade, LAST, 50_000, kind="return")
    assert sum(amount for _days, amount in reckoned(database, number).paid) == 150_000_00
