"""A book of the throw-away feature on a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from desktop.core import verbs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.book.book import Book
    from desktop.ui.context import Context
    from desktop.ui.page import Page
    from tests.conftest import Answers


@pytest.fixture
def farms(database: Database) -> Iterator[Database]:
    """A database that knows farms and parcels."""
    from tests.ui import throwaway

    with throwaway.enlisted(database):
        yield database


@pytest.fixture
def page(farms: Database, context: Context, qtbot: QtBot, answers: Answers) -> Iterator[Page]:
    """The throw-away page, shown in the window, empty."""
    from tests.ui.throwaway_page import FarmsPage

    window = context.window
    made = FarmsPage(context, window.stack)
    window.pages["farms"] = made
    window.stack.addWidget(made)
    window.stack.setCurrentWidget(made)
    window.resize(1366, 768)
    settle(qtbot, context)
    yield made
    settle(qtbot, context)
    window._drop_pages()


@pytest.fixture
def book(page: Page) -> Book:
    """The book of farms."""
    from desktop.ui.book.book import Book

    section = page.section
    assert isinstance(section, Book)
    return section


@pytest.fixture
def three_farms(farms: Database) -> list[int]:
    """Three farms, stored before the page is made (name it before `book`)."""
    from tests.ui.throwaway import Farm

    return [verbs.save(farms, Farm, {"name": name, "area": area, "soil": soil, "phone": phone}).id
            for name, area, soil, phone in (("Ash", 1200.5, "clay", "139"), ("Birch", 20.0, "loam", "138"),
                                            ("Cedar", 3.25, "", "137"))]


def settle(qtbot: QtBot, context: Context) -> None:
    """Wait until the worker is idle and what it said has been heard."""
    from PySide6.QtWidgets import QApplication

    for _round in range(3):
        qtbot.waitUntil(lambda: not context.tasks.busy)
        QApplication.processEvents()


def typed(qtbot: QtBot, widget: QWidget) -> None:
    """Wait until what waits for a pause in typing (a search, a hint) has begun."""
    qtbot.waitUntil(lambda: not any(t.isActive() and t.isSingleShot() for t in widget.findChildren(QTimer)))
