"""A small market: maize, a prefecture with two counties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session

from desktop.catalogue.model import Crop
from desktop.core.database import Database
from desktop.core.verbs import store
from desktop.market.figures.model import MarketFigure
from desktop.regions.model import Region


@dataclass(frozen=True)
class Market:
    """Keys of what is there."""

    crop: int
    city: int
    one: int
    two: int


@pytest.fixture
def market(database: Database) -> Market:
    """绥化市 with 庆安县 and 望奎县 alone."""
    with database.operation("test") as session:
        crop = store(session, Crop, {"code": "maize", "name_zh": "玉米", "name_en": "Maize"})
        top = store(session, Region, {"name": "黑龙江省", "level": "province"})
        city = store(session, Region, {"name": "绥化市", "level": "prefecture", "parent_id": top.id})
        one, two = (store(session, Region, {"name": name, "short": name[:-1], "level": "county", "parent_id": city.id})
                    for name in ("庆安县", "望奎县"))
        return Market(crop.id, city.id, one.id, two.id)


def figure(session: Session, indicator: str, region: int, value: float | None, year: int = 2024, **more: Any) -> MarketFigure:
    """A stored figure."""
    return store(session, MarketFigure, {"indicator": indicator, "region_id": region, "year": year, "value": value, **more})
