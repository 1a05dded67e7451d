"""What varieties need and what places offer, read from the records in a few queries, for as many of both as there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import AnnouncedTrait, Crop, Trait, Variety, VarietyRegion
from desktop.core import catalogues
from desktop.core.fields import today
from desktop.core.records import living
from desktop.market.places.figures import disease_levels, since
from desktop.market.places.model import GrowingPlace, SoilTest
from desktop.market.suitability.model import VarietyNeed
from desktop.market.suitability.own_rules import own_rules
from desktop.market.suitability.resistance import resistance
from desktop.market.suitability.rules import RuleSet, rules
from desktop.regions.lying import Lying, all_regions, chain
from desktop.trade.climate import maturity_bands
from desktop.trade.suitability import Conditions, Needs, Verdict, judge

DAYS, LODGING, ROOT, STALK, MOISTURE = "growth_days", "lodging_sum", "root_lodging", "stalk_lodging", "grain_moisture"


@dataclass
class Asked:
    """What is judged: the crop with its rules, varieties and places with their facts."""

    crop: Crop
    rules: RuleSet
    varieties: dict[int, Variety]
    needs: dict[int, Needs]
    places: dict[int, GrowingPlace]
    regions: dict[int, Lying]
    conditions: dict[int, Conditions]
    origins: dict[tuple[int, str], str] = field(default_factory=dict)
    bases: dict[tuple[int, int], str] = field(default_factory=dict)
    diseases: dict[int, Trait] = field(default_factory=dict)

    def verdict(self, variety_id: int, place_id: int) -> Verdict:
        """The verdict on a variety at a place."""
        return judge(self.needs[variety_id], self.conditions[place_id], self.rules.rules)

    def region(self, place_id: int) -> Lying:
        """The region of a place."""
        return self.regions[self.places[place_id].region_id or 0]

    def basis(self, variety_id: int, place_id: int) -> str:
        """By which approval or filing a variety may be grown at a place; "" for none."""
        within = self.conditions[place_id].within
        return next((basis for (of, region), basis in self.bases.items() if of == variety_id and region in within), "")


def asked(session: Session, crop_id: int, *, varieties: Collection[int] | None = None, places: Collection[int] | None = None,
          day: date | None = None) -> Asked:
    """The facts of a crop: of our varieties or those named, of the places that have conditions for it or those named."""
    crop = session.get_one(Crop, crop_id)
    found = rules(crop.code, day or today(), own_rules(session))
    regions = all_regions(session)
    grown = {one.id: one for one in session.exec(_places(crop_id, places))}
    if places is None:
        own = {one.region_id for one in grown.values() if one.crop_id == crop_id}
        grown = {key: one for key, one in grown.items() if one.crop_id == crop_id or one.region_id not in own}
    made = Asked(crop, found, _varieties(session, crop_id, varieties), {}, grown, regions, {})
    _read_needs(session, made, _province(regions, grown))
    _read_conditions(session, made, day or today())
    return made


def _places(crop_id: int, wanted: Collection[int] | None) -> Any:
    if wanted is not None:
        return living(GrowingPlace).where(col(GrowingPlace.id).in_(list(wanted)))
    return living(GrowingPlace).where((col(GrowingPlace.crop_id) == crop_id) | col(GrowingPlace.crop_id).is_(None))


def _varieties(session: Session, crop_id: int, wanted: Collection[int] | None) -> dict[int, Variety]:
    query = living(Variety).where(col(Variety.crop_id) == crop_id)
    query = query.where(col(Variety.kind) == "own") if wanted is None else query.where(col(Variety.id).in_(list(wanted)))
    return {one.id: one for one in session.exec(query.order_by(col(Variety.name)))}


def _province(regions: Mapping[int, Lying], places: Mapping[int, GrowingPlace]) -> str:
    """The name of the province in which the places lie, by the first of them."""
    first = next(iter(places.values()), None)
    way = chain(regions, first.region_id) if first is not None else []
    return regions[way[-1]].name if way else ""


# -- needs ------------------------------------------------------------------------------------------------------------


def _read_needs(session: Session, made: Asked, province: str) -> None:
    ids = list(made.varieties)
    own = {one.variety_id: one for one in session.exec(living(VarietyNeed))}
    areas: dict[int, set[int]] = defaultdict(set)
    for area in session.exec(living(VarietyRegion)):
        areas[area.variety_id or 0].add(area.region_id or 0)
        made.bases[area.variety_id or 0, area.region_id or 0] = area.basis
    traits = {one.id: one for one in session.exec(living(Trait).where(col(Trait.crop_id) == made.crop.id))}
    announced: dict[int, dict[str, AnnouncedTrait]] = defaultdict(dict)
    for one in session.exec(living(AnnouncedTrait).where(col(AnnouncedTrait.trait_id).in_(list(traits)))):
        announced[one.variety_id or 0][_short(traits[one.trait_id or 0])] = one
    by_code = {_short(trait): trait for trait in traits.values()}
    made.diseases = {trait.id: trait for trait in traits.values()}
    for key in ids:
        made.needs[key] = _needs(made, made.varieties[key], own.get(key), frozenset(areas[key]), announced[key], by_code,
                                 province)


def _short(trait: Trait) -> str:
    return trait.code.rsplit(".", 1)[-1]


def _needs(made: Asked, variety: Variety, own: VarietyNeed | None, areas: frozenset[int],
           announced: Mapping[str, AnnouncedTrait], traits: Mapping[str, Trait], province: str) -> Needs:
    """The needs written down, else what is announced, else what the maturity group stands for."""
    def said(name: str, *codes: str) -> float | None:
        value = getattr(own, name) if own is not None else None
        if value is not None:
            made.origins[variety.id, name] = "need"
            return float(value)
        known = [one.value for code in codes if (one := announced.get(code)) is not None and one.value is not None]
        if known:
            made.origins[variety.id, name] = "announced"
        return sum(known) if known else None

    heat = said("heat")
    if heat is None:
        heat = _band_heat(made.crop.code, province, variety.maturity)
        if heat is not None:
            made.origins[variety.id, "heat"] = "maturity"
    water = said("water")
    if water is None:
        water = made.rules.limit("water")
        if water is not None:
            made.origins[variety.id, "water"] = "crop"
    lodging = said("lodging", LODGING)
    if lodging is None:
        lodging = said("lodging", ROOT, STALK)
    # days counted from sowing need no further days to emergence
    return Needs(
        variety.id, areas, heat, said("days", DAYS), made.crop.growth_start == "emergence", water,
        _range(own, "ph"), own.salt if own is not None else None,
        {traits[code].id: grade for code, one in announced.items()
         if (grade := resistance(traits[code], one, made.rules)) is not None and _graded(traits[code])},
        lodging, _range(own, "density"), said("moisture", MOISTURE))


def _graded(trait: Trait) -> bool:
    """Whether a trait is a disease or the like: a grade, or a share that is better when lower."""
    return trait.part == "resistance" or trait.kind == "score" or trait.direction == "lower"


def _range(own: VarietyNeed | None, name: str) -> tuple[float, float] | None:
    low, high = (getattr(own, f"{name}_low"), getattr(own, f"{name}_high")) if own is not None else (None, None)
    return None if low is None or high is None else (float(low), float(high))


def _band_heat(crop: str, province: str, maturity: str) -> float | None:
    """The least heat of the maturity band that a variety is announced for, in a province."""
    wanted = maturity.strip().casefold().removesuffix("品种").removesuffix("种")
    for band in reversed(maturity_bands(crop, province)):
        if wanted and wanted in (band["zh"].casefold(), band["en"].casefold(), band["band"]):
            return float(band["from"])
    return None


# -- conditions -------------------------------------------------------------------------------------------------------


def _read_conditions(session: Session, made: Asked, day: date) -> None:
    levels = disease_levels(session, list(made.places), since(day, made.rules.limit("disease_years") or 5))
    soil = _soil_means(session, made.regions)
    for key, place in made.places.items():
        way = chain(made.regions, place.region_id)
        means = soil.get(place.region_id or 0, {})
        made.conditions[key] = Conditions(
            key, frozenset(way), place.heat, place.frost_free, place.rain, place.irrigated, place.irrigation,
            place.soil_ph if place.soil_ph is not None else means.get("ph"),
            place.soil_salt if place.soil_salt is not None else means.get("salt"),
            levels.get(key, {}), place.wind, place.density, None if not place.harvest else place.harvest == "grain")


def _soil_means(session: Session, regions: Mapping[int, Lying]) -> dict[int, dict[str, float]]:
    """pH and salt of every region as the means of the tests in it and below it."""
    sums: dict[tuple[int, str], list[float]] = defaultdict(list)
    for test in session.exec(living(SoilTest)):
        for name in ("ph", "salt"):
            value = getattr(test, name)
            if value is not None:
                for region in chain(regions, test.region_id):
                    sums[region, name].append(value)
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for (region, name), values in sums.items():
        found[region][name] = sum(values) / len(values)
    return found


def bands_said(crop: str, province: str) -> str:
    """Where the bands of maturity of a crop are from."""
    return catalogues.load("maturity_bands").source if maturity_bands(crop, province) else ""


def ranked(made: Asked, place_id: int) -> Sequence[tuple[Variety, Verdict]]:
    """The varieties at a place, the fittest first: what may not be grown last; of one class those that ripen latest first,
    since they use the heat that there is."""
    found = [(variety, made.verdict(key, place_id)) for key, variety in made.varieties.items()]
    return sorted(found, key=lambda one: (one[1].grade or 4.5, -(made.needs[one[0].id].heat or 0), one[0].name))
