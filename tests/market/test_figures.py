"""Market figures: units, ranges, what does not fit together, what is known best of a region."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.i18n import _, using
from desktop.core.records import title_of
from desktop.core.verbs import store
from desktop.market.figures import indicators
from desktop.market.figures.hints import figure_hints, output_of, survey_hints
from desktop.market.figures.imports import IMPORTS
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.market.figures.papers import survey_sheet
from desktop.market.figures.values import figures_of
from tests.market.conftest import Market, figure


def test_a_figure_is_kept_in_the_unit_of_its_indicator_and_what_was_printed_beside_it(
        database: Database, market: Market) -> None:
    with database.operation("t") as session:
        kept = figure(session, "玉 米 播种面积"[4:], market.one, 80.1, unit="千公顷", crop_id=market.crop, low=80.0, high=81.0)
    assert (kept.value, kept.low, kept.high) == (1_201_500.0, 1_200_000.0, 1_215_000.0)
    assert (kept.unit, kept.printed) == ("亩 / mu", "80.1 千公顷")
    with using("zh_CN"):
        assert kept.label() == "玉米播种面积 2024"
    with using("en"):
        assert kept.label() == "Maize: Sown area 2024"


@pytest.mark.parametrize(("values", "field"), [
    ({"unit": "吨"}, "unit"), ({"value": None}, "value"), ({"low": 200.0}, "value"), ({"low": 9.0, "high": 8.0}, "low"),
    ({"year": None}, "year"), ({"gap": "unknown"}, "gap")])
def test_what_no_figure_can_be_is_refused_at_its_field(database: Database, market: Market, values: dict[str, object],
                                                      field: str) -> None:
    with pytest.raises(FieldErrors) as refused, database.operation("t") as session:
        figure(session, "播种面积", market.one, **{"value": 100.0, **values})  # type: ignore[arg-type]
    assert field in refused.value.fields


def test_a_file_of_figures_speaks_one_language(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        figure(session, "播种面积", market.one, 1_200_000.0, unit="亩", crop_id=market.crop)
        figure(session, "温室面积", market.one, 5.0, unit="万座")
    kind = next(kind for kind in IMPORTS if kind.model is MarketFigure)
    for language, words in (("zh_CN", ("播种面积", "亩")), ("en", ("Sown area", "mu"))):
        with using(language), database.reading() as session:
            sheet = kind.export(session)
            rows = [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
            names = [_(title_of(MarketFigure, name)) for name in ("indicator", "unit")]
        assert [tuple(row[name] for name in names) for row in rows] == [words, ("温室面积", "万座")]
        assert not [cell for row in sheet.rows for cell in row if " / " in str(cell)], language


def test_an_indicator_that_nobody_knows_is_kept_with_its_own_unit_and_remarked(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        kept = figure(session, "温室面积", market.one, 5.0, unit="万座")
    assert (kept.indicator, kept.value, kept.unit) == ("温室面积", 5.0, "万座")
    assert "温室面积" in indicators.doubt("温室面积")
    assert indicators.doubt("播种面积") == ""


@given(st.sampled_from([one for one in indicators.indicators() if one.kind != indicators.TEXT]))
def test_every_indicator_is_found_by_every_name_and_has_its_own_unit(one: indicators.Indicator) -> None:
    assert {indicators.find(name) for name in one.names} == {one}
    assert indicators.known(indicators.known(one.zh)) == one.written
    assert indicators.factor(one.unit, one) == 1
    assert indicators.is_unit(one.unit.split(" / ")[0])


def test_area_times_yield_is_the_output_within_the_rounding_of_print() -> None:
    """Grain, rice and wheat of a national bulletin, in 千公顷 and kg/公顷 → 万吨."""
    for area, yield_ha, output in (("36759.7", "5972.7", "21955.47"), ("30162.4", "6860.7", "20693.52"),
                                   ("24186.5", "5327.4", "12885.12")):
        mu, kg_mu = Fraction(area) * 15_000, Fraction(yield_ha) / 15
        assert round(float(output_of(mu, kg_mu) / 10_000), 2) == float(output)
    assert (round(float(Fraction("36759.7") * 15 / 10), 2), round(float(Fraction("5972.7") / 15), 2)) == (55139.55, 398.18)


def test_parts_that_do_not_add_to_the_region_are_said_unless_a_reason_is_written(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        whole = figure(session, "耕地面积", market.city, 1000.0)
        figure(session, "耕地面积", market.one, 600.0)
        last = figure(session, "耕地面积", market.two, 396.0)
        assert survey_hints(session, market.city) == [], "within half a percent"
        store(session, type(last), {"value": 380.0}, last.id)
        said, = survey_hints(session, market.city)
        assert "980" in said and "1,000" in said
        store(session, type(whole), {"reason": "含农场"}, whole.id)
        assert survey_hints(session, market.city) == []


def test_what_is_contained_in_another_figure_is_in_no_sum_and_a_missing_part_is_no_fault(
        database: Database, market: Market) -> None:
    with database.operation("t") as session:
        figure(session, "耕地面积", market.city, 1000.0)
        figure(session, "耕地面积", market.one, 700.0)
        figure(session, "耕地面积", market.two, 900.0, is_part=True)
        assert survey_hints(session, market.city) == []


def test_a_jump_from_the_year_before_and_a_wrong_product_are_said_while_one_types(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        figure(session, "播种面积", market.one, 1000.0, 2023, crop_id=market.crop)
        figure(session, "单产", market.one, 600.0, 2024, crop_id=market.crop)
        figure(session, "产量", market.one, 600.0, 2024, crop_id=market.crop)
        typed = {"indicator": "播种面积", "region_id": market.one, "crop_id": market.crop, "year": 2024}
        assert figure_hints(session, {**typed, "value": 1000.0}, None) == {}
        said = figure_hints(session, {**typed, "value": 0.2, "unit": "万亩"}, None)["value"]
        assert "+100.0 %" in said and "1,200 t" in said


def test_the_best_figure_of_a_region_is_the_newest_there_the_surest(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        for value, year, sure in ((1.0, 2023, "official"), (2.0, 2024, "estimate"), (3.0, 2024, "official"),
                                  (4.0, 2025, "official")):
            figure(session, "总人口", market.one, value, year, confidence=sure)
        figure(session, "总人口", market.one, None, 2025, gap="unknown")
        assert [one.value for one in figures_of(session, market.one)] == [4.0]
        assert [one.value for one in figures_of(session, market.one, 2024)] == [3.0]


def test_the_survey_sheet_says_each_figure_with_its_source_and_what_does_not_fit(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        figure(session, "耕地面积", market.city, 1000.0, source="统计年鉴", low=990.0, high=1010.0)
        figure(session, "耕地面积", market.one, 1600.0)
        made = store(session, MarketSurvey, {"region_id": market.city, "surveyed_on": "2026-06-01", "analysis": "面积稳定"})
    with using("zh_CN"):
        text = str(survey_sheet(database, made.id).blocks)
    for words in ("耕地面积", "1,000 亩", "990 – 1,010", "统计年鉴", "面积稳定", "下级1个区域合计1,600"):
        assert words in text


def test_a_figure_that_comes_into_use_supersedes_those_of_earlier_years_of_its_crop_and_place(
        database: Database, market: Market) -> None:
    with database.operation("t") as session:
        made = {(year, region, crop): figure(session, "播种面积", region, 1000.0, year, crop_id=crop, standing=standing,
                                               confidence="official").id
                for year, region, crop, standing in ((2022, market.one, market.crop, "used"), (2023, market.one, None, "used"),
                                                     (2023, market.two, market.crop, "used"),
                                                     (2023, market.one, market.crop, "draft"))}
        figure(session, "播种面积", market.one, 1100.0, 2024, crop_id=market.crop, standing="used", confidence="official")
        standing = {key: session.get_one(MarketFigure, number).standing for key, number in made.items()}
    assert standing == {(2022, market.one, market.crop): "superseded", (2023, market.one, None): "used",
                        (2023, market.two, market.crop): "used", (2023, market.one, market.crop): "draft"}
