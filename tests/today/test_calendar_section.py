"""The calendar of everything: what features declare with a day stands on its day, opens, can be hidden, turned and printed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import features
from desktop.core import i18n, verbs
from desktop.dealers.model import Dealer, Licence
from desktop.dealers.visit_model import Promise, Visit
from desktop.today.board import told_by
from desktop.today.calendar_document import calendar_document
from desktop.today.dates import gather_dates, terms_between
from desktop.training.model import TrainingEvent

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()
MIDDLE = TODAY.replace(day=15)


@pytest.fixture
def dealer(database: Database) -> Dealer:
    """A dealer with a promise, a visit made, a licence that ends, and a training, all in this month."""
    made = verbs.save(database, Dealer, {"name": "丰收种业", "state": "active"})
    verbs.save(database, Promise, {"dealer_id": made.id, "what": "送展架", "due_on": MIDDLE, "made_on": MIDDLE})
    verbs.save(database, Visit, {"dealer_id": made.id, "state": "done", "planned_on": MIDDLE, "visited_on": MIDDLE,
                                 "purpose": "routine"})
    verbs.save(database, Licence, {"dealer_id": made.id, "expires_on": MIDDLE + timedelta(days=1)})
    verbs.save(database, TrainingEvent, {"topic": "密植技术", "held_on": MIDDLE + timedelta(days=2)})
    return made


def calendar(window: Window, qtbot: QtBot) -> Any:
    page: Any = window.show_feature("today")
    section = page.show_section("dates")
    qtbot.waitUntil(lambda: section.dates is not None and not window.tasks.busy)
    section.month.go_to(MIDDLE)
    section.month.grid.grab()
    return section


def titles(section: Any, day: date) -> list[str]:
    return sorted(event.title for event in section.month.grid.of_day(day))


def test_everything_with_a_date_stands_on_its_day_and_a_click_opens_it(
    window: Window, database: Database, dealer: Dealer, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    section = calendar(window, qtbot)
    assert titles(section, MIDDLE) == ["Visited: 丰收种业", "送展架"]
    assert len(titles(section, MIDDLE + timedelta(days=1))) == 1
    (training,) = section.month.grid.of_day(MIDDLE + timedelta(days=2))
    assert training.title == "Training: 密植技术"
    chip = section.month.grid.chip_of(training.id)
    qtbot.mouseClick(section.month.grid, Qt.MouseButton.LeftButton, pos=chip.center().toPoint())
    qtbot.waitUntil(lambda: window.page is window.pages.get("training") and window.page.section.record is not None)
    assert window.page is not None and window.page.section.record.topic == "密植技术"  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.places.can(-1))
    window.places.go(-1)
    qtbot.waitUntil(lambda: window.page is window.pages["today"])
    assert window.page.section is section


def test_a_week_shows_more_of_each_and_turns_by_weeks(window: Window, dealer: Dealer, qtbot: QtBot) -> None:
    section = calendar(window, qtbot)
    qtbot.mouseClick(section.month.weekly, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    monday = MIDDLE - timedelta(days=MIDDLE.weekday())
    assert section.month.span() == (monday, monday + timedelta(days=6))
    assert titles(section, MIDDLE) == ["Visited: 丰收种业", "送展架"]
    qtbot.keyClick(section.month.grid, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: section.dates.first == monday + timedelta(days=7))
    place = section.place()
    qtbot.mouseClick(section.month.monthly, Qt.MouseButton.LeftButton)
    section.take_place(place)
    assert section.month.grid.weekly and section.month.day == place.day


def test_what_a_feature_brings_can_be_hidden_and_stays_so(window: Window, dealer: Dealer, qtbot: QtBot) -> None:
    section = calendar(window, qtbot)
    qtbot.mouseClick(section.kinds["dealers"], Qt.MouseButton.LeftButton)
    assert titles(section, MIDDLE) == [] and len(titles(section, MIDDLE + timedelta(days=2))) == 1
    again = type(section)(window.context)
    qtbot.addWidget(again)
    assert not again.kinds["dealers"].isChecked() and again.kinds["training"].isChecked()


def test_the_days_in_view_are_printed_without_what_is_hidden(window: Window, dealer: Dealer, qtbot: QtBot) -> None:
    from desktop.core.documents.model import Table
    from desktop.ui.preview.preview import Preview

    section = calendar(window, qtbot)
    qtbot.mouseClick(section.kinds["training"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    qtbot.waitUntil(lambda: preview.made is not None)
    (table,) = [block for block in preview.made.document.blocks if isinstance(block, Table)]
    assert [row[2] for row in table.rows][:2] == ["Visited: 丰收种业", "送展架"] and len(table.rows) == 3
    preview.close()


def test_solar_terms_stand_on_their_days() -> None:
    with i18n.using("zh_CN"):
        terms = terms_between(date(2026, 4, 1), date(2026, 5, 31))
    assert terms == {date(2026, 4, 5): "清明", date(2026, 4, 20): "谷雨", date(2026, 5, 5): "立夏", date(2026, 5, 21): "小满"}


def test_an_empty_month_says_so_on_paper(database: Database) -> None:
    told = [(f.name, told_by(f)) for f in features.FEATURES if f.reminders]
    gathered = gather_dates(database, told, date(2026, 2, 1), date(2026, 2, 3), date(2026, 2, 1))
    made = calendar_document("Calendar", gathered, [line for _feature, line in gathered.lines])
    assert len(made.blocks) == 2


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
@pytest.mark.parametrize(("entry", "feature", "days", "expected"), [
    ("New visit", "dealers", 3, {"state": "planned", "planned_on": 3, "visited_on": None}),
    ("New visit", "dealers", -3, {"state": "done", "planned_on": None, "visited_on": -3}),
    ("New training", "training", 3, {"held_on": 3}), ("Farmer's problem", "service", -3, {"reported_on": -3})])
def test_a_double_click_on_an_empty_day_begins_a_record_of_that_day(
    window: Window, database: Database, qtbot: QtBot, entry: str, feature: str, days: int, expected: dict[str, Any]
) -> None:
    section = calendar(window, qtbot)
    day = TODAY + timedelta(days=days)
    section.month.go_to(day)
    grid = section.month.grid
    qtbot.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of(day).center().toPoint())
    menu: Any = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["New visit", "Farmer's problem", "New training"]
    next(action for action in menu.actions() if action.text() == entry).trigger()
    menu.close()
    qtbot.waitUntil(lambda: window.page is window.pages.get(feature) and window.page.section.is_new)
    values = window.page.section.fields.values()  # type: ignore[union-attr]
    wanted = {name: TODAY + timedelta(days=value) if isinstance(value, int) else value for name, value in expected.items()}
    assert {name: values[name] for name in wanted} == wanted
    window.page.section.discard()  # type: ignore[union-attr]
