"""Promotion plans: drafted from suitability and sales, closing to the target, agreed only when they close and are lawful."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col

from desktop.catalogue.model import Season, Variety, VarietyRegion
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.i18n import using
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.market.places.model import GrowingPlace
from desktop.market.plans.drafting import Proposed, draft, draft_steps, fill_sold, find_gaps, give_areas
from desktop.market.plans.facts import PlanFacts, facts
from desktop.market.plans.lists import PLAN_LINES
from desktop.market.plans.model import MarketGap, PlanLine, PlanSeed, PlanStep, PromotionPlan
from desktop.market.plans.papers import check_sheet, plan_sheet
from desktop.market.plans.rules import step_days
from desktop.market.promotions.model import FieldDay
from desktop.market.sellout import sold_by_place
from desktop.market.suitability.model import VarietyNeed
from desktop.regions.model import Region
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock.model import CountLine, StockCount, StockMove
from desktop.trials.model import Entry, Site, Trial
from tests.market.conftest import Market, figure

YEAR = 2026


class Planned:
    """庆安 and 望奎, two varieties of ours: an old one with sales in 庆安 and a new one; a plan of 10,001 mu."""

    def __init__(self, database: Database, market: Market) -> None:
        with database.operation("t") as session:
            for region in (market.one, market.two):
                store(session, GrowingPlace, {"region_id": region, "crop_id": market.crop, "heat": 2700.0, "frost_free": 150.0})
                figure(session, "播种面积", region, 30_000.0 if region == market.one else 10_000.0, YEAR - 1,
                       crop_id=market.crop)
            store(session, Region, {"name": "平安镇", "level": "township", "parent_id": market.one})
            self.old, self.new = (
                store(session, Variety, {"name": name, "kind": "own", "crop_id": market.crop, "approved_year": year}).id
                for name, year in (("老品种", 2018), ("新品种", YEAR - 1)))
            for variety in (self.old, self.new):
                store(session, VarietyRegion, {"variety_id": variety, "region_id": market.city, "basis": "审定"})
                store(session, VarietyNeed, {"variety_id": variety, "heat": 2500.0})
            self.product, self.second = (store(session, Product, {"variety_id": variety, "bag_kg": 2.5, "bag_mu": 1.2}).id
                                         for variety in (self.old, self.new))
            self.dealer = store(session, Dealer, {"name": "甲", "region_id": market.one, "state": "active"}).id
            for day, bags in ((date(YEAR - 3, 3, 1), 300), (date(YEAR - 2, 3, 1), 400), (date(YEAR - 1, 3, 1), 500),
                              (date(YEAR, 3, 1), 900)):
                sent = store(session, Shipment, {"dealer_id": self.dealer, "moved_on": day})
                store(session, ShipmentLine, {"shipment_id": sent.id, "product_id": self.product, "bags": bags})
            self.plan = store(session, PromotionPlan, {"region_id": market.city, "crop_id": market.crop, "year": YEAR,
                                                       "target_mu": 10_001.0, "made_by": "我"}).id


@pytest.fixture
def planned(database: Database, market: Market) -> Planned:
    return Planned(database, market)


def lines(database: Database, plan: int) -> list[PlanLine]:
    with database.reading() as session:
        return list(session.exec(living(PlanLine).where(col(PlanLine.plan_id) == plan).order_by(col(PlanLine.id))))


def test_sold_is_what_was_sent_where_nothing_was_counted(database: Database, market: Market, planned: Planned) -> None:
    with database.reading() as session:
        found = sold_by_place(session, YEAR - 1)
    assert {key: (one.bags, one.counted, one.mu) for key, one in found.items()} == {(market.one, planned.old): (500, 0, 600.0)}


def test_a_count_before_the_goods_came_hides_none_of_them_and_moves_follow_the_bags(
        database: Database, market: Market, planned: Planned) -> None:
    """Counted empty in November, 500 bags sent in March, 100 of them passed on to a dealer of another county."""
    with database.operation("t") as session:
        other = store(session, Dealer, {"name": "乙", "region_id": market.two, "state": "active"}).id
        for day in (date(YEAR - 2, 10, 1), date(YEAR - 2, 11, 20)):
            count = store(session, StockCount, {"dealer_id": planned.dealer, "counted_on": day, "certainty": "counted"})
            store(session, CountLine, {"count_id": count.id, "product_id": planned.product, "bags": 0})
        store(session, StockMove, {"from_id": planned.dealer, "to_id": other, "moved_on": date(YEAR - 1, 4, 2),
                                   "product_id": planned.product, "bags": 100, "reason": "调剂"})
    with database.reading() as session:
        found = sold_by_place(session, YEAR - 1)
        assert {place: (one.counted, one.sent) for (place, _variety), one in found.items()} == {
            market.one: (0, 400), market.two: (0, 100)}
    with database.operation("t") as session:
        count = store(session, StockCount, {"dealer_id": planned.dealer, "counted_on": date(YEAR - 1, 5, 20),
                                            "certainty": "counted"})
        store(session, CountLine, {"count_id": count.id, "product_id": planned.product, "bags": 150})
        back = store(session, Shipment, {"dealer_id": planned.dealer, "moved_on": date(YEAR - 1, 6, 1), "kind": "return"})
        store(session, ShipmentLine, {"shipment_id": back.id, "product_id": planned.product, "bags": 150})
    with database.reading() as session:
        found = sold_by_place(session, YEAR - 1)
        assert (found[market.one, planned.old].counted, found[market.one, planned.old].sent) == (250, 0)


def test_a_draft_has_roles_stages_bags_dealers_and_closes_to_the_target(database: Database, market: Market,
                                                                         planned: Planned) -> None:
    assert draft(database, planned.plan) == 4
    found = {(line.region_id, line.variety_id): line for line in lines(database, planned.plan)}
    old, new = found[market.one, planned.old], found[market.one, planned.new]
    assert (old.role, old.stage, old.area_now, old.dealer_id) == ("main", "growth", 600.0, planned.dealer)
    assert (new.role, new.stage, new.demos) == ("demo", "introduction", 2)
    assert sum(line.area_mu or 0 for line in found.values()) == 10_001
    in_one = sum(line.area_mu or 0 for (region, _v), line in found.items() if region == market.one)
    assert abs(in_one - 7501) <= 1, "three quarters of the crop's area"
    assert old.bags == -(-int(old.area_mu or 0) * 10 // 12)
    with pytest.raises(Refused, match="nothing to add"):
        draft(database, planned.plan)


def test_seed_that_does_not_suffice_goes_to_others_and_what_nobody_takes_stays_the_rest(
        database: Database, market: Market, planned: Planned) -> None:
    with database.operation("t") as session:
        store(session, PlanSeed, {"plan_id": planned.plan, "product_id": planned.product, "bags": 1000})
        store(session, PlanSeed, {"plan_id": planned.plan, "product_id": planned.second, "bags": 500})
    draft(database, planned.plan)
    areas = {variety: sum(line.area_mu or 0 for line in lines(database, planned.plan) if line.variety_id == variety)
             for variety in (planned.old, planned.new)}
    assert areas == {planned.old: 1200.0, planned.new: 600.0}
    with using("zh_CN"):
        assert "8201" in str(plan_sheet(database, planned.plan).blocks), "the rest is shown"


def test_sales_agree_only_to_a_plan_that_closes_inside_the_areas_of_approval(database: Database, market: Market,
                                                                             planned: Planned) -> None:
    agree = StateChange("agreed", date(YEAR, 1, 5))
    with pytest.raises(FieldErrors, match="no lines"):
        verbs.move(database, PromotionPlan, [planned.plan], agree)
    draft(database, planned.plan)
    first = lines(database, planned.plan)[0]
    was = first.area_mu
    verbs.save(database, PlanLine, {"area_mu": (was or 0) + 5}, first.id)
    with pytest.raises(FieldErrors, match="-5 mu"):
        verbs.move(database, PromotionPlan, [planned.plan], agree)
    verbs.save(database, PlanLine, {"area_mu": was}, first.id)
    other = verbs.save(database, Variety, {"name": "无审定", "kind": "own", "crop_id": market.crop})
    extra = verbs.save(database, PlanLine, {"plan_id": planned.plan, "region_id": market.one, "variety_id": other.id,
                                            "area_mu": 0.0})
    with pytest.raises(FieldErrors, match="no approval"):
        verbs.move(database, PromotionPlan, [planned.plan], agree)
    verbs.delete(database, PlanLine, [extra.id])
    verbs.move(database, PromotionPlan, [planned.plan], agree)
    assert verbs.get(database, PromotionPlan, planned.plan).agreed_on == date(YEAR, 1, 5)


def test_the_five_steps_have_their_days_and_stand_once(database: Database, planned: Planned) -> None:
    assert (draft_steps(database, planned.plan), draft_steps(database, planned.plan)) == (5, 0)
    with database.reading() as session:
        days = {one.step: (one.begins_on, one.ends_on) for one in session.exec(living(PlanStep))}
    assert days["orders"] == (date(YEAR - 1, 12, 1), date(YEAR, 3, 20)) == step_days("orders", YEAR)[:2]
    assert days["trial"][0] == date(YEAR, 4, 25)


def test_demonstrations_and_field_days_are_counted_from_their_records(
        database: Database, market: Market, planned: Planned) -> None:
    """Sown where the variety stands in the county or below it, held in the year and not called off."""
    draft(database, planned.plan)
    with database.operation("t") as session:
        town = session.exec(living(Region).where(col(Region.name) == "平安镇")).one()
        season = store(session, Season, {"name": "今年春播", "year": YEAR})
        for code, kind, state, region, variety in (
                ("S1", "demonstration", "sown", town.id, planned.old), ("S2", "demonstration", "planned", town.id, planned.old),
                ("S3", "regional", "sown", town.id, planned.old), ("S4", "showcase", "sown", market.two, planned.old),
                ("S5", "demonstration", "sown", market.one, planned.new)):
            site = store(session, Site, {"name": f"点{code}", "region_id": region})
            trial = store(session, Trial, {"code": code, "title": f"{code}示范", "kind": kind, "crop_id": market.crop,
                                           "site_id": site.id, "season_id": season.id,
                                           "sown_on": date(YEAR, 4, 28) if state == "sown" else None})
            store(session, Entry, {"trial_id": trial.id, "variety_id": variety})
        shown = session.exec(living(Trial).where(col(Trial.code) == "S1")).one()
        for topic, day, more in (("看老品种", date(YEAR, 9, 20), {"variety_id": planned.old}),
                                 ("看示范田", date(YEAR, 9, 21), {"trial_id": shown.id}),
                                 ("去年", date(YEAR - 1, 9, 20), {"variety_id": planned.old})):
            store(session, FieldDay, {"topic": topic, "held_on": day, "region_id": market.one, "state": "held", **more})
        store(session, FieldDay, {"topic": "取消", "held_on": date(YEAR, 9, 22), "region_id": market.one,
                                  "variety_id": planned.old, "state": "planned"})
    mine = next(line for line in lines(database, planned.plan)
                if (line.region_id, line.variety_id) == (market.one, planned.old))
    names = [column.name for column in PLAN_LINES.columns]
    with database.reading() as session:
        cells = PLAN_LINES.rows(session, [mine.id], set(names))[mine.id]
        assert (cells[names.index("trial_done")], cells[names.index("fieldday_done")]) == (1, 2)
        behind = next(column for column in PLAN_LINES.columns if column.name == "fieldday_done").behind
        assert [part.cells[0] for part in behind(mine).read(session)] == ["看老品种", "看示范田"]
        other = next(line for line in lines(database, planned.plan)
                     if (line.region_id, line.variety_id) == (market.one, planned.new))
        assert PLAN_LINES.rows(session, [other.id], set(names))[other.id][names.index("trial_done")] == 1
    with using("zh_CN"):
        assert "看示范田" in str(plan_sheet(database, planned.plan).blocks)


def test_blank_and_weak_markets_are_counties_without_us_and_townships_without_an_outlet(
        database: Database, market: Market, planned: Planned) -> None:
    assert (find_gaps(database, planned.plan), find_gaps(database, planned.plan)) == (3, 0)
    with database.reading() as session:
        found = {(session.get_one(Region, one.region_id).name, one.kind) for one in session.exec(living(MarketGap))}
    assert found == {("庆安县", "weak"), ("望奎县", "blank"), ("平安镇", "blank")}


def test_a_plan_is_checked_against_what_was_sold_and_evaluated(database: Database, market: Market, planned: Planned) -> None:
    draft(database, planned.plan)
    mine = next(line for line in lines(database, planned.plan) if (line.region_id, line.variety_id) == (market.one,
                                                                                                        planned.old))
    assert fill_sold(database, planned.plan) == 4
    made = verbs.get(database, PlanLine, mine.id)
    assert (made.sown_bags, made.sown_mu) == (900, 1080.0)
    verbs.save(database, PlanLine, {"sown_mu": 1000.0, "field_checked_on": date(YEAR, 7, 1)}, mine.id)
    fill_sold(database, planned.plan)
    assert verbs.get(database, PlanLine, mine.id).sown_mu == 1000.0, "what was seen in the field stays"
    with using("zh_CN"):
        text = str(plan_sheet(database, planned.plan).blocks)
    assert "计划评估" in text and "每亩实际面积" in text and "成长期" in text
    assert check_sheet(database, planned.plan).landscape


def test_what_is_planned_where_it_declines_or_does_not_fit_is_named(database: Database, market: Market,
                                                                    planned: Planned) -> None:
    with database.operation("t") as session:
        sent = store(session, Shipment, {"dealer_id": planned.dealer, "kind": "return",
                                         "moved_on": date(YEAR - 1, 4, 1)})
        store(session, ShipmentLine, {"shipment_id": sent.id, "product_id": planned.product, "bags": -200})
        store(session, PlanLine, {"plan_id": planned.plan, "region_id": market.one, "variety_id": planned.old,
                                  "area_now": 300.0,
                                  "area_mu": 900.0})
        plan = session.get_one(PromotionPlan, planned.plan)
        assert facts(session, plan).stage(market.one, planned.old).code == "decline"
    with using("zh_CN"):
        assert "庆安县老品种：处于衰退期，计划面积却增加。" in str(plan_sheet(database, planned.plan).blocks)


@given(st.integers(0, 200_000), st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.sampled_from(["main",
                                                                                                          "companion", "demo"]),
                                                   st.sampled_from(["growth", "decline"])), min_size=1, max_size=8,
                                                   unique=True),
       st.dictionaries(st.integers(1, 4), st.integers(0, 50_000), max_size=4))
def test_areas_add_to_the_target_or_to_all_the_seed_there_is(target: int, given_: list[tuple[int, int, str, str]],
                                                            seed: dict[int, int]) -> None:
    proposed = [Proposed(region, variety, role, stage, 1, None, 0.0) for region, variety, role, stage in given_]
    products = {variety: Product(variety_id=variety, bag_mu=1.0) for variety in range(1, 5)}
    known = PlanFacts(None, {}, [], {}, [], {}, {}, {1: 10.0, 2: 3.0, 3: 0.5}, products)  # type: ignore[arg-type]
    give_areas(known, proposed, target, seed)
    total = sum(line.mu for line in proposed)
    varieties = {line.variety for line in proposed}
    assert total <= target
    for variety in varieties & set(seed):
        assert sum(line.mu for line in proposed if line.variety == variety) <= seed[variety]
    if not varieties <= set(seed) or sum(seed[variety] for variety in varieties) >= target:
        assert total == target
