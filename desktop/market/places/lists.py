"""The lists of places, their diseases and soil tests."""

from __future__ import annotations

from desktop.catalogue.actions import crop_column, localized
from desktop.catalogue.model import Crop, Trait
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.market.climate.model import WeatherStation
from desktop.market.places.model import GrowingPlace, PlaceDisease, SoilTest
from desktop.regions.model import Region

_place = table_of(Region).c.full_name
PLACES = Listing(
    "growing_places", N_("Places"), GrowingPlace,
    columns=[Column("region", N_("Region"), _place), crop_column(), column(GrowingPlace, "state"), column(GrowingPlace, "heat"),
             column(GrowingPlace, "frost_free"), column(GrowingPlace, "rain"), column(GrowingPlace, "irrigated", shown=False),
             column(GrowingPlace, "computed_on"), Column("station", N_("Weather station"), table_of(WeatherStation).c.name,
                                                          shown=False), column(GrowingPlace, "code", shown=False)],
    joins=[(Region, "region_id"), (Crop, "crop_id"), (WeatherStation, "station_id")], order=("region", False),
    presets=[Preset("uncomputed", N_("Without guaranteed heat"), lambda: (Condition("heat", "empty"),)),
             Preset("unsigned", N_("Conditions not signed"), lambda: (Condition("state", "in", ("data", "checked", "computed",
                                                                                         "reviewed")),))])
DISEASES = Listing(
    "place_diseases", N_("Diseases by year"), PlaceDisease,
    columns=[column(PlaceDisease, "year"), Column("trait_id", N_("Disease"), localized(Trait)),
             column(PlaceDisease, "level"), column(PlaceDisease, "share"), column(PlaceDisease, "source"),
             column(PlaceDisease, "remark")],
    joins=[(Trait, "trait_id")], order=("year", True))
SOIL_TESTS = Listing(
    "soil_tests", N_("Soil tests"), SoilTest,
    columns=[column(SoilTest, "tested_on"), Column("region", N_("Region"), _place), column(SoilTest, "spot"),
             *(column(SoilTest, name) for name in ("organic_matter", "alkaline_nitrogen", "phosphorus", "potassium", "ph")),
             column(SoilTest, "total_nitrogen", shown=False), column(SoilTest, "salt", shown=False),
             column(SoilTest, "printed", shown=False)],
    joins=[(Region, "region_id")], order=("tested_on", True))
