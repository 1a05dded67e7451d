"""What a table of trials is about is recognised from its columns, said in lines of one form, and may be set instead."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from desktop import cli
from desktop.catalogue.model import Variety
from desktop.core.importing import read_source
from desktop.core.schema import open_database
from desktop.core.tables import write_xlsx
from desktop.designs import plan as laid_out
from desktop.designs.model import DesignOptions, Item
from desktop.features import import_models
from desktop.migrations import STEPS
from desktop.trials.importing.design import _unevenness, recognise
from desktop.trials.importing.standing import Standing
from desktop.trials.importing.units_written import split_unit
from desktop.trials.imports import TRIALS
from desktop.trials.model import Plot, Trial
from desktop.trials.plan.plan_files import table as plan_table
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import TrialData, load
from tests.core.store import ready
from tests.shared import shared_path
from tests.trials.importing.test_import import plan_of, take, trials, written

if TYPE_CHECKING:
    from desktop.core.database import Database

import_models()
PUBLISHED = {  # data set → what is known of its design and of what it compares
    "john.alpha": ("alpha (3 replicates × 6 blocks)", "varieties"),
    "weiss.lattice": ("row-column (4 replicates × 7 rows × 7 columns)", "varieties"),
    "stroup.nin": ("rcbd (4 replicates)", "varieties"),
    "ryder.groundnut": ("rcbd (4 replicates)", "varieties"),
    "clewer.wheat": ("rcbd (3 replicates)", "varieties"),
    "petersen.wheat": ("augmented (6 blocks)", "varieties"),
    "omer.sorghum": ("rcbd (4 replicates)", "varieties"),
    "fan.stability": ("none (every entry once)", "varieties"),
    "gomez.heteroskedastic": ("rcbd (3 replicates)", "varieties"),
    "gomez.seedrate": ("rcbd (4 replicates)", "treatments"),
    "gomez.nonnormal1": ("rcbd (4 replicates)", "treatments"),
    "gomez.stripplot": ("strip-plot (3 replicates)", "treatments"),
    "gomez.splitsplit": ("split-split-plot (3 replicates)", "treatments"),
    "gomez.splitplot.subsample": ("factorial (3 replicates)", "treatments"),
    "yates.oats": ("split-plot (6 replicates)", "treatments"),
    "yates.missing": ("factorial (10 replicates)", "treatments"),
    "goulden.latin": ("latin (5 rows × 5 columns)", "treatments"),
    "cochran.crd": ("crd (8 replicates)", "treatments"),
}


def line(found: list[str], name: str) -> str:
    return next(text.partition(": ")[2] for text in found if text.startswith(f"{name}: "))


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_trials_are_recognised(database: Database, name: str) -> None:
    found = plan_of(database, shared_path("data", "agridat", f"{name}.txt"))
    assert not found.errors
    assert (line(found.recognised, "design"), line(found.recognised, "compared")) == PUBLISHED[name]
    assert found.unused == (["group"] if name == "gomez.heteroskedastic" else [])


class Sheeted(NamedTuple):
    """A workbook as people make it, and what is to be recognised in it."""

    name: str
    rows: list[list[object]]
    said: dict[str, str]
    unused: list[str]
    plots: int
    answers: dict[str, str] = {}  # to what the sheet leaves open


HEAD = ["品种", "重复", "区组", "小区产量(kg)"]
BLOCKS = [[f"品{g}", r, b, 10 + g] for r, blocks in enumerate(((1, 1, 2, 2, 3, 3), (1, 2, 3, 1, 2, 3)), 1)
          for g, b in enumerate(blocks)]
SHEETS = [
    Sheeted("2025年玉米品比", [["2025年玉米品种比较试验产量表", None, None, None], HEAD, *BLOCKS],
            {"design": "alpha (2 replicates × 3 blocks)", "crop": "maize", "layout": "one row a plot"}, [], 12),
    Sheeted("品比Ⅰ式", [["品种", "Ⅰ", "Ⅱ", "Ⅲ", "平均", "位次"], ["甲", 612.5, 598, 605, 605.2, 2],
                       ["乙(CK)", 655, 640, 648, 647.7, 1]],
            {"design": "rcbd (3 replicates)", "crop": "not known", "layout": "replicates side by side",
             "compared": "varieties"}, ["平均", "位次"], 6),
    Sheeted("两个性状", [["品种", "产量(kg/亩)Rep1", "产量(kg/亩)Rep2", "株高Rep1", "株高Rep2"],
                     ["甲", 612.5, 598, 250, 251], ["乙", 655, 640, 260, 259]], {"layout": "replicates side by side"}, [], 4),
    Sheeted("多点冬小麦", [["品种", "甲县", "乙县", "丙县", "平均"], ["A", 512, 498, 505, 505],
                          ["B", 455, 440, 448, 447.7]],
            {"design": "none (every entry once)", "crop": "wheat", "layout": "sites side by side"}, ["平均"], 6),
    Sheeted("密度试验", [["密度(株/亩)", "区组", "产量kg/ha", "倒伏率%"],
                     *[[d, b, 9000 + d / 10 + b, 5] for d, b in product((4000, 4500, 5000), (1, 2, 3))]],
            {"design": "rcbd (3 replicates)", "compared": "treatments"}, [], 9),
    Sheeted("氮磷", [["施氮量", "施磷量", "重复", "产量"], *[[n, p, r, 500 + n + p + r] for n, p, r in
                                              product((0, 10, 20), (0, 5), (1, 2, 3))]],
            {"design": "factorial (3 replicates)", "compared": "treatments"}, [], 18, {"design": "factorial"}),
    Sheeted("裂区", [["主区处理", "副区处理", "区组", "产量"], *[[f"水{a}", f"氮{b}", r, 500 + a * b + r] for a, b, r in
                                               product((1, 2), (1, 2, 3), (1, 2, 3))]],
            {"design": "split-plot (3 replicates)", "compared": "treatments"}, [], 18),
    Sheeted("取样", [["品种", "重复", "样本", "穗粒数"],
                   *[[g, r, s, 30 + s] for g, r, s in product("甲乙", (1, 2), (1, 2, 3))]],
            {"design": "rcbd (2 replicates)", "layout": "several samples a plot"}, [], 4),
    Sheeted("点名随机", [["试验设计", *HEAD[:2], "产量", "育种者"],
                     *[["完全随机", g, r, 500 + r, "某某"] for g, r in product("甲乙", (1, 2))]],
            {"design": "crd (2 replicates)", "layout": "one row a plot"}, ["育种者"], 4),
    Sheeted("entries", [["rep", "block", "plot", "entry", "yield"],
                        *[[r, b, 100 * r + n, f"E{g:02}", 8 + g / 10] for n, (_name, r, b, _kg) in enumerate(BLOCKS)
                          for g in (n % 6 + 1,)]],
            {"design": "alpha (2 replicates × 3 blocks)", "compared": "varieties"}, [], 12),
    Sheeted("编号", [["编号", "重复", "产量"], *[[f"XM-{g}", r, 500 + g] for g, r in product((1, 2, 3), (1, 2))]],
            {"design": "rcbd (2 replicates)", "compared": "varieties"}, [], 6),
    Sheeted("大区", [["农户", "品种", "亩产量"],
                   *[[h, g, 600 + i] for i, (h, g) in enumerate(product(("张家", "李家"), "甲乙"))]],
            {"design": "on-farm (2 farms)"}, [], 4),
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_sheets_as_people_make_them_are_recognised(tmp_path: Path, sheet: Sheeted) -> None:
    book = openpyxl.Workbook()
    for row in sheet.rows:
        book.active.append(row)
    path = tmp_path / f"{sheet.name}.xlsx"
    book.save(path)
    db = ready(tmp_path / "d.agridesk")
    try:
        found = plan_of(db, path)
        assert not found.errors, found.errors
        assert {name: line(found.recognised, name) for name in sheet.said} == sheet.said
        assert found.unused == sheet.unused
        assert {question.name for question in found.asked} == sheet.answers.keys()
        take(db, path, **sheet.answers)
        with db.reading() as session:
            assert len(list(session.exec(select(Plot)))) == sheet.plots
            names = set(session.exec(select(Variety.name)))
        assert not names or line(found.recognised, "compared") == "varieties", "treatments are no varieties"
    finally:
        db.close()


def standing(name: str, items: list[Item], options: DesignOptions) -> list[Standing]:
    made = laid_out(name, items, options)
    levels = {item.key: item.levels for item in items}
    return [Standing(str(p.entry), str(p.replicate or ""), p.block, p.row, p.column, levels[p.entry or 0])
            for p in made.standing]


@pytest.mark.parametrize(("name", "count", "options"), [
    ("rcbd", 12, DesignOptions(3)), ("rcbd", 24, DesignOptions(3)), ("latin", 5, DesignOptions(5)),
    ("alpha", 20, DesignOptions(3, block_size=5)), ("lattice", 25, DesignOptions(3)), ("augmented", 30, DesignOptions(4)),
    ("p-rep", 30, DesignOptions(2)), ("interval-check", 20, DesignOptions(3)), ("none", 10, DesignOptions(1))])
def test_our_own_plans_are_recognised_without_their_name(name: str, count: int, options: DesignOptions) -> None:
    for seed in range(1, 11):
        items = [Item(i, f"e{i}", i == 1 or (name == "augmented" and i < 4)) for i in range(1, count + 1)]
        found = recognise(standing(name, items, DesignOptions(options.replicates, seed, options.block_size)))
        assert found.name == name, seed


@pytest.mark.parametrize("name", ["factorial", "split-plot", "strip-plot", "split-split-plot"])
def test_factors_are_put_in_the_order_of_the_field(name: str) -> None:
    combinations = list(product("ab", "wxyz", *(["12"] if name == "split-split-plot" else [])))
    for seed in range(1, 6):
        items = [Item(i, "×".join(levels), levels=levels) for i, levels in enumerate(combinations, 1)]
        plots = standing(name, items, DesignOptions(3, seed))
        turned = [Standing(p.entry, p.replicate, p.block, p.row, p.column, p.levels[::-1]) for p in plots]
        assert recognise(plots).name == recognise(turned).name == name


def test_the_command_says_first_what_it_recognised_and_takes_another_word(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(shared_path("data", "agridat", "john.alpha.txt"))
    common = ["import", "trial", path, "--database", str(tmp_path / "d.agridesk"), "--lang", "zh_CN"]
    assert cli.main([*common, "--dry-run"]) == 0
    head = capsys.readouterr().out.splitlines()
    assert head[:4] == ["design: alpha (3 replicates × 6 blocks)", "crop: not known", "layout: one row a plot",
                        "compared: varieties"]
    assert cli.main([*common, "--design", "rcbd", "--crop", "maize", "--compared", "treatments", "--check", "G01", "--season",
                     "2025", "--site", "响水", "--trial", "A1"]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "design: rcbd (3 replicates)", "crop: maize", "layout: one row a plot", "compared: treatments"]
    db = open_database(tmp_path / "d.agridesk", STEPS)
    try:
        with db.reading() as session:
            trial = session.exec(select(Trial)).one()
        data = load(db, trial.id)
        assert (trial.code, trial.design, data.crop and data.crop.code, data.season and data.season.year,
                data.site and data.site.name) == ("A1", "rcbd", "maize", 2025, "响水")
        assert [e.name for e in data.checks] == ["G01"]
        assert all(e.variety is None for e in data.entries)
    finally:
        db.close()
    assert cli.main(["import", "dealers", path, "--design", "rcbd", "--database", str(tmp_path / "d.agridesk")]) != 0


def only(database: Database) -> TrialData:
    (data,) = trials(database)
    return data


def test_an_alpha_trial_is_analysed_by_its_blocks(database: Database) -> None:
    take(database, shared_path("data", "agridat", "john.alpha.txt"))
    data = only(database)
    response = data.response()
    assert response is not None
    result = result_of(data, response)
    assert result is not None and result.analysis is not None
    assert (result.analysis.anova[-1].df, round(result.analysis.anova[-1].ms, 6)) == (31, 0.083463)


def test_seed_rates_are_analysed_as_treatments(database: Database) -> None:
    take(database, shared_path("data", "agridat", "gomez.seedrate.txt"))
    data = only(database)
    assert (data.trial.kind, [e.name for e in data.entries]) == ("density", ["25", "50", "75", "100", "125", "150"])
    assert all(e.variety is None for e in data.entries)
    response = data.response()
    assert response is not None
    result = result_of(data, response)
    assert result is not None and result.analysis is not None
    assert [row.df for row in result.analysis.anova] == [3, 5, 15]


def test_our_own_plan_names_its_design(tmp_path: Path, database: Database) -> None:
    items = [Item(i, f"品{i}", i == 1) for i in range(1, 7)]
    made = plan_table(laid_out("crd", items, DesignOptions(3, 5)), "P", [])
    path = write_xlsx(tmp_path / "p.xlsx", [made])
    take(database, path)
    assert only(database).trial.design == "crd"


@pytest.mark.parametrize(("heading", "parts"), [
    ("产量kg/ha", ("产量", "kg/ha")), ("产量(kg/亩)", ("产量", "kg/亩")), ("株高cm", ("株高", "cm")),
    ("yield t/ha", ("yield", "t/ha")), ("倒伏率%", ("倒伏率", "%")), ("小区产量（kg）", ("小区产量", "kg")),
    ("Length", ("Length", "")), ("gen", ("gen", "")), ("kg", ("kg", ""))])
def test_a_unit_is_read_with_or_without_brackets(heading: str, parts: tuple[str, str]) -> None:
    assert split_unit(heading) == parts


def test_a_wrong_column_is_said_once_of_the_whole_file(database: Database, tmp_path: Path) -> None:
    found = plan_of(database, written(tmp_path, "甲,乙\n某,1\n某某,2\n某甲,3\n", "x.csv"))
    assert found.states == ["error"] * 3
    assert [i.row for i in found.errors] == [0]


def test_a_second_reading_keeps_another_layout(tmp_path: Path) -> None:
    path = written(tmp_path, "品种,Ⅰ,Ⅱ\n甲,1,2\n乙,3,4\n", "x.csv")
    assert read_source(path, kind=TRIALS, layout="one row a plot").table.header == ("品种", "Ⅰ", "Ⅱ")
    assert read_source(path, kind=TRIALS).table.header[1:] == ("Replicate", "Yield")


@pytest.mark.parametrize(("replicate", "name"), [("{row}", "rcbd"), ("", "latin")])
def test_three_entries_in_named_blocks_are_no_latin_square_because_they_stand_so_by_chance(replicate: str, name: str) -> None:
    plots = [Standing("ABC"[(row + column) % 3], replicate.format(row=row), row=row, column=column)
             for row, column in product(range(1, 4), repeat=2)]
    assert recognise(plots).name == name


@pytest.mark.parametrize(("title", "years"), [
    ("2023-2024年度小麦品种比较试验", ("2023", "2024")), ("2023/24年度小麦品种比较试验", ("2023", "2024")),
    ("2024年小麦品种比较试验", None), ("2022、2024年小麦品种比较试验", None)])
def test_days_of_a_winter_crop_are_of_the_two_years_of_its_season_or_asked_for(
        database: Database, tmp_path: Path, title: str, years: tuple[str, str] | None) -> None:
    rows = [title, "品种,区组,小区产量(kg),出苗期,成熟期", *(f"{v},{b},{b}.5,10月25日,6月5日" for v in "甲乙" for b in (1, 2))]
    found = plan_of(database, written(tmp_path, "\n".join(rows)))
    days = ("出苗期", "成熟期")
    assert tuple(found.columns.uses[h].options.get("year") for h in days) == (years or (None, None))
    assert {i.column for i in found.issues if "year" in i.text or "年份" in i.text} == (set() if years else set(days))


def test_a_month_in_a_files_name_is_no_second_year(database: Database, tmp_path: Path) -> None:
    rows = ["品种,区组,小区产量(kg),抽雄期,成熟期", *(f"{v},{b},{b}.5,7月5日,9月25日" for v in "甲乙" for b in (1, 2))]
    found = plan_of(database, written(tmp_path, "\n".join(rows), "2025-06玉米.csv"))
    assert {found.columns.uses[h].options.get("year") for h in ("抽雄期", "成熟期")} == {"2025"}


@settings(deadline=None)
@given(st.data())
def test_unevenness_counts_shared_lines_as_a_look_at_every_pair_does(data: st.DataObject) -> None:
    entries, replicates = data.draw(st.integers(2, 12)), data.draw(st.integers(2, 4))
    lines = [data.draw(st.lists(st.integers(0, 3), min_size=entries, max_size=entries)) for _replicate in range(replicates)]
    shared = [sum(row[a] == row[b] for row in lines) for a, b in combinations(range(entries), 2)]
    assert 2 * _unevenness(np.array(lines)) == sum(n * n for n in shared) - sum(shared)


def test_twelve_hundred_entries_drawn_into_three_grids_are_complete_blocks() -> None:
    places = list(product(range(30), range(40)))
    drawn = [Standing(f"e{i}", str(seed), row=row, column=column)
             for seed in range(3) for i, (row, column) in enumerate(Random(seed).sample(places, len(places)))]
    assert recognise(drawn).name == "rcbd"
