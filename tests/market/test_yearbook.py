"""Tables of yearbooks as they are printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.catalogue.model import Crop
from desktop.core.database import Database
from desktop.core.i18n import using
from desktop.core.importing import apply, ask, guess_columns, make_plan, open_questions, read_source
from desktop.core.importing.model import Plan
from desktop.core.verbs import store
from desktop.market.figures.headings import place_in, said
from desktop.market.figures.imports import IMPORTS
from desktop.market.figures.model import MarketFigure
from tests.market.conftest import Market
from tests.training.test_tables_of_training import kept
from tests.training.test_tables_of_training import planned as planned_with

KIND = IMPORTS[0]
COUNTIES = [["表5-3 绥化市各县（市、区）主要农作物播种面积（2024年）"], ["", "", "", "单位：公顷、吨"],
            ["县(市、区)", "粮食作物", None, None], [None, "合计", "# 玉 米", "总产量"], ["全 市", 3000, 1200, 9],
            ["庆 安 县", 1000, "400", "…"], ["望奎", 2000, 800, None], ["注：本表数据来自抽样调查"]]
YEARS = [["庆安县主要经济指标"], ["指标", "单位", "2022", "2023年", 2024], ["年末总人口", "万人", 36.1, 35.8, 35.5],
         ["  # 乡村人口", "万人", 25, 24.7, 24.1], ["玉米单产", "公斤/公顷", 9000, 9100, "…"], ["温室", "座", 7, None, 8]]
SIDE = [["玉米播种面积和产量"], ["地区", "播种面积（千公顷）", None, "总产量（万吨）", None],
        [None, "2023年", "2024年", "2023年", "2024年"], ["庆安县", 80.1, 81.2, 70.5, 72], ["望奎县", 1, 2, 3, 4]]


TWO_TONGUES = [["2-7 绥化市各县农作物生产情况"], ["", "", "", "", "单位：千公顷、万吨"],
               ["地　区", "玉米播种面积", None, "玉米总产量", None], ["Region", "2023", 2024, 2023, "2024年"],
               ["总　计", 1201, 1230, 880, 901], ["庆 安 县", 101.5, 100.2, 70.1, "71.3"], ["望奎县", 120, 121, 85, "…"]]


def planned(db: Database, folder: Path, rows: list[list[Any]]) -> Plan:
    """The dry run of a printed table."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / "t.xlsx")
    source = read_source(folder / "t.xlsx", kind=KIND)
    with db.reading() as session:
        columns = guess_columns(session, KIND, source.table)
        assert not open_questions(ask(session, KIND, source.table, columns))
        return make_plan(session, KIND, source.table, columns)


def taken(db: Database, folder: Path, rows: list[list[Any]]) -> list[tuple[Any, ...]]:
    """Take a printed table in: what is kept then."""
    plan = planned(db, folder, rows)
    assert not plan.errors, plan.errors
    apply(db, KIND, read_source(folder / "t.xlsx", kind=KIND), plan)
    with db.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(
            "SELECT r.name, f.called, f.year, f.value, f.unit, f.gap, f.is_part FROM marketfigure f "
            "JOIN region r ON r.id = f.region_id ORDER BY f.id").fetchall()]


def test_counties_in_rows_crops_in_two_heading_rows_the_unit_above_the_year_in_the_title(
        database: Database, market: Market, tmp_path: Path) -> None:
    grain, maize = "粮食作物播种面积 / Sown area of grain", "玉米播种面积 / Maize: Sown area"
    rows = taken(database, tmp_path, COUNTIES)
    assert ("绥化市", grain, 2024, 45_000.0, "亩 / mu", "", 0) in rows
    assert ("庆安县", maize, 2024, 6_000.0, "亩 / mu", "", 0) in rows
    assert ("望奎县", grain, 2024, 30_000.0, "亩 / mu", "", 0) in rows, "the short name is enough"
    assert ("庆安县", "粮食总产量 / Output of grain", 2024, None, "吨 / t", "small", 0) in rows
    assert ("绥化市", "粮食总产量 / Output of grain", 2024, 9.0, "吨 / t", "", 0) in rows, "of two units the one that fits"
    assert len(rows) == 8


