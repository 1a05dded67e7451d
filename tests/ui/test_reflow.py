"""A form of several columns takes fewer fields a row on a small screen, and is as drawn again on a large one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QGridLayout, QPlainTextEdit, QWidget

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


def test_a_text_of_several_lines_keeps_its_height_in_a_narrow_form(farms: Database, qtbot: QtBot) -> None:
    body = FormBody(throwaway.Farm, (), {})
    qtbot.addWidget(body)
    body.show()
    Reflow(body).fit(120)
    body.resize(150, body.minimumSizeHint().height())
    QApplication.processEvents()
    fields = sorted((w for w in body.findChildren(QWidget) if w.objectName() in places(body) and "label" not in w.objectName()),
                    key=lambda w: w.y())
    assert any(isinstance(field, QPlainTextEdit) for field in fields)
    for above, below in pairwise(fields):
        assert above.geometry().bottom() < below.y() or above.y() == below.y(), (above.objectName(), below.objectName())


def test_what_is_left_out_leaves_no_hole(farms: Database, qtbot: QtBot) -> None:
    body = FormBody(throwaway.Farm, (), {})
    qtbot.addWidget(body)
    drawn = places(body)
    reflow = Reflow(body)
    reflow.fit(2000)
    for name in ("phone", "label_phone"):
        body.findChild(QWidget, name).hide()
    reflow.fit(2000)
    left = places(body)
    assert set(drawn) - set(left) == {"phone", "label_phone"}
    rows = {place[0] for place in left.values()}
    assert rows == set(range(len(rows))), "no row is empty"
    assert min(left.values())[:2] == (0, 0)
    for name in ("phone", "label_phone"):
        body.findChild(QWidget, name).show()
    reflow.fit(2000)
    assert places(body) == drawn
