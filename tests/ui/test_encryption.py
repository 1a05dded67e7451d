"""Encryption in the window, by clicks and keys: switched on and off, opened, locked, restored; nothing typed is lost."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import verbs
from desktop.core.encryption import key_file, ring, ways
from desktop.dealers.model import Dealer
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.encryption import EncryptionDialog
from desktop.ui.dialogs.passphrase import PassphraseDialog
from desktop.ui.dialogs.unlock import UnlockDialog
from desktop.ui.shell.lock_dialog import LockDialog
from desktop.ui.shell.window import Window
from tests.core.encryption.made import WORDS, quick
from tests.core.store import ready

D = TypeVar("D", bound=QDialog)
__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")


def press(qtbot: QtBot, dialog: FormDialog, name: str) -> None:
    qtbot.mouseClick(dialog.widget(name, QPushButton), Qt.MouseButton.LeftButton)


def the(qtbot: QtBot, kind: type[D]) -> D:
    """The open dialog of that class, once it is there."""
    def there() -> list[QDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: len(there()) == 1)
    return there()[0]  # type: ignore[return-value]


def typed(qtbot: QtBot, dialog: FormDialog, **fields: str) -> None:
    for name, text in fields.items():
        line = dialog.widget(name, QLineEdit)
        line.clear()
        qtbot.keyClicks(line, text)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda _parent, text: said.append(text))
    monkeypatch.setattr(messages, "ask", lambda _parent, text, _yes, _no: bool(said.append(text)) or "Now print" not in text)
    return said


@pytest.fixture
def encrypted(window: Window, qtbot: QtBot, told: list[str]) -> Path:
    """The window's database, encrypted by clicks, open again."""
    assert window.context is not None
    path = window.context.db.path
    window.actions_["encryption"].trigger()
    dialog = the(qtbot, EncryptionDialog)
    press(qtbot, dialog, "switch_on")
    asked = the(qtbot, PassphraseDialog)
    typed(qtbot, asked, person="Zhang", passphrase=WORDS, again=WORDS + "x")
    press(qtbot, asked, "ok")
    assert asked.widget("problem", QLabel).text() and not ring.mark_of(path)
    typed(qtbot, asked, again=WORDS)
    press(qtbot, asked, "ok")
    qtbot.waitUntil(lambda: bool(told) and window.context is not None, timeout=20_000)
    assert ring.mark_of(path) and len(told) == 1
    return path


