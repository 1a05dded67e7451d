"""Figures, plan, tests and feedback as one uses them: double clicks, buttons, sheets keyed in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.training.feedback_tab import FeedbackTab
from desktop.training.figures_page import HEADS, FiguresSection
from desktop.training.model import Participant, TrainingEvent
from desktop.training.plan_model import TrainingPlan
from desktop.training.testing_model import Question, TrainingTest
from tests.ui.test_grid import presses, types

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()


@pytest.fixture
def event(database: Database) -> TrainingEvent:
    made = verbs.save(database, TrainingEvent, {"topic": "玉米密植", "held_on": TODAY, "starts_at": "09:00", "ends_at": "11:00",
                                                "state": "held"})
    for name, mark in (("王一", "attended"), ("李二", "absent")):
        verbs.save(database, Participant, {"event_id": made.id, "name": name, "attendance": mark})
    return made


def section_of(window: Window, name: str, qtbot: QtBot) -> Any:
    page: Any = window.show_feature("training")
    section = page.show_section(name)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    return section


def test_a_double_click_on_a_figure_shows_its_rows(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    section: FiguresSection = section_of(window, "training_figures", qtbot)
    section.by.setCurrentIndex(section.by.findData("topic"))
    qtbot.waitUntil(lambda: section.table.rowCount() == 2 and section.found is not None and section.found.by == "topic")
    column = list(HEADS).index("present") + 1
    assert (section.table.item(0, 0).text(), section.table.item(0, column).text()) == ("玉米密植", "1")
    section.table.cellActivated.emit(0, column)
    page: Any = window.show_feature("training")
    assert page.section.name == "participants"
    qtbot.waitUntil(lambda: len(page.section.list.table.rows.ids) == 1)


def test_the_figures_are_told_again_in_the_other_language(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    section: FiguresSection = section_of(window, "training_figures", qtbot)
    qtbot.waitUntil(lambda: section.table.rowCount() == 2)
    assert section.summary.text() == "Summary of the year…"
    section.print_()
    from desktop.ui.preview.preview import Preview

    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    qtbot.waitUntil(lambda: preview.made is not None)
    assert preview.made.document.title == f"Training in {TODAY.year}"


def test_a_line_of_the_plan_makes_its_trainings_by_a_button(window: Window, database: Database, qtbot: QtBot) -> None:
    line = verbs.save(database, TrainingPlan, {"topic": "化控", "year": TODAY.year, "month": 12, "times": 2})
    section = section_of(window, "training_plan", qtbot)
    section.open_record("trainingplan", line.id)
    section.make_trainings()
    qtbot.waitUntil(lambda: len(verbs.owned(database, TrainingEvent, "plan_id", line.id)) == 2)


def test_sheets_of_a_test_are_keyed_in_and_marked(window: Window, database: Database, event: TrainingEvent,
                                                  qtbot: QtBot) -> None:
    for answer in ("√", "×"):
        verbs.save(database, Question, {"bank": "密植", "kind": "true_false", "text": f"{answer}?", "answer": answer})
    test = verbs.save(database, TrainingTest, {"event_id": event.id, "bank": "密植"})
    section = section_of(window, "training_tests", qtbot)
    section.open_record("trainingtest", test.id)
    section.draw()
    qtbot.waitUntil(lambda: verbs.get(database, TrainingTest, test.id).full == 10)
    tab = section.pane.tabs.open_tab("Test results")
    qtbot.waitUntil(lambda: len(tab.grid.cells.order) == 2)
    types(tab.grid, "tt")
    presses(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [p.post_score for p in verbs.owned(database, Participant, "event_id", event.id)] == [50.0, None])


def test_only_those_who_came_stand_in_the_feedback(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    section = section_of(window, "trainings", qtbot)
    section.open_record("trainingevent", event.id)
    tab: FeedbackTab = section.pane.tabs.open_tab("Feedback")
    qtbot.waitUntil(lambda: len(tab.grid.cells.order) == 1)
    qtbot.keyClicks(tab.grid.view, "5")
    qtbot.keyClick(tab.grid.view, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: tab.said.text() == "1 of 1 answered · Content 5.0")


def test_the_invitation_lies_on_the_clipboard(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    section = section_of(window, "trainings", qtbot)
    section.open_record("trainingevent", event.id)
    section.wechat_text()
    qtbot.waitUntil(lambda: QApplication.clipboard().text().startswith("[Training] 玉米密植"))


def test_the_titles_of_the_skills_stand_whole_in_their_heads(window: Window, event: TrainingEvent, qtbot: QtBot) -> None:
    """A head was once as wide for every language, and English ones were cut on both sides."""
    section: Any = section_of(window, "skill_matrix", qtbot)
    grid = section.grid
    qtbot.waitUntil(lambda: len(grid.cells.grid.columns) > 3)
    metrics = grid.view.fontMetrics()
    for place, column in enumerate(grid.cells.grid.columns):
        assert grid.view.columnWidth(place) >= metrics.horizontalAdvance(column.title), column.title
