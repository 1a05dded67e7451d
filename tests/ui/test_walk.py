"""A walk through the whole program on the example region: every section, both languages, light and dark, no warning."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible
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


def nameless(widget: QWidget) -> bool:
    """Whether a screen reader has nothing to say of a button or a line that stands without a label."""
    inside_qt = widget.objectName().startswith("qt_") or widget.metaObject().className() == "QLineEditIconButton"
    return (isinstance(widget, QAbstractButton | QLineEdit) and widget.isVisible() and not inside_qt
            and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip())


@pytest.mark.parametrize(("language", "theme"), [("zh_CN", "light"), ("en", "dark")])
def test_every_section_shows_something_and_a_screen_reader_can_say_each_button_and_line(
    example_window: Window, qtbot: QtBot, language: str, theme: str
) -> None:
    appearance.change(example_window, "language", language)
    appearance.change(example_window, "theme", theme)
    unsaid = set()
    for feature in example_window.program.features:
        page = example_window.show_feature(feature.name)
        assert page is not None
        for kind in page.sections:
            page.show_section(kind.name)
            idle(qtbot, example_window)
            picture = example_window.stack.grab().toImage()
            places = [(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)]
            assert len({picture.pixel(x, y) for x, y in places}) > 8, f"{feature.name}/{kind.name} is empty"
            unsaid |= {f"{feature.name}/{kind.name}: {type(w.parent()).__name__} {type(w).__name__} {w.toolTip()}"
                       for w in example_window.findChildren(QWidget) if nameless(w)}
    assert not unsaid


def test_the_window_fits_a_small_screen_and_one_at_150_percent(example_window: Window, qtbot: QtBot) -> None:
    """1366 × 768 at 150 % leaves 910 × 512 for the window, of which 32 are its title."""
    too_large = []
    for feature in example_window.program.features:
        page = example_window.show_feature(feature.name)
        assert page is not None
        for kind in page.sections:
            needed = page.show_section(kind.name).minimumSizeHint()
            idle(qtbot, example_window)
            if needed.width() > 900 or needed.height() > 380:
                too_large.append(f"{feature.name}/{kind.name}: {needed.width()} × {needed.height()}")
    assert not too_large
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