def test_what_cannot_be_saved_keeps_it_from_being_switched_on_and_is_named(
        window: Window, qtbot: QtBot, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No passphrase is asked for before that is settled; the dialog says what did not happen and why."""
    context = window.context
    assert context is not None
    path = context.db.path
    verbs.save(context.db, Dealer, {"name": "Li"})
    book: Any = window.show_feature("dealers").section
    qtbot.waitUntil(lambda: book.record is not None)
    name = book.fields.widget("name")
    name.clear()
    monkeypatch.setattr(messages, "choose", lambda _parent, _text, _answers: 0)  # save
    window.actions_["encryption"].trigger()
    dialog = the(qtbot, EncryptionDialog)
    press(qtbot, dialog, "switch_on")
    problem = dialog.widget("problem", QLabel)
    qtbot.waitUntil(lambda: bool(problem.text()))
    assert "not switched on" in problem.text() and book.fields.foot.text() in problem.text()
    assert not any(isinstance(w, PassphraseDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
    qtbot.keyClicks(name, "Wang")
    press(qtbot, dialog, "switch_on")
    asked = the(qtbot, PassphraseDialog)
    assert problem.text() == "" and not told
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert problem.text() == "" and verbs.get(context.db, Dealer, book.record.id).name == "Wang"
    typed(qtbot, asked, person="Zhang", passphrase=WORDS, again=WORDS)
    press(qtbot, asked, "ok")
    qtbot.waitUntil(lambda: bool(told) and window.context is not None, timeout=20_000)
    assert ring.mark_of(path)


def test_a_restore_that_something_unsaved_keeps_from_beginning_says_so(
        window: Window, qtbot: QtBot, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.ui.shell.backups import RestoreDialog

    context = window.context
    assert context is not None
    verbs.save(context.db, Dealer, {"name": "Li"})
    window.actions_["backup"].trigger()
    book: Any = window.show_feature("dealers").section  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: book.record is not None and not window.tasks.busy)
    book.fields.widget("name").clear()
    monkeypatch.setattr(messages, "choose", lambda _parent, _text, _answers: 0)  # save, which the form refuses
    window.actions_["restore"].trigger()
    dialog = the(qtbot, RestoreDialog)
    dialog.view.selectRow(0)
    press(qtbot, dialog, "restore")
    qtbot.waitUntil(lambda: any("Nothing was restored" in text for text in told))
    assert book.fields.foot.text() in told[-1] and window.context is context
    book.discard()


def test_switched_on_reopened_with_a_passphrase_and_switched_off(
        window: Window, qtbot: QtBot, encrypted: Path, told: list[str]) -> None:
    """A wrong passphrase is said in the dialog, and what was to be opened is opened after the right one."""
    window.detach()
    ring.forget(ring.mark_of(encrypted))
    window.open_database(encrypted)
    dialog = the(qtbot, UnlockDialog)
    typed(qtbot, dialog, passphrase="CORRECT")
    press(qtbot, dialog, "ok")
    qtbot.waitUntil(lambda: bool(dialog.widget("problem", QLabel).text()))
    assert window.context is None
    typed(qtbot, dialog, passphrase=WORDS)
    qtbot.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.context is not None, timeout=20_000)
    window.actions_["encryption"].trigger()
    press(qtbot, the(qtbot, EncryptionDialog), "switch_off")
    qtbot.waitUntil(lambda: window.context is not None and not ring.mark_of(encrypted), timeout=20_000)
    assert not key_file.key_file(encrypted).exists()


def test_the_recovery_sheet_is_printed_from_the_word_that_all_is_encrypted(
        window: Window, qtbot: QtBot, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.ui.preview.preview import Preview

    monkeypatch.setattr(messages, "ask", lambda _parent, text, _yes, _no: bool(told.append(text)) or True)
    window.actions_["encryption"].trigger()
    dialog = the(qtbot, EncryptionDialog)
    press(qtbot, dialog, "switch_on")
    asked = the(qtbot, PassphraseDialog)
    typed(qtbot, asked, person="Zhang", passphrase=WORDS, again=WORDS)
    press(qtbot, asked, "ok")
    sheet = the(qtbot, Preview)
    assert sheet.title == "Recovery sheet" and any("Now print the recovery sheet" in text for text in told)
    qtbot.waitUntil(lambda: sheet.made is not None)
    assert window.context is not None
    qtbot.waitUntil(lambda: not window.context.tasks.busy)  # type: ignore[union-attr]


def test_who_comes_back_to_an_encrypted_file_is_asked_for_its_passphrase_again(
        window: Window, qtbot: QtBot, encrypted: Path, told: list[str], tmp_path: Path) -> None:
    with qtbot.waitSignal(window.attached):
        window.open_database(encrypted)  # the one that is open
    other = tmp_path / "other.agridesk"
    ready(other).close()
    with qtbot.waitSignal(window.attached):
        window.open_database(other)
    assert not ring.knows(ring.mark_of(encrypted))
    window.open_database(encrypted)
    dialog = the(qtbot, UnlockDialog)
    assert window.context is None
    typed(qtbot, dialog, passphrase=WORDS)
    press(qtbot, dialog, "ok")
    qtbot.waitUntil(lambda: window.context is not None and window.context.db.path == encrypted, timeout=20_000)


def test_given_up_the_file_is_named_on_the_start_page_and_nothing_is_open(
        window: Window, qtbot: QtBot, encrypted: Path) -> None:
    window.detach()
    ring.forget(ring.mark_of(encrypted))
    window.open_database(encrypted)
    press(qtbot, the(qtbot, UnlockDialog), "cancel")
    assert window.context is None and window.not_opened == encrypted


def test_capitals_are_told_and_what_is_typed_is_shown_on_wish(
        window: Window, qtbot: QtBot, encrypted: Path) -> None:
    window.detach()
    ring.forget(ring.mark_of(encrypted))
    window.open_database(encrypted)
    dialog = the(qtbot, UnlockDialog)
    qtbot.keyClick(dialog.passphrase, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not dialog.widget("capitals", QLabel).isVisible()
    qtbot.keyClick(dialog.passphrase, "A")  # without Shift: Caps Lock
    assert dialog.widget("capitals", QLabel).isVisible()
    qtbot.keyClick(dialog.passphrase, "a")
    assert not dialog.widget("capitals", QLabel).isVisible()
    assert dialog.passphrase.echoMode() == QLineEdit.EchoMode.Password
    dialog.widget("show_typed", QCheckBox).click()
    assert dialog.passphrase.echoMode() == QLineEdit.EchoMode.Normal
    dialog.reject()


def colours(window: Window) -> int:
    """How many colours the window shows: one, where all of it is covered."""
    image = window.grab().toImage()
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def test_locked_nothing_is_seen_or_done_until_somebody_unlocks_and_input_stays(
        window: Window, qtbot: QtBot, encrypted: Path) -> None:
    """Also a window that stands apart, its title, one that comes up meanwhile; Escape unlocks nothing; others unlock too."""
    context = window.context
    assert context is not None and window.locking is not None
    verbs.save(context.db, Dealer, {"name": "Locked Li"})
    ways.add_passphrase(encrypted, "Li", "another sentence of Li")
    apart = QDialog(window)
    apart.setWindowTitle("Locked Li")
    line = QLineEdit("half typed", apart)
    apart.show()
    opened = context.db.opened / "x"
    opened.mkdir(parents=True)
    (opened / "plain.txt").write_text("plain")
    assert colours(window) > 20
    window.actions_["lock"].trigger()
    dialog = the(qtbot, LockDialog)
    assert colours(window) == 1 and apart.windowTitle() != "Locked Li" and not context.db.opened.exists()
    assert QApplication.activeModalWidget() is dialog
    box = QMessageBox(QMessageBox.Icon.Information, "Li", "Li owes 500", QMessageBox.StandardButton.Ok, window)
    box.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    assert box.windowTitle() != "Li"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert window.locking.locked and dialog.isVisible()
    typed(qtbot, dialog, passphrase="wrong sentence")
    press(qtbot, dialog, "ok")
    qtbot.waitUntil(lambda: bool(dialog.widget("problem", QLabel).text()))
    assert colours(window) == 1
    typed(qtbot, dialog, passphrase="another sentence of Li")
    press(qtbot, dialog, "ok")
    qtbot.waitUntil(lambda: not window.locking.locked)
    qtbot.waitUntil(lambda: colours(window) > 20)
    assert apart.windowTitle() == "Locked Li" and line.text() == "half typed"
    box.close()
    apart.close()


def test_it_locks_after_the_time_of_the_settings_and_input_begins_it_anew(
        window: Window, qtbot: QtBot, encrypted: Path) -> None:
    locking = window.locking
    assert locking is not None and not locking.idle.isActive()
    window.settings.set("lock_minutes", 5)
    locking.start()
    assert locking.idle.interval() == 300_000 and locking.idle.isActive()
    locking.idle.timeout.emit()
    dialog = the(qtbot, LockDialog)
    assert locking.locked
    typed(qtbot, dialog, passphrase=WORDS)
    press(qtbot, dialog, "ok")
    qtbot.waitUntil(lambda: not locking.locked)
    assert locking.idle.isActive()
    window.settings.set("lock_minutes", 0)
    locking.start()
    assert not locking.idle.isActive()


def test_a_plain_database_is_not_locked_but_told_what_is_missing(window: Window, told: list[str]) -> None:
    window.actions_["lock"].trigger()
    assert len(told) == 1 and window.locking is not None and not window.locking.locked


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_nothing_comes_above_the_cover_and_nothing_waits_behind_what_is_being_saved(
        window: Window, qtbot: QtBot, encrypted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hits of a search under way, popups, titles set meanwhile, what was copied; a long import does not delay unlocking."""
    assert window.context is not None and window.locking is not None
    QApplication.clipboard().setText("Li owes 500")
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)  # the platform without a screen does not know
    window.actions_["lock"].trigger()
    dialog = the(qtbot, LockDialog)
    assert QApplication.clipboard().text() == ""
    late = QLabel("Li owes 500", window)
    late.setGeometry(20, 20, 300, 80)
    late.show()
    late.raise_()
    assert colours(window) == 1
    popup = QMenu("Li", window)
    popup.addAction("Li owes 500")
    popup.popup(window.pos())
    qtbot.waitUntil(lambda: not popup.isVisible())
    window.setWindowTitle("Li owes 500")
    assert window.windowTitle() != "Li owes 500"
    ended = threading.Event()
    window.tasks.run(ended.wait)
    try:
        typed(qtbot, dialog, passphrase=WORDS)
        press(qtbot, dialog, "ok")
        qtbot.waitUntil(lambda: window.locking is not None and not window.locking.locked)
    finally:
        ended.set()
    assert window.windowTitle() == "Li owes 500"
    late.deleteLater()
    popup.deleteLater()
