"""Which variety fits can be printed from the case in which a farmer asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.market.suitability.answers import case_sheet
from desktop.service.case_model import FarmerCase
from desktop.ui.preview.preview import Preview
from desktop.ui.shell.window import Window
from tests.market.conftest import Market
from tests.market.test_suitability import Land
from tests.ui.conftest import settle

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


def test_the_sheet_of_a_case_is_that_of_its_crop_and_place(database: Database, market: Market) -> None:
    Land(database, market)
    case = verbs.save(database, FarmerCase, {"farmer": "Li", "reported_on": date(2026, 3, 1)})
    with pytest.raises(UserError, match="crop and region"):
        case_sheet(database, case.id)
    verbs.save(database, FarmerCase, {"region_id": market.one, "crop_id": market.crop, "area_mu": 12.35}, case.id)
    text = str(case_sheet(database, case.id).blocks)
    assert "合适" in text and "Li" in text and case.code


def test_printing_from_a_case_offers_which_variety_fits(window: Window, database: Database, market: Market,
                                                        qtbot: QtBot) -> None:
    Land(database, market)
    case = verbs.save(database, FarmerCase, {"farmer": "Li", "reported_on": date(2026, 3, 1), "region_id": market.one,
                                             "crop_id": market.crop})
    assert window.context and window.page
    window.context.open("farmercase", case.id)
    settle(qtbot, window.context)
    section: Any = window.page.section
    tab = section.pane.tabs.open_tab("Which variety fits")
    qtbot.waitUntil(lambda: "合适" in tab.text.toPlainText())
    section.pane.tabs.setCurrentIndex(0)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    (menu,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.objectName() == "papers_menu"]
    assert [action.text() for action in menu.actions()] == ["Print the record…", "Which variety fits"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    (shown,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview)]
    qtbot.waitUntil(lambda: shown.kind.endswith("case_paper") and not window.tasks.busy)
    shown.close()
