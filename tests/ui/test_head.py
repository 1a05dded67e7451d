"""The line above a record: the name first, whole; tools without room stand in a menu by their names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui.book.head import Head
from desktop.ui.page import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LONG = "2026年玉米新品种比较试验（望奎例先，虚构示例）"


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def head(qtbot: QtBot, pressed: list[str]) -> Iterator[Head]:
    """A head with three tools, one of them a menu, and a button that saves."""
    frame = QWidget()
    qtbot.addWidget(frame)
    save = QPushButton("Save", frame)
    within = Tool("Settlement", "report", lambda: pressed.append("Settlement"))
    made = Head((Tool("Apply the sales conditions", "star", lambda: pressed.append("Apply")),
                 Tool("Change the state", "refresh", lambda: pressed.append("Change"), needs_record=False),
                 Tool("Reports", "report", lambda: None, menu=(within,))), (save,), frame)
    made.say(LONG, "LS2026-WK2 · 2026年例丰玉米品种比较")
    made.offer(stored=True)
    frame.show()
    yield made


def in_view(head: Head) -> list[QWidget]:
    parts = (head.title, head.detail, *head.tools, head.more, *head.findChildren(QPushButton))
    return sorted((part for part in parts if part.isVisible() and part.width()), key=lambda part: part.x())


@pytest.mark.parametrize("width", [300, 380, 460, 560, 640, 780, 900, 1100, 1600])
def test_nothing_in_the_head_lies_over_anything_else_and_no_tool_loses_its_words(head: Head, qtbot: QtBot, width: int) -> None:
    head.resize(width, head.sizeHint().height())
    parts = in_view(head)
    for left, right in pairwise(parts):
        assert left.geometry().right() < right.x(), (width, left, right)
    assert parts[-1].geometry().right() < width
    whole = head.title.elided() == LONG
    assert whole or not any(tool.isVisible() for tool in head.tools), "tools give way to the name"
    for tool in head.tools:
        assert not tool.isVisible() or tool.width() >= tool.sizeHint().width()
    named = [a.text() for a in head.more.menu().actions()]
    assert [t.text() for t in head.tools] == [t.text() for t in head.tools if t.isVisible()] + named
    assert head.more.isVisible() == bool(named)


def test_the_name_is_whole_as_long_as_the_line_has_room_for_it(head: Head) -> None:
    head.resize(560, 40)  # what 1366 × 768 at 150 % leaves beside the list
    assert head.title.elided() == LONG


def test_tools_without_room_work_from_the_menu(head: Head, pressed: list[str]) -> None:
    head.resize(420, 40)
    actions = head.more.menu().actions()
    actions[0].trigger()
    actions[2].menu().actions()[0].trigger()
    assert pressed == ["Apply", "Settlement"]


def test_a_new_record_offers_only_what_needs_none(head: Head) -> None:
    head.resize(1600, 40)
    head.offer(stored=False)
    assert [tool.text() for tool in head.tools if tool.isVisible()] == ["Change the state"]
    assert not head.more.isVisible()


def test_a_detail_without_room_is_told_by_the_name(head: Head) -> None:
    head.resize(420, 40)
    assert head.detail.width() == 0 and head.title.toolTip() == head.detail.text()


def test_what_is_done_with_every_record_is_the_last_to_go_into_the_menu(qtbot: QtBot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    made = Head((Tool("Write one", "add", lambda: None), Tool("Fill it in", "refresh", lambda: None),
                 Tool("Change the state", "refresh", lambda: None, first=True)), (), frame)
    made.say("Week", "")
    frame.show()
    seen = []
    for width in range(900, 200, -20):
        made.resize(width, 40)
        made.fit()
        seen.append(tuple(tool.isVisible() for tool in made.tools))
    assert seen[0] == (True, True, True) and (False, False, True) in seen
    assert all(change or not (write or fill) for write, fill, change in seen)
