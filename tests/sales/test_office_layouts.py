"""What head offices lay in two columns, over several sheets, in titles and in words of their own comes in right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desktop import transfer
from desktop.core.database import Database
from desktop.core.importing import Plan, ask, guess_columns, make_plan, open_questions, read_source
from desktop.core.importing.model import Columns
from tests.sales.conftest import Trade

KINDS = transfer.kinds()
PRODUCT = "丰玉158 2.5 kg"
HEADS = ["日期", "品种规格", "数量", "单价"]


def planned(db: Database, folder: Path, kind: str, *sheets: tuple[str, list[list[Any]]], merged: tuple[str, ...] = (),
            sheet: str | None = None, answers: dict[str, str] | None = None, constants: dict[str, str] | None = None) -> Plan:
    """The dry run of a workbook; `answers`: question → answer in whichever column asks it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        made = book.create_sheet(title)
        for row in rows:
            made.append(row)
        for area in merged:
            made.merge_cells(area)
    book.save(folder / "t.xlsx")
    source = read_source(folder / "t.xlsx", kind=KINDS[kind], sheet=sheet)
    with db.reading() as session:
        columns = guess_columns(session, KINDS[kind], source.table)
        for question in ask(session, KINDS[kind], source.table, columns):
            if question.name in (answers or {}):
                columns = columns_with(columns, question.heading, {question.name: (answers or {})[question.name]})
        columns = Columns(columns.uses, {**columns.constants, **(constants or {})}, said=columns.said)
        plan = make_plan(session, KINDS[kind], source.table, columns)
        plan.facts += [f"{q.name}:{'|'.join(q.answers.values())}" for q in open_questions(
            ask(session, KINDS[kind], source.table, columns))]
    return plan


def columns_with(columns: Columns, heading: str, options: dict[str, str]) -> Columns:
    use = columns.uses[heading]
    return Columns({**columns.uses, heading: type(use)(use.target, {**use.options, **options})}, columns.constants,
                   said=columns.said)


def values(plan: Plan, *names: str) -> list[tuple[Any, ...]]:
    """Some fields of the rows that would be written."""
    held = plan.payload.values
    return [tuple(held[name][place] for name in names) for place in plan.rows("new")]


def test_a_name_and_its_pack_in_two_columns_are_one_product(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        ["单据日期", "客户名称", "存货名称", "规格型号", "数量"], ["2026-03-01", "甲农资", "丰玉158", "2.5 kg", 5],
        ["2026-03-02", "甲农资", PRODUCT, "2.5kg", 6], ["2026-03-03", "甲农资", "丰玉158", None, 7]]))
    assert values(plan, "product_id", "bags") == [(trade.product, 5), (trade.product, 6), (trade.product, 7)]
    assert "存货名称, 规格型号" in " ".join(plan.table.notes)


def test_returns_in_a_column_of_their_own_come_off_and_no_row_is_lost(database: Database, trade: Trade,
                                                                      tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        ["日期", "客户", "品种", "发货数量", "退货数量"], ["2026-03-01", "甲农资", "丰玉158", 100, None],
        ["2026-03-02", "甲农资", "丰玉158", None, 20], ["2026-03-03", "乙农资", "丰玉158", "50", "5"],
        ["2026-03-04", "乙农资", "丰玉158", 0, "0"]]))
    assert values(plan, "moved_on", "bags") == [(date(2026, 3, 1), 100), (date(2026, 3, 2), -20), (date(2026, 3, 3), 50),
                                                (date(2026, 3, 3), -5)]
    said = " ".join(plan.table.notes)
    assert "read as two each: 4" in said and "left out: 5" in said, "what was read as two and what is empty is named"


OPENING_ONLY = [["截止2026年9月30日应收账款余额表"], ["客户名称", "期初余额", None, "本期发生", None],
                [None, "借方", "贷方", "借方", "贷方"],
                ["甲农资", "12,000.00", None, 5, 6], ["乙农资", None, "3,000.00", 0, 0], ["合计", 12000, 3000, 5, 6]]


