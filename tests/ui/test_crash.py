"""An error of ours is logged and shown with text to copy; the world's fault is one sentence; nothing stops."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.ui.shell import crash
from desktop.ui.shell.crash_dialog import CrashDialog
from desktop.ui.shell.log_file import LogFile

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.conftest import Answers


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    before = list(logging.getLogger().handlers)
    yield
    for handler in [h for h in logging.getLogger().handlers if h not in before]:
        logging.getLogger().removeHandler(handler)
        handler.close()


def dialogs() -> list[CrashDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()]


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:  # noqa: BLE001
        return caught


def test_an_unexpected_error_is_logged_and_shown_once(qtbot: QtBot, log_lines: list[str]) -> None:
    for _time in range(3):
        error = raised(ZeroDivisionError("mean of nothing"))
        crash.report(type(error), error, error.__traceback__)
    (dialog,) = dialogs()
    assert "ZeroDivisionError: mean of nothing" in dialog.text.toPlainText() and "PySide6" in dialog.text.toPlainText()
    assert "mean of nothing" in (paths.log_folder() / "agridesk.log").read_text(encoding="utf-8")
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy the text")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    dialog.close()
    qtbot.waitUntil(lambda: not dialogs())
    crash.report(type(error), error, error.__traceback__)
    assert len(dialogs()) == 1, "after the first was closed the next error is shown again"
    dialogs()[0].close()
    assert len(log_lines) == 4
    log_lines.clear()


def test_the_worlds_fault_is_one_sentence(qapp: QApplication, answers: Answers) -> None:
    error = raised(UserError("The disk is full."))
    crash.report(type(error), error, error.__traceback__)
    assert answers.shown == ["The disk is full."] and not dialogs()


def test_a_log_that_another_window_holds_goes_on_without_an_error_and_turns_over_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Windows renames no file that another program has open (WinError 32)."""
    path = tmp_path / "agridesk.log"
    (tmp_path / "agridesk.log.1").write_text("older\n", encoding="utf-8")
    monkeypatch.setattr("desktop.ui.shell.log_file.FULL", 300)
    logger, handler, rename = logging.getLogger("agridesk.test"), LogFile(path), os.rename
    logger.propagate = False
    logger.addHandler(handler)

    def held(*_names: str) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    try:
        monkeypatch.setattr(os, "rename", held)
        for number in range(20):
            logger.error("line %02d", number)
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line[-2:] for line in lines] == [f"{n:02}" for n in range(20)], "nothing is lost, nothing shifted"
        assert (tmp_path / "agridesk.log.1").read_text(encoding="utf-8") == "older\n"
        monkeypatch.setattr(os, "rename", rename)
        for number in range(20, 40):
            logger.error("line %02d", number)
        assert "line 39" in path.read_text(encoding="utf-8") and path.stat().st_size < 400
        assert (tmp_path / "agridesk.log.2").exists() and not (tmp_path / "agridesk.log.turning").exists()
        assert capsys.readouterr().err == ""
    finally:
        logger.removeHandler(handler)
        handler.close()


def test_a_log_that_somebody_took_away_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "agridesk.log"
    handler = LogFile(path)
    try:
        handler.close()  # Windows lets nobody take an open file away
        path.unlink()
        handler.doRollover()
        handler.emit(logging.makeLogRecord({"msg": "after it"}))
        assert "after it" in path.read_text(encoding="utf-8")
    finally:
        handler.close()
