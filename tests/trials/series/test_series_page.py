"""The section of series, by clicks and keys: results, figures, kept results, trials, templates, renaming."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from desktop.trials.report import sections
from desktop.trials.series import actions
from tests.trials.series.conftest import NAME, SITES, add_trial, grown, trait
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.trials.results.tables_widget import Lines
    from desktop.trials.series.book_widget import SeriesBook
    from desktop.trials.series.series_tab import SeriesTab, SeriesTrials
    from desktop.ui.context import Context
    from tests.conftest import Answers

COMPARED, SITE, VARIANCE, STABILITY, AXES, OTHERS, NOTES, FIGURES, KEPT = range(9)


@pytest.fixture
def book(context: Context, qtbot: QtBot, answers: Answers) -> SeriesBook:
    """The section over five trials of one series; what loads for seconds on a busy machine is loaded before."""
    from desktop.trials.series.book_widget import SeriesBook

    response = trait(context.db, "own.yield", name_zh="亩产量")
    for n, (site, shift) in enumerate(SITES.items(), start=1):
        add_trial(context.db, f"X{n}", site, grown(n, shift), trait_id=response)
    made = SeriesBook(context)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, context)
    settle(qtbot, context)
    return made


def tab(book: SeriesBook, place: int, qtbot: QtBot) -> SeriesTab | SeriesTrials:
    bar = book.pane.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
    settle(qtbot, book.context)
    return book.pane.tabs.currentWidget()  # type: ignore[return-value]


def results(book: SeriesBook, qtbot: QtBot) -> SeriesTab:
    from desktop.trials.series.series_tab import SeriesTab

    found = tab(book, 1, qtbot)
    assert isinstance(found, SeriesTab)
    return found


def texts(table: Lines) -> list[str]:
    return [item.text() for r in range(table.rowCount()) for c in range(table.columnCount()) if (item := table.item(r, c))]


def test_a_series_is_recorded_by_itself_and_its_results_are_shown(book: SeriesBook, qtbot: QtBot) -> None:
    assert book.record is not None
    assert book.record.label() == NAME
    shown = results(book, qtbot)
    assert shown.compared.item(0, 1).text() == "甲一"
    assert {"5 – 0 – 0", "100.0%", "**"} <= set(texts(shown.compared))
    assert any("+10." in text or "+9." in text for text in texts(shown.sites))
    assert "Site × Variety" in texts(shown.anova)
    assert "Block within Site" in texts(shown.anova)
    assert any("Finlay" in text for text in texts(shown.stability))
    assert "Data fingerprint" in shown.notes.toPlainText()
    assert "summary of 5 sites" in shown.notes.toPlainText()


def test_another_check_is_compared_with(book: SeriesBook, qtbot: QtBot) -> None:
    shown = results(book, qtbot)
    box = shown.checks
    for _step in range(box.findText("甲三", Qt.MatchFlag.MatchContains)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    settle(qtbot, book.context)
    assert "The check 甲三 yielded" in shown.summary.text()


def test_a_result_is_kept_and_called_out_of_date_after_a_plot_changed(book: SeriesBook, qtbot: QtBot) -> None:
    from sqlmodel import select

    from desktop.trials.model import Plot

    shown = results(book, qtbot)
    qtbot.mouseClick(shown.keep, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert shown.tabs.tabText(KEPT).endswith("(1)")
    assert not shown.banner.isVisible()
    with book.context.db.operation("lost") as session:
        plot = session.exec(select(Plot)).first()
        assert plot is not None
        plot.state, plot.reason = "lost", "hail"
    settle(qtbot, book.context)
    assert shown.banner.isVisible()
    assert "out of date" in texts(shown.kept.table)


def test_the_figures_are_drawn_and_saved(book: SeriesBook, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    shown = results(book, qtbot)
    shown.tabs.setCurrentIndex(FIGURES)
    qtbot.waitUntil(lambda: shown.figures.drawn is not None)
    settle(qtbot, book.context)
    assert shown.figures.drawn is not None
    assert {"difference", "bars", "sites", "ammi", "gge", "regression"} <= {k for k, _title in shown.figures.drawn.kinds}
    answers.next = tmp_path / "f.svg"
    qtbot.mouseClick(shown.figures.save, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert (tmp_path / "f.svg").read_bytes().lstrip().startswith(b"<?xml")


def test_the_trials_are_listed(book: SeriesBook, qtbot: QtBot) -> None:
    from desktop.trials.series.series_tab import SeriesTrials

    results(book, qtbot)
    found = tab(book, 0, qtbot)
    assert isinstance(found, SeriesTrials)
    assert [row.cells[0] for row in found.rows] == ["X1", "X2", "X3", "X4", "X5"]


def test_renaming_in_the_form_renames_the_trials(book: SeriesBook, qtbot: QtBot) -> None:
    field = book.fields.bindings["name"].widget
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Series B")
    book.save()
    settle(qtbot, book.context)
    assert actions.record_of(book.context.db, "Series B") is not None
    assert len(book.list.table.rows.ids) == 1, "the old name is not recorded anew"
    assert texts(tab(book, 0, qtbot).table)[0] == "X1"  # type: ignore[union-attr]


def test_sections_are_ordered_retitled_and_kept_by_clicks(book: SeriesBook, qtbot: QtBot) -> None:
    from desktop.trials.report.sections_widget import SectionsDialog

    dialog = SectionsDialog(book.context, "series")
    dialog.open()
    found, text = dialog.part("sections"), dialog.part("text")
    assert isinstance(found, QListWidget)
    assert isinstance(text, QPlainTextEdit)
    first = found.item(0).text()
    qtbot.mouseClick(dialog.part("down"), Qt.MouseButton.LeftButton)
    assert found.item(1).text() == first
    qtbot.keyClicks(dialog.part("heading"), "Aim")
    qtbot.keyClicks(text, "To see.")
    qtbot.keyClick(found, Qt.Key.Key_Down)
    qtbot.keyClick(found, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    assert "name" in dialog.part("problem").text()  # type: ignore[attr-defined]
    qtbot.keyClicks(dialog.part("name"), "Mine")
    qtbot.keyClick(dialog.part("rule"), Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    kept = sections.choice(book.context.db, "series", "Mine")
    assert [(c.key, c.title, c.text, c.shown) for c in kept[:3]] == [
        ("purpose", "", "", True), ("summary", "Aim", "To see.", True), ("entries", "", "", False)]
    assert sections.rule_of(book.context.db, "series", "Mine") == "dunnett"


def test_a_section_that_is_dragged_keeps_what_was_typed(book: SeriesBook, qtbot: QtBot) -> None:
    from PySide6.QtCore import QModelIndex

    from desktop.trials.report.sections_widget import SectionsDialog

    dialog = SectionsDialog(book.context, "series")
    dialog.open()
    qtbot.keyClicks(dialog.part("heading"), "Aim")
    model = dialog.list.model()
    dragged = model.mimeData([model.index(0, 0)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 3, 0, QModelIndex())
    model.removeRow(0)
    qtbot.keyClicks(dialog.part("name"), "Dragged")
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    kept = sections.choice(book.context.db, "series", "Dragged")
    assert [(c.key, c.title) for c in kept[:3]] == [("purpose", ""), ("entries", ""), ("summary", "Aim")]


def test_the_dialog_of_the_report_offers_the_templates(book: SeriesBook, qtbot: QtBot) -> None:
    from desktop.trials.series.report_widget import SeriesReportDialog

    sections.save_template(book.context.db, "series", "Mine", [], default=True)
    dialog = SeriesReportDialog(book.context, book.record, "series")  # type: ignore[arg-type]
    dialog.open()
    assert dialog.template.name() == "Mine"
    cancel = dialog.part("cancel")
    assert isinstance(cancel, QPushButton)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)


def test_the_paper_of_a_series_is_its_summary(book: SeriesBook, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.trials.series.report_widget import SeriesReportDialog

    book.print_()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SeriesReportDialog))
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, SeriesReportDialog) and asked.report == "series"
    asked.reject()
