"""The field report: what it says, in both languages, and what it never says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.analysis import wording
from desktop.analysis.answer import Answer
from desktop.analysis.catalogue import ListedAnalysis
from desktop.analysis.columns import PlotColumns
from desktop.catalogue.model import Trait
from desktop.core import documents, i18n, verbs
from desktop.core.documents import model as doc
from desktop.trials.actions import set_traits
from desktop.trials.model import Entry, Observation, Plot, Trial
from desktop.trials.report import sentences
from desktop.trials.report.field_report import trial_report
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import load
from tests.trials.conftest import build_trial, entry_named, plot_numbered

if TYPE_CHECKING:
    from desktop.core.database import Database


def blocks(document: doc.Document) -> list[doc.Block]:
    return list(doc.flat(document.blocks))


def text_of(document: doc.Document) -> str:
    """All sentences of a document."""
    found = []
    for block in blocks(document):
        if isinstance(block, doc.Paragraph | doc.Heading):
            found.append(block.text)
        elif isinstance(block, doc.Bullets):
            found += block.items
        elif isinstance(block, doc.Table):
            found += [block.caption, *block.notes]
        elif isinstance(block, doc.Cover):
            found += [block.title, block.subtitle, *(f"{n} {v}" for n, v in block.facts)]
    return "\n".join(found)


def table(document: doc.Document, sheet: str) -> doc.Table:
    return next(b for b in blocks(document) if isinstance(b, doc.Table) and b.sheet == sheet)


def test_the_chinese_report_speaks_the_trades_sentences(database: Database, trial: int) -> None:
    text = text_of(trial_report(database, trial, "zh_CN"))
    assert "V4平均亩产553.3kg，比对照V1增产27.7%，差异显著，居第1位。" in text
    assert text.count("差异是否显著以LSD法判断") == 1, "the rule is named once"
    assert "试验设计为随机区组，3次重复，4个品种。" in text
    assert "品种间差异显著（F检验，p = 0.0367）" in text
    assert "误差项为误差均方，自由度6" in text


def test_the_english_report_says_the_same(database: Database, trial: int) -> None:
    text = text_of(trial_report(database, trial, "en"))
    assert "V4 yielded 553.3 kg/mu, 27.7 % more than the check V1, the difference is significant, rank 1." in text
    assert "Design: Randomised complete blocks, 3 replicates, 4 entries." in text
    assert not any("\u4e00" <= c <= "\u9fff" for c in text.replace("小麦品种比较试验", "").replace("示例试验点", ""))


def test_the_table_of_means_has_both_units_and_the_check(database: Database, trial: int) -> None:
    with i18n.using("en"):
        means = table(trial_report(database, trial, "en"), "Means")
    heads = [c.header for c in means.columns]
    assert heads[:6] == ["Rank", "Variety", "Mean (t/ha)", "Yield (kg/mu)", "Yield (kg/ha)", "Difference"]
    best = dict(zip(heads, means.rows[0], strict=True))
    assert best["Yield (kg/ha)"] == pytest.approx(8300)
    assert best["± % of check"] == pytest.approx(27.692, abs=1e-3)
    check = means.rows[next(iter(means.marked_rows))]
    assert dict(zip(heads, check, strict=True))["Significance"] == "CK"


def test_without_replication_nothing_is_called_significant(database: Database, trial: int) -> None:
    for plot in verbs.owned(database, Plot, "trial_id", trial):
        if plot.replicate != 1:
            verbs.save(database, Plot, {"state": "excluded", "reason": "无"}, plot.id)
    document = trial_report(database, trial, "zh_CN")
    text = text_of(document)
    assert "无法估计误差，因此不作差异显著性判断" in text
    for claim in ("差异显著（", "差异极显著", "差异不显著", "Dunnett", "LSD"):
        assert claim not in text
    assert all(c.title not in ("LSD", "Dunnett p", "5%") for c in table(document, "平均数").columns)
    assert not any(isinstance(b, doc.Table) and "方差分析" in b.caption for b in blocks(document))


def test_where_f_is_not_significant_no_letters_are_printed(database: Database, trial: int) -> None:
    values = [9.8, 7.2, 9.1, 7.4, 6.8, 8.0, 6.5, 8.9, 8.2, 7.4, 6.4, 8.6]
    from desktop.core.grid import GridChange
    from desktop.trials.observations.observation_grid import ObservationGrid

    grid = ObservationGrid(database, trial)
    loaded = grid.load()
    name = loaded.columns[0].name
    grid.save([GridChange(k, name, None, v) for k, v in zip(loaded.keys, values, strict=True)])
    document = trial_report(database, trial, "zh_CN")
    assert "品种间差异不显著" in text_of(document)
    means = table(document, "平均数")
    assert "5%" not in [c.title for c in means.columns]
    assert {row[[c.title for c in means.columns].index("显著性")] for row in means.rows} == {"ns", "CK"}


def test_lost_plots_are_named_with_their_reason(database: Database, trial: int) -> None:
    verbs.save(database, Plot, {"state": "lost", "reason": "牲畜踩踏"}, plot_numbered(database, trial, "101").id)
    text = text_of(trial_report(database, trial, "zh_CN"))
    assert "缺失小区：101（牲畜踩踏）。" in text
    assert "共12个小区，采用11个。" in text


def test_a_written_conclusion_takes_the_place_of_the_draft(database: Database, trial: int) -> None:
    verbs.save(database, Trial, {"conclusion": "建议V4续试。\n淘汰V1。"}, trial)
    text = text_of(trial_report(database, trial, "zh_CN"))
    assert "建议V4续试。" in text
    assert "品种取舍应以多点试验汇总为准" not in text


def test_the_field_plan_stands_as_one_sees_it(database: Database, trial: int) -> None:
    grid = next(b for b in blocks(trial_report(database, trial)) if isinstance(b, doc.Grid))
    assert list(grid.row_names) == ["3", "2", "1"]
    first = grid.cells[2][0]
    assert first is not None
    assert first.text == "101\nV2"
    assert [cell.bold for cell in grid.cells[2] if cell] == [False, False, False, True]


def test_a_long_narrow_field_is_drawn_in_strips(database: Database, trial: int) -> None:
    for place, plot in enumerate(verbs.owned(database, Plot, "trial_id", trial), start=1):
        verbs.save(database, Plot, {"row": place * 6, "column": 1}, plot.id)
    grid = next(b for b in blocks(trial_report(database, trial)) if isinstance(b, doc.Grid))
    assert len(grid.cells) < 40
    assert sum(cell is not None for row in grid.cells for cell in row) == 12


def test_without_a_check_the_trial_mean_is_named(database: Database, trial: int) -> None:
    verbs.save(database, Entry, {"is_check": False}, entry_named(database, trial, "V1").id)
    text = text_of(trial_report(database, trial, "zh_CN"))
    assert "V4平均亩产553.3kg，高于试验平均14.5%，居第1位。" in text
    assert "Dunnett检验" not in text


def test_a_trial_without_values_still_has_a_report(database: Database, tmp_path: Path) -> None:
    empty = verbs.save(database, Trial, {"code": "E", "title": "空试验"})
    document = trial_report(database, empty.id)
    assert "不能得出结论" in text_of(document)
    assert documents.save(document, tmp_path / "e.pdf").exists()


def test_hostile_names_print_as_they_are(database: Database, tmp_path: Path) -> None:
    trial = build_trial(database)
    for entry, name in (("V1", "<b>甲</b> & 乙"), ("V2", "=1+1"), ("V3", "a\nb"), ("V4", "𠮷" * 40)):
        verbs.save(database, Entry, {"name": name}, entry_named(database, trial, entry).id)
    verbs.save(database, Trial, {"title": "{name}"}, trial)
    document = trial_report(database, trial)
    for ending in documents.ENDINGS:
        assert documents.save(document, tmp_path / f"h{ending}").stat().st_size > 5000


def test_equal_to_the_check_is_said_so(database: Database, trial: int) -> None:
    from dataclasses import replace

    data = load(database, trial)
    response = data.response()
    assert response is not None
    result = result_of(data, response)
    assert result is not None
    line = replace(result.lines[0], percent=0.01)
    with i18n.using("zh_CN"):
        assert "与对照V1平产" in sentences.against(result, line)


def test_numbers_round_half_to_even() -> None:
    assert wording.number(0.35, 1) == "0.4"
    assert wording.number(0.25, 1) == "0.2"
    assert wording.signed(-0.04, 1) in ("0.0", "−0.0")
    assert wording.signed(1.25, 1) == "+1.2"


def test_every_trait_is_analysed_once_also_where_the_result_is_kept(database: Database, trial: int,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    analyse = ListedAnalysis.analyse

    def counted(self: ListedAnalysis, columns: PlotColumns, check: str | None, alpha: float) -> Answer:
        asked.append(columns.response)
        return analyse(self, columns, check, alpha)

    monkeypatch.setattr(ListedAnalysis, "analyse", counted)
    data = load(database, trial)
    height = verbs.save(database, Trait, {"code": "wheat.height", "name_en": "Height", "unit": "cm", "kind": "number"})
    set_traits(database, trial, [data.traits[0].id, height.id])
    with database.operation("heights") as session:
        for i, plot in enumerate(data.plots):
            verbs.store(session, Observation, {"plot_id": plot.id, "trait_id": height.id, "value": 80.0 + i * 7 % 11})
    trial_report(database, trial, "en", keep=True)
    assert sorted(asked) == ["Height", "Yield"]
