"""Maps of suitability: the places of a variety by class, and all places of a crop by the class of the fittest variety."""

from __future__ import annotations

from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.market.maps.figure import Map, classes
from desktop.market.suitability.facts import asked
from desktop.market.suitability.model import VarietyNeed


def of_need(session: Session, need_id: int) -> Map:
    """The map of the variety whose needs these are."""
    need = session.get_one(VarietyNeed, need_id)
    variety = session.get_one(Variety, need.variety_id)
    if variety.crop_id is None:
        return classes(session, {})
    made = asked(session, variety.crop_id, varieties=[variety.id])
    return classes(session, {place.region_id or 0: made.verdict(variety.id, key).grade for key, place in made.places.items()})


def of_crop(session: Session, crop_id: int) -> Map:
    """The map of a crop: each place with the class of the variety that fits best there."""
    made = asked(session, crop_id)
    best = {}
    for key, place in made.places.items():
        grades = [made.verdict(variety, key).grade for variety in made.varieties]
        known = [grade for grade in grades if grade]
        if grades:
            best[place.region_id or 0] = min(known, default=0)
    return classes(session, best)
