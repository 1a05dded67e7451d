"""The window stands before the database does, follows it, and passes commands to the page in view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication

from tests.ui import samples

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window


@pytest.fixture(autouse=True)
def throw_away_features(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("desktop.app.TABS", samples.FEATURES)
    monkeypatch.setattr("desktop.app.make_example", samples.example)
    return


def notes(window: Window) -> samples.Notes:
    window.show_feature("first")
    assert window.page
    shown = window.page.section
    assert isinstance(shown, samples.Notes)
    return shown


def test_an_empty_window_offers_three_choices(empty_window: Window) -> None:
    empty_window.show()
    assert empty_window.stack.currentWidget() is empty_window.start_page
    assert [c.text() for c in empty_window.start_page.choices] == ["New database", "Open a database", "Example region"]


def test_the_example_region_is_made_once_and_opened(empty_window: Window, qtbot: QtBot) -> None:
    empty_window.show()
    with qtbot.waitSignal(empty_window.attached):
        qtbot.mouseClick(empty_window.start_page.choices[2], Qt.MouseButton.LeftButton)
    assert empty_window.windowTitle().startswith("example")


def test_a_second_program_on_the_same_file_says_so_and_offers_another(
    empty_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    from desktop.core.lock import FileLock

    held = FileLock(tmp_path / "mine.agridesk")
    held.acquire()
    empty_window.show()
    empty_window.open_database(tmp_path / "mine.agridesk")
    qtbot.waitUntil(empty_window.start_page.problem.isVisible)
    assert "already open in another AgriDesk" in empty_window.start_page.problem.text()
    assert all(choice.isVisible() for choice in empty_window.start_page.choices)
    held.release()


@pytest.mark.parametrize(
    ("key", "heard"), [(Qt.Key.Key_N, "new_record"), (Qt.Key.Key_S, "save"), (Qt.Key.Key_F, "find"), (Qt.Key.Key_E, "export")]
)
def test_shortcuts_reach_the_section_in_view(window: Window, qtbot: QtBot, key: Qt.Key, heard: str) -> None:
    section = notes(window)
    qtbot.keyClick(section.edit, key, Qt.KeyboardModifier.ControlModifier)
    assert section.heard == [heard]


def test_delete_is_the_field_s_own_while_typing_and_the_bin_otherwise(window: Window, qtbot: QtBot) -> None:
    section = notes(window)
    section.edit.setText("ab")
    section.edit.setFocus()
    section.edit.home(False)
    qtbot.keyClick(section.edit, Qt.Key.Key_Delete)
    assert section.edit.text() == "b" and section.heard == []
    window.tabs.setFocus()
    qtbot.keyClick(window.tabs, Qt.Key.Key_Delete)
    assert section.heard == ["delete"]


def test_what_a_section_cannot_do_is_disabled(window: Window, qtbot: QtBot) -> None:
    section = notes(window)
    assert window.actions_["save"].isEnabled() and not window.actions_["print_"].isEnabled()
    qtbot.keyClick(section.edit, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert section.heard == []


def test_f5_loads_the_section_again(window: Window, qtbot: QtBot) -> None:
    section = notes(window)
    before = section.loaded
    qtbot.keyClick(section.edit, Qt.Key.Key_F5)
    assert section.loaded == before + 1


def test_ctrl_and_a_number_go_to_the_tab_which_is_made_on_its_first_visit(window: Window, qtbot: QtBot) -> None:
    assert list(window.pages) == ["first"]
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentIndex() == 1 and list(window.pages) == ["first", "second"]
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentIndex() == 1


def test_ctrl_k_goes_to_the_search_box_even_from_a_text_field(window: Window, qtbot: QtBot) -> None:
    section = notes(window)
    window.activateWindow()
    section.edit.setFocus()
    qtbot.keyClick(section.edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()


def test_a_record_is_opened_on_the_page_that_knows_its_table(window: Window) -> None:
    window.show_feature("second")
    assert window.context
    window.context.open("dealer", 7)
    assert notes(window).heard == ["open dealer 7"]


def test_a_record_without_a_page_is_said_plainly(window: Window) -> None:
    assert window.context
    window.context.open("nothing", 7)
    assert window.status.text.text() == "This record has no page of its own."


def test_a_sentence_longer_than_the_window_is_cut_and_does_not_widen_it(window: Window, qtbot: QtBot) -> None:
    window.resize(1000, 700)
    window.status.file.setText("农技台.agridesk")
    window.status.file.setToolTip("C:/农技台.agridesk")
    said = "4 cells do not fit <and> are marked red:\n" + "王秀兰 " * 400
    window.status.show_message(said, undo=True)
    qtbot.waitUntil(lambda: window.status.text.elided().endswith("…"))
    assert window.width() == 1000 and window.minimumSizeHint().width() <= 1000
    assert window.status.file.elided() == "农技台.agridesk" and window.status.undo.geometry().right() < 1000
    for part, tip in ((window.status.text, "&lt;and&gt;"), (window.status.file, "C:/农技台.agridesk")):
        QApplication.sendEvent(part, QHelpEvent(QEvent.Type.ToolTip, QPoint(3, 3), part.mapToGlobal(QPoint(3, 3))))
        assert tip in part.toolTip()


def test_unsaved_input_keeps_the_window_open(window: Window, qtbot: QtBot) -> None:
    section = notes(window)
    section.unsaved = True
    window.close()
    assert window.isVisible()
    section.unsaved = False
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_language_changes_at_once(window: Window, qtbot: QtBot) -> None:
    notes(window)
    chinese = next(a for a in window.actions_._choices["language"].actions() if a.data() == "zh_CN")
    chinese.trigger()
    assert window.actions_["save"].text() == "保存"
    assert window.page is not None and window.settings.get("language") == "zh_CN"
    assert [a.text() for a in window.actions_._choices["language"].actions()] == ["跟随系统", "简体中文", "English"]
    next(a for a in window.actions_._choices["language"].actions() if a.data() == "en").trigger()
    assert window.actions_["save"].text() == "Save"


def test_the_theme_changes_at_once(window: Window) -> None:
    light = window.palette().window().color().lightness()
    next(a for a in window.actions_._choices["theme"].actions() if a.data() == "dark").trigger()
    assert window.palette().window().color().lightness() < light


def test_the_window_finds_its_place_and_tab_again(window: Window, qtbot: QtBot) -> None:
    window.show_feature("second")
    window.resize(1000, 640)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.settings.remembered["tab"] == "second" and window.settings.remembered["geometry"]


def test_pages_are_freed_with_their_database(window: Window, qtbot: QtBot) -> None:
    import shiboken6

    section = notes(window)
    window.detach()
    qtbot.waitUntil(lambda: not shiboken6.isValid(section))
    assert window.stack.currentWidget() is window.start_page and not window.actions_["save"].isEnabled()


def test_the_window_loads_no_heavy_library_before_it_is_shown() -> None:
    import os
    import subprocess
    import sys

    script = (
        "import sys; from PySide6.QtWidgets import QApplication; from desktop import app; "
        "from desktop.core.settings import Settings; from desktop.ui.look import appearance; a = QApplication([]); "
        "s = Settings(); appearance.dress(a, s); w = app.make_window(s); w.show(); "
        "print([m for m in ('sqlmodel', 'sqlalchemy', 'pydantic', 'numpy', 'scipy', 'matplotlib', 'openpyxl', "
        "'reportlab', 'docx', 'pypinyin', 'PySide6.QtUiTools', 'desktop.core.files', 'hashlib') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.strip() == "[]"


def test_a_page_opens_at_the_section_it_was_left_at(window: Window) -> None:
    page = window.show_feature("first")
    assert page and page.section.name == "notes"
    page.show_section("others")
    window.rebuild_pages()  # as the next start makes them
    assert window.page is not page and window.page and window.page.section.name == "others"
    assert [section.name for section in window.page.made()] == ["others"]
