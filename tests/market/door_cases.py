"""The records of the market that have a rule, for test_doors.py."""

from __future__ import annotations

from desktop.market.capacity.model import MarketCapacity
from desktop.market.figures.model import MarketFigure, MarketSurvey
from tests.door_cases import DAY, Case, crop, province

CALLED = "玉米播种面积 / 玉米: Sown area"
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
)
