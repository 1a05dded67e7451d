"""The window of the exchange: a package made, taken with its questions, a clash decided, by clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import settings, verbs
from desktop.core.exchange.making import make
from desktop.dealers.model import Dealer
from desktop.ui import messages
from desktop.ui.dialogs.exchange import ExchangeDialog
from desktop.ui.shell.window import Window
from tests.core.exchange.star import taken
from tests.core.store import opened


def press(qtbot: QtBot, dialog: ExchangeDialog, name: str) -> None:
    qtbot.mouseClick(dialog.widget(name, QPushButton), Qt.MouseButton.LeftButton)


def test_a_laptop_joins_and_a_clash_is_decided_by_clicks(
        window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The leading file is another one; this window's file follows it, changes a dealer as it does, and takes its own value."""
    context = window.context
    assert context is not None
    said: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda _parent, text: said.append(text))
    monkeypatch.setattr(messages, "ask", lambda _parent, text, _yes, _no: bool(said.append(text)) or True)
    with opened(tmp_path, "leader.agridesk") as leader:
        settings.set_office(leader, "manager", "总部")
        dealer = verbs.save(leader, Dealer, {"name": "丰源种业"})
        first = make(leader, tmp_path / "first.agridesk-exchange", "分机").path
        dialog = ExchangeDialog(context)
        dialog.show()
        monkeypatch.setattr(messages, "open_file", lambda *_args: first)
        press(qtbot, dialog, "take")
        qtbot.waitUntil(lambda: dialog.partner_rows.rowCount() == 1)
        assert dialog.partner_rows.cells_of(0)[0] == "总部"
        verbs.save(context.db, Dealer, {"address": "甲路"}, dealer.id)
        verbs.save(leader, Dealer, {"address": "乙路"}, dealer.id)
        monkeypatch.setattr(messages, "choose_folder", lambda *_args: tmp_path)
        press(qtbot, dialog, "make")
        qtbot.waitUntil(lambda: len(said) == 3)
        [package] = [p for p in tmp_path.glob("*.agridesk-exchange") if p != first]
        taken(leader, package)
        answer = make(leader, tmp_path / "answer.agridesk-exchange", "分机").path
        monkeypatch.setattr(messages, "open_file", lambda *_args: answer)
        press(qtbot, dialog, "take")
        qtbot.waitUntil(lambda: dialog.clash_rows.rowCount() == 1)
        assert dialog.clash_rows.cells_of(0)[2:4] == ("乙路", "甲路")
        dialog.clashes.selectRow(0)
        press(qtbot, dialog, "there")
        qtbot.waitUntil(lambda: dialog.clash_rows.rowCount() == 0)
        assert verbs.get(context.db, Dealer, dealer.id).address == "甲路"
        assert dialog.widget("to_decide", QLabel).text()
        dialog.close()
