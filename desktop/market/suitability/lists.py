"""The lists of needs and questions, and crops as what suitability is shown for."""

from __future__ import annotations

from sqlalchemy import func, select

from desktop.catalogue.actions import crop_column, localized
from desktop.catalogue.model import Crop, Variety
from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.market.places.model import GrowingPlace
from desktop.market.suitability.model import GrowerQuestion, VarietyNeed
from desktop.market.suitability.rule_model import SuitabilityRule
from desktop.regions.model import Region

_variety, _crop = table_of(Variety), table_of(Crop)
NEEDS = Listing(
    "variety_needs", N_("Needs of varieties"), VarietyNeed,
    columns=[Column("variety", N_("Variety"), _variety.c.name), crop_column(), column(VarietyNeed, "heat"),
             column(VarietyNeed, "days"), column(VarietyNeed, "density_low"), column(VarietyNeed, "density_high"),
             column(VarietyNeed, "basis"), column(VarietyNeed, "source", shown=False), column(VarietyNeed, "checked_on")],
    joins=[(Variety, "variety_id"), (Crop, "crop_id", Variety)], order=("variety", False),
    presets=[Preset("heat", N_("Heat not written down"), lambda: (Condition("heat", "empty"),))])
RULES = Listing(
    "suitability_rules", N_("Rules of suitability"), SuitabilityRule,
    columns=[column(SuitabilityRule, "item"), crop_column(), column(SuitabilityRule, "valid_from"),
             *(column(SuitabilityRule, name)
               for name in ("best", "good", "least", "value", "grades", "source", "verified_by"))],
    joins=[(Crop, "crop_id")], order=("valid_from", True),
    presets=[Preset("doubtful", N_("To be verified"), lambda: (Condition("verified_by", "empty"),))])
QUESTIONS = Listing(
    "grower_questions", N_("Growers' questions"), GrowerQuestion,
    columns=[column(GrowerQuestion, "asked_on"), column(GrowerQuestion, "grower"),
             Column("region", N_("Region"), table_of(Region).c.full_name), crop_column(), column(GrowerQuestion, "area_mu"),
             column(GrowerQuestion, "state"), column(GrowerQuestion, "answered_on"), column(GrowerQuestion, "code",
                                                                                            shown=False)],
    joins=[(Region, "region_id"), (Crop, "crop_id")], order=("asked_on", True),
    presets=[Preset("open", N_("To be answered"), lambda: (Condition("state", "is", "open"),))])
VARIETIES = rollups.count(Variety, "crop_id", where=(Condition("kind", "in", ("own",)),))
_places = table_of(GrowingPlace)
CROPS = Listing(
    "suitability_by_crop", N_("Suitability by crop"), Crop,
    columns=[Column("crop", N_("Crop"), localized(Crop)), VARIETIES.column(Crop, "own_varieties",
                                                                                             N_("Varieties of ours")),
             Column("places", N_("Places with conditions"), select(func.count()).where(
                 (_places.c.crop_id == _crop.c.id) | _places.c.crop_id.is_(None), alive(_places)).correlate(
                     _crop).scalar_subquery(), kind="whole")],
    order=("own_varieties", True))
