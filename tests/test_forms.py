"""Every Designer form opens in both languages without a warning, fits the smallest screen, and is named after itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core import i18n, paths
from desktop.core.feature import load
from desktop.features import TABS
from desktop.ui import loader
from desktop.ui.look import theme
from desktop.ui.preview import pdf_view  # noqa: F401 - the views register themselves with the loader
from desktop.ui.translate import Language

FORMS = sorted(path.stem for path in paths.form("x").parent.glob("*.ui"))


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Language:
    theme.use_font(10)
    for feature in TABS:  # a feature's own widgets register themselves with the loader
        load(feature.page)
    chosen = Language(qapp)
    chosen.use(request.param)
    request.addfinalizer(chosen.remove)
    return chosen


@pytest.mark.parametrize("name", FORMS)
def test_a_form_opens_in_both_languages(name: str, language: Language, qtbot: QtBot) -> None:
    widget = loader.load(name)
    qtbot.addWidget(widget)
    widget.show()
    hint = widget.minimumSizeHint()
    assert hint.width() <= 1366 and hint.height() <= 700, f"{name} needs {hint.width()} × {hint.height()}"


def test_a_form_speaks_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    chosen = Language(qapp)
    chosen.use("zh_CN")
    widget = loader.load("recycle_bin")
    qtbot.addWidget(widget)
    assert widget.findChild(QWidget, "cancel").property("text") == i18n._("Close") != "Close"
    chosen.remove()
