"""The month calendar: its weeks, its chips, its keys and clicks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.ui.calendar.days import add_months, title_of_month, weeks_of
from desktop.ui.calendar.month import Event, MonthCalendar

TODAY = date(2026, 4, 15)
Key = Qt.Key


@pytest.fixture
def month(qtbot: QtBot) -> MonthCalendar:
    made = MonthCalendar(today=TODAY)
    qtbot.addWidget(made)
    made.resize(840, 560)
    made.show()
    made.setFocus()
    return made


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_month_is_whole_weeks_from_monday_that_hold_all_its_days(day: date) -> None:
    weeks = weeks_of(day)
    days = [d for week in weeks for d in week]
    assert 4 <= len(weeks) <= 6 and days[0].weekday() == 0
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))
    assert {d for d in days if d.month == day.month and d.year == day.year} >= {day.replace(day=1), day}


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(-30, 30))
def test_adding_months_keeps_the_day_where_the_month_has_it(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_the_title_reads_well() -> None:
    assert title_of_month(TODAY) == "April 2026"


def click(month: MonthCalendar, day: date) -> None:
    QTest.mouseClick(month.grid, Qt.MouseButton.LeftButton, pos=month.grid.rect_of(day).center().toPoint())


def test_a_click_on_a_chip_opens_it_and_a_double_click_on_a_day_asks_for_a_new_event(
        month: MonthCalendar, qtbot: QtBot) -> None:
    month.set_events([Event(7, date(2026, 4, 20), "Field day"), Event(8, date(2026, 4, 21), "Two days", "blue",
                                                                      date(2026, 4, 22))])
    month.grid.repaint()
    chip = month.grid.chip_of(7)
    assert chip is not None
    with qtbot.waitSignal(month.opened) as told:
        QTest.mouseClick(month.grid, Qt.MouseButton.LeftButton, pos=chip.center().toPoint())
    assert told.args == [7] and month.day == date(2026, 4, 20)
    with qtbot.waitSignal(month.wanted) as asked:
        QTest.mouseDClick(month.grid, Qt.MouseButton.LeftButton, pos=month.grid.rect_of(TODAY).center().toPoint())
    assert asked.args == [TODAY]
    assert [e.id for e in month.grid.of_day(date(2026, 4, 22))] == [8]


def test_keys_walk_the_days_turn_the_months_and_open(month: MonthCalendar, qtbot: QtBot) -> None:
    month.set_events([Event(7, TODAY + timedelta(days=8), "Field day")])
    turned = []
    month.month_changed.connect(lambda first, last: turned.append((first, last)))
    grid = month.grid
    QTest.keyClick(grid, Key.Key_Right)
    QTest.keyClick(grid, Key.Key_Down)
    assert month.day == date(2026, 4, 23)
    with qtbot.waitSignal(month.opened):
        QTest.keyClick(grid, Key.Key_Return)
    QTest.keyClick(grid, Key.Key_PageDown)
    assert month.day == date(2026, 5, 23) and turned == [(date(2026, 4, 27), date(2026, 5, 31))]
    with qtbot.waitSignal(month.wanted):
        QTest.keyClick(grid, Key.Key_Return)
    QTest.keyClick(grid, Key.Key_Home)
    assert month.day == TODAY


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_a_full_day_says_how_many_more_there_are_and_lists_them(month: MonthCalendar, qtbot: QtBot) -> None:
    month.set_events([Event(i, TODAY, f"Meeting {i}", "amber") for i in range(9)])
    month.grid.repaint()
    rect, day = month.grid._more[0]
    assert day == TODAY and 0 < len(month.grid._chips) < 9
    QTest.mouseClick(month.grid, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    menu = month.grid.findChild(QMenu)
    assert menu is not None and len(menu.actions()) == 9
    with qtbot.waitSignal(month.opened):
        menu.actions()[3].trigger()
    menu.close()


def test_on_a_low_screen_every_day_still_shows_what_stands_on_it(month: MonthCalendar) -> None:
    month.grid.setFixedSize(880, 280)  # six weeks at 150 % of 1366 × 768
    month.set_events([Event(n, TODAY + timedelta(days=n // 3), f"Event {n}") for n in range(9)])
    month.grid.grab()
    for n in range(0, 9, 3):
        chip = month.grid.chip_of(n)
        assert chip is not None and month.grid.rect_of(TODAY + timedelta(days=n // 3)).contains(chip)
    assert len(month.grid._more) == 3
