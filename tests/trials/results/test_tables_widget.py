"""Tables below each other in one: none makes another unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.trials.results.shown import Part
from desktop.trials.results.tables_widget import Lines

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_long_text_in_a_narrow_table_tears_no_hole_into_a_wide_one(qtbot: QtBot) -> None:
    wide = Part("Axes", ["Axis", "%", "Cumulative", "F", "p"],
                [["1", "39.9", "39.9", "2.47", "0.0017"]], {0, 1, 2, 3, 4}, set(), [])
    narrow = Part("Winners", ["Variety", "Sites won", "Where"], [["A", "5", ", ".join(["a site with a long name"] * 8)]], {1},
                  set(), [])
    shown = Lines(None)  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    shown.fill_parts([wide])
    alone = [shown.columnWidth(c) for c in range(5)]
    shown.fill_parts([wide, narrow])
    assert shown.columnWidth(2) <= alone[2] + 40
    row = next(r for r in range(shown.rowCount()) if (item := shown.item(r, 0)) and item.text() == "A")
    where = shown.item(row, 2)
    assert shown.columnSpan(row, 2) == 3 and where is not None and where.toolTip() == where.text()
