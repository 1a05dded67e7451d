"""Head-office tables with a column a month come in a record a month; nothing about the year is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.importing.months import month_of
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
