"""The market of the hard database."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desktop.catalogue.model import Crop, Trait, Variety
from desktop.core.fields import today
from desktop.dealers.visit_model import Promise
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.market.climate.model import WeatherStation, WeatherYear, written
from desktop.market.figures import indicators
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.market.influence.crisis_model import Crisis, CrisisStep, CrisisTold
from desktop.market.influence.model import ExpertUse, Gift, KeyPerson, PersonNote, Speciality, Touch, TouchPlan
from desktop.market.leads.model import Lead, LeadStep
from desktop.market.places.model import GrowingPlace, PlaceDisease, SoilTest
from desktop.market.plans.model import MarketGap, PlanLine, PlanStep, PromotionPlan
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
from desktop.sales.conditions.model import SalesCondition
from desktop.sales.products.model import Product

if TYPE_CHECKING:
    from tests.paper.nasty import Nasty

LARGE = 123_456_789.75


def make_market(nasty: Nasty, crop: Crop, varieties: Sequence[Variety], place: int) -> None:
    """A figure of every indicator, for every crop too; a survey with all and one with nothing."""
    for one in indicators.indicators():
        said: dict[str, Any] = {"value": LARGE, "low": LARGE - 1, "high": LARGE + 1, "gap": ""}
        nasty.full(MarketFigure, indicator=one.zh, unit="", region_id=place, crop_id=crop.id, year=2025, is_part=False,
                   reason="",
                   **(said if one.kind != indicators.TEXT else {"value": None, "low": None, "high": None}))
    nasty.full(MarketSurvey, region_id=place, crop_id=crop.id, year=2026)
    nasty.bare(MarketSurvey, region_id=place, surveyed_on="2025-05-01")
    plants = {"kg_mu": None, "bag_kg": None, "area_low": 1.0, "bought_low": 1.0, "emergence": 80.0}
    for _row in range(nasty.size.rows):
        nasty.full(MarketCapacity, region_id=place, crop_id=crop.id, year=2026, **plants)
    for place_in_year in range(nasty.size.rows):
        nasty.full(SeedBalance, crop_id=crop.id, year=2026, scope=f"{nasty.name(place_in_year)}", region_id=place)
    _rivals(nasty, crop, varieties, place)
    _weather(nasty, place)
    _promotions(nasty, varieties, place)
    _people(nasty, crop, varieties, place)
    _suitability(nasty, crop, varieties, place)


def _suitability(nasty: Nasty, crop: Crop, varieties: Sequence[Variety], place: int) -> None:
    """A place with everything and one of which nothing is known, needs, soil, diseases, a question, a plan of many lines."""
    there = nasty.full(GrowingPlace, region_id=place, crop_id=crop.id, sow_from="05-01", sow_until="05-10", last_frost="05-18",
                       first_frost="09-20")
    nasty.bare(GrowingPlace, region_id=place)
    trait = nasty.full(Trait, code="maize.nasty", crop_id=crop.id, kind="score", low=1.0, high=9.0, formula="", scale="",
                       categories="")
    for year in range(2015, 2026):
        nasty.full(PlaceDisease, place_id=there.id, trait_id=trait.id, year=year)
    for _row in range(nasty.size.rows):
        nasty.full(SoilTest, region_id=place, mass_unit="g/kg", nutrient_form="element", organic_matter=40.0, ph=7.0)
    nasty.full(GrowerQuestion, region_id=place, crop_id=crop.id, varieties=10)
    plan = nasty.full(PromotionPlan, region_id=place, crop_id=crop.id, year=2026)
    nasty.bare(PromotionPlan, region_id=place, crop_id=crop.id, year=2025)
    for variety in varieties[:nasty.size.rows]:
        nasty.full(VarietyNeed, variety_id=variety.id, ph_low=5.0, ph_high=8.0, density_low=1.0, density_high=9999.0)
        nasty.full(PlanLine, plan_id=plan.id, region_id=place, variety_id=variety.id, product_id=None)
    for _row in range(nasty.size.rows):
        nasty.full(PlanStep, plan_id=plan.id, region_id=place, variety_id=varieties[0].id)
    nasty.full(MarketGap, plan_id=plan.id, region_id=place)


def _rivals(nasty: Nasty, crop: Crop, varieties: Sequence[Variety], place: int) -> None:
    """A rival with as many varieties and prices as there may be, one of which only the name is known, a long ranking."""
    firms = [nasty.full(RivalFirm, name=nasty.name(n), share=99.9) for n in range(nasty.size.rows)]
    for variety in varieties[:nasty.size.rows]:
        nasty.full(RivalVariety, firm_id=firms[0].id, variety_id=variety.id, against_id=varieties[0].id)
        nasty.full(PriceSighting, firm_id=firms[0].id, variety_id=variety.id, region_id=place)
    nasty.bare(RivalFirm, name=nasty.line)
    ranking = nasty.full(MarketRanking, region_id=place, crop_id=crop.id, year=2026)
    for firm in firms:
        nasty.full(RankLine, ranking_id=ranking.id, whose="rival", firm_id=firm.id)


def _promotions(nasty: Nasty, varieties: Sequence[Variety], place: int) -> None:
    """A promotion with everything in great number, one of which only the days are known; a field day; advertisements."""
    days = {"starts_on": today() - timedelta(days=60), "ends_on": today() - timedelta(days=50)}
    large = nasty.full(SalesPromotion, region_id=place, **days)
    for number, variety in enumerate(varieties[:nasty.size.rows]):
        product = nasty.bare(Product, variety_id=variety.id, bag_kg=1.0 + number)
        nasty.full(PromotedProduct, promotion_id=large.id, product_id=product.id, price=123_456, reason=nasty.line)
        nasty.full(PromotionExpense, promotion_id=large.id)
        terms = nasty.full(SalesCondition, kind="free", percent=None, price=None, buy=12, free=1)
        nasty.full(PromotionTerm, promotion_id=large.id, condition_id=terms.id)
    nasty.bare(PromotedProduct, promotion_id=nasty.bare(SalesPromotion, theme=nasty.line, **days).id, product_id=product.id)
    day = nasty.full(FieldDay, region_id=place, variety_id=varieties[0].id, promotion_id=large.id, state="held",
                     more_ordered=12,
                     held_on=days["starts_on"])
    for number in range(nasty.size.rows):
        nasty.full(FieldDayGuest, day_id=day.id, name=nasty.name(number)[:12])
        nasty.full(MediaRun, promotion_id=large.id, starts_on=days["starts_on"], ends_on=today())
    nasty.bare(FieldDay, topic=nasty.line, held_on=today())


def _people(nasty: Nasty, crop: Crop, varieties: Sequence[Variety], place: int) -> None:
    """People of influence, one with everything in great number; leads; crises."""
    common = {"region_id": place, "crop_id": crop.id, "variety_id": varieties[0].id}
    people = [nasty.full(KeyPerson, **common, phone="", name=nasty.name(n)[:12], mobile=f"1380000{n:04}", kind=kind,
                         consent="spoken",
                         own=n % 2)
              for n, kind in enumerate(("expert", "grower", "coop", "media") * 5)]
    first = people[0]
    for number in range(nasty.size.rows):
        nasty.full(Speciality, key_id=first.id, crop_id=crop.id)
        nasty.full(ExpertUse, key_id=first.id)
        nasty.full(Touch, key_id=first.id, next_on=None)
        nasty.full(Gift, key_id=first.id, value=100, given_on=today(), approved_by=nasty.line, reason=nasty.line)
        nasty.full(PersonNote, key_id=first.id, level="report", noted_on=today())
        nasty.full(Promise, dealer_id=None, person_id=first.person_id, state="open", settled_on=None)
        nasty.full(Lead, region_id=place, crop_id=crop.id, name=f"{nasty.line[:20]} {number}", phone="", bags=99_999,
                   price=99_999, state="ordered" if number % 3 else "heard", ordered_on=None, lost_on=None)
    for kind in ("visit", "call", "plot"):
        nasty.full(TouchPlan, key_id=first.id, kind=kind, year=today().year, times=300)
    nasty.bare(Touch, key_id=nasty.bare(KeyPerson, name=nasty.line).id, planned_on=today())
    crisis = nasty.full(Crisis, region_id=place)
    lead = nasty.full(Lead, name=nasty.line, region_id=place, bags=99_999, price=99_999)
    for _number in range(nasty.size.rows):
        nasty.full(CrisisTold, crisis_id=crisis.id)
        nasty.full(CrisisStep, crisis_id=crisis.id)
        nasty.full(LeadStep, lead_id=lead.id)
    nasty.bare(LeadStep, lead_id=nasty.bare(Lead, name="A", heard_on=today()).id, what="B")
    nasty.bare(CrisisTold, crisis_id=nasty.bare(Crisis, title="A", heard_on=today()).id, told_on=today(), whom="B")


def _weather(nasty: Nasty, place: int) -> None:
    """Thirty years of a station, half of them with gaps; a station of which nothing is known."""
    station = nasty.full(WeatherStation, name=nasty.line, region_id=place, frost_limit=2.0, latitude=46.0, longitude=127.0)
    for year in range(1991, 2021):
        days = 366 if isleap(year) else 365
        values: list[float | None] = [-20.0 + 45.0 * (1 - abs(day - 183) / 183) for day in range(days)]
        if year % 2:
            values[150] = None
        nasty.bare(WeatherYear, station_id=station.id, year=year, means=written(values), lows=written(values),
                   highs=written([None if value is None else value + 12 for value in values]),
                   rain=written([9.9] * days), sun=written([10.0] * days))
    nasty.bare(WeatherStation, name=f"{nasty.line[:12]} 2")
