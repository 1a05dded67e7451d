"""Tables as counties and stations draw them: places and replicates below each other's headings, plants side by side, jin."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select

from desktop import cli
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from desktop.trials.model import Trial
from desktop.trials.trial_data import TrialData, load

import_models()
NAMES = ("甲", "乙", "丙", "丁")


class Desk:
    """A database, files beside it, the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def take(self, *rows: list[object], sheets: dict[str, list[list[object]]] | None = None, merged: tuple[str, ...] = (),
             options: tuple[str, ...] = ()) -> tuple[int, str]:
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, lines in (sheets or {"Sheet1": list(rows)}).items():
            sheet = made.create_sheet(name)
            for line in lines:
                sheet.append(line)
            for area in merged:
                sheet.merge_cells(area)
        made.save(self.folder / "t.xlsx")
        return self.run(self.folder / "t.xlsx", *options)

    def text(self, text: str) -> tuple[int, str]:
        (self.folder / "t.txt").write_text(text, encoding="utf-8")
        return self.run(self.folder / "t.txt")

    def run(self, path: Path, *options: str) -> tuple[int, str]:
        status = cli.main(["import", "trial", str(path), "--database", str(self.folder / "d.agridesk"), "--lang", "en",
                           *options])
        captured = self.capsys.readouterr()
        return status, captured.out + captured.err

    def trials(self) -> list[TrialData]:
        db = open_database(self.folder / "d.agridesk", STEPS)
        try:
            with db.reading() as session:
                numbers = session.exec(select(Trial.id).order_by(Trial.code)).all()
            return [load(db, number) for number in numbers]
        finally:
            db.close()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def values(data: TrialData, name: str) -> dict[tuple[str, int | None], object]:
    """The values of the trait with `name` in its name, by entry and replicate."""
    trait = next(t for t in data.traits if name in t.name_zh + t.name_en)
    entries = {line.id: line.name for line in data.entries}
    return {(entries[p.entry_id], p.replicate): data.value(p, trait) for p in data.plots}


def yields(data: TrialData) -> dict[tuple[str, int | None], object]:
    return values(data, "")


def test_places_below_one_heading_are_trials_of_a_place_each(desk: Desk) -> None:
    status, said = desk.take(["品种名称", "试验点（kg/亩）", None, None], [None, "望奎", "响水", "平均"],
                             *([name, 600 + i, 700 + i, 650 + i] for i, name in enumerate(NAMES)), merged=("B1:D1",))
    assert status == 0 and "layout: sites side by side" in said and "not used: 试验点（kg/亩） 平均" in said
    assert sorted((t.site.name, t.traits[0].unit, len(t.plots)) for t in desk.trials()) == [
        ("响水", "kg/亩", 4), ("望奎", "kg/亩", 4)]


def test_replicates_below_places_are_replicates_of_a_trial_a_place(desk: Desk) -> None:
    status, said = desk.take(
        ["2024年大豆区域试验产量汇总"], ["品种", "望奎", None, None, "庆安", None, None, "平均"],
        [None, "Ⅰ", "Ⅱ", "Ⅲ", "Ⅰ", "Ⅱ", "Ⅲ", None],
        *([name, *(200 + i + n for n in range(6)), None] for i, name in enumerate(NAMES)), ["CV%", 3, 3, 3, 3, 3, 3, None],
        merged=("A1:H1", "B2:D2", "E2:G2"))
    assert status == 0 and "design: rcbd (3 replicates)" in said and "layout: sites side by side" in said
    first, second = sorted(desk.trials(), key=lambda t: min(yields(t).values()))
    assert yields(first)["甲", 2] == 201 and yields(second)["丁", 3] == 208


def test_plants_side_by_side_are_samples_of_one_trait(desk: Desk) -> None:
    status, said = desk.take(["小区", "重复", "品种", "株高1", "株高2", "株高3", "平均株高", "小区产量(kg)"],
                             *([100 * r + i, r, name, 250, 252 + i, 254, 252, 8.25] for r in (1, 2)
                               for i, name in enumerate(NAMES, 1)))
    assert status == 0 and "layout: several samples a plot" in said and "not used: 平均株高" in said
    (data,) = desk.trials()
    assert values(data, "株高")["甲", 1] == pytest.approx((250 + 253 + 254) / 3)
    assert set(values(data, "小区产量").values()) == {8.25}, "weighed once, counted once"
    assert len(data.plots) == 8


@pytest.mark.parametrize(("heading", "value", "stored"), [
    ("产量(斤/亩)", 1300, 650), ("每垧产量(斤/垧)", 19500, 650), ("亩产(斤)", 1300, 650)])
def test_jin_and_shang_are_told_in_kilograms_a_mu(desk: Desk, heading: str, value: float, stored: float) -> None:
    status, said = desk.take(["品种", "重复", heading], *([name, r, value] for r in (1, 2) for name in NAMES))
    (data,) = desk.trials()
    assert status == 0 and "kg/mu" in said
    assert data.traits[0].unit == "kg/亩" and "垧" not in data.traits[0].name_zh + data.traits[0].name_en
    assert list(yields(data).values()) == [pytest.approx(stored)] * 8


def test_a_sheet_named_like_a_place_names_the_site(desk: Desk) -> None:
    rows = [["品种", "重复", "产量"], *([name, r, 600 + r] for r in (1, 2) for name in NAMES)]
    status, said = desk.take(sheets={"望奎县": rows, "庆安县": rows})
    (data,) = desk.trials()
    assert status == 0 and data.site.name == "望奎县" and "taken from the name of the sheet" in said
    status, _said = desk.take(sheets={"望奎县": rows, "庆安县": rows}, options=("--sheet", "庆安县"))
    assert status == 0 and {t.site.name for t in desk.trials()} == {"望奎县", "庆安县"}


