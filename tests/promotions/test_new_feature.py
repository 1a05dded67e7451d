"""A new kind of record costs ninety lines in three files; form, list, grid, import, export, search, Today, paper come with it.

The throw-away feature beside this test is made as the recipes say: `model.py`, `page.py`, its Chinese; `feature.py`
declares it, `Enlisting.make` is its step. Blank lines are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app, cli, features, newdata
from desktop.core import i18n, search, verbs
from desktop.core.database import Database
from desktop.core.dated.gathering import told_by
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.moves import StateChange
from desktop.today.board import gather
from desktop.ui.book.child_grid import ChildGrid
from desktop.ui.book.record_print import preview_record
from desktop.ui.shell.window import Window
from tests.enlisting import Enlisting
from tests.promotions import model, page
from tests.promotions.feature import FEATURE
from tests.ui.conftest import settle

HERE = Path(__file__).parent
ENLISTING = Enlisting((model.Promotion, model.PromotionCost))
LINES = 90


@pytest.fixture(autouse=True)
def enlisted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The feature stands in the list of features, its step among the steps, its Chinese in the catalogue."""
    listed = (*features.FEATURES, FEATURE)
    for module in (features, newdata):
        monkeypatch.setattr(module, "FEATURES", listed)
    for module in (features, app):
        monkeypatch.setattr(module, "TABS", tuple(f for f in listed if f.page))
    monkeypatch.setattr(newdata, "STEPS", (*newdata.STEPS, ENLISTING.make))
    chinese = {**i18n._catalogue(i18n.CHINESE), **i18n.read_po((HERE / "zh_CN.po").read_bytes())}
    own = i18n._catalogue
    monkeypatch.setattr(i18n, "_catalogue", lambda code: chinese if code == i18n.CHINESE else own(code))
    with ENLISTING.known():
        yield


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new database, made as the program makes one."""
    db = newdata.open_ready(tmp_path / "new.agridesk")
    yield db
    db.close()


@pytest.fixture
def promotion(database: Database) -> model.Promotion:
    """A promotion that ends tomorrow."""
    return verbs.save(database, model.Promotion, {"name": "Field day", "starts_on": today(),
                                                  "ends_on": today() + timedelta(days=1), "budget": 500_000})


def test_it_costs_at_most_ninety_lines_in_three_files() -> None:
    files = [HERE / name for name in ("model.py", "page.py", "zh_CN.po")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= LINES


def test_form_grid_and_list_come_with_it(window: Window, database: Database, qtbot: QtBot) -> None:
    assert window.context
    shown = window.show_feature("promotions")
    assert isinstance(shown, page.PromotionsPage)
    book: Any = shown.section
    window.run_command("new_record")
    QTest.keyClicks(book.fields.widget("name"), "Field day")
    book.fields.propose({"starts_on": date(2026, 5, 1)})
    QTest.keyClicks(book.fields.widget("budget"), "5000.50")
    window.run_command("save")
    settle(qtbot, window.context)
    assert (book.record.code, book.record.state, book.record.budget) == ("CX-2026-A001", "planned", 500_050)
    grid = book.pane.tabs.findChild(ChildGrid).grid
    qtbot.waitUntil(lambda: grid.cells.rowCount() > 0)
    grid.view.setFocus()
    grid.view.go_to(grid.cells.index(0, 0))
    for text in ("Flags", "10", "12.5"):
        for letter in text:
            QTest.keyClicks(QGuiApplication.focusObject(), letter)
        QTest.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Tab)
    QTest.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Down)

    def typed() -> bool:
        QApplication.processEvents()
        return len(verbs.owned(database, model.PromotionCost, "promotion_id", book.record.id)) == 1

    qtbot.waitUntil(typed)
    settle(qtbot, window.context)
    with database.reading() as session:
        cells = model.PROMOTIONS.rows(session, [book.record.id])[book.record.id]
    assert cells[[c.name for c in model.PROMOTIONS.columns].index("spent")] == 12_500


def test_its_sheet_is_offered_on_its_row(window: Window, database: Database, promotion: model.Promotion, qtbot: QtBot) -> None:
    assert window.context
    window.context.open("promotion", promotion.id)
    settle(qtbot, window.context)
    assert window.page is not None
    shown = preview_record(window.page.section)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.pdf is not None)
    shown.close()


def test_today_counts_it_and_opens_what_it_counts(
    window: Window, database: Database, promotion: model.Promotion, qtbot: QtBot
) -> None:
    verbs.move(database, model.Promotion, [promotion.id], StateChange("running"))
    assert window.context
    board = gather(database, [told_by(FEATURE)], today(), 7)
    assert [(tile.count, tile.title) for tile in board.tiles] == [(1, "promotion running")]
    assert [line.title for _day, lines in board.days for line in lines] == ["Promotion ends: Field day"]
    window.context.open_list("promotions", board.tiles[0].listing, board.tiles[0].preset)
    settle(qtbot, window.context)
    assert window.page is not None
    assert list(window.page.section.list.table.rows.ids) == [promotion.id]


def test_it_is_found_locked_and_taken_back_as_every_record(database: Database, promotion: model.Promotion) -> None:
    cost = verbs.save(database, model.PromotionCost, {"promotion_id": promotion.id, "item": "横幅", "pieces": 2, "price": 100})
    with database.reading() as session:
        assert [hit.table for hit in search.find(session, "横幅")] == ["promotioncost"]
    for state in ("running", "settled"):
        verbs.move(database, model.Promotion, [promotion.id], StateChange(state))
    with pytest.raises(Refused):
        verbs.save(database, model.PromotionCost, {"price": 1}, cost.id)
    with pytest.raises(Refused):
        verbs.change_many(database, model.Promotion, [promotion.id], {"budget": 1})
    database.undo()
    assert verbs.get(database, model.Promotion, promotion.id).state == "running"
    verbs.delete(database, model.Promotion, [promotion.id])
    assert verbs.owned(database, model.PromotionCost, "promotion_id", promotion.id) == []
    database.undo()
    assert len(verbs.owned(database, model.PromotionCost, "promotion_id", promotion.id)) == 1


def test_the_commands_take_it_in_and_out_and_print_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, back, paper, path = (tmp_path / name for name in ("in.csv", "out.xlsx", "sheet.pdf", "new.agridesk"))
    table.write_text("促销活动,日期,预算\n开镰节,2026-09-01,1200.5\n看禾会,2026-08-02,800\n", encoding="utf-8")

    def run(*words: object) -> str:
        assert cli.main([*map(str, words), "--database", str(path), "--lang", "zh_CN"]) == 0, capsys.readouterr()
        return capsys.readouterr().out

    assert "新增: 2" in run("import", "promotions", table, "--map", "促销活动=name", "--map", "日期=starts_on")
    run("export", "promotions", "--out", back)
    assert "未变: 2" in run("import", "promotions", back)
    run("report", "promotion-sheet", "--code", "CX-2026-A001", "--out", paper)
    text = "".join(p.extract_text() for p in pypdf.PdfReader(paper).pages)
    assert "开镰节" in text
    assert "1,200.50" in text
