"""Headings of yearbooks and of reports of agricultural bureaux, as they are written in earnest."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.records import title_of
from desktop.core.tables import Table
from desktop.core.tables.words import bare
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


CHANGES = {row["word"]: row["zh"] for row in catalogues.load("figure_words").rows if row["means"] == "changes"}
IN_ENGLISH = {word for word in CHANGES if word.isascii()}
APART = """上年 前年 往年 常年 历史 同期 上期
三年平均 五年平均 近三年平均 近五年平均 多年平均 年均
旱灾 洪灾 水灾 涝灾 雹灾 风灾 冻害 受灾
rainfed irrigated mulched 滴灌 膜下滴灌 节水灌溉
在田 收获 已收 实收
轮作 休耕 撂荒 弃耕
高产 最高
机械化 机收 机播
人均 户均
示范 试验 展示 试种
复种 套种 间作 带状复合种植
补种 改种 毁种 重播
发生 病害 虫害 病虫害
防治 统防统治
绿色 有机 无公害
流转 托管 代耕
计划 规划 安排
预计 估计 预测 测算
目标 任务 下达
新增 净增 扩种
减少 调减 压减 净减
已播 进度
制种 繁育 种子田
推广 辐射 良种
补贴 核定 确权
占比 比例 构成
出售 外销 商品
受灾 成灾 绝收 减产 损失
投保 承保
订单 合同 签约
rotated fallow abandoned
maximum record"""


@pytest.mark.parametrize("word", CHANGES)
def test_what_makes_another_figure_of_it_is_never_the_plain_area(word: str) -> None:
    told = CHANGES[word]
    texts = (f"{word.capitalize()} maize area", f"Maize area, {word}") if word in IN_ENGLISH else tuple(
        form.format(word) for form in ("{}玉米播种面积", "玉米{}播种面积", "玉米播种面积（{}）", "{}种植玉米面积"))
    for text in texts:
        table = arranged(Table(("地区", text, "年份"), [("庆安县", 5, 2024)], [2], "t.xlsx"))
        named = dict(zip(table.header, table.rows[0], strict=True))
        kept = str(named[_title("indicator")])
        one = indicators.find(kept)
        assert (one is None or one.code != "sown") and not kept.startswith("播种面积 /"), (text, kept)
        assert "播种面积" in kept or bare(kept) == bare(text), (text, kept)
        assert told in kept or bare(kept) == bare(text) or one is not None, "as printed or under a synonym"
        assert named[_title("value")] == 5


@pytest.mark.parametrize("words", APART.splitlines())
def test_words_that_mean_different_things_name_different_figures(words: str) -> None:
    each = [CHANGES[word] for word in words.split()]
    assert len(set(each)) == len(each)


@pytest.mark.parametrize("word", ["其他", "其它", "另外", "其余", "Other"])
def test_other_maize_is_not_all_maize(word: str) -> None:
    text = f"{word} maize area" if word.isascii() else f"{word}玉米播种面积"
    table = arranged(Table(("地区", "玉米播种面积（亩）", text), [("庆安县", 100, 20)], [2], "t.xlsx"))
    kept = dict(zip(table.column(_title("indicator")), table.column(_title("value")), strict=True))
    assert kept == {"播种面积 / Sown area": 100, bare(text) if word.isascii() else text: 20}


WORDS = """新建高标准农田面积 平原玉米播种面积 合作医疗人数 和平玉米播种面积
新华书店数 城关人口 开发面积 东方红拖拉机数 文化站数 新型城镇化率"""


@pytest.mark.parametrize("heading", WORDS.split())
def test_words_that_a_county_is_called_by_somewhere_are_no_places(heading: str) -> None:
    table = arranged(Table(("年份", heading, "玉米播种面积（公顷）"), [(2024, 5, 8)], [3], "t.xlsx",
                           extra={"above": ["庆安县历年农业生产情况"]}))
    assert table.column(_title("region_id")) == ["庆安县", "庆安县"]
    assert table.column(_title("indicator"))[0] == heading


@pytest.mark.parametrize(("heading", "place"), [
    ("庆安玉米播种面积", "庆安县"), ("望奎县玉米播种面积", "望奎县"), ("黑龙江玉米播种面积", "黑龙江省"),
    ("绥化玉米播种面积", "绥化市"), ("兰西镇玉米播种面积", "兰西镇"), ("山东玉米播种面积", "山东"),
    ("新建区玉米播种面积", "新建区")])
def test_short_names_are_places_where_they_lie_in_the_region_of_the_title(heading: str, place: str) -> None:
    table = arranged(Table(("年份", heading), [(2024, 5)], [3], "t.xlsx", extra={"above": ["绥化市历年农业生产情况"]}))
    (found,) = table.column(_title("region_id"))
    assert str(found).startswith(place.rstrip("县省市")) and table.column(_title("crop_id")) == ["玉米"]


def test_rows_of_changes_and_ratios_keep_their_printed_name_behind_what_they_are_of() -> None:
    rows = [("粮食产量", "吨", 100), ("比上年增长", "%", 5.1), ("玉米产量", "吨", 60), ("#比去年增减", "%", 3),
            ("大豆产量比上年", "%", 3), ("玉米面积占粮食面积比例", "%", 40), ("玉米播种面积占比", "%", 41)]
    table = arranged(Table(("指标", "单位", "2024"), rows, list(range(3, 10)), "t.xlsx",
                           extra={"above": ["庆安县国民经济指标"]}))
    assert table.column(_title("indicator")) == [
        "粮食总产量 / Output of grain", "粮食产量比上年增长", "总产量 / Output", "玉米产量比去年增减", "大豆产量比上年",
        "玉米面积占粮食面积比例", "播种面积占比 / Share of the sown area"]
    assert table.column(_title("value")) == [100, 5.1, 60, 3, 3, 40, 41]


def test_a_change_below_each_crop_in_a_column_is_one_of_that_crop() -> None:
    table = arranged(Table(("指标", "玉米产量", "大豆产量"), [("总量", 1, 2), ("比上年增长", 3, 4)], [3, 4], "t.xlsx"))
    assert len({*table.column(_title("indicator"))} & {"玉米产量比上年增长", "大豆产量比上年增长"}) in (0, 2)


@pytest.mark.parametrize(("heading", "code", "unit"), [
    ("玉米面积 万亩", "sown", "万亩"), ("玉米面积/万亩", "sown", "万亩"), ("玉米单产，公斤/亩", "yield", "公斤/亩"),
    ("玉米播种面积 2024年 公顷", "sown", "公顷"), ("Maize area 1000 ha", "sown", "1000 ha"),
    ("Maize yield kg/mu", "yield", "kg/mu"),
    ("玉米产量：万吨", "output", "万吨"), ("玉米产量/亩", "", ""),
    ("农 户", "households_rural", ""),
    ("玉 米 面 积", "sown", "")])
def test_a_unit_behind_a_heading_needs_no_brackets(heading: str, code: str, unit: str) -> None:
    found = said(heading)
    assert (found.indicator.code if found.indicator and not found.rest else "", "".join(found.units)) == (code, unit)


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
