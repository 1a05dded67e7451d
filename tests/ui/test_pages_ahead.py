"""What is loaded before it is asked for: the tabs that were used before, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.feature import load
from desktop.ui.shell import ahead, places
from desktop.ui.shell import window as shell
from tests.ui.test_backups import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window


def clicked(window: Window, name: str) -> None:
    """Choose a tab as a click does."""
    window.tabs.setCurrentIndex([feature.name for feature in window.program.features].index(name))


def test_tabs_used_before_are_loaded_while_the_window_rests_and_no_others(
    empty_window: Window, database: Database, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(ahead, "load", loaded.append)
    window = empty_window
    window.settings.remember(ahead.USED, ["dealers", "a tab of another version"])
    window.show()
    window.attach(database)
    qtbot.waitUntil(lambda: len(loaded) == 2, timeout=20_000)
    idle(qtbot, window)
    assert loaded == ["desktop.today.page:TodayPage", "desktop.dealers.page:DealersPage"]


def test_a_tab_that_was_opened_is_one_that_is_used(window: Window) -> None:
    window.show_feature("trials")
    assert window.settings.remembered[ahead.USED] == ["today", "trials"]


def test_the_first_click_on_a_tab_loads_it_beside_the_window(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def noted(place: str) -> object:
        loaded.append(place)
        return load(place)

    monkeypatch.setattr(shell, "is_loaded", lambda place: place in loaded or "today" in place)
    monkeypatch.setattr(shell, "load", noted)
    clicked(window, "training")
    assert window.feature_in_view() == "today"
    qtbot.waitUntil(lambda: window.feature_in_view() == "training", timeout=20_000)


def test_who_clicked_on_another_tab_meanwhile_sees_that_one(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "is_loaded", lambda place: "training" not in place)
    clicked(window, "training")
    clicked(window, "trials")
    idle(qtbot, window)
    assert window.feature_in_view() == "trials"


def test_a_record_is_opened_by_asking_the_page_of_its_own_feature_alone(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(place: str) -> object:
        asked.append(place)
        return load(place)

    monkeypatch.setattr(places, "load", noted)
    assert window.places._home_of("dealer") == "dealers"
    assert asked == ["desktop.dealers.page:DealersPage"]
    assert window.places._home_of("no such table") == ""
