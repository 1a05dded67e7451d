"""The map of counties in the window: its legend has room for its words."""

from __future__ import annotations

import json
import struct
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from desktop.ui.county_map import WRAPPED, CountyMap, MapArea

SQUARE = MapArea(1, [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]], "#ffffff", "", "County", "")
KEYS = [("#eeeeee", "", "不足10,000"), ("#cccccc", "", "1,200,000–2,500,000 亩，其中含有推算值和未核实的数值"),
        ("#aaaaaa", "////", "not allowed here: outside the area of approval and of every filing that is known")]


@pytest.mark.parametrize("size", [(260, 200), (480, 360), (1200, 700)])
@pytest.mark.parametrize("points", [9, 18])
def test_every_word_of_the_legend_is_shown_beside_the_map(size: tuple[int, int], points: int, qtbot: QtBot) -> None:
    shown = CountyMap()
    qtbot.addWidget(shown)
    font = shown.font()
    font.setPointSize(points)
    shown.setFont(font)
    shown.resize(*size)
    shown.show_map([SQUARE], KEYS)
    places = shown.legend_places()
    for place, (_face, _hatch, words) in zip(places, KEYS, strict=True):
        assert shown.fontMetrics().boundingRect(place.toRect(), WRAPPED, words).height() <= place.height() + 1
        assert shown._room().right() <= place.left() and place.right() <= shown.width()
    assert all(one.bottom() < other.top() for one, other in pairwise(places)), "one below the other"
    assert places[0] != QRectF() and not shown.grab().isNull()


def test_without_a_legend_the_map_has_the_whole_width(qtbot: QtBot) -> None:
    shown = CountyMap()
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show_map([SQUARE], [])
    assert shown.legend_width() == 0 and shown.legend_places() == []
    assert shown._room().width() > 350


def test_a_map_that_is_wanting_is_brought_by_a_button_and_a_file_without_outlines_is_not_kept(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.core import outlines, paths
    from desktop.core.errors import UserError

    monkeypatch.setattr(paths, "maps_folder", lambda: tmp_path / "maps")
    square = [[[126.0, 46.0], [127.0, 46.0], [127.0, 47.0], [126.0, 46.0]]]
    good, empty = tmp_path / "counties.geojson", tmp_path / "none.geojson"
    good.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Polygon", "coordinates": square}}]}))
    empty.write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    with pytest.raises(UserError, match="holds no outlines"):
        outlines.bring([empty])
    assert outlines.files() == []
    assert [path.name for path in outlines.bring([good])] == ["counties.geojson"]
    assert [area.name for area in outlines.all_areas()] == ["A"]
    assert outlines.bring([tmp_path / "maps" / "counties.geojson"]), "one that lies there already stays"


def _map(path: Path, *names: str) -> Path:
    """A map of the same triangle for each name; of something else without one."""
    square = [[[126.0, 46.0], [127.0, 46.0], [127.0, 47.0], [126.0, 46.0]]]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": square}}
        for name in names]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("bad", ["{", '{"type": "FeatureCollection", "features": []}'])
def test_a_map_that_cannot_be_read_leaves_the_one_of_its_name_and_brings_none_of_its_company(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: str) -> None:
    from desktop.core import outlines, paths
    from desktop.core.errors import UserError

    maps = tmp_path / "maps"
    monkeypatch.setattr(paths, "maps_folder", lambda: maps)
    outlines.bring([_map(tmp_path / "counties.geojson", "A")])
    broken = tmp_path / "new" / "counties.geojson"
    _map(broken).write_text(bad, encoding="utf-8")
    with pytest.raises(UserError, match=r"^counties\.geojson ") as refused:
        outlines.bring([_map(tmp_path / "new" / "others.geojson", "B"), broken])
    assert "take it out" not in str(refused.value), "it was not put there"
    assert [area.name for area in outlines.all_areas()] == ["A"], "the good one is as it was"
    assert [path.name for path in maps.iterdir()] == ["counties.geojson"]
    outlines.bring([_map(broken, "C")])
    assert [area.name for area in outlines.all_areas()] == ["C"]


def test_a_shapefile_is_brought_with_its_words_whatever_signs_its_name_holds_and_without_those_of_a_former_one(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.core import outlines, paths

    maps = tmp_path / "maps"
    monkeypatch.setattr(paths, "maps_folder", lambda: maps)
    ring = struct.pack("<8d", 126.0, 46.0, 127.0, 46.0, 127.0, 47.0, 126.0, 46.0)
    record = struct.pack("<i4d2ii", 5, 126.0, 46.0, 127.0, 47.0, 1, 4, 0) + ring
    shape = struct.pack(">i", 9994) + bytes(96) + struct.pack(">2i", 1, len(record) // 2) + record
    field = b"name".ljust(16, b"\0") + bytes([20]) + bytes(15)
    words = struct.pack("<4xIHH20x", 1, 65, 21) + field + b"\r" + b" " + b"A".ljust(20)
    path = tmp_path / "县界[2023].shp"
    path.write_bytes(shape)
    path.with_suffix(".DBF").write_bytes(words)
    (tmp_path / "县界2.dbf").write_bytes(b"of another map")
    outlines.bring([path])
    assert sorted(part.name for part in maps.iterdir()) == ["县界[2023].DBF", "县界[2023].shp"]
    assert [area.name for area in outlines.all_areas()] == ["A"]
    path.with_suffix(".DBF").unlink()
    path.write_bytes(shape)
    outlines.bring([path])
    assert [area.name for area in outlines.all_areas()] == [""], "no words of the former map for the shapes of this one"
