"""A walk through the whole program on the example region: every section, both languages, light and dark, no warning."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from desktop.ui.look import appearance

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window


@pytest.fixture
def example_window(empty_window: Window, example_file: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    own = tmp_path / "example.agridesk"
    shutil.copy(example_file, own)
    empty_window.resize(1366, 700)
    empty_window.show()
    with qtbot.waitSignal(empty_window.attached):
        empty_window.open_database(own)
    yield empty_window
    idle(qtbot, empty_window)


def idle(qtbot: QtBot, window: Window) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.tasks.busy)
    QApplication.processEvents()


def nameless(within: QWidget) -> list[QWidget]:
    """The buttons and lines in view of which a screen reader has nothing to say, as they stand without a label."""
    def is_nameless(widget: QWidget) -> bool:
        inside_qt = widget.objectName().startswith("qt_") or widget.metaObject().className() == "QLineEditIconButton"
        return (widget.isVisible() and not inside_qt
                and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip())

    return [w for kind in (QAbstractButton, QLineEdit) for w in within.findChildren(kind) if is_nameless(w)]


def colours(widget: QWidget) -> int:
    """How many colours a widget shows, looked at every fifth point."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    points = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), picture.bytesPerLine() // 4)
    return len(np.unique(points[::5, :picture.width():5]))


@pytest.mark.parametrize(("language", "theme"), [
    ("zh_CN", "light"), pytest.param("en", "dark", marks=pytest.mark.slow)])  # some 150 sections each
def test_every_section_shows_something_fits_a_small_screen_and_is_said_by_a_screen_reader(
    example_window: Window, qtbot: QtBot, language: str, theme: str
) -> None:
    """1366 × 768 at 150 % leaves 910 × 512 for the window, of which 32 are its title."""
    appearance.change(example_window, "language", language)
    appearance.change(example_window, "theme", theme)
    unsaid, too_large = set(), []
    for feature in example_window.program.features:
        page = example_window.show_feature(feature.name)
        assert page is not None
        for kind in page.sections:
            section = page.show_section(kind.name)
            needed = section.minimumSizeHint()
            idle(qtbot, example_window)
            where = f"{feature.name}/{kind.name}"
            assert colours(example_window.stack) > 8, f"{where} is empty"
            unsaid |= {f"{where}: {type(w.parent()).__name__} {type(w).__name__} {w.toolTip()}" for w in nameless(section)}
            if needed.width() > 900 or needed.height() > 380:
                too_large.append(f"{where}: {needed.width()} × {needed.height()}")
        unsaid |= {f"{feature.name}: {type(w.parent()).__name__} {type(w).__name__} {w.toolTip()}"
                   for w in nameless(example_window)}
    assert not unsaid
    assert not too_large
    example_window.resize(910, 480)
    idle(qtbot, example_window)
    assert example_window.menuBar().sizeHint().width() <= 910


def test_every_entry_of_the_menus_opens_and_closes(example_window: Window, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    for name in ("new_database", "import_", "check", "restore", "settings", "recycle_bin", "history", "help", "shortcuts"):
        example_window.actions_[name].trigger()
        idle(qtbot, example_window)
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        assert len(shown) == 1, name
        needed = shown[0].minimumSizeHint()
        assert needed.width() <= 910 and needed.height() <= 490, f"{name}: {needed.width()} × {needed.height()}"
        qtbot.keyClick(shown[0], Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
