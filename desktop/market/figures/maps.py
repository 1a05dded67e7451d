"""The map of a market figure: what is known of it in every region of its level."""

from __future__ import annotations

from sqlmodel import Session, col

from desktop.core.i18n import in_language
from desktop.core.records import living
from desktop.market.figures.model import MarketFigure
from desktop.market.figures.values import best_by_region
from desktop.regions.lying import all_regions
from desktop.regions.maps import Map, steps


def figure_map(session: Session, figure_id: int) -> Map:
    """The map of a market figure: what is known of the same indicator, crop and year in every region of that level."""
    figure, regions = session.get_one(MarketFigure, figure_id), all_regions(session)
    level = regions[figure.region_id].level if figure.region_id in regions else ""
    found = best_by_region(session.exec(living(MarketFigure).where(
        col(MarketFigure.indicator) == figure.indicator, col(MarketFigure.crop_id) == figure.crop_id,
        col(MarketFigure.year) == figure.year)))
    values = {key: float(one.value or 0) for key, one in found.items() if key in regions and regions[key].level == level}
    return steps(session, values, in_language(figure.unit)) if values else Map((), (), (), 0)
