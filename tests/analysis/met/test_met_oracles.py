"""Series of trials agree with reference results of R."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from tests.shared import ORACLES, shared_path

TOLERANCE = 1e-6
BY_ENTRY = [
    "mean",
    "finlay_wilkinson_slope",
    "eberhart_russell_deviation_ms",
    "wricke_ecovalence",
    "shukla_variance",
    "lin_binns_superiority",
    "cv_percent",
    "sd",
]


def found(capsys: pytest.CaptureFixture[str], path: Path, oracle: dict[str, Any], *more: str) -> dict[str, Any]:
    """What `agridesk analyse … --json` prints for the columns of a reference."""
    columns = ["--response", oracle["response"], "--treatment", oracle["treatment"], "--environment", oracle["environment"]]
    block = ["--block", oracle["replicate"]] if isinstance(oracle["replicate"], str) else []
    status = cli.main(["analyse", str(path), "--design", "met", *columns, *block, *more, "--json"])
    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    return dict(json.loads(printed.out))


def assert_agrees(answer: dict[str, Any], oracle: dict[str, Any]) -> None:
    """Every figure of the reference stands in the answer."""
    assert (answer["n"], answer["complete"]) == (oracle["n"], oracle["complete"])
    assert [(r["source"], r["df"]) for r in answer["anova"]] == [(r["source"], r["df"]) for r in oracle["anova"]]
    for row, expected in zip(answer["anova"], oracle["anova"], strict=True):
        for key in ("ss", "ms", "f", "p"):
            assert row[key] == (None if expected[key] is None else pytest.approx(expected[key], rel=TOLERANCE, abs=0))
    for key in BY_ENTRY:
        if key in oracle:
            assert answer[key] == pytest.approx(oracle[key], rel=TOLERANCE), key
    for key in ("ammi_singular_values", "ammi_percent", "gge_percent"):
        if key in oracle:
            assert answer[key] == pytest.approx(oracle[key], rel=TOLERANCE, abs=1e-9), key


@pytest.mark.parametrize("name", ["met_balanced", "met_missing_cell"])
def test_own_series_give_the_reference_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ORACLES / "simulated"
    oracle = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert_agrees(found(capsys, folder / f"{name}.csv", oracle), oracle)


@pytest.mark.parametrize("name", ["lu.stability", "yan.winterwheat", "omer.sorghum"])
def test_published_series_give_the_reference_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    oracle = json.loads(shared_path("oracles", "agridat", f"{name}.json").read_text(encoding="utf-8"))
    assert_agrees(found(capsys, shared_path("data", "agridat", f"{name}.txt"), oracle), oracle)


def test_the_answer_has_the_keys_of_the_interface(capsys: pytest.CaptureFixture[str]) -> None:
    folder = ORACLES / "simulated"
    oracle = json.loads((folder / "met_balanced.json").read_text(encoding="utf-8"))
    answer = found(capsys, folder / "met_balanced.csv", oracle, "--check", "郑单958", "--check", "先玉335", "--lang", "en")
    assert {
        "design", "response", "n", "missing", "anova", "mean", "grand_mean", "finlay_wilkinson_slope",
        "eberhart_russell_deviation_ms", "wricke_ecovalence", "shukla_variance", "lin_binns_superiority", "hsc",
        "sites_above_check", "ammi_singular_values", "ammi_percent", "gge_percent", "complete", "notes",
    } <= set(answer)
    assert answer["grand_mean"] == pytest.approx(sum(answer["mean"].values()) / 10)
    assert answer["check"] == "郑单958"
