"""Two published tables through the import engine, in three file formats, to a printed report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop.core import documents
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.core.tables import Sheet, read_table, write_csv, write_xlsx
from desktop.trials.imports import TRIALS
from desktop.trials.model import Trial
from desktop.trials.report.field_report import trial_report
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import TrialData, load
from tests.shared import shared_path

if TYPE_CHECKING:
    from desktop.core.database import Database

FAN = {"gen": "品种", "maturity": "生育期", "year": "年份", "loc": "地点", "yield": "产量"}
ARS = {"loc": "地点", "gen": "品种", "yield": "产量", "stand": "株数", "rootlodge": "倒伏率", "stalklodge": "倒折率",
       "earht": "穗位高", "flower": "开花天数", "moisture": "收获含水量"}


def variant(folder: Path, name: str, form: str, chinese: dict[str, str]) -> Path:
    """The published file, or the same data as a workbook or as a GB18030 table with Chinese headings."""
    source = shared_path("data", "agridat", f"{name}.txt")
    if form == "text":
        return source
    table = read_table(source)
    if form == "xlsx":
        numbers = [[_number(c) for c in row] for row in table.rows]
        return write_xlsx(folder / f"{name}.xlsx", [Sheet("data", table.header, numbers)])
    path = folder / f"{name}.csv"
    write_csv(path, [chinese[h] for h in table.header], table.rows)
    path.write_bytes(path.read_bytes().decode("utf-8-sig").encode("gb18030"))
    return path


def _number(cell: object) -> object:
    try:
        return float(str(cell))
    except ValueError:
        return cell


def imported(database: Database, path: Path) -> list[TrialData]:
    source = read_source(path, kind=TRIALS)
    with database.reading() as session:
        plan = make_plan(session, TRIALS, source.table, guess_columns(session, TRIALS, source.table))
    assert not plan.errors, plan.errors[:3]
    apply(database, TRIALS, source, plan)
    with database.reading() as session:
        ids = list(session.exec(select(Trial.id).where(Trial.series == path.stem)))
    return [load(database, i) for i in ids]


@pytest.mark.parametrize("form", ["text", "xlsx", "gb18030"])
def test_fan_is_twenty_trials_against_its_check(database: Database, tmp_path: Path, form: str) -> None:
    found = imported(database, variant(tmp_path, "fan.stability", form, FAN))
    assert len(found) == 20
    assert {tuple(e.name for e in d.checks) for d in found} == {("XHD892ck",)}
    means, better = {"HaiHe": 0.0, "LD10": 0.0, "XHD892ck": 0.0}, 0
    for data in found:
        response = data.response()
        assert response is not None
        result = result_of(data, response)
        assert result is not None
        assert result.analysis is None
        by_name = {line.entry.name: line for line in result.lines}
        better += (by_name["LD10"].percent or 0) > 0
        for name in means:
            means[name] += by_name[name].mean / 20
    assert means["XHD892ck"] == pytest.approx(10.2845, abs=5e-5)
    assert means["LD10"] == pytest.approx(12.070, abs=5e-4)
    assert means["HaiHe"] == pytest.approx(12.197, abs=5e-4)
    assert better == 19


@pytest.mark.parametrize("form", ["text", "xlsx", "gb18030"])
def test_ars_is_nine_trials_of_sixty_hybrids_and_seven_traits(database: Database, tmp_path: Path, form: str) -> None:
    found = imported(database, variant(tmp_path, "ars.earlywhitecorn96", form, ARS))
    assert [len(d.entries) for d in found] == [60] * 9
    assert {len(d.traits) for d in found} == {7}
    response = found[0].response()
    assert response is not None
    assert (response.name_zh, response.name_en) == ("产量", "Yield")


@pytest.mark.slow
@pytest.mark.parametrize("ending", documents.ENDINGS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ["fan.stability", "ars.earlywhitecorn96"])
def test_their_reports_are_written(database: Database, tmp_path: Path, name: str, language: str, ending: str) -> None:
    data = imported(database, variant(tmp_path, name, "text", {}))[0]
    document = trial_report(database, data.trial.id, language)
    assert documents.missing_glyphs(document) == []
    path = documents.save(document, tmp_path / f"report{ending}")
    assert path.stat().st_size > 10_000


def test_a_replicated_trial_comes_out_as_published(database: Database) -> None:
    found = imported(database, shared_path("data", "agridat", "clewer.wheat.txt"))
    response = found[0].response()
    assert response is not None
    result = result_of(found[0], response)
    assert result is not None
    assert result.analysis is not None
    assert [round(row.ss, 2) for row in result.analysis.anova] == [9.78, 6.63, 2.40]