def test_opening_balances_of_debit_and_credit_do_not_get_the_closing_day_of_the_title(database: Database, trade: Trade,
                                                                                      tmp_path: Path) -> None:
    merged = ("B2:C2", "D2:E2", "A2:A3")
    plan = planned(database, tmp_path, "account-entries", ("余额", OPENING_ONLY), merged=merged)
    assert plan.states == ["error", "error"], "the title says when the year closes, not when the opening balance was"
    with database.reading() as session:
        needed = [target.name for target in KINDS["account-entries"].needed(session, plan.columns)]
    assert needed == ["entered_on"], "so it is asked"
    plan = planned(database, tmp_path, "account-entries", ("余额", OPENING_ONLY), merged=merged,
                   constants={"entered_on": "2025-12-31"})
    assert values(plan, "dealer_id", "amount") == [(trade.dealer, 12_000_00), (trade.other, -3_000_00)]
    assert plan.payload.values["entered_on"] == [date(2025, 12, 31)] * 2


def test_the_closing_day_of_a_title_is_that_of_the_closing_balance(database: Database, trade: Trade, tmp_path: Path) -> None:
    closed = [(trade.dealer, date(2026, 9, 30), 8_000_00), (trade.other, date(2026, 9, 30), -2_000_00)]
    plan = planned(database, tmp_path, "account-entries", ("余额", [
        ["截止2026年9月30日应收账款余额表"], ["客户名称", "期初余额", None, "本期发生额", None, "期末余额", None],
        [None, "借方", "贷方", "借方", "贷方", "借方", "贷方"],
        ["甲农资", 12000, None, 5000, 9000, 8000, None], ["乙农资", None, 3000, 1000, 0, None, 2000]]),
        merged=("B2:C2", "D2:E2", "F2:G2", "A2:A3"))
    assert values(plan, "dealer_id", "entered_on", "amount") == closed
    plan = planned(database, tmp_path, "account-entries", ("余额", [
        ["应收账款余额表"], ["截止日期：2026年9月30日"], ["客户名称", "期初余额", "本期增加", "本期减少", "期末余额"],
        ["甲农资", 12000, 5000, 9000, 8000], ["乙农资", 3000, 1000, 6000, -2000]]))
    assert values(plan, "dealer_id", "entered_on", "amount") == closed


def test_no_day_is_taken_from_a_line_above_opening_balances_that_says_when_they_close(
        database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "account-entries", ("余额", [
        ["应收账款余额表"], ["截止日期：2026年9月30日"], ["客户名称", "期初余额"], ["甲农资", 12000], ["乙农资", 3000]]))
    assert plan.states == ["error", "error"]
    sheets = [(f"{month}月", [[f"截止2026年{month}月30日余额"], ["客户名称", "期初余额"], ["甲农资", 100]]) for month in (6, 9)]
    assert planned(database, tmp_path, "account-entries", *sheets, sheet="*").states == ["error", "error"]


@pytest.mark.parametrize(("written", "fen"), [("1.5万", 15_000_00), ("-0.2万元", -2_000_00), ("500-", -500_00),
                                              ("▲1,000.50", -1_000_50), ("(30)", -30_00), ("￥3,000.00元", 3_000_00)])
def test_amounts_as_accountants_write_them(database: Database, trade: Trade, tmp_path: Path, written: str, fen: int) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [
        ["日期", "对方户名", "金额"], ["2026-03-01", "甲农资", written]]))
    assert values(plan, "amount") == [(fen,)]


