"""The tiles and figures of Today: nothing that is counted is cut, however narrow the window and whatever the language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from desktop.core import i18n
from desktop.core.reminders import Reminder
from desktop.today.tiles_widget import WIDEST, WORDS, Tile, TileGrid
from desktop.ui.look.smaller import LEAST, fits, fitting


class Anything(dict[str, int]):
    """A number for every placeholder."""

    def __missing__(self, _key: str) -> int:
        return 1234


DESKTOP = Path(i18n.__file__).resolve().parents[1]


def titles() -> list[tuple[str, str]]:
    """What the reminders of all features count: one, and many."""
    found = []
    for path in sorted(DESKTOP.rglob("*reminders.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ngettext":
                texts = [str(a.value) for a in node.args[:2] if isinstance(a, ast.Constant)]
                found += [(texts[0], texts[1])] if len(texts) == 2 else []
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Tile":
                texts = [str(a.args[0].value) for a in node.args if isinstance(a, ast.Call) and a.args
                         and isinstance(a.args[0], ast.Constant)]
                found += [(texts[0], texts[-1])] if texts else []
    return found


@pytest.mark.parametrize("points", [10, 15])
@pytest.mark.parametrize("language", i18n.languages())
def test_the_words_of_every_tile_stand_whole_in_the_narrowest_column(language: str, points: int, qtbot: QtBot) -> None:
    assert len(titles()) > 20
    grid = TileGrid()
    qtbot.addWidget(grid)
    font = grid.font()
    font.setPointSize(points)
    grid.setFont(font)
    with i18n.using(language):
        words = [i18n.ngettext(one, many, 1234).format_map(Anything()) for one, many in titles()]
    grid.show_tiles([Reminder("late", 1234, text, "", "", "") for text in words])
    grid.resize(int(grid.fontMetrics().lineSpacing() * WIDEST) + 2, 900)
    for tile in grid.tiles:
        assert isinstance(tile, Tile)
        number, place = tile.places()
        assert number.width() >= QFontMetrics(tile._large()).horizontalAdvance("1,234")
        assert fits(tile.words_font(), tile.reminder.title, place, WORDS), tile.reminder.title


def test_a_number_is_set_smaller_before_it_is_cut(qtbot: QtBot) -> None:
    grid = TileGrid()
    qtbot.addWidget(grid)
    wide = QFontMetrics(grid.font()).horizontalAdvance("¥123,456,789.00")
    assert fitting(grid.font(), "¥123,456,789.00", QRectF(0, 0, wide + 4, 40)).pointSizeF() == grid.font().pointSizeF()
    smaller = fitting(grid.font(), "¥123,456,789.00", QRectF(0, 0, wide * 0.7, 40))
    assert fits(smaller, "¥123,456,789.00", QRectF(0, 0, wide * 0.7, 40))
    none = fitting(grid.font(), "¥123,456,789.00", QRectF(0, 0, 5, 40))
    assert none.pointSizeF() >= grid.font().pointSizeF() * LEAST, "no smaller than one can read"
