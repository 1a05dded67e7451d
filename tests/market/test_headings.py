"""Headings of yearbooks and of reports of agricultural bureaux, as they are written in earnest."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.records import title_of
from desktop.core.tables import Table
from desktop.market.figures import indicators
from desktop.market.figures.headings import said
from desktop.market.figures.model import MarketFigure
from desktop.market.figures.yearbook import arranged
from tests.market.conftest import Market
from tests.market.test_yearbook import taken

SOWN = """全国玉米播种面积 我国玉米播种面积 东北玉米播种面积 玉米的播种面积 实际玉米播种面积 玉米实际播种面积 今年玉米播种面积
玉米本年播种面积 种植玉米面积 玉米种植面积(万亩) 玉米播面 玉米总面积
2024年全县玉米实播面积（公顷） 1.玉米播种面积 （一）玉米面积"""
ENGLISH = ("玉米播种面积 Sown Area of Corn", "Maize sown area (mu)", "Sown area of corn", "Corn acreage", "Area under maize",
           "Area planted to maize")
OTHERS = "预计 计划 意向 目标 上年 去年 新增 受灾 成灾 绝收 收获 机播 已播 完成 补种 复种 订单 投保 多年平均 最高 籽棉 人均"
YIELDS = {"yield": ("玉米平均单产", "玉米平均亩产（公斤/亩）", "玉米单产水平",
                    "Yield of maize per hectare", "Average maize yield"),
          "output": ("玉米总产", "Total output of corn", "Maize production")}


@pytest.mark.parametrize("text", [*SOWN.split(), *ENGLISH])
def test_many_ways_to_write_the_sown_area_of_maize(text: str) -> None:
    found = said(text)
    assert (found.crop, found.own, found.changes, found.rest) == ("玉米", False, (), "") and found.indicator is not None
    assert found.indicator.code == "sown"


@pytest.mark.parametrize(("text", "code"), [(text, code) for code, texts in YIELDS.items() for text in texts])
def test_yields_and_outputs_of_maize(text: str, code: str) -> None:
    found = said(text)
    assert found.indicator is not None
    assert (found.crop, found.rest, found.changes, found.indicator.code) == ("玉米", "", (), code)


@pytest.mark.parametrize("text", ["先玉335玉米面积", "Sweet corn area", "青贮玉米", "玉米、大豆播种面积", "Rice price"])
def test_what_is_not_the_crop_alone_keeps_its_name(text: str) -> None:
    found = said(text)
    assert found.own and not found.crop and found.indicator is None


@pytest.mark.parametrize("word", OTHERS.split())
def test_what_makes_another_figure_of_it_is_never_the_plain_area(word: str) -> None:
    for text in ("{}玉米播种面积", "玉米{}播种面积", "玉米播种面积（{}）", "{}种植玉米面积"):
        table = arranged(Table(("地区", text.format(word), "年份"), [("庆安县", 5, 2024)], [2], "t.xlsx"))
        named = dict(zip(table.header, table.rows[0], strict=True))
        kept = str(named[_title("indicator")])
        assert indicators.find(kept) is None and not kept.startswith("播种面积") and "播种面积" in kept, (text, kept)
        assert named[_title("crop_id")] == "玉米" and named[_title("value")] == 5


def _title(name: str) -> str:
    return title_of(MarketFigure, name)


def test_what_a_title_says_of_plans_holds_for_all_its_figures_but_those_that_are_said_to_be_actual(
        database: Database, market: Market, tmp_path: Path) -> None:
    rows = taken(database, tmp_path, [["庆安县2025年玉米种植意向调查"], ["县(市、区)", "面积（亩）", "实际面积（亩）"],
                                      ["庆安县", 120, 100], ["望奎县", 90, 80]])
    assert [(row[1].split(" / ")[0], row[3]) for row in rows[:2]] == [("玉米意向播种面积", 120.0), ("玉米播种面积", 100.0)]


def test_a_table_of_losses_gives_no_sown_areas(database: Database, market: Market, tmp_path: Path) -> None:
    head = ["县(市、区)", "玉米"]
    rows = taken(database, tmp_path, [["绥化市2024年农作物受灾面积"], head, ["庆安县", 12], ["望奎县", 9]])
    assert {row[1] for row in rows} == {"玉米受灾播种面积 / Maize: Hit by disaster: Sown area"}
    head = ["县(市、区)", "玉米播种面积", "玉米受灾面积"]
    more = taken(database, tmp_path, [["绥化市2023年播种面积和受灾情况"], head, ["庆安县", 12, 3], ["望奎县", 9, 1]])
    assert [row[1].split(" / ")[0] for row in more if row[2] == 2023] == ["玉米播种面积", "玉米受灾播种面积"] * 2


def test_a_title_of_a_kind_of_a_crop_gives_no_figures_of_the_crop(database: Database, market: Market, tmp_path: Path) -> None:
    rows = taken(database, tmp_path, [["绥化市糯玉米播种面积（2024年）"], ["县(市、区)", "面积（亩）"],
                                      ["庆安县", 12], ["望奎县", 9]])
    assert {row[1] for row in rows} == {"糯玉米播种面积"}


def test_areas_of_something_else_keep_their_name(database: Database, market: Market, tmp_path: Path) -> None:
    rows = taken(database, tmp_path, [["庆安县", None, None], ["年份", "温室面积", "退耕还林面积"], [2024, 12, 3],
                                      [2023, 9, 2]])
    assert [row[1] for row in rows[:2]] == ["温室面积", "退耕还林面积"]


def test_a_heading_that_says_whose_its_figures_are_is_believed() -> None:
    table = arranged(Table(("年份", "全省玉米播种面积", "全国玉米播种面积", "全市玉米播种面积", "玉米播种面积"),
                           [(2024, 3, 5, 2, 1)], [2], "t.xlsx", extra={"above": ["绥化市历年玉米生产情况"]}))
    assert table.column(_title("region_id")) == ["黑龙江省", "全国", "绥化市", "绥化市"]


def test_a_row_a_figure_keeps_what_makes_another_figure_of_it(database: Database, market: Market, tmp_path: Path) -> None:
    head = ["地区", "指标", "年份", "数值", "单位", "资料来源"]
    rows = taken(database, tmp_path, [head, ["庆安县", "玉米预计播种面积", 2025, 90, "万亩", "报表"],
                                      ["庆安县", "今年玉米播种面积（万亩）", 2025, 88, "", "报表"]])
    assert [row[1] for row in rows] == ["玉米预计播种面积 / Maize: Expected: Sown area", "玉米播种面积 / Maize: Sown area"]


def test_every_word_that_changes_a_figure_is_told_in_both_languages() -> None:
    rows = [row for row in catalogues.load("figure_words").rows if row["means"] == "changes"]
    assert len(rows) > 100 and all(row["zh"] and row["en"].isascii() for row in rows)
