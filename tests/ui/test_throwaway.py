"""A feature costs the files the architecture names: model, lists, page, forms, one entry. All the rest comes with it.

The throw-away feature of this test is `throwaway.py` (model and lists), `throwaway_page.py` and two forms; neither
`desktop/ui` nor `desktop/core` knows of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from desktop.core import verbs
from desktop.core.feature import Feature
from tests.ui import throwaway
from tests.ui.conftest import settle
from tests.ui.test_book import names

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

HERE = Path(__file__).parent


@pytest.fixture
def with_farms(farms: Database, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Window:
    """The window with the one feature."""
    monkeypatch.setattr("desktop.app.TABS", (Feature("farms", "Farms", "site", page="tests.ui.throwaway_page:FarmsPage"),))
    window: Window = request.getfixturevalue("window")
    assert window.context
    settle(qtbot, window.context)
    return window


def test_one_entry_gives_a_tab_with_everything(with_farms: Window, farms: Database, qtbot: QtBot) -> None:
    page = with_farms.show_feature("farms")
    assert page is not None
    with_farms.run_command("new_record")
    book = page.section
    QTest.keyClicks(book.fields.widget("name"), "Oak")
    with_farms.run_command("save")
    settle(qtbot, book.context)
    assert names(book) == ["Oak"]
    titles = [book.pane.tabs.tabText(i) for i in range(book.pane.tabs.count())]
    assert titles == ["Parcels (0)", "Files (0)", "History"]
    assert {name for name in ("new_record", "delete", "find", "refresh", "export") if page.section.can(name)} == {
        "new_record", "delete", "find", "refresh", "export"}


def test_its_records_open_from_anywhere(with_farms: Window, farms: Database, qtbot: QtBot) -> None:
    farm = verbs.save(farms, throwaway.Farm, {"name": "Oak"})
    parcel = verbs.save(farms, throwaway.Parcel, {"name": "North", "farm_id": farm.id})
    assert with_farms.context
    with_farms.context.open("parcel", parcel.id)
    settle(qtbot, with_farms.context)
    assert with_farms.page is not None
    assert with_farms.page.section.pane.title.text() == "Oak"


def test_a_number_on_today_opens_its_list(with_farms: Window, farms: Database, qtbot: QtBot) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "Oak", "is_partner": True})
    verbs.save(farms, throwaway.Farm, {"name": "Ash"})
    assert with_farms.context
    with_farms.context.open_list("farms", "farms", "partners")
    settle(qtbot, with_farms.context)
    assert with_farms.page is not None
    assert names(with_farms.page.section) == ["Oak"]


def test_the_program_does_not_know_it() -> None:
    for folder in ("ui", "core"):
        for path in (HERE.parents[1] / "desktop" / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8").lower()
            assert "throwaway" not in text
            assert "parcel" not in text
