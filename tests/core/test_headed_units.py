"""A unit in a heading that is not the field's: converted and said once, or asked about; words that are no units stay words."""

from __future__ import annotations

import pytest

from desktop.core import money, unit_words
from desktop.core.importing import Target, Use, convert
from desktop.core.importing.headed import headed, unit_in
from desktop.core.importing.questions import of_column
from desktop.trials.results.yields import unit_code

AREA = Target("area", "Area", "number", unit="mu")
WEIGHT = Target("weight", "Quantity", "number", unit="kg")
NET = Target("net", "Net weight", "number", unit="g")
SUM = Target("sum", "Amount", "money", unit="yuan")
PRICE = Target("price", "Price", "price", unit="yuan/kg")
DENSITY = Target("density", "Density", "number", unit="plants/mu")
YIELD = Target("yield", "Yield", "number", unit="kg/亩")
HEIGHT = Target("height", "Plant height", "number", unit="cm", plausible=(100.0, 400.0))
DAYS = Target("days", "Visit every", "whole", unit="d")
SHARE = Target("share", "Share", "number", unit="%")

CONVERTED = (
    (AREA, "面积(公顷)", 2, 30.0), (AREA, "面积（hm²）", 2, 30.0), (AREA, "面积公顷", 2, 30.0), (AREA, "area ha", 2, 30.0),
    (AREA, "面积/万亩", 0.2, 2000.0), (AREA, "种植面积(平方米)", 2000, 3.0), (AREA, "面积[单位：公顷]", 2, 30.0),
    (WEIGHT, "数量(吨)", 1.5, 1500.0), (WEIGHT, "数量(斤)", "30斤", 15.0), (WEIGHT, "数量吨", 2, 2000.0),
    (WEIGHT, "购种量(两)", 5, 0.25), (WEIGHT, "quantity (t)", 0.1, 100.0), (WEIGHT, "数量(吨)合计", 1, 1000.0),
    (NET, "净重(kg)", 2.5, 2500.0), (NET, "净含量(千克)", "2.5", 2500.0),
    (SUM, "金额(万元)", 12.3456, 12345600), (SUM, "金额万元", "1.5", 1500000), (SUM, "金额(千元)", 3, 300000),
    (PRICE, "单价(元/斤)", 10, 200000), (PRICE, "单价(元/吨)", 5000, 50000),
    (DENSITY, "密度(万株/亩)", 0.45, 4500.0), (DENSITY, "密度(株/公顷)", 67500, 4500.0),
    (YIELD, "产量(t/ha)", 9, 600.0), (YIELD, "产量(斤/亩)", 1200, 600.0), (YIELD, "产量/(kg/hm²)", 9000, 600.0),
    (YIELD, "产量kg/ha", 9000, 600.0), (YIELD, "亩产(公斤)", 600, 600.0), (YIELD, "亩产(斤)", 1200, 600.0),
    (HEIGHT, "株高(m)", 2.5, 250.0), (HEIGHT, "株高(米)", "2.5米", 250.0), (HEIGHT, "株高(mm)", 2500, 250.0),
    (DAYS, "周期(周)", 2, 14), (SHARE, "发病率(‰)", 5, 0.5),
)
AS_WRITTEN = (
    (AREA, "面积(亩)"), (AREA, "面积(mu)"), (AREA, "面积"), (AREA, "玉米"), (AREA, "面积(2025年)"), (AREA, "亩"),
    (WEIGHT, "数量(公斤)"), (WEIGHT, "数量(千克)"), (WEIGHT, "数量(含税)"), (SUM, "金额(元)"), (HEIGHT, "株高(厘米)"),
    (YIELD, "产量(kg/667m²)"), (YIELD, "产量/亩"), (YIELD, "maize.yield_mu"), (Target("code", "Code"), "编号(吨)"),
    (Target("n", "Count", "whole"), "数量(吨)"),
)
ASKED = ((WEIGHT, "数量(袋)"), (YIELD, "产量(kg)"), (YIELD, "小区产量(kg/小区)"), (AREA, "面积(kg)"), (PRICE, "单价(元)"),
         (YIELD, "yield (bu/ac)"), (SUM, "金额(吨)"))


