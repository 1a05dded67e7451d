"""The Training tab as one uses it: attendance, calendar, papers, calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.core import verbs
from desktop.people.model import Membership
from desktop.training.attendance_tab import AttendanceTab
from desktop.training.model import Participant, TrainingEvent, TrainingSession
from desktop.training.people_widget import PeopleDialog
from desktop.training.walk_ins_widget import WalkInsDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers

TODAY = date.today()


@pytest.fixture
def event(database: Database) -> TrainingEvent:
    made = verbs.save(database, TrainingEvent, {"topic": "玉米密植", "held_on": TODAY, "starts_at": "09:00"})
    for n in range(3):
        verbs.save(database, Participant, {"event_id": made.id, "name": f"学员{n}"})
    return made


def trainings(window: Window, qtbot: QtBot) -> Any:
    page: Any = window.show_feature("training")
    section = page.show_section("trainings")
    qtbot.waitUntil(lambda: section.list.table.rows.ready and not window.tasks.busy)
    return section


def test_attendance_is_marked_for_all_others_at_once(window: Window, database: Database, event: TrainingEvent,
                                                     qtbot: QtBot) -> None:
    section = trainings(window, qtbot)
    section.open_record("trainingevent", event.id)
    tab: AttendanceTab = section.pane.tabs.open_tab("Attendance")
    qtbot.waitUntil(lambda: len(tab.grid.cells.order) == 3)
    assert tab.grid.counter.text().endswith("filled 0/3") and not tab.grid.plot.isVisibleTo(tab.grid)
    qtbot.keyClick(tab.grid.view, Qt.Key.Key_2)  # the first has attended; a score or a remark would not count
    qtbot.keyClick(tab.grid.view, Qt.Key.Key_Tab)
    qtbot.keyClicks(tab.grid.view, "80")
    qtbot.keyClick(tab.grid.view, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: tab.grid.counter.text().endswith("filled 1/3"))
    tab.all_present()
    qtbot.waitUntil(lambda: tab.figures.text().startswith("Registered 3 · attended 3"))


def test_the_calendar_shows_a_training_and_plans_another(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    page: Any = window.show_feature("training")
    section = page.show_section("calendar")
    qtbot.waitUntil(lambda: bool(section.month.grid.of_day(TODAY)))
    section.new_record()
    qtbot.waitUntil(lambda: page.section.name == "trainings" and page.section.is_new)
    assert page.section.fields.values()["held_on"] == TODAY
    page.section.fields.widget("topic").setText("田间观摩")
    page.section.save()
    page.show_section("calendar")
    qtbot.waitUntil(lambda: len(section.month.grid.of_day(TODAY)) == 2)
    planned = next(e for e in section.month.grid.of_day(TODAY) if "玉米密植" in e.title)
    section.month.opened.emit(planned.id)
    assert page.section.name == "trainings"


def test_the_calendar_file_is_written_where_the_user_says(window: Window, event: TrainingEvent, qtbot: QtBot,
                                                          answers: Answers, tmp_path: Path) -> None:
    section = trainings(window, qtbot)
    answers.next = tmp_path / "trainings.ics"
    section.calendar_file()
    qtbot.waitUntil(lambda: (tmp_path / "trainings.ics").exists() and not window.tasks.busy)
    assert len(Calendar.from_ical((tmp_path / "trainings.ics").read_bytes()).walk("VEVENT")) == 1


def test_the_sign_in_sheet_is_shown_before_it_is_printed(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    from desktop.ui.preview.preview import Preview

    section = trainings(window, qtbot)
    section.open_record("trainingevent", event.id)
    assert section.can("print_")
    section.print_()
    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    qtbot.waitUntil(lambda: preview.made is not None)
    assert preview.made.document.title == "Sign-in sheet"


def test_a_form_shows_what_follows_from_what_is_typed(window: Window, qtbot: QtBot) -> None:
    section = trainings(window, qtbot)
    section.new_record()
    form = section.fields
    form.widget("budget").setText("800")
    form.widget("cost").setText("723.50")
    assert form.widget("left").text() == "76.50"
    assert form.widget("left").isReadOnly()
    form.widget("cost").setText("")
    assert form.widget("left").text() == ""
    assert "left" not in form.values()


def attendance_of(window: Window, event: TrainingEvent, qtbot: QtBot) -> AttendanceTab:
    section = trainings(window, qtbot)
    section.open_record("trainingevent", event.id)
    tab: AttendanceTab = section.pane.tabs.open_tab("Attendance")
    qtbot.waitUntil(lambda: bool(tab.figures.text()))
    return tab


def dialog_of(kind: type[Any]) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_a_sheet_of_several_sessions_is_keyed_in_session_by_session(window: Window, database: Database, event: TrainingEvent,
                                                                    qtbot: QtBot) -> None:
    verbs.save(database, TrainingSession, {"event_id": event.id, "held_on": TODAY, "starts_at": "14:00"})
    tab = attendance_of(window, event, qtbot)
    assert tab.sitting.isVisibleTo(tab) and tab.sitting.currentText().startswith("1.")
    qtbot.mouseClick(tab._buttons[0][0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Attended 3" in tab.figures.text())
    assert "attendance 100.0 %" in tab.figures.text()
    tab.sitting.setCurrentIndex(1)
    assert "Registered 3" in tab.figures.text().partition("; ")[2]


def test_the_list_keeps_its_room_whatever_clashes_and_the_button_tells_all_of_it(
        window: Window, database: Database, event: TrainingEvent, answers: Answers, qtbot: QtBot) -> None:
    """Two groups of forty at one hour: the sentences once took the whole height, and no line could be keyed in."""
    with database.operation("many") as session:
        verbs.insert_many(session, Participant, [{"event_id": event.id, "name": f"Grower {n:02}", "phone": f"138{n:08}"}
                                                 for n in range(40)])
    verbs.save(database, TrainingEvent, {"trainer": "A"}, event.id)
    for name in ("", "", ""):
        verbs.save(database, TrainingSession, {"event_id": event.id, "held_on": TODAY, "group_name": name})
    window.resize(1366, 768)
    tab = attendance_of(window, event, qtbot)
    qtbot.waitUntil(tab.doubts.isVisible)
    qtbot.waitUntil(lambda: tab.grid.view.viewport().height() >= 6 * tab.grid.view.rowHeight(0))  # as on every page
    assert tab.warning.height() < 2 * tab.fontMetrics().height() and "A also teaches" in tab.warning.text()
    qtbot.mouseClick(tab.against, Qt.MouseButton.LeftButton)
    [told] = answers.shown
    assert "and others, 43 people" in told and len(told.splitlines()) == int(tab.against.text().split()[0])


def test_who_is_pasted_is_of_the_kind_that_the_training_is_for(window: Window, database: Database, event: TrainingEvent,
                                                               qtbot: QtBot) -> None:
    verbs.save(database, TrainingEvent, {"audience": "dealers"}, event.id)
    section = trainings(window, qtbot)
    section.open_record("trainingevent", event.id)
    grid = section.pane.tabs.open_tab("Participants")
    qtbot.waitUntil(lambda: not window.tasks.busy)
    QApplication.clipboard().setText("姓名\t村屯\t手机\n赵新\t例河村\t13912340000")
    table = grid.grid.view
    table.setFocus()
    table.setCurrentIndex(table.model().index(table.model().rowCount() - 1, 0))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def pasted() -> list[tuple[Any, ...]]:
        with database.reading() as session:
            return [tuple(row) for row in session.connection().exec_driver_sql(
                "SELECT organisation, kind FROM participant WHERE name = '赵新'")]

    qtbot.waitUntil(lambda: pasted() == [("例河村", "dealer")])


def test_walk_ins_are_typed_below_each_other_and_counted(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    tab = attendance_of(window, event, qtbot)
    tab.add_walk_ins()
    dialog = dialog_of(WalkInsDialog)
    assert not dialog.add.isEnabled()
    dialog.text.insertPlainText("赵四 13804550004 例村\n学员1")
    assert dialog.count.text() == "2 people"
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.figures.text().startswith("Registered 4 · attended 2"))


def test_people_are_chosen_from_a_list_with_filters_or_all_at_once(window: Window, database: Database, event: TrainingEvent,
                                                                   qtbot: QtBot) -> None:
    for name, role in (("周六", "farmer"), ("吴七", "expert")):
        verbs.save(database, Membership, {"name": name, "mobile": "13804550006", "role": role})
    tab = attendance_of(window, event, qtbot)
    tab.add_people()
    dialog = dialog_of(PeopleDialog)
    dialog.list.filters.show_preset("expert")
    qtbot.waitUntil(lambda: len(dialog.list.table.rows.ids) == 1)
    assert dialog.all.text() == "Add the one shown" and not dialog.add.isEnabled()
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.figures.text().startswith("Registered 4"))
    names = [p.name for p in verbs.owned(database, Participant, "event_id", event.id)]
    assert names[-1] == "吴七"


def test_a_day_of_the_year_opens_its_training_and_the_matrix_shows_levels(window: Window, database: Database,
                                                                         event: TrainingEvent, qtbot: QtBot) -> None:
    page: Any = window.show_feature("training")
    year = page.show_section("training_year")
    qtbot.waitUntil(lambda: bool(year.months))
    assert year.table.item(TODAY.month - 1, TODAY.day - 1).text() == "1"
    assert year.table.item(TODAY.month - 1, 31).text() == "1"
    year.open_day(TODAY.month - 1, TODAY.day - 1)
    section = page.show_section("trainings")
    qtbot.waitUntil(lambda: section.record is not None and section.record.id == event.id)
    matrix = page.show_section("skill_matrix")
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert matrix.grid is not None


def test_who_was_met_is_answered_in_one_click(window: Window, database: Database, event: TrainingEvent, qtbot: QtBot) -> None:
    from desktop.training.effect_model import TrainingFollowUp

    person = verbs.owned(database, Participant, "event_id", event.id)[0]
    verbs.save(database, Participant, {"attendance": "attended"}, person.id)
    waiting = verbs.save(database, TrainingFollowUp, {"event_id": event.id, "participant_id": person.id, "due_on": TODAY})
    page: Any = window.show_feature("training")
    section = page.show_section("training_follow_ups")
    qtbot.waitUntil(lambda: section.list.table.rows.ready and not window.tasks.busy)
    section.list.table.selectRow(0)
    section.answer("yes")
    qtbot.waitUntil(lambda: verbs.get(database, TrainingFollowUp, waiting.id).state == "yes")
    assert verbs.get(database, TrainingFollowUp, waiting.id).seen_on == TODAY


def test_a_telephone_that_cannot_be_one_is_told_of_in_the_dialog_of_a_participant(window: Window, qtbot: QtBot) -> None:
    from desktop.ui.book.record_dialog import RecordDialog

    dialog = RecordDialog(window.context, Participant, window, hidden=("event_id",))
    qtbot.addWidget(dialog)
    dialog.start({}, None)
    number = dialog.form.bindings["phone"].widget
    qtbot.keyClicks(number, "12")
    qtbot.waitUntil(lambda: dialog.hints.isVisibleTo(dialog))
    assert number.property("doubtful")
    assert [label.text() for label in dialog.hints.findChildren(QLabel)] == ["A telephone number has more digits than 12."]
    qtbot.keyClicks(number, "316")
    qtbot.waitUntil(lambda: not dialog.hints.isVisibleTo(dialog))
    assert not number.property("doubtful")
