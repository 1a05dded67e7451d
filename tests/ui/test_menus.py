"""The menus of the window: what stands where, and that what it says happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from tests.ui import samples

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from desktop.ui.shell.window import Window


@pytest.fixture(autouse=True)
def throw_away_features(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("desktop.app.TABS", samples.FEATURES)
    return


def menu_of(window: Window, title: str) -> QMenu:
    """The menu of that title in the menu bar."""
    return next(a.menu() for a in window.menuBar().actions() if a.text().replace("&", "") == title)  # type: ignore[return-value]


def test_print_export_and_recent_files_stand_under_file_and_copy_and_paste_under_edit(context: Context, window: Window) -> None:
    entries = menu_of(window, "File").actions()
    file = [entry.menu().title() if entry.menu() else entry.objectName() for entry in entries]
    assert {"print_", "export", "Recent files"} <= set(file)
    assert not {"print_", "export"} & {a.objectName() for a in menu_of(window, "View").actions()}
    assert {"copy", "paste"} <= {a.objectName() for a in menu_of(window, "Edit").actions()}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [911, 1366])
def test_all_menus_stand_in_their_bar_however_narrow_the_window(
    context: Context, window: Window, qtbot: QtBot, width: int, language: str
) -> None:
    from desktop.core import i18n

    with i18n.using(language):
        window.retranslate()
        window.resize(width, 512)
        qtbot.waitUntil(lambda: window.width() == width)
        bar = window.menuBar()
        bar.grab()
        corner = bar.cornerWidget().geometry()
        for action in bar.actions():
            place = bar.actionGeometry(action)
            assert not place.isEmpty() and place.right() < corner.left(), action.text()
        assert corner.right() <= bar.width() and window.search.width() >= 120
        assert not [b for b in bar.findChildren(QToolButton) if b.objectName() == "qt_menubar_ext_button" and b.isVisible()]
    window.retranslate()


def test_copy_and_paste_of_the_menu_reach_the_field_that_has_the_focus(context: Context, window: Window, qtbot: QtBot) -> None:
    line = QLineEdit("玉米", window)
    line.show()
    line.setFocus()
    line.selectAll()
    qtbot.waitUntil(line.hasFocus)
    window.actions_["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "玉米"
    line.clear()
    window.actions_["paste"].trigger()
    window.actions_["paste"].trigger()
    assert line.text() == "玉米玉米"


def test_the_files_opened_last_are_offered_without_the_one_that_is_open(context: Context, window: Window,
                                                                        tmp_path: Path) -> None:
    before = tmp_path / "north.agridesk"
    before.touch()
    window.actions_.files.note(before)
    window.actions_.files.note(context.db.path)
    recent = next(a.menu() for a in menu_of(window, "File").actions() if a.menu() is not None)
    assert isinstance(recent, QMenu)
    recent.aboutToShow.emit()
    assert [action.text() for action in recent.actions()] == ["north"]


def test_whatever_opens_a_menu_bears_an_arrow_and_the_rest_none(context: Context, window: Window, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPushButton

    from desktop.ui.look.icons import icon
    from desktop.ui.look.menus import hang

    for kind in (QToolButton, QPushButton):
        plain, opening = kind(window), kind(window)
        for button in (plain, opening):
            button.setIcon(icon("filter"))
            button.resize(60, 28)
        hang(opening, QMenu(opening))
        before, after = plain.grab().toImage(), opening.grab().toImage()
        right = [(x, y) for x in range(42, 58) for y in range(8, 20)]
        assert len({before.pixel(x, y) for x, y in right}) == 1, "nothing stands at the right of a plain button"
        assert len({after.pixel(x, y) for x, y in right}) > 1, f"no arrow on {kind.__name__}"


def test_menus_are_hung_on_buttons_in_one_place_which_gives_them_their_arrow() -> None:
    from pathlib import Path as Folder

    import desktop

    files = Folder(desktop.__file__).parent.rglob("*.py")
    assert [path.name for path in files if ".setMenu(" in path.read_text(encoding="utf-8")] == ["menus.py"]


def test_a_button_lets_go_of_its_highlight_when_its_menu_closes(qtbot: QtBot) -> None:
    from desktop.ui.look.menus import hang

    button = QToolButton()
    qtbot.addWidget(button)
    menu = QMenu(button)
    menu.addAction("one")
    hang(button, menu)
    button.show()
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    menu.aboutToHide.emit()  # offscreen there is no keyboard to be grabbed by a menu that really opens
    qtbot.waitUntil(lambda: not button.underMouse() or button.rect().contains(button.mapFromGlobal(button.cursor().pos())))


def test_the_names_of_keys_are_not_taken_from_our_words() -> None:
    """“Right” is an answer to a quiz among ours; a key of that name points to the right."""
    from desktop.core import i18n
    from desktop.ui.translate import Catalogue

    with i18n.using("zh_CN"):
        assert i18n._("Right") != "Right" and Catalogue().translate("QShortcut", "Right") is None