def test_indicators_in_rows_years_side_by_side_and_parts_marked(database: Database, market: Market, tmp_path: Path) -> None:
    rows = taken(database, tmp_path, YEARS)
    population = [row for row in rows if row[1].startswith("年末总人口")]
    assert [(row[2], row[3]) for row in population] == [(2022, 361_000.0), (2023, 358_000.0), (2024, 355_000.0)]
    assert {row[6] for row in rows if row[1].startswith("乡村人口")} == {1}
    assert ("庆安县", "玉米单位面积产量 / Maize: Yield", 2022, 600.0, "公斤/亩 / kg/mu", "", 0) in rows
    assert [(row[2], row[3], row[4]) for row in rows if row[1] == "温室"] == [(2022, 7.0, "座"), (2024, 8.0, "座")]


def test_units_and_years_in_two_heading_rows(database: Database, market: Market, tmp_path: Path) -> None:
    rows = taken(database, tmp_path, SIDE)
    assert ("庆安县", "玉米播种面积 / Maize: Sown area", 2023, 1_201_500.0, "亩 / mu", "", 0) in rows
    assert ("庆安县", "玉米总产量 / Maize: Output", 2024, 720_000.0, "吨 / t", "", 0) in rows


def test_taken_in_twice_nothing_is_new(database: Database, market: Market, tmp_path: Path) -> None:
    taken(database, tmp_path, SIDE)
    assert set(planned(database, tmp_path, SIDE).states) == {"unchanged"}


def test_a_corrected_yearbook_changes_the_figure(database: Database, market: Market, tmp_path: Path) -> None:
    taken(database, tmp_path, SIDE)
    changed = [*SIDE[:3], ["庆安县", 80.2, 81.2, 70.5, 72], SIDE[4]]
    assert planned(database, tmp_path, changed).count("update") == 1


def test_what_is_not_understood_is_named(database: Database, market: Market, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, [COUNTIES[0], COUNTIES[1], ["地区", "水稻"], ["庆安县", "约三成"], ["旧名县", 5]])
    said_of = " ".join(issue.text for issue in plan.issues)
    assert "旧名县" in said_of and "水稻" in said_of and plan.count("error") == 2
    with using("zh_CN"):
        notes = read_source(tmp_path / "t.xlsx", kind=KIND).table.notes
    assert not any("空格" in note for note in notes)
    blank = planned(database, tmp_path, COUNTIES)
    assert any("1 empty cell" in note for note in blank.table.notes)


@pytest.mark.parametrize(("text", "found"), [
    ("# 玉 米（公顷）", (None, "玉米", None, ("公顷",), True, "")), ("2024年末总人口", ("年末总人口", "", 2024, (), False, "")),
    ("粮食作物播种面积(万亩)2023", ("粮食作物播种面积", "", 2023, ("万亩",), False, ""))])
def test_a_heading_is_taken_apart(text: str, found: tuple[Any, ...]) -> None:
    one = said(text)
    assert (one.indicator.zh if one.indicator else None, one.crop, one.year, one.units, one.part, one.rest) == found


@pytest.mark.parametrize("text", [
    "糯玉米播种面积", "鲜食玉米播种面积（公顷）", "优质稻播种面积", "玉米螟发生面积", "杂交水稻制种面积"])
def test_a_kind_of_a_crop_is_not_the_crop(text: str) -> None:
    found = said(text)
    assert found.own and not found.crop and found.indicator is None and found.rest == text.partition("（")[0]


@pytest.mark.parametrize("text", [
    "全县玉米播种面积", "黑龙江玉米播种面积", "农作物播种面积玉米", "秋粮玉米播种面积", "其中：玉米种植面积"])
def test_places_groups_and_sums_before_a_crop_leave_it_the_crop(text: str) -> None:
    found = said(text)
    assert (found.crop, found.own) == ("玉米", False) and found.indicator is not None and found.indicator.zh == "播种面积"


