"""Latin squares, split- and strip-plots agree with reference results of R and with the figures of textbooks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.test_oracles import TOLERANCE, analyse, assert_agrees
from tests.shared import ORACLES, shared_path

ROLES = ("treatment", "row", "column", "block", "whole", "sub", "horizontal", "vertical")


def options(oracle: dict[str, Any]) -> list[str]:
    """The command's options for a reference result."""
    named = ["--design", oracle["design"], "--response", oracle["response"]]
    return named + [word for role in ROLES if role in oracle for word in (f"--{role}", oracle[role])]


def assert_strata_agree(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """The lines are those of the reference, in its order."""
    names = [(row["stratum"], row["source"], row["df"]) for row in expected]
    assert [(row["stratum"], row["source"], row["df"]) for row in found] == names
    for row, reference in zip(found, expected, strict=True):
        for key in ("ss", "ms", "f", "p"):
            figure = reference[key]
            assert row[key] == (None if figure is None else pytest.approx(figure, rel=TOLERANCE)), (row, key)


def compare(capsys: pytest.CaptureFixture[str], data: Path, reference: Path) -> None:
    """The command on `data` prints the figures of `reference`."""
    oracle = json.loads(reference.read_text(encoding="utf-8"))
    found = analyse(capsys, data, *options(oracle))
    assert found["design"] == oracle["design"]
    if "strata" in oracle:
        assert "anova" not in found
        assert_strata_agree(found["strata"], oracle["strata"])
    else:
        assert_agrees(found, oracle)


@pytest.mark.parametrize("name", ["latin", "split_plot", "strip_plot"])
def test_own_data_give_the_reference_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ORACLES / "simulated"
    compare(capsys, folder / f"{name}.csv", folder / f"{name}.json")


@pytest.mark.parametrize("name", ["goulden.latin", "yates.oats", "gomez.stripplot"])
def test_published_trials_give_the_reference_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = shared_path("data", "agridat", f"{name}.txt")
    compare(capsys, data, shared_path("oracles", "agridat", f"{name}.json"))


def line(found: dict[str, Any], source: str) -> tuple[float, float]:
    """Sum of squares and F of a treatment's line."""
    row = next(row for row in found["strata"] if row["source"] == source)
    return row["ss"], row["f"]


def test_gomez_split_plot_keeps_the_errors_of_plots_and_of_samples(capsys: pytest.CaptureFixture[str]) -> None:
    data = shared_path("data", "agridat", "gomez.splitplot.subsample.txt")
    roles = ["--block", "rep", "--whole", "manage", "--sub", "time", "--sample", "sample"]
    found = analyse(capsys, data, "--design", "split-plot", "--response", "height", *roles)
    assert line(found, "manage") == pytest.approx((1482, 2.239), rel=5e-4)
    assert line(found, "time") == pytest.approx((820.8, 7.945), rel=5e-4)
    assert line(found, "manage:time")[0] == pytest.approx(475.3, abs=0.05)
    errors = {row["stratum"]: (row["df"], row["ss"]) for row in found["strata"] if row["source"] == "Residuals"}
    assert errors["rep:manage:time"] == (48, pytest.approx(1653.1, abs=0.05))
    assert errors["Within"] == (96, pytest.approx(167.4, abs=0.05))


def test_gomez_split_split_plot(capsys: pytest.CaptureFixture[str]) -> None:
    data = shared_path("data", "agridat", "gomez.splitsplit.txt")
    roles = ["--block", "rep", "--whole", "nitro", "--sub", "management", "--sub-sub", "gen"]
    found = analyse(capsys, data, "--design", "split-split-plot", "--response", "yield", *roles)
    assert line(found, "nitro") == pytest.approx((61.64, 27.7), rel=2e-3)
    assert line(found, "management") == pytest.approx((42.94, 82.0), rel=5e-4)
    assert line(found, "gen") == pytest.approx((206.01, 207.87), rel=5e-5)
    assert line(found, "nitro:gen") == pytest.approx((14.14, 3.568), rel=5e-4)
    assert found["strata"][-1]["df"] == 60
    assert found["strata"][-1]["ss"] == pytest.approx(29.73, abs=5e-3)
