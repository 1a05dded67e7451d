"""Looking writes nothing: no record, no line in the history, nothing to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.ui.book.book import Book
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.preview.preview import Preview
from tests.ui.test_walk import example_window, idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window

__all__ = ["example_window"]

PAPERS = {  # section → what it prints, by the names of its commands
    "trials": ("report", "field_sheets", "print_labels", "planting_plan"),
    "series": ("report", "demonstration"),
    "varieties": ("dossier", "sheet"),
    "trainings": ("sign_in_sheet", "report"),
    "technique_sheets": ("print_", "summary"),
    "complaints": ("print_",),
    "handouts": ("print_",),
}


def newest(window: Window) -> tuple[int, str]:
    """The newest line of the history, and what Undo would take back."""
    from desktop.ui.shell.undo import state

    assert window.context is not None
    found = state(window.context.db)
    return found.newest, found.undo


def close_windows(qtbot: QtBot, window: Window) -> None:
    """Close every window but the main one."""
    for other in QApplication.topLevelWidgets():
        if other.isVisible() and other is not window:
            other.close()
    idle(qtbot, window)


@pytest.mark.slow
def test_walking_through_every_page_and_sub_tab_leaves_no_trace(example_window: Window, qtbot: QtBot) -> None:
    before = newest(example_window)
    for feature in example_window.program.features:
        page = example_window.show_feature(feature.name)
        assert page is not None
        for kind in page.sections:
            section = page.show_section(kind.name)
            idle(qtbot, example_window)
            if isinstance(section, Book):
                for place in range(section.pane.tabs.count()):
                    section.pane.tabs.setCurrentIndex(place)
                    idle(qtbot, example_window)
            assert newest(example_window) == before, f"{feature.name}/{kind.name}"


@pytest.mark.slow
@pytest.mark.parametrize("name", PAPERS)
def test_previewing_every_paper_leaves_no_trace(example_window: Window, qtbot: QtBot, name: str) -> None:
    pages = [(f.name, kind) for f in example_window.program.features
             for kind in (example_window.show_feature(f.name) or QWidget()).sections if kind.name == name]  # type: ignore[union-attr]
    page = example_window.show_feature(pages[0][0])
    assert page is not None
    section = page.show_section(name)
    idle(qtbot, example_window)
    assert isinstance(section, Book) and section.record is not None
    before = newest(example_window)
    for command in PAPERS[name]:
        getattr(section, command)()
        idle(qtbot, example_window)
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()]:
            go = dialog.body.findChild(QPushButton, "ok")
            if not isinstance(dialog, Preview) and go is not None and go.isEnabled():
                go.click()
                idle(qtbot, example_window)
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
        assert shown, f"{name}.{command} opened no preview"
        assert all(preview.made is not None for preview in shown)
        close_windows(qtbot, example_window)
        assert newest(example_window) == before, f"{name}.{command}"
