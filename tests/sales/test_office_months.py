"""Head-office tables with a column a month come in a record a month; nothing about the year is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop import transfer
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.importing import Plan, apply, read_source
from desktop.core.importing.months import month_of
from desktop.core.verbs import living
from desktop.sales.money.model import Payment
from desktop.sales.orders.model import ShipmentLine
from tests.sales.conftest import Trade
from tests.sales.test_office_layouts import planned, values


@pytest.mark.parametrize(("heading", "month"), [
    ("10月", (None, 10)), ("11月份回款", (None, 11)), ("2025年12月", (2025, 12)), ("26年1月收款(元)", (2026, 1)),
    ("2026-02", (2026, 2)), ("202603", (2026, 3)), ("2026.4", (2026, 4)),
    ("2026-05-01", (2026, 5)), ("2026年 6月", (2026, 6)), ("13月", None),
    ("10月合计", None), ("上月", None), ("10月15日", None), ("202513", None), ("货号202603", None)])
def test_a_heading_is_a_month_or_none(heading: str, month: Any) -> None:
    assert month_of(heading) == month


def test_payments_under_months_of_a_business_year(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [
        ["2025-2026年度客户回款统计表（元）"], ["序号", "客户名称", "10月", "11月", "12月", "1月", "2月", "合计"],
        [1, "甲农资", 1000, None, 0, "2,500.50", -300, 3200.5], [2, "乙农资", None, 700, None, None, "—", 700],
        ["合计", "", 1000, 700, 0, 2500.5, -300, 3900.5]]))
    assert values(plan, "dealer_id", "received_on", "amount") == [
        (trade.dealer, date(2025, 10, 31), 1000_00), (trade.dealer, date(2026, 1, 31), 2500_50),
        (trade.dealer, date(2026, 2, 28), -300_00), (trade.other, date(2025, 11, 30), 700_00)]
    assert "of the last day of the month" in " ".join(plan.table.notes)


@pytest.mark.parametrize(("title", "months", "days"), [
    ("2025年回款", ["1月", "2月"], [date(2025, 1, 31), date(2025, 2, 28)]),
    ("回款", ["2025年12月", "2026年1月"], [date(2025, 12, 31), date(2026, 1, 31)]),
    ("2025—2026年度回款", ["11月", "12月", "1月"], [date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31)])])
def test_the_year_is_that_of_the_heading_or_the_title(database: Database, trade: Trade, tmp_path: Path, title: str,
                                                      months: list[str], days: list[date]) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [[title], ["客户", *months], ["甲农资", *range(1, len(months) + 1)]]))
    assert [day for (day,) in values(plan, "received_on")] == days


def test_months_without_a_year_are_asked_about_and_over_its_turn_refused(database: Database, trade: Trade,
                                                                          tmp_path: Path) -> None:
    rows = [["客户", "10月", "11月"], ["甲农资", 1, 2]]
    plan = planned(database, tmp_path, "payments", ("表", rows))
    assert not plan.rows("new") and any(fact.startswith("year:") for fact in plan.facts)
    plan = planned(database, tmp_path, "payments", ("表", rows), answers={"year": "2025"})
    assert values(plan, "received_on") == [(date(2025, 10, 31),), (date(2025, 11, 30),)]
    with pytest.raises(UserError, match=r"12月…1月 of t\.xlsx run over the turn of a year"):
        planned(database, tmp_path, "payments", ("表", [["客户", "12月", "1月"], ["甲农资", 1, 2]]))


def test_goods_under_months_and_a_table_that_has_days_stay_as_they_are(database: Database, trade: Trade,
                                                                        tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        ["2026年发货"], ["客户", "品种", "1月发货", "2月发货"], ["甲农资", "丰玉158", 100, -20]]))
    assert values(plan, "dealer_id", "product_id", "moved_on", "bags") == [
        (trade.dealer, trade.product, date(2026, 1, 31), 100), (trade.dealer, trade.product, date(2026, 2, 28), -20)]
    plan = planned(database, tmp_path, "payments", ("表", [
        ["日期", "客户", "金额", "10月", "11月"], ["2026-03-01", "甲农资", 5, 1, 2]]))
    assert values(plan, "received_on", "amount") == [(date(2026, 3, 1), 500)]


@pytest.mark.parametrize(("kind", "heads", "numbers", "taken"), [
    ("shipment-lines", ["1月数量", "1月金额", "2月数量", "2月金额"], [50, 2700, 30, 1620], [50, 30]),
    ("shipment-lines", ["1月发货(袋)", "1月发货金额", "2月发货(袋)", "2月发货金额"], [50, 2700, 30, 1620], [50, 30]),
    ("payments", ["1月发货金额", "1月回款金额", "2月发货金额", "2月回款金额"], [9000, 700, 8000, 600], [700_00, 600_00]),
    ("payments", ["1月回款(万元)", "2月回款(万元)"], [3.5, "1.2万"], [35_000_00, 12_000_00])])
def test_only_the_months_of_the_thing_itself_are_read(database: Database, trade: Trade, tmp_path: Path, kind: str,
                                                      heads: list[str], numbers: list[Any], taken: list[int]) -> None:
    plan = planned(database, tmp_path, kind, ("表", [["2026年"], ["客户", "品种", *heads], ["甲农资", "丰玉158", *numbers]]))
    number = "bags" if kind == "shipment-lines" else "amount"
    assert [one for (one,) in values(plan, number)] == taken
    assert set(plan.unused) - {"品种"} == {
        head for head in heads if "发货金额" in head or ("金额" in head and number == "bags")}


@pytest.mark.parametrize(("kind", "heads"), [
    ("payments", ["1月", "1月金额", "2月", "2月金额"]), ("payments", ["1月数量", "1月金额", "2月数量", "2月金额"]),
    ("payments", ["1月回款", "1月到账", "2月回款", "2月到账"]), ("shipment-lines", ["1月", "1月金额", "2月", "2月金额"]),
    ("shipment-lines", ["1月发货", "2月发货", "1月销售", "2月销售"]), ("shipment-lines", ["1月发货", "2月销量"])])
def test_months_of_which_nobody_knows_what_they_hold_are_refused(database: Database, trade: Trade, tmp_path: Path, kind: str,
                                                                 heads: list[str]) -> None:
    with pytest.raises(UserError, match="are months of different things"):
        planned(database, tmp_path, kind, ("表", [["2026年"], ["客户", "品种", *heads], ["甲农资", "丰玉158", 1, 2, 3, 4]]))


@pytest.mark.parametrize("unit", ["件", "箱", "公斤", "吨", "万元"])
def test_months_in_cartons_or_weights_are_never_read_as_bags(database: Database, trade: Trade, tmp_path: Path,
                                                             unit: str) -> None:
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        ["2026年"], ["客户", "品种", f"1月({unit})", f"2月({unit})"], ["甲农资", "丰玉158", 12, 13]]))
    assert not plan.good and plan.errors


def test_months_in_different_units_are_refused(database: Database, trade: Trade, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="in different units"):
        planned(database, tmp_path, "payments", ("表", [["客户", "2026年1月(元)", "2026年2月(万元)"], ["甲农资", 1, 2]]))


def taken_in(database: Database, folder: Path, kind: str, *rows: list[Any]) -> Plan:
    plan = planned(database, folder, kind, ("表", list(rows)))
    apply(database, transfer.kinds()[kind], read_source(folder / "t.xlsx", kind=transfer.kinds()[kind]), plan)
    return plan


def kept_of(database: Database, model: type[Any], *names: str) -> list[tuple[Any, ...]]:
    with database.reading() as session:
        return [tuple(getattr(one, name) for name in names) for one in session.exec(living(model)).all()]


def test_a_month_that_has_grown_or_was_corrected_is_the_same_payment(database: Database, trade: Trade, tmp_path: Path,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    heads = ["客户", "2025年10月", "2025年11月"]
    monkeypatch.setattr("desktop.core.importing.months.today", lambda: date(2025, 11, 10))
    taken_in(database, tmp_path, "payments", heads, ["甲农资", 700, 5000])
    monkeypatch.setattr("desktop.core.importing.months.today", lambda: date(2025, 11, 20))
    plan = taken_in(database, tmp_path, "payments", heads, ["甲农资", 900, 8000])
    assert kept_of(database, Payment, "received_on", "amount") == [
        (date(2025, 10, 31), 900_00), (date(2025, 11, 10), 8000_00)]
    assert [issue.text for issue in plan.issues] == [
        "Of this month 700.00 is stored (2025-10-31); it becomes 900.00.",
        "Of this month 5,000.00 is stored (2025-11-10); it becomes 8,000.00."]
    plan = taken_in(database, tmp_path, "payments", heads, ["甲农资", 900, 8000])
    assert plan.states == ["unchanged", "unchanged"]


def test_goods_of_a_month_that_has_grown_are_the_same_line_and_returns_another(database: Database, trade: Trade,
                                                                               tmp_path: Path) -> None:
    heads = ["客户", "品种", "2025年10月发货", "2025年11月发货"]
    taken_in(database, tmp_path, "shipment-lines", heads, ["甲农资", "丰玉158", 50, 20])
    taken_in(database, tmp_path, "shipment-lines", heads, ["甲农资", "丰玉158", 60, -5])
    assert sorted(bags for (bags,) in kept_of(database, ShipmentLine, "bags")) == [-5, 20, 60]


def test_a_month_with_several_stored_payments_and_two_sums_of_one_month_are_refused(database: Database, trade: Trade,
                                                                                    tmp_path: Path) -> None:
    for day in (3, 9):
        verbs.save(database, Payment, {"dealer_id": trade.dealer, "received_on": date(2025, 10, day), "amount": day * 100})
    plan = planned(database, tmp_path, "payments", ("表", [
        ["客户", "2025年9月", "2025年10月"], ["甲农资", 1, 12], ["乙农资", 5, None], ["乙农资", 6, None]]))
    said = {issue.row: issue.text for issue in plan.errors}
    assert "2 records of this month are stored already" in said[2] and "another Amount" in said[4] and set(said) == {2, 4}


@pytest.mark.parametrize(("kind", "title"), [
    ("payments", "2026年各客户发货金额"), ("payments", "经销商销售额统计表（2026年）"), ("payments", "2026年发货与回款统计"),
    ("payments", "2026年回款任务"), ("payments", "应收账款余额 2026年"), ("shipment-lines", "2026年各客户发货金额"),
    ("shipment-lines", "2026年各经销商月度发货（万元）"), ("shipment-lines", "某种业公司2026年发货金额统计表 销售部"),
    ("shipment-lines", "某种业公司发货金额统计表销售部"),
    ("shipment-lines", "2026年销售计划（袋）"), ("shipment-lines", "2026年客户回款表"),
    ("shipment-lines", "2026年发货（单位：万元）")])
def test_months_below_a_title_of_something_else_are_not_taken(database: Database, trade: Trade, tmp_path: Path, kind: str,
                                                              title: str) -> None:
    rows = [[title], ["客户", "品种", "10月", "11月"], ["甲农资", "丰玉158", 12000, 8000], ["乙农资", "丰玉158", 5000, None]]
    with pytest.raises(UserError, match="is not “"):
        planned(database, tmp_path, kind, ("表", rows))


@pytest.mark.parametrize("title", [
    "某某种子销售有限公司 2026年客户回款统计", "2026年销售回款表", "2026年客户收款明细", "2026年客户统计"])
def test_a_title_of_payments_or_of_nothing_leaves_them_payments(database: Database, trade: Trade, tmp_path: Path,
                                                                title: str) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [[title], ["客户", "9月", "10月"], ["甲农资", 120, 80],
                                                             ["乙农资", None, 50]]))
    assert len(plan.rows("new")) == 3


def test_headings_that_say_what_they_hold_go_before_the_title(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "payments", ("表", [
        ["2026年发货金额与回款"], ["客户", "9月发货金额", "9月回款", "10月发货金额", "10月回款"],
        ["甲农资", 500, 120, 900, 80]]))
    assert [amount for (amount,) in values(plan, "amount")] == [120_00, 80_00]
