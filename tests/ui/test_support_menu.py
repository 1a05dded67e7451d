"""Help ▸ Save a support bundle, with and without an open database."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


def test_the_menu_writes_the_bundle_of_the_open_database(
    window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    out = tmp_path / "x.zip"
    answers.next = out
    window.actions_["support"].trigger()
    qtbot.waitUntil(lambda: len(answers.shown) == 2)
    assert str(out) in answers.shown[1] and "look into it before you send it" in answers.shown[1]
    with zipfile.ZipFile(out) as made:
        assert "integrity: ok" in made.read("report.txt").decode()


def test_without_a_database_the_bundle_tells_of_the_program(
    empty_window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    out = tmp_path / "x.zip"
    answers.next = out
    empty_window.actions_["support"].trigger()
    qtbot.waitUntil(lambda: len(answers.shown) == 2)
    with zipfile.ZipFile(out) as made:
        assert made.namelist() == ["report.txt", "log.txt"] and "SQLite" in made.read("report.txt").decode()