def test_an_account_book_with_month_and_day_apart(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("账", [
        ["客户往来明细账"], ["客户：甲农资"], ["2026年", None, "凭证号", "摘要", "借方", "贷方"],
        ["月", "日", None, None, None, None],
        ["10", "8", "记-12", "销售", "6,720.00", None], ["10", "12", "记-15", "收回货款", None, "5,000.00"],
        [11, 3, "记-4", "收回货款", None, "1,720.00"]]), merged=("A3:B3",))
    assert values(plan, "received_on", "amount") == [(date(2026, 10, 12), 5000_00), (date(2026, 11, 3), 1720_00)]
    assert plan.count("error") == 1, "a sale is no payment, and that is said"


def test_year_month_and_day_in_three_columns_are_one_day(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("账", [
        ["年", "月", "日", "客户", "收款金额"], [2025, 12, 31, "甲农资", 10], ["2026年", "1月", "2日", "乙农资", 20]]))
    assert values(plan, "received_on") == [(date(2025, 12, 31),), (date(2026, 1, 2),)]
    assert plan.unused == []


def test_sheets_of_one_form_are_taken_together_and_a_customers_sheet_says_whose_it_is(
        database: Database, trade: Trade, tmp_path: Path) -> None:
    sheets = [("封面", [["发货台账"]]), ("甲农资", [HEADS, ["2026-03-01", PRODUCT, 10, 56]]),
              ("乙农资", [["品种规格", "日期", "数量", "单价"], [PRODUCT, "2026-03-02", 12, 56], [PRODUCT, "不详", 13, 56]])]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert values(plan, "dealer_id", "bags") == [(trade.dealer, 10), (trade.other, 12)]
    assert "封面" in " ".join(plan.table.notes)
    assert any("乙农资, row 3" in issue.text for issue in plan.errors), "the sheet and its row are named"


def test_blanks_below_a_name_are_asked_about_and_filled(database: Database, trade: Trade, tmp_path: Path) -> None:
    rows = ("表", [["客户", *HEADS], ["甲农资", "2026-03-01", PRODUCT, 10, 56], [None, None, PRODUCT, 11, 50],
                  ["乙农资", "2026-03-02", PRODUCT, 12, 56]])
    plan = planned(database, tmp_path, "shipment-lines", rows)
    assert plan.states == ["new", "error", "new"] and any(fact.startswith("blank:") for fact in plan.facts)
    plan = planned(database, tmp_path, "shipment-lines", rows, answers={"blank": "above"})
    assert values(plan, "dealer_id", "moved_on") == [(trade.dealer, date(2026, 3, 1))] * 2 + [(trade.other, date(2026, 3, 2))]


def test_a_name_that_nobody_bears_is_asked_about_with_those_that_are_near(database: Database, trade: Trade,
                                                                          tmp_path: Path) -> None:
    rows = ("表", [["客户", "日期", "金额"], ["甲农资（王桂芬）", "2026-03-01", 10], ["毫不相干", "2026-03-01", 10]])
    plan = planned(database, tmp_path, "payments", rows)
    asked = [fact for fact in plan.facts if fact.startswith("name:")]
    assert len(asked) == 1 and "甲农资（王桂芬）" in asked[0] and "甲农资|" in asked[0], "only a near name is proposed"
    assert plan.states == ["error", "error"]
    code = dealer_code(database, trade.dealer)
    plan = planned(database, tmp_path, "payments", rows, answers={"name:甲农资（王桂芬）": code})
    assert values(plan, "dealer_id") == [(trade.dealer,)] and plan.count("error") == 1


def dealer_code(db: Database, number: int) -> str:
    from desktop.dealers.model import Dealer

    with db.reading() as session:
        dealer = session.get(Dealer, number)
        assert dealer is not None
        return dealer.code


def test_products_side_by_side_under_two_rows_of_headings(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "order-lines", ("订货", [
        ["订货会汇总"], ["序号", "客户名称", PRODUCT, None, "无此品种 5 kg", None, "合计袋数", "定金"],
        [None, None, "袋数", "单价", "袋数", "单价", None, None], [1, "甲农资", 120, 56, None, None, 120, 2000],
        [2, "乙农资", 80, 55, 50, 42, 130, 0]]), merged=("C2:D2", "E2:F2"), constants={"ordered_on": "2026-03-01"})
    assert values(plan, "dealer_id", "bags", "price") == [(trade.dealer, 120, 5600), (trade.other, 80, 5500)]
    assert [issue.value for issue in plan.errors] == ["无此品种 5 kg"], "sums, numbers and deposits are no products"