@pytest.mark.parametrize(("target", "heading", "cell", "value"), CONVERTED, ids=lambda v: str(getattr(v, "name", v)))
def test_another_unit_in_the_heading_is_converted_exactly_and_said_once(target: Target, heading: str, cell: object,
                                                                        value: float) -> None:
    read = headed(target, heading)
    done = convert([None, cell, cell], read, {})  # type: ignore[list-item]
    assert (done.values, done.wrong) == ([None, value, value], {})
    assert of_column(heading, [cell], target, Use(target.name)) == []  # type: ignore[list-item]
    told = [text for text in done.warnings.values() if "converted" in text]
    assert len(told) == (read.factor != 1), done.warnings


@pytest.mark.parametrize(("target", "heading"), AS_WRITTEN, ids=lambda v: str(getattr(v, "name", v)))
def test_the_fields_own_unit_and_words_that_are_none_change_nothing(target: Target, heading: str) -> None:
    assert headed(target, heading).factor == 1
    assert not [text for text in convert([150], headed(target, heading), {}).warnings.values() if "unit" in text]


@pytest.mark.parametrize(("target", "heading"), ASKED, ids=lambda v: str(getattr(v, "name", v)))
def test_a_unit_that_does_not_convert_is_asked_about_and_nothing_taken_meanwhile(target: Target, heading: str) -> None:
    (question,) = of_column(heading, [12, "13"], target, Use(target.name))
    assert question.name == "unit" and question.examples == ("12", "13")
    assert set(convert([12, "13"], headed(target, heading), {}).wrong) == {0, 1}
    kept = money.stored(12, target.kind) if money.holds(target.kind) else 12.0
    assert convert([12], headed(target, heading), {"unit": "as_written"}).values == [kept]


def test_units_of_one_quantity_convert_there_and_back() -> None:
    known = unit_words.simple()
    for one, (quantity, _worth) in known.items():
        for other in (o for o, (q, _w) in known.items() if q == quantity):
            there, back = unit_words.factor(one, other), unit_words.factor(other, one)
            assert there is not None and back is not None and there * back == 1, (one, other)


@pytest.mark.parametrize("area", ["667m2", "667㎡", "667 m²", "666.7㎡", "666.67平方米", "667平米", "６６７㎡", "667 m^2"])
@pytest.mark.parametrize("heading", ["产量(kg/{})", "亩产量（kg/{}）", "产量 kg/{}"])
def test_the_square_metres_of_a_mu_are_a_mu_however_they_are_written(area: str, heading: str) -> None:
    written = heading.format(area)
    assert unit_words.area_said(written) == ""
    assert unit_words.factor(unit_in(written, "kg/mu"), "kg/mu") == 1 == unit_words.factor(f"kg/{area}", "kg/mu")


def test_ten_thousand_square_metres_are_a_hectare_and_any_other_area_is_a_plot() -> None:
    for area in ("10000m²", "10,000 ㎡", "1万平方米"):
        assert unit_words.area_said(f"产量(t/{area})") == "" and unit_words.factor(f"t/{area}", "t/ha") == 1
    assert [unit_words.area_said(f"产量(kg/{area})") for area in ("20㎡", "1667m2", "13.3平方米")] == ["20", "1667", "13.3"]
    assert unit_code("kg/667㎡") == unit_code("kg/666.7平方米") == "kg_per_mu"


@pytest.mark.parametrize(("kind", "unit", "heading", "cell", "value"), [
    ("whole", "", "印数(万枚)", "3.5万", 35_000), ("whole", "", "人数（万人）", "3.5万人", 35_000),
    ("whole", "", "人数", "3.5万", 35_000),
    ("money", "yuan", "预算(万元)", "1.5万元", 15_000_00), ("money", "yuan", "预算(万元)", "1.5万", 15_000_00),
    ("money", "yuan", "预算(千元)", "1.5万", 15_000_00), ("money", "yuan", "预算(元)", "1.5万元", 15_000_00),
    ("money", "yuan", "预算(万元)", "1.5", 15_000_00), ("money", "yuan", "预算(万元)", "15000元", 15_000_00),
    ("whole", "bags", "数量(万袋)", "0.2万袋", 2_000)])
def test_ten_thousands_in_the_heading_and_in_the_cell_are_the_same_ones(kind: str, unit: str, heading: str, cell: str,
                                                                       value: int) -> None:
    target = headed(Target("n", "Number", kind, unit=unit), heading)
    done = convert([cell], target, {})
    assert (done.values, done.wrong) == ([value], {})
