"""Sheets that are taken in together keep what each of them says; what was set for one file is not that of the next."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from desktop.core import verbs
from desktop.core.computing import check
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.importing import Columns, apply, ask, guess_columns, make_plan, read_source, whom
from desktop.dealers.model import Dealer
from tests.sales.conftest import Trade
from tests.sales.test_office_layouts import HEADS, KINDS, PRODUCT, planned, values

BALANCE = ["客户名称", "欠款余额"]


def test_every_sheet_has_the_day_of_its_own_title(database: Database, trade: Trade, tmp_path: Path) -> None:
    sheets = [("8月", [["截止2026年8月31日欠款余额"], BALANCE, ["甲农资", 100]]),
              ("9月", [["截止2026年9月30日欠款余额"], BALANCE, ["甲农资", 200]])]
    plan = planned(database, tmp_path, "account-entries", *sheets, sheet="*")
    assert values(plan, "entered_on", "amount") == [(date(2026, 8, 31), 100_00), (date(2026, 9, 30), 200_00)]
    sheets[1][1][0] = ["欠款余额"]
    plan = planned(database, tmp_path, "account-entries", *sheets, sheet="*")
    assert plan.states == ["new", "error"], "a sheet that says no day has none"


def test_every_sheet_has_the_customer_above_its_own_table(database: Database, trade: Trade, tmp_path: Path) -> None:
    sheets = [("1", [["客户：甲农资"], HEADS, ["2026-03-01", PRODUCT, 10, 56]]),
              ("2", [["客户：乙农资"], HEADS, ["2026-03-02", PRODUCT, 12, 56]])]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert values(plan, "dealer_id", "bags") == [(trade.dealer, 10), (trade.other, 12)]
    sheets[1][1][0] = ["客户：甲农资"]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert values(plan, "dealer_id", "bags") == [(trade.dealer, 10), (trade.dealer, 12)], "what all say alike holds for all"


def test_sheets_in_another_unit_are_not_read_with_the_others(database: Database, trade: Trade, tmp_path: Path) -> None:
    sheets = [("8月", [["客户欠款", None], ["单位：元", None], BALANCE, ["甲农资", 12000]]),
              ("9月", [["客户欠款", None], ["单位：万元", None], BALANCE, ["甲农资", 1.5]])]
    plan = planned(database, tmp_path, "account-entries", *sheets, sheet="*", constants={"entered_on": "2026-09-30"})
    assert values(plan, "amount") == [(12_000_00,)]
    assert any("another unit" in note and "9月" in note for note in plan.table.notes)


def test_as_above_ends_with_the_sheet(database: Database, trade: Trade, tmp_path: Path) -> None:
    sheets = [("1月", [["客户", *HEADS], ["甲农资", "2026-01-01", PRODUCT, 10, 56], [None, "2026-01-02", PRODUCT, 11, 56]]),
              ("2月", [["客户", *HEADS], [None, "2026-02-01", PRODUCT, 12, 56], ["乙农资", "2026-02-03", PRODUCT, 13, 56]])]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*", answers={"blank": "above"})
    assert plan.states == ["new", "new", "error", "new"], "above the first row of a sheet stands nothing"
    assert values(plan, "dealer_id", "bags") == [(trade.dealer, 10), (trade.dealer, 11), (trade.other, 13)]


def test_a_row_that_is_read_as_two_is_named_by_its_own_sheet(database: Database, trade: Trade, tmp_path: Path) -> None:
    heads = ["日期", "客户", "品种", "发货数量", "退货数量"]
    sheets = [("1月", [heads, ["2026-01-01", "甲农资", "丰玉158", 10, 2], ["2026-01-02", "甲农资", "丰玉158", 10, 2]]),
              ("2月", [heads, ["2026-02-01", "无此客户", "丰玉158", 10, None]])]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert plan.count("new") == 4 and any(issue.text.startswith("2月, row 2") for issue in plan.errors)


@pytest.mark.parametrize("name", ["全年", "汇总", "2026年合计", "总表", "年度", "Total", "Summary"])
def test_a_sheet_that_sums_up_the_others_is_left_out_and_named(database: Database, trade: Trade, tmp_path: Path,
                                                               name: str) -> None:
    heads = [*HEADS, "客户"]
    sheets = [("1月", [heads, ["2026-01-01", PRODUCT, 10, 56, "甲农资"]]),
              ("2月", [heads, ["2026-02-01", PRODUCT, 12, 56, "甲农资"]]),
              (name, [heads, ["2026-12-31", PRODUCT, 22, 56, "甲农资"]])]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert values(plan, "bags") == [(10,), (12,)]
    assert any("sum up" in note and name in note for note in plan.table.notes)
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet=name)
    assert values(plan, "bags") == [(22,)], "alone it is read"


@pytest.mark.parametrize(("sheet", "bags"), [("*", [10, 12]), ("*汇总", [10, 12, 22]), ("**", [10, 12, 22]), ("汇总", [22])])
def test_a_sheet_that_sums_up_the_others_is_taken_where_one_asks_for_it(database: Database, trade: Trade, tmp_path: Path,
                                                                        sheet: str, bags: list[int]) -> None:
    heads = [*HEADS, "客户"]
    sheets = [("1月", [heads, ["2026-01-01", PRODUCT, 10, 56, "甲农资"]]),
              ("2月", [heads, ["2026-02-01", PRODUCT, 12, 56, "甲农资"]]),
              ("汇总", [heads, ["2026-12-31", PRODUCT, 22, 56, "甲农资"]])]
    assert values(planned(database, tmp_path, "shipment-lines", *sheets, sheet=sheet), "bags") == [(n,) for n in bags]
    with pytest.raises(UserError, match="no sheet “合计”"):
        read_source(tmp_path / "t.xlsx", sheet="*合计")


@pytest.mark.parametrize("name", ["平均", "average", "汇总", "Mean"])
def test_a_sheet_that_is_only_called_a_sum_is_read_with_the_others(database: Database, trade: Trade, tmp_path: Path,
                                                                   name: str) -> None:
    heads = [*HEADS, "客户"]
    sheets = [("1月", [heads, ["2026-01-01", PRODUCT, 10, 56, "甲农资"]]),
              (name, [heads, ["2026-02-01", PRODUCT, 12, 56, "乙农资"]])]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert values(plan, "bags") == [(10,), (12,)] and not any("sum up" in note for note in plan.table.notes)
    sheets[1][1][1][2:] = [12, 56, "甲农资"]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert values(plan, "bags") == [(10,)] and any("sum up" in note and name in note for note in plan.table.notes)


OF_CUSTOMERS, OF_MONTHS = ["客户名称", "订货袋数"], ["客户名称", "月份", "订货袋数"]
OF_SELLERS, NUMBERED = ["业务员", "产品", "订货袋数"], ["编号", "客户名称", "订货袋数"]
REMARKED, OF_YEARS = ["客户名称", "订货袋数", "备注"], ["年份", "订货袋数"]


@pytest.mark.parametrize(("sheets", "sums"), [
    pytest.param({"望奎": [OF_CUSTOMERS, ["甲农资", 100], ["乙农资", 200]], "庆安": [OF_CUSTOMERS, ["丙农资", 50]],
                  "汇总": [OF_CUSTOMERS, ["望奎县", 301], ["庆安县", 50]]}, ["汇总"], id="places in full"),
    pytest.param({"望奎县": [OF_CUSTOMERS, ["甲农资", 100]], "庆安县1月": [OF_CUSTOMERS, ["丙农资", 50]],
                  "汇总": [OF_CUSTOMERS, ["望奎", 301], ["庆安", 50]]}, ["汇总"], id="places in short"),
    pytest.param({"1月": [OF_MONTHS, ["甲农资", "1月", 100]], "2月": [OF_MONTHS, ["甲农资", "2月", 100]],
                  "汇总": [OF_MONTHS, ["甲农资", "一季度", 200]]}, ["汇总"], id="a period of its own"),
    pytest.param({"1月": [["月份", "袋数"], ["1月", 100]], "2月": [["月份", "袋数"], ["2月", 100]],
                  "汇总": [["月份", "袋数"], ["一季度", 230]]}, ["汇总"], id="nothing but a period"),
    pytest.param({"南": [REMARKED, ["甲农资", 100, None]], "北": [REMARKED, ["甲农资", 100, "自提"]],
                  "汇总": [REMARKED, ["甲农资", 200, "已核对"]]}, ["汇总"], id="a remark of its own"),
    pytest.param({"张三": [OF_SELLERS, ["张三", "郑单958", 10], ["张三", "先玉335", 10]],
                  "李四": [OF_SELLERS, ["李四", "郑单958", 10]],
                  "总表": [OF_SELLERS, ["合计", "郑单958", 20], ["合计", "先玉335", 10]],
                  "全部汇总": [OF_SELLERS, ["全部业务员", "郑单958", 20], ["全部业务员", "先玉335", 10]]},
                 ["总表", "全部汇总"], id="the whole in a column"),
    pytest.param({"张三": [["业务员", "袋数"], ["张三", 10]], "李四": [["业务员", "袋数"], ["李四", 10]],
                  "汇总": [["业务员", "袋数"], ["全部业务员", 21]]}, ["汇总"], id="nothing but the whole"),
    pytest.param({"南": [NUMBERED, ["D-001", "甲农资", 5]], "北": [NUMBERED, ["D-002", "乙农资", 7]],
                  "汇总": [NUMBERED, ["H1", "甲农资", 5], ["H2", "乙农资", 7]]}, ["汇总"], id="numbers of its own"),
    pytest.param({"南": [OF_YEARS, [2024, 5]], "北": [OF_YEARS, [2024, 7]], "汇总": [OF_YEARS, [2024, 12]]}, ["汇总"],
                 id="numbers alone"),
    pytest.param({"一": [OF_CUSTOMERS, ["甲农资", 5], ["乙农资", 6]], "二": [OF_CUSTOMERS, ["丙农资", 7]],
                  "汇总": [OF_CUSTOMERS, ["南片", 11], ["北片", 7]]}, ["汇总"], id="the same amount by another division"),
    pytest.param({"1月": [OF_CUSTOMERS, ["甲农资", 5], ["乙农资", 6]],
                  "平均": [OF_CUSTOMERS, ["丙农资", 7], ["丁农资", 9]]}, [],
                 id="others' names in none of its rows"),
    pytest.param({"1月": [OF_CUSTOMERS, ["甲农资", 5], ["乙农资", 6]], "平均": [OF_CUSTOMERS, ["丙农资", 7], ["甲农资", 9]]},
                 ["平均"], id="others' names in one of its rows"),
])
def test_a_sheet_called_a_sum_is_one_unless_it_names_nothing_of_the_others(
        tmp_path: Path, sheets: dict[str, list[list[Any]]], sums: list[str]) -> None:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "t.xlsx")
    table = read_source(tmp_path / "t.xlsx", sheet="*").table
    assert table.extra["sums"] == sums
    assert len(table.rows) == sum(len(rows) - 1 for name, rows in sheets.items() if name not in sums)
    named = [note for note in table.notes if "sum up others" in note]
    assert len(named) == bool(sums) and all(name in note for note in named for name in sums)
    for taken in (*(f"*{name}" for name in sums), "**"):
        assert len(read_source(tmp_path / "t.xlsx", sheet=taken).table.rows) > len(table.rows) or not sums


@pytest.mark.parametrize("names", [("汇总",), ("平均", "汇总"), ("说明", "汇总"), ("封面", "平均")])
def test_a_workbook_whose_only_sheets_are_called_sums_is_read(database: Database, trade: Trade, tmp_path: Path,
                                                              names: tuple[str, ...]) -> None:
    heads, title = [*HEADS, "客户"], {"说明": [["项目", "内容"], ["编制", "内勤"]], "封面": [["发货台账"]]}
    sheets = [(name, title.get(name, [heads, ["2026-01-01", PRODUCT, 10 + at, 56, "甲农资"],
                                      ["2026-01-02", PRODUCT, 19 + at, 56, "乙农资"]])) for at, name in enumerate(names)]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, sheet="*")
    assert [row[0] for row in values(plan, "bags")] == [
        n for at, name in enumerate(names) if name not in title for n in (10 + at, 19 + at)]
    assert all(name in " ".join(plan.table.notes) for name in names)


def test_sheets_that_are_all_called_by_a_year_are_all_read(database: Database, trade: Trade, tmp_path: Path) -> None:
    heads = [*HEADS, "客户"]
    sheets = [(f"{year}年度", [heads, [f"{year}-03-01", PRODUCT, 10, 56, "甲农资"]]) for year in (2025, 2026)]
    plan = planned(database, tmp_path, "shipment-lines", *sheets, ("汇总", [heads, ["2026-12-31", PRODUCT, 20, 56, "甲农资"]]),
                   sheet="*")
    assert values(plan, "bags") == [(10,), (10,)]


def book(folder: Path, name: str, rows: list[list[Any]]) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(folder / name)
    return folder / name


def test_a_day_that_was_set_for_one_file_is_not_that_of_the_next(database: Database, trade: Trade, tmp_path: Path) -> None:
    kind = KINDS["account-entries"]
    source = read_source(book(tmp_path, "a.xlsx", [["客户欠款表"], BALANCE, ["甲农资", 100]]), kind=kind)
    with database.reading() as session:
        columns = guess_columns(session, kind, source.table)
        columns = Columns(columns.uses, {"entered_on": "2026-08-31"})
        plan = make_plan(session, kind, source.table, columns)
    assert apply(database, kind, source, plan).run is not None
    for name, title, said in (("b", "客户欠款表", []), ("c", "截止2026年9月30日客户欠款表", [date(2026, 9, 30)])):
        source = read_source(book(tmp_path, f"{name}.xlsx", [[title], BALANCE, ["甲农资", 200]]), kind=kind)
        with database.reading() as session:
            columns = guess_columns(session, kind, source.table)
            plan = make_plan(session, kind, source.table, columns)
            assert "entered_on" not in columns.constants, "last month's day would have been taken"
            assert [t.name for t in kind.needed(session, columns)] == ([] if said else ["entered_on"])
        assert plan.payload.values.get("entered_on", []) == said


def test_what_is_set_against_what_the_file_says_is_told(database: Database, trade: Trade, tmp_path: Path) -> None:
    rows = ("表", [["截止2026年9月30日客户欠款表"], BALANCE, ["甲农资", 200]])
    plan = planned(database, tmp_path, "account-entries", rows, constants={"entered_on": "2026-10-01"})
    assert values(plan, "entered_on") == [(date(2026, 10, 1),)]
    assert [issue.value for issue in plan.issues if issue.warning] == ["2026-9-30"]
    plan = planned(database, tmp_path, "account-entries", rows, constants={"entered_on": "2026-09-30"})
    assert not plan.issues


def test_names_that_are_near_are_looked_for_once_in_a_file(database: Database, trade: Trade, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    near = whom.nearest
    monkeypatch.setattr(whom, "nearest", lambda text, known: compared.append(text) or near(text, known))
    source = read_source(book(tmp_path, "a.xlsx", [["客户", "日期", "金额"], ["甲农资店", "2026-03-01", 10]]),
                         kind=KINDS["payments"])
    with database.reading() as session:
        columns = guess_columns(session, KINDS["payments"], source.table)
        asked = [ask(session, KINDS["payments"], source.table, columns) for _time in range(3)]
    assert compared == ["甲农资店"] and asked[0] == asked[2] and len(asked[0]) == 1
    verbs.save(database, Dealer, {"name": "甲农资店铺", "state": "active"})
    with database.reading() as session:
        again = ask(session, KINDS["payments"], source.table, columns)
    assert len(again[0].answers) > len(asked[0][0].answers), "what was added since is known"


def test_few_names_are_compared_letter_by_letter_and_one_may_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    letters, chance = "青红白黑东西南北中丰庆安新泰长春海宁兴旺金银玉宝华", random.Random(1)
    known = ["".join(chance.choice(letters) for _letter in range(4)) + "农资经营部" for _name in range(3000)]
    matcher, compared, looks = whom.SequenceMatcher, [], []
    monkeypatch.setattr(whom, "SequenceMatcher", lambda *args, **more: compared.append(args) or matcher(*args, **more))
    monkeypatch.setattr(whom, "check", lambda: looks.append(1) or check())
    wanted = known[7][:3] + "农资公司"
    plain = [name for name in known if matcher(None, wanted, name, autojunk=False).ratio() >= whom.ALIKE]
    assert set(whom.nearest(wanted, known)) <= set(plain) and whom.nearest(wanted, known)[0] == known[7]
    assert len(compared) < 2 * len(known) / 10 and len(looks) >= 2 * len(known) // whom.LOOK


@given(text=st.text("甲乙农资店丰庆", min_size=1, max_size=7),
       known=st.lists(st.text("甲乙农资店丰庆安", min_size=1, max_size=12), max_size=12, unique=True))
def test_the_bounds_leave_out_no_name_that_is_near(text: str, known: list[str]) -> None:
    def score(name: str) -> float:
        short, long = sorted((text, name), key=len)
        letters = iter(long)
        if len(set(text) & set(name)) < whom.SHARED:
            return 0.0
        whole = short in long or (len(short) > whom.SHARED and all(letter in letters for letter in short))
        return 1.0 if whole else whom.SequenceMatcher(None, text, name, autojunk=False).ratio()

    near = {name for name in known if score(name) >= whom.ALIKE}
    found = whom.nearest(text, known)
    assert set(found) <= near and len(found) == min(len(near), whom.NEAR)


def test_products_whose_names_begin_like_a_sum_are_products(database: Database, trade: Trade, tmp_path: Path) -> None:
    from desktop.core.importing.across import _is_beside

    assert not any(map(_is_beside, ["Summit 2.5 kg", "Totalis", "Sumo 158", "Paramount"]))
    assert all(map(_is_beside, ["Total", "Total bags", "Sum", "sum (bags)", "Amount", "合计袋数", "合 计 袋 数", "No.", "定金",
                                "总计(袋)", "Subtotal"]))
