"""A walk on a small screen: no title, button, tab, box or heading is cut, and of every record some lines of fields are seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from desktop.ui.book.record_pane import FormScroll
from desktop.ui.book.subtabs import SubTabs
from desktop.ui.look import appearance
from desktop.ui.look.fitted_tabs import FittedTabs
from desktop.ui.look.least_rows import LINES, lines_height
from tests.ui.measuring import cut_words
from tests.ui.test_walk import example_window, idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window

__all__ = ["example_window"]
SCREENS = [(911, 480), (1366, 740)]  # 1366 × 768 with the bar of the system, at 150 and at 100 %


def cut_tabs(within: QWidget) -> Iterator[str]:
    """The names of tabs in view that have less room than they need."""
    for tabs in within.findChildren(FittedTabs):
        bar = tabs.tabBar()
        for place in range(tabs.count()) if tabs.isVisible() else ():
            if tabs.isTabVisible(place) and bar.tabRect(place).right() >= bar.width():
                yield f"tab “{tabs.tabText(place)}” ends at {bar.tabRect(place).right()} of {bar.width()}"


def hardly_a_field(within: QWidget) -> Iterator[str]:
    """Forms of which less than two lines are seen."""
    for area in within.findChildren(FormScroll):
        form = area.widget()
        if area.isVisible() and form is not None:
            least = min(2 * (lines_height(area) // LINES - 4), form.height())
            if area.viewport().height() < least:
                yield f"{area.viewport().height()} of {least} pixels of its form"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize(("language", "theme"), [("zh_CN", "light"), ("en", "dark")])
def test_on_a_small_screen_no_word_is_cut_and_of_every_record_some_fields_are_seen(
    example_window: Window, qtbot: QtBot, language: str, theme: str, width: int, height: int
) -> None:
    appearance.change(example_window, "language", language)
    appearance.change(example_window, "theme", theme)
    example_window.resize(width, height)
    faults: list[str] = []
    for feature in example_window.program.features:
        page = example_window.show_feature(feature.name)
        assert page is not None
        for kind in page.sections:
            section = page.show_section(kind.name)
            idle(qtbot, example_window)
            idle(qtbot, example_window)
            below = next((t for t in section.findChildren(SubTabs) if t.isVisible()), None)
            for number in range(below.count() if below is not None else 1):
                if below is not None:
                    below.setCurrentIndex(number)
                    idle(qtbot, example_window)
                # what a record belongs to gives way to its name, and is told by the mouse
                found = [*cut_words(section, but=("record_detail",)), *cut_tabs(section), *hardly_a_field(section)]
                faults += [f"{feature.name}/{kind.name}/{number}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
