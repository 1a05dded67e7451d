"""What a table of trials does not decide is asked, with the answers named; what it does decide is not."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.model import Crop
from desktop.catalogue.seed import load_catalogue
from desktop.cli import main
from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.features import import_models
from desktop.transfer import OF_THE_FILE
from desktop.trials.importing.design import recognise
from desktop.trials.importing.standing import Standing, in_field_order
from desktop.trials.imports import TRIALS
from tests.trials.importing.test_import import take, trials, written
from tests.trials.importing.test_recognising import line

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.importing import Plan

import_models()
TILLAGE, RATES = ("深松", "旋耕", "免耕"), ("0", "10", "20", "30")


@pytest.fixture
def office(database: Database) -> Database:
    with database.operation("seed") as session:
        load_catalogue(session)
    return database


def looked_at(db: Database, path: Path, **chosen: str) -> Plan:
    source = read_source(path, kind=TRIALS)
    with db.reading() as session:
        return make_plan(session, TRIALS, source.table, guess_columns(session, TRIALS, source.table, chosen))


def asked(plan: Plan) -> dict[str, list[str]]:
    return {question.name: list(question.answers) for question in plan.asked}


# -- whole plots ------------------------------------------------------------------------------------------------------


def split(seed: int, *, free: bool = False) -> list[tuple[int, str, str]]:
    """Three blocks as they stand in the field: replicate, tillage on whole plots, rate on sub-plots."""
    chance, rows = Random(seed), []
    for block in (1, 2, 3):
        plots = list(product(chance.sample(TILLAGE, 3), RATES)) if not free else chance.sample(
            list(product(TILLAGE, RATES)), 12)
        rows += [(block, a, b) for a in dict.fromkeys(a for a, _b in plots)
                 for b in chance.sample(RATES, 4)] if not free else [(block, a, b) for a, b in plots]
    return rows


def table(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(map(str, (*row, 500 + i))) for i, row in enumerate(rows))])


ANEW = next(seed for seed in range(1, 50) if len({tuple(dict.fromkeys(a for r, a, _b in split(seed) if r == block))
                                                for block in (1, 2, 3)}) > 1)


@pytest.mark.parametrize("head", ["重复,主区,副区,产量", "区组,主处理,副处理,产量", "rep,Whole plot,Sub plot,yield",
                                  "rep,main_plot,sub_plot,yield", "区组,主处理（耕作）,副处理（施氮量）,产量"])
def test_names_say_what_whole_plots_and_sub_plots_are(office: Database, tmp_path: Path, head: str) -> None:
    found = looked_at(office, written(tmp_path, table(head, sorted(split(1)))))
    assert not found.errors
    assert (line(found.recognised, "design"), asked(found), found.unused) == ("split-plot (3 replicates)", {}, [])


def test_the_order_of_the_field_shows_whole_plots(office: Database, tmp_path: Path) -> None:
    found = looked_at(office, written(tmp_path, table("重复,耕作方式,施氮量,产量", split(ANEW))))
    assert (line(found.recognised, "design"), asked(found)) == ("split-plot (3 replicates)", {})
    assert found.payload.factors == ("耕作方式", "施氮量", "")


def test_numbers_of_plots_give_the_order_of_the_field(office: Database, tmp_path: Path) -> None:
    numbered = [(f"{row[0]}{i % 12 + 1:02d}", *row) for i, row in enumerate(split(ANEW))]
    by_treatment = sorted(numbered, key=lambda row: row[2:])
    found = looked_at(office, written(tmp_path, table("小区号,重复,施氮量,耕作方式,产量",
                                                      [(n, r, b, a) for n, r, a, b in by_treatment])))
    assert (line(found.recognised, "design"), asked(found)) == ("split-plot (3 replicates)", {})
    assert found.payload.factors == ("耕作方式", "施氮量", "")


def test_numbered_plots_in_no_order_are_a_factorial(office: Database, tmp_path: Path) -> None:
    rows = [(f"{row[0]}{i % 12 + 1:02d}", *row) for i, row in enumerate(split(3, free=True))]
    found = looked_at(office, written(tmp_path, table("小区号,重复,耕作方式,施氮量,产量", rows)))
    assert (line(found.recognised, "design"), asked(found)) == ("factorial (3 replicates)", {})


@pytest.mark.parametrize("number", ["{whole}", "{within}"])
@pytest.mark.parametrize("named", ["主区号", "主区", "whole plot no"])
def test_a_column_that_numbers_the_whole_plots_is_no_trait_and_no_factor(
        office: Database, tmp_path: Path, named: str, number: str) -> None:
    rows = [(r, number.format(whole=i // 4 + 1, within=i // 4 % 3 + 1), b, a) for i, (r, a, b) in enumerate(split(ANEW))]
    found = looked_at(office, written(tmp_path, table(f"重复,{named},施氮量,耕作,产量", sorted(rows))))
    assert (line(found.recognised, "design"), asked(found)) == ("split-plot (3 replicates)", {})
    assert found.payload.factors == ("耕作", "施氮量", "")
    assert list(found.payload.traits) == ["产量"]


def test_a_sorted_list_of_two_factors_is_asked_about_and_the_answer_is_filed(office: Database, tmp_path: Path) -> None:
    path = written(tmp_path, table("重复,耕作方式,施氮量,产量", sorted(split(1))))
    found = looked_at(office, path)
    assert asked(found) == {"design": ["factorial", "split-plot"]}
    assert asked(looked_at(office, path, design="factorial")) == {}
    take(office, path, design="split-plot")
    assert [data.trial.design for data in trials(office)] == ["split-plot"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_what_was_drawn_without_whole_plots_is_never_called_a_split_plot(seed: int) -> None:
    plots = [Standing(f"{a}×{b}", str(r), levels=(a, b)) for r, a, b in split(seed, free=True)]
    found = recognise(in_field_order(plots, [str(i) for i in range(len(plots))]))
    assert (found.name, found.asks) == ("factorial", ())


# -- the kind of a crop -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("title", "crops"), [
    ("水稻品种比较试验", {"rice_indica", "rice_japonica"}), ("rice trial", {"rice_indica", "rice_japonica"}),
    ("中稻区域试验", {"rice_indica", "rice_japonica"}), ("粳稻（水稻）品比", {"rice_japonica"}), ("早籼组", {"rice_indica"}),
    ("冬小麦品比", {"wheat"}), ("buckwheat", set()), ("油菜品比", {"rapeseed"}), ("玉米大豆间作", set())])
def test_a_title_names_a_crop_or_its_kind(office: Database, tmp_path: Path, title: str, crops: set[str]) -> None:
    path = written(tmp_path, f"{title}\n品种,区组,产量\n甲,1,600\n乙,1,610\n甲,2,620\n乙,2,630\n", "x.csv")
    found = looked_at(office, path)
    assert set(line(found.recognised, "crop").split(" or ")) == (crops or {"not known"})
    assert set(asked(found).get("crop", [])) == (crops if len(crops) > 1 else set())
    assert asked(looked_at(office, path, crop="rice_indica")) == {}


def test_crops_that_a_person_has_added_are_told_apart_by_the_longer_name(office: Database, tmp_path: Path) -> None:
    with office.operation("crops") as session:
        for code, name in (("w", "冬油菜"), ("s", "春油菜")):
            verbs.store(session, Crop, {"code": code, "name_zh": name})
    for title, crop in (("春油菜品比", "s"), ("油菜品比", "rapeseed")):
        path = written(tmp_path, f"{title}\n品种,区组,产量\n甲,1,6\n乙,1,6\n甲,2,6\n乙,2,6\n", "x.csv")
        assert line(looked_at(office, path).recognised, "crop") == crop


# -- factors with one level -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("heading", "levels"), [("播量(斤/亩)", "15 20 25"), ("施氮量", "0 10 20"), ("密度", "4000 4500 5000"),
                                                 ("播期", "5月1日 5月8日 5月15日")])
def test_one_variety_beside_a_treatment_is_no_factor(office: Database, tmp_path: Path, heading: str, levels: str) -> None:
    rows: list[tuple[object, ...]] = [("济麦22", level, r) for r in (1, 2, 3) for level in levels.split()]
    take(office, written(tmp_path, table(f"品种,{heading},重复,产量", rows)))
    (data,) = trials(office)
    assert (data.trial.design, data.trial.replicates, [e.name for e in data.entries]) == ("rcbd", 3, levels.split())
    assert {e.variety.name for e in data.entries if e.variety} == {"济麦22"}


def test_one_variety_beside_two_factors_is_none_of_them(office: Database, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("济麦22", n, p, r) for r in (1, 2) for n in (0, 10) for p in (0, 5, 9)]
    found = looked_at(office, written(tmp_path, table("品种,施氮量,施磷量,重复,产量", rows)))
    assert (line(found.recognised, "design"), found.payload.factors) == ("factorial (2 replicates)", ("施氮量", "施磷量", ""))


def test_a_named_factor_of_one_level_compares_nothing(office: Database, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("沟灌", n, r) for r in (1, 2, 3) for n in (0, 10, 20)]
    found = looked_at(office, written(tmp_path, table("因素A,因素B,重复,产量", rows)))
    assert line(found.recognised, "design") == "rcbd (3 replicates)" and found.unused == ["因素A"]


# -- numbered places --------------------------------------------------------------------------------------------------


def placed(heading: str, places: str, *more: str, entries: str = "ABCD") -> str:
    rows = [(name, place, *more) for place in places.split() for name in entries]
    return table(f"品种,{heading},{'年份,' if more else ''}产量", rows)


@pytest.mark.parametrize(("heading", "places"), [
    ("loc", "1 2 3"), ("点", "一 二 三"), ("location", "L1 L2"), ("试点", "1点 2点")])
def test_numbered_places_are_asked_about_and_may_be_replicates(
        office: Database, tmp_path: Path, heading: str, places: str) -> None:
    path = written(tmp_path, placed(heading, places))
    assert asked(looked_at(office, path)) == {"places": ["sites", "replicates"]}
    count = len(places.split())
    assert line(looked_at(office, path, places="replicates").recognised, "design") == f"rcbd ({count} replicates)"
    sites = looked_at(office, path, places="sites")
    assert (len(sites.payload.trials), asked(sites)) == (count, {})


def test_named_places_or_other_varieties_are_sites_without_a_question(office: Database, tmp_path: Path) -> None:
    assert asked(looked_at(office, written(tmp_path, placed("loc", "海伦 北安")))) == {}
    rows: list[tuple[object, ...]] = [("甲", 1), ("乙", 1), ("甲", 2), ("丙", 2)]
    found = looked_at(office, written(tmp_path, table("品种,loc,产量", rows)))
    assert (asked(found), len(found.payload.sites)) == ({}, 2)


@pytest.mark.parametrize("day", ["26.9.28", "31.2.2026"])
def test_a_cell_that_is_wrong_or_asked_about_changes_nothing_of_what_the_file_is(
        office: Database, tmp_path: Path, day: str) -> None:
    rows = [(name, rep, day, 10 + rep) for name in ("甲", "乙", "对照CK") for rep in (1, 2, 3)]
    text = "\n".join(["品种,重复,收获日期,小区产量", *(",".join(map(str, row)) for row in rows)])
    found = looked_at(office, written(tmp_path, text))
    assert found.states == ["error"] * 9 and len(found.errors) in (1, 9), "an open question is said once"
    assert line(found.recognised, "design") == "rcbd (3 replicates)"


# -- what is open is not filed ------------------------------------------------------------------------------------------

OPEN = {  # what is asked → a table that leaves it open
    "crop": "水稻品比\n品种,区组,产量\n甲,1,600\n乙,1,610\n甲,2,620\n乙,2,630\n",
    "design": table("重复,耕作方式,施氮量,产量", sorted(split(1))),
    "places": placed("loc", "1 2 3"),
}


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_is_not_filed_by_any_door(office: Database, tmp_path: Path, name: str) -> None:
    path = written(tmp_path, OPEN[name], "x.csv")
    plan = looked_at(office, path)
    with pytest.raises(UserError, match="open"):
        apply(office, TRIALS, read_source(path, kind=TRIALS), plan)
    assert trials(office) == []


@pytest.mark.parametrize("name", OPEN)
def test_a_command_with_an_open_question_writes_nothing_and_names_the_option(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path, database = written(tmp_path, OPEN[name], "x.csv"), tmp_path / "t.agridesk"

    def run(*words: object) -> int:
        return main(["--database", str(database), "--lang", "en", "import", "trial", str(path), *map(str, words)])

    assert run() == 1
    said = capsys.readouterr()
    answers = said.err.partition(f"Answer with --{name} ")[2].partition(".")[0].split("|")
    assert len(answers) == 2 and name in OF_THE_FILE
    assert said.out.startswith("design: ") and "imported" not in said.out and "crop: " in said.out
    assert run("--dry-run") == 0
    assert f"open: --{name} {'|'.join(answers)}" in capsys.readouterr().out
    assert run(f"--{name}", answers[0]) == 0
    said = capsys.readouterr()
    # Nothing had been filed by the call that was refused: every row is new.
    rows = len(OPEN[name].splitlines()) - (2 if name == "crop" else 1)
    assert f"imported: {rows}\nupdated: 0\nunchanged: 0" in said.out and "before" not in said.err
