"""The market of the hard database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.catalogue.model import Crop, Variety
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.market.figures import indicators
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.market.rivals.model import MarketRanking, PriceSighting, RankLine, RivalFirm, RivalVariety

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
