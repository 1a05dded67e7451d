"""What is loaded before it is asked for: the tabs that were used before, and no others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.core.feature import load
from desktop.core.kinds import model_of
from desktop.ui import commands, tasks
from desktop.ui.book import record_room
from desktop.ui.shell import ahead, loading_page, places
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
    qtbot.waitUntil(lambda: len(loaded) == 3, timeout=20_000)
    idle(qtbot, window)
    assert loaded == ["desktop.today.page:TodayPage", "desktop.dealers.page:DealersPage", ahead.RECORD]


def test_a_tab_that_was_opened_is_one_that_is_used(window: Window) -> None:
    window.show_feature("trials")
    assert window.settings.remembered[ahead.USED] == ["today", "trials"]


@pytest.fixture
def held(window: Window, monkeypatch: pytest.MonkeyPatch) -> Held:
    """The window, in which no tab but Today is loaded yet."""
    return Held(window, monkeypatch)


class Held:
    """Modules of pages that count as not loaded until the worker loads them; `let_go` lets it."""

    def __init__(self, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window, self.loaded, self.on_main = window, ["desktop.today.page:TodayPage"], []
        self._gate = threading.Event()
        monkeypatch.setattr(loading_page, "load", self._load)
        for module in (shell, places):
            monkeypatch.setattr(module, "is_loaded", self.loaded.__contains__)
            monkeypatch.setattr(module, "load", self._load)

    def _load(self, place: str) -> object:
        if place not in self.loaded:
            if threading.current_thread() is threading.main_thread():
                self.on_main.append(place)
            else:
                self._gate.wait(20)
            self.loaded.append(place)
        return load(place)

    def let_go(self, qtbot: QtBot) -> None:
        """Let the worker load what it was asked for, and wait for all that follows."""
        self._gate.set()
        idle(qtbot, self.window)


def test_the_first_click_on_a_tab_shows_an_empty_page_at_once_and_loads_beside_the_window(held: Held, qtbot: QtBot) -> None:
    window = held.window
    clicked(window, "training")
    assert "Training" in window.loading.text() and window.stack.currentWidget() is window.loading
    held.let_go(qtbot)
    assert window.feature_in_view() == "training"
    assert held.on_main == []


def test_commands_do_nothing_to_the_tab_that_was_left_while_another_loads(held: Held, qtbot: QtBot) -> None:
    window = held.window
    assert window.actions_["new_record"].isEnabled()
    clicked(window, "training")
    assert window.page is None and window.feature_in_view() == ""
    assert not any(window.actions_[command.name].isEnabled() for command in commands.PAGE)
    held.let_go(qtbot)
    assert window.actions_["refresh"].isEnabled()


def test_who_clicked_on_another_tab_meanwhile_sees_that_one(held: Held, qtbot: QtBot) -> None:
    clicked(held.window, "training")
    clicked(held.window, "trials")
    held.let_go(qtbot)
    assert held.window.feature_in_view() == "trials"


def test_who_went_back_meanwhile_stays_there(held: Held, qtbot: QtBot) -> None:
    clicked(held.window, "training")
    clicked(held.window, "today")
    assert held.window.feature_in_view() == "today"
    held.let_go(qtbot)
    assert held.window.feature_in_view() == "today"


def test_another_language_while_a_tab_loads_leaves_that_tab_loading(held: Held, qtbot: QtBot) -> None:
    window = held.window
    clicked(window, "training")
    window.rebuild_pages()
    assert window.stack.currentWidget() is window.loading
    held.let_go(qtbot)
    assert window.feature_in_view() == "training"


def test_a_tab_that_cannot_be_loaded_says_so_and_is_tried_again(
    held: Held, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_place: str) -> object:
        raise UserError("no such disk")

    said: list[str] = []
    window = held.window
    monkeypatch.setattr(window, "on_error", lambda error: said.append(str(error)))
    with monkeypatch.context() as patch:
        patch.setattr(loading_page, "load", broken)
        clicked(window, "training")
        held.let_go(qtbot)
    assert said == ["no such disk"] and "could not" in window.loading.text() and window.page is None
    window.show_page("training")
    held.let_go(qtbot)
    assert window.feature_in_view() == "training"


def test_a_record_is_opened_without_loading_anything_on_the_main_thread(held: Held, database: Database, qtbot: QtBot) -> None:
    dealer = verbs.save(database, model_of("dealer"), {"name": "Ash seeds"})
    held.window.places.open_record("dealer", dealer.id)
    assert held.window.page is None
    held.let_go(qtbot)

    def shown() -> Any:
        return held.window.page and held.window.page.section.record

    qtbot.waitUntil(lambda: shown() is not None)  # the section reads its list first
    assert held.window.feature_in_view() == "dealers" and shown().label() == "Ash seeds"
    assert (held.on_main, held.loaded[1:]) == ([], ["desktop.dealers.page:DealersPage", ahead.RECORD])


def test_what_belongs_to_a_record_is_read_beside_the_window_before_its_form_is_made(
    window: Window, database: Database, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dealer = verbs.save(database, model_of("dealer"), {"name": "Ash seeds"})
    region = verbs.save(database, model_of("region"), {"name": "Ashire", "level": "province"})
    territory = verbs.save(database, model_of("territory"), {"dealer_id": dealer.id, "region_id": region.id})
    window.settings.remember("section.DealersPage", "visits")
    page: Any = window.show_feature("dealers")
    idle(qtbot, window)
    read: list[tuple[str, bool]] = []
    original = record_room.verbs.get

    def get(db: Database, model: Any, record_id: int) -> Any:
        read.append((model.__name__, threading.current_thread() is threading.main_thread()))
        return original(db, model, record_id)

    monkeypatch.setattr(record_room.verbs, "get", get)
    window.places.open_record("territory", territory.id)
    assert page.section.name == "dealers" and page.section.room._pane is None, "the form waits for what is read"
    qtbot.waitUntil(lambda: page.section.record is not None)
    idle(qtbot, window)
    assert page.section.record.label() == "Ash seeds"
    assert read[:2] == [("Territory", False), ("Dealer", False)]


def test_the_modules_of_a_start_are_set_aside_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(tasks.gc, "freeze", lambda: frozen.append(True))
    monkeypatch.setattr(tasks.Collector, "_modules", 0)
    tasks.Collector.set_aside()
    tasks.Collector.set_aside()
    assert frozen == [True]


def test_a_record_is_not_opened_on_a_tab_that_was_left_meanwhile(held: Held, database: Database, qtbot: QtBot) -> None:
    dealer = verbs.save(database, model_of("dealer"), {"name": "Ash seeds"})
    held.window.places.open_record("dealer", dealer.id)
    clicked(held.window, "today")
    held.let_go(qtbot)
    assert held.window.feature_in_view() == "today"
    clicked(held.window, "dealers")
    idle(qtbot, held.window)
    assert held.window.feature_in_view() == "dealers"


def test_a_kind_that_no_page_opens_is_said_without_loading_one(held: Held, qtbot: QtBot) -> None:
    for table in ("sessionmark", "attachment", "no such table"):
        held.window.places.open_record(table, 1)
        assert held.window.status.text.text() == "This record has no page of its own."
        held.window.status.clear()
    held.let_go(qtbot)
    assert held.window.feature_in_view() == "today" and held.loaded == ["desktop.today.page:TodayPage"]


def test_a_list_and_the_rows_behind_a_number_are_opened_without_loading_on_the_main_thread(held: Held, qtbot: QtBot) -> None:
    window = held.window
    window.places.open_list("dealers", "visits", "done")
    found: list[Any] = []
    held.let_go(qtbot)
    assert window.page is not None and window.page.section.name == "visits"
    window.places.section_of(model_of("trainingevent"), found.append)
    idle(qtbot, window)
    window.places.section_of(model_of("sessionmark"), found.append)
    idle(qtbot, window)
    assert [section and section.listing.model.__name__ for section in found] == ["TrainingEvent", None]
    assert held.on_main == []
