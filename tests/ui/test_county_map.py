"""The map of counties in the window: its legend has room for its words."""

from __future__ import annotations

import json
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
