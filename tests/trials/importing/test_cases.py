"""Tables that were once read in part, or wrongly, without a word: each taken whole, or named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop import cli
from desktop.core import verbs
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from desktop.trials.field.keys import field_plots, keys_of
from desktop.trials.model import Observation, Plot, Trial
from desktop.trials.trial_data import TrialData, load

if TYPE_CHECKING:
    from desktop.core.database import Database

import_models()
PLAN = "\n".join(("Trial,Plot number,Entry number,Variety,Is check,Replicate,Row,Column", "T9,101,1,A,no,1,1,1",
                  "T9,102,2,B,no,1,1,2", "T9,201,2,B,no,2,2,1", "T9,202,1,A,no,2,2,2"))
TABLE = "\n".join(('"plot_id","ear_height","ear_rot","remark_x"', '"T9-101","92","5","ok"', '"T9-102","88","0",""',
                   '"T9-201","90","3","leaning"', '"T9-202","95","7",""'))
FIELD = "\n".join(("plot_id,row,column,plot,replicate,variety", "26XY_0101,1,1,0101,1,A", "26XY_0102,1,2,0102,1,B",
                   "26XY_0201,2,1,0201,2,B", "26XY_0202,2,2,0202,2,A"))
BACK = "\n".join((
                  '"plot_id","column","plot","replicate","row","variety","trait","value","timestamp","person","location",'
                  '"number"',
                  '"26XY_0101","1","0101","1","1","A","stalk","21.5","2026-08-05 11:52:45.379+08:00","Ann","","1"',
                  '"26XY_0102","2","0102","1","1","B","stalk","22.0","2026-08-05 11:53:45.379+08:00","Ann","","1"'))
CRD = "\n".join((
    "trial_name,location,year,design_type,planting_date,harvest_date,plot_width,plot_length,plot_name,accession_name,plot_number,"
    "block_number,rep_number,is_a_control,range_number,row_number,col_number",
    "Z1,镇A,2026,CRD,2026-05-15,2026-09-20,3,5,Z1_1,A,1,1,1,0,,1,1",
    "Z1,镇A,2026,CRD,2026-05-15,2026-09-20,3,5,Z1_2,B,2,1,1,1,,1,2",
    "Z1,镇A,2026,CRD,2026-05-15,2026-09-20,3,5,Z1_3,B,3,1,2,1,,2,1",
    "Z1,镇A,2026,CRD,2026-05-15,2026-09-20,3,5,Z1_4,A,4,1,2,0,,2,2"))


class Office:
    """One database and the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def take(self, kind: str, text: str, *options: str, name: str = "t.csv") -> tuple[int, str]:
        """Import a table; gives the exit status and what was printed."""
        path = self.folder / name
        path.write_text(text + "\n", encoding="utf-8")
        status = cli.main(["import", kind, str(path), "--database", str(self.folder / "d.agridesk"), "--lang", "en", *options])
        return status, self.capsys.readouterr().out

    def open(self) -> Database:
        return open_database(self.folder / "d.agridesk", STEPS)

    def trial(self) -> TrialData:
        """The one trial that is there."""
        db = self.open()
        try:
            with db.reading() as session:
                number = session.exec(select(Trial.id)).one()
            return load(db, number)
        finally:
            db.close()


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def values(data: TrialData, name: str) -> list[object]:
    """What was observed, by entry and replicate."""
    trait = next(t for t in data.traits if name in (t.name_zh, t.name_en))
    plots = sorted(data.plots, key=lambda p: (p.entry_id or 0, p.replicate or 0))
    return [data.value(plot, trait) for plot in plots]


def test_a_dash_a_day_and_a_percent_lose_no_column(office: Office) -> None:
    text = "品种,重复,产量,株高,抽雄期,倒伏率\n甲,1,612,200,7月15日,5%\n甲,2,598,—,7月16日,0%\n" \
           "乙,1,655,203,7月17日,10%\n乙,2,640,205,7月18日,5%"
    status, said = office.take("trial", text)
    assert status == 0 and "not used" not in said and "the days name no year" in said
    data = office.trial()
    assert len(data.traits) == 4
    assert values(data, "株高") == [200.0, None, 203.0, 205.0]
    assert values(data, "倒伏率") == [5.0, 0.0, 10.0, 5.0]
    assert [str(v)[4:] for v in values(data, "抽雄期")] == ["-07-15", "-07-16", "-07-17", "-07-18"]


def test_new_traits_of_a_file_without_a_crop_are_taken_likewise(office: Office) -> None:
    text = "gen,rep,stalk,seen,weight,mark,colour\nA,1,12.5*,2026-07-15,60kg,5%,red\nA,2,缺,2026-07-16,61kg,0%,blue\n" \
           "B,1,14,2026-07-17,62kg,10%,red\nB,2,15,2026-07-18,63kg,5%,red"
    status, said = office.take("trial", text)
    assert status == 0 and "not used: colour\n" in said
    data = office.trial()
    assert values(data, "stalk") == [12.5, None, 14.0, 15.0]
    assert values(data, "seen") == ["2026-07-15", "2026-07-16", "2026-07-17", "2026-07-18"]
    assert values(data, "weight") == [60.0, 61.0, 62.0, 63.0]
    assert values(data, "mark") == [5.0, 0.0, 10.0, 5.0]
    assert {t.title(): t.unit for t in data.traits if t.unit} == {"weight": "kg", "mark": "%"}


