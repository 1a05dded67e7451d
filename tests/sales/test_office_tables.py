"""Tables that head offices keep themselves: two lines of headings, sums, names for codes, products side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select

from desktop.core.database import Database
from desktop.core.importing import guess_columns, make_plan, read_source
from desktop.core.importing.engine import apply
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.core.verbs import store
from desktop.dealers.imports import DEALERS
from desktop.sales.money.imports import PAYMENTS
from desktop.sales.money.model import Payment
from desktop.sales.orders.imports import IMPORTS as OF_ORDERS
from desktop.sales.orders.model import SalesOrder, ShipmentLine
from desktop.sales.prices.imports import IMPORTS as PRICES
from desktop.sales.products.model import Product
from desktop.sales.stock.imports import IMPORTS as OF_STOCK
from desktop.sales.stock.model import CountLine
from tests.core.taking import planned, table
from tests.sales.conftest import Trade

ORDERS, _ORDER_LINES, LINES, SHIPMENTS = OF_ORDERS
COUNTS, MOVES = OF_STOCK[:2]


def book(folder: Path, *rows: list[object], merged: tuple[str, ...] = ()) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    made.save(folder / "t.xlsx")
    return folder / "t.xlsx"


def taken(db: Database, kind, path: Path):
    """The plan of a file, after what it holds has been taken in."""
    source = read_source(path, kind=kind)
    with db.reading() as session:
        plan = make_plan(session, kind, source.table, guess_columns(session, kind, source.table))
    return apply(db, kind, source, plan).plan


def said(plan) -> str:
    return "\n".join([*plan.facts, *plan.table.notes, *(i.text for i in plan.issues)])


def test_a_count_with_a_column_a_product_becomes_a_line_a_product(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = taken(database, COUNTS, book(
        tmp_path, ["经销商库存盘点表"], ["盘点日期：2026年11月20日"], ["经销商", "丰玉158 2.5kg", "合计"],
        ["甲农资", 96, 96], ["乙农资", 0, 0], ["全县合计", 96, 96]))
    with database.reading() as session:
        lines = {(line.dealer_id, line.bags) for line in session.exec(living(CountLine))}
        days = {line.counted_on for line in session.exec(living(CountLine))}
    assert lines == {(trade.dealer, 96), (trade.other, 0)} and days == {date(2026, 11, 20)}
    assert "2026年11月20日" in said(plan) and "丰玉158 2.5kg" in said(plan) and "全县合计" in said(plan)
    assert plan.unused == ["合计"], "the sums are named, not taken"


def test_what_is_said_above_one_table_is_not_remembered_for_the_next(database: Database, trade: Trade, tmp_path: Path) -> None:
    heads = ["经销商", "产品", "实盘数"]
    taken(database, COUNTS, book(tmp_path, ["盘点日期：2026年11月20日"], heads, ["甲农资", "丰玉158 2.5 kg", 3]))
    plan = taken(database, COUNTS, book(tmp_path, ["库存盘点"], heads, ["甲农资", "丰玉158 2.5 kg", 7]))
    assert plan.states == ["error"], "a count without a day is none, and the other file's day is not its own"


def test_shipments_of_two_lines_of_headings_with_returns_and_sums(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = taken(database, LINES, book(
        tmp_path, ["发货明细（单位：袋、元）"], ["日期", "客户名称", "品种规格", "批号", "发货", None, None],
        [None, None, None, None, "数量", "单价", "金额"], ["2026.9.12", "甲农资", "丰玉158", "批01", 120, 56, 6720],
        ["2026.9.13", "乙农资", "丰玉158 2.5kg", "批01", -20, 42, -840], ["小计", None, None, None, 100, None, 5880],
        merged=("E2:G2",)))
    with database.reading() as session:
        lines = {(line.dealer_id, line.moved_on, line.bags, line.price) for line in session.exec(living(ShipmentLine))}
    assert lines == {(trade.dealer, date(2026, 9, 12), 120, 5600), (trade.other, date(2026, 9, 13), -20, 4200)}
    assert plan.unused == ["发货 金额"] and "小计" in said(plan)


def test_orders_and_shipments_are_known_by_the_headings_of_an_office(database: Database) -> None:
    for kind, headings in ((ORDERS, {"客户名称": "dealer_id", "单号": "code", "下单日期": "ordered_on",
                                     "交货日期": "required_on", "定金": "deposit"}),
                           (SHIPMENTS, {"客户": "dealer_id", "单据号": "code", "类型": "kind", "发货日期": "moved_on",
                                        "物流公司": "carrier", "运费": "freight", "收货人": "signed_by"}),
                           (PRICES[0], {"品种": "product_id", "县": "region_id", "执行日期": "valid_from"})):
        with database.reading() as session:
            uses = guess_columns(session, kind, table(list(headings), [None] * len(headings))).uses
        assert {heading: use.target for heading, use in uses.items()} == headings
    assert SalesOrder


def test_a_variety_means_its_product_where_there_is_but_one(database: Database, trade: Trade) -> None:
    rows = table(["调出单位", "调入单位", "日期", "品种", "袋数"], ["甲农资", "乙农资", date(2026, 11, 27), "丰玉158", 10])
    assert planned(database, MOVES, rows).states == ["new"]
    with database.operation("a second pack") as session:
        first = session.exec(select(Product)).first()
        store(session, Product, {"variety_id": first.variety_id, "bag_kg": 5.0})
    refused = planned(database, MOVES, rows)
    assert refused.states == ["error"]
    assert "丰玉158 2.5 kg" in said(refused) and "丰玉158 5 kg" in said(refused), "it says which packs there are"


def test_amounts_in_brackets_are_below_nothing_and_sums_of_a_month_are_none(
        database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = taken(database, PAYMENTS, book(
        tmp_path, ["收款日期", "客户名称", "回款金额"], ["2026.10.12", "甲农资", "1,984.00"], ["2026.10.13", "甲农资", "(350)"],
        ["本月合计", None, 1634]))
    assert "本月合计" in said(plan) and plan.count("error") in (0, 1)
    issue = [i for i in plan.issues if i.value == "(350)"]
    assert issue, "a number in brackets is never taken without a word"
    with database.reading() as session:
        amounts = {p.amount for p in session.exec(living(Payment))}
    assert 198400 in amounts and 35000 not in amounts


def test_a_word_that_begins_one_choice_alone_means_it(database: Database) -> None:
    plan = planned(database, DEALERS, table(["名称", "客户级别"], ["甲", "县级"], ["乙", "乡级"]))
    assert plan.states == ["new", "error"], "县级 is 县级经销商; 乡级 begins no choice and is asked about"


@pytest.mark.parametrize(("heading", "cell", "fen"), [("进店价", "62元/袋", 6200), ("进店价", "￥62", 6200)])
def test_a_price_bears_its_unit(database: Database, trade: Trade, heading: str, cell: str, fen: int) -> None:
    made = table(["品种", "执行日期", "开票价", heading], ["丰玉158", date(2026, 1, 1), 56, cell])
    assert planned(database, PRICES[0], made).payload.values["store"] == [fen]


def test_a_file_without_what_every_record_needs_is_refused_as_a_whole(database: Database, trade: Trade) -> None:
    plan = planned(database, COUNTS, table(["经销商", "备注"], ["甲农资", "x"]))
    assert plan.states == ["error"] and len([i for i in plan.issues if not i.warning]) == 1
    assert isinstance(plan.table, Table)
