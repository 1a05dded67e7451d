"""A form: bound by names, careful with what is typed, plain about what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlmodel import select

from desktop.catalogue.model import Trait
from desktop.core import i18n, verbs
from desktop.core.records import column_of, living
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.fields.binding import Binding
from desktop.ui.fields.completer import RecordEdit
from desktop.ui.fields.form import MARK, Form
from tests.ui import throwaway
from tests.ui.conftest import settle, typed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.context import Context
    from tests.conftest import Answers


pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


@pytest.fixture
def form(farms: Database, context: Context) -> Iterator[Form]:
    """The form of a farm, alone in the window."""
    made = Form(context, throwaway.Farm, context.window)
    made.resize(800, 400)
    made.show()
    context.window.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def test_every_widget_named_after_a_field_is_bound(form: Form) -> None:
    assert set(form.bindings) == {"name", "phone", "soil", "area", "since", "is_partner", "remarks", "neighbour_id"}


def test_remarks_take_one_line_while_nothing_stands_in_them_and_nobody_writes_there(form: Form, qtbot: QtBot) -> None:
    remarks, name = form.widget("remarks"), form.widget("name")
    name.setFocus()
    folded = remarks.maximumHeight()
    assert folded < 2.5 * remarks.fontMetrics().lineSpacing()
    remarks.setFocus()
    qtbot.waitUntil(lambda: remarks.maximumHeight() > folded)
    QTest.keyClicks(remarks, "late frost")
    name.setFocus()
    assert remarks.maximumHeight() > folded, "what is written is seen"
    remarks.clear()  # type: ignore[attr-defined]
    assert remarks.maximumHeight() == folded


def test_a_required_field_is_marked_at_its_label(form: Form) -> None:
    label = form.label_of("name")
    assert label is not None
    assert label.text() == "Name" + MARK
    other = form.label_of("phone")
    assert other is not None
    assert other.text() == "Telephone"


def test_values_come_back_as_they_were_shown(form: Form) -> None:
    values = {"name": "Oak", "phone": "139", "soil": "loam", "area": 12.5, "since": date(2020, 2, 29), "is_partner": True,
              "remarks": "a\nb", "neighbour_id": None}
    form.set_values(values)
    assert form.values() == values
    assert not form.dirty


def test_typing_makes_it_dirty_and_typing_back_clean(form: Form) -> None:
    form.set_values({"name": "Oak"})
    QTest.keyClicks(form.widget("name"), "x")
    assert form.dirty
    QTest.keyClick(form.widget("name"), Qt.Key.Key_Backspace)
    assert form.dirty is (form.widget("name").text() != "Oak")


def test_wrong_text_stays_and_is_named(form: Form) -> None:
    form.set_values({"name": "Oak"})
    form.widget("since").setText("4/15")
    form.widget("area").setText("1,5")
    form.mark(form.problems())
    assert form.widget("since").toolTip() == "“4/15” is not a day; write 2026-04-15, 4-15 or 0415."
    assert form.foot.text() == "“1,5” is not a number. (1 more field is marked)"
    assert form.widget("area").text() == "1,5"
    assert form.dirty


def test_correcting_a_field_takes_its_mark_away(form: Form) -> None:
    form.set_values({"name": "Oak"})
    form.widget("area").setText("x")
    form.mark(form.problems())
    form.widget("area").setText("1.5")
    assert not form.widget("area").property("wrong")
    assert form.foot.isHidden()


def test_enter_goes_to_the_next_field(form: Form) -> None:
    form.widget("name").setFocus()
    QTest.keyClick(form.widget("name"), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.widget("phone")


def test_a_day_is_completed_when_the_field_is_left(form: Form) -> None:
    day = form.widget("since")
    day.setFocus()
    QTest.keyClicks(day, "0415")
    form.widget("name").setFocus()
    assert day.text() == f"{date.today().year}-04-15"


def test_arrows_step_days(form: Form) -> None:
    day = form.widget("since")
    day.set_value(date(2026, 3, 1))
    QTest.keyClick(day, Qt.Key.Key_Down)
    assert day.value() == date(2026, 2, 28)
    day.set_value(None)
    QTest.keyClick(day, Qt.Key.Key_Up)
    assert day.value() == date.today()


def test_the_calendar_gives_a_day_and_is_freed(form: Form, qtbot: QtBot) -> None:
    from desktop.ui.fields.widgets import CalendarPopup

    day = form.widget("since")
    day.set_value(date(2026, 3, 1))
    day.show_popup()
    popup = day.findChild(CalendarPopup)
    popup._take(popup._calendar.selectedDate().addDays(4))
    assert day.value() == date(2026, 3, 1) + timedelta(days=4)
    qtbot.waitUntil(lambda: day.findChild(CalendarPopup) is None)


def test_a_reference_is_found_by_a_part_of_its_name_or_its_pinyin(form: Form, farms: Database, qtbot: QtBot) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "Ash"})
    oak = verbs.save(farms, throwaway.Farm, {"name": "白桦农场", "phone": "138"})
    line = form.widget("neighbour_id")
    line.setFocus()
    QTest.keyClicks(line, "bhnc")
    typed(qtbot, line)
    assert line.popup_visible()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.value() == oak.id
    assert line.text() == "白桦农场"
    assert form.dirty


def test_down_offers_the_newest_records(form: Form, farms: Database, qtbot: QtBot) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "Ash"})
    line = form.widget("neighbour_id")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert [line._hits.item(i).text() for i in range(line._hits.rowCount())] == ["Ash", "New farm…"]
    line._popup.popup().hide()


def test_escape_in_the_open_list_closes_it_and_does_not_leave_the_record(form: Form, farms: Database) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "Ash"})
    line, left = form.widget("neighbour_id"), []
    escape = QShortcut(QKeySequence("Esc"), form)
    escape.activated.connect(lambda: left.append(1))
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line._popup.popup(), Qt.Key.Key_Escape)
    assert not line.popup_visible()
    assert not left


def test_an_unknown_name_is_marked_not_lost(form: Form) -> None:
    line = form.widget("neighbour_id")
    QTest.keyClicks(line, "nobody")
    assert form.problems()["neighbour_id"] == "“nobody” is not known; choose from the list (↓), or add it there."
    assert line.text() == "nobody"


def test_a_whole_name_typed_is_taken_without_the_list(form: Form, farms: Database) -> None:
    ash = verbs.save(farms, throwaway.Farm, {"name": "Ash"})
    verbs.save(farms, throwaway.Farm, {"name": "Ashwood"})
    line = form.widget("neighbour_id")
    QTest.keyClicks(line, "ash")
    form.problems()
    assert line.value() == ash.id


def listed(line: RecordEdit) -> list[str]:
    """What stands in the list below a reference."""
    model = line._popup.completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def farms_called(farms: Database) -> list[str]:
    with farms.reading() as session:
        return sorted(farm.name for farm in session.exec(living(throwaway.Farm)))


def test_one_key_below_what_is_found_a_record_is_made_only_after_a_question(
        form: Form, farms: Database, qtbot: QtBot, answers: Answers) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "Ashwood"})
    line = form.widget("neighbour_id")
    line.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        line.clear()
        QTest.keyClicks(line, "ash")
        qtbot.waitUntil(line.popup_visible)
        QTest.keyClick(line._view, Qt.Key.Key_Down)
        answers.next = False
        QTest.keyClick(line._view, key)
        assert answers.shown.pop() == "New farm: ash?" and answers.safe[-1], "Enter once more makes nothing either"
        assert not line.popup_visible()
    assert farms_called(farms) == ["Ashwood"]


def test_a_click_makes_what_it_is_on_without_a_question(form: Form, farms: Database, context: Context, qtbot: QtBot) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "Ashwood"})
    line = form.widget("neighbour_id")
    line.setFocus()
    QTest.keyClicks(line, "ash")
    qtbot.waitUntil(line.popup_visible)
    found, offer = (line._popup.completionModel().index(row, 0) for row in (0, 1))
    assert found.data(Qt.ItemDataRole.DecorationRole) is None, "it is what was found"
    assert not offer.data(Qt.ItemDataRole.DecorationRole).isNull(), "a sign says that it is made"
    QTest.mouseClick(line._view.viewport(), Qt.MouseButton.LeftButton, pos=line._view.visualRect(offer).center())
    qtbot.waitUntil(lambda: line.value() is not None)
    settle(qtbot, context)
    assert farms_called(farms) == ["Ashwood", "ash"]
    verbs.save(farms, throwaway.Farm, {"name": "Oak", "neighbour_id": line.value()})
    farms.undo()
    assert farms_called(farms) == ["Ashwood"], "one undo takes what was saved and what was made for it"


def test_a_missing_record_is_made_where_it_is_named(
        form: Form, farms: Database, context: Context, qtbot: QtBot, answers: Answers) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "Ashwood"})
    line = form.widget("neighbour_id")
    line.setFocus()
    QTest.keyClicks(line, "ash")
    qtbot.waitUntil(line.popup_visible)
    assert listed(line) == ["Ashwood", "New farm: ash"]
    QTest.keyClick(line._view, Qt.Key.Key_Down)
    answers.next = True
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.value() is not None)
    assert line.text() == "ash"
    assert verbs.get(farms, throwaway.Farm, line.value()).name == "ash"
    context.window.undo.undo()
    settle(qtbot, context)


def test_where_nothing_is_there_yet_the_list_still_leads_on(form: Form, context: Context, qtbot: QtBot) -> None:
    line = form.widget("neighbour_id")
    line.setFocus()
    assert line.placeholderText() == "None yet: ▾ adds one"
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert listed(line) == ["New farm…"]
    QTest.keyClick(line._view, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    dialog = context.window.findChild(RecordDialog)
    assert dialog is not None and dialog.isVisible()
    QTest.keyClicks(dialog.form.widget("name"), "Oak")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line.value() is not None)
    assert line.text() == "Oak"
    assert form.dirty


def test_the_mouse_opens_the_list_and_makes_what_is_missing(
        form: Form, farms: Database, context: Context, qtbot: QtBot) -> None:
    for number in range(30):
        verbs.save(farms, throwaway.Farm, {"name": f"Farm {number}"})
    line = form.widget("neighbour_id")
    assert line._drop.isVisible()
    QTest.mouseClick(line._drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(line.popup_visible)
    assert listed(line)[-1] == "New farm…"
    last = line._popup.completionModel().index(len(listed(line)) - 1, 0)
    place = line._view.visualRect(last)
    assert line._view.viewport().rect().contains(place), "seen without scrolling"
    QTest.mouseClick(line._view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    dialog = context.window.findChild(RecordDialog)
    assert dialog is not None and dialog.isVisible()
    QTest.keyClicks(dialog.form.widget("name"), "Oak")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line.value() is not None)
    assert line.text() == "Oak" and not line._drop.isVisible()


def test_enter_makes_nothing_that_was_not_chosen(form: Form, farms: Database, qtbot: QtBot) -> None:
    line = form.widget("neighbour_id")
    line.setFocus()
    QTest.keyClicks(line, "mistake")
    qtbot.waitUntil(line.popup_visible)
    assert not line._view.currentIndex().isValid(), "what is made must be chosen"
    QTest.keyClick(line._view, Qt.Key.Key_Return)
    with farms.reading() as session:
        assert not session.exec(select(throwaway.Farm)).all()


def test_what_was_chosen_last_stands_first(form: Form, farms: Database) -> None:
    for name in ("Ash", "Birch", "Cedar"):
        verbs.save(farms, throwaway.Farm, {"name": name})
    line = form.widget("neighbour_id")
    line.setFocus()
    QTest.keyClicks(line, "ash")
    form.problems()
    line.set_value(None)
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert listed(line)[:3] == ["Cedar", "Birch", "Ash"]
    QTest.keyClick(line._view, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "Birch"
    line.set_value(None)
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert listed(line)[:3] == ["Birch", "Cedar", "Ash"]


def test_words_of_a_list_follow_the_language(form: Form) -> None:
    soil = form.widget("soil")
    form.set_values({"soil": "loam"})
    assert soil.currentText() == "Loam"
    i18n.set_language("zh_CN")
    form._retranslate()
    assert form.values()["soil"] == "loam"
    assert not form.dirty


def test_the_wheel_does_not_change_a_list_box_that_is_not_in_use(form: Form) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    soil = form.widget("soil")
    form.set_values({"soil": "loam"})
    form.widget("name").setFocus()
    event = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(soil, event)
    assert form.values()["soil"] == "loam"


def test_del_empties_a_list_box(form: Form) -> None:
    form.set_values({"soil": "loam"})
    QTest.keyClick(form.widget("soil"), Qt.Key.Key_Delete)
    assert form.values()["soil"] == ""


def test_rebase_keeps_what_was_typed_since(form: Form, farms: Database) -> None:
    record = verbs.save(farms, throwaway.Farm, {"name": "Oak", "phone": "1"})
    form.show_record(record)
    form.widget("phone").setText("2")
    changed = verbs.save(farms, throwaway.Farm, {"name": "Oak tree", "phone": "9"}, record.id)
    form.rebase(changed)
    assert form.widget("name").text() == "Oak tree"
    assert form.widget("phone").text() == "2"
    assert form.dirty


def test_a_text_in_both_languages_is_edited_in_the_one_in_force(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    bound = Binding(None, edit, column_of(Trait, "stage"))
    with i18n.using(i18n.CHINESE):
        bound.set_value("乳熟期 / milk stage")
        assert edit.text() == "乳熟期" and bound.value() == "乳熟期 / milk stage", "what nobody typed stays as it is stored"
    bound.retranslate()
    assert edit.text() == "milk stage" and bound.value() == "乳熟期 / milk stage"
    edit.setText("dough stage")
    bound.retranslate()
    assert edit.text() == bound.value() == "dough stage"