def test_a_cell_of_a_new_trait_in_another_unit_than_the_others_is_converted_or_is_no_number_of_it(office: Office) -> None:
    status, said = office.take("trial", "gen,rep,weight\nA,1,60kg\nA,2,122斤\nB,1,62kg\nB,2,63kg")
    assert status == 0 and values(office.trial(), "weight") == [60.0, 61.0, 62.0, 63.0]
    status, said = office.take("trial", "gen,rep,length\nC,1,60kg\nC,2,12cm\nD,1,62kg\nD,2,63kg", "--trial", "T2")
    assert status == 1 and "12cm" in said


def test_a_column_of_words_is_kept_as_a_trait_or_as_a_note(office: Office) -> None:
    text = "gen,rep,y,colour,word\nA,1,12,red,late\nA,2,13,blue,\nB,1,14,red,\nB,2,15,red,"
    status, said = office.take("trial", text, "--map", "colour=new_text_trait", "--map", "word=note")
    assert status == 0 and "not used" not in said
    data = office.trial()
    assert values(data, "colour") == ["red", "blue", "red", "red"]
    db = office.open()
    try:
        with db.reading() as session:
            assert [note for note in session.exec(select(Observation.note)) if note] == ["word: late"]
    finally:
        db.close()


def test_replicates_side_by_side_are_plots_of_one_trait(office: Office) -> None:
    text = "品种,区组1,区组2,区组3,平均,较CK±%\n甲,612.5,598.4,605.1,605.3,5.7\n" \
           "乙,655.0,640.2,648.8,648.0,13.2\n丙(CK),570.3,566.6,580.9,572.6,0"
    status, said = office.take("trial", text)
    assert status == 0
    assert said.splitlines()[:5] == ["design: rcbd (3 replicates)", "crop: not known", "layout: replicates side by side",
                                     "compared: varieties", "not used: 平均, 较CK±%"]
    data = office.trial()
    assert [p.replicate for p in data.plots] == [1, 1, 1, 2, 2, 2, 3, 3, 3] and len(data.traits) == 1
    assert [e.name for e in data.checks] == ["丙"]


def test_observations_without_a_known_trait_are_asked_about(office: Office) -> None:
    assert office.take("trial", PLAN)[0] == 0
    status, said = office.take("observations", TABLE, name="export.csv")
    assert status == 1 and said.startswith("not used: ear_height, ear_rot, remark_x\n")
    assert said.count("Which trait is meant?") == 3 and "maize.ear_height" in said
    status, said = office.take("observations", TABLE, "--answer", "ear_height:trait=maize.ear_height", "--answer",
                               "ear_rot:trait=new_number", name="export.csv")
    assert status == 0 and "imported: 4" in said and said.startswith("not used: remark_x\n")
    assert values(office.trial(), "穗位高") == [92.0, 95.0, 88.0, 90.0]


def test_a_field_of_a_telephone_keeps_its_ids_so_that_its_data_come_back(office: Office) -> None:
    assert office.take("trial", FIELD)[0] == 0
    data = office.trial()
    assert [(p.number, p.given_id) for p in data.plots][:2] == [("0101", "26XY_0101"), ("0102", "26XY_0102")]
    assert data.traits == []
    assert keys_of(data, field_plots(data)) == ["26XY_0101", "26XY_0102", "26XY_0201", "26XY_0202"]
    status, said = office.take("observations", BACK, "--answer", "trait:trait:stalk=new_number", name="back.csv")
    assert status == 0 and "imported: 2" in said
    assert values(office.trial(), "stalk") == [21.5, None, 22.0, None]


def test_facts_of_trial_and_plots_are_no_traits(office: Office) -> None:
    status, said = office.take("trial", CRD)
    assert status == 0 and said.startswith("design: crd") and "not used" not in said
    data = office.trial()
    trial = data.trial
    assert (trial.design, str(trial.sown_on), str(trial.harvested_on), trial.plot_area) == (
        "crd", "2026-05-15", "2026-09-20", 15.0)
    assert [(p.row, p.column) for p in data.plots] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert (data.traits, [e.name for e in data.checks]) == ([], ["B"])


@pytest.mark.parametrize("shift", [0, 1])
def test_rows_and_columns_may_be_counted_from_nought(office: Office, shift: int) -> None:
    rows = [f"P{1 + 2 * r + c},{r + shift},{c + shift},{g}" for r, line in enumerate(("AB", "AB")) for c, g in enumerate(line)]
    status, said = office.take("trial", "\n".join(("plot_id,row,column,variety", *rows)))
    assert status == 0 and "imported: 4" in said
    assert ("counted from 0 in the file, from 1 here" in said) == (shift == 0)
    assert [(p.row, p.column) for p in office.trial().plots] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_a_plan_with_a_wrong_row_is_not_filed_in_part(office: Office) -> None:
    status, said = office.take("trial", "plot,row,column,variety\n1,1,1,A\n2,1,x,B\n3,2,1,A\n4,2,2,B")
    assert status == 1 and "errors: 4" in said and "The plan is valid" not in said