def test_a_row_that_says_only_whom_it_is_about_is_no_stored_record(database: Database, trade: Trade, tmp_path: Path) -> None:
    from desktop.core.verbs import store
    from desktop.sales.money.model import Payment

    with database.operation("test") as session:
        store(session, Payment, {"dealer_id": trade.dealer, "received_on": date(2026, 3, 1), "amount": 100})
    plan = planned(database, tmp_path, "payments", ("回款", [["客户名称", "一户", "二户"], ["甲农资", 1000, 2000]]))
    assert plan.states == ["error"], "it was called unchanged while its amounts were left"


@pytest.mark.parametrize(("kind", "heading", "target"), [
    ("participants", "培训编号", "event_id"), ("payments", "客户编码", "dealer_id"), ("allotments", "回款单号", "payment_id"),
    ("dealers", "经销商编号", "code"), ("order-lines", "产品代码", "product_id"), ("trainings", "培训编号", "code")])
def test_a_reference_is_known_by_the_heading_of_the_code_it_is_named_with(database: Database, kind: str, heading: str,
                                                                          target: str) -> None:
    from tests.core.taking import table

    with database.reading() as session:
        assert guess_columns(session, KINDS[kind], table([heading], ["x"])).uses[heading].target == target


def test_the_name_of_a_customer_goes_before_the_code_that_an_office_gives_him(database: Database, trade: Trade,
                                                                              tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [
        ["客户编码", "客户名称", "收款日期", "金额"], ["0101", "甲农资", "2026-03-01", 10]]))
    assert values(plan, "dealer_id", "amount") == [(trade.dealer, 10_00)]


def test_the_day_and_the_customer_of_one_file_are_not_those_of_the_next(database: Database, trade: Trade,
                                                                   tmp_path: Path) -> None:
    from desktop.core.importing import Source, apply

    rows = [["期初欠款", "事由"], [100, "甲"]]
    said = {"dealer_id": "甲农资", "entered_on": "2026-09-30"}
    plan = planned(database, tmp_path, "account-entries", ("表", rows), constants=said)
    assert plan.states == ["new"]
    apply(database, KINDS["account-entries"], Source(tmp_path / "t.xlsx", "1", plan.table), plan)
    assert planned(database, tmp_path, "account-entries", ("表", [rows[0], [200, "乙"]])).states == ["error"]


def test_a_sale_in_a_customers_ledger_is_no_payment(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("账", [
        ["客户往来明细账"], ["日期", "客户", "摘要", "借方发生额", "贷方发生额"],
        ["2026-10-08", "甲农资", "销售", 6720, None], ["2026-10-12", "甲农资", "收回货款", 0, 5000],
        ["2026-10-13", "甲农资", "销售", 300, 0]]))
    assert plan.states == ["error", "new", "error"] and values(plan, "amount") == [(5000_00,)]


def test_what_went_out_of_a_cash_book_is_no_payment_and_is_named(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [
        ["日期", "单位名称", "摘要", "收入", "支出", "余额"], ["2026-03-01", "甲农资", "回款", 50, None, 45],
        ["2026-03-02", "乙农资", "返利支付", None, 20, 45], ["2026-03-03", "乙农资", "回款", "70", "0.00", 45]]))
    assert values(plan, "dealer_id", "amount") == [(trade.dealer, 50_00), (trade.other, 70_00)]
    assert any("支出" in note and note.rstrip(".").split("rows ")[1].startswith("3:") for note in plan.table.notes)


