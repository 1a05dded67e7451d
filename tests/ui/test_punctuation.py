"""Chinese punctuation is as wide as a character wherever the window speaks Chinese, also where that follows the system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop.ui.look import theme


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = QFont(qapp.font())
    yield qapp
    qapp.setFont(before)


@pytest.mark.parametrize(("language", "system", "full"), [
    ("", "zh_CN.UTF-8", True), ("", "en_US.UTF-8", False), ("zh_CN", "en_US.UTF-8", True), ("en", "zh_CN.UTF-8", False)])
def test_it_follows_the_language_that_is_spoken(app: QApplication, monkeypatch: pytest.MonkeyPatch, language: str, system: str,
                                                full: bool) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, system)
    theme.use_font(10, "en" if full else "zh_CN")  # what was in force before
    theme.use_font(10, language)
    measured = QFontMetrics(app.font())
    wide = [measured.horizontalAdvance(mark * 20) >= measured.horizontalAdvance("字" * 20) * 0.9 for mark in "“，。（"]
    assert wide == [full] * 4
