"""The market: 40 years × 60 stations of daily weather taken in, the climate of a county, 300 varieties × 100 places, maps."""

from __future__ import annotations

import csv
import time
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from math import cos, pi, sin
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlmodel import col

from desktop.catalogue.model import AnnouncedTrait, Crop, Trait, Variety, VarietyRegion
from desktop.core.database import Database
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.core.records import living
from desktop.core.verbs import insert_many, store
from desktop.features import import_models
from desktop.newdata import open_ready
from tests.benchmarks.measure import Figure, milliseconds

import_models()
STATIONS, YEARS, VARIETIES, PLACES, CORNERS = 60, 40, 300, 100, 800


def figures(_database: Path) -> Iterator[Figure]:
    """Each in a database of its own."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        db = open_ready(home / "market.agridesk")
        try:
            yield from _weather(db, home)
            yield from _suitability(db)
            yield from _maps(home)
        finally:
            db.close()


def _weather(db: Database, home: Path) -> Iterator[Figure]:
    from desktop.market.climate.figures import climate_years
    from desktop.market.climate.imports import IMPORTS
    from desktop.market.climate.model import WeatherStation

    rows = list(_days())
    table = home / "days.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["站名", "日期", "平均气温", "最低气温", "最高气温", "降水量"])
        writer.writerows(rows)
    raw = _raw(home / "raw.db", rows)
    began = time.perf_counter()
    kind = IMPORTS[1]
    source = read_source(table, kind=kind)
    with db.reading() as session:
        plan = make_plan(session, kind, source.table, guess_columns(session, kind, source.table))
    apply(db, kind, source, plan)
    taken = time.perf_counter() - began
    yield Figure(f"{len(rows):,} days of weather, times the raw insert", taken / raw, "×", 3, f"{taken:.1f} s, raw {raw:.1f} s")
    with db.reading() as session:
        station = session.exec(living(WeatherStation).order_by(col(WeatherStation.id)).limit(1)).one()
        yield Figure("climate figures of a county", milliseconds(lambda: climate_years(session, station), runs=3), "ms", 300)


def _days() -> Iterator[tuple[Any, ...]]:
    chance = Random(1)
    for station in range(STATIONS):
        for year in range(1986, 1986 + YEARS):
            for day in range(366 if isleap(year) else 365):
                mean = round(3.0 - 22 * cos(2 * pi * (day - 15) / 365) + chance.uniform(-3, 3), 1)
                yield (f"站{station + 1}", (date(year, 1, 1) + timedelta(days=day)).isoformat(), mean, round(mean - 5, 1),
                       round(mean + 6, 1), 0.0 if day % 3 else 4.2)


def _raw(path: Path, rows: list[tuple[Any, ...]]) -> float:
    """The seconds of putting the rows into a plain table."""
    connection = sqlite.connect(str(path))
    connection.execute("CREATE TABLE w (station TEXT, day TEXT, mean REAL, low REAL, high REAL, rain REAL)")
    began = time.perf_counter()
    with connection:
        connection.executemany("INSERT INTO w VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.close()
    return time.perf_counter() - began


def _suitability(db: Database) -> Iterator[Figure]:
    from desktop.market.suitability.facts import asked
    from desktop.market.suitability.papers import crop_matrix

    crop = _facts(db)

    def judged() -> None:
        with db.reading() as session:
            made = asked(session, crop)
            assert len(made.varieties) == VARIETIES and len(made.places) == PLACES
            assert sum(made.verdict(variety, place).grade > 0 for variety in made.varieties for place in made.places) > 0

    yield Figure(f"suitability of {VARIETIES} varieties × {PLACES} places", milliseconds(judged, runs=3), "ms", 1000)
    yield Figure("the matrix as a document", milliseconds(lambda: crop_matrix(db, crop), runs=2), "ms")


def _facts(db: Database) -> int:
    """Varieties with needs and announced traits, places with climate, soil and diseases."""
    from desktop.market.places.model import GrowingPlace, PlaceDisease
    from desktop.market.suitability.model import VarietyNeed
    from desktop.regions.model import Region

    chance = Random(2)
    with db.operation("benchmark") as session:
        crop = session.exec(living(Crop).where(col(Crop.code) == "maize")).one()
        traits = [session.exec(living(Trait).where(col(Trait.code) == f"maize.{code}")).one()
                  for code in ("growth_days", "lodging_sum", "grain_moisture", "northern_leaf_blight", "ear_rot")]
        counties = session.exec(living(Region).where(col(Region.level) == "county").limit(PLACES)).all()
        varieties = insert_many(session, Variety, [{"name": f"品种{n}", "kind": "own",
                                                    "crop_id": crop.id} for n in range(VARIETIES)])
        insert_many(session, VarietyNeed, [{"variety_id": key, "heat": chance.uniform(2000, 2900), "water": 350.0,
                                            "ph_low": 5.5,
                                            "ph_high": 8.0} for key in varieties])
        insert_many(session, VarietyRegion, [{"variety_id": key, "region_id": chance.choice(counties).parent_id}
                                             for key in varieties for _n in range(4)])
        insert_many(session, AnnouncedTrait, [{"variety_id": key, "trait_id": trait.id, "value": value} for key in varieties
                                              for trait, value in zip(traits, (125.0, 4.0, 24.0, 5.0, 3.0), strict=True)])
        for county in counties:
            place = store(session, GrowingPlace, {"region_id": county.id, "crop_id": crop.id, "heat": chance.uniform(2200,
                                                                                                                     2900),
                                                  "frost_free": 150.0, "rain": 420.0, "soil_ph": 6.8, "wind": "medium",
                                                  "harvest": "grain", "density": 4500.0})
            insert_many(session, PlaceDisease, [{"place_id": place.id, "year": 2023 + n, "trait_id": traits[3].id,
                                                 "level": "medium"} for n in range(3)])
        return crop.id


def _maps(home: Path) -> Iterator[Figure]:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from desktop.core import documents
    from desktop.core.documents.figures_county import Filled, county_map
    from desktop.core.documents.model import Document
    from desktop.core.documents.model import Figure as Drawing
    from desktop.ui.county_map import CountyMap, MapArea

    rings = [_ring(110 + n % 10, 40 + n // 10) for n in range(PLACES)]
    app = QApplication.instance() or QApplication([])
    assert app is not None
    widget = CountyMap()
    widget.resize(900, 600)
    areas = [MapArea(n, [ring], "#a9d0ae", "", f"县{n}", "") for n, ring in enumerate(rings)]

    def painted() -> None:
        widget.show_map(areas, [("#a9d0ae", "", "适宜")])
        picture = QPixmap(widget.size())
        widget.render(picture)

    yield Figure(f"map of {PLACES} counties in the window", milliseconds(painted, runs=5), "ms", 300)
    filled = [Filled([ring], "#a9d0ae", "", f"县{n}") for n, ring in enumerate(rings)]
    document = Document("图", [Drawing(lambda figure: county_map(figure, filled, [("#a9d0ae", "", "适宜")]), "图")], "zh_CN")
    yield Figure("the same on paper", milliseconds(lambda: documents.save(document, home / "map.pdf"), runs=2), "ms")


def _ring(x: float, y: float) -> list[tuple[float, float]]:
    """A ragged outline of many corners."""
    return [(x + (0.45 + 0.03 * sin(23 * 2 * pi * n / CORNERS)) * cos(2 * pi * n / CORNERS),
             y + (0.45 + 0.03 * sin(23 * 2 * pi * n / CORNERS)) * sin(2 * pi * n / CORNERS)) for n in range(CORNERS + 1)]
