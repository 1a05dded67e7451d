"""Backup, restore and check from the File menu; the automatic backup never stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.core.errors import UserError
from tests.ui import samples

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


@pytest.fixture(autouse=True)
def throw_away_features(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("desktop.app.TABS", samples.FEATURES)
    return


def idle(qtbot: QtBot, window: Window) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.tasks.busy)


def add(context: Context, name: str) -> Any:
    from desktop.dealers.model import Dealer

    return verbs.save(context.db, Dealer, {"name": name})


def names(context: Context) -> list[str]:
    from sqlmodel import select

    from desktop.dealers.model import Dealer

    with context.db.reading() as session:
        return [d.name for d in session.exec(select(Dealer)) if d.deleted_at is None]


def test_a_backup_is_made_beside_the_database(context: Context, window: Window, qtbot: QtBot) -> None:
    from desktop.core.backup import list_backups

    window.actions_["backup"].trigger()
    idle(qtbot, window)
    assert len(list_backups(context.db.path)) == 1
    assert window.status.text.text().startswith("Backed up and verified")


def test_a_backup_goes_to_the_folder_the_user_names(window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    answers.next = stick
    window.actions_["backup_to"].trigger()
    idle(qtbot, window)
    assert [p.suffix for p in stick.iterdir()] == [".agridesk-backup"]


def test_a_restored_backup_brings_the_old_state_back(context: Context, window: Window, qtbot: QtBot, answers: Answers) -> None:
    from desktop.ui.shell.backups import RestoreDialog

    add(context, "before")
    window.actions_["backup"].trigger()
    idle(qtbot, window)
    add(context, "after")
    idle(qtbot, window)
    window.actions_["restore"].trigger()
    idle(qtbot, window)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RestoreDialog))
    assert not dialog.part("restore").isEnabled()
    dialog.view.selectRow(0)
    answers.next = True
    with qtbot.waitSignal(window.attached):
        qtbot.mouseClick(dialog.part("restore"), Qt.MouseButton.LeftButton)
    assert window.context and names(window.context) == ["before"]


def test_a_restore_that_fails_opens_the_database_again(
    context: Context, window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    from desktop.ui.shell.backups import restore

    add(context, "here")
    (tmp_path / "bad.agridesk-backup").write_bytes(b"nothing")
    with qtbot.waitSignal(window.attached):
        restore(window, context.db.path, tmp_path / "bad.agridesk-backup")
    assert answers.shown and window.context and names(window.context) == ["here"]


def test_the_automatic_backup_runs_only_after_a_change(context: Context, window: Window, qtbot: QtBot) -> None:
    from desktop.core.backup import list_backups

    assert window.backups
    for count, name in ((1, "a"), (1, ""), (2, "b")):
        if name:
            add(context, name)
            idle(qtbot, window)
        window.backups.run()
        idle(qtbot, window)
        assert len(list_backups(context.db.path)) == count


def test_a_failing_automatic_backup_is_shown_and_blocks_nothing(
    window: Window, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_db: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr("desktop.ui.shell.autobackup.if_changed", fail)
    assert window.backups
    window.backups.run()
    idle(qtbot, window)
    assert window.status.text.text() == "The automatic backup failed: The disk is full." and answers.shown == []


def test_the_check_shows_what_it_found(window: Window, qtbot: QtBot) -> None:
    from desktop.ui.shell.backups import CheckDialog

    window.actions_["check"].trigger()
    idle(qtbot, window)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CheckDialog))
    assert dialog.model.index(0, 0).data() == "In order"
