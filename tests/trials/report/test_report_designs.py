"""The field report of every design: it names the design, the error and the tests, in both languages, and is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core import documents, i18n, verbs
from desktop.core.documents import model as doc
from desktop.trials.model import Observation, Plot, StoredResult
from desktop.trials.report.field_report import trial_report
from desktop.trials.results import by_design
from desktop.trials.results.options import Options
from tests.trials.layouts import build, layouts
from tests.trials.report.test_report import blocks, text_of

if TYPE_CHECKING:
    from desktop.core.database import Database

GIVEN = ("产量", "玉米", "kg/亩")  # what the trial itself is called in Chinese


def captions(document: doc.Document) -> list[str]:
    return [b.caption for b in blocks(document) if isinstance(b, doc.Figure)]


@pytest.mark.parametrize("design", layouts())
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_report_names_the_design_and_its_error(database: Database, design: str, language: str) -> None:
    trial = build(database, layouts()[design])
    document = trial_report(database, trial, language)
    text = text_of(document)
    with i18n.using(language):
        assert by_design.title(design) in text
    assert ("误差项" in text) if language == "zh_CN" else ("error term" in text)
    assert any(isinstance(b, doc.Table) and b.sheet in ("方差分析", "Analysis of variance") for b in blocks(document))
    assert len(captions(document)) >= 3
    if language == "en":
        plain = text
        for word in GIVEN:
            plain = plain.replace(word, "")
        assert not [c for c in plain if "\u4e00" <= c <= "\u9fff"]


def test_a_factorial_speaks_of_treatments_and_draws_the_interaction(database: Database) -> None:
    document = trial_report(database, build(database, layouts()["split-plot"]), "zh_CN")
    text = text_of(document)
    assert "共8个处理：A（2个水平：a1、a2）；B（4个水平：b1、b2、b3、b4）。" in text
    assert "F检验：A p" in text
    assert any("A与B的组合" in caption for caption in captions(document))
    assert "产量：B各水平与b1比较" in text
    assert not [line for line in [*text.split("\n"), *captions(document)] if any(w in line for w in ("参试品种", "各品种"))]


def test_strips_on_farms_are_told_farm_by_farm(database: Database) -> None:
    document = trial_report(database, build(database, layouts()["on-farm"]), "zh_CN")
    text = text_of(document)
    assert "户增产" in text
    assert "示范农户为选定而非随机抽取" in text
    assert "LSD，α" not in text, "no claim by the F test of strips"


def test_interval_checks_are_compared_with_the_check_beside(database: Database) -> None:
    from tests.trials.layouts import Layout, Row

    names = ["CK", "N1", "N2", "CK", "N3", "N4", "CK"]
    rows = [Row(name, 1, "", 1, i, value=600.0 + 10 * i + 3 * (i % 2)) for i, name in enumerate(names, 1)]
    text = text_of(trial_report(database, build(database, Layout("interval-check", rows, [], checks=("CK",))), "zh_CN"))
    assert "比邻近对照CK" in text
    assert "没有重复，无法估计误差" in text
    assert "差异显著（" not in text


def test_excluded_values_are_named_with_their_reason(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    plot = verbs.owned(database, Plot, "trial_id", trial)[2]
    (seen,) = verbs.owned(database, Observation, "plot_id", plot.id)
    verbs.save(database, Observation, {"excluded": True, "reason": "鸟害"}, seen.id)
    assert "产量：剔除数值的小区：103（鸟害）。" in text_of(trial_report(database, trial, "zh_CN"))


def test_the_options_chosen_are_named(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    text = text_of(trial_report(database, trial, "en", options=Options(test="tukey", transformation="log", alpha=0.01)))
    assert "values transformed before the analysis: Logarithm" in text
    assert "letters: Tukey at 1 %" in text


def test_a_report_keeps_its_result_once(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    for language in ("zh_CN", "en"):
        trial_report(database, trial, language, keep=True)
    assert len(verbs.owned(database, StoredResult, "trial_id", trial)) == 1


@pytest.mark.parametrize("design", ["split-plot", "augmented"])
def test_all_three_kinds_of_file_are_written(database: Database, tmp_path: Path, design: str) -> None:
    document = trial_report(database, build(database, layouts()[design]))
    for ending in documents.ENDINGS:
        assert documents.save(document, tmp_path / f"r{ending}").stat().st_size > 5000
