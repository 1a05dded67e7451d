"""The window of the exchange: a package made, taken with its questions, a clash decided, by clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.core import settings, verbs
from desktop.core.exchange.handing import take
from desktop.core.exchange.locked import FIRST_LINE
from desktop.core.exchange.making import make
from desktop.core.exchange.scopes import parts
from desktop.dealers.model import Dealer
from desktop.ui import messages
from desktop.ui.book import several
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.exchange import ExchangeDialog
from desktop.ui.dialogs.hand_over import ChosenDialog, NewLaptopDialog, PackageDialog, PartDialog
from desktop.ui.dialogs.unlock import PackageUnlockDialog
from desktop.ui.shell.window import Window
from tests.core.exchange.star import ALL, taken
from tests.core.store import dealer_names, opened
from tests.ui.conftest import settle


def press(qtbot: QtBot, dialog: FormDialog, name: str) -> None:
    qtbot.mouseClick(dialog.widget(name, QPushButton), Qt.MouseButton.LeftButton)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told when work is done."""
    found: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda _parent, text, details="": found.append(f"{text}\n{details}"))
    return found


@pytest.fixture
def dialog(window: Window, said: list[str]) -> Iterator[ExchangeDialog]:
    """The window of the exchange, shown."""
    assert window.context is not None
    made = ExchangeDialog(window.context)
    made.show()
    yield made
    made.close()


