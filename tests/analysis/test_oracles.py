"""Analyses agree with reference results of R (stats, emmeans, agricolae's procedures)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from tests.shared import ORACLES, shared_path

TOLERANCE = 1e-6


def analyse(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """What `agridesk analyse … --json` prints."""
    status = cli.main(["analyse", *map(str, arguments), "--json"])
    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    return dict(json.loads(printed.out))


def pairs(letters: Mapping[str, str]) -> set[frozenset[str]]:
    """The pairs of levels that share a letter."""
    return {frozenset(p) for p in combinations(letters, 2) if set(letters[p[0]]) & set(letters[p[1]])}


def assert_agrees(found: dict[str, Any], oracle: dict[str, Any]) -> None:
    """Every figure of the reference stands in the analysis."""
    assert found["n"] == oracle.get("n", found["n"])
    assert [(r["source"], r["df"]) for r in found["anova"]] == [(r["source"], r["df"]) for r in oracle["anova"]]
    for row, expected in zip(found["anova"], oracle["anova"], strict=True):
        for key in ("ss", "ms", "f", "p"):
            assert row[key] == (None if expected[key] is None else pytest.approx(expected[key], rel=TOLERANCE))
    for key in ("mean", "cv_percent"):
        if key in oracle:
            assert found[key] == pytest.approx(oracle[key], rel=TOLERANCE)
    for key in ("lsd_stats", "adjusted_means"):
        if key in oracle:
            assert found[key] == pytest.approx(oracle[key], rel=TOLERANCE)
    for test, letters in oracle.get("letters", {}).items():
        assert pairs(found["letters"][test]) == pairs(letters), test


def options(oracle: dict[str, Any]) -> list[str]:
    """The command's options for a reference result."""
    named = ["--design", oracle["design"], "--response", oracle["response"], "--treatment", oracle["treatment"]]
    return [*named, *(["--block", oracle["block"]] if "block" in oracle else [])]


@pytest.mark.parametrize("name", ["rcbd_full", "rcbd_missing", "crd_unequal"])
def test_own_data_give_the_reference_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ORACLES / "simulated"
    oracle = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert_agrees(analyse(capsys, folder / f"{name}.csv", *options(oracle)), oracle)


@pytest.mark.parametrize(
    ("name", "file", "where"),
    [
        ("omer.sorghum.E3", "omer.sorghum.txt", ["--where", "env=E3"]),
        ("gomez.seedrate", "gomez.seedrate.txt", []),
        ("stroup.nin", "stroup.nin.txt", []),
    ],
)
def test_published_trials_give_the_reference_figures(
    name: str, file: str, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    oracle = json.loads(shared_path("oracles", "agridat", f"{name}.json").read_text(encoding="utf-8"))
    found = analyse(capsys, shared_path("data", "agridat", file), *options(oracle), *where)
    assert_agrees(found, oracle)


def test_a_factorial_in_blocks_gives_the_reference_figures(capsys: pytest.CaptureFixture[str]) -> None:
    folder = ORACLES / "simulated"
    oracle = json.loads((folder / "factorial.json").read_text(encoding="utf-8"))
    arguments = ["--design", "rcbd", "--response", "yield", "--block", "rep"]
    treatments = ["--treatment", "variety", "--treatment", "nitrogen"]
    found = analyse(capsys, Path(folder / "factorial.csv"), *arguments, *treatments)
    assert_agrees(found, oracle)
    assert found["design"] == oracle["design"]
    assert pairs(found["letters"]["variety"]["lsd"]) == pairs(oracle["variety_lsd"])
