"""The wizard's page “What is this trial?”: what was recognised, and what becomes of another choice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid
from sqlmodel import select

from desktop.catalogue.seed import load_catalogue
from desktop.trials.imports import TRIALS
from desktop.trials.model import Site, Trial
from desktop.trials.page import TrialsPage
from desktop.ui.book.book import Book
from desktop.ui.importing.wizard import ABOUT, COLUMNS, FILE, PLAN, RESULT, ImportWizard
from tests.shared import shared_path
from tests.trials.importing.test_import import written
from tests.ui.test_import_wizard import give_up

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from tests.conftest import Answers

SIDE_BY_SIDE = "品种,Ⅰ,Ⅱ,Ⅲ,平均\n甲,612.5,598.4,605.1,605.3\n乙CK,655.0,640.2,648.8,648.0\n"


@pytest.fixture
def wizard(context: Context, qtbot: QtBot) -> Iterator[ImportWizard]:
    with context.db.operation("seed") as session:
        load_catalogue(session)
    made = ImportWizard(context, [("trials", TRIALS)], "trial")
    made.show()
    yield made
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=60_000)
    if isValid(made):
        made.close()


def settle(wizard: ImportWizard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not wizard.context.tasks.busy, timeout=60_000)


def press(wizard: ImportWizard, qtbot: QtBot) -> None:
    assert wizard.next.isEnabled(), (wizard.page, wizard.columns_page.missing.text())
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    settle(wizard, qtbot)


def to_about(wizard: ImportWizard, path: Path, qtbot: QtBot) -> None:
    wizard.file_page.take(path)
    settle(wizard, qtbot)
    press(wizard, qtbot)
    assert wizard.page == ABOUT


def shown(wizard: ImportWizard) -> dict[str, str]:
    return {name: box.currentText() for name, box in wizard.about_page.boxes.items()}


def choose(wizard: ImportWizard, name: str, value: str, qtbot: QtBot) -> None:
    box = wizard.about_page.boxes[name]
    place = box.findData(value)
    assert place > 0, value
    box.setCurrentIndex(place)
    box.activated.emit(place)
    settle(wizard, qtbot)


def type_in(wizard: ImportWizard, name: str, text: str, qtbot: QtBot) -> None:
    line = wizard.about_page.boxes[name].lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(wizard, qtbot)


def test_what_was_recognised_is_shown_and_what_is_chosen_is_filed(wizard: ImportWizard, qtbot: QtBot) -> None:
    to_about(wizard, shared_path("data", "agridat", "john.alpha.txt"), qtbot)
    found = shown(wizard)
    assert found["design"] == "Alpha-lattice (3 replicates × 6 blocks)"
    assert (found["crop"], found["compared"], found["layout"], found["trial"]) == (
        "not known", "varieties", "one row a plot", "john.alpha")
    choose(wizard, "crop", "wheat", qtbot)
    type_in(wizard, "site", "Slate Hall", qtbot)
    choose(wizard, "check", "G01", qtbot)
    assert (shown(wizard)["crop"], shown(wizard)["site"]) == ("Wheat", "Slate Hall")
    press(wizard, qtbot)
    assert wizard.page == COLUMNS
    offered = [t.name for t in wizard.state.targets if t.name.startswith("trait:")]
    assert offered and not [name for name in offered if name.startswith("trait:maize.")]
    press(wizard, qtbot)
    assert wizard.page == PLAN
    press(wizard, qtbot)
    assert wizard.page == RESULT
    with wizard.context.db.reading() as session:
        trial = session.exec(select(Trial)).one()
        site = session.exec(select(Site)).one()
    assert (trial.design, trial.block_size, site.name, trial.site_id) == ("alpha", 4, "Slate Hall", site.id)


def test_another_design_is_analysed_and_going_back_keeps_it(wizard: ImportWizard, qtbot: QtBot, answers: Answers) -> None:
    to_about(wizard, shared_path("data", "agridat", "john.alpha.txt"), qtbot)
    choose(wizard, "design", "rcbd", qtbot)
    press(wizard, qtbot)
    qtbot.mouseClick(wizard.back, Qt.MouseButton.LeftButton)
    settle(wizard, qtbot)
    assert wizard.page == ABOUT
    assert shown(wizard)["design"] == "Randomised complete blocks"
    qtbot.mouseClick(wizard.back, Qt.MouseButton.LeftButton)
    assert wizard.page == FILE
    give_up(wizard, answers)


def test_another_layout_reads_the_file_again(wizard: ImportWizard, qtbot: QtBot, tmp_path: Path,
                                             answers: Answers) -> None:
    to_about(wizard, written(tmp_path, SIDE_BY_SIDE), qtbot)
    assert shown(wizard)["layout"] == "replicates side by side"
    assert wizard.state.source is not None and len(wizard.state.source.table.rows) == 6
    choose(wizard, "layout", "plots", qtbot)
    settle(wizard, qtbot)
    assert len(wizard.state.source.table.rows) == 2
    assert wizard.page == ABOUT and shown(wizard)["layout"] == "one row a plot"
    give_up(wizard, answers)


def test_without_varieties_one_cannot_go_on_and_is_told_why(wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    to_about(wizard, written(tmp_path, "甲,乙\n某,1\n某某,2\n某甲,3\n"), qtbot)
    press(wizard, qtbot)
    assert wizard.page == COLUMNS and not wizard.next.isEnabled()
    assert "Choose the column that holds the varieties or the treatments" in wizard.columns_page.missing.text()


def test_the_list_opens_in_front_with_the_new_trial(wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    to_about(wizard, written(tmp_path, SIDE_BY_SIDE), qtbot)
    for _page in (COLUMNS, PLAN, RESULT):
        press(wizard, qtbot)
    assert wizard.result_page.open_list.isDefault()
    window = wizard.context.window
    with qtbot.waitSignal(wizard.destroyed, timeout=60_000):
        qtbot.mouseClick(wizard.result_page.open_list, Qt.MouseButton.LeftButton)
    page = window.page
    assert isinstance(page, TrialsPage)
    section = page.section
    assert isinstance(section, Book)
    qtbot.waitUntil(lambda: isinstance(section.record, Trial) and section.record.series == "试验", timeout=60_000)


def test_what_the_file_does_not_decide_must_be_answered_before_one_goes_on(
        wizard: ImportWizard, qtbot: QtBot, tmp_path: Path, answers: Answers) -> None:
    rows = [f"{a},{b},{r},{500 + r}" for r in (1, 2) for a in ("深松", "旋耕") for b in (0, 10, 20)]
    to_about(wizard, written(tmp_path, "\n".join(["水稻耕作与施氮试验", "耕作方式,施氮量,重复,产量", *rows])), qtbot)
    assert "or" in shown(wizard)["crop"] and shown(wizard)["design"].startswith("Factorial in blocks or Split-plot")
    assert not wizard.next.isEnabled() and "names only the kind" in wizard.about_page.hint.text()
    choose(wizard, "crop", "rice_japonica", qtbot)
    assert not wizard.next.isEnabled() and "names only the kind" not in wizard.about_page.hint.text()
    choose(wizard, "design", "split-plot", qtbot)
    assert not wizard.about_page.hint.text()
    press(wizard, qtbot)
    assert wizard.page == COLUMNS
    give_up(wizard, answers)
