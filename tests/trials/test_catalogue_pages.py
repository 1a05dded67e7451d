"""Traits and varieties on their pages, by clicks: formulas refused with a sentence, the update, decisions, states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.catalogue.model import Trait, Variety, VarietyDecision
from desktop.catalogue.seed import load_catalogue, seeded_id
from desktop.core import history, verbs
from desktop.trials.model import Trial
from desktop.trials.page import TrialsPage
from desktop.ui.book.book import Book
from desktop.ui.book.state_dialog import StateDialog
from tests.trials.conftest import build_trial, entry_named
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from tests.conftest import Answers

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(context: Context, qtbot: QtBot, answers: Answers) -> Iterator[TrialsPage]:
    with context.db.transaction() as session:
        history.begin(session, "seed", kind="seed")
        load_catalogue(session)
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


def show(page: TrialsPage, name: str, record: int, qtbot: QtBot) -> Book:
    section = page.show_section(name)
    assert isinstance(section, Book)
    settle(qtbot, page.context)
    section.open_record({"traits": "trait", "varieties": "variety", "trials": "trial"}[name], record)
    settle(qtbot, page.context)
    return section


def test_a_wrong_formula_is_refused_on_the_form_and_a_right_one_saved(page: TrialsPage, qtbot: QtBot) -> None:
    trait = seeded_id("trait", "maize.ear_height_ratio")
    book = show(page, "traits", trait, qtbot)
    book.fields.propose({"formula": "ear_height / plant_hight"})
    book.save()
    settle(qtbot, page.context)
    assert verbs.get(page.context.db, Trait, trait).formula == "ear_height / plant_height"
    assert book.fields.dirty
    book.fields.propose({"formula": "round(ear_height / plant_height, 3)"})
    book.save()
    settle(qtbot, page.context)
    assert verbs.get(page.context.db, Trait, trait).formula == "round(ear_height / plant_height, 3)"


def test_what_was_not_checked_against_its_source_says_so(page: TrialsPage, qtbot: QtBot) -> None:
    book = show(page, "traits", seeded_id("trait", "maize.theoretical_yield"), qtbot)
    assert book.fields.remark.isVisible() and book.fields.remark.text() == "To be verified"
    book = show(page, "traits", seeded_id("trait", "maize.yield_mu"), qtbot)
    assert not book.fields.remark.isVisible()


def test_the_catalogue_is_updated_after_a_question(page: TrialsPage, qtbot: QtBot, answers: Answers) -> None:
    db, ratio = page.context.db, seeded_id("trait", "maize.ear_height_ratio")
    with db.transaction() as session:
        session.connection().exec_driver_sql(f"DELETE FROM trait WHERE id = {ratio}")
    section = page.show_section("traits")
    settle(qtbot, page.context)
    answers.next = True
    section.update_catalogue()  # type: ignore[attr-defined]
    settle(qtbot, page.context)
    assert "New crops and traits: 1;" in answers.shown[-1]
    assert verbs.get(db, Trait, ratio).formula


def test_a_decision_below_a_variety_moves_its_state(page: TrialsPage, qtbot: QtBot) -> None:
    db = page.context.db
    variety = verbs.save(db, Variety, {"name": "甲1号"})
    book = show(page, "varieties", variety.id, qtbot)
    assert not book.fields.bindings["state"].widget.isEnabled()
    verbs.save(db, VarietyDecision, {"variety_id": variety.id, "decided_on": "2026-03-01", "state": "promotion"})
    settle(qtbot, page.context)
    assert verbs.get(db, Variety, variety.id).state == "promotion"
    assert [book.pane.tabs.tabText(i) for i in range(4)] == ["As announced (0)", "Suitable regions (0)", "Decisions (1)",
                                                             "Announced and measured"]


def test_announced_and_measured_are_shown_together(page: TrialsPage, qtbot: QtBot) -> None:
    from desktop.trials.results.measured_tab import MeasuredTab

    trial = build_trial(page.context.db)
    variety = entry_named(page.context.db, trial, "V2").variety_id
    book = show(page, "varieties", variety or 0, qtbot)
    tab: MeasuredTab = book.pane.tabs.open_tab("Announced and measured")
    settle(qtbot, page.context)
    row = [item.text() if (item := tab.table.item(0, c)) else "" for c in range(5)]
    assert row == ["Yield (t/ha)", "", "7.60", "1", ""]


def test_the_state_of_a_trial_moves_by_its_dialog_and_a_refusal_stays_in_it(page: TrialsPage, qtbot: QtBot) -> None:
    db = page.context.db
    trial = build_trial(db)
    book = show(page, "trials", trial, qtbot)
    book.change_state()  # type: ignore[attr-defined]
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, StateDialog) and w.isVisible()]
    dialog.part("state").setCurrentIndex(dialog.part("state").findData("abandoned"))  # type: ignore[attr-defined]
    ok = dialog.part("ok")
    assert isinstance(ok, QPushButton)
    qtbot.mouseClick(ok, LEFT)
    settle(qtbot, page.context)
    assert dialog.isVisible() and "Say why" in str(dialog.part("problem").property("text"))
    dialog.part("reason").setText("hail")  # type: ignore[attr-defined]
    qtbot.mouseClick(ok, LEFT)
    settle(qtbot, page.context)
    found = verbs.get(db, Trial, trial)
    assert (found.state, found.reason) == ("abandoned", "hail")


def test_what_a_formula_may_hold_stands_beside_the_form(page: TrialsPage, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPlainTextEdit

    from desktop.trials.observations.formula_widget import FormulaHelp

    book = show(page, "traits", seeded_id("trait", "maize.yield_mu"), qtbot)
    book.formula_help()  # type: ignore[attr-defined]
    [window] = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormulaHelp)]
    text = window.findChild(QPlainTextEdit)
    assert text is not None and "harvest_area: Harvested area" in text.toPlainText()
    window.close()
