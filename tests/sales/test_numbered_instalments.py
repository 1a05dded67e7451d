"""Instalments that stand side by side in a row of a file are an instalment each, none lost and none made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col

from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.importing import Plan, apply, guess_columns, make_plan, read_source
from desktop.core.importing.numbered import _number
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.money.imports import INSTALMENTS
from desktop.sales.money.model import Instalment
from desktop.sales.orders.model import Shipment, ShipmentLine
from tests.sales.conftest import Trade
from tests.sales.test_head_office_tables import said, workbook


@pytest.fixture
def codes(database: Database, trade: Trade) -> list[str]:
    """Two shipments of ¥540.00."""
    found = []
    with database.operation("test") as session:
        for _one in range(2):
            shipment = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": date(2026, 3, 1)})
            store(session, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": 10})
            found.append(shipment.code)
    return found


def taken(db: Database, path: Path) -> Plan:
    source = read_source(path, kind=INSTALMENTS)
    with db.reading() as session:
        columns = guess_columns(session, INSTALMENTS, source.table, {})
        plan = make_plan(session, INSTALMENTS, source.table, columns)
    return apply(db, INSTALMENTS, source, plan).plan


def stored(database: Database) -> list[tuple[date | None, int | None]]:
    with database.reading() as session:
        rows = session.exec(living(Instalment).order_by(col(Instalment.shipment_id), col(Instalment.due_on)))
        return [(one.due_on, one.amount) for one in rows]


@pytest.mark.parametrize("heads", [
    ["第一期到期日", "第一期金额", "第二期到期日", "第二期金额"],
    ["第1期付款日期", "第1期付款金额(元)", "第2期付款日期", "第2期付款金额(元)"],
    ["一期到期日", "一期应付款", "二期到期日", "二期应付款"], ["到期日1", "金额1", "到期日2", "金额2"],
    ["Instalment 1 due", "Instalment 1 amount", "Instalment 2 due", "Instalment 2 amount"]])
def test_each_is_a_record(database: Database, codes: list[str], heads: list[str], tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("分期", [
        ["发货单号", *heads, "备注"], [codes[0], "2026/4/30", 200, "2026/6/30", 340, "甲"],
        [codes[1], "2026/5/31", 540, None, None, None]]))
    plan = taken(database, path)
    assert plan.states == ["new", "new", "new"], said(plan)
    assert stored(database) == [(date(2026, 4, 30), 200_00), (date(2026, 6, 30), 340_00), (date(2026, 5, 31), 540_00)]


def test_a_part_without_its_sum_and_a_row_without_parts_are_refused_with_their_row(
        database: Database, codes: list[str], tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("分期", [
        ["发货单号", "第一期到期日", "第一期金额", "第二期到期日", "第二期金额"],
        [codes[0], "2026/4/30", 200, "2026/6/30", None],
        [codes[1], None, None, None, None]]))
    plan = taken(database, path)
    assert plan.states == ["new", "error", "error"] and "how much falls due" in said(plan)
    assert stored(database) == [(date(2026, 4, 30), 200_00)]


def test_sums_in_ten_thousands_are_read_so_and_two_units_are_refused(
        database: Database, codes: list[str], tmp_path: Path) -> None:
    heads = ["发货单号", "第一期到期日", "第一期金额(万元)", "第二期到期日"]
    path = workbook(tmp_path / "a.xlsx", ("分期", [[*heads, "第二期金额(万元)"],
                                                  [codes[0], "2026/4/30", 0.02, "2026/6/30", 0.034]]))
    assert taken(database, path).states == ["new", "new"]
    assert stored(database) == [(date(2026, 4, 30), 200_00), (date(2026, 6, 30), 340_00)]
    mixed = workbook(tmp_path / "b.xlsx", ("分期", [[*heads, "第二期金额(元)"],
                                                   [codes[1], "2026/4/30", 0.02, "2026/6/30", 340]]))
    with pytest.raises(UserError, match="different units"):
        taken(database, mixed)


@pytest.mark.parametrize(("text", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("3", 3), ("廿", 0)])
def test_numbers_of_headings(text: str, number: int) -> None:
    assert _number(text) == number
