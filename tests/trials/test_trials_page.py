"""The Varieties & trials tab, by clicks and keys: record, grid, map, analysis, plan, traits, report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from desktop.core import i18n, verbs
from desktop.trials import actions
from desktop.trials.model import Entry, Plot, Trial
from tests.trials.conftest import build_trial

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.trials.page import TrialsPage
    from desktop.ui.book.book import Book
    from desktop.ui.context import Context
    from tests.conftest import Answers

OBSERVATIONS, MAP, ANALYSIS = 3, 5, 6


@pytest.fixture
def page(context: Context, qtbot: QtBot, answers: Answers) -> Iterator[TrialsPage]:
    from desktop.trials.page import TrialsPage
    from tests.ui.conftest import settle

    build_trial(context.db)
    window = context.window
    made = TrialsPage(context, window.stack)
    window.pages["trials"] = made
    window.stack.addWidget(made)
    window.stack.setCurrentWidget(made)
    window.resize(1366, 768)
    settle(qtbot, context)
    yield made
    settle(qtbot, context)
    window._drop_pages()


@pytest.fixture
def book(page: TrialsPage, context: Context, qtbot: QtBot) -> Book:
    """The book of trials with its first trial shown."""
    from desktop.ui.book.book import Book
    from tests.ui.conftest import settle

    section = page.section
    assert isinstance(section, Book)
    section.list.table.select(section.list.table.rows.ids[0])
    settle(qtbot, context)
    return section


def show_tab(book: Book, number: int, qtbot: QtBot) -> object:
    from tests.ui.conftest import settle

    book.pane.tabs.setCurrentIndex(number)
    settle(qtbot, book.context)
    return book.pane.tabs.currentWidget()


def test_a_trial_shows_its_entries_and_plots(book: Book) -> None:
    assert [book.pane.tabs.tabText(i) for i in range(7)] == [
        "Entries (4)", "Plots (12)", "Field log (0)", "Observations", "Data checks", "Map", "Analysis"]


def test_a_number_without_a_page_of_its_own_opens_its_rows_in_a_window(book: Book, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication, QMenu

    from desktop.ui.book.rows_behind import RowsDialog, offer_rows

    menu = QMenu(book)
    offer_rows(menu, book)
    offered = {action.text(): action for inside in menu.findChildren(QMenu) for action in inside.actions()}
    offered["Entries"].trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RowsDialog) and w.isVisible())
    qtbot.waitUntil(lambda: dialog.table.rows.ready)
    assert dialog.said.text().startswith("4 rows · Trial: ")
    assert "Entries" in dialog.windowTitle()
    dialog.table.selectRow(2)
    dialog.table.entered.emit()
    qtbot.waitUntil(lambda: book.pane.tabs.currentIndex() == 0 and not book.context.tasks.busy)


def test_the_analysis_compares_with_the_check_first(book: Book, qtbot: QtBot) -> None:
    from desktop.trials.results.analysis_tab import AnalysisTab
    from desktop.trials.results.shown import Span

    tab = show_tab(book, ANALYSIS, qtbot)
    assert isinstance(tab, AnalysisTab)
    assert tab.compared.item(0, 1).text() == "V4"
    assert tab.shown is not None
    place = tab.shown.span_column
    assert place is not None
    span = tab.compared.item(0, place).data(256)
    assert isinstance(span, Span)
    assert span.low < span.middle < span.high
    assert tab.anova.item(1, 0).text() == "Variety"
    assert "differ significantly" in tab.summary.text()
    tab.grab()


def test_the_analysis_changes_its_language_at_once(book: Book, qtbot: QtBot) -> None:
    from desktop.trials.results.analysis_tab import AnalysisTab
    from tests.ui.conftest import settle

    tab = show_tab(book, ANALYSIS, qtbot)
    assert isinstance(tab, AnalysisTab)
    i18n.set_language("zh_CN")
    book.context.language_changed.emit()
    settle(qtbot, book.context)
    assert tab.tabs.tabText(0) == "与对照比较"
    assert "品种间差异显著" in tab.summary.text()


def test_grid_map_and_analysis_take_the_height_and_give_it_back(book: Book, qtbot: QtBot) -> None:
    before = book.pane.splitter.sizes()
    show_tab(book, OBSERVATIONS, qtbot)
    assert book.fields.isHidden() or not book.fields.isVisible()
    show_tab(book, 0, qtbot)
    assert book.fields.isVisible()
    assert book.pane.splitter.sizes() == before


def test_an_observation_typed_in_the_grid_is_in_the_analysis(book: Book, qtbot: QtBot) -> None:
    from desktop.core.grid import GridChange
    from desktop.trials.observations.observation_grid import ObservationGrid
    from desktop.trials.results.analysis_tab import AnalysisTab

    tab = show_tab(book, ANALYSIS, qtbot)
    assert isinstance(tab, AnalysisTab)
    assert book.record is not None
    grid = ObservationGrid(book.context.db, book.record.id)
    data = grid.load()
    book.context.tasks.run(lambda: grid.save([GridChange(data.keys[0], data.columns[0].name, 9.8, 30.0)]))
    show_tab(book, ANALYSIS, qtbot)
    assert tab.compared.item(0, 1).text() == "V2"


def test_a_trial_without_traits_says_what_to_do(book: Book, qtbot: QtBot) -> None:
    from desktop.trials.observations.observations_tab import ObservationsTab

    assert book.record is not None
    tab = show_tab(book, OBSERVATIONS, qtbot)
    assert isinstance(tab, ObservationsTab)
    assert not tab.empty
    number = book.record.id
    book.context.tasks.run(lambda: actions.set_traits(book.context.db, number, []))
    show_tab(book, OBSERVATIONS, qtbot)
    assert tab.empty
    assert "Choose the traits" in tab.hint.text()


def test_traits_are_ticked_and_put_into_order(book: Book, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    from desktop.catalogue.model import Trait
    from desktop.trials.observations.traits_widget import TraitsDialog
    from tests.ui.conftest import settle

    assert isinstance(book.record, Trial)
    height = verbs.save(book.context.db, Trait, {"code": "h", "name_en": "Height", "unit": "cm"})
    dialog = TraitsDialog(book.context, book.record)
    qtbot.addWidget(dialog)
    assert [dialog.list.item(i).text() for i in range(dialog.list.count())] == [
        "Observed in this trial", "Yield (t/ha)", "Other traits", "Height (cm)"]
    dialog.list.insertItem(0, dialog.list.takeItem(3))
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert next(t.id for t in actions.traits_of(book.context.db, book.record.id)) == height.id


def test_a_set_is_ticked_by_two_clicks_and_stands_in_the_order_of_recording(book: Book, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QPushButton

    from desktop.catalogue.choices import TRAIT_PART
    from desktop.catalogue.seed import load_catalogue, seeded_id
    from desktop.trials.observations.traits_widget import KEY, TraitsDialog
    from tests.ui.conftest import settle

    with book.context.db.operation("catalogue") as session:
        load_catalogue(session)
    trial = verbs.save(book.context.db, Trial, {"code": "M1", "title": "maize", "kind": "demonstration",
                                                "crop_id": seeded_id("crop", "maize")})
    dialog = TraitsDialog(book.context, trial)
    qtbot.addWidget(dialog)
    dialog.show()
    rows = [dialog.list.item(i) for i in range(dialog.list.count())]
    headings = [row.text() for row in rows if not row.data(KEY)]
    assert headings == [*(TRAIT_PART.label(part) for part in TRAIT_PART.labels), "Other traits"]
    menu = dialog.widget("sets", QPushButton).menu()
    assert menu.actions()[0].text() == "Set for a demonstration", "that of the trial's kind is first"
    menu.actions()[0].trigger()
    dialog.list.insertItem(0, dialog.list.takeItem(dialog.list.count() - 3))  # a photo dragged to the top
    qtbot.mouseClick(dialog.part("arrange"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    chosen = actions.traits_of(book.context.db, trial.id)
    assert [t.code for t in chosen][:4] == ["maize.sowing", "maize.emergence", "maize.maturity", "maize.growth_days"]
    assert [t.recording_order() for t in chosen] == sorted(t.recording_order() for t in chosen)
    assert len(chosen) > 12


def test_a_plot_offers_the_entries_of_its_trial_only(book: Book, qtbot: QtBot) -> None:
    from desktop.trials.references_widget import EntryEdit
    from desktop.ui.book.record_dialog import RecordDialog

    other = verbs.save(book.context.db, Trial, {"code": "T2", "title": "other"})
    verbs.save(book.context.db, Entry, {"trial_id": other.id, "name": "V1 of another trial"})
    dialog = RecordDialog(book.context, Plot, book, hidden=("trial_id",), editors={"entry_id": EntryEdit})
    qtbot.addWidget(dialog)
    assert book.record is not None
    dialog.start({"trial_id": book.record.id}, None)
    edit = dialog.form.findChild(EntryEdit)
    assert edit is not None
    assert [hit.title for hit in edit._entries("V1")] == ["1 V1"]


def test_the_report_is_previewed_in_the_language_chosen(book: Book, qtbot: QtBot) -> None:
    from desktop.trials.report.report_widget import ReportDialog
    from desktop.ui.preview.preview import Preview
    from tests.ui.conftest import settle

    assert isinstance(book.record, Trial)
    dialog = ReportDialog(book.context, book.record)
    qtbot.addWidget(dialog)
    dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
    dialog._preview()
    settle(qtbot, book.context)
    from PySide6.QtWidgets import QApplication

    (preview,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview)]
    qtbot.waitUntil(lambda: preview.made is not None)
    assert preview.made is not None
    assert preview.made.document is not None
    assert preview.made.document.language == "zh_CN"
    preview.close()
    settle(qtbot, book.context)


@pytest.mark.parametrize("name", ["varieties", "sites", "seasons", "traits", "crops"])
def test_every_section_makes_and_saves_a_record(page: TrialsPage, context: Context, qtbot: QtBot, name: str) -> None:
    from desktop.ui.book.book import Book
    from tests.ui.conftest import settle

    section = page.show_section(name)
    assert isinstance(section, Book)
    settle(qtbot, context)
    before = len(section.list.table.rows.ids)
    section.new_record()
    values = {"varieties": {"name": "甲"}, "sites": {"name": "甲"}, "seasons": {"name": "2027"},
              "traits": {"code": "n", "name_zh": "甲"}, "crops": {"code": "n", "name_zh": "甲"}}[name]
    section.fields.propose(values)
    section.save()
    settle(qtbot, context)
    assert section.record is not None
    assert len(section.list.table.rows.ids) == before + 1
