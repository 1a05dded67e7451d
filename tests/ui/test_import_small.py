"""The dry run of an import is read whole on a small screen: sentences break into lines, nothing is scrolled sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from desktop.core import i18n
from tests.ui.test_import_wizard import press, settle, table, to_columns, wizard

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.importing.wizard import ImportWizard

__all__ = ["table", "wizard"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_dry_run_is_read_whole_on_a_small_screen(
        wizard: ImportWizard, table: Path, qtbot: QtBot, language: str) -> None:
    """784 logical pixels are what 150 % leaves a dialog on a small laptop."""
    with i18n.using(language):
        wizard.retranslate()
        to_columns(wizard, table, qtbot)
        press(wizard, "next", qtbot)
        settle(wizard, qtbot)
        wizard.resize(784, 460)
        page = wizard.plan_page
        qtbot.waitUntil(lambda: page.view.isVisible() and bool(page.rows.rows))
        QApplication.processEvents()
        view, last = page.view, len(page.rows.titles) - 1
        assert page.minimumSizeHint().width() <= 784
        assert not view.horizontalScrollBar().isVisible() and view.horizontalHeader().length() <= view.viewport().width()
        for row, cells in enumerate(page.rows.rows):
            needs = view.fontMetrics().boundingRect(QRect(0, 0, view.columnWidth(last) - 12, 9999),
                                                    int(Qt.TextFlag.TextWordWrap), str(cells[last]))
            assert needs.height() <= view.rowHeight(row), cells[last]
