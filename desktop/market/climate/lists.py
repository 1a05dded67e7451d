"""The lists of weather stations and their years."""

from __future__ import annotations

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.market.climate.model import WeatherStation, WeatherYear
from desktop.regions.model import Region

YEARS = rollups.count(WeatherYear, "station_id")
LAST = rollups.latest(WeatherYear, "station_id", "year")
GAPS = rollups.total(WeatherYear, "station_id", "gaps")
STATIONS = Listing(
    "weather_stations", N_("Weather of stations"), WeatherStation,
    columns=[column(WeatherStation, "name"), Column("region", N_("Region"), table_of(Region).c.full_name),
             YEARS.column(WeatherStation, "years", N_("Years of weather")),
             LAST.column(WeatherStation, "last", N_("Newest year"), plain=True),
             GAPS.column(WeatherStation, "gaps", N_("Days without a mean")), column(WeatherStation, "altitude", shown=False),
             column(WeatherStation, "code", shown=False)],
    joins=[(Region, "region_id")], order=("name", False),
    presets=[Preset("few", N_("Fewer than ten years"), lambda: (Condition("years", "most", 9),)),
             Preset("gaps", N_("With gaps"), lambda: (Condition("gaps", "least", 1),))])
WEATHER_YEARS = Listing(
    "weather_years", N_("Weather by year"), WeatherYear,
    columns=[column(WeatherYear, "year"), column(WeatherYear, "gaps"), column(WeatherYear, "source"),
             column(WeatherYear, "remarks"),
             *(column(WeatherYear, name, shown=False) for name in ("means", "lows", "highs", "rain", "sun"))],
    order=("year", True))
