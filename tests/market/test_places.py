"""Places: the climate computed from a station, soil in one unit, diseases by year, sowing windows, outlines."""

from __future__ import annotations

import json
import struct
from datetime import date
from pathlib import Path

import pytest

from desktop.catalogue.model import Trait
from desktop.core import paths
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused, UserError
from desktop.core.i18n import using
from desktop.core.verbs import store
from desktop.market.climate.figures import climate_year
from desktop.market.climate.model import WeatherStation, WeatherYear
from desktop.market.climate.sowing import sowing_weeks, window
from desktop.market.places.figures import compute, disease_levels, soil_grade, soil_of
from desktop.market.places.model import GrowingPlace, PlaceDisease, SoilTest
from desktop.market.places.papers import place_sheet
from desktop.regions.maps import steps
from desktop.regions.outlines import outlines_of
from tests.market.conftest import Market
from tests.market.test_climate import year_of


def station_with(database: Database, region: int, years: int) -> int:
    with database.operation("t") as session:
        station = store(session, WeatherStation, {"name": "庆安站", "region_id": region})
        for year in range(2026 - years, 2026):
            made = year_of(year, (date(year, 5, 1), date(year, 9, 27 - year % 3)))
            store(session, WeatherYear, {"station_id": station.id, "year": year, "means": made.means, "lows": made.lows})
        return station.id


def test_the_climate_is_computed_from_the_station_of_the_place(database: Database, market: Market) -> None:
    station_with(database, market.one, 12)
    with database.operation("t") as session:
        place = store(session, GrowingPlace, {"region_id": market.one, "crop_id": market.crop})
    made = compute(database, place.id)
    assert (made.heat, made.frost_free, made.years) == (2960.0, 148.0, "2014–2025")
    assert (made.last_frost, made.first_frost) == ("04-30", "09-26") and made.rule and made.computed_on
    with using("zh_CN"):
        text = str(place_sheet(database, place.id).blocks)
    assert "≥15 ℃" in text and "适宜播期" in text and "熟期" in text


def test_under_ten_years_nothing_is_guaranteed(database: Database, market: Market) -> None:
    station_with(database, market.one, 9)
    with database.operation("t") as session:
        place = store(session, GrowingPlace, {"region_id": market.one})
        alone = store(session, GrowingPlace, {"region_id": market.two})
    made = compute(database, place.id)
    assert (made.heat, made.frost_free, made.last_frost) == (None, None, "") and made.heat_mean is not None
    with pytest.raises(Refused, match="station"):
        compute(database, alone.id)


def test_other_limits_are_passed_too_and_a_gap_in_winter_leaves_the_season() -> None:
    made = climate_year(year_of(2025, (date(2025, 5, 1), date(2025, 9, 27)), 12.0, date(2025, 1, 3)), 0.0)
    assert sorted(made.passings) == [0, 5, 10] and made.active == 1800.0


@pytest.mark.parametrize(("values", "kept", "printed"), [
    ({"organic_matter": 4.0, "mass_unit": "%"}, {"organic_matter": 40.0, "mass_unit": "g/kg"}, "4 %"),
    ({"phosphorus": 100.0, "potassium": 100.0, "nutrient_form": "oxide"}, {"phosphorus": 43.64, "potassium": 83.01},
     "100 P₂O₅, 100 K₂O"), ({"organic_matter": 40.0}, {"organic_matter": 40.0}, "")])
def test_soil_tests_are_kept_in_one_unit(database: Database, market: Market, values: dict[str, object],
                                         kept: dict[str, object], printed: str) -> None:
    with database.operation("t") as session:
        made = store(session, SoilTest, {"region_id": market.one, "tested_on": date(2025, 10, 1), **values})
        again = store(session, SoilTest, {"spot": "东"}, made.id)
    assert {name: getattr(again, name) for name in kept} == kept and again.printed == printed


@pytest.mark.parametrize(("code", "value", "grade"), [
    ("organic_matter", 40.0, 1), ("organic_matter", 39.9, 2), ("organic_matter", 5.9, 6), ("phosphorus", 20.0, 2),
    ("potassium", 29.0, 6), ("ph", 4.4, 1), ("ph", 4.5, 2), ("ph", 6.5, 4), ("ph", 7.5, 4), ("ph", 7.6, 5), ("salt", 1.0, 0)])
def test_soil_is_graded_as_the_second_survey_does(code: str, value: float, grade: int) -> None:
    assert soil_grade(code, value) == grade


