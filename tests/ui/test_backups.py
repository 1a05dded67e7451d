"""Backup, restore and check from the File menu; the automatic backup never stands in the way."""

from __future__ import annotations

import sys
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

    from desktop.core.database import Database
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
    from desktop.core.backup_files import list_backups

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
    from desktop.core.backup_files import list_backups

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


def closed(qtbot: QtBot, window: Window) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_backs_up_what_has_changed_and_nothing_else(context: Context, window: Window, qtbot: QtBot) -> None:
    from desktop.core.backup_files import list_backups

    add(context, "a")
    idle(qtbot, window)
    path = context.db.path
    assert window.backups and not list_backups(path), "a short change waits"
    window.close()
    assert window.isVisible(), "the window is not held up: it closes when the backup is made"
    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(list_backups(path)) == 1


def test_a_backup_that_fails_on_closing_asks_and_the_window_can_stay(
    context: Context, window: Window, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_db: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr("desktop.ui.shell.autobackup.if_changed", fail)
    answers.next = False
    window.close()
    idle(qtbot, window)
    assert window.isVisible() and "The disk is full." in answers.shown[0]
    answers.next = True
    closed(qtbot, window)


def test_what_was_not_backed_up_the_last_time_is_on_opening(empty_window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.core.backup_files import list_backups
    from desktop.dealers.model import Dealer

    verbs.save(database, Dealer, {"name": "a"})
    empty_window.show()
    empty_window.attach(database)
    qtbot.waitUntil(lambda: bool(list_backups(database.path)))
    qtbot.waitUntil(lambda: empty_window.status.backup.text().startswith("Backed up "))
    idle(qtbot, empty_window)


def test_a_change_of_many_records_is_backed_up_at_once(context: Context, window: Window, qtbot: QtBot) -> None:
    from desktop.core.backup_files import list_backups
    from desktop.dealers.model import Dealer
    from desktop.ui.shell.autobackup import MANY

    with context.db.operation("import") as session:
        verbs.insert_many(session, Dealer, [{"name": f"d{n}", "code": f"D{n}"} for n in range(MANY)])
    qtbot.waitUntil(lambda: bool(list_backups(context.db.path)))
    idle(qtbot, window)


def test_a_copy_goes_to_the_second_place_and_a_missing_one_is_said_quietly(
    context: Context, window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    from desktop.core.second_place import last_copy

    assert window.backups
    stick = tmp_path / "stick"
    window.settings.set("second_place", str(stick))
    add(context, "a")
    window.backups.run()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: "is not there" in window.status.text.text())
    assert answers.shown == [] and last_copy(context.db.path) is None
    stick.mkdir()
    window.backups.run()
    qtbot.waitUntil(lambda: last_copy(context.db.path) is not None)
    idle(qtbot, window)
    window.backups.run()
    idle(qtbot, window)
    assert [p.suffix for p in stick.iterdir()] == [".agridesk-backup"], "one a day is enough"


def test_the_status_bar_reminds_of_a_copy_elsewhere_and_makes_it(
    context: Context, window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    from datetime import datetime, timedelta

    from desktop.core.backup_files import list_backups

    window.actions_["backup"].trigger()
    idle(qtbot, window)
    [made] = list_backups(context.db.path)
    old = datetime.now() - timedelta(days=8)
    made.path.rename(made.path.with_name(f"000001-{old:%Y%m%d-%H%M%S}.agridesk"))
    assert window.backups
    window.backups.show()
    qtbot.waitUntil(lambda: window.status.backup.text().endswith("no copy elsewhere for 8 days"))
    stick = tmp_path / "stick"
    stick.mkdir()
    answers.next = stick
    qtbot.mouseClick(window.status.backup, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "no copy" not in window.status.backup.text())
    idle(qtbot, window)
    assert len(list(stick.iterdir())) == 1


def test_an_older_database_is_backed_up_brought_up_to_date_and_that_is_said(
    empty_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    from desktop.core.backup_files import list_backups
    from desktop.core.schema import open_database
    from desktop.migrations import STEPS

    path = tmp_path / "older.agridesk"
    open_database(path, STEPS[:-1]).close()
    empty_window.show()
    with qtbot.waitSignal(empty_window.attached):
        empty_window.open_database(path)
    assert "backed up and brought up to date" in empty_window.status.text.text()
    assert len(list_backups(path)) >= 1
    idle(qtbot, empty_window)
    empty_window.detach()


def test_a_damaged_database_that_was_not_opened_last_is_restored_from_the_first_page(
    empty_window: Window, database: Database, qtbot: QtBot, answers: Answers
) -> None:
    from desktop.core.backup import backup_now
    from desktop.dealers.model import Dealer
    from desktop.ui.shell.backups import RestoreDialog

    window, path = empty_window, database.path
    verbs.save(database, Dealer, {"name": "a"})
    backup_now(database)
    database.close()
    path.write_bytes(b"no database")
    window.show()
    window.open_database(path)
    qtbot.waitUntil(window.start_page.restore.isVisible)
    qtbot.mouseClick(window.start_page.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(isinstance(w, RestoreDialog) for w in QApplication.topLevelWidgets()))
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RestoreDialog))
    dialog.view.selectRow(0)
    answers.next = True
    with qtbot.waitSignal(window.attached):
        qtbot.mouseClick(dialog.part("restore"), Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert window.context and names(window.context) == ["a"]
    window.detach()


def test_the_check_shows_what_it_found(window: Window, qtbot: QtBot) -> None:
    from desktop.ui.shell.backups import CheckDialog

    window.actions_["check"].trigger()
    idle(qtbot, window)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CheckDialog))
    assert dialog.model.index(0, 0).data() == "In order"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow it")
def test_the_window_goes_on_in_a_copy_where_the_database_was_deleted_under_it(
    context: Context, window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    db, target = context.db, tmp_path / "copy.agridesk"
    add(context, "before")
    idle(qtbot, window)
    db.path.unlink()
    answers.next, answers.next = True, target
    window.tasks.run(lambda: add(context, "lost"))
    qtbot.waitUntil(lambda: "save it again" in window.status.text.text())
    assert "was replaced, changed or deleted" in answers.shown[0]
    assert db.path == target and window.windowTitle().startswith("copy")
    add(context, "saved again")
    idle(qtbot, window)
    assert names(context) == ["before", "saved again"]
