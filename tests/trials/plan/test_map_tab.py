"""The Map tab, by clicks, drags and keys: colours, swaps, plots left out, the walk, the certificate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.core import i18n, verbs
from desktop.designs import DesignOptions
from desktop.trials.model import Plot, Trial
from desktop.trials.plan import field_map, layout
from tests.trials.conftest import build_trial

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.trials.plan.map_tab import MapTab
    from desktop.ui.context import Context
    from tests.conftest import Answers

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(context: Context, qtbot: QtBot, answers: Answers) -> Iterator[MapTab]:
    from desktop.trials.plan.map_tab import MapTab
    from tests.ui.conftest import settle

    trial = build_trial(context.db)
    made = MapTab(context)
    made.resize(1100, 520)
    qtbot.addWidget(made)
    made.show()
    made.show_record(verbs.get(context.db, Trial, trial))
    settle(qtbot, context)
    yield made
    settle(qtbot, context)


@pytest.fixture
def laid(tab: MapTab, context: Context, qtbot: QtBot) -> MapTab:
    """The trial laid out anew with guards, without values."""
    from tests.ui.conftest import settle

    trial = tab._trial
    assert trial is not None
    verbs.delete(context.db, Plot, [p.id for p in verbs.owned(context.db, Plot, "trial_id", trial)])
    layout.lay_out(context.db, trial, "rcbd", DesignOptions(seed=11, guard_rows=1, guard_columns=1))
    settle(qtbot, context)
    return tab


def key(tab: MapTab, number: str) -> int:
    return next(s.key for s in tab.map.squares if s.number == number)


def click(tab: MapTab, number: str, qtbot: QtBot, *, adding: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if adding else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(tab.map, LEFT, modifier, tab.map.place_of(key(tab, number)).center())


def press(tab: MapTab, name: str, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    qtbot.mouseClick(tab.buttons[name], LEFT)
    settle(qtbot, tab.context)


def name_on(tab: MapTab, number: str) -> str:
    return next(s.name for s in tab.map.squares if s.number == number)


def other_block(tab: MapTab) -> str:
    """A plot of the second block that does not carry what stands on 101."""
    return next(s.number for s in tab.map.squares if s.number.startswith("2") and s.name != name_on(tab, "101"))


def colour_by(tab: MapTab, shading: field_map.Shading) -> list[field_map.Square]:
    tab.choice.setCurrentIndex(tab.choice.findData(shading))
    return tab.map.squares


def test_the_map_is_coloured_by_yield_by_what_is_done_or_by_where_it_lies(tab: MapTab) -> None:
    assert (len(tab.map.squares), tab.choice.currentText()) == (12, "Yield (t/ha)")
    assert max(s.share or 0 for s in tab.map.squares) == 1
    assert {s.text for s in colour_by(tab, field_map.COMPLETENESS)} == {"1/1"}
    assert {s.group for s in colour_by(tab, field_map.REPLICATE)} == {0, 1, 2}
    assert [label for _group, label in tab.legend._labels] == ["Replicate 1", "Replicate 2", "Replicate 3"]
    assert {s.group for s in colour_by(tab, field_map.ENTRY)} == {0, 1, 2, 3}
    assert {s.group for s in colour_by(tab, field_map.CHECK)} == {None, 0}
    assert {s.group for s in colour_by(tab, field_map.STATE)} == {0}
    tab.grab()


def test_plots_without_a_walk_order_are_walked_by_number(tab: MapTab) -> None:
    walked = sorted(tab.map.squares, key=lambda s: s.walk or 0)
    assert [s.number for s in walked[:5]] == ["101", "102", "103", "104", "201"]


def test_an_observation_does_not_spoil_the_certificate(laid: MapTab, qtbot: QtBot) -> None:
    from desktop.trials.observations.observation_grid import store_values
    from tests.ui.conftest import settle

    before, db, plot = laid._layout, laid.context.db, key(laid, "101")
    trait = verbs.get(db, Trial, laid._trial or 0).trait_id or 0

    def observe() -> None:
        with db.operation("observed") as session:
            store_values(session, [((plot, trait, 1), 8.5, False)])

    laid.context.tasks.run(observe)
    settle(qtbot, laid.context)
    settle(qtbot, laid.context)
    assert laid.data is not None
    assert laid.data.values[plot, trait] == {1: 8.5}
    assert laid._layout is before


def test_guards_are_drawn_and_carry_nothing(laid: MapTab) -> None:
    guards = [s for s in laid.map.squares if s.kind == "guard"]
    assert len(guards) == 18
    assert {s.group for s in guards} == {None}
    laid.walk.setChecked(True)
    laid.grab()


def test_one_plot_is_dragged_onto_another(laid: MapTab, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    other = other_block(laid)
    before = name_on(laid, "101"), name_on(laid, other)
    places = [laid.map.place_of(key(laid, number)).center() for number in ("101", other)]
    qtbot.mousePress(laid.map, LEFT, pos=places[0])
    qtbot.mouseMove(laid.map, places[0] + QPoint(20, 0))
    qtbot.mouseMove(laid.map, places[1])
    qtbot.mouseRelease(laid.map, LEFT, pos=places[1])
    settle(qtbot, laid.context)
    assert (name_on(laid, other), name_on(laid, "101")) == before
    assert "not valid" in laid.certificate.head.text()
    assert "once in every replicate" in laid.certificate.list.item(0).text()
    laid.context.db.undo()
    settle(qtbot, laid.context)
    assert name_on(laid, "101") == before[0]
    assert laid.certificate.head.text() == "The plan is valid."


def test_two_plots_chosen_are_swapped_by_button_or_key(laid: MapTab, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    before = name_on(laid, "101"), name_on(laid, "102")
    assert not laid.buttons["swap"].isEnabled()
    click(laid, "101", qtbot)
    click(laid, "102", qtbot, adding=True)
    press(laid, "swap", qtbot)
    assert (name_on(laid, "102"), name_on(laid, "101")) == before
    assert laid.certificate.head.text() == "The plan is valid."
    laid.map.setFocus()
    qtbot.keyClick(laid.map, Qt.Key.Key_S)
    settle(qtbot, laid.context)
    assert (name_on(laid, "101"), name_on(laid, "102")) == before


def test_plots_are_chosen_with_the_keys_alone(laid: MapTab, qtbot: QtBot) -> None:
    laid.map.setFocus()
    for pressed in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(laid.map, pressed)
    assert [s.number for s in laid.map.squares if s.key in laid.map.selection] == ["101", "102"]
    qtbot.keyClick(laid.map, Qt.Key.Key_Escape)
    assert laid.map.selection == []


def test_a_plot_is_left_out_with_its_reason_and_put_back(laid: MapTab, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication, QPushButton

    from desktop.trials.plan.map_dialogs_widget import LeaveOutDialog
    from tests.ui.conftest import settle

    click(laid, "101", qtbot)
    press(laid, "leave_out", qtbot)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, LeaveOutDialog)]
    ok = dialog.part("ok")
    assert isinstance(ok, QPushButton)
    qtbot.mouseClick(ok, LEFT)
    settle(qtbot, laid.context)
    assert "Say why" in dialog.part("problem").property("text")
    qtbot.keyClicks(dialog.reason, "flooded")
    qtbot.mouseClick(ok, LEFT)
    settle(qtbot, laid.context)
    plot = verbs.get(laid.context.db, Plot, key(laid, "101"))
    assert (plot.state, plot.reason) == ("lost", "flooded")
    assert next(s for s in laid.map.squares if s.number == "101").struck
    press(laid, "put_back", qtbot)
    assert verbs.get(laid.context.db, Plot, plot.id).state == "ok"


def test_guards_are_not_left_out(laid: MapTab, qtbot: QtBot) -> None:
    click(laid, "G1", qtbot)
    assert not laid.buttons["leave_out"].isEnabled()


def test_the_walk_is_renumbered_from_another_corner(laid: MapTab, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.trials.plan.map_dialogs_widget import WalkDialog
    from tests.ui.conftest import settle

    press(laid, "renumber", qtbot)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, WalkDialog)]
    dialog.corner.setCurrentIndex(dialog.corner.findData("back-right"))
    dialog.along.setCurrentIndex(dialog.along.findData("columns"))
    qtbot.mouseClick(dialog.part("ok"), LEFT)
    settle(qtbot, laid.context)
    first = next(s for s in laid.map.squares if s.walk == 1)
    assert (first.row, first.column) == (4, 5)


def test_the_map_is_zoomed_and_fitted_again(laid: MapTab, qtbot: QtBot) -> None:
    laid.map.setFocus()
    before = laid.map.place_of(key(laid, "101")).width()
    qtbot.keyClick(laid.map, Qt.Key.Key_Plus)
    qtbot.keyClick(laid.map, Qt.Key.Key_Plus)
    assert laid.map.place_of(key(laid, "101")).width() > before
    assert laid.map.width() > laid.area.viewport().width()
    qtbot.keyClick(laid.map, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: laid.map.width() <= laid.area.viewport().width())


def test_the_words_change_with_the_language(laid: MapTab, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    i18n.set_language("zh_CN")
    laid.context.language_changed.emit()
    settle(qtbot, laid.context)
    assert laid.buttons["swap"].text() == "互换"
    assert laid.certificate.head.text() == "方案有效。"


def test_a_trial_without_plots_has_no_certificate(tab: MapTab, context: Context, qtbot: QtBot) -> None:
    from tests.ui.conftest import settle

    assert tab._trial is not None
    verbs.delete(context.db, Plot, [p.id for p in verbs.owned(context.db, Plot, "trial_id", tab._trial)])
    settle(qtbot, context)
    assert tab.certificate.isHidden()
    assert "lay out the plots" in tab.range.text()


def test_the_plan_is_previewed_for_printing(laid: MapTab, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.preview.preview import Preview
    from tests.ui.conftest import settle

    press(laid, "print", qtbot)
    (preview,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview)]
    qtbot.waitUntil(lambda: preview.made is not None)
    assert preview.made is not None
    assert preview.made.document is not None
    assert preview.made.document.title == "小麦品种比较试验"
    preview.close()
    settle(qtbot, laid.context)


def test_the_ways_to_zoom_stay_on_one_line(laid: MapTab) -> None:
    from PySide6.QtWidgets import QApplication, QToolButton

    buttons = [b for b in laid.findChildren(QToolButton) if b.property("step") is not None]
    assert [b.toolTip() for b in buttons] == ["Smaller", "Larger", "Whole map"]
    for width in range(500, 1300, 40):
        laid.resize(width, 600)
        QApplication.processEvents()
        assert len({b.mapTo(laid, b.rect().topLeft()).y() for b in buttons}) == 1
