"""Tables as head offices make them come in right, are asked about, or are refused with one clear sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import col

from desktop import transfer
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.importing import Plan, apply, ask, guess_columns, make_plan, open_questions, read_source
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.money.model import AccountEntry, Payment, PaymentAllotment
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from tests.sales.conftest import Trade

KINDS = transfer.kinds()
PRODUCT = "丰玉158 2.5 kg"


def workbook(path: Path, *sheets: tuple[str, list[list[Any]]]) -> Path:
    """A workbook of these sheets; a heading over several columns is merged over the empty cells after it."""
    book = Workbook()
    for place, (title, rows) in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def planned(db: Database, kind: str, path: Path, sheet: str | None = None, **answers: str) -> tuple[Any, Plan, set[str]]:
    """What an import would do, and the names of the questions that are open; `answers`: question → answer, in all columns."""
    source = read_source(path, sheet=sheet)
    with db.reading() as session:
        guessed = guess_columns(session, KINDS[kind], source.table)
        asked = open_questions(ask(session, KINDS[kind], source.table, guessed))
        uses = dict(guessed.uses)
        for question in asked:
            name = question.name.partition(":")[0]
            if name in answers:
                use = uses[question.heading]
                uses[question.heading] = replace(use, options={**use.options, question.name: answers[name]})
        columns = replace(guessed, uses=uses)
        return source, make_plan(session, KINDS[kind], source.table, columns), {question.name for question in asked}


def said(plan: Plan) -> str:
    return "\n".join(issue.text for issue in plan.issues)


def taken(db: Database, kind: str, path: Path, sheet: str | None = None, **answers: str) -> Plan:
    """Take a table in; what was planned."""
    source, plan, _asked = planned(db, kind, path, sheet, **answers)
    apply(db, KINDS[kind], source, plan)
    return plan


def test_orders_under_two_heading_rows_with_names_texts_and_totals(database: Database, trade: Trade, tmp_path: Path) -> None:
    path = workbook(tmp_path / "o.xlsx", ("订单", [
        ["2026年春季订货明细表"], ["客户", "", "订货", "", "", "", "备注"],
        ["客户名称", "联系人", "订货日期", "品种规格", "数量（袋）", "单价（元）", ""],
        ["甲农资", "张三", "2026.3.5", PRODUCT, 120, 56, ""], ["乙农资", "李四", "2026年3月6日", PRODUCT, "1,200", "56.00", ""],
        ["乙农资", "李四", "2026年3月6日", PRODUCT, 120, 0, "赠送"], ["合计", "", "", "", 1440, "", ""]]))
    source, plan, asked = planned(database, "order-lines", path)
    assert asked == {"comma"} and "订货 数量（袋）" in source.table.header, "two rows of headings are one"
    assert len(source.table.rows) == 3 and "“1,200” has no clear meaning" in said(plan)
    assert taken(database, "order-lines", path, comma="thousands").states == ["new"] * 3
    with database.reading() as session:
        lines = session.exec(living(OrderLine).order_by(col(OrderLine.id))).all()
        assert [(line.dealer_id, line.ordered_on, line.bags, line.price, line.remark) for line in lines] == [
            (trade.dealer, date(2026, 3, 5), 120, 5600, ""), (trade.other, date(2026, 3, 6), 1200, 5600, ""),
            (trade.other, date(2026, 3, 6), 120, 0, "赠送")]
        orders = session.exec(living(SalesOrder)).all()
        assert len(orders) == 2 and {order.state for order in orders} == {"draft"}
    assert taken(database, "order-lines", path, comma="thousands").states == ["unchanged"] * 3, "taken in twice it is the same"


def test_shipments_of_a_sheet_a_month_with_minus_signs_for_returns(database: Database, trade: Trade, tmp_path: Path) -> None:
    heads = ["往来单位", "出库日期", "货品", "批号", "数量", "含税单价"]
    path = workbook(tmp_path / "s.xlsx", ("3月", [
        ["出库明细"], heads, ["甲农资", "2026-03-08", PRODUCT, "A1", 100, 56], ["小计", "", "", "", 100, ""]]), ("4月", [
            ["出库明细"], heads, ["甲农资", "2026-04-20", PRODUCT, "A1", -20, 56],
            ["乙农资", "2026-04-20", PRODUCT, "A1", "(50)", 56],
            ["丙农资", "2026-04-20", PRODUCT, "A1", 5, 56], ["甲农资", "2026-04-21", "无此产品", "A1", 5, 56]]))
    plan = taken(database, "shipment-lines", path)
    assert plan.states == ["new"], "a subtotal is no record, and of several sheets one is read"
    plan = taken(database, "shipment-lines", path, "4月")
    assert plan.states == ["new", "new", "error", "error"], "brackets are the accountant's minus"
    for sentence in ("丙农资", "无此产品"):
        assert sentence in said(plan)
    with database.reading() as session:
        found = session.exec(living(ShipmentLine)).all()
        assert {(line.bags, line.dealer_id) for line in found} == {(100, trade.dealer), (-20, trade.dealer), (-50, trade.other)}
        assert sorted(s.kind for s in session.exec(living(Shipment))) == ["delivery", "return", "return"]


def test_payments_with_refunds_dates_without_a_year_and_opening_balances(database: Database, trade: Trade,
                                                                          tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", ("台账", [
        ["回款台账"], ["日期", "付款单位", "收款金额", "结算方式"], ["20260310", "甲农资", 5600, "现金"],
        ["3月15日", "乙农资", "10,000.00", "现金"], ["2026-05-02", "乙农资", -300, "现金"],
        ["2026-05-03", "乙农资", None, "现金"], ["合计", "", 15300, ""]]))
    _source, plan, asked = planned(database, "payments", path)
    assert asked == {"year"}
    plan = taken(database, "payments", path, year="2026")
    assert plan.states == ["new", "new", "new", "error"] and "Say how much was paid" in said(plan)
    opening = workbook(tmp_path / "b.xlsx", ("余额", [
        ["客户名称", "期初余额", "截止日期"], ["甲农资", "12,000.00", "2025-09-30"], ["乙农资", -3000, "2025-09-30"],
        ["总计", 9000, ""]]))
    assert taken(database, "account-entries", opening).states == ["new", "new"]
    with database.reading() as session:
        assert sorted(p.amount or 0 for p in session.exec(living(Payment))) == [-300_00, 5600_00, 10_000_00]
        entries = session.exec(living(AccountEntry).order_by(col(AccountEntry.amount))).all()
        assert [(e.amount, e.kind, e.entered_on) for e in entries] == [
            (-3000_00, "opening", date(2025, 9, 30)), (12_000_00, "opening", date(2025, 9, 30))]


def test_allotments_come_in_within_what_is_open_and_of_one_dealer(database: Database, trade: Trade, tmp_path: Path) -> None:
    with database.operation("test") as session:
        codes = []
        for dealer in (trade.dealer, trade.other):
            shipment = store(session, Shipment, {"dealer_id": dealer, "moved_on": date(2026, 3, 1)})
            store(session, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": 10})
            codes.append(shipment.code)
        paid = store(session, Payment, {"dealer_id": trade.dealer, "received_on": date(2026, 3, 2), "amount": 400_00}).code
    heads = ["收款单号", "发货单号", "核销金额"]
    path = workbook(tmp_path / "a.xlsx", ("核销", [heads, [paid, codes[0], 300], [paid, codes[1], 10]]))
    plan = taken(database, "allotments", path)
    assert plan.states == ["new", "error"] and "another dealer's" in said(plan)
    much = workbook(tmp_path / "b.xlsx", ("核销", [heads, [paid, codes[0], 401]]))
    assert "only ¥400.00 are open" in said(taken(database, "allotments", much))
    parts = workbook(tmp_path / "c.xlsx", ("分期", [["发货单号", "到期日", "金额"], [codes[0], "2026/4/30", 200],
                                                  [codes[0], "待定", 200]]))
    assert taken(database, "instalments", parts).states == ["new", "error"]
    with database.reading() as session:
        assert [a.amount for a in session.exec(living(PaymentAllotment))] == [300_00]


@pytest.mark.parametrize("kind", ["order-lines", "shipment-lines", "payments", "account-entries", "allotments"])
def test_a_table_of_something_else_says_what_is_missing(database: Database, kind: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", ("表", [["姓名", "年龄"], ["王", 5]]))
    with pytest.raises(UserError, match="No column is chosen"):
        planned(database, kind, path)