def test_a_laptop_joins_and_a_clash_is_decided_by_clicks(
        dialog: ExchangeDialog, said: list[str], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The leading file is another one; this window's file follows it, changes a dealer as it does, and takes its own value."""
    context = dialog.context
    monkeypatch.setattr(messages, "ask", lambda _parent, text, _yes, _no: bool(said.append(text)) or True)
    with opened(tmp_path, "leader.agridesk") as leader:
        settings.set_office(leader, "manager", "总部")
        dealer = verbs.save(leader, Dealer, {"name": "丰源种业"})
        first = make(leader, tmp_path / "first.agridesk-exchange", "分机").path
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


def fill(dialog: PackageDialog, **typed: str) -> None:
    for name, text in typed.items():
        field = dialog.widget(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)


def test_a_new_laptop_gets_a_locked_package(
        dialog: ExchangeDialog, said: list[str], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "choose_folder", lambda *_args: tmp_path)
    kept = verbs.save(dialog.context.db, Dealer, {"name": "丰源种业"})
    verbs.save(dialog.context.db, Dealer, {"name": "丰源种业二店"}, kept.id)
    verbs.save(dialog.context.db, Dealer, {"name": "taken back"})
    dialog.context.db.undo()
    press(qtbot, dialog, "add")
    asked = dialog.findChild(NewLaptopDialog)
    holds = asked.widget("contents", QLabel)
    qtbot.waitUntil(holds.isVisible)
    kinds = holds.text().removeprefix("In it: ").split(", ")
    assert any(kind.startswith("Dealer: ") for kind in kinds)
    press(qtbot, asked, "ok")
    assert "who works" in asked.widget("problem", QLabel).text()
    fill(asked, who="Li Lei", passphrase="one two three", again="one two")
    press(qtbot, asked, "ok")
    assert "not the same" in asked.widget("problem", QLabel).text()
    fill(asked, again="one two three")
    press(qtbot, asked, "ok")
    qtbot.waitUntil(lambda: dialog.partner_rows.rowCount() == 1)
    assert "telephone" in said[0]
    assert {*kinds} <= {*said[0].split("\n")}, "what was said beforehand is what it holds"
    [package] = tmp_path.glob("*.agridesk-exchange")
    assert package.read_bytes().startswith(FIRST_LINE)


def test_the_next_package_for_a_laptop_that_has_not_answered_asks_for_a_passphrase_again(
        dialog: ExchangeDialog, qtbot: QtBot, tmp_path: Path) -> None:
    make(dialog.context.db, tmp_path / "first.agridesk-exchange", "Li Lei", passphrase="one two three")
    dialog.look()
    qtbot.waitUntil(lambda: dialog.partner_rows.rowCount() == 1)
    press(qtbot, dialog, "make")
    asked = dialog.findChild(NewLaptopDialog)
    assert asked.widget("who", QLineEdit).text() == "Li Lei"
    asked.close()


def test_a_locked_package_asks_for_its_passphrase_until_it_is_right(
        window: Window, dialog: ExchangeDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ask", lambda *_args: True)
    with opened(tmp_path, "leader.agridesk") as leader:
        verbs.save(leader, Dealer, {"name": "丰源种业"})
        locked = make(leader, tmp_path / "locked.agridesk-exchange", "分机", passphrase="one two three").path
    monkeypatch.setattr(messages, "open_file", lambda *_args: locked)
    press(qtbot, dialog, "take")
    unlock(qtbot, window, "is locked", "three two one")
    unlock(qtbot, window, "not the passphrase", "one two three")
    qtbot.waitUntil(lambda: dialog.partner_rows.rowCount() == 1)
    assert dealer_names(dialog.context.db) == ["丰源种业"]


def unlock(qtbot: QtBot, window: Window, told: str, typed: str) -> None:
    qtbot.waitUntil(lambda: bool(window.findChildren(PackageUnlockDialog)))
    [asked] = window.findChildren(PackageUnlockDialog)
    assert told in asked.widget("explain", QLabel).text()
    QTest.keyClicks(asked.passphrase, typed)
    press(qtbot, asked, "ok")
    qtbot.waitUntil(lambda: not shiboken6.isValid(asked))


def test_a_part_of_the_program_and_rows_of_a_list_are_handed_over(
        window: Window, dialog: ExchangeDialog, said: list[str], qtbot: QtBot, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "choose_folder", lambda *_args: tmp_path)
    dealers = [verbs.save(dialog.context.db, Dealer, {"name": name}) for name in ("甲店", "乙店")]
    press(qtbot, dialog, "some")
    part = dialog.findChild(PartDialog)
    press(qtbot, part, "ok")
    assert "Choose a region" in part.widget("problem", QLabel).text()
    box = part.widget("part_of", QComboBox)
    offered = [box.itemData(number) for number in range(1, box.count())]
    assert sorted(offered) == sorted(parts()) and box.findText("Today") < 0
    box.setCurrentIndex(box.findText("Dealers"))
    inside = part.widget("contents", QLabel)
    qtbot.waitUntil(lambda: "Dealer: 2" in inside.text())  # what it will hold is said before it is made
    press(qtbot, part, "ok")
    qtbot.waitUntil(lambda: len(said) == 1)
    shown = window.show_feature("dealers")
    assert shown is not None
    book: Any = shown.section
    settle(qtbot, dialog.context)
    book.list.table.select(dealers[0].id)
    settle(qtbot, dialog.context)
    several.hand_over(book)
    qtbot.waitUntil(lambda: bool(window.findChildren(ChosenDialog)))
    [chosen] = window.findChildren(ChosenDialog)
    told = chosen.widget("explain", QLabel).text()
    assert "甲店, 1 record " in told and "id=" not in told
    qtbot.waitUntil(lambda: "Dealer: 1" in chosen.widget("contents", QLabel).text())
    press(qtbot, chosen, "ok")
    qtbot.waitUntil(lambda: len(said) == 2)
    found = {}
    for path in tmp_path.glob("*.agridesk-exchange"):
        with opened(tmp_path, f"{path.stem[:2]}.agridesk") as other:
            take(other, path, ALL)
            found[path.name[:2]] = sorted(dealer_names(other))
    assert sorted(found.values()) == [["乙店", "甲店"], ["甲店"]]


def test_what_is_said_of_a_package_is_short_however_many_kinds_it_holds() -> None:
    from desktop.core.exchange.making import Made
    from desktop.core.exchange.package import Head
    from desktop.core.kinds import kinds

    head = Head(kind="whole", link="x", number=1, mark="m", schema=1, partner="p", manager="m", leads=True, made_at="",
                secret="key")
    made = Made(Path("a.package"), head, missing=tuple(f"{n}.jpg" for n in range(50)), kinds=dict.fromkeys(kinds(), 3))
    assert len(kinds()) > 100 and len(made.summary()) == 3 and len(made.summary()[-1]) < 100
    assert "partner" in made.summary()[1], "the warning stands before what is in it"
    assert len(made.details()) == len(kinds()) + 50, "a line each, to be scrolled"


def test_many_kinds_in_a_package_are_scrolled_and_do_not_stretch_the_dialog(dialog: ExchangeDialog, qtbot: QtBot) -> None:
    press(qtbot, dialog, "add")
    asked = dialog.findChild(NewLaptopDialog)
    assert asked is not None
    room = asked.widget("contents_room", QScrollArea)
    asked.list_kinds(lambda _db: "few")
    qtbot.waitUntil(lambda: room.isVisible() and asked.widget("contents", QLabel).text().endswith("few"))
    low = room.height()
    asked.list_kinds(lambda _db: ", ".join(f"{n} records of kind {n}" for n in range(200)))
    qtbot.waitUntil(lambda: room.height() > low)
    assert room.height() <= 6 * asked.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
    asked.close()


def test_the_exchange_begins_at_what_one_comes_for_and_the_key_leads_through_its_buttons(
        dialog: ExchangeDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.part("add"))  # no partner yet: the first package
    seen = []
    for _time in range(4):
        focus = dialog.focusWidget()
        assert focus is not None
        seen.append(focus.objectName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert seen == ["add", "some", "whole_again", "take"]