def test_in_a_bank_book_of_ones_own_the_debit_is_what_came_in(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [
        ["银行存款日记账"], ["日期", "单位名称", "摘要", "借方金额", "贷方金额"], ["2026-03-01", "甲农资", "货款", 50, None],
        ["2026-03-02", "乙农资", "返利", None, 20]]))
    assert values(plan, "dealer_id", "amount") == [(trade.dealer, 50_00)]


@pytest.mark.parametrize("back", [20, -20, "20", "-20", "(20)", "▲20"])
def test_a_return_is_a_return_however_its_sign_is_written(database: Database, trade: Trade, tmp_path: Path,
                                                          back: int | str) -> None:
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        ["日期", "客户", "品种", "发货数量", "退货数量"], ["2026-03-02", "甲农资", "丰玉158", None, back]]))
    assert values(plan, "bags") == [(-20,)]
    plan = planned(database, tmp_path, "payments", ("表", [
        ["日期", "客户", "收款金额", "退款金额"], ["2026-03-02", "甲农资", None, back]]))
    assert values(plan, "amount") == [(-20_00,)]


@pytest.mark.parametrize(("name", "pack", "product"), [
    ("丰玉158", "2.5", True), ("丰玉158", 2.5, True), ("丰玉158", "2.5公斤", True), ("丰玉158", "2500g/袋", True),
    ("丰玉158", "5斤", True), ("丰玉158", "2.5kg*8袋", True), (PRODUCT, "2.5", True), (PRODUCT, "2.5kg", True),
    ("丰玉158", 5, False), ("丰玉158", "5", False), ("丰玉158", "5kg", False), ("丰玉158", "8kg", False),
    (PRODUCT, "5kg", False), (PRODUCT, 5, False), ("丰玉158", "1×2.5kg", True), ("丰玉158", "2.5kg/袋*40", True),
    ("丰玉158", "净含量：2.5 千克", True), ("丰玉158", "20*5kg", False)])
def test_a_pack_is_left_away_only_where_the_name_ends_with_it(database: Database, trade: Trade, tmp_path: Path, name: str,
                                                               pack: str | float, product: bool) -> None:
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        ["单据日期", "客户名称", "存货名称", "规格型号", "数量"], ["2026-03-01", "甲农资", name, pack, 5]]))
    assert values(plan, "product_id") == ([(trade.product,)] if product else [])
    assert product or str(pack).removesuffix("kg") in plan.errors[0].value, "the pack is said that there is not"


def test_a_second_column_that_names_no_pack_leaves_the_variety_alone(database: Database, trade: Trade, tmp_path: Path) -> None:
    heads = ["单据日期", "客户名称", "品种", "包装", "数量"]
    plan = planned(database, tmp_path, "shipment-lines", ("表", [heads, ["2026-03-01", "甲农资", "丰玉158", "袋装", 5]]))
    assert values(plan, "product_id", "bags") == [(trade.product, 5)]
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        heads, ["2026-03-01", "甲农资", "丰玉158", "袋装", 5], ["2026-03-02", "甲农资", "丰玉158", "2.5kg", 6]]))
    assert values(plan, "product_id", "bags") == [(trade.product, 5), (trade.product, 6)]
    assert "“包装” names no pack in the rows 2" in " ".join(plan.table.notes)


def test_a_month_that_is_written_once_holds_for_the_days_below_it(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("账", [
        ["客户往来明细账"], ["客户：甲农资"], ["2026年", None, "凭证号", "摘要", "借方", "贷方"],
        ["月", "日", None, None, None, None], ["10", "8", "记-12", "收回货款", None, "1,000.00"],
        [None, "12", "记-15", "收回货款", None, "5,000.00"], [11, 3, "记-4", "收回货款", None, "1,720.00"]]),
        merged=("A3:B3",))
    assert values(plan, "received_on") == [(date(2026, 10, 8),), (date(2026, 10, 12),), (date(2026, 11, 3),)]
