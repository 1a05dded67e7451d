"""The records of the market that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.catalogue.model import Trait, Variety, VarietyRegion
from desktop.core import verbs
from desktop.core.database import Database
from desktop.market.capacity.model import MarketCapacity
from desktop.market.climate.model import WeatherStation, WeatherYear
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.market.influence.crisis_model import Crisis, CrisisStep, CrisisTold
from desktop.market.influence.model import ExpertUse, Gift, KeyPerson, PersonNote, Touch, TouchPlan
from desktop.market.leads.model import Lead
from desktop.market.places.model import GrowingPlace, PlaceDisease, SoilTest
from desktop.market.plans.model import MarketGap, PlanLine, PlanSeed, PlanStep, PromotionPlan
from desktop.market.promotions.model import (
    FieldDay,
    FieldDayGuest,
    MediaRun,
    PromotedProduct,
    PromotionExpense,
    PromotionTerm,
    SalesPromotion,
)
from desktop.market.rivals.model import MarketRanking, PriceSighting, RankLine, RivalFirm, RivalVariety
from desktop.market.suitability.model import GrowerQuestion, VarietyNeed
from desktop.market.suitability.rule_model import SuitabilityRule
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.sales.conditions.model import SalesCondition
from desktop.sales.products.model import Product
from tests.door_cases import DAY, IN_GRID, Case, crop, moved_through, once, province

CALLED = "玉米播种面积 / 玉米: Sown area"
NO_COMMAND = "no command takes it in"


def variety(db: Database) -> int:
    once(db, Variety, 175, name="示例33", kind="competitor")
    return once(db, Variety, 172, name="示例806", kind="competitor")


def firm(db: Database) -> int:
    once(db, RivalFirm, 174, name="例乙种业", code="JP-2")
    return once(db, RivalFirm, 173, name="例甲种业", code="JP-1")


def bag(db: Database) -> int:
    """The first of two products."""
    for row in (181, 178):
        once(db, Product, row, variety_id=once(db, Variety, 177, name="例丰101"), bag_kg=row / 100)
    return 178


def promotion(db: Database) -> int:
    return once(db, SalesPromotion, 179, theme="订货会", starts_on=DAY, ends_on=DAY, code="CX-1", goal_amount=100, purpose="p",
                content="c", in_charge="王")


def run_promotion(db: Database, _number: int) -> None:
    """It runs, so that what was countersigned stays."""
    moved_through(SalesPromotion, "applied", "countersigned", "running")(db, 179)


def condition(db: Database) -> int:
    """The first of three conditions of sale: two that add to the price, one that reduces it."""
    for row, kind in ((187, "percent"), (186, "surcharge"), (180, "surcharge")):
        once(db, SalesCondition, row, name=f"条件{row}", kind=kind, percent=10.0, valid_from=DAY, code=f"TJ-{row}")
    return 180


def promote_new(db: Database, _number: int) -> None:
    """A new product stands in the promotion, which nobody has said why to reduce."""
    once(db, PromotedProduct, 183, promotion_id=179, product_id=bag(db), newness="new")


def key_person(db: Database) -> int:
    return once(db, KeyPerson, 190, name="例大山", mobile="13800001111", code="GX-1")


def a_person(db: Database) -> int:
    """The first of two."""
    once(db, Person, 194, name="例乙", mobile="13800003333")
    return once(db, Person, 193, name="例甲", mobile="13800002222")


def grave(db: Database) -> int:
    return once(db, Crisis, 191, title="缺苗", heard_on=DAY, code="WJ-1", speaker="王", statement="s", outcome="o")


def close(db: Database, _number: int) -> None:
    """The file is closed once all that was promised is done."""
    with db.operation("start") as session:
        session.connection().exec_driver_sql("UPDATE crisisstep SET done_on = due_on WHERE crisis_id = 191")
    moved_through(Crisis, "closed")(db, 191)


def voice(db: Database, number: int) -> None:
    """Somebody alone speaks."""
    verbs.save(db, Crisis, {"speaker": "王", "statement": "s"}, number)


def tie(db: Database, number: int) -> None:
    """The expert turns out to have a conflict of interest, about which nothing was done."""
    verbs.save(db, KeyPerson, {"conflict": "育种人"}, 190)


def field_day(db: Database) -> int:
    return once(db, FieldDay, 184, topic="测产", held_on=DAY, code="GM-1")


def place(db: Database) -> int:
    return once(db, GrowingPlace, 278, region_id=province(db), crop_id=crop(db))


def disease(db: Database) -> int:
    return once(db, Trait, 279, code="blight", name_zh="大斑病")


def plan(db: Database) -> int:
    once(db, Region, 282, name="示例省", level="province")
    once(db, Product, 281, variety_id=variety(db), bag_kg=3.0)
    return once(db, PromotionPlan, 283, region_id=province(db), crop_id=crop(db), year=2025)


def product(db: Database) -> int:
    return once(db, Product, 280, variety_id=variety(db), bag_kg=2.5, bag_mu=2.0)


def with_line(db: Database, number: int) -> None:
    """A line of a variety that may be grown there."""
    once(db, VarietyRegion, 284, variety_id=variety(db), region_id=province(db))
    once(db, PlanLine, 285, plan_id=number, region_id=province(db), variety_id=variety(db))


CASES: tuple[Case, ...] = (
    Case(MarketFigure, lambda db: {"indicator": "播种面积", "region_id": province(db), "crop_id": crop(db), "year": 2025,
                                   "value": 2.0, "unit": "公顷", "source": "年鉴", "called": CALLED},
         ("called", "region_id", "year", "source"),
         gives={"indicator": "播种面积 / Sown area", "value": 30.0, "unit": "亩 / mu",
                "printed": "2 公顷"}, change={"value": 31.0}, refused={"low": 99.0}, twin={"year": 2024}),
    Case(MarketSurvey, lambda db: {"region_id": province(db), "surveyed_on": DAY, "surveyed_by": "我"}, ("surveyed_by",),
         gives={"code": r"DY-2026-[A-Z]001"}, change={"analysis": "文"}, refused={"year": 1900}),
    Case(MarketCapacity, lambda db: {"region_id": province(db), "crop_id": crop(db), "year": 2026, "area_likely": 100.0,
                                     "kg_mu": 2.0, "bag_kg": 2.5, "made_on": DAY, "basis": "估"}, ("basis",),
         gives={"code": r"RL-2026-[A-Z]001", "bags_likely": 80}, change={"area_likely": 101.0}, changed={"bags_likely": 81},
         refused={"plants_mu": 9.0}, twin={"year": 2025}),
    Case(RivalFirm, lambda _db: {"name": "例甲种业"}, ("name",), gives={"code": r"JP-\d{4}-[A-Z]001"}, change={"answer": "文"},
         refused={"share": 101.0}),
    Case(RivalVariety, lambda db: {"firm_id": firm(db), "variety_id": variety(db), "traits": "抗倒"}, ("traits",),
         change={"weak": "脱水慢"}, refused={"against_id": 172}, twin={"variety_id": 175},
         without={"command": NO_COMMAND, "grid": IN_GRID}),
    Case(PriceSighting, lambda db: {"seen_on": DAY, "variety_id": variety(db), "region_id": province(db), "shop": "镇店",
                                    "farmer_price": 5400}, ("seen_on", "variety_id", "region_id", "shop"),
         change={"shop_price": 5000}, refused={"shop_price": 6000}),
    Case(MarketRanking, lambda db: {"region_id": province(db), "crop_id": crop(db), "year": 2026, "quarter": "1",
                                    "made_on": DAY,
                                    "basis": "走访"}, ("basis",), gives={"code": r"PM-2026-[A-Z]001"}, change={"unit": "袋"},
         refused={"year": 1900}, twin={"quarter": "2"}, without={"command": NO_COMMAND}),
    Case(RankLine, lambda db: {"ranking_id": once(db, MarketRanking, 171, region_id=province(db), crop_id=crop(db), year=2025),
                               "firm_id": firm(db), "amount": 1.0, "reason": "r"}, ("reason",), change={"amount": 2.0},
         refused={"amount": -1.0}, twin={"firm_id": 174}, without={"command": NO_COMMAND}),
    Case(WeatherYear, lambda db: {"station_id": once(db, WeatherStation, 176, name="甲站"), "year": 2025,
                                  "means": " ".join(["1"] * 364 + ["-"]), "source": "站"}, ("station_id", "year"),
         gives={"gaps": 1}, change={"source": "局"}, refused={"means": "1 2 3"}, twin={"year": 2023}),
    Case(SalesPromotion,
         lambda db: {"theme": "赶集", "region_id": province(db), "starts_on": DAY, "ends_on": DAY, "purpose": "p",
                                     "content": "c", "in_charge": "王"}, ("theme", "starts_on"),
         gives={"code": r"CX-2026-[A-Z]001", "apply_by": date(2026, 4, 30), "base_from": date(2025, 6, 2)},
         change={"starts_on": date(2026, 5, 31)}, changed={"apply_by": date(2026, 3, 30), "base_from": date(2025, 6, 1)},
         refused={"ends_on": date(2026, 5, 1)}, moved="applied",
         without=dict.fromkeys(("import", "command"), "its first day is part of its key")),
    Case(PromotionExpense, lambda db: {"promotion_id": promotion(db), "what": "手套", "planned": 100}, ("what",),
         change={"spent": 90}, refused={"planned": 101}, prepare=run_promotion, without={"command": NO_COMMAND}),
    Case(PromotedProduct, lambda db: {"promotion_id": promotion(db), "product_id": bag(db), "remark": "r"}, ("remark",),
         gives={"newness": "new"}, change={"newness": "known"}, refused={"goal_bags": 5}, prepare=run_promotion,
         twin={"product_id": 181}, without={"command": NO_COMMAND, "grid": IN_GRID}),
    Case(PromotionTerm, lambda db: {"promotion_id": promotion(db), "condition_id": condition(db), "remark": "r"}, ("remark",),
         change={"condition_id": 186}, refused={"condition_id": 187}, prepare=promote_new, twin={"condition_id": 186},
         without={"command": NO_COMMAND, "grid": IN_GRID}),
    Case(FieldDay, lambda db: {"topic": "观摩", "held_on": DAY, "region_id": province(db), "more_came": 3},
         ("topic", "held_on"),
         gives={"code": r"GM-2026-[A-Z]001"}, change={"more_ordered": 2}, refused={"more_ordered": 4}, moved="held"),
    Case(FieldDayGuest, lambda db: {"day_id": field_day(db), "name": "农一", "phone": "138-0451-0001", "bags": 5},
         ("day_id", "name",
         "phone"), gives={"came": True}, change={"remark": "s"}, refused={"bags": -1}),
    Case(MediaRun, lambda db: {"title": "订种", "outlet": "村广播", "starts_on": DAY, "cost": 100},
         ("title", "outlet", "starts_on"),
         gives={"code": r"GG-2026-[A-Z]001"}, change={"times": 2}, refused={"growers": 101.0}, moved="running"),
    Case(KeyPerson, lambda db: {"person_id": a_person(db), "kind": "expert",
                                "organisation": "农大", "remarks": "r"}, ("remarks",),
         gives={"code": r"GX-\d{4}-[A-Z]001"}, change={"tier": "a"}, refused={"consent": "written"},
         twin={"person_id": 194}, without=dict.fromkeys(("import", "command"), "a file names the person by name and number")),
    Case(ExpertUse, lambda db: {"key_id": key_person(db), "held_on": DAY, "topic": "密植", "fee": 100}, ("topic",),
         change={"rating": "5"}, refused={"comment": "好"}, prepare=tie, without={"command": NO_COMMAND}),
    Case(TouchPlan, lambda db: {"key_id": key_person(db), "year": 2026, "kind": "call", "times": 4, "remark": "r"}, ("remark",),
         change={"times": 5}, refused={"times": -1}, twin={"year": 2025}, without={"command": NO_COMMAND}),
    Case(Touch, lambda db: {"key_id": key_person(db), "kind": "call", "planned_on": DAY, "what": "问"}, ("key_id", "kind",
         "planned_on"), change={"result": "好"}, refused={"done_on": date(2999, 1, 1)}),
    Case(Gift, lambda db: {"key_id": key_person(db), "given_on": DAY, "what": "台历", "value": 100}, ("what",),
         change={"value": 200}, refused={"value": 99_999}, without={"command": NO_COMMAND}),
    Case(PersonNote, lambda db: {"key_id": key_person(db), "noted_on": DAY, "noted_by": "我", "text": "x"}, ("noted_by",),
         gives={"level": "inside"},
         change={"level": "private"}, without={"command": NO_COMMAND}),
    Case(Crisis, lambda _db: {"title": "倒伏", "heard_on": DAY, "place": "例村"}, ("title", "heard_on"),
         gives={"code": r"WJ-2026-[A-Z]001"}, change={"lesson": "l"}, moved="answered",
         before_moved=voice),
    Case(CrisisTold, lambda db: {"crisis_id": grave(db), "told_on": DAY, "whom": "例总监", "how": "电话"}, ("whom",),
         change={"answer": "知"}, refused={"answer": "晚了"},
         prepare=close, without={"command": NO_COMMAND}),
    Case(Lead,
         lambda db: {"name": "例农场", "phone": "138-0451-0002", "heard_on": DAY, "contact": "王", "region_id": province(db)},
         ("name", "phone"), gives={"code": r"KF-2026-[A-Z]001", "chance": 10, "since": DAY}, change={"bags": 5},
         refused={"chance": 101}, moved="plot"),
    Case(CrisisStep, lambda db: {"crisis_id": grave(db), "what": "查出苗率", "due_on": DAY}, ("what",), change={"done_on": DAY},
         refused={"who": "我"}, prepare=close, without={"command": NO_COMMAND}),
    Case(GrowingPlace, lambda db: {"region_id": province(db), "crop_id": crop(db), "made_on": DAY, "sow_from": "5月1日"},
         ("region_id", "crop_id"), gives={"code": r"TJ-2026-[A-Z]001", "sow_from": "05-01"}, change={"heat": 2500.0},
         refused={"sow_until": "明天"}, twin={"crop_id": None}, moved="checked"),
    Case(PlaceDisease, lambda db: {"place_id": place(db), "year": 2025, "trait_id": disease(db), "source": "报"}, ("source",),
         change={"level": "heavy"}, refused={"share": 101.0}, twin={"year": 2024},
         without={"command": NO_COMMAND, "grid": IN_GRID}),
    Case(SoilTest, lambda db: {"region_id": province(db), "tested_on": DAY, "spot": "东", "organic_matter": 3.0,
                               "mass_unit": "%"},
         ("region_id", "tested_on", "spot"), gives={"organic_matter": 30.0, "mass_unit": "g/kg", "printed": "3 %"},
         change={"ph": 6.0}, refused={"ph": 15.0}),
    Case(VarietyNeed, lambda db: {"variety_id": variety(db), "heat": 2500.0}, ("variety_id",), change={"days": 120.0},
         refused={"ph_low": 7.0}, twin={"variety_id": 175}),
    Case(SuitabilityRule, lambda db: {"item": "factor.days", "crop_id": crop(db), "valid_from": DAY, "best": 9.0, "good": 4.0,
                                      "source": "试验"}, ("source",), gives={"value": None},
         change={"least": 1.0}, refused={"good": 12.0}, twin={"valid_from": date(2027, 1, 1)}),
    Case(GrowerQuestion, lambda db: {"grower": "李", "region_id": province(db), "crop_id": crop(db), "asked_on": DAY},
         ("grower",), gives={"code": r"WD-2026-[A-Z]001"}, change={"answer": "文"}, refused={"varieties": 0}, moved="answered"),
    Case(PromotionPlan, lambda db: {"region_id": province(db), "crop_id": crop(db), "year": 2026, "made_on": DAY,
                                    "title": "计划"},
         ("title",), gives={"code": r"TG-2026-[A-Z]001"}, change={"measures": "文"}, refused={"year": 1900}, moved="agreed",
         before_moved=with_line, without={"command": NO_COMMAND}),
    Case(PlanLine, lambda db: {"plan_id": plan(db), "region_id": province(db), "variety_id": variety(db),
                               "product_id": product(db), "area_mu": 10.0}, ("plan_id", "region_id", "variety_id"),
         gives={"bags": 5}, change={"area_mu": 20.0}, changed={"bags": 10}, refused={"demos": -1},
         twin={"variety_id": 175, "product_id": None}),
    Case(PlanSeed, lambda db: {"plan_id": plan(db), "product_id": product(db), "bags": 1, "source": "库"}, ("source",),
         change={"bags": 2}, refused={"bags": -1}, twin={"product_id": 281},
         without={"command": NO_COMMAND, "grid": IN_GRID}),
    Case(PlanStep, lambda db: {"plan_id": plan(db), "step": "trial", "begins_on": DAY, "what": "布点"}, ("what",),
         change={"ends_on": date(2026, 6, 9)}, refused={"ends_on": date(2026, 5, 1)}, without={"command": NO_COMMAND}),
    Case(MarketGap, lambda db: {"plan_id": plan(db), "region_id": province(db), "action": "建点"}, ("action",),
         change={"why": "无网点"}, refused={"kind": "x"}, twin={"region_id": 282}, without={"command": NO_COMMAND}),
)
