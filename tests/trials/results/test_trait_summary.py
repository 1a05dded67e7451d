"""Many traits at a glance: every design in one list, on the worker, with progress, stoppable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core import verbs
from desktop.trials.model import Plot
from desktop.trials.results import trait_summary
from tests.trials.layouts import build, layouts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.context import Context
    from tests.conftest import Answers


def test_every_trial_gives_a_line_with_its_test_or_the_reason(database: Database) -> None:
    found = layouts()
    trials = [build(database, found[name], code=name) for name in ("rcbd", "alpha", "split-plot")]
    for plot in verbs.owned(database, Plot, "trial_id", trials[0]):
        if plot.replicate != 1:
            verbs.save(database, Plot, {"state": "lost", "reason": "涝"}, plot.id)
    seen: list[tuple[int, int]] = []
    traits = [key for key, _title in trait_summary.traits_of(database, trials)]
    lines = trait_summary.analyse_many(database, trials, traits, lambda done, total: seen.append((done, total)))
    assert [line.trial for line in lines] == ["rcbd", "alpha", "split-plot"]
    assert "without replication" in lines[0].error
    assert lines[1].way == "Alpha-lattice"
    assert lines[2].p is not None
    assert seen[0] == (0, 3)
    assert seen[-1] == (3, 3)


def test_the_dialog_analyses_what_is_ticked_and_saves_it(context: Context, qtbot: QtBot, answers: Answers,
                                                         tmp_path: Path) -> None:
    from PySide6.QtCore import Qt

    from desktop.core.tables import read_table
    from desktop.trials.results.trait_summary_widget import GlanceDialog
    from tests.ui.conftest import settle

    trials = [build(context.db, layouts()[name], code=name) for name in ("rcbd", "crd")]
    dialog = GlanceDialog(context, trials)
    qtbot.addWidget(dialog)
    dialog.open()
    settle(qtbot, context)
    assert dialog.traits.count() == 2, "one trait of each trial"
    dialog.traits.item(1).setCheckState(Qt.CheckState.Unchecked)
    button: Any = dialog.part("ok")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert [line.trial for line in dialog.lines] == ["rcbd"]
    path = tmp_path / "glance.xlsx"
    answers.next = path
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert read_table(path).rows[0][0] == "rcbd"


def test_it_can_be_stopped(context: Context, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import Qt

    from desktop.core.errors import Cancelled
    from desktop.trials.results.trait_summary_widget import GlanceDialog
    from tests.ui.conftest import settle

    def stopped(*_arguments: object) -> list[trait_summary.Glance]:
        raise Cancelled

    monkeypatch.setattr(trait_summary, "analyse_many", stopped)
    dialog = GlanceDialog(context, [build(context.db, layouts()["crd"])])
    qtbot.addWidget(dialog)
    dialog.open()
    settle(qtbot, context)
    button: Any = dialog.part("ok")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert dialog.state.text() == "Stopped."
    assert button.isEnabled()
