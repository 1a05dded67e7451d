"""Tables of trials come in: wide and long, with plots or with means, in both languages, more than once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop.catalogue.model import Crop, Season, Trait, Variety
from desktop.core import verbs
from desktop.core.importing import (
    Columns,
    Use,
    apply,
    ask,
    guess_columns,
    make_plan,
    open_questions,
    read_source,
    undo_import,
)
from desktop.core.tables import Sheet, write_xlsx
from desktop.trials.imports import TRIALS
from desktop.trials.model import Entry, Observation, Plot, Site, Trial
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import TrialData, load

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.importing import Plan, Result

CHINESE = """试验编号,地点,年份,品种,重复,小区,行,列,产量(kg/亩),株高
S1,肇州,2026,先玉335,1,101,1,1,812.5,275
S1,肇州,2026,示玉1号,1,102,1,2,845.0,281
S1,肇州,2026,对照1号CK,1,103,1,3,790.1,269
S1,肇州,2026,示玉1号,2,201,2,1,851.2,284
S1,肇州,2026,对照1号CK,2,202,2,2,781.3,271
S1,肇州,2026,先玉335,2,203,2,3,806.4,
"""


def plan_of(database: Database, path: Path, changes: dict[str, Use] | None = None, **constants: str) -> Plan:
    source = read_source(path, kind=TRIALS)
    with database.reading() as session:
        columns = guess_columns(session, TRIALS, source.table)
        uses = {h: u for h, u in {**columns.uses, **(changes or {})}.items() if u.target}
        return make_plan(session, TRIALS, source.table, Columns(uses, constants))


def take(database: Database, path: Path, changes: dict[str, Use] | None = None, **constants: str) -> Result:
    plan = plan_of(database, path, changes, **constants)
    assert not plan.errors, plan.errors
    return apply(database, TRIALS, read_source(path, kind=TRIALS), plan)


def trials(database: Database) -> list[TrialData]:
    with database.reading() as session:
        found = session.exec(select(Trial).where(Trial.deleted_at == None).order_by(Trial.code))  # noqa: E711
        ids = [t.id for t in found]
    return [load(database, i) for i in ids]


def written(folder: Path, text: str, name: str = "试验.csv", encoding: str = "gb18030") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_chinese_table_becomes_a_trial_in_blocks(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, CHINESE))
    (data,) = trials(database)
    assert (data.trial.code, data.trial.design, data.trial.replicates) == ("S1", "rcbd", 2)
    assert [e.name for e in data.checks] == ["对照1号CK"]
    assert data.site is not None
    assert (data.site.name, data.season and data.season.year) == ("肇州", 2026)
    assert [(p.number, p.replicate, p.row, p.column) for p in data.plots][:2] == [("101", 1, 1, 1), ("102", 1, 1, 2)]
    assert {(t.name_zh, t.unit, t.is_yield) for t in data.traits} == {("产量", "kg/亩", True), ("株高", "", False)}
    response = data.response()
    assert response is not None
    assert response.is_yield


def test_the_same_file_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path, CHINESE)
    take(database, path)
    again = plan_of(database, path)
    assert (again.count("unchanged"), again.good) == (6, 0)
    assert not [fact for fact in again.facts if "new" in fact]


def test_a_corrected_value_is_an_update_of_that_plot_only(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, CHINESE))
    path = written(tmp_path, CHINESE.replace("845.0", "854.0"), "corrected.csv")
    plan = plan_of(database, path)
    assert (plan.count("update"), plan.count("unchanged")) == (1, 5)
    apply(database, TRIALS, read_source(path), plan)
    (data,) = trials(database)
    plot = next(p for p in data.plots if p.number == "102")
    assert data.number(plot, data.traits[0]) == 854.0


def test_undoing_an_import_takes_everything_back(database: Database, tmp_path: Path) -> None:
    result = take(database, written(tmp_path, CHINESE))
    assert result.run is not None
    undo_import(database, result.run.id)
    with database.reading() as session:
        for model in (Trial, Entry, Plot, Observation, Variety, Site, Season, Trait):
            living = session.exec(select(model).where(model.deleted_at == None)).all()  # noqa: E711
            assert living == [], model


def test_known_varieties_and_traits_are_used_and_not_made_again(database: Database, tmp_path: Path) -> None:
    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    variety = verbs.save(database, Variety, {"name": "先玉335", "crop_id": crop.id})
    trait = verbs.save(database, Trait, {"code": "maize.yield", "name_zh": "亩产量", "aliases": "产量", "unit": "kg/亩",
                                         "crop_id": crop.id, "is_yield": True})
    take(database, written(tmp_path, CHINESE))
    (data,) = trials(database)
    assert trait.id in {t.id for t in data.traits}
    assert variety.id in {e.variety.id for e in data.entries if e.variety}
    assert data.crop is not None
    assert data.crop.id == crop.id


def test_a_yield_in_another_unit_is_converted_to_that_of_the_trait(database: Database, tmp_path: Path) -> None:
    verbs.save(database, Trait, {"code": "yield", "name_en": "Yield", "unit": "kg/亩", "is_yield": True})
    path = written(tmp_path, "gen,yield (t/ha)\nA,9.0\nB,10.5\n", "m.csv")
    plan = plan_of(database, path, {"yield (t/ha)": Use("trait:yield")})
    assert sum("converted to kg/mu" in issue.text for issue in plan.issues) == 1
    apply(database, TRIALS, read_source(path), plan)
    (data,) = trials(database)
    assert [round(data.number(p, data.traits[0]) or 0) for p in data.plots] == [600, 700]


@pytest.mark.parametrize(("text", "crop", "expected"), [
    ("gen,yield (t/ha)\nA,9\nB,10.5\n", "", [600, 700]), ("gen,产量(斤/亩)\nA,1200\nB,1400\n", "", [600, 700]),
    ("gen,yield (bu/ac)\nA,150\nB,160\n", "maize", [628, 670]),
    ("gen,trait,value\nA,yield (t/ha),9\nB,产量(斤/亩),1400\n", "", [600, 700]),
])
def test_yields_in_other_units_convert_in_columns_and_in_long_tables(database: Database, tmp_path: Path, text: str, crop: str,
                                                                    expected: list[int]) -> None:
    verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    verbs.save(database, Trait, {"code": "yield", "name_en": "Yield", "name_zh": "产量", "unit": "kg/亩", "is_yield": True})
    path = written(tmp_path, text, "m.csv")
    heading = text.partition("\n")[0].split(",")[1]
    with database.reading() as session:
        source = read_source(path, kind=TRIALS)
        columns = guess_columns(session, TRIALS, source.table, {"crop": crop})
        if crop:  # a bushel weighs differently by crop: its column is a trait of its own until it is said to be this one
            columns = replace(columns, uses={**columns.uses, heading: Use("trait:yield")})
        assert heading == "trait" or columns.uses[heading].target == "trait:yield"
        assert not open_questions(ask(session, TRIALS, source.table, columns))
        plan = make_plan(session, TRIALS, source.table, columns)
    apply(database, TRIALS, source, plan)
    (data,) = trials(database)
    (of_yield,) = [t for t in data.traits if t.code == "yield"]
    assert [round(v) for p in data.plots if (v := data.number(p, of_yield)) is not None] == expected


def test_a_unit_that_does_not_convert_is_asked_about_in_columns_and_refused_in_long_tables(database: Database,
                                                                                          tmp_path: Path) -> None:
    verbs.save(database, Trait, {"code": "yield", "name_en": "Yield", "name_zh": "产量", "unit": "kg/亩", "is_yield": True})
    path = written(tmp_path, "gen,产量(kg)\nA,9\nB,10\n", "m.csv")
    with database.reading() as session:
        source = read_source(path, kind=TRIALS)
        columns = guess_columns(session, TRIALS, source.table)
        assert columns.uses["产量(kg)"].target == "new_trait"
        columns = replace(columns, uses={**columns.uses, "产量(kg)": Use("trait:yield")})
        asked = ask(session, TRIALS, source.table, columns)
        assert [q.name for q in asked] == ["unit"] and make_plan(session, TRIALS, source.table, columns).good == 0
    plan = plan_of(database, written(tmp_path, "gen,trait,value\nA,产量(kg),9\n", "long.csv"))
    assert "kg does not convert to kg/亩" in plan.errors[0].text


def test_a_yield_that_cannot_be_in_the_unit_of_the_trait_is_a_new_trait(database: Database, tmp_path: Path) -> None:
    verbs.save(database, Trait, {"code": "yield", "name_en": "Yield", "unit": "kg/亩", "is_yield": True})
    plan = plan_of(database, written(tmp_path, "gen,yield\nA,9.0\nB,10.5\n", "m.csv"))
    assert plan.columns.uses["yield"].target == "new_trait"


def test_the_short_names_of_r_tables_are_understood(database: Database, tmp_path: Path) -> None:
    text = "env\trep\tblk\tgen\tyld\tht\nE1\tR1\tB1\tA\t3.1\t90\nE1\tR1\tB1\tB\t3.4\t95\nE1\tR2\tB1\tA\t3.0\t91\n"
    plan = plan_of(database, written(tmp_path, text, "r.txt", "utf-8"))
    found = {h: u.target for h, u in plan.columns.uses.items()}
    assert found == {"env": "site", "rep": "replicate", "blk": "block", "gen": "variety", "yld": "new_trait",
                     "ht": "new_trait"}


def test_a_long_table_names_its_traits_in_a_column(database: Database, tmp_path: Path) -> None:
    text = "小区,品种,重复,性状,数值\n1,甲,1,株高,250\n1,甲,1,穗位高,100\n2,乙,1,株高,260\n3,甲,2,株高,255\n4,乙,2,株高,258\n"
    take(database, written(tmp_path, text))
    (data,) = trials(database)
    assert {t.name_zh for t in data.traits} == {"株高", "穗位高"}
    assert len(data.plots) == 4


def test_every_site_and_season_is_a_trial_of_one_series(database: Database, tmp_path: Path) -> None:
    text = "gen,loc,year,yield\n" + "".join(
        f"{g},{s},{y},{v}\n" for g, v in (("A", 9), ("Bck", 8)) for s in ("X", "Y") for y in (2025, 2026))
    take(database, written(tmp_path, text, "met.csv"))
    found = trials(database)
    assert [d.trial.code for d in found] == ["met X 2025", "met X 2026", "met Y 2025", "met Y 2026"]
    assert {d.trial.series for d in found} == {"met"}
    assert {d.trial.design for d in found} == {"none"}


def test_repeats_without_a_number_are_plots_of_a_completely_randomised_trial(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, "gen,yield\nA,1\nA,2\nB,3\nB,4\n", "c.csv"))
    (data,) = trials(database)
    assert (data.trial.design, len(data.plots)) == ("crd", 4)


def test_a_plot_that_stands_twice_is_left_out_and_named(database: Database, tmp_path: Path) -> None:
    plan = plan_of(database, written(tmp_path, "plot,gen,yield\n1,A,5\n1,A,6\n2,B,7\n", "d.csv"))
    assert plan.states == ["new", "duplicate", "new"]
    assert "row 2" in plan.issues[0].text and "5" in plan.issues[0].text and "6" in plan.issues[0].text
    same = plan_of(database, written(tmp_path, "plot,gen,yield\n1,A,5\n1,A,5\n2,B,7\n", "e.csv"))
    assert same.states == ["new", "duplicate", "new"] and "another value" not in same.issues[0].text


def test_a_plot_with_two_varieties_is_an_error_with_its_cure(database: Database, tmp_path: Path) -> None:
    plan = plan_of(database, written(tmp_path, "plot,gen,yield\n1,A,5\n1,B,6\n", "d.csv"))
    assert plan.states == ["error", "error"], "a new trial is not filed in part"
    assert "correct the plot number" in plan.errors[1].text


def test_a_wrong_cell_names_row_column_and_value(database: Database, tmp_path: Path) -> None:
    plan = plan_of(database, written(tmp_path, CHINESE.replace("275", "高")), {"株高": Use("new_trait")})
    whole, issue = plan.errors
    assert (issue.row, issue.column, issue.value) == (2, "株高", "高")
    assert (whole.row, plan.good) == (0, 0), "the design would be recognised from what is left"


def test_a_blank_variety_keeps_a_new_trial_out(database: Database, tmp_path: Path) -> None:
    plan = plan_of(database, written(tmp_path, "gen,yield\nA,1\n,2\n", "b.csv"))
    assert plan.states == ["error", "error"]
    assert any("is blank in row" in issue.text for issue in plan.errors)


def test_a_leading_zero_of_a_plot_number_survives(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, "plot,gen,yield\n0101,A,5\n0102,B,6\n", "z.csv"))
    (data,) = trials(database)
    assert [p.number for p in data.plots] == ["0101", "0102"]


@pytest.mark.parametrize(("name", "is_check"), [  # what stands in brackets behind a name is no part of it
    ("XHD892ck", True), ("CK", True), ("对照1", True), ("Yellow_check_B73", True), ("郑单958（对照）", True),
    ("Beck_Ex2251", False), ("Checkmate", False), ("Rick", False)])
def test_checks_are_known_by_their_names(database: Database, tmp_path: Path, name: str, is_check: bool) -> None:
    take(database, written(tmp_path, f"gen,yield\n{name},5\nZ,6\n", "k.csv"))
    (data,) = trials(database)
    assert [e.name for e in data.checks] == ([name.removesuffix("（对照）")] if is_check else [])


def test_a_workbook_gives_the_same_trial_as_the_text(database: Database, tmp_path: Path) -> None:
    source = read_source(written(tmp_path, CHINESE))
    rows = [[float(c) if i > 7 and c else c for i, c in enumerate(row)] for row in source.table.rows]
    write_xlsx(tmp_path / "t.xlsx", [Sheet("数据", source.table.header, rows)])
    take(database, tmp_path / "t.xlsx")
    (data,) = trials(database)
    result = result_of(data, data.traits[0])
    assert result is not None
    assert [line.entry.name for line in result.lines] == ["示玉1号", "先玉335", "对照1号CK"]


def test_observations_by_plot_need_no_variety(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, CHINESE))
    later = written(tmp_path, "试验编号,小区,倒伏率\nS1,101,2.5\nS1,203,0\nS1,999,1\n", "later.csv")
    plan = plan_of(database, later)
    assert plan.states == ["update", "update", "error"]
    assert "the plot is not known" in plan.errors[0].text
    apply(database, TRIALS, read_source(later), plan)
    (data,) = trials(database)
    lodging = next(t for t in data.traits if t.name_zh == "倒伏率")
    assert [data.number(p, lodging) for p in data.plots] == [2.5, None, None, None, None, 0.0]
    assert len(data.entries) == 3


@pytest.mark.parametrize("heading", ["yield", "yld", "产量"])
def test_a_plain_yield_is_one_trait_in_both_languages(database: Database, tmp_path: Path, heading: str) -> None:
    path = written(tmp_path, f"gen,{heading}\nA,5.25\nB,6.5\n", "y.csv")
    take(database, path)
    (data,) = trials(database)
    (trait,) = data.traits
    assert (trait.name_zh, trait.name_en, trait.decimals, trait.is_yield) == ("产量", "Yield", 2, True)
    assert plan_of(database, path).count("unchanged") == 2


def test_entries_that_are_blank_in_some_rows_are_said_once_and_no_part_of_the_trial_is_filed(database: Database,
                                                                                           tmp_path: Path) -> None:
    path = written(tmp_path, "品种,重复,产量\n甲,1,612.5\n,2,598.4\n,3,605.1\n乙,1,655.0\n,2,640.2\n,3,648.8\n")
    plan = plan_of(database, path)
    said = [issue.text for issue in plan.errors]
    assert said[0] == "品种 is blank in rows 3, 4, 6, 7 and the plots are not known: fill it in."
    assert plan.good == 0 and len(said) == 2


def test_one_of_a_thing_is_not_called_several(database: Database, tmp_path: Path) -> None:
    facts = plan_of(database, written(tmp_path, CHINESE)).facts
    assert {"1 new trial: S1", "1 new site: 肇州", "1 new season: 2026"} <= set(facts)
    assert any(fact.startswith("3 new varieties: ") for fact in facts)


@pytest.mark.parametrize(("heading", "design", "told"), [("重复", "", True), ("重复", "crd", False), ("区组", "", False)])
def test_replicates_alone_may_be_a_completely_randomised_trial_which_is_said(database: Database, tmp_path: Path, heading: str,
                                                                            design: str, told: bool) -> None:
    text = f"品种,{heading},产量\n甲,1,612.5\n乙,1,655\n甲,2,598.4\n乙,2,640.2\n"
    facts = plan_of(database, written(tmp_path, text), **({"design": design} if design else {})).facts
    assert any("completely random design" in fact for fact in facts) == told, facts
