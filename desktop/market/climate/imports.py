"""Weather from tables with a row a day, or a row a station and year; stations from lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.core.tables import Table
from desktop.market.climate.model import WeatherStation, WeatherYear
from desktop.market.figures.imports import REGION, regions_named


class WeatherImport(RecordImport):
    """A row a day as stations give them, or what an export wrote."""

    def read(self, paths: Sequence[Path]) -> Table | None:
        """A large text file of days goes straight into years."""
        from desktop.market.climate.day_files import read_days

        return read_days(paths[0])

    def arranged(self, table: Table, layout: str) -> Table:
        """Days become years."""
        from desktop.market.climate.days import arranged

        del layout
        return arranged(table)


IMPORTS = (
    RecordImport("weather-stations", N_("Weather stations"), WeatherStation, keys=(("code",), ("name",)),
                 aliases={"name": ("站名", "台站"), "code": ("站号", "区站号"), "region_id": REGION,
                          "altitude": ("海拔", "海拔高度"),
                          "latitude": ("纬度",), "longitude": ("经度",)}, lookups={"region_id": regions_named}),
    WeatherImport("weather-days", N_("Daily weather"), WeatherYear, keys=(("station_id", "year"),),
                  aliases={"station_id": ("站名", "台站", "站号")}, creatable=("station_id",),
                  note=N_("One row per day with station, date, mean, lowest, highest, rain and sunshine, whichever "
                          "there are.")),
)
