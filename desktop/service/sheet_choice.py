"""Which technique sheet speaks for a variety at a place."""

from __future__ import annotations

from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.records import living
from desktop.regions.tree import ancestors
from desktop.service.technique_model import TechniqueSheet


def sheet_in_force(session: Session, crop_id: int | None, variety_id: int | None, region_id: int | None) -> int | None:
    """The published technique sheet for a variety, else for its crop, whose region holds the place; None where there is none.

    The newest of several; a sheet for another variety or another region does not count.
    """
    variety = session.get(Variety, variety_id) if variety_id else None
    crop = variety.crop_id if variety and variety.crop_id else crop_id
    query = living(TechniqueSheet).where(TechniqueSheet.state == "published", TechniqueSheet.crop_id == crop)
    around = {None, *(ancestors(session, region_id) if region_id else ())}
    fitting = [s for s in session.exec(query) if s.variety_id in (None, variety_id) and s.region_id in around]
    best = max(fitting, key=lambda s: (s.variety_id is not None, s.region_id is not None, s.number or 0, s.id), default=None)
    return best.id if best else None
