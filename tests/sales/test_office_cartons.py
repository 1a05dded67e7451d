"""Tables that say 件数 come in as bags, by what a carton of the product holds; where that is not known it is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.sales.products.model import Product
from tests.sales.conftest import Trade
from tests.sales.test_office_layouts import planned, values

HEADS = ["日期", "客户", "品种", "件数"]


@pytest.mark.parametrize(("kind", "heads", "field"), [
    ("shipment-lines", HEADS, "moved_on"), ("order-lines", ["订单日期", "客户名称", "产品", "订货件数"], "ordered_on"),
    ("counts", ["盘点日期", "客户", "品种", "实盘件数"], "counted_on")])
def test_cartons_are_bags_of_the_product(database: Database, trade: Trade, tmp_path: Path, kind: str, heads: list[str],
                                         field: str) -> None:
    verbs.save(database, Product, {"bags_carton": 8}, trade.product)
    plan = planned(database, tmp_path, kind, ("表", [heads, ["2026-03-01", "甲农资", "丰玉158", 12],
                                                    ["2026-03-02", "乙农资", "丰玉158", "2.5"]]))
    assert values(plan, field, "bags") == [(date(2026, 3, 1), 96), (date(2026, 3, 2), 20)]


def rows(*cartons: Any) -> list[list[Any]]:
    return [HEADS, *(["2026-03-01", "甲农资", "丰玉158", one] for one in cartons)]


def test_what_is_no_whole_number_of_bags_or_has_no_known_carton_is_kept_out(database: Database, trade: Trade,
                                                                            tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "shipment-lines", ("表", rows(12)))
    assert [(issue.row, issue.value, issue.text) for issue in plan.issues if not issue.warning] == [
        (2, "12", "How many bags a carton holds is not known: say it at the product, or give the bags.")]
    verbs.save(database, Product, {"bags_carton": 8}, trade.product)
    plan = planned(database, tmp_path, "shipment-lines", ("表", rows("0.3", -5, "x", None)))
    assert values(plan, "bags") == [(-40,)]
    said = {issue.row: issue.text for issue in plan.issues if not issue.warning}
    assert "0.3 cartons of 8 are no whole number of bags" in said[2] and set(said) == {2, 4, 5}


def test_bags_beside_cartons_count_and_a_difference_is_told(database: Database, trade: Trade, tmp_path: Path) -> None:
    verbs.save(database, Product, {"bags_carton": 8}, trade.product)
    plan = planned(database, tmp_path, "shipment-lines", ("表", [
        [*HEADS, "袋数"], ["2026-03-01", "甲农资", "丰玉158", 2, 16], ["2026-03-02", "甲农资", "丰玉158", 2, 17],
        ["2026-03-03", "甲农资", "丰玉158", 3, None]]))
    assert values(plan, "bags") == [(16,), (17,), (24,)]
    assert [(i.row, i.text) for i in plan.issues] == [(3, "2 cartons of 8 are not 17; 17 was taken.")]


@pytest.mark.parametrize(("carton", "cartons", "bags", "said", "out"), [
    (None, 12, 0, "12 cartons, but 0 bags", True), (None, 12, 60, "not known; 60 was taken", False),
    (40, 12, 5, "12 cartons of 40 are 480, but the bags are 5: give all the bags", True),
    (40, 12, 0, "but the bags are 0", True),
    (40, 2, 83, "2 cartons of 40 are not 83; 83 was taken", False)])
def test_cartons_beside_bags_that_leave_them_out_are_never_lost(database: Database, trade: Trade, tmp_path: Path,
                                                                carton: int | None, cartons: int, bags: int, said: str,
                                                                out: bool) -> None:
    verbs.save(database, Product, {"bags_carton": carton}, trade.product)
    plan = planned(database, tmp_path, "counts", ("表", [
        ["盘点日期", "客户", "品种", "实盘件数", "实盘数"], ["2026-03-01", "甲农资", "丰玉158", cartons, bags]]))
    issue = next(issue for issue in plan.issues if said in issue.text)
    assert issue.warning is not out


def test_no_cartons_are_no_bags_whatever_a_carton_holds(database: Database, trade: Trade, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, "counts", ("表", [
        ["盘点日期", "客户", "品种", "实盘件数"], ["2026-03-01", "甲农资", "丰玉158", 0]]))
    assert values(plan, "bags") == [(0,)] and not plan.errors