def test_a_kind_of_a_crop_keeps_its_own_name_in_the_table(database: Database, market: Market, tmp_path: Path) -> None:
    side = [["绥化市主要农作物播种面积（2024年）"], ["县(市、区)", "玉米", "糯玉米"], ["庆安县", 120, 20], ["望奎县", 90, 10]]
    found = taken(database, tmp_path, side)
    assert {(row[1], row[3]) for row in found if row[0] == "庆安县"} == {
        ("玉米播种面积 / Maize: Sown area", 120.0), ("糯玉米播种面积", 20.0)}
    assert len(found) == 4


def test_the_region_of_a_title_is_the_last_and_longest_one_named() -> None:
    assert place_in("黑龙江省绥化市庆安县2024年主要指标") == "庆安县"
    assert place_in("主要指标") == ""


def test_years_in_rows_belong_to_the_place_of_the_title(database: Database, market: Market, tmp_path: Path) -> None:
    rows = taken(database, tmp_path, [["庆安县历年玉米生产情况"], ["年份", "播种面积(万亩)", "单产(公斤/亩)", "总产(吨)"],
                                      [2019, 80, 520, 416000], ["2020年", 82, "530", "…"]])
    assert [(row[0], row[1].split(" / ")[0], row[2], row[3]) for row in rows] == [
        ("庆安县", name, year, value)
        for year, values in ((2019, (800_000.0, 520.0, 416_000.0)), (2020, (820_000.0, 530.0, None)))
        for name, value in zip(("玉米播种面积", "玉米单位面积产量", "玉米总产量"), values, strict=True)]


LONG = [["地区", "指标", "年份", "数值", "单位", "资料来源"], ["庆安县", "玉米播种面积", 2012, "90万亩", "", "年鉴"],
        ["庆安县", "玉米单产（公斤/公顷）", 2012, 9000, "", "年鉴"], ["望奎县", "年末总人口", 2012, 35.8, "万人", "年鉴"],
        ["望奎县", "牛存栏", 2012, 9, "头", "年鉴"]]


def test_a_row_a_figure_may_name_crop_and_unit_beside_the_indicator(database: Database, market: Market, tmp_path: Path) -> None:
    rows = taken(database, tmp_path, LONG)
    assert [(row[0], row[1].split(" / ")[0], row[3]) for row in rows] == [
        ("庆安县", "玉米播种面积", 900_000.0), ("庆安县", "玉米单位面积产量", 600.0), ("望奎县", "年末总人口", 358_000.0),
        ("望奎县", "牛存栏", 9.0)]


@pytest.mark.parametrize("table", [LONG, YEARS, COUNTIES], ids=["long", "years", "counties"])
def test_a_table_that_is_taken_in_again_finds_its_figures(database: Database, market: Market, tmp_path: Path,
                                                          table: list[list[Any]]) -> None:
    taken(database, tmp_path, table)
    again = planned(database, tmp_path, table)
    assert not again.errors and set(again.states) == {"unchanged"}, again.issues


