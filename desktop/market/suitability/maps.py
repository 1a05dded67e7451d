"""Maps of suitability: the places of a variety by class, and all places of a crop by the class of the fittest variety."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.documents.model import Block
from desktop.market.suitability.facts import asked
from desktop.market.suitability.model import VarietyNeed
from desktop.market.suitability.words import grade_label
from desktop.regions.maps import Map, blocks, filled

CLASS_FACES = {1: ("#5fa06b", ""), 2: ("#a9d0ae", ""), 3: ("#f1d48a", "...."), 4: ("#dd9a8c", "////"),
               5: ("#b9bcb9", "xxxx"), 0: ("#ffffff", "")}


def classes(session: Session, grades: Mapping[int, int]) -> Map:
    """The map of classes of suitability by region."""
    there = sorted(set(grades.values()), key=lambda grade: grade or 9)
    return filled(session, {key: (*CLASS_FACES[grade], grade_label(grade)) for key, grade in grades.items()},
                [(*CLASS_FACES[grade], grade_label(grade)) for grade in there])


def class_map(session: Session, grades: Mapping[int, int], caption: str) -> list[Block]:
    """The map of classes as a block."""
    return blocks(classes(session, grades), caption)


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
