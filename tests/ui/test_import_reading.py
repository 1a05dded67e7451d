"""Reading in the window: rows that are no records can be kept, a hostile file freezes nothing, the status bar can cancel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from desktop.core.tables import Sheet, write_csv, write_xlsx
from desktop.dealers.imports import CONTACTS, DEALERS
from desktop.ui.importing.wizard import ImportWizard
from tests.core.tables.hostile_files import HOSTILE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context


@pytest.fixture
def wizard(context: Context, qtbot: QtBot) -> Iterator[ImportWizard]:
    made = ImportWizard(context, [("dealers", DEALERS), ("dealers", CONTACTS)], "dealers")
    made.show()
    yield made
    qtbot.waitUntil(lambda: not context.tasks.busy)
    made.close()


def settle(wizard: ImportWizard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not wizard.context.tasks.busy)


class Pulse:
    """Counts how often the window comes to its own events: never, while something stands still."""

    def __init__(self) -> None:
        self.beats = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        self.beats += 1

    def stop(self) -> int:
        self._timer.stop()
        return self.beats


def test_rows_that_are_no_records_are_named_and_can_be_kept_by_a_tick(
    wizard: ImportWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    page = wizard.file_page
    page.take(write_csv(tmp_path / "t.csv", ["客户名称", "电话"], [("丰收", "138"), ("合计", "1")]))
    settle(wizard, qtbot)
    assert page.keep_rows.isVisible() and "合计" in page.notes.text()
    assert wizard.state.source is not None and len(wizard.state.source.table.rows) == 1
    page.keep_rows.click()
    settle(wizard, qtbot)
    assert len(wizard.state.source.table.rows) == 2 and page.keep_rows.isVisible()
    page.take(write_csv(tmp_path / "u.csv", ["客户名称", "电话"], [("丰收", "138")]))
    settle(wizard, qtbot)
    assert not page.keep_rows.isChecked() and not page.keep_rows.isVisible()


@pytest.mark.parametrize("name", ["far cell.xlsb", "two numbers damaged.xls", "repeated.ods"])
def test_a_hostile_workbook_is_a_sentence_on_the_page_and_the_next_file_is_read(
    wizard: ImportWizard, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    page = wizard.file_page
    page.take(HOSTILE[name](tmp_path / name))
    settle(wizard, qtbot)
    assert name in page.warning.text() and not page.ready()
    page.take(write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["客户名称"], [("丰收",)]), Sheet("b", ["客户名称"], [("金穗",)])]))
    settle(wizard, qtbot)
    offered = [page.sheet.itemText(i) for i in range(page.sheet.count())]
    assert page.ready() and offered == ["a", "b", "all with the same headings"]


@pytest.mark.slow
def test_a_large_workbook_is_read_without_a_standstill_and_stopped_at_once(
    wizard: ImportWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [(f"C{i:06}", f"客户{i}", i / 7, f"138{i:08}", None) for i in range(100_000)]
    path = write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["客户编号", "客户名称", "x", "电话", "y"], rows)])
    pulse = Pulse()
    wizard.file_page.take(path)
    settle(wizard, qtbot)
    assert wizard.state.source is not None and len(wizard.state.source.table.rows) == 100_000
    assert pulse.stop() > 20  # some hundred; a window that reads itself comes to none
    read = wizard.state.source
    wizard.file_page.take(path)
    qtbot.waitUntil(lambda: bool(wizard.context.tasks._shown))
    wizard.context.tasks.cancel()
    settle(wizard, qtbot)
    assert not wizard.file_page.ready() and wizard.state.source is not read
    assert wizard.state.source is None  # not read to its end


def test_several_sheets_that_sum_up_others_can_be_taken_at_once(
        context: Context, wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    rows = ["客户名称", "期初欠款"]
    path = write_xlsx(tmp_path / "b.xlsx", [Sheet("南", rows, [["甲农资", 100]]), Sheet("北", rows, [["乙农资", 200]]),
                                            Sheet("平均", rows, [["甲农资", 150]]), Sheet("汇总", rows, [["乙农资", 300]])])
    wizard.file_page.take(path)
    settle(wizard, qtbot)
    box = wizard.file_page.sheet
    for data, count in (("*", 2), ("**", 4)):
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())
        settle(wizard, qtbot)
        assert wizard.state.source and len(wizard.state.source.table.rows) == count
        if data == "*":
            assert f"“{box.itemText(box.findData('**'))}”" in wizard.file_page.notes.text()


def test_a_sheet_that_sums_up_others_is_left_out_named_and_taken_where_one_chooses_it(
        context: Context, wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    rows = ["客户名称", "期初欠款"]
    path = write_xlsx(tmp_path / "b.xlsx", [Sheet("南", rows, [["甲农资", 100]]), Sheet("北", rows, [["乙农资", 200]]),
                                            Sheet("平均", rows, [["甲农资", 150]])])
    wizard.file_page.take(path)
    settle(wizard, qtbot)
    box = wizard.file_page.sheet

    def take(text: str) -> None:
        box.setCurrentIndex(box.findText(text))
        box.activated.emit(box.currentIndex())
        settle(wizard, qtbot)

    take("all with the same headings")
    assert "平均" in wizard.file_page.notes.text() and wizard.state.source and len(wizard.state.source.table.rows) == 2
    named = [text for text in map(box.itemText, range(box.count())) if f"“{text}”" in wizard.file_page.notes.text()]
    assert named == ["all with the same headings, 平均 too"], "the note names a choice that is there"
    take("all with the same headings, 平均 too")
    assert wizard.state.source and [row[1] for row in wizard.state.source.table.rows] == [100, 200, 150]
    assert box.currentText() == "all with the same headings, 平均 too"
    take("all with the same headings")
    assert wizard.state.source and len(wizard.state.source.table.rows) == 2
