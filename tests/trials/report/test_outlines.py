"""Outlines of counties that the user brought, on the map of sites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.trials.figures.outlines import near

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


@pytest.mark.parametrize("text", ["", "[]", '{"type": "Polygon"}', "{", collection([[500000.0, 5100000.0]] * 4)])
def test_a_file_that_is_no_map_in_degrees_is_named(maps: Path, text: str) -> None:
    (maps / "bad.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"bad\.geojson"):
        near(126.2, 126.8, 46.2, 46.8)
