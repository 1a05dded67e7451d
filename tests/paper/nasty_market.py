"""The market of the hard database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.catalogue.model import Crop
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.market.figures import indicators
from desktop.market.figures.model import MarketFigure, MarketSurvey

if TYPE_CHECKING:
    from tests.paper.nasty import Nasty

LARGE = 123_456_789.75


def make_market(nasty: Nasty, crop: Crop, place: int) -> None:
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