def test_a_design_that_the_blocks_contradict_is_said(desk: Desk) -> None:
    names = [f"品系{n:02d}" for n in range(12)]
    rows = [[r * 100 + i, r, r * 3 + i // 4, names[(i * (1, 5, 7)[r - 1]) % 12], 180 + i] for r in (1, 2, 3) for i in range(12)]
    heads = ["小区", "重复", "区组", "品种", "产量kg/亩"]
    status, said = desk.take(["试验设计", "随机区组"], heads, *rows)
    assert status == 0 and "design: rcbd" in said
    assert "the plots stand as" in said and "3 replicates × 3 blocks" in said


def test_a_second_table_below_the_first_is_refused_but_a_page_that_goes_on_is_not(desk: Desk) -> None:
    heads, rows = ["品种", "重复", "产量"], [[name, 1, 600] for name in NAMES]
    more = [[name, 2, 610] for name in NAMES]
    status, said = desk.take(["望奎点"], heads, *rows, ["庆安点"], heads, *more)
    assert status == 1 and "second table" in said and "庆安点" in said and not desk.trials()
    status, _said = desk.take(["望奎点"], heads, *rows, heads, *more)
    assert status == 0 and len(desk.trials()[0].plots) == 8


def test_a_table_on_its_side_is_refused_for_that_reason(desk: Desk) -> None:
    status, said = desk.take(["项目", *NAMES], ["播种期", "5.3", "5.3", "5.3", "5.3"], ["株高", 250, 251, 252, 253])
    assert status == 1 and "lies on its side" in said and "播种期" in said


def test_a_title_makes_a_short_code_and_another_title_with_the_same_letters_another(desk: Desk) -> None:
    def table(title: str) -> list[list[object]]:
        return [[title], ["品种", "重复", "产量"], *([name, r, 600] for r in (1, 2) for name in NAMES)]

    for title in ("2025年响水镇玉米品种比较试验", "2025年响水镇玉米品种比较试验", "2025年响水镇玉米品种比较实验"):
        status, _said = desk.take(*table(title))
        assert status == 0
    found = [(t.trial.code, t.trial.title) for t in desk.trials()]
    assert found == [("2025-XSZYMPZBJSY", "2025年响水镇玉米品种比较试验"),
                     ("2025-XSZYMPZBJSY (2)", "2025年响水镇玉米品种比较实验")], "the same title again is the same trial"


def test_columns_kept_apart_by_blanks_are_columns(desk: Desk) -> None:
    status, said = desk.text("variety  rep  yield\n" + "".join(f"{name}  {r}  {8 + r}.5\n" for r in (1, 2) for name in "ABCD"))
    (data,) = desk.trials()
    assert status == 0 and len(data.plots) == 8 and "by the blanks" in said


def test_an_open_question_about_a_column_is_said_once(desk: Desk) -> None:
    status, said = desk.take(["品种", "重复", "公顷产量(kg/hm2)"],
                             *([name, r, f"{9 + r},1{r}0"] for r in (1, 2) for name in NAMES))
    assert status == 1 and said.count("no clear meaning") == 1 and "rows 2, 3, 4, 5, 6, 7, 8, 9" in said


@pytest.mark.parametrize("cell", ["612,5", "612.5*", "612.5kg"])
def test_replicates_side_by_side_are_recognised_however_their_numbers_are_written(desk: Desk, cell: str) -> None:
    rows = [[name, cell, cell.replace("2", "4"), cell] for name in NAMES]
    status, said = desk.take(["品种", "区组1", "区组2", "区组3"], *rows)
    (data,) = desk.trials()
    assert status == 0 and "layout: replicates side by side" in said and len(data.plots) == 12
    assert set(yields(data).values()) == {612.5, 614.5}


def test_a_yield_without_a_unit_is_of_the_mu_where_it_may_be_and_that_is_said(desk: Desk) -> None:
    rows = [["先玉335", 1, 612], ["先玉335", 2, 598], ["郑单958", 1, 655], ["郑单958", 2, 640]]
    status, said = desk.take(["玉米产量"], ["品种", "重复", "产量"], *rows, options=("--crop", "maize"))
    assert status == 0 and "产量: no unit is named; the values are taken as kg/mu." in said
    (data,) = desk.trials()
    assert {t.code for t in data.traits} == {"maize.yield_mu"}
    status, said = desk.take(["品种", "重复", "产量"], *([n, r, 10 * y] for n, r, y in rows),
                             options=("--crop", "maize", "--trial", "B"))
    assert status == 0 and "the values are taken as kg/ha" in said


def test_the_area_behind_a_weight_is_the_harvested_one(desk: Desk) -> None:
    status, said = desk.take(["品种", "小区产量（斤/20㎡）", None], [None, "Ⅰ", "Ⅱ"], *([name, 44.0, 45.0] for name in NAMES),
                             options=("--crop", "maize"))
    (data,) = desk.trials()
    assert status == 0 and data.trial.harvest_area == 20 and "20 m²" in said
    assert set(values(data, "小区产量").values()) == {22.0, 22.5}


def test_numbers_of_plots_are_narrow_and_codes_are_no_traits(desk: Desk) -> None:
    status, said = desk.take(["小区号", "重复", "品种", "产量", "身份证号"],
                             *([f"１０{n}", "１", name, 600 + n, 230101199001010000 + n] for n, name in enumerate(NAMES)))
    (data,) = desk.trials()
    assert status == 0 and [plot.number for plot in data.plots] == ["100", "101", "102", "103"]
    assert "not used: 身份证号" in said and "full-width digits" in said and [t.name_zh for t in data.traits] == ["产量"]
