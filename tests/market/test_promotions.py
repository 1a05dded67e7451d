"""Promotions: the course with its clocks, new products never reduced without a reason, what they truly brought."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import fields, verbs
from desktop.core.attachments import attach
from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.i18n import using
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.reminders import ahead
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.market.promotions import lists
from desktop.market.promotions.field_papers import field_day_sheet, media_log
from desktop.market.promotions.figures import count, field_day, outcome
from desktop.market.promotions.model import (
    FieldDay,
    FieldDayGuest,
    MediaRun,
    PromotedProduct,
    PromotionExpense,
    PromotionTerm,
    SalesPromotion,
)
from desktop.market.promotions.papers import application, evaluation
from desktop.market.promotions.reminders import REMINDERS
from desktop.market.promotions.terms import apply_by
from desktop.people.model import Person
from desktop.sales.conditions.model import ConditionProduct, SalesCondition
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.trade.promotions import FieldDayFigures, per_thousand, promoted, return_percent
from tests.market.conftest import Market

TODAY = today()
WORDS = {"purpose": "p", "content": "c", "in_charge": "王"}


@pytest.fixture
def product(database: Database, market: Market) -> int:
    with database.operation("t") as session:
        variety = store(session, Variety, {"name": "例丰101", "crop_id": market.crop})
        return store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5, "list_price": 5800}).id


def promotion(session: Session, market: Market, **values: Any) -> SalesPromotion:
    return store(session, SalesPromotion, {"theme": "订货会", "region_id": market.one, "starts_on": TODAY - timedelta(days=70),
                                           "ends_on": TODAY - timedelta(days=60), **WORDS, **values})


def moved(database: Database, made: SalesPromotion, *states: str) -> None:
    for state in states:
        verbs.move(database, SalesPromotion, [made.id], StateChange(state))


def test_a_promotion_is_judged_with_the_weeks_after_it_and_with_its_twin(
        database: Database, market: Market, product: int) -> None:
    """Cases O57 and O58."""
    with database.operation("t") as session:
        made = promotion(session, market, measured="typed", goal_bags=500)
        line = store(session, PromotedProduct, {"promotion_id": made.id, "product_id": product, "margin": 1250, "baseline": 400,
                                                "during": 620, "after_change": -60})
        store(session, PromotionExpense, {"promotion_id": made.id, "planned": 150_000, "spent": 160_000})
        found = outcome(session, made.id)
        assert found.whole is not None
        assert (found.whole.uplift_percent, found.whole.extra, found.return_percent) == (55, 160, 25)
        assert found.return_without_dip == Fraction("71.875")
        assert round(float(found.cost_percent or 0), 2) == 4.45 and found.done_percent == 124
        store(session, SalesPromotion, {"twin_region_id": market.two, "twin_change": 10.0}, made.id)
        twinned = outcome(session, made.id).whole
        assert twinned is not None and (twinned.expected, twinned.extra_without_dip) == (440, 180)
        store(session, PromotedProduct, {"baseline": 80, "during": 100, "after_change": 0}, line.id)
        store(session, SalesPromotion, {"twin_change": None}, made.id)
        small = outcome(session, made.id).whole
        assert small is not None and (small.uplift_percent, small.share_extra_percent) == (25, 20)
    with database.reading() as session:
        rows = lists.SALES_PROMOTIONS.rows(session, [made.id], ["uplift"])[made.id]
        assert 25.0 in rows


@given(st.integers(0, 10**6), st.integers(-10**6, 10**6), st.integers(-10**5, 10**5), st.integers(-100, 300))
def test_what_is_not_extra_was_expected(baseline: int, during: int, after: int, twin: int) -> None:
    found = promoted(Fraction(baseline), Fraction(during), Fraction(after), Fraction(twin))
    assert found.expected + found.extra - found.after == during
    if found.expected:
        assert found.expected * (100 + (found.uplift_percent or 0)) / 100 == during
    else:
        assert found.uplift_percent is None


def test_without_a_cost_or_people_there_is_no_ratio() -> None:
    assert return_percent(Fraction(5), Fraction(1), Fraction(0)) is None and per_thousand(Fraction(5), Fraction(0)) is None
    nobody = FieldDayFigures(0, 0, 0, 0, 500)
    assert (nobody.came_percent, nobody.ordered_percent, nobody.cost_each, nobody.cost_bag) == (None,) * 4


def ship(session: Session, dealer: int, product: int, back: int, bags: int) -> None:
    sent = store(session, Shipment, {"dealer_id": dealer, "moved_on": TODAY - timedelta(days=back),
                                     "kind": "delivery" if bags > 0 else "return"})
    store(session, ShipmentLine, {"shipment_id": sent.id, "product_id": product, "bags": abs(bags), "price": 5800})


def test_sales_are_counted_from_shipments_against_the_same_weeks_and_the_twin(
        database: Database, market: Market, product: int) -> None:
    year = 52 * 7
    with database.operation("t") as session:
        here, there = (store(session, Dealer, {"name": name, "region_id": place}).id
                       for name, place in (("甲", market.one), ("乙", market.two)))
        for dealer, back, bags in ((here, 65 + year, 40), (here, 65, 70), (here, 61, -8), (here, 50, 5), (here, 50 + year, 11),
                                   (there, 65 + year, 100), (there, 60, 110), (here, 71, 999), (here, 71 + year, 999)):
            ship(session, dealer, product, back, bags)
        made = promotion(session, market, twin_region_id=market.two)
        line = store(session, PromotedProduct, {"promotion_id": made.id, "product_id": product})
    assert count(database, made.id, TODAY) == 1
    counted = verbs.get(database, PromotedProduct, line.id)
    assert (counted.baseline, counted.during, counted.after_change) == (40, 62, -6)
    assert verbs.get(database, SalesPromotion, made.id).twin_change == 10.0
    database.undo()
    assert verbs.get(database, PromotedProduct, line.id).during is None, "one step back takes all of it"
    with pytest.raises(Refused, match="not begun"):
        count(database, made.id, TODAY - timedelta(days=90))


def test_a_new_product_is_never_reduced_without_a_written_reason(database: Database, market: Market, product: int) -> None:
    with database.operation("t") as session:
        cut = store(session, SalesCondition, {"name": "九折", "kind": "percent", "percent": 10.0, "valid_from": TODAY})
        dear = store(session, SalesCondition, {"name": "加价", "kind": "surcharge", "percent": 1.0, "valid_from": TODAY})
        other = store(session, SalesCondition, {"name": "送一", "kind": "free", "buy": 12, "free": 1, "valid_from": TODAY})
        elsewhere = store(session, Product, {"variety_id": store(session, Variety, {"name": "例对1号"}).id, "bag_kg": 1.0})
        store(session, ConditionProduct, {"condition_id": other.id, "product_id": elsewhere.id})
        made = promotion(session, market)
        line = store(session, PromotedProduct, {"promotion_id": made.id, "product_id": product})
        assert line.newness == "new", "nobody was ever sent a bag of it"
        store(session, PromotionTerm, {"promotion_id": made.id, "condition_id": dear.id})
        store(session, PromotionTerm, {"promotion_id": made.id, "condition_id": other.id})
        with pytest.raises(FieldErrors, match="九折"):
            store(session, PromotionTerm, {"promotion_id": made.id, "condition_id": cut.id})
    with database.operation("t") as session:
        store(session, PromotedProduct, {"reason": "清陈种，公司批复"}, line.id)
        store(session, PromotionTerm, {"promotion_id": made.id, "condition_id": cut.id})
        with pytest.raises(FieldErrors, match="九折"):
            store(session, PromotedProduct, {"reason": ""}, line.id)


def test_a_product_first_sent_over_a_year_ago_is_known(database: Database, market: Market, product: int) -> None:
    with database.operation("t") as session:
        ship(session, store(session, Dealer, {"name": "甲", "region_id": market.one}).id, product, 500, 10)
        made = promotion(session, market)
        assert store(session, PromotedProduct, {"promotion_id": made.id, "product_id": product}).newness == "known"


@pytest.mark.parametrize(("starts", "last"), [
    (date(2026, 5, 10), date(2026, 3, 30)), (date(2026, 4, 1), date(2026, 2, 28)), (date(2024, 4, 30), date(2024, 2, 29)),
    (date(2026, 1, 5), date(2025, 11, 30)), (date(2026, 2, 5), date(2025, 12, 30))])
def test_a_promotion_is_applied_for_by_the_thirtieth_for_the_month_after_next(starts: date, last: date) -> None:
    assert apply_by(starts) == last


def test_what_was_countersigned_changes_on_two_days_of_the_month_and_never_costs_more(
        database: Database, market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.operation("t") as session:
        made = promotion(session, market, goal_amount=1_000_000)
        line = store(session, PromotionExpense, {"promotion_id": made.id, "planned": 40_000})
    moved(database, made, "applied", "countersigned")
    monkeypatch.setattr(fields, "today", lambda: date(2026, 6, 9))
    with pytest.raises(FieldErrors, match="5th to the 6th"):
        verbs.save(database, SalesPromotion, {"gifts": "手套"}, made.id)
    monkeypatch.setattr(fields, "today", lambda: date(2026, 6, 5))
    verbs.save(database, SalesPromotion, {"gifts": "手套"}, made.id)
    with pytest.raises(FieldErrors, match=r"from 4\.00 % to 8\.00 %"):
        verbs.save(database, SalesPromotion, {"goal_amount": 500_000}, made.id)
    with pytest.raises(FieldErrors, match="may not rise"):
        verbs.save(database, PromotionExpense, {"planned": 40_001}, line.id)
    verbs.save(database, PromotionExpense, {"planned": 30_000, "spent": 90_000}, line.id)
    moved(database, made, "running")
    with pytest.raises(FieldErrors, match="while the promotion runs"):
        verbs.save(database, SalesPromotion, {"theme": "别的"}, made.id)
    verbs.save(database, SalesPromotion, {"liked": "好"}, made.id)


def test_the_course_asks_for_what_each_step_needs_and_today_names_its_clocks(
        database: Database, market: Market, product: int) -> None:
    with database.operation("t") as session:
        made = promotion(session, market, purpose="")
    with pytest.raises(FieldErrors, match="needs this"):
        moved(database, made, "applied")
    verbs.save(database, SalesPromotion, {"purpose": "p"}, made.id)
    moved(database, made, "applied", "countersigned", "running")
    verbs.move(database, SalesPromotion, [made.id], StateChange("closed", on=TODAY - timedelta(days=9)))
    closed = verbs.get(database, SalesPromotion, made.id)
    assert closed.evaluate_by == TODAY - timedelta(days=2)
    with database.reading() as session:
        told = [str(line) for one in REMINDERS for line in one(session, ahead(TODAY, 14))]
        assert any("Evaluate the promotion: 订货会" in line and "late" in line for line in told)
        assert any("promotion not evaluated in time" in line and "count=1" in line for line in told)
        late = lists.SALES_PROMOTIONS.preset("applied_late").conditions()
        assert list(lists.SALES_PROMOTIONS.ids(session, Query(conditions=late))) == [made.id]
    with pytest.raises(FieldErrors, match="summing up"):
        moved(database, made, "evaluated")
    verbs.save(database, SalesPromotion, {"summary": "s", "measured": "typed"}, made.id)
    with pytest.raises(Refused, match="every promoted product"):
        moved(database, made, "evaluated")
    verbs.save(database, PromotedProduct, {"promotion_id": made.id, "product_id": product, "baseline": 1, "during": 2})
    moved(database, made, "evaluated")
    with pytest.raises(Refused, match="Move it back"):
        verbs.save(database, SalesPromotion, {"summary": "anders"}, made.id)


def test_both_forms_print_what_was_asked_for_and_what_came_of_it(database: Database, market: Market, product: int) -> None:
    with database.operation("t") as session:
        made = promotion(session, market, goal_amount=3_596_000, measured="typed", liked="送货快", twin_region_id=market.two,
                         twin_change=10.0, selling_points="抗倒")
        terms = store(session, SalesCondition, {"name": "十二送一", "kind": "free", "buy": 12, "free": 1, "valid_from": TODAY})
        for n in range(12):
            pack = store(session, Product, {"variety_id": session.get_one(Product, product).variety_id, "bag_kg": 3.0 + n})
            store(session,
                  PromotedProduct, {"promotion_id": made.id, "product_id": pack.id, "newness": "known", "baseline": 10 + n,
                                             "during": 20 + n, "price": 100, "margin": 10})
        store(session, PromotionTerm, {"promotion_id": made.id, "condition_id": terms.id})
        store(session, PromotionExpense, {"promotion_id": made.id, "planned": 160_000, "spent": 160_000})
    with using("zh_CN"):
        asked = str(application(database, made.id).blocks)
        assert "每12袋送1袋" in asked and "费用率4.45%" in asked and "抗倒" in asked
        made_of = evaluation(database, made.id)
        assert "送货快" in str(made_of.blocks) and "+10.00%" in str(made_of.blocks) and "未满" in str(made_of.blocks)
    table = next(block for block in made_of.blocks if isinstance(block, Table) and block.sheet == "促销产品")
    assert len(table.rows) == 12, "ten, all others, the total"
    assert [sum(float(str(row[place])) for row in table.rows[:-1]) for place in (2, 4)] == [
        float(str(table.rows[-1][place])) for place in (2, 4)]


def test_an_evaluation_says_that_its_field_days_cost_more_than_was_written_down(
        database: Database, market: Market, product: int) -> None:
    with database.operation("t") as session:
        made = promotion(session, market, measured="typed")
        store(session, PromotedProduct, {"promotion_id": made.id, "product_id": product, "newness": "known", "baseline": 10,
                                         "during": 20, "price": 100, "margin": 10})
        store(session, PromotionExpense, {"promotion_id": made.id, "planned": 160_000, "spent": 160_000})
        day = store(session, FieldDay, {"topic": "测产", "held_on": TODAY, "region_id": market.one, "cost": 160_000,
                                        "promotion_id": made.id})
    assert "alone cost" not in str(evaluation(database, made.id).blocks)
    with database.operation("t") as session:
        store(session, FieldDay, {"cost": 180_000}, day.id)
    assert "alone cost ¥1,800.00, more than the ¥1,600.00" in str(evaluation(database, made.id).blocks)


def test_a_field_day_counts_guests_by_name_and_those_besides(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        day = store(session, FieldDay, {"topic": "测产", "held_on": TODAY, "region_id": market.one, "cost": 80_000,
                                        "more_invited": 76, "more_came": 61, "more_ordered": 15, "more_bags": 300})
        for n in range(24):
            store(session,
                  FieldDayGuest, {"day_id": day.id, "name": f"农{n}", "phone": f"1380451{n:04}", "bags": 10 if n < 7 else
                                           None, "came": n < 19})
        found = field_day(session, day.id)
        assert (found.invited, found.came, found.ordered, found.bags) == (100, 80, 22, 370)
        assert (found.came_percent, found.ordered_percent, found.cost_each) == (80, Fraction("27.5"), 1000)
        shown = lists.FIELD_DAYS.rows(session, [day.id], ["invited", "came", "ordered", "bags"])[day.id]
        assert [cell for cell in shown if cell is not None] == [100, 80, 22, 370]
        assert len(session.exec(living(Person).where(col(Person.name) == "农0")).all()) == 1, "a guest is a person"
    with using("zh_CN"):
        assert "签名" in str(field_day_sheet(database, day.id).blocks)
        verbs.move(database, FieldDay, [day.id], StateChange("held"))
        assert "80 (80.0%)" in str(field_day_sheet(database, day.id).blocks)


@pytest.mark.parametrize(("values", "field"), [
    ({"more_ordered": 2, "more_came": 1}, "more_ordered"), ({"more_bags": 2}, "more_bags"),
    ({"state": "held", "held_on": TODAY + timedelta(days=1)}, "held_on")])
def test_a_field_day_that_cannot_be_is_refused(database: Database, values: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        verbs.save(database, FieldDay, {"topic": "t", "held_on": TODAY, **values})
    assert field in refused.value.fields


def test_an_advertisement_is_proved_by_a_file_and_costs_so_much_a_thousand(database: Database, tmp_path: Path) -> None:
    run = verbs.save(database, MediaRun, {"title": "订种", "starts_on": TODAY, "reach": 9000, "growers": 80.0, "cost": 46_000})
    assert (run.per_thousand, run.true_per_thousand) == (5111, 6389)
    with pytest.raises(Refused, match="No proof"):
        verbs.move(database, MediaRun, [run.id], StateChange("proved"))
    with using("zh_CN"):
        assert "没有凭证" in str(media_log(database).blocks)
    photo = tmp_path / "wall.jpg"
    photo.write_bytes(b"x")
    attach(database, "mediarun", run.id, [photo])
    verbs.move(database, MediaRun, [run.id], StateChange("proved"))
    with using("zh_CN"):
        log = media_log(database)
    assert "没有凭证" not in str(log.blocks)
    table = next(block for block in log.blocks if isinstance(block, Table))
    assert table.rows[-1][8] == 5111 and table.rows[0][-1] == 1


def test_what_an_application_lacks_is_named_once_also_where_the_form_is_not_in_sight(database: Database) -> None:
    days = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 9)}
    first, second = (verbs.save(database, SalesPromotion, {"theme": theme, **days, "in_charge": "张"}).id
                     for theme in ("甲", "乙"))
    with using("zh_CN"):
        with pytest.raises(FieldErrors) as refused:
            verbs.move(database, SalesPromotion, [first], StateChange("applied"))
        assert str(refused.value) == "活动目的、活动内容：申请须填写此项。"
        assert set(refused.value.fields) == {"purpose", "content"}, "a form still marks the fields"
        with pytest.raises(FieldErrors) as refused:
            verbs.move(database, SalesPromotion, [first, second], StateChange("applied"))
        assert "甲" in str(refused.value), "of several it is said which"
