"""Tables of the market whose headings and cells name units: none is read as if it stood in the unit of the field."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from desktop.core import unit_words
from desktop.core.database import Database
from desktop.core.importing.headed import unit_in
from desktop.labels.imports import IMPORTS as OF_LABELS
from desktop.market.capacity.imports import IMPORTS as OF_CAPACITY
from desktop.market.capacity.model import SeedBalance
from desktop.market.places.imports import IMPORTS as OF_PLACES
from desktop.market.places.model import SoilTest
from tests.market.conftest import Market
from tests.training.test_tables_of_training import kept, planned

KINDS = {kind.name: kind for kind in (*OF_LABELS, *OF_CAPACITY, *OF_PLACES)}


@pytest.mark.parametrize(("written", "own", "factor"), [
    ("万公斤", "kg", 10_000), ("亿公斤", "kg", 100_000_000), ("亿斤", "公斤", 50_000_000), ("百万吨", "t", 1_000_000),
    ("万公顷", "亩", 150_000), ("%", "g/kg", 10), ("mg/kg", "g/kg", Fraction(1, 1000)), ("g/kg", "%", Fraction(1, 10)),
    ("千克", "kg", 1), ("kg/亩", "%", None)])
def test_large_units_and_shares_of_a_mass_convert(written: str, own: str, factor: Fraction | None) -> None:
    assert unit_words.factor(written, own) == factor


def test_a_large_unit_without_brackets_is_no_name_and_a_unit() -> None:
    assert unit_in("库存万公斤", "kg") == "万公斤" and unit_in("产量 亿斤", "kg") == "亿斤"


def test_a_balance_in_ten_thousand_kilograms_is_kept_in_kilograms(database: Database, market: Market, tmp_path: Path) -> None:
    planned(database, tmp_path, KINDS["seed-balances"], [
        ["作物", "年份", "制种面积(万亩)", "单产(公斤/亩)", "期末有效库存(万公斤)", "需种面积(万亩)", "亩用种量(公斤)",
         "出口量(万kg)", "转商量(亿公斤)"],
        ["玉米", 2026, "3.2", "360", "800", "900", "1.6", "12", "0.5"]])
    one, = kept(database, SeedBalance)
    assert (one.area_mu, one.stock_kg, one.need_mu) == (32_000.0, 8_000_000.0, 9_000_000.0)
    assert (one.export_kg, one.grain_kg) == (120_000.0, 50_000_000.0)


def test_soil_in_percent_and_oxides_is_kept_as_grams_and_elements(database: Database, market: Market, tmp_path: Path) -> None:
    plan, _columns = planned(database, tmp_path, KINDS["soil-tests"], [
        ["采样日期", "县区", "采样点", "有机质(%)", "全氮(%)", "碱解氮(mg/kg)", "有效磷P2O5(mg/kg)", "速效钾(K₂O, mg/kg)",
         "pH值", "全盐(g/kg)"],
        ["2026-10-20", "庆安县", "平安村", "3.5", "0.18", "150", "45.8", 180, "6.3", "0.12%"]])
    assert sum("oxide" in note for note in plan.table.notes) == 2
    one, = kept(database, SoilTest)
    assert (one.organic_matter, one.total_nitrogen, one.salt) == pytest.approx((35.0, 1.8, 1.2))
    assert (one.phosphorus, one.potassium) == pytest.approx((45.8 * 0.4364, 180 * 0.8301))


SOIL = ["采样日期", "县区", "采样点"]


@pytest.mark.parametrize(("phosphorus", "potassium", "expected"), [
    ("20mg/kg", "1,250.5", (8.728, 1038.04)), ("20*", 100, (8.728, 83.01)), ("0.02g/kg", "缺", (8.728, None))])
def test_an_oxide_is_converted_however_its_number_is_written(
        database: Database, market: Market, tmp_path: Path, phosphorus: str, potassium: Any,
        expected: tuple[float, float | None]) -> None:
    planned(database, tmp_path, KINDS["soil-tests"], [
        [*SOIL, "有效磷(P2O5,mg/kg)", "速效钾K2O(mg/kg)"], ["2026-10-20", "庆安县", "平安村", phosphorus, potassium]])
    one, = kept(database, SoilTest)
    assert (one.phosphorus, one.potassium) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("cell", ["1/0", "1/2"])
def test_a_fraction_is_no_number_of_an_oxide(database: Database, market: Market, tmp_path: Path, cell: str) -> None:
    plan, _columns = planned(database, tmp_path, KINDS["soil-tests"], [
        [*SOIL, "有效磷P2O5"], ["2026-10-20", "庆安县", "平安村", cell]], write=False)
    assert [cell in error.text for error in plan.errors] == [True]


def test_a_heading_with_both_oxides_is_a_recommendation(database: Database, market: Market, tmp_path: Path) -> None:
    plan, columns = planned(database, tmp_path, KINDS["soil-tests"], [
        [*SOIL, "速效磷P2O5", "速效钾K2O", "施肥建议(N:P2O5:K2O)"], ["2026-10-20", "庆安县", "平安村", 20, 100, "15-15-15"]])
    one, = kept(database, SoilTest)
    assert (one.phosphorus, one.potassium) == pytest.approx((8.728, 83.01))
    assert sum("oxide" in note for note in plan.table.notes) == 2 and "施肥建议(N:P2O5:K2O)" in plan.table.header
    plan, columns = planned(database, tmp_path, KINDS["soil-tests"], [
        [*SOIL, "施肥配方(N-P2O5-K2O)"], ["2026-10-21", "庆安县", "平安村", "15-15-15"]], write=False)
    assert columns.heading("phosphorus") is None and not any("oxide" in note for note in plan.table.notes)


def test_of_two_columns_of_an_oxide_each_is_converted_and_of_the_total_none(database: Database, market: Market,
                                                                           tmp_path: Path) -> None:
    plan, columns = planned(database, tmp_path, KINDS["soil-tests"], [
        [*SOIL, "有效磷P2O5", "速效磷(P2O5)", "全磷(P2O5)"], ["2026-10-20", "庆安县", "平安村", 20, 30, 900]], write=False)
    heading = columns.heading("phosphorus")
    known = {"有效磷P2O5": 8.728, "速效磷(P2O5)": 13.092}
    assert heading in known and plan.payload.values["phosphorus"] == [pytest.approx(known[heading])]


def test_counted_in_ten_thousands_by_the_heading(database: Database, tmp_path: Path) -> None:
    plan, columns = planned(database, tmp_path, KINDS["print-orders"], [
        ["订单号", "印刷厂", "印数(万枚)"], ["PO-1", "例印厂", 2]], write=False)
    assert plan.payload.values["pieces"] == [20_000] and columns.heading("pieces") == "印数(万枚)"
