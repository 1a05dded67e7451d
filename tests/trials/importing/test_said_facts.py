"""What a file says beside its table becomes the trial's: who, where, when, how large; the rest is kept in its remarks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlmodel import select

from desktop.catalogue.model import Variety
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.features import import_models
from desktop.trials.importing.said_facts import NAMES, facts
from desktop.trials.importing.units_written import split_unit
from desktop.trials.imports import TRIALS
from tests.trials.importing.test_asking import looked_at, office
from tests.trials.importing.test_import import take, trials, written
from tests.trials.importing.test_recognising import line

if TYPE_CHECKING:
    from desktop.core.database import Database

__all__ = ["office"]
import_models()
SUMMARY: list[list[object]] = [
    ["2026年新疆棉花品种比较试验产量汇总表"],
    ["承担单位：石河子种子站", None, "试验地点：石河子143团", None, "播种日期：2026年4月18日"],
    ["小区面积：20m²", None, "重复次数：3次", "密度：1.4万株/亩", "单位：kg/区"],
    ["编号", "品种名称", "Ⅰ", "Ⅱ", "Ⅲ", "合计", "平均", "位次"],
    [1, "新陆早61(CK)", 7.1, 7.4, 7.2, 21.7, 7.23, 2], [2, "石K28", 7.5, 7.9, 8.1, 23.5, 7.83, 1],
    ["填表人：张三", None, "审核人：李四"], ["备注：前茬：玉米；收获日期：2026年10月2日"]]


def book(folder: Path, *rows: list[object], name: str = "表.xlsx", sheet: str = "Sheet1") -> Path:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(folder / name)
    return folder / name


def test_a_summary_fills_the_trial_and_loses_nothing(office: Database, tmp_path: Path) -> None:
    take(office, book(tmp_path, *SUMMARY))
    (data,) = trials(office)
    trial = data.trial
    assert (trial.title, trial.series) == ("2026年新疆棉花品种比较试验",) * 2
    assert trial.code == "2026-XJMHPZBJSY-SHZ143T"
    assert (trial.organiser, data.site and data.site.name, data.season and data.season.year) == (
        "石河子种子站", "石河子143团", 2026)
    assert (trial.sown_on, trial.harvested_on) == (date(2026, 4, 18), date(2026, 10, 2))
    assert (trial.plot_area, trial.density, trial.replicates, trial.previous_crop) == (20, 14000, 3, "玉米")
    assert trial.remarks == "填表人: 张三; 审核人: 李四"
    assert [(t.name_zh, t.unit) for t in data.traits] == [("小区籽棉产量", "kg")]


def test_what_was_taken_what_was_not_read_and_what_is_kept_is_said(office: Database, tmp_path: Path) -> None:
    found = looked_at(office, book(tmp_path, ["播期：5.2", "填表人：张三", "小区面积：大", "行距：65厘米"], *SUMMARY[3:6]))
    said = "\n".join(found.facts)
    assert "Taken from beside the table: Row spacing 65 cm" in said
    assert "Sowing date 5.2 (not read: day and month may be meant either way)" in said
    assert "Plot area 大 (not read: it is no number)" in said and "填表人: 张三" in said
    assert found.payload.facts["remarks"] == "Sowing date: 5.2; Plot area: 大; 填表人: 张三"


def test_the_varieties_that_are_named_beside_the_table_are_kept(office: Database, tmp_path: Path) -> None:
    take(office, book(tmp_path, SUMMARY[0], ["供试品种：新陆早61、石K28"], *SUMMARY[3:6]))
    assert trials(office)[0].trial.remarks == "供试品种: 新陆早61、石K28"


def test_each_can_be_set_by_a_person_and_a_wrong_one_is_refused(office: Database, tmp_path: Path) -> None:
    path = book(tmp_path, *SUMMARY)
    source = read_source(path, kind=TRIALS)
    chosen = {"plot_area": "0.03亩", "sown_on": "2026-04-20", "organiser": "某公司", "series": "新疆组",
              "density": "21万株/公顷"}
    with office.reading() as session:
        columns = guess_columns(session, TRIALS, source.table, chosen)
        shown = {fact.name: (fact.recognised, fact.chosen) for fact in TRIALS.about(session, source.table, columns)}
        plan = make_plan(session, TRIALS, source.table, columns)
        wrong = guess_columns(session, TRIALS, source.table, {"plot_area": "gross"})
        refused = make_plan(session, TRIALS, source.table, wrong)
    assert shown["organiser"] == ("某公司", "某公司") and shown["plot_area"][1] == "0.03亩"
    assert [i.text for i in refused.errors] == ["Plot area: gross (not read: it is no number)"]
    apply(office, TRIALS, source, plan)
    (data,) = trials(office)
    assert (data.trial.organiser, data.trial.series, data.trial.sown_on) == ("某公司", "新疆组", date(2026, 4, 20))
    assert data.trial.plot_area == pytest.approx(20, rel=0.001) and data.trial.density == pytest.approx(14000)


def test_two_sites_of_one_series_are_two_trials(office: Database, tmp_path: Path) -> None:
    for site in ("海伦", "北安"):
        rows = [[cell.replace("石河子143团", site) if isinstance(cell, str) else cell for cell in row] for row in SUMMARY]
        take(office, book(tmp_path, *rows))
    assert sorted(t.trial.code for t in trials(office)) == ["2026-XJMHPZBJSY-BA", "2026-XJMHPZBJSY-HL"]
    assert {t.trial.series for t in trials(office)} == {"2026年新疆棉花品种比较试验"}


def test_a_code_at_another_site_is_not_taken_for_the_same_trial(office: Database, tmp_path: Path) -> None:
    for site in ("海伦", "北安"):
        rows = "T1,甲,1,6\nT1,乙,1,7\nT1,甲,2,6\nT1,乙,2,7\n"
        take(office, written(tmp_path, f"试验地点：{site}\n试验编号,品种,重复,产量\n{rows}"))
    assert sorted((t.trial.code, t.site.name) for t in trials(office) if t.site) == [("T1", "海伦"), ("T1 (2)", "北安")]


def test_a_column_that_says_the_same_in_every_row_is_a_fact_of_the_trial(office: Database, tmp_path: Path) -> None:
    take(office, written(tmp_path, "品种,密度(株/亩),前茬,重复,产量\n甲,4000,小麦,1,600\n乙,4000,小麦,1,610\n"
                                   "甲,4000,小麦,2,611\n乙,4000,小麦,2,622\n"))
    (data,) = trials(office)
    assert (data.trial.density, data.trial.previous_crop, len(data.traits)) == (4000, "小麦", 1)


@pytest.mark.parametrize(("unit", "trait", "values"), [
    ("斤/亩", ("亩产量", "kg/亩"), [500, 550]), ("公斤/亩", ("亩产量", "kg/亩"), [1000, 1100]),
    ("kg/hm²", ("公顷产量", "kg/公顷"), [1000, 1100]), ("公斤/区", ("小区产量", "kg"), [1000, 1100]),
    ("斤/小区", ("小区产量", "kg"), [500, 550])])
def test_the_unit_above_the_table_is_that_of_its_yields(
        office: Database, tmp_path: Path, unit: str, trait: tuple[str, str], values: list[float]) -> None:
    take(office, book(tmp_path, ["2026年玉米品比", None, f"单位：{unit}"], ["品种", "区组", "产量", "株高"],
                      *[[v, b, 1000 + 100 * (v == "乙"), 250] for v in "甲乙" for b in (1, 2)]))
    (data,) = trials(office)
    found = data.traits[0]
    assert (found.name_zh, found.unit) == trait
    assert sorted({data.value(plot, found) for plot in data.plots}) == values
    assert [t.name_zh for t in data.traits][1:] == ["株高"]


@pytest.mark.parametrize(("title", "design"), [
    ("玉米裂区试验", "split-plot"), ("间比法试验", "interval-check"), ("完全随机设计品比", "crd"),
    ("Alpha lattice trial", "alpha"), ("玉米品比", "rcbd")])
def test_a_title_names_the_design(office: Database, tmp_path: Path, title: str, design: str) -> None:
    found = looked_at(office, written(tmp_path, f"{title}\n品种,重复,产量\n甲,1,600\n乙,1,610\n甲,2,620\n乙,2,630\n"))
    assert line(found.recognised, "design").split(" (")[0] == design


@pytest.mark.parametrize("name", ["对照（郑单958）", "CK：郑单958", "郑单958(CK1)", "郑单958（对照二）", "郑单958 CK"])
def test_marks_before_and_behind_a_name_are_no_part_of_it(office: Database, tmp_path: Path, name: str) -> None:
    take(office, written(tmp_path, f"品种,重复,产量\n{name},1,600\n乙,1,610\n{name},2,620\n乙,2,630\n"))
    with office.reading() as session:
        assert {v.name: v.kind for v in session.exec(select(Variety))} == {"郑单958": "check", "乙": ""}


def test_every_field_that_may_be_said_is_a_field_of_the_trial() -> None:
    read = facts(dict.fromkeys(NAMES, "2026-05-01"), ("2026",))
    assert read.keys() == NAMES.keys() and read["sown_on"].value == date(2026, 5, 1)


def test_days_of_a_winter_crop_are_of_its_two_years() -> None:
    read = facts({"sown_on": "10月8日", "harvested_on": "6月5日"}, ("2025", "2026"))
    assert (read["sown_on"].value, read["harvested_on"].value) == (date(2025, 10, 8), date(2026, 6, 5))


@pytest.mark.parametrize(("heading", "parts"), [
    ("yield_kg_ha", ("yield", "kg/ha")), ("GY kg ha-1", ("GY", "kg/ha")), ("plot_weight_kg_plot", ("plot_weight", "kg/plot"))])
def test_units_of_codes_are_read_whole(heading: str, parts: tuple[str, str]) -> None:
    assert split_unit(heading) == parts


def test_trials_of_one_file_have_codes_of_their_own_whatever_the_title_names(office: Database, tmp_path: Path) -> None:
    rows = [f"{v},{s},{y},{r},600" for v in "甲乙" for s in ("1", "2") for y in (2025, 2026) for r in (1, 2)]
    take(office, written(tmp_path, "\n".join(["2025-2026年12组品比", "品种,试点,年份,重复,产量", *rows])))
    codes = [data.trial.code for data in trials(office)]
    assert len(codes) == len(set(codes)) == 4 and codes[0] == "2025-2026-12ZPB-1-2025"


def test_a_day_written_with_a_full_stop_is_no_number(office: Database, tmp_path: Path) -> None:
    rows = [f"{v},{r},10.{5 + r},600" for v in "甲乙" for r in (1, 2)]
    found = looked_at(office, written(tmp_path, "\n".join(["品种,重复,成熟期,产量", *rows])))
    assert found.columns.uses["成熟期"].target == "new_date_trait"
    assert {issue.column for issue in found.errors if issue.column} == {"成熟期"}, "month and day are asked for"


@pytest.mark.parametrize("title", [
    "2026年玉米品种比较试验产量汇总表（表3）", "表2-1 2026年玉米品种比较试验小区产量表", "2026年玉米品种比较试验  续表一",
    "2026年玉米品种比较试验（产量汇总表）"])
def test_the_name_of_a_trial_ends_before_that_of_the_table(office: Database, tmp_path: Path, title: str) -> None:
    take(office, book(tmp_path, [title], *SUMMARY[3:]))
    (data,) = trials(office)
    assert data.trial.title == "2026年玉米品种比较试验"


def test_what_stands_behind_a_number_is_read_or_kept(office: Database, tmp_path: Path) -> None:
    take(office, book(tmp_path, ["小区面积：20㎡   行距60cm  6行区", None, None, "密度：1.4万株/亩，等行距"], *SUMMARY[3:]))
    (data,) = trials(office)
    trial = data.trial
    assert (trial.plot_area, trial.row_spacing, trial.rows_per_plot, trial.density) == (20, 60, 6, 14000)
    assert "1.4万株/亩,等行距" in trial.remarks and "60cm" not in trial.remarks
