"""Bytes that changed by themselves are found in the background, said calmly, and brought back by two clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import backup, verbs, wholeness
from desktop.core.attachments import attach
from desktop.core.wholeness import Finding
from desktop.dealers.model import Dealer
from tests.ui.test_backups import idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


def test_damage_is_said_and_repaired_from_the_window(
    empty_window: Window, database: Database, qtbot: QtBot, answers: Answers
) -> None:
    from desktop.ui.shell.backups import CheckDialog

    window, path = empty_window, database.path
    dealer = verbs.save(database, Dealer, {"name": "甲", "remarks": "不会错的备注" * 20})
    wholeness.first_sums(database)
    backup.backup_now(database)
    database.close()
    data = path.read_bytes()
    path.write_bytes(data.replace("不会错的备注不会错".encode(), "不会对的备注不会错".encode()))
    window.show()
    with qtbot.waitSignal(window.attached):
        window.open_database(path)
    assert window.backups
    watch = window.backups.rot
    qtbot.waitUntil(lambda: watch.bar is not None and watch.bar.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: watch.done, timeout=20_000)
    assert watch.bar and "changed by themselves" in watch.bar.text.text()
    qtbot.mouseClick(watch.bar.cure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(isinstance(w, CheckDialog) for w in QApplication.topLevelWidgets()), timeout=20_000)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CheckDialog))
    assert dialog.part("repair").isVisible()
    answers.next = True
    with qtbot.waitSignal(window.attached, timeout=20_000):
        qtbot.mouseClick(dialog.part("repair"), Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert any("甲" in shown for shown in answers.shown)
    assert window.context
    with window.context.db.reading() as session:
        assert session.get_one(Dealer, dealer.id).remarks == "不会错的备注" * 20
    qtbot.waitUntil(lambda: watch.done, timeout=20_000)
    assert watch.found == [] and not watch.bar.isVisible()
    window.detach()


def test_a_whole_database_is_looked_at_in_full_once_a_week(window: Window, qtbot: QtBot) -> None:
    assert window.backups and window.context
    watch, path = window.backups.rot, window.context.db.path
    qtbot.waitUntil(lambda: watch.done, timeout=20_000)
    idle(qtbot, window)
    assert watch.full and watch.bar is None
    qtbot.waitUntil(lambda: not wholeness.is_due(path), timeout=20_000)
    watch._opened()
    qtbot.waitUntil(lambda: watch.done, timeout=20_000)
    assert not watch.full


def test_a_piece_of_a_look_ends_in_peace_though_the_database_was_closed_meanwhile(window: Window, qtbot: QtBot) -> None:
    """What its worker looks at is its own: closing takes nothing away under it, and nobody hears of what it found."""
    assert window.backups and window.context
    watch, db = window.backups.rot, window.context.db
    qtbot.waitUntil(lambda: watch.done, timeout=20_000)
    idle(qtbot, window)
    under_way = watch._look
    pieces = under_way._begun(db, "")

    def closes() -> Iterator[Finding | None]:
        watch._closed()  # as the window does while the worker goes on
        yield from pieces

    under_way._pieces = closes()
    came = under_way.some(db, "")
    watch._looked(under_way, ([Finding("error", "of a database that is closed", damage=True)], came[1]))
    assert not watch.found and not watch.done and watch.bar is None


def test_an_attached_file_that_is_gone_is_named_with_its_place_and_no_byte_is_said_to_have_changed(
        database: Database, tmp_path: Path) -> None:
    from desktop.core.wholeness import attachments
    from desktop.ui.shell.rot_watch import told

    dealer = verbs.save(database, Dealer, {"name": "甲"})
    for name in ("scan.txt", "other.txt"):
        source = tmp_path / name
        source.write_text(name, encoding="utf-8")
        attach(database, "dealer", dealer.id, [source])
    for path in database.attachments.rglob("*"):
        if path.is_file():
            path.unlink()
    found = [one for one in attachments(database) if one is not None]
    assert [one.missing for one in found] == [True, True] and all(one.damage for one in found)
    said = told(found)
    assert "scan.txt (甲)" in said + found[1].sentence and str(database.attachments) in said and "attach it anew" in said
    assert "by themselves" not in said and said.endswith("1 more attached file is missing.")
    assert "by themselves" in told([*found, wholeness.Finding("error", "page", damage=True)])
