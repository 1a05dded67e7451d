"""The Training tab as one uses it: attendance, calendar, papers, calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.training.attendance_tab import AttendanceTab
from desktop.training.model import Participant, TrainingEvent

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
    from desktop.ui.book.record_dialog import RecordDialog

    page: Any = window.show_feature("training")
    section = page.show_section("calendar")
    qtbot.waitUntil(lambda: bool(section.month.grid.of_day(TODAY)))
    section.new_record()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordDialog) and w.isVisible())
    dialog.form.widget("topic").setText("田间观摩")
    dialog.save()
    qtbot.waitUntil(lambda: len(section.month.grid.of_day(TODAY)) == 2)
    section.month.opened.emit(event.id)
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