def test_title_and_series_of_a_trial_are_taken(office: Office) -> None:
    text = "试验名称,试验系列,品种,重复,产量\n甘蓝品比,2026系列,甲,1,612\n甘蓝品比,2026系列,甲,2,598\n" \
           "甘蓝品比,2026系列,乙,1,655\n甘蓝品比,2026系列,乙,2,640"
    assert office.take("trial", text)[0] == 0
    trial = office.trial().trial
    assert (trial.code, trial.title, trial.series) == ("甘蓝品比", "甘蓝品比", "2026系列")


def test_notes_and_sums_below_a_table_are_no_varieties(office: Office) -> None:
    text = "品种,重复,产量\n甲,1,612.5\n甲,2,598.4\n乙,1,655.0\n乙,2,640.2\n" \
           "平均,,626.5\n合计,,2506.1\n备注：对照为乙,,\n填表人：某某,,"
    status, said = office.take("trial", text)
    assert status == 0 and "平均" in said
    assert {e.name for e in office.trial().entries} == {"甲", "乙"}
    assert [e.name for e in office.trial().checks] == ["乙"], "the note below the table names the check"


def _samples() -> list[str]:
    """Two samples of every sub-plot, as far apart as the numbers of the plot and the sample make them."""
    rows = ["rep,main,sub,sample,y"]
    for r in range(1, 5):
        for m in "abc":
            for s in range(1, 5):
                middle = 10 + (7 * r + 3 * ord(m) + 5 * s * r) % 11 / 4
                rows += [f"{r},{m},{s},{k},{middle + k / 10}" for k in (1, 2)]
    return rows


def analysed(office: Office, *options: str) -> dict[str, object]:
    path = office.folder / "s.csv"
    path.write_text("\n".join(_samples()) + "\n", encoding="utf-8")
    assert cli.main(["analyse", str(path), "--response", "y", "--json", "--lang", "en", *options]) == 0
    found: dict[str, object] = json.loads(office.capsys.readouterr().out)
    return found


SPLIT = ("--design", "split-plot", "--whole", "main", "--sub", "sub", "--block", "rep")


@pytest.mark.parametrize("options", [
    SPLIT, ("--design", "strip-plot", "--horizontal", "main", "--vertical", "sub", "--block", "rep"),
    ("--design", "rcbd", "--treatment", "main", "--treatment", "sub", "--block", "rep"),
    ("--design", "alpha", "--treatment", "sub", "--replicate", "rep", "--block", "main")])
def test_samples_are_told_from_plots_in_every_design(office: Office, options: tuple[str, ...]) -> None:
    plain = analysed(office, *options)
    assert any("more than one row: 48" in str(note) for note in plain["notes"])  # type: ignore[attr-defined]
    sampled = analysed(office, *options, "--sample", "sample")
    assert not any("more than one row" in str(note) for note in sampled["notes"])  # type: ignore[attr-defined]


def test_sub_plots_are_tested_by_their_own_error(office: Office) -> None:
    found = analysed(office, *SPLIT, "--sample", "sample")
    strata = {(row["stratum"], row["source"]): row["df"] for row in found["strata"]}  # type: ignore[attr-defined]
    assert strata["rep:main:sub", "Residuals"] == 27 and strata["Within", "Residuals"] == 48


def test_a_filled_column_of_the_design_that_is_not_used_is_named(office: Office) -> None:
    found = analysed(office, "--design", "crd", "--treatment", "sub")
    assert "Filled in, but not used by this analysis: rep, main, sample." in found["notes"]  # type: ignore[operator]


@pytest.mark.parametrize("words", [
    ("lattice", "--entries", "64", "--block-size", "4"), ("rcbd", "--entries", "6", "--block-size", "5"),
    ("rcbd", "--entries", "6", "--farm", "A"), ("alpha", "--entries", "20", "--share", "50"),
    ("latin", "--entries", "5", "--interval", "3"), ("crd", "--entries", "6", "--within", "crd"),
    ("none", "--entries", "6", "--replicates", "2"), ("augmented", "--entries", "9", "--random-order"),
    ("rcbd", "--entries", "6", "--first", "7")])
def test_a_design_refuses_what_it_does_not_heed(
        tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as status:
        cli.main(["design", *words, "--out", str(tmp_path / "l.csv"), "--lang", "en"])
    assert status.value.code == 2
    assert words[3].removeprefix("--") in capsys.readouterr().err
    assert not (tmp_path / "l.csv").exists()


def test_an_id_from_elsewhere_may_be_corrected(database: Database) -> None:
    trial = verbs.save(database, Trial, {"code": "T", "title": "T"})
    plot = verbs.save(database, Plot, {"trial_id": trial.id, "number": "1"})
    assert verbs.save(database, Plot, {"given_id": "X-1"}, plot.id).given_id == "X-1"
