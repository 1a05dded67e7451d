"""The sub-tab of checks, by clicks: findings, reasons, leaving out and taking in, going to the cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from desktop.core import verbs
from desktop.trials.checks.checks_tab import ChecksTab
from desktop.trials.model import Observation, Plot
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.observations.observations_tab import ObservationsTab
from desktop.trials.trial_data import load
from tests.trials.conftest import build_trial, plot_numbered
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.trials.page import TrialsPage
    from desktop.ui.book.book import Book
    from desktop.ui.context import Context
    from tests.conftest import Answers

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def book(context: Context, qtbot: QtBot, answers: Answers) -> Iterator[Book]:
    """A trial with one value that is far out, shown on the page."""
    from desktop.trials.page import TrialsPage
    from desktop.ui.book.book import Book

    trial = build_trial(context.db)
    trait = load(context.db, trial).traits[0].id
    with context.db.operation("typed") as session:
        store_values(session, [((plot_numbered(context.db, trial, "202").id, trait, 1), 80.0, False)])
    window = context.window
    page: TrialsPage = TrialsPage(context, window.stack)
    window.pages["trials"] = page
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    window.resize(1366, 768)
    settle(qtbot, context)
    section = page.section
    assert isinstance(section, Book)
    section.list.table.select(section.list.table.rows.ids[0])
    settle(qtbot, context)
    yield section
    settle(qtbot, context)
    window._drop_pages()


@pytest.fixture
def tab(book: Book, qtbot: QtBot) -> ChecksTab:
    made: ChecksTab = book.pane.tabs.open_tab("Data checks")
    settle(qtbot, book.context)
    return made


def choose(tab: ChecksTab, kind: str) -> None:
    tab.table.selectRow(next(i for i, f in enumerate(tab.found) if f.kind == kind))


def answer(tab: ChecksTab, text: str, qtbot: QtBot) -> None:
    dialog = tab.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue(text)
    dialog.accept()
    settle(qtbot, tab.context)


def test_findings_are_listed_with_plot_entry_and_reason(tab: ChecksTab) -> None:
    choose(tab, "range")
    row = tab.table.currentRow()
    shown = [item.text() if (item := tab.table.item(row, c)) else "" for c in range(6)]
    assert shown[:4] == ["Out of range", "202", "V4", "Yield"]
    assert "usual range" in shown[5]
    assert tab.map.marked == {"202"}
    tab.grab()


def test_a_value_is_left_out_with_a_reason_and_taken_in_again(tab: ChecksTab, qtbot: QtBot) -> None:
    choose(tab, "range")
    qtbot.mouseClick(tab.buttons["value"], LEFT)
    answer(tab, "scale broken", qtbot)
    assert [f.kind for f in tab.found] == ["out"]
    choose(tab, "out")
    assert not tab.buttons["value"].isEnabled()
    qtbot.mouseClick(tab.buttons["include"], LEFT)
    settle(qtbot, tab.context)
    assert "range" in [f.kind for f in tab.found]


def test_a_finding_is_accepted_with_a_note(tab: ChecksTab, qtbot: QtBot) -> None:
    choose(tab, "range")
    qtbot.mouseClick(tab.buttons["accept"], LEFT)
    answer(tab, "weighed twice", qtbot)
    assert "range" not in [f.kind for f in tab.found]


def test_a_plot_is_left_out(tab: ChecksTab, book: Book, qtbot: QtBot) -> None:
    choose(tab, "range")
    qtbot.mouseClick(tab.buttons["plot"], LEFT)
    answer(tab, "flooded", qtbot)
    assert book.record is not None
    plot: Plot = plot_numbered(tab.context.db, book.record.id, "202")
    assert (plot.state, plot.reason) == ("excluded", "flooded")


def test_the_cell_of_a_finding_is_shown_in_the_grid(tab: ChecksTab, book: Book, qtbot: QtBot) -> None:
    grid: ObservationsTab = book.pane.tabs.open_tab("Observations")
    settle(qtbot, book.context)
    book.pane.tabs.setCurrentWidget(tab)
    choose(tab, "range")
    qtbot.mouseClick(tab.buttons["cell"], LEFT)
    settle(qtbot, book.context)
    assert book.pane.tabs.currentWidget() is grid
    row = grid.grid.view.currentIndex().row()
    assert grid.grid.cells.grid.headers[grid.grid.cells.order[row]][0] == "202"


def test_the_photos_of_the_plot_stand_beside_the_field(tab: ChecksTab, book: Book, qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    from desktop.trials.observations.observation_grid import ObservationGrid

    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.green)
    assert picture.save(str(tmp_path / "plot.png"))
    assert book.record is not None
    plot = plot_numbered(tab.context.db, book.record.id, "202")
    source = ObservationGrid(tab.context.db, book.record.id)
    source.add_photos(plot.id, source.load().columns[0].name, [tmp_path / "plot.png"])
    settle(qtbot, tab.context)
    choose(tab, "range")
    tab.show_record(book.record)
    settle(qtbot, tab.context)
    choose(tab, "range")
    settle(qtbot, tab.context)
    assert [tab.photos.item(i).text() for i in range(tab.photos.count())] == ["plot.png"]


def test_the_buttons_go_to_a_second_line_rather_than_be_cut(tab: ChecksTab) -> None:
    tab.resize(300, 500)
    lines = {button.y() for button in tab.buttons.values()}
    assert len(lines) > 1
    assert all(button.geometry().right() <= tab.width() for button in tab.buttons.values())


def test_a_trial_without_values_is_not_called_free_of_doubt(tab: ChecksTab, qtbot: QtBot) -> None:
    db = tab.context.db
    assert tab.record_id is not None
    plots = verbs.owned(db, Plot, "trial_id", tab.record_id)
    verbs.delete(db, Observation, [o.id for plot in plots for o in verbs.owned(db, Observation, "plot_id", plot.id)])
    settle(qtbot, tab.context)
    assert tab.summary.text() == "Nothing was observed yet: there is nothing to check."


def test_a_number_of_findings_that_holds_no_longer_is_not_shown(tab: ChecksTab, book: Book, qtbot: QtBot) -> None:
    """The value was put right on another tab, and the title went on to say (1) until the tab was opened."""
    tabs = book.pane.tabs
    title = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith("Data checks"))
    assert "(" in tabs.tabText(title)
    tabs.open_tab("Observations")
    material = load(book.context.db, book.record.id)
    with book.context.db.operation("put right") as session:
        plot = plot_numbered(book.context.db, book.record.id, "202").id
        store_values(session, [((plot, material.traits[0].id, 1), 10.0, False)])
    settle(qtbot, book.context)
    assert tabs.tabText(title) == "Data checks"
    tabs.open_tab("Data checks")
    settle(qtbot, book.context)
    assert "(" in tabs.tabText(title)
