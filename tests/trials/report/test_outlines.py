"""Outlines of counties that the user brought, on the map of sites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from desktop.catalogue.model import Trait
from desktop.core import paths, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.trials.figures.outlines import near
from desktop.trials.model import Site, Trial
from desktop.trials.series.joined import Environment, SeriesData
from desktop.trials.series.shown import bare_map
from desktop.trials.trial_data import load

SQUARE = [[126.0, 46.0], [127.0, 46.0], [127.0, 47.0], [126.0, 47.0], [126.0, 46.0]]


@pytest.fixture
def maps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(paths, "maps_folder", lambda: tmp_path)
    return tmp_path


def collection(corners: list[list[float]]) -> str:
    far = [[x - 40, y - 20] for x, y in corners]
    geometry = {"type": "MultiPolygon", "coordinates": [[corners], [far]]}
    return json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]})


def test_outlines_near_the_sites_are_drawn_and_far_ones_are_not(maps: Path) -> None:
    assert near(126.2, 126.8, 46.2, 46.8) == []
    (maps / "绥化.geojson").write_text(collection(SQUARE), encoding="utf-8")
    assert near(126.2, 126.8, 46.2, 46.8) == [[(x, y) for x, y in SQUARE]]


def test_a_map_without_outlines_says_in_the_window_where_they_go(maps: Path, database: Database) -> None:
    for name, longitude, latitude in (("甲", 126.2, 46.2), ("乙", 126.8, 46.8)):
        site = verbs.save(database, Site, {"name": name, "latitude": latitude, "longitude": longitude})
        verbs.save(database, Trial, {"code": name, "title": name, "series": "s", "site_id": site.id})
    with database.reading() as session:
        ids = list(session.exec(select(Trial.id)))
    trials = [load(database, number) for number in ids]
    data = SeriesData("s", None, None, False, [
        Environment(t.trial.code, t.trial.code, "", t, Trait(code="y", name_zh="y"), 1.0) for t in trials], [])
    [said] = bare_map(data)
    assert str(maps) in said and "GeoJSON" in said
    (maps / "绥化.geojson").write_text(collection(SQUARE), encoding="utf-8")
    assert bare_map(data) == []


@pytest.mark.parametrize("text", ["", "[]", '{"type": "Polygon"}', "{", collection([[500000.0, 5100000.0]] * 4)])
def test_a_file_that_is_no_map_in_degrees_is_named(maps: Path, text: str) -> None:
    (maps / "bad.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"bad\.geojson"):
        near(126.2, 126.8, 46.2, 46.8)
