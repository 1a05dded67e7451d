"""A new database, and the first start: what is asked, that none of it must be answered, and what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.core import drives, settings
from desktop.core.drives import Drive
from desktop.ui.dialogs.new_database import NewDatabaseDialog
from desktop.ui.shell.name_bar import NameBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def dialog(
    empty_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stick: Path
) -> NewDatabaseDialog:
    """The dialog over a window without a database, on a computer with another drive and a stick."""
    monkeypatch.setattr(drives, "data_place", lambda: tmp_path / "Documents" / "AgriDesk")
    monkeypatch.setattr(drives, "drives", lambda: [Drive(stick, stick=True), Drive(tmp_path / "D", stick=False)])
    empty_window.show()
    qtbot.mouseClick(empty_window.start_page.choices[0], Qt.MouseButton.LeftButton)
    made = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NewDatabaseDialog) and w.isVisible())
    qtbot.waitUntil(lambda: not empty_window.tasks.busy)
    return made


def hint(dialog: NewDatabaseDialog) -> str:
    return dialog.widget("hint", QLabel).text()


def create(dialog: NewDatabaseDialog, window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.attached):
        qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.tasks.busy)


def test_what_is_told_belongs_to_the_database_and_stands_in_the_settings(
    dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot, tmp_path: Path, stick: Path
) -> None:
    for name, text in (("manager", "李农艺"), ("company", "示例种业"), ("region", "绥化")):
        dialog.words[name].setText(text)
    dialog.year.setCurrentText("01-01")
    dialog.second.setCurrentIndex(dialog.second.findText(str(stick / "AgriDesk backups")))
    create(dialog, empty_window, qtbot)
    made = tmp_path / "Documents" / "AgriDesk" / "绥化.agridesk"
    assert empty_window.context is not None and empty_window.context.db.path == made
    told = {name: settings.office(empty_window.context.db, name)
            for name in ("manager", "company", "region", "business_year_start")}
    assert told == {"manager": "李农艺", "company": "示例种业", "region": "绥化", "business_year_start": "01-01"}
    assert empty_window.settings.get("second_place") == str(stick / "AgriDesk backups")
    assert (stick / "AgriDesk backups").is_dir()


def test_nothing_has_to_be_answered_and_the_name_is_not_asked_for_twice(
    dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    create(dialog, empty_window, qtbot)
    assert (tmp_path / "Documents" / "AgriDesk" / "My region.agridesk").is_file()
    bar = empty_window.findChild(NameBar)
    assert bar is not None and not bar.isVisible()
    assert empty_window.settings.get("second_place") == ""


def test_places_are_offered_and_it_is_said_what_would_be_lost(
    dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot, tmp_path: Path, stick: Path, answers: Answers
) -> None:
    assert [dialog.folder.itemText(n) for n in range(dialog.folder.count())] == [
        str(tmp_path / "Documents" / "AgriDesk"), str(tmp_path / "D" / "AgriDesk")]
    assert [dialog.second.itemText(n) for n in range(dialog.second.count())] == [
        "", str(stick / "AgriDesk backups"), str(tmp_path / "D" / "AgriDesk backups")]
    assert "lost with this computer" in hint(dialog)
    answers.next = stick
    qtbot.mouseClick(dialog.part("choose_second"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "same drive" in hint(dialog))
    answers.next = stick / "data"
    qtbot.mouseClick(dialog.part("choose_folder"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: str(stick / "data" / "My region.agridesk") in hint(dialog))


def test_the_language_is_switched_there_and_what_was_typed_stays(
    dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.words["company"], "Seeds")
    number = dialog.language.findText("简体中文")
    dialog.language.setCurrentIndex(number)
    dialog.language.activated.emit(number)
    qtbot.waitUntil(lambda: hint(dialog).startswith("数据库文件"))
    assert (dialog.windowTitle(), dialog.words["company"].text()) == ("新建数据库", "Seeds")
    assert empty_window.settings.get("language") == "zh_CN"


def test_a_file_that_is_there_is_never_written_over(
    dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    there = tmp_path / "Documents" / "AgriDesk" / "My region.agridesk"
    there.parent.mkdir(parents=True)
    there.write_text("mine", encoding="utf-8")
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "exists already" in dialog.widget("problem", QLabel).text())
    assert there.read_text("utf-8") == "mine" and dialog.isVisible()


def test_a_folder_that_cannot_be_made_is_named_and_nothing_is_made(
    dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "Documents").write_text("a file in the way", encoding="utf-8")
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "cannot be made" in dialog.widget("problem", QLabel).text())
    assert dialog.isVisible() and empty_window.context is None


def test_it_leads_to_a_database_that_is_there(
    dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    answers.next = tmp_path / "old.agridesk"
    with qtbot.waitSignal(empty_window.attached):
        qtbot.mouseClick(dialog.part("open"), Qt.MouseButton.LeftButton)
    assert empty_window.windowTitle().startswith("old")


def test_it_leads_to_the_example(dialog: NewDatabaseDialog, empty_window: Window, qtbot: QtBot,
                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(empty_window.actions_.files), "open_example", lambda _self: asked.append(True))
    asked: list[bool] = []
    qtbot.mouseClick(dialog.part("example"), Qt.MouseButton.LeftButton)
    assert asked and not any(isinstance(w, NewDatabaseDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
