"""The map of counties in the window: its legend has room for its words."""

from __future__ import annotations

import json
import struct
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from desktop.core import outlines
from desktop.core.errors import UserError
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
    from desktop.core import paths

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
    from desktop.core import paths

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


RING = [[126.0, 46.0], [126.0, 47.0], [127.0, 47.0], [126.0, 46.0]]
DEGREES = 'GEOGCS["CGCS2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257]],UNIT["Degree",0.0174532925199433]]'


def _shapes(path: Path, *rows: tuple[object, ...], encoding: str = "utf-8", prj: str = DEGREES) -> Path:
    """A shapefile of the same triangle for each row of a code (a number with decimals) and a name of twenty bytes."""
    import shapefile

    path.parent.mkdir(exist_ok=True)
    with shapefile.Writer(str(path), shapeType=shapefile.POLYGON, encoding=encoding) as made:
        made.field("CODE", "N", 19, 3)
        made.field("NAME", "C", 20)
        for row in rows:
            made.poly([RING])
            made.record(*row)
    path.with_suffix(".prj").write_text(prj, encoding="utf-8")
    return path


@pytest.fixture
def maps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from desktop.core import paths

    monkeypatch.setattr(paths, "maps_folder", lambda: tmp_path / "maps")
    return tmp_path / "maps"


def test_a_shapefile_is_brought_with_its_words_whatever_signs_its_name_holds_and_without_those_of_a_former_one(
        tmp_path: Path, maps: Path) -> None:
    path = _shapes(tmp_path / "县界[2023].shp", (230124.0, "A"))
    path.with_suffix(".dbf").rename(path.with_suffix(".DBF"))
    path.with_suffix(".shx").unlink()
    (tmp_path / "县界2.dbf").write_bytes(b"of another map")
    outlines.bring([path])
    assert sorted(part.name for part in maps.iterdir()) == ["县界[2023].DBF", "县界[2023].prj", "县界[2023].shp"]
    [area] = outlines.all_areas()
    assert (area.name, area.said, area.rings) == ("A", ("230124", "A"), ([(x, y) for x, y in RING],))
    assert outlines.nameless(outlines.files()) == []
    path.with_suffix(".DBF").unlink()
    outlines.bring([path])
    assert [area.name for area in outlines.all_areas()] == [""], "no words of the former map for the shapes of this one"
    assert outlines.nameless(outlines.files()) == outlines.files(), "the window says that no region is found by it"


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", ""), ("gb18030", ""), ("gb18030", "936"), ("utf-8", "UTF-8"),
                                                ("gb18030", "no such"), ("gb18030", "GBK")])
def test_the_words_of_a_shapefile_are_read_as_they_were_written_and_a_letter_that_is_cut_off_spoils_none(
        tmp_path: Path, maps: Path, encoding: str, told: str) -> None:
    path = _shapes(tmp_path / "a.shp", (230124.0, "方正县"), (None, "甲"), (230126.0, "A" * 20), encoding=encoding)
    table = path.with_suffix(".dbf")
    cut = "前郭尔罗斯蒙古族自治县".encode(encoding)[:20]
    table.write_bytes(table.read_bytes().replace(b"A" * 20, cut))
    if told:
        path.with_suffix(".cpg").write_text(told)
    else:
        path.with_suffix(".cpg").unlink(missing_ok=True)
    outlines.bring([path])
    first, second, third = outlines.all_areas()
    assert (first.name, first.said) == ("方正县", ("230124", "方正县")) and second.said == ("甲",)
    assert third.name == "前郭尔罗斯蒙古族自治县"[:6 if encoding == "utf-8" else 10]


def test_deleted_words_keep_their_place_and_points_are_passed_over(tmp_path: Path, maps: Path) -> None:
    path = _shapes(tmp_path / "a.shp", (1.0, "A"), (2.0, "B"))
    table = path.with_suffix(".dbf")
    data = bytearray(table.read_bytes())
    data[int.from_bytes(data[8:10], "little")] = ord("*")
    table.write_bytes(data)
    outlines.bring([path])
    assert [area.name for area in outlines.all_areas()] == ["", "B"]


@pytest.mark.parametrize(("prj", "said"), [
    ('PROJCS["CGCS2000_3_Degree_GK_CM_126E",' + DEGREES + ']', "projection CGCS2000_3_Degree_GK_CM_126E, not in degrees"),
    ('COMPD_CS["x",PROJCS["Albers",' + DEGREES + "]]", "projection Albers"),
    ('PROJCRS["WGS 84 / Pseudo-Mercator",BASEGEOGCRS["WGS 84"]]', "projection WGS 84 / Pseudo-Mercator"),
    ('LOCAL_CS["site"]', "does not say in which coordinates"), ("", "does not say in which coordinates")])
def test_a_map_that_is_not_drawn_in_degrees_is_refused_with_its_projection_and_the_cure(
        tmp_path: Path, maps: Path, prj: str, said: str) -> None:
    path = _shapes(tmp_path / "a.shp", (1.0, "A"), prj=prj)
    with pytest.raises(UserError, match=said) as refused:
        outlines.bring([path])
    assert "EPSG:4490" in str(refused.value) and str(refused.value).startswith("a.shp")
    assert "No map was brought" in str(refused.value) and outlines.files() == []
    maps.mkdir(exist_ok=True)
    for part in tmp_path.glob("a.*"):
        (maps / part.name).write_bytes(part.read_bytes())
    with pytest.raises(UserError, match="take it out of"):
        outlines.all_areas()


def test_of_maps_in_metres_without_a_projection_and_of_broken_ones_none_is_brought(tmp_path: Path, maps: Path) -> None:
    good = _shapes(tmp_path / "a.shp", (1.0, "A")).read_bytes()
    metres = good.replace(struct.pack("<d", 126.0), struct.pack("<d", 500126.0))
    endless = good[:104] + struct.pack(">i", -4) + good[108:]
    for data in (metres, endless, good[:150], b"", b"PK" + good, good[:108] + struct.pack("<i", 99) + good[112:]):
        (tmp_path / "b.shp").write_bytes(data)
        with pytest.raises(UserError, match=r"^b\.shp is no map of outlines in degrees"):
            outlines.bring([tmp_path / "b.shp"])
    (tmp_path / "a.dbf").write_bytes(b"\x03" * 70)
    with pytest.raises(UserError, match=r"^a\.shp is no map"):
        outlines.bring([tmp_path / "a.shp"])
    assert outlines.files() == []


def test_a_code_with_decimals_is_a_code_in_geojson_too(tmp_path: Path, maps: Path) -> None:
    path = _map(tmp_path / "a.geojson", "A")
    path.write_text(path.read_text("utf-8").replace('{"name": "A"}', '{"adcode": 230124.0, "area": 1.5}'), "utf-8")
    outlines.bring([path])
    assert [area.said for area in outlines.all_areas()] == [("230124",)]