def test_an_old_county_name_is_asked_about(database: Database, market: Market, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["地区", "播种面积（亩）"], ["望奎区", 5], ["庆安县", 6]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    source = read_source(tmp_path / "t.xlsx", kind=KIND)
    with database.reading() as session:
        asked = open_questions(ask(session, KIND, source.table, guess_columns(session, KIND, source.table)))
    assert [(q.name, next(iter(q.answers.values()))) for q in asked] == [("name:望奎区", "望奎县")]


def _crop(db: Database, code: str, zh: str, en: str) -> None:
    with db.operation("test") as session:
        store(session, Crop, {"code": code, "name_zh": zh, "name_en": en})


def test_a_crop_of_ones_own_is_never_taken_for_the_one_whose_name_it_holds(database: Database, market: Market,
                                                                           tmp_path: Path) -> None:
    _crop(database, "waxy", "糯玉米", "Waxy maize")
    head = ["指标", "地区", "作物", "年份", "数值", "单位"]
    taken(database, tmp_path, [head, ["播种面积", "庆安县", "玉米", 2024, 100, "万亩"]])
    rows = taken(database, tmp_path, [head, ["播种面积", "庆安县", "糯玉米", 2024, 5, "万亩"]])
    assert [(row[1], row[3]) for row in rows] == [("玉米播种面积 / Maize: Sown area", 1_000_000.0),
                                                  ("糯玉米播种面积 / Waxy maize: Sown area", 50_000.0)]


def test_crops_by_their_english_names_are_figures_of_their_own(database: Database, market: Market, tmp_path: Path) -> None:
    _crop(database, "soybean", "大豆", "Soybean")
    head = ["Indicator", "Region", "Crop", "Year", "Figure's value", "Unit"]
    taken(database, tmp_path, [head, ["Sown area", "庆安县", None, 2024, 200, "mu"]])
    table = [head, ["Sown area", "庆安县", "Maize", 2024, 120, "mu"], ["Sown area", "庆安县", "Soybean", 2024, 80, "mu"]]
    rows = taken(database, tmp_path, table)
    assert sorted(row[3] for row in rows) == [80.0, 120.0, 200.0], "the total stays, and neither crop is the other"
    assert set(planned(database, tmp_path, table).states) == {"unchanged"}


def test_a_row_that_says_no_indicator_is_no_figure_of_its_crop(database: Database, market: Market, tmp_path: Path) -> None:
    plan = planned(database, tmp_path, [["指标", "地区", "作物", "年份", "数值"], ["播种面积", "庆安县", "玉米", 2024, 5],
                                        ["", "庆安县", "玉米", 2024, 6]])
    assert plan.states == ["new", "error"] and plan.payload.values["called"][1] is None


@pytest.mark.parametrize(("cell", "answer", "value"), [
    ("85-95", {"range": "middle"}, 900_000.0), ("约90", {"about": "number"}, 900_000.0),
    (90, {}, 900_000.0), (None, {}, None)])
def test_value_and_range_are_converted_together_or_not_at_all(
        database: Database, market: Market, tmp_path: Path, cell: Any, answer: dict[str, str], value: float | None) -> None:
    rows = [["指标", "地区", "年份", "数值", "下限", "上限", "单位", "文字说明"],
            ["总产量", "庆安县", 2024, cell, 80, 100, "万吨", ""]]
    if cell is None:
        rows[0][-1], rows[1][-1] = "In words", "不详"
    planned_with(database, tmp_path, KIND, rows, {"数值": answer})
    one, = kept(database, MarketFigure)
    assert (one.value, one.low, one.high, one.unit) == (value, 800_000.0, 1_000_000.0, "吨 / t")
    assert one.printed == (f"{cell} 万吨" if cell else "")


@pytest.mark.parametrize("second", ["Region", None])
def test_years_as_numbers_below_the_headings_are_a_second_line_of_them_whatever_names_the_rows(
        database: Database, market: Market, tmp_path: Path, second: str | None) -> None:
    """They were once taken for the headings alone: the area of one crop became that of another, without a word."""
    rows = [list(row) for row in TWO_TONGUES]
    rows[3][0] = second
    assert [(row[0], row[1].partition(" / ")[0], *row[2:4]) for row in taken(database, tmp_path, rows)[:4]] == [
        ("庆安县", "玉米播种面积", 2023, 1522500.0), ("庆安县", "玉米播种面积", 2024, 1503000.0),
        ("庆安县", "玉米总产量", 2023, 701000.0), ("庆安县", "玉米总产量", 2024, 713000.0)]
    table = read_source(tmp_path / "t.xlsx", kind=KIND).table
    crops = [row[table.header.index("Crop")] for row in table.rows]
    assert crops[:4] == ["玉米"] * 4


def test_a_first_record_of_years_is_no_second_line_of_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["品种", "审定年份", None], ["甲", 2019, 2020], ["乙", 2021, 2022]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert [row[0] for row in read_source(tmp_path / "t.xlsx").table.rows] == ["甲", "乙"]
