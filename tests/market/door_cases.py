"""The records of the market that have a rule, for test_doors.py."""

from __future__ import annotations

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.market.capacity.model import MarketCapacity
from desktop.market.climate.model import WeatherStation, WeatherYear
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.market.rivals.model import MarketRanking, PriceSighting, RankLine, RivalFirm, RivalVariety
from tests.door_cases import DAY, IN_GRID, Case, crop, once, province

CALLED = "玉米播种面积 / 玉米: Sown area"
NO_COMMAND = "no command takes it in"


def variety(db: Database) -> int:
    once(db, Variety, 175, name="示例33", kind="competitor")
    return once(db, Variety, 172, name="示例806", kind="competitor")


def firm(db: Database) -> int:
    once(db, RivalFirm, 174, name="例乙种业", code="JP-2")
    return once(db, RivalFirm, 173, name="例甲种业", code="JP-1")


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
)
