"""The calendar of everything: what features declare with a day stands on its day, opens, can be hidden, turned and printed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from sqlmodel import select

from desktop import features
from desktop.core import i18n, verbs
from desktop.core.dated.calendar_file import dates_bytes
from desktop.core.dated.gathering import gather_dates, told_by
from desktop.core.dated.papers import calendar_document, month_on, wall_month, wall_year
from desktop.core.documents.model import Grid, Table
from desktop.core.solar_terms import terms_between
from desktop.dealers.model import Dealer, Licence
from desktop.dealers.visit_model import Promise, Visit
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
    qtbot.waitUntil(lambda: window.page is not None and window.page is window.pages.get("training")
                    and window.page.section.record is not None)
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
    assert [action.text() for action in menu.actions()] == ["New visit", "Farmer's problem", "New training", "New meeting"]
    next(action for action in menu.actions() if action.text() == entry).trigger()
    menu.close()
    qtbot.waitUntil(lambda: feature in window.pages and window.page is window.pages[feature] and window.page.section.is_new)
    values = window.page.section.fields.values()  # type: ignore[union-attr]
    wanted = {name: TODAY + timedelta(days=value) if isinstance(value, int) else value for name, value in expected.items()}
    assert {name: values[name] for name in wanted} == wanted
    window.page.section.discard()  # type: ignore[union-attr]


# -- the year, the list, what is moved and written out ------------------------------------------------------------------


def test_a_year_counts_what_falls_on_each_day_and_opens_its_months(window: Window, dealer: Dealer, qtbot: QtBot) -> None:
    section = calendar(window, qtbot)
    qtbot.mouseClick(section.month.yearly, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section.month.year.count_of(MIDDLE) == 2)
    assert section.month.span()[0].day == 1 and (section.month.span()[1] - section.month.span()[0]).days in (364, 365)
    assert len(section.dates.terms) == 24
    square = section.month.year.rect_of(MIDDLE)
    qtbot.mouseClick(section.month.year, Qt.MouseButton.LeftButton, pos=square.center().toPoint())
    assert section.month.view == "month" and section.month.day == MIDDLE
    qtbot.waitUntil(lambda: titles(section, MIDDLE) == ["Visited: 丰收种业", "送展架"])
    qtbot.mouseClick(section.month.yearly, Qt.MouseButton.LeftButton)
    first = section.month.span()[0]
    qtbot.keyClick(section.month.year, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: section.dates.first == first.replace(year=first.year + 1))


def test_a_list_parts_what_is_late_today_and_ahead(window: Window, database: Database, qtbot: QtBot) -> None:
    made = verbs.save(database, Dealer, {"name": "丰收种业", "state": "active"})
    for what, days in (("旧", -2), ("今", 0), ("明", 1)):
        verbs.save(database, Promise, {"dealer_id": made.id, "what": what, "due_on": TODAY + timedelta(days=days)})
    verbs.save(database, Visit, {"dealer_id": made.id, "state": "done", "visited_on": TODAY - timedelta(days=1)})
    section = calendar(window, qtbot)
    section.month.go_to(TODAY)
    section.month.show_view("list")
    lines = section.month.list
    qtbot.waitUntil(lambda: [event.title for event in lines.shown()] == ["旧", "今", "明"])
    assert lines.parts["late"].text() == "Overdue (1)" and lines.parts["past"].text() == "Done or past (1)"
    qtbot.mouseClick(lines.parts["late"], Qt.MouseButton.LeftButton)
    assert [event.title for event in lines.shown()] == ["今", "明"]
    again = type(section)(window.context)
    qtbot.addWidget(again)
    assert again.month.view == "list"


def drag(section: Any, qtbot: QtBot, number: int, day: date) -> None:
    grid = section.month.grid
    grid.grab()
    start, end = grid.chip_of(number).center().toPoint(), grid.rect_of(day).center().toPoint()
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    for place in (start + (end - start) / 2, end):
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), grid.mapToGlobal(QPointF(place)), Qt.MouseButton.NoButton,
                            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(grid, event)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)


def test_what_may_move_is_dragged_to_another_day_by_the_door_and_can_be_undone(
    window: Window, database: Database, dealer: Dealer, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    section = calendar(window, qtbot)
    grid, other = section.month.grid, MIDDLE + timedelta(days=3)
    promise = next(event for event in grid.of_day(MIDDLE) if event.title == "送展架")
    drag(section, qtbot, promise.id, other)
    qtbot.waitUntil(lambda: titles(section, other) == ["送展架"])
    with database.reading() as session:
        assert session.exec(select(Promise)).one().due_on == other
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: "送展架" in titles(section, MIDDLE))
    visit = next(event for event in grid.of_day(MIDDLE) if event.title.startswith("Visited"))
    drag(section, qtbot, visit.id, other)
    assert titles(section, other) == [], "what was done that day stays there"
    promise = next(event for event in grid.of_day(MIDDLE) if event.title == "送展架")
    grid.go_to(MIDDLE)
    while grid._picked < 0 or grid.of_day(MIDDLE)[grid._picked] is not promise:
        qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "送展架" in titles(section, MIDDLE + timedelta(days=1)))


def test_the_calendar_file_keeps_its_keys_and_hours(database: Database, dealer: Dealer) -> None:
    verbs.save(database, TrainingEvent, {"topic": "测产", "held_on": MIDDLE, "starts_at": "8:30"})
    told = [(f.name, told_by(f)) for f in features.FEATURES if f.reminders]
    lines = [line for _f, line in gather_dates(database, told, MIDDLE, MIDDLE + timedelta(days=9), TODAY).lines]
    entries = Calendar.from_ical(dates_bytes(lines, "年历")).walk("VEVENT")
    assert len(entries) == len(lines) == len({str(entry["uid"]) for entry in entries})
    timed = next(entry for entry in entries if "测产" in str(entry["summary"]))
    assert timed["dtstart"].dt == datetime.combine(MIDDLE, time(8, 30)) and timed["dtend"].dt.hour == 10
    whole = next(entry for entry in entries if str(entry["summary"]) == "送展架")
    assert whole["dtstart"].dt == MIDDLE and whole["dtend"].dt == MIDDLE + timedelta(days=1)
    moved = [line._replace(on=line.on + timedelta(days=1)) for line in lines]
    again = Calendar.from_ical(dates_bytes(moved, "年历")).walk("VEVENT")
    assert [str(entry["uid"]) for entry in again] == [str(entry["uid"]) for entry in entries]


@pytest.mark.parametrize("page", ["A3", "A4"])
def test_walls_hold_every_day_with_its_things_and_terms(database: Database, dealer: Dealer, page: str) -> None:
    told = [(f.name, told_by(f)) for f in features.FEATURES if f.reminders]
    first = MIDDLE.replace(day=1)
    found = gather_dates(database, told, first, first + timedelta(days=365), TODAY)
    lines = [line for _f, line in found.lines]
    year = wall_year("年历", first, lines, found.terms, page)
    (grid,) = [block for block in year.blocks if isinstance(block, Grid)]
    squares = [cell for row in grid.cells for cell in row if cell is not None]
    assert len(squares) in (365, 366) and year.page == page and year.landscape
    assert sum(any(word in cell.text for word in found.terms.values()) for cell in squares) == len(
        [day for day in found.terms if day < month_on(first, 12)])
    month = wall_month("月历", first, lines, found.terms, page)
    (table,) = [block for block in month.blocks if isinstance(block, Table)]
    square = next(cell for row in table.rows for cell in row if str(cell).split("\n")[0].split()[:1] == ["15"])
    assert str(square).split("\n")[1:] == ["Visited: 丰收种业", "送展架"]