def test_the_soil_of_a_region_is_the_mean_of_the_newest_test_of_each_spot(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        for region, spot, year, ph in ((market.one, "东", 2024, 9.0), (market.one, "东", 2025, 6.0), (market.two, "西",
                                                                                                    2025, 8.0)):
            store(session, SoilTest, {"region_id": region, "spot": spot, "tested_on": date(year, 10, 1), "ph": ph})
        [found] = soil_of(session, market.city)
    assert (found.tests, found.mean, found.low, found.high) == (2, 7.0, 6.0, 8.0)


def test_one_bad_year_does_not_make_a_place(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        place = store(session, GrowingPlace, {"region_id": market.one})
        trait = store(session, Trait, {"code": "maize.blight", "name_zh": "大斑病", "crop_id": market.crop, "kind": "score"})
        for year, level in ((2023, "severe"), (2024, "medium"), (2025, "light")):
            store(session, PlaceDisease, {"place_id": place.id, "year": year, "trait_id": trait.id, "level": level})
        assert disease_levels(session, [place.id], 2020) == {place.id: {trait.id: "medium"}}
        assert disease_levels(session, [place.id], 2024) == {place.id: {trait.id: "medium"}}
        with pytest.raises(FieldErrors):
            store(session, PlaceDisease, {"place_id": place.id, "year": 2025, "trait_id": trait.id})


def test_sowing_weeks_weigh_frost_after_emergence_against_ripening() -> None:
    years = [year_of(year, (date(year, 5, 1), date(year, 9, 27))) for year in range(2010, 2022)]
    weeks = {week.begins: week for week in sowing_weeks(years, 2400.0, 10, 0.0)}
    assert weeks[4, 1].frost == 100.0 and weeks[4, 22].frost == 0.0
    assert weeks[5, 20].cold == 0.0 and weeks[6, 10].cold == 100.0
    found = window(list(weeks.values()))
    assert found is not None and found[0] == date(2001, 4, 22) and found[1] < date(2001, 6, 10)


# -- outlines -----------------------------------------------------------------------------------------------------------

SQUARE = [(126.0, 46.0), (127.0, 46.0), (127.0, 47.0), (126.0, 47.0), (126.0, 46.0)]


@pytest.fixture
def maps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(paths, "maps_folder", lambda: tmp_path)
    return tmp_path


def geojson(**properties: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}]})


def shapefile(path: Path, name: bytes) -> None:
    """A polygon with one field, as desktop programs write them."""
    record = struct.pack("<i4d2i", 5, 126, 46, 127, 47, 1, len(SQUARE)) + struct.pack("<i", 0)
    record += b"".join(struct.pack("<2d", *corner) for corner in SQUARE)
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + 8 + len(record)) // 2) + struct.pack("<2i8d", 1000, 5, *([0.0] * 8))
    path.write_bytes(head + struct.pack(">2i", 1, len(record) // 2) + record)
    field = b"NAME".ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([20, 0]) + b"\0" * 14
    table = struct.pack("<4BIHH20x", 3, 126, 1, 1, 1, 32 + 32 + 1, 21) + field + b"\r" + b" " + name.ljust(20)
    path.with_suffix(".dbf").write_bytes(table)


def test_outlines_are_found_by_code_and_by_name(database: Database, market: Market, maps: Path) -> None:
    (maps / "a.geojson").write_text(geojson(name="庆安县", city="绥化市"), encoding="utf-8")
    shapefile(maps / "b.shp", "望 奎县".encode("gb18030"))
    with database.reading() as session:
        found = outlines_of(session, [market.one, market.two, market.city])
        assert {key: list(rings[0]) for key, rings in found.items()} == {market.one: SQUARE, market.two: SQUARE}
        made = steps(session, {market.one: 5.0, market.city: 9.0}, "亩")
    assert [one.region_id for one in made.shown] == [market.one] and made.missing == ["绥化市"]


@pytest.mark.parametrize("damage", ["projected", "cut"])
def test_a_shapefile_that_is_not_in_degrees_or_cut_off_is_named(database: Database, market: Market, maps: Path,
                                                               damage: str) -> None:
    shapefile(maps / "b.shp", b"x")
    if damage == "projected":
        (maps / "b.prj").write_text('PROJCS["CGCS2000_3_Degree_GK"]')
    else:
        (maps / "b.shp").write_bytes((maps / "b.shp").read_bytes()[:-40])
    with pytest.raises(UserError, match=r"b\.shp"), database.reading() as session:
        outlines_of(session, [market.one])
