"""Dealers in danger: each sign by its facts, the points and level they give, the sheet that says the same as the list."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli import main
from desktop.core import catalogues, verbs
from desktop.core.documents.model import Table, flat
from desktop.core.listing import Query
from desktop.core.reminders import Agenda, Reminder, ahead, due
from desktop.dealers.assessment.model import DangerMark
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.model import Licence
from desktop.dealers.visit_model import Promise
from desktop.sales.danger import rules
from desktop.sales.danger.lists import DANGER
from desktop.sales.danger.reminders import REMINDERS
from desktop.sales.danger.reports import danger_list, danger_sheet
from desktop.sales.money.model import AccountEntry
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.orders.objections import objections
from tests.dealers.test_contracts import SIGNED, sign
from tests.dealers.test_dealer_file import texts
from tests.sales.conftest import Trade

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()


def sent(db: Database, trade: Trade, days_ago: int, bags: int) -> None:
    shipment = verbs.save(db, Shipment, {"dealer_id": trade.dealer, "moved_on": TODAY - timedelta(days=days_ago)})
    verbs.save(db, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": bags, "price": 0})


def owes(db: Database, trade: Trade, late: int) -> None:
    verbs.save(db, AccountEntry, {"dealer_id": trade.dealer, "kind": "opening", "entered_on": TODAY - timedelta(days=200),
                                  "due_on": TODAY - timedelta(days=late), "amount": 100_00})


def breaks(db: Database, trade: Trade, **values: Any) -> None:
    verbs.save(db, Promise, {"dealer_id": trade.dealer, "side": "dealer", "what": "付款", **values})


def falls(db: Database, trade: Trade, now: int) -> None:
    sent(db, trade, 400, 100)
    sent(db, trade, 20, now)


def lapses(db: Database, trade: Trade, **values: Any) -> None:
    verbs.save(db, Licence, {"dealer_id": trade.dealer, "kind": "business", **values})


def notes(db: Database, trade: Trade, **values: Any) -> None:
    for _n in range(2):
        verbs.save(db, DangerMark, {"dealer_id": trade.dealer, "noted_on": TODAY, "what": "电话不接", **values})


def cells(db: Database, key: int, *names: str) -> tuple[Any, ...]:
    with db.reading() as session:
        return dict(DANGER.lines(session, Query(), names))[key]


@pytest.mark.parametrize(("make", "values", "points"), [
    (owes, {"late": 31}, 30), (owes, {"late": 30}, 0), (falls, {"now": 70}, 20), (falls, {"now": 71}, 0),
    (breaks, {"state": "broken", "settled_on": TODAY}, 15), (breaks, {"due_on": TODAY - timedelta(days=1)}, 15),
    (breaks, {"state": "broken", "settled_on": TODAY - timedelta(days=366)}, 0), (breaks, {"due_on": TODAY}, 0),
    (breaks, {"side": "us", "due_on": TODAY - timedelta(days=1)}, 0),
    (lapses, {"expires_on": TODAY + timedelta(days=30)}, 15), (lapses, {"expires_on": TODAY + timedelta(days=31)}, 0),
    (lapses, {"expires_on": TODAY - timedelta(days=9), "replaced": True}, 0),
    (notes, {}, 40), (notes, {"cleared_on": TODAY}, 0)])
def test_each_sign_counts_from_its_limit_on(database: Database, trade: Trade, make: Any, values: dict[str, Any],
                                           points: int) -> None:
    make(database, trade, **values)
    assert cells(database, trade.dealer, "points") == (points,)
    assert cells(database, trade.other, "points", "level") == (0, "calm")


def test_the_sheet_says_the_points_of_the_list_sign_by_sign(database: Database, trade: Trade) -> None:
    owes(database, trade, 90)
    falls(database, trade, 10)
    breaks(database, trade, due_on=TODAY - timedelta(days=1))
    lapses(database, trade, expires_on=TODAY - timedelta(days=1))
    notes(database, trade)
    assert cells(database, trade.dealer, "points", "level") == (120, "danger")
    document = danger_sheet(database, trade.dealer)
    table = next(block for block in flat(document.blocks) if isinstance(block, Table))
    numbers = [row[-1] for row in table.rows]
    assert numbers == [30, 20, 15, 15, 40, 120] and "100 bags → 10 bags" in texts(document)
    assert "甲农资" in texts(danger_list(database)) and "乙农资" not in texts(danger_list(database))


def test_today_counts_who_is_in_danger_and_its_tile_opens_the_list(window: Window, database: Database, trade: Trade,
                                                                  qtbot: QtBot) -> None:
    notes(database, trade)
    owes(database, trade, 90)
    with database.reading() as session:
        [tile] = [item for item in due(REMINDERS, session, TODAY, 7) if isinstance(item, Reminder)]
    assert (tile.count, tile.level) == (1, "late")
    assert window.context is not None
    window.context.open_list(tile.feature, tile.listing, tile.preset)
    section: Any = window.show_feature("sales").show_section("danger")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(section.list.table.rows.ids) == 1 and not window.tasks.busy)
    qtbot.waitUntil(lambda: "甲农资" in section.sheets[0].text.toPlainText())


def test_points_and_limits_stand_in_the_catalogue() -> None:
    assert {row["sign"] for row in catalogues.load("danger_signs").where(kind="sign")} == set(rules.SIGNS)


def test_the_command_writes_the_sheet_of_one_and_the_list_of_all(
        database: Database, trade: Trade, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes(database, trade)
    path = database.path
    database.close()
    for n, choice in enumerate(([], ["--code", f"D-{TODAY.year}-A001"])):
        assert main(["--database", str(path), "report", "danger", *choice, "--out", str(tmp_path / f"{n}.xlsx")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_term_of_objection_runs_from_the_day_a_delivery_was_signed_for(database: Database, trade: Trade) -> None:
    made = verbs.save(database, DealerContract, {"title": "合同", "dealer_id": trade.dealer,
                                                 "starts_on": TODAY - timedelta(days=30), **SIGNED})
    verbs.save(database, ContractPoint, {"contract_id": made.id, "kind": "objection", "what": "15日", "days": 15})
    for dealer, signed in ((trade.dealer, 10), (trade.dealer, 40), (trade.other, 10)):
        verbs.save(database, Shipment, {"dealer_id": dealer, "moved_on": TODAY - timedelta(days=50), "kind": "delivery",
                                        "signed_on": TODAY - timedelta(days=signed)})
    with database.reading() as session:
        assert not objections(session, ahead(TODAY, 14)), "the contract is not signed yet"
    sign(database, made)
    with database.reading() as session:
        found = objections(session, ahead(TODAY, 14))
    assert [(line.on, line.title) for line in found] == [(TODAY + timedelta(days=5), "Last day, Objections to quality: 甲农资")]
    assert isinstance(found[0], Agenda)


def test_the_tiles_of_debts_open_the_accounts(window: Window, database: Database, trade: Trade, qtbot: QtBot) -> None:
    from desktop.sales.money.reminders import REMINDERS as OF_MONEY

    owes(database, trade, 90)
    with database.reading() as session:
        tiles = [item for item in due(OF_MONEY, session, TODAY, 7) if isinstance(item, Reminder) and item.count]
    assert window.context is not None and tiles
    for tile in tiles:
        window.context.open_list(tile.feature, tile.listing, tile.preset)
        qtbot.waitUntil(lambda: not window.tasks.busy)
