"""The figures of a region as they are known: of each indicator and crop the newest year, there the surest one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.units import exact
from desktop.market.figures import indicators
from desktop.market.figures.model import SUREST_FIRST, MarketFigure


def figures_of(session: Session, region_id: int, year: int | None = None) -> list[MarketFigure]:
    """The best figure of each indicator and crop of a region, none newer than `year`."""
    query = living(MarketFigure).where(col(MarketFigure.region_id) == region_id, col(MarketFigure.is_part).is_(False))
    if year is not None:
        query = query.where(col(MarketFigure.year) <= year)
    best: dict[tuple[str, int | None], MarketFigure] = {}
    for figure in sorted(session.exec(query), key=_worst_first):
        best[figure.indicator, figure.crop_id] = figure
    return list(best.values())


def _worst_first(figure: MarketFigure) -> tuple[bool, int, int, int]:
    return figure.value is not None or bool(figure.words), figure.year or 0, -SUREST_FIRST.index(figure.confidence), figure.id


def best_by_region(figures: Iterable[MarketFigure]) -> dict[int, MarketFigure]:
    """Of figures of one indicator, crop and year the surest of each region."""
    ranked = sorted((figure for figure in figures if figure.value is not None and not figure.is_part), key=_worst_first)
    return {figure.region_id or 0: figure for figure in ranked}


def value_of(figure: Any) -> Fraction | None:
    """The value of a figure, exactly as it is written."""
    return None if figure is None or figure.value is None else exact(figure.value)


def newest(session: Session, code: str, region_id: int, crop_id: int | None, year: int | None = None) -> MarketFigure | None:
    """The best figure of an indicator by its code."""
    wanted = next(one for one in indicators.indicators() if one.code == code).written
    return next((figure for figure in figures_of(session, region_id, year)
                 if figure.indicator == wanted and figure.crop_id == crop_id and figure.value is not None), None)
