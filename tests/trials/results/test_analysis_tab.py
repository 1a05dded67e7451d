"""The Analysis tab, by clicks and keys: choices, tables of every design, kept results, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop.core import i18n, verbs
from desktop.trials.model import Observation, Plot, StoredResult
from tests.trials.layouts import build, layouts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.trials.results.analysis_tab import AnalysisTab
    from desktop.trials.results.tables_widget import Lines
    from desktop.ui.context import Context
    from tests.conftest import Answers

COMPARED, MEANS, VARIANCE, NOTES, FIGURES, KEPT = range(6)
Open = Callable[[str], "AnalysisTab"]


@pytest.fixture
def open_tab(context: Context, qtbot: QtBot, answers: Answers) -> Iterator[Open]:
    """Shows the analysis of a trial of the design named. What loads for seconds on a busy machine is loaded before."""
    from desktop.trials.model import Trial
    from desktop.trials.results.analysis_tab import AnalysisTab
    from tests.ui.conftest import settle

    def open_one(design: str) -> AnalysisTab:
        trial = build(context.db, layouts()[design])
        tab = AnalysisTab(context)
        tab.resize(930, 560)
        qtbot.addWidget(tab)
        tab.show()
        tab.show_record(verbs.get(context.db, Trial, trial))
        settle(qtbot, context)
        return tab

    yield open_one
    settle(qtbot, context)  # the bot has closed the tab; what it asked for last is heard before its window goes


def texts(table: Lines) -> list[str]:
    return [item.text() for r in range(table.rowCount()) for c in range(table.columnCount()) if (item := table.item(r, c))]


def choose(tab: AnalysisTab, box: str, value: object, qtbot: QtBot) -> None:
    """Choose in one of the boxes as a user does: with the arrow keys."""
    from PySide6.QtCore import Qt

    from tests.ui.conftest import settle

    widget = getattr(tab.options, box)
    if not widget.isVisible():
        qtbot.mouseClick(tab.options.more, Qt.MouseButton.LeftButton)
    assert widget.isVisible()
    steps = widget.findData(value) - widget.currentIndex()
    for _step in range(abs(steps)):
        qtbot.keyClick(widget, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        widget = getattr(tab.options, box)
    settle(qtbot, tab.context)


def click(button: object, tab: AnalysisTab, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    from tests.ui.conftest import settle

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, tab.context)


def test_a_split_plot_shows_its_strata_and_a_table_for_each_factor(open_tab: Open) -> None:
    tab = open_tab("split-plot")
    variance = texts(tab.anova)
    assert "Error (Block × A)" in variance
    assert "A × B" in variance
    assert "Yield: means of A" in texts(tab.means)
    assert "Yield: means of A × B" in texts(tab.means)
    assert "Yield: B compared with b1" in texts(tab.means)
    assert "error terms by stratum" in tab.notes.toPlainText()


def test_an_alpha_trial_shows_variance_components_and_heritability(open_tab: Open) -> None:
    found = texts(open_tab("alpha").anova)
    assert "Replicate × Block" in found
    assert any("Variance components" in text for text in found)
    assert any("Heritability (Cullis)" in text for text in found)


def test_another_test_gives_other_letters_and_says_why(open_tab: Open, qtbot: QtBot) -> None:
    tab = open_tab("rcbd")
    assert "LSD: for few comparisons" in tab.notes.toPlainText()
    choose(tab, "tests", "tukey", qtbot)
    assert tab.shown is not None
    assert tab.shown.options.test == "tukey"
    assert "Tukey: all pairs together" in tab.notes.toPlainText()
    assert any("(Tukey)" in text for text in texts(tab.means))


def test_the_choice_is_remembered_for_the_trial(open_tab: Open, qtbot: QtBot, context: Context) -> None:
    tab = open_tab("rcbd")
    choose(tab, "levels", 0.01, qtbot)
    assert tab.shown is not None
    kept = context.settings.remembered[f"analysis.{tab.shown.trial_id}"]
    assert kept["alpha"] == 0.01
    assert "letters: Fisher's LSD at 1 %" in tab.notes.toPlainText()


def test_the_spatial_model_is_offered_where_plots_have_places(open_tab: Open, qtbot: QtBot) -> None:
    tab = open_tab("row-column")
    assert tab.options.models.count() > 1
    choose(tab, "models", "rank", qtbot)
    assert "only their order" in tab.notes.toPlainText()
    choose(tab, "models", "spatial", qtbot)
    assert "Spatial analysis" in tab.notes.toPlainText()


def test_a_check_is_chosen_from_the_menu(open_tab: Open, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    tab = open_tab("rcbd")
    assert tab.options.checks.text() == "Compared with: V1"
    first, second = (next(a for a in tab.options.menu.actions() if a.text() == name) for name in ("V1", "V3"))
    second.trigger()
    settle(qtbot, tab.context)
    assert tab.options.checks.text() == "Compared with: 2 checks"
    first = next(a for a in tab.options.menu.actions() if a.text() == "V1")
    first.trigger()
    settle(qtbot, tab.context)
    assert tab.options.checks.text() == "Compared with: V3"


def test_a_result_is_kept_and_goes_out_of_date_when_a_value_changes(open_tab: Open, qtbot: QtBot, context: Context) -> None:
    from tests.ui.conftest import settle

    tab = open_tab("rcbd")
    assert not tab.banner.isVisible()
    click(tab.keep, tab, qtbot)
    (stored,) = tab.kept.results
    assert (stored.method, stored.stale) == ("Randomised complete blocks", False)
    click(tab.keep, tab, qtbot)
    assert len(tab.kept.results) == 1, "the same result is not kept twice"
    plot = verbs.owned(context.db, Plot, "trial_id", tab.shown.trial_id if tab.shown else 0)[0]
    (seen,) = verbs.owned(context.db, Observation, "plot_id", plot.id)
    context.tasks.run(lambda: verbs.save(context.db, Observation, {"value": 900.0}, seen.id))
    settle(qtbot, context)
    settle(qtbot, context)
    assert tab.kept.results[0].stale
    assert "out of date" in texts(tab.kept.table)
    assert "data changed since" in tab.banner.text()
    click(tab.keep, tab, qtbot)
    settle(qtbot, context)
    assert [one.stale for one in tab.kept.results] == [False, True], "history keeps the old one"
    assert "data changed since" not in tab.banner.text()


def test_a_kept_result_holds_what_the_command_line_prints(open_tab: Open, qtbot: QtBot, context: Context) -> None:
    tab = open_tab("alpha")
    click(tab.keep, tab, qtbot)
    stored = verbs.get(context.db, StoredResult, tab.kept.results[0].id)
    assert stored.figures["analysis"]["heritability_cullis"] > 0
    assert len(stored.figures["lines"]) == 20
    assert tab.shown is not None
    assert tab.kept.lines.rowCount() == 20
    assert texts(tab.kept.lines)[1] == tab.shown.rows[0][1]
    assert len(stored.fingerprint) == 16


def test_a_kept_result_is_deleted_with_the_key_and_comes_back(open_tab: Open, qtbot: QtBot, context: Context) -> None:
    from PySide6.QtCore import Qt

    from tests.ui.conftest import settle

    tab = open_tab("rcbd")
    click(tab.keep, tab, qtbot)
    tab.tabs.setCurrentIndex(KEPT)
    tab.kept.table.setFocus()
    qtbot.keyClick(tab.kept.table, Qt.Key.Key_Delete)
    settle(qtbot, context)
    settle(qtbot, context)
    assert tab.kept.results == []


def test_every_figure_is_drawn_and_the_list_fits_the_design(open_tab: Open, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    from tests.ui.conftest import settle

    tab = open_tab("split-plot")
    tab.tabs.setCurrentIndex(FIGURES)
    qtbot.waitUntil(lambda: tab.figures.drawn is not None)
    settle(qtbot, tab.context)
    pane = tab.figures
    keys = [pane.kinds.itemData(i) for i in range(pane.kinds.count())]
    assert "interaction" in keys
    assert "residual_map" in keys
    for key in keys[1:]:
        qtbot.keyClick(pane.kinds, Qt.Key.Key_Down)
        settle(qtbot, tab.context)
        assert pane.drawn is not None
        assert pane.drawn.key == key
        assert not pane.picture.pixmap().isNull()


def test_the_trend_of_the_field_is_drawn_where_a_spatial_model_found_one(open_tab: Open, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    from tests.ui.conftest import settle

    tab = open_tab("row-column")
    choose(tab, "models", "trend", qtbot)
    tab.tabs.setCurrentIndex(FIGURES)
    qtbot.waitUntil(lambda: tab.figures.drawn is not None)
    settle(qtbot, tab.context)
    for _step in range(tab.figures.kinds.findData("trend") - tab.figures.kinds.currentIndex()):
        qtbot.keyClick(tab.figures.kinds, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: tab.figures.drawn is not None and tab.figures.drawn.key == "trend")
    settle(qtbot, tab.context)
    assert not tab.figures.picture.pixmap().isNull()


@pytest.mark.parametrize(("ending", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_a_figure_is_saved_and_copied(open_tab: Open, qtbot: QtBot, tmp_path: Path, answers: Answers, ending: str,
                                      begins: bytes) -> None:
    from PySide6.QtWidgets import QApplication

    tab = open_tab("rcbd")
    tab.tabs.setCurrentIndex(FIGURES)
    qtbot.waitUntil(lambda: tab.figures.drawn is not None)
    click(tab.figures.copy, tab, qtbot)
    assert not QApplication.clipboard().image().isNull()
    path = tmp_path / f"figure{ending}"
    answers.next = path
    click(tab.figures.save, tab, qtbot)
    assert path.read_bytes().startswith(begins)


def test_selected_lines_are_copied_as_a_table(open_tab: Open, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    tab = open_tab("rcbd")
    tab.compared.selectRow(0)
    tab.compared.setFocus()
    qtbot.keyClick(tab.compared, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split("\t")[0] == "1"


def test_all_of_it_speaks_chinese(open_tab: Open, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    tab = open_tab("strip-plot")
    i18n.set_language("zh_CN")
    tab.context.language_changed.emit()
    settle(qtbot, tab.context)
    assert [tab.tabs.tabText(i) for i in range(4)] == ["与试验平均比较", "平均数与字母标记", "方差分析", "检验与说明"]
    shown = "".join(texts(tab.anova)) + tab.notes.toPlainText() + tab.options.tests.currentText()
    for english in ("Error", "Block", "Letters", "analysis by"):
        assert english not in shown


def test_a_value_that_cannot_be_is_named_above_the_results(open_tab: Open, qtbot: QtBot, context: Context) -> None:
    """156 typed for 15.6: the summary said “not significant, CV 140 %”, and nothing of the value."""
    from tests.ui.conftest import settle

    tab = open_tab("rcbd")
    assert tab.shown is not None and not tab.shown.doubts and not tab.banner.isVisible()
    with context.db.reading() as session:
        seen = session.exec(select(Observation).where(Observation.trait_id == tab.shown.trait_id)).first()
    assert seen is not None and seen.value is not None
    verbs.save(context.db, Observation, {"value": seen.value * 10}, seen.id)
    settle(qtbot, context)
    assert tab.banner.isVisible() and f"value {seen.value * 10:g}" in tab.banner.text()
    assert "check it before drawing conclusions" in tab.banner.text()
