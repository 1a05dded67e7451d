"""What a market figure is called follows the names of its crop, whatever is done to these: edited, imported, undone."""

from __future__ import annotations

from sqlmodel import Session, col

from desktop.catalogue.model import Crop
from desktop.core import verbs
from desktop.core.records import living
from desktop.market.figures.model import MarketFigure, called


def follow(session: Session) -> None:
    """Name those figures anew whose crop this action touched."""
    for number in sorted(session.info.get("touched", {}).get("crop", ())):
        crop = session.get(Crop, number)
        figures = session.exec(living(MarketFigure).where(col(MarketFigure.crop_id) == number)).all() if crop else []
        for figure in figures:
            if (name := called(figure.indicator, crop)) != figure.called:
                verbs.store(session, MarketFigure, {"called": name}, figure.id)
