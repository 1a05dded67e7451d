"""Invented conditions of the example's counties, needs of its varieties, a grower's question, and a plan drawn from them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import AnnouncedTrait, Crop, Trait, Variety, VarietyRegion
from desktop.core.database import Database
from desktop.core.records import living
from desktop.core.verbs import remove, store
from desktop.market.climate.figures import climate_years
from desktop.market.climate.model import WeatherStation
from desktop.market.places.figures import climate_of
from desktop.market.places.model import GrowingPlace, PlaceDisease, SoilTest
from desktop.market.plans.model import PlanSeed, PromotionPlan
from desktop.market.suitability.model import GrowerQuestion, VarietyNeed
from desktop.market.suitability.rule_model import SuitabilityRule
from desktop.regions.model import Region
from desktop.sales.products.model import Product

SAID = "虚构示例"
HEAT = (2690.0, 2560.0, 2430.0)
LODGING, MOISTURE = "lodging_sum", "grain_moisture"


def make_suitability(session: Session, facts: dict[str, Any]) -> None:
    """A place a county, the first with the figures of its station; needs of most varieties; soil, diseases, a question."""
    crop = session.exec(living(Crop).where(col(Crop.code) == "maize")).one()
    for values in ({"item": "factor.moisture", "crop_id": crop.id, "best": 3.0, "good": 0.0, "least": -3.0},
                   {"item": "limit.emergence", "value": 12.0}):
        store(session, SuitabilityRule, {**values, "valid_from": date(2026, 3, 1), "source": SAID})
    on, counties = facts["today"], [int(place["code"]) for place in facts["counties"]]
    station = session.exec(living(WeatherStation).where(col(WeatherStation.region_id) == counties[0])).first()
    blight, rust = (session.exec(living(Trait).where(col(Trait.code) == f"maize.{code}")).one()
                    for code in ("northern_leaf_blight", "ear_rot"))
    for number, county in enumerate(counties):
        climate = climate_of(climate_years(session, station)) if station is not None and not number else {
            "heat": HEAT[number % 3], "frost_free": 156.0 - 5 * number, "rain": 380.0 - 20 * number, "years": "1996–2025"}
        place = store(session, GrowingPlace, {
            "region_id": county, "crop_id": crop.id, "made_on": on, "made_by": facts["manager"],
            "altitude": 180.0 + 40 * number,
            "irrigated": 30.0, "irrigation": 40.0, "soil": "黑土" if number else "草甸黑土", "wind": ("medium", "high",
                                                                                                "low")[number % 3],
            "harvest": ("grain", "ears", "grain")[number % 3], "density": 4500.0, "sow_from": "04-28", "sow_until": "05-10",
            "rotation": "玉米—大豆，间有玉米连作", "remarks": SAID, **climate, "computed_on": on if not number else None})
        for back in range(3):
            for trait, level in ((blight, ("medium", "heavy", "light")[(back + number) % 3]), (rust, "light")):
                store(session, PlaceDisease, {"place_id": place.id, "year": on.year - 1 - back, "trait_id": trait.id,
                                              "level": level,
                                              "share": 12.0 + 5 * back, "source": SAID})
        for spot in range(3):
            store(session, SoilTest, {"region_id": county, "tested_on": date(on.year - 1, 10, 12), "spot": f"示例村{spot + 1}",
                                      "organic_matter": 2.9 + 0.3 * spot, "mass_unit": "%",
                                      "alkaline_nitrogen": 120.0 + 12 * spot,
                                      "phosphorus": 42.0 + 4 * spot, "potassium": 190.0, "nutrient_form": "oxide",
                                      "ph": round(6.4 + 0.2 * spot, 1), "laboratory": "示例土肥站", "remarks": SAID})
    _needs(session, crop, counties)
    store(session, GrowerQuestion, {
        "grower": "李守田", "region_id": counties[0], "spot": "示例镇东村", "crop_id": crop.id, "area_mu": 120.0,
        "asked_on": on,
        "grain": "yes", "sow_on": date(on.year + (on.month > 6), 5, 5), "previous_crop": "大豆",
        "question": "连片一百二十亩岗地，想早收卖潮粮，种哪个品种稳当？", "advised_by": facts["manager"], "remarks": SAID,
        "answer": "先种一半主推品种，留两亩做对比，秋天一起看水分。"})


def _needs(session: Session, crop: Crop, counties: list[int]) -> None:
    """Needs of our varieties; one is approved in the first county alone."""
    ours = session.exec(living(Variety).where(col(Variety.kind) == "own", col(Variety.crop_id) == crop.id)).all()
    traits = {code: session.exec(living(Trait).where(col(Trait.code) == f"maize.{code}")).one()
              for code in (LODGING, MOISTURE, "northern_leaf_blight", "ear_rot")}
    for number, variety in enumerate(ours):
        if number % 5 != 4:
            store(session, VarietyNeed, {
                "variety_id": variety.id, "heat": 2420.0 + 45 * (number % 6), "density_low": 4000.0,
                "density_high": 4800.0 - 200 * (
                    number % 3), "ph_low": 5.8, "ph_high": 8.0, "basis": "breeder", "source": SAID})
        for code, value in ((LODGING, 3.0 + number % 4), (MOISTURE, 23.0 + number % 5), ("northern_leaf_blight", 3.0 + 2 * (
                number % 3)), ("ear_rot", 5.0)):
            store(session, AnnouncedTrait, {"variety_id": variety.id, "trait_id": traits[code].id, "value": value,
                                            "source": "虚构公告"})
    if ours:
        for area in session.exec(living(VarietyRegion).where(col(VarietyRegion.variety_id) == ours[-1].id,
                                                             col(VarietyRegion.region_id) != counties[0])).all():
            remove(session, VarietyRegion, [area.id])


def make_plan(db: Database, facts: dict[str, Any]) -> None:
    """A plan for the next sowing, its lines, steps and markets drawn up as the buttons do."""
    from desktop.market.plans.drafting import draft, draft_steps, find_gaps

    on = facts["today"]
    with db.operation("example") as session:
        crop = session.exec(living(Crop).where(col(Crop.code) == "maize")).one()
        county = int(facts["counties"][0]["code"])
        above = session.get_one(Region, county).parent_id
        plan = store(session, PromotionPlan, {
            "region_id": above, "crop_id": crop.id, "year": on.year + (on.month >= 7), "target_mu": 60_000.0,
            "budget": 8_000_000,
            "made_on": on, "made_by": facts["manager"], "agreed_with": "销售部 王经理（虚构）",
            "thoughts": "稳主导、强搭配、快示范：每县一个主导品种，两个搭配品种，当年审定的先看示范再定面积。",
            "measures": "每县至少一场观摩会；示范户挂牌、定密度、记田间档案；收获时请大户看水分。", "remarks": SAID})
        products = session.exec(living(Product).where(col(Product.retired).is_(False)).order_by(col(Product.id))).all()
        for product in products[:3]:
            store(session, PlanSeed, {"plan_id": plan.id, "product_id": product.id, "bags": 18_000, "source": SAID})
    draft(db, plan.id)
    draft_steps(db, plan.id)
    find_gaps(db, plan.id)

