"""The sections of outlets, clicked through: a counter is checked, judged and rechecked, a target split, a county looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot
from sqlmodel import col

from desktop.cli import main
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.feature import found, load
from desktop.core.fields import today
from desktop.core.kinds import kind_of
from desktop.core.records import living
from desktop.core.reminders import Tile, ahead
from desktop.dealers.model import Dealer, Outlet
from desktop.features import FEATURES, TABS
from desktop.regions.model import Region
from desktop.sales.outlets import checking
from desktop.sales.outlets.check_model import CheckLine, CheckRound
from desktop.sales.outlets.checks_page import FaultsBook, RoundsBook
from desktop.sales.outlets.coverage_model import CoverageArea, TownshipPlan
from desktop.sales.outlets.coverage_page import CoverageBook
from desktop.sales.outlets.outlets_page import OutletsBook
from desktop.sales.outlets.staff_model import OutletTarget
from desktop.ui.book.book import Book
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.context import Context
from desktop.ui.shell.window import Window
from tests.ui.conftest import settle


@pytest.fixture
def outlets(database: Database) -> list[int]:
    """A counter that was built and a shop, below a dealer."""
    dealer = verbs.save(database, Dealer, {"name": "甲农资", "state": "active"}).id
    return [verbs.save(database, Outlet, {"dealer_id": dealer, "name": name, "kind": kind, "state": state, "bags": bags}).id
            for name, kind, state, bags in (("城南店", "counter", "built", 30), ("城北店", "shop", "open", 70))]


def shown(qtbot: QtBot, context: Context, kind: type[Book], table: str, number: int) -> Book:
    """The section of that kind with one of its records."""
    assert context.window.show_feature("sales") and context.window.page is not None
    section = context.window.page.show_section(kind.name)
    settle(qtbot, context)
    assert isinstance(section, Book)
    section.open_record(table, number)
    settle(qtbot, context)
    return section


def click(qtbot: QtBot, book: Book, title: str) -> None:
    """Press the button of the record that says so."""
    button = next(b for b in book.room.findChildren(QToolButton) if b.text().strip() == title)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)


def lines(db: Database, number: int) -> Sequence[CheckLine]:
    with db.reading() as session:
        return checking.lines_of(session, number)


def test_a_counter_is_filled_in_judged_and_passes(
        qtbot: QtBot, context: Context, database: Database, outlets: list[int]) -> None:
    number = verbs.save(database, CheckRound, {"outlet_id": outlets[0], "kind": "acceptance", "sheet": "counter",
                                               "checked_on": today()}).id
    book = shown(qtbot, context, RoundsBook, "checkround", number)
    click(qtbot, book, "Fill in the items")
    found_ = lines(database, number)
    assert len(found_) == 6
    for line in found_:
        verbs.save(database, CheckLine, {"marks": line.full_marks}, line.id)
    settle(qtbot, context)
    click(qtbot, book, "Judge by the marks")
    assert verbs.get(database, CheckRound, number).result == "passed"
    assert verbs.get(database, Outlet, outlets[0]).state == "open"


def test_a_fault_seen_today_is_put_right_at_one_click(
        qtbot: QtBot, context: Context, database: Database, outlets: list[int]) -> None:
    number = verbs.save(database, CheckRound, {"outlet_id": outlets[0], "checked_on": today()}).id
    line = verbs.save(database, CheckLine, {"round_id": number, "item": "专用", "fault": "例科7", "swap": True,
                                            "deadline": today() - timedelta(days=1)}).id
    book = shown(qtbot, context, FaultsBook, "checkline", line)
    click(qtbot, book, "Put right, seen today")
    seen = verbs.get(database, CheckLine, line)
    assert (seen.state, seen.rechecked_on) == ("fixed", today())


def test_a_target_is_split_over_the_outlets_selected(
        qtbot: QtBot, context: Context, database: Database, outlets: list[int]) -> None:
    book = shown(qtbot, context, OutletsBook, "outlet", outlets[0])
    book.list.table.selectAll()
    click(qtbot, book, "Split a target…")
    dialog = next(d for d in context.window.findChildren(QDialog) if d.isVisible())
    ok = dialog.findChild(QPushButton, "ok")
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    problem = dialog.findChild(QLabel, "problem")
    assert problem is not None and problem.text() == "Say how many bags." and problem.isVisible()
    bags = dialog.findChild(QSpinBox, "bags")
    assert bags is not None
    bags.setValue(99)
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    with database.reading() as session:
        split = {t.outlet_id: t.target_bags for t in session.exec(living(OutletTarget))}
    assert split == {outlets[0]: 30, outlets[1]: 69}


def test_a_county_shows_both_readings_and_lists_its_blank_townships(
        qtbot: QtBot, context: Context, database: Database, outlets: list[int]) -> None:
    province = verbs.save(database, Region, {"name": "黑龙江省", "level": "province"}).id
    county = verbs.save(database, Region, {"name": "庆安县", "level": "county", "parent_id": province}).id
    town = verbs.save(database, Region, {"name": "例南镇", "level": "township", "parent_id": county}).id
    area = verbs.save(database, CoverageArea, {"region_id": county, "counted_on": today(), "people": 600000,
                                                "urban": 180000}).id
    book = shown(qtbot, context, CoverageBook, "coveragearea", area)
    place = next(n for n in range(book.pane.tabs.count()) if book.pane.tabs.tabText(n).startswith("Coverage"))
    book.pane.tabs.setCurrentIndex(place)
    settle(qtbot, context)
    paper = book.room.findChild(PaperTab)
    assert paper is not None and "12–15" in paper.text.toPlainText() and "18–19" in paper.text.toPlainText()
    click(qtbot, book, "List blank townships")
    with database.reading() as session:
        assert session.exec(living(TownshipPlan).where(col(TownshipPlan.region_id) == town)).one().state == "open"
    assert outlets


@pytest.mark.parametrize(("report", "said"), [("check-sheet", True), ("outlet-check", True), ("coverage", False)])
def test_the_command_line_writes_the_papers(
        database: Database, outlets: list[int], tmp_path: Path, report: str, said: bool) -> None:
    code = verbs.save(database, CheckRound, {"outlet_id": outlets[0], "checked_on": today()}).code
    path, out = database.path, tmp_path / "paper.docx"
    database.close()
    named = ["--code", code] if said else []
    assert main(["--database", str(path), "report", report, *named, "--out", str(out)]) == 0 and out.stat().st_size > 1000


def test_every_number_on_today_opens_a_list_of_the_tab_it_names() -> None:
    tiles = [source for feature in FEATURES for source in found(feature.reminders) if isinstance(source, Tile)]
    lists = {tab.name: {name for section in load(tab.page).sections for name in section.listings()} for tab in TABS}
    alone = [tile for tile in tiles if tile.listing.name not in lists[tile.listing.feature]]
    owned = {tile.listing.name for tile in alone if any(link.owned for link in kind_of(tile.listing.model).links)}
    assert {tile.listing.name for tile in alone} == owned, "only what belongs to another record is shown in a window"
    assert all(tile.told(1, ahead(today(), 30)).behind is tile for tile in alone)


@pytest.mark.parametrize("preset", ["overdue", "focus"])
def test_the_numbers_of_debts_open_the_accounts(window: Window, qtbot: QtBot, preset: str) -> None:
    from desktop.sales.money.lists import ACCOUNTS

    assert window.context
    window.context.open_list(ACCOUNTS.feature, ACCOUNTS.name, preset)
    settle(qtbot, window.context)
    assert window.page is not None and window.page.section.name == "accounts"
