"""A form of several columns takes fewer fields a row on a small screen, and is as drawn again on a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.fields.body import FormBody
from desktop.ui.look.reflow import Reflow
from tests.ui import throwaway

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database


def places(body: QWidget) -> dict[str, tuple[int, ...]]:
    """Where every widget of the grid stands."""
    grid = body.layout()
    assert isinstance(grid, QGridLayout)
    return {grid.itemAt(i).widget().objectName(): tuple(grid.getItemPosition(i)) for i in range(grid.count())}


def test_a_narrow_form_goes_down_instead_of_sideways(farms: Database, qtbot: QtBot) -> None:
    body = FormBody(throwaway.Farm, (), {})
    qtbot.addWidget(body)
    drawn = places(body)
    reflow = Reflow(body)
    reflow.fit(120)
    narrow = places(body)
    assert narrow["phone"][1] == 1
    assert narrow["name"][0] < narrow["phone"][0] < narrow["soil"][0] < narrow["remarks"][0]
    assert narrow["label_phone"] == (narrow["phone"][0], 0, 1, 1)
    reflow.fit(2000)
    assert places(body) == drawn
