"""Back and Forward through the places one has been at, by keys, by the mouse, past what was never meant as a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.core.fields import today
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise, Visit
from desktop.ui.shell import places

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def every_row_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is a place at once, so that no test waits for one."""
    monkeypatch.setattr(places, "PASSED_S", 0.0)


@pytest.fixture
def dealers(database: Database) -> list[int]:
    """Two dealers, a visit to the first."""
    made = [verbs.save(database, Dealer, {"name": name, "state": "active"}).id for name in ("Ash seeds", "Birch seeds")]
    verbs.save(database, Visit, {"dealer_id": made[0], "state": "done", "visited_on": today()})
    return made


def rest(window: Window, qtbot: QtBot) -> None:
    """Wait until nothing is read and the place is noted."""
    qtbot.waitUntil(lambda: not window.tasks.busy and not window.places._soon.isActive())
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.tasks.busy and not window.places._soon.isActive())


def shown(window: Window) -> tuple[str, str]:
    """The section in view and the record it shows."""
    section: Any = window.page.section if window.page else None
    record = getattr(section, "record", None)
    return section.name, record.label() if record else ""


def click(window: Window, row: int) -> None:
    """Choose a row of the list in view with the mouse."""
    assert window.page is not None
    section: Any = window.page.section
    table = section.list.table
    where = table.visualRect(table.rows.index(row, table._first_column())).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def walk(window: Window, dealers: list[int], qtbot: QtBot) -> None:
    """First dealer, second dealer, visits, Today."""
    window.places.open_record("dealer", dealers[0])
    rest(window, qtbot)
    click(window, 1)
    rest(window, qtbot)
    window.places.open_list("dealers", "visits")
    rest(window, qtbot)
    window.show_feature("today")
    rest(window, qtbot)


def test_alt_and_the_arrows_go_back_and_forward(window: Window, dealers: list[int], qtbot: QtBot) -> None:
    walk(window, dealers, qtbot)
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(window, key, ALT)
        rest(window, qtbot)
        seen.append(shown(window))
    assert [name for name, _record in seen] == ["visits", "dealers", "dealers", "dealers"]
    assert [record for _name, record in seen[1:]] == ["Birch seeds", "Ash seeds", "Birch seeds"]
    assert window.actions_["forward"].isEnabled()


def test_the_buttons_at_the_side_of_the_mouse_do_the_same(window: Window, dealers: list[int], qtbot: QtBot) -> None:
    walk(window, dealers, qtbot)
    handle = window.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 300))
    rest(window, qtbot)
    assert shown(window)[0] == "visits"
    QTest.mouseClick(handle, Qt.MouseButton.ForwardButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 300))
    rest(window, qtbot)
    assert shown(window)[0] == "today"
    assert not window.actions_["forward"].isEnabled()


def test_going_elsewhere_forgets_what_lay_ahead(window: Window, dealers: list[int], qtbot: QtBot) -> None:
    walk(window, dealers, qtbot)
    window.places.go(-1)
    rest(window, qtbot)
    window.show_feature("labels")
    rest(window, qtbot)
    assert not window.places.can(1)
    window.places.go(-1)
    rest(window, qtbot)
    assert shown(window)[0] == "visits"


def test_a_preset_is_a_place(window: Window, dealers: list[int], qtbot: QtBot) -> None:
    window.places.open_list("dealers", "visits")
    rest(window, qtbot)
    window.places.open_list("dealers", "visits", "done")
    rest(window, qtbot)
    section: Any = window.page.section if window.page else None
    assert section.list.query.conditions
    window.places.go(-1)
    rest(window, qtbot)
    assert section.list.query.conditions == ()


def test_what_is_typed_is_settled_before_one_goes_back(window: Window, dealers: list[int], database: Database, qtbot: QtBot,
                                                       answers: Answers) -> None:
    walk(window, dealers, qtbot)
    window.places.open_record("dealer", dealers[0])
    rest(window, qtbot)
    section: Any = window.page.section if window.page else None
    QTest.keyClicks(section.fields.widget("name"), "x")
    answers.next = None  # stay
    window.places.go(-1)
    rest(window, qtbot)
    assert section.fields.dirty and shown(window)[0] == "dealers"
    answers.next = 0  # save
    window.places.go(-1)
    rest(window, qtbot)
    assert shown(window)[0] == "today"
    assert verbs.get(database, Dealer, dealers[0]).name == "xAsh seeds"


def test_rows_passed_quickly_are_no_places(window: Window, dealers: list[int], qtbot: QtBot,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    window.show_feature("today")
    rest(window, qtbot)
    monkeypatch.setattr(places, "PASSED_S", 3600.0)
    window.places.open_record("dealer", dealers[0])
    rest(window, qtbot)
    click(window, 1)
    rest(window, qtbot)
    window.places.go(-1)
    rest(window, qtbot)
    assert shown(window)[0] == "today"


def test_a_record_opens_where_it_is_listed_not_below_another(window: Window, dealers: list[int], database: Database,
                                                              qtbot: QtBot) -> None:
    promise = verbs.save(database, Promise, {"dealer_id": dealers[0], "what": "Posters"})
    window.places.open_record("promise", promise.id)
    rest(window, qtbot)
    assert shown(window) == ("promises", "Posters")
