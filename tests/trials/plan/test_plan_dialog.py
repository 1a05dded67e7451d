"""The dialog that lays out a trial: it shows the field at once, refuses what does not fit, and makes what it showed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QSpinBox

from desktop.core import verbs
from desktop.trials.model import Entry, Plot, Trial
from desktop.trials.plan import layout
from tests.trials.conftest import build_trial

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.trials.plan.plan_dialog_widget import PlanDialog
    from desktop.ui.context import Context
    from tests.conftest import Answers

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def trial(context: Context) -> int:
    """Sixteen entries, the first a check, no plots."""
    number = build_trial(context.db)
    verbs.delete(context.db, Plot, [p.id for p in verbs.owned(context.db, Plot, "trial_id", number)])
    for entry in range(5, 17):
        verbs.save(context.db, Entry, {"trial_id": number, "name": f"V{entry}"})
    return number


@pytest.fixture
def dialog(trial: int, context: Context, qtbot: QtBot, answers: Answers) -> Iterator[PlanDialog]:
    from tests.ui.conftest import settle

    yield opened(trial, context, qtbot)
    settle(qtbot, context)


def opened(trial: int, context: Context, qtbot: QtBot) -> PlanDialog:
    from desktop.trials.plan.plan_dialog_widget import PlanDialog

    made = PlanDialog(context, verbs.get(context.db, Trial, trial))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    wait(made, qtbot)
    return made


def wait(dialog: PlanDialog, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    settle(qtbot, dialog.context)
    qtbot.waitUntil(lambda: not dialog._timer.isActive())
    settle(qtbot, dialog.context)


def choose(dialog: PlanDialog, qtbot: QtBot, **values: str | int | bool) -> None:
    for name, value in values.items():
        if isinstance(value, bool):
            dialog.widget(name, QCheckBox).setChecked(value)
        elif isinstance(value, int):
            dialog.widget(name, QSpinBox).setValue(value)
        else:
            box = dialog.widget(name, QComboBox)
            box.setCurrentIndex(box.findData(value))
    wait(dialog, qtbot)


def problem(dialog: PlanDialog) -> str:
    label = dialog.widget("problem", QLabel)
    return label.text() if label.isVisible() else ""


def test_it_shows_field_and_certificate_at_once(dialog: PlanDialog) -> None:
    assert "16 entries, 1 of them a check" in dialog.widget("summary", QLabel).text()
    assert len(dialog.map.squares) == 48
    assert dialog.findings.head.text() == "The plan is valid."
    assert dialog.widget("ok", QPushButton).isEnabled()
    dialog.grab()


def test_another_design_shows_its_own_options(dialog: PlanDialog, qtbot: QtBot) -> None:
    assert not dialog.part("block_size").isVisible()
    choose(dialog, qtbot, design="alpha", block_size=4)
    assert dialog.part("block_size").isVisible()
    assert "12 blocks of 4 plots." in findings(dialog)
    choose(dialog, qtbot, design="interval-check")
    assert dialog.part("interval").isVisible()
    assert not dialog.part("block_size").isVisible()
    assert dialog.widget("replicates", QSpinBox).value() == 1


def findings(dialog: PlanDialog) -> list[str]:
    return [dialog.findings.list.item(i).text() for i in range(dialog.findings.list.count())]


def test_what_does_not_fit_is_refused_with_the_cure(dialog: PlanDialog, qtbot: QtBot) -> None:
    choose(dialog, qtbot, design="alpha", block_size=9)
    assert "choose 2 to 8" in problem(dialog)
    assert not dialog.widget("ok", QPushButton).isEnabled()
    assert dialog.map.squares == []
    choose(dialog, qtbot, block_size=4)
    assert problem(dialog) == ""
    assert dialog.widget("ok", QPushButton).isEnabled()


def test_a_new_seed_is_another_plan(dialog: PlanDialog, qtbot: QtBot) -> None:
    before = [s.name for s in dialog.map.squares]
    qtbot.mouseClick(dialog.part("new_seed"), LEFT)
    wait(dialog, qtbot)
    assert [s.name for s in dialog.map.squares] != before
    assert f"Seed {dialog.widget('seed', QSpinBox).value()} " in " ".join(findings(dialog))


def test_what_was_shown_is_what_is_made_and_undone_in_one_step(dialog: PlanDialog, trial: int, qtbot: QtBot) -> None:
    choose(dialog, qtbot, design="row-column", block_size=4, seed=77, guard_rows=1, guard_columns=1, serpentine=False,
           corner="back-left", numbering="continuous")
    shown = {(s.row, s.column, s.number, s.kind) for s in dialog.map.squares}
    qtbot.mouseClick(dialog.part("ok"), LEFT)
    wait(dialog, qtbot)
    assert not dialog.isVisible()
    db = dialog.context.db
    stored = verbs.get(db, Trial, trial)
    assert (stored.design, stored.seed, stored.block_size) == ("row-column", 77, 4)
    found = layout.layout_of(db, trial)
    assert {(p.row, p.column, p.number, p.kind) for p in found.plan.plots} == shown
    assert found.certificate.valid
    assert found.plan.randomised_here
    db.undo()
    assert verbs.owned(db, Plot, "trial_id", trial) == []
    assert verbs.get(db, Trial, trial).design == "rcbd"


def test_a_trial_with_observations_is_not_laid_out_again(context: Context, qtbot: QtBot, answers: Answers) -> None:
    dialog = opened(build_trial(context.db), context, qtbot)
    assert "plots with observations" in problem(dialog)
    assert not dialog.widget("ok", QPushButton).isEnabled()


def test_plots_that_nobody_observed_are_replaced_in_one_action(trial: int, context: Context, qtbot: QtBot,
                                                              answers: Answers) -> None:
    from desktop.designs import DesignOptions

    db = context.db
    layout.lay_out(db, trial, "rcbd", DesignOptions(seed=5, guard_rows=2))
    before = {p.id for p in verbs.owned(db, Plot, "trial_id", trial)}
    dialog = opened(trial, context, qtbot)
    assert "may be replaced" in problem(dialog)
    assert (dialog.widget("seed", QSpinBox).value(), dialog.widget("guard_rows", QSpinBox).value()) == (5, 2)
    choose(dialog, qtbot, guard_rows=0)
    qtbot.mouseClick(dialog.widget("ok", QPushButton), LEFT)
    wait(dialog, qtbot)
    after = verbs.owned(db, Plot, "trial_id", trial)
    assert len(after) == 48
    assert not before & {p.id for p in after}
    db.undo()
    assert {p.id for p in verbs.owned(db, Plot, "trial_id", trial)} == before


def test_it_is_opened_from_the_tools_of_a_trial(trial: int, context: Context, qtbot: QtBot, answers: Answers) -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.trials.page import TrialsPage
    from desktop.trials.plan.plan_dialog_widget import PlanDialog
    from desktop.ui.book.book import Book
    from tests.ui.conftest import settle

    page = TrialsPage(context, context.window.stack)
    context.window.pages["trials"] = page
    context.window.stack.addWidget(page)
    context.window.stack.setCurrentWidget(page)
    settle(qtbot, context)
    assert isinstance(page.section, Book)
    page.section.list.table.select(trial)
    settle(qtbot, context)
    page.section.lay_out()
    settle(qtbot, context)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PlanDialog)]
    wait(dialog, qtbot)
    assert len(dialog.map.squares) == 48
    dialog.reject()
    settle(qtbot, context)
    context.window._drop_pages()


def test_a_split_plot_is_coloured_by_its_factors(context: Context, qtbot: QtBot, answers: Answers) -> None:
    number = verbs.save(context.db, Trial, {"code": "S", "title": "split", "design": "split-plot", "factor_a": "nitrogen"}).id
    for a in ("0", "120"):
        for b in ("x", "y", "z"):
            verbs.save(context.db, Entry, {"trial_id": number, "name": f"N{a} {b}", "level_a": a, "level_b": b})
    dialog = opened(number, context, qtbot)
    shade = dialog.widget("shade", QComboBox)
    assert [shade.itemText(i) for i in range(4, shade.count())] == ["nitrogen", "B"]
    shade.setCurrentIndex(4)
    assert [label for _group, label in dialog.legend._labels] == ["0", "120"]
    wholes = {(s.row, s.group) for s in dialog.map.squares}
    assert len(wholes) == 6
