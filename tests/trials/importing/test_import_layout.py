"""Layouts made elsewhere come in without any trait, with their certificate; our own plans come back unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop import cli
from desktop.trials.plan import layout
from desktop.trials.trial_data import TrialData
from tests.trials.importing.test_import import plan_of, take, trials, written

if TYPE_CHECKING:
    from desktop.core.database import Database


FIELDHUB = """ID,EXPT,LOCATION,YEAR,PLOT,ROW,COLUMN,CHECKS,ENTRY,TREATMENT
1,Expt1,FARGO,2026,101,1,1,0,7,G7
2,Expt1,FARGO,2026,102,1,2,1,1,CH1
3,Expt1,FARGO,2026,103,1,3,0,5,G5
4,Expt1,FARGO,2026,104,2,3,2,2,CH2
5,Expt1,FARGO,2026,105,2,2,0,6,G6
6,Expt1,FARGO,2026,106,2,1,1,1,CH1
"""
BREEDBASE = """plot_name,accession_name,plot_number,block_number,is_a_control,rep_number,range_number,row_number,col_number
T26-1,KASESE,101,1,,1,1,1,1
T26-2,UG1,102,1,1,1,1,1,2
T26-3,UG1,201,2,1,2,2,2,1
T26-4,KASESE,202,2,,2,2,2,2
"""
CHINESE = """试验编号,小区号,排,列,品种,重复,区组
高产1,101,1,1,先玉335,Ⅰ,1
高产1,102,1,2,示玉1号,Ⅰ,1
高产1,103,1,3,示玉2号,Ⅰ,2
高产1,104,1,4,示玉3号,Ⅰ,2
高产1,201,2,1,先玉335,Ⅱ,1
高产1,202,2,2,示玉2号,Ⅱ,1
高产1,203,2,3,示玉1号,Ⅱ,2
高产1,204,2,4,示玉3号,Ⅱ,2
"""


def only(database: Database) -> TrialData:
    (data,) = trials(database)
    return data


def test_a_fieldhub_field_book_comes_in(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path, FIELDHUB, "book.csv", "utf-8")
    facts = " ".join(plan_of(database, path).facts)
    assert "The plan is valid." in facts
    assert "The entries stand on 1 to 2 plots each." in facts
    take(database, path)
    data = only(database)
    assert (data.trial.code, data.trial.state, data.traits) == ("Expt1", "planned", [])
    assert [e.name for e in data.checks] == ["CH1", "CH2"]
    assert {e.name: e.number for e in data.entries} == {"CH1": 1, "CH2": 2, "G5": 5, "G6": 6, "G7": 7}
    assert [(p.number, p.row, p.column) for p in data.plots][3] == ("104", 2, 3)


def test_a_breedbase_layout_comes_in_by_its_columns_not_its_ranges(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, BREEDBASE, "trial.csv", "utf-8"))
    data = only(database)
    assert (data.trial.design, data.trial.replicates) == ("rcbd", 2)
    assert [e.name for e in data.checks] == ["UG1"]
    assert [(p.number, p.replicate, p.block, p.row, p.column) for p in data.plots] == [
        ("101", 1, "1", 1, 1), ("102", 1, "1", 1, 2), ("201", 2, "2", 2, 1), ("202", 2, "2", 2, 2)]


def test_incomplete_blocks_are_known_by_their_blocks(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, CHINESE))
    data = only(database)
    assert (data.trial.design, data.trial.replicates, data.trial.block_size) == ("alpha", 2, 2)
    found = layout.layout_of(database, data.trial.id).certificate
    assert found.valid
    assert found.check("efficiency") is not None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("words", "design"), [
    (["alpha", "--entries", "20", "--block-size", "5", "--guard-rows", "1", "--check", "3"], "alpha"),
    (["rcbd", "--entries", "7", "--fill", "--per-row", "4", "--prefix", "A"], "rcbd"),
    (["split-plot", "--factor", "氮肥=0,60", "--factor", "密度=4000,5000,6000"], "split-plot"),
    (["augmented", "--entries", "30", "--check", "1", "--check", "2"], "augmented"),
])
def test_our_own_plans_come_back_as_they_were(database: Database, tmp_path: Path, language: str, words: list[str],
                                              design: str) -> None:
    path = tmp_path / "plan.csv"
    assert cli.main(["design", "--lang", language, *words, "--seed", "3", "--trial", "P1", "--out", str(path)]) == 0
    take(database, path)
    data = only(database)
    assert (data.trial.code, data.trial.design) == ("P1", design)
    assert layout.layout_of(database, data.trial.id).certificate.valid
    assert [p.walk for p in data.plots if p.kind != "guard"] == list(range(1, 1 + sum(p.kind != "guard" for p in data.plots)))
    if design == "split-plot":
        assert [name for name, _place in data.factors] == ["氮肥", "密度"]
    assert plan_of(database, path).good == 0


def test_a_changed_layout_moves_plots_and_entries(database: Database, tmp_path: Path) -> None:
    take(database, written(tmp_path, CHINESE))
    changed = CHINESE.replace("101,1,1,先玉335", "101,1,1,示玉1号").replace("102,1,2,示玉1号", "102,1,5,先玉335")
    path = written(tmp_path, changed, "changed.csv")
    plan = plan_of(database, path)
    assert (plan.count("update"), plan.count("unchanged")) == (2, 6)
    take(database, path)
    data = only(database)
    first, second = data.plots[:2]
    assert [e.name for p in (first, second) if (e := data.entry(p))] == ["示玉1号", "先玉335"]
    assert second.column == 5
    database.undo()
    assert only(database).plots[1].column == 2


def test_a_plot_number_that_stands_twice_is_named(database: Database, tmp_path: Path) -> None:
    plan = plan_of(database, written(tmp_path, CHINESE.replace("高产1,204", "高产1,203")))
    assert plan.states == ["error"] * 8, "a plan is not filed in part"
    whole, issue = plan.errors
    assert whole.row == 0
    assert (issue.row, issue.column, issue.value) == (9, "小区号", "203")
    assert "row 8 already" in issue.text


def test_a_spoilt_layout_says_so_before_it_is_imported(database: Database, tmp_path: Path) -> None:
    facts = plan_of(database, written(tmp_path, CHINESE.replace("高产1,202,2,2", "高产1,202,2,1"))).facts
    assert any("not valid" in fact for fact in facts)
    assert any("1 place carries two plots" in fact for fact in facts)
