"""Recycle bin, history, settings, shortcuts, help: what they show, what they do, and that closing frees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QSpinBox

from desktop.core import i18n, verbs
from tests.ui import samples

if TYPE_CHECKING:
    from pathlib import Path

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


def shown(kind: type[Any]) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def dealer(context: Context, name: str) -> Any:
    from desktop.dealers.model import Dealer

    return verbs.save(context.db, Dealer, {"name": name})


def test_a_deleted_record_is_found_in_the_bin_and_brought_back(context: Context, window: Window, qtbot: QtBot) -> None:
    from desktop.dealers.model import Dealer
    from desktop.ui.dialogs.recycle_bin import RecycleBin

    kept, lost = dealer(context, "兴农种业"), dealer(context, "丰收农资")
    verbs.delete(context.db, Dealer, [kept.id])
    verbs.delete(context.db, Dealer, [lost.id])
    window.actions_["recycle_bin"].trigger()
    bin_ = shown(RecycleBin)
    idle(qtbot, window)
    assert [bin_.model.index(r, 2).data() for r in range(bin_.model.rowCount())] == ["丰收农资", "兴农种业"]
    bin_.part("search").setText("兴农")
    assert bin_.model.rowCount() == 1
    assert not bin_.part("restore").isEnabled()
    bin_.view.selectRow(0)
    qtbot.mouseClick(bin_.part("restore"), Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert verbs.get(context.db, Dealer, kept.id).deleted_at is None
    assert verbs.get(context.db, Dealer, lost.id).deleted_at is not None
    qtbot.waitUntil(lambda: bin_.model.rowCount() == 0)


def test_a_chosen_action_is_undone_from_the_history(context: Context, window: Window, qtbot: QtBot) -> None:
    from desktop.dealers.model import Dealer
    from desktop.ui.dialogs.history import HistoryDialog

    first = dealer(context, "一")
    dealer(context, "二")
    window.actions_["history"].trigger()
    dialog = shown(HistoryDialog)
    idle(qtbot, window)
    row = next(r for r in range(dialog.model.rowCount()) if dialog.model.data_of(r).id and r == 1)
    dialog.view.selectRow(row)
    qtbot.mouseClick(dialog.part("undo"), Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert verbs.get(context.db, Dealer, first.id).deleted_at is not None
    qtbot.waitUntil(lambda: dialog.model.index(0, 3).data() == "Undo")


def test_settings_hold_at_once(window: Window, qtbot: QtBot) -> None:
    from desktop.core.settings import office
    from desktop.ui.dialogs.settings import SettingsDialog

    window.actions_["settings"].trigger()
    dialog = shown(SettingsDialog)
    minutes = dialog.findChild(QSpinBox, "backup_minutes")
    minutes.setValue(5)
    minutes.editingFinished.emit()
    assert window.settings.get("backup_minutes") == 5
    company = dialog.findChild(QLineEdit, "company")
    company.setText("北方种业")  # key events carry no Chinese
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert window.context and office(window.context.db, "company") == "北方种业"


def test_a_look_that_is_refused_leaves_its_field_at_what_holds_and_one_taken_later_shows_then(
        window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.ui.dialogs.settings import SettingsDialog

    asked: list[Callable[[], None]] = []
    monkeypatch.setattr(window.page.section, "settle", asked.append)  # type: ignore[union-attr]
    window.actions_["settings"].trigger()
    dialog = shown(SettingsDialog)
    boxes = [dialog.findChild(QComboBox, name) for name in ("theme", "language")]
    size = dialog.findChild(QSpinBox, "font_size")
    before = (boxes[0].currentData(), boxes[1].currentData(), size.value())
    for box in boxes:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() == 0 else Qt.Key.Key_Up)
    QTest.keyClick(size, Qt.Key.Key_Up)
    QTest.keyClick(size, Qt.Key.Key_Return)
    assert len(asked) == 3, "each was asked about once"
    assert (boxes[0].currentData(), boxes[1].currentData(), size.value()) == before
    assert window.settings.get("theme") == before[0]
    asked[2]()  # saved in the meantime
    assert size.value() == window.settings.get("font_size") == before[2] + 1


def test_a_value_of_the_database_that_is_refused_gives_way_to_what_holds(
        window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    from desktop.core.errors import Refused
    from desktop.ui.dialogs import settings

    def refuse(*_given: Any) -> None:
        raise Refused("Not now.")

    monkeypatch.setattr(settings, "set_office", refuse)
    window.actions_["settings"].trigger()
    line = shown(settings.SettingsDialog).findChild(QLineEdit, "company")
    QTest.keyClicks(line, "North")
    line.editingFinished.emit()
    idle(qtbot, window)
    assert answers.shown == ["Not now."] and line.text() == ""


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_settings_are_as_wide_as_they_need_and_fit_a_small_screen(window: Window, language: str) -> None:
    from PySide6.QtWidgets import QScrollArea

    from desktop.ui.dialogs.settings import SettingsDialog

    with i18n.using(language):
        dialog = SettingsDialog(window)  # before it is shown: the screen of the tests is smaller still
    area = dialog.findChild(QScrollArea)
    needed = dialog.minimumSizeHint().width()
    assert needed <= 911
    assert area.widget().sizeHint().width() + area.verticalScrollBar().sizeHint().width() <= area.minimumWidth() <= needed
    dialog.deleteLater()


def test_the_logo_is_chosen_in_the_settings_and_taken_away_there(
    window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    from PIL import Image

    from desktop.core.logo import logo
    from desktop.ui.dialogs.settings import SettingsDialog

    path = tmp_path / "mark.png"
    Image.new("RGB", (300, 120), "green").save(path)
    window.actions_["settings"].trigger()
    line = shown(SettingsDialog).findChild(QLineEdit, "logo")
    choose, drop = line.actions()
    answers.next = [path]
    choose.trigger()
    qtbot.waitUntil(lambda: line.text() == "mark.png")
    idle(qtbot, window)
    assert window.context and logo(window.context.db) is not None
    drop.trigger()
    idle(qtbot, window)
    assert line.text() == "" and logo(window.context.db) is None


def test_changing_the_language_in_the_settings_speaks_it_at_once(window: Window, qtbot: QtBot) -> None:
    from desktop.ui.dialogs.settings import SettingsDialog

    window.actions_["settings"].trigger()
    box = shown(SettingsDialog).findChild(QComboBox, "language")
    box.setCurrentIndex(box.findData("zh_CN"))
    assert i18n.language() == "zh_CN" and shown(SettingsDialog).windowTitle() == "设置"
    anew = shown(SettingsDialog).findChild(QComboBox, "language")
    assert [anew.itemText(i) for i in (1, 2)] == ["简体中文", "English"]
    assert window.actions_["export"].text() == "导出"


def test_every_shortcut_of_the_window_stands_in_the_sheet(window: Window, qtbot: QtBot) -> None:
    from desktop.ui.dialogs.shortcuts import ShortcutSheet

    qtbot.keyClick(window, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    sheet = shown(ShortcutSheet)
    text = " ".join(sheet.model.index(r, 0).data() for r in range(sheet.model.rowCount()))
    for action in window.actions_._all.values():
        for key in action.shortcuts():
            assert key.toString() in text, key.toString()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_tab_has_its_page_of_help(language: str) -> None:
    from desktop.core.i18n import using
    from desktop.features import TABS
    from desktop.ui.dialogs.help import topics

    with using(language):
        assert {f.name for f in TABS} <= {name for name, _title, _file in topics()}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_f1_shows_help_with_all_its_links_alive(window: Window, qtbot: QtBot, language: str) -> None:
    import re

    from desktop.ui.dialogs.help import ORDER, HelpDialog, topics

    with i18n.using(language):
        found = {name: path.read_text(encoding="utf-8") for name, _title, path in topics()}
        assert list(found) == list(ORDER)
        for name, text in found.items():
            assert text.startswith("# ") and len(text) > 200, name
            assert {link.removesuffix(".md") for link in re.findall(r"\]\((\w+\.md)\)", text)} <= set(found), name
        qtbot.keyClick(window, Qt.Key.Key_F1)
        dialog = shown(HelpDialog)
        dialog.show_topic("backup")
        assert dialog.page.toPlainText().strip()


def test_every_form_whose_help_is_named_is_there_and_so_is_its_page() -> None:
    from desktop.core.paths import form
    from desktop.ui.dialogs.dialog import HELP
    from desktop.ui.dialogs.help import ORDER

    assert not [name for name, topic in HELP.items() if not form(name).is_file() or topic not in ORDER]


def test_f1_in_a_dialog_opens_its_own_page_over_it(window: Window, qtbot: QtBot) -> None:
    from desktop.ui.dialogs.help import HelpDialog

    window.actions_["settings"].trigger()
    idle(qtbot, window)
    qtbot.keyClick(shown(QDialog), Qt.Key.Key_F1)
    assert shown(HelpDialog).names.currentItem().data(Qt.ItemDataRole.UserRole) == "settings"


def test_a_list_opens_its_own_page_of_help_where_there_is_one_else_that_of_its_tab() -> None:
    from desktop.ui.dialogs.help import topic_of

    assert [topic_of("handouts", "service"), topic_of("visits", "dealers"), topic_of()] == ["handouts", "dealers", "start"]


OPENERS: dict[str, Callable[[Window], None]] = {
    name: (lambda window, name=name: window.actions_[name].trigger())
    for name in ("recycle_bin", "history", "settings", "shortcuts", "help", "restore", "check")
}


@pytest.mark.parametrize("name", list(OPENERS))
def test_a_closed_dialog_is_freed(name: str, window: Window, qtbot: QtBot) -> None:
    OPENERS[name](window)
    idle(qtbot, window)
    dialog = shown(QDialog)
    idle(qtbot, window)
    dialog.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    idle(qtbot, window)


def test_the_settings_stand_in_groups_and_say_that_they_hold_at_once(window: Window) -> None:
    from PySide6.QtWidgets import QGroupBox

    from desktop.core.settings import SETTINGS
    from desktop.ui.dialogs.settings import GROUPS, HIDDEN, SettingsDialog

    grouped = [name for _title, names in GROUPS for name in names]
    assert sorted(grouped) == sorted(set(SETTINGS) - set(HIDDEN)), "each stands in one group"
    window.actions_["settings"].trigger()
    dialog = shown(SettingsDialog)
    titles = [box.title() for box in dialog.findChildren(QGroupBox)]
    assert titles[:3] == ["This computer · Window", "This computer · Backup copies", "This computer · Debts"]
    assert len(titles) == len(set(titles)) == 5
    assert dialog.part("at_once").isVisible()
    dialog.close()
