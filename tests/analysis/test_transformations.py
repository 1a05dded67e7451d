"""Transformed responses give the published figures, and their means come back; Box and Cox's advice is R's."""

from __future__ import annotations

import json
from math import log10
from pathlib import Path
from random import Random

import pytest

from desktop.analysis.scales.transformations import Transformation
from tests.analysis.test_analyse_command import run
from tests.analysis.test_oracles import analyse
from tests.shared import shared_path


@pytest.mark.parametrize(
    ("file", "options", "ss", "f"),
    [
        ("gomez.nonnormal1", ["rcbd", "--response", "larvae", "--treatment", "trt", "--block", "rep", "--transform", "log"],
         3.9823, 5.6995),
        ("gomez.nonnormal2", ["rcbd", "--response", "white", "--treatment", "gen", "--block", "rep", "--transform", "sqrt"],
         48.011, 5.8877),
        ("gomez.nonnormal3", ["crd", "--response", "hoppers", "--treatment", "gen", "--transform", "arcsine",
                              "--constant", "75"], 16838.7, 16.502),
    ],
)
def test_gomez_transformations_give_the_printed_variance(
    file: str, options: list[str], ss: float, f: float, capsys: pytest.CaptureFixture[str]
) -> None:
    found = analyse(capsys, shared_path("data", "agridat", f"{file}.txt"), "--design", *options)
    row = next(row for row in found["anova"] if row["source"] in ("trt", "gen"))
    assert (row["ss"], row["f"]) == pytest.approx((ss, f), rel=5e-5)


def counts(folder: Path) -> str:
    """A trial of counts, with a zero, in a file."""
    chance = Random(2)
    levels = (("A", 0.2), ("B", 1.0), ("C", 1.8))
    rows = [(t, b, round(10 ** chance.gauss(mean, 0.2)) - 1) for t, mean in levels for b in "1234"]
    text = "v,b,y\n" + "".join(f"{t},{b},{max(y, 0)}\n" for t, b, y in rows)
    path = folder / "counts.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


OPTIONS = ["--design", "rcbd", "--response", "y", "--treatment", "v", "--block", "b", "--lang", "en", "--json"]


def test_means_come_back_with_their_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _status, out, _err = run(capsys, counts(tmp_path), *OPTIONS, "--transform", "log")
    found = json.loads(out)
    assert found["transformation"] == {"name": "log", "formula": "log10(x + 1)", "constant": 1.0}
    for level, mean in found["adjusted_means"].items():
        back = found["back_transformed_means"][level]
        assert back["mean"] == pytest.approx(10**mean - 1)
        assert 0 <= back["lower"] < back["mean"] < back["upper"]
        assert log10(back["upper"] + 1) - mean == pytest.approx(2.446912 * found["standard_errors"][level], rel=1e-5)


@pytest.mark.parametrize(
    ("x", "name", "constant"), [(0.0, "log", 1.0), (57.3, "log", 0.0), (3.0, "sqrt", 0.5), (37.5, "arcsine", 75.0)]
)
def test_there_and_back_is_where_it_began(x: float, name: str, constant: float) -> None:
    import numpy as np

    chosen = Transformation(name, constant)
    assert chosen.back(float(chosen.forth(np.array([x]))[0])) == pytest.approx(x, abs=1e-12)


def test_differences_of_logarithms_are_ratios_and_a_factorial_has_means_by_factor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    plots = [(v, n, b) for v in "AB" for n in "01" for b in (1, 2, 3)]
    rows = [(v, n, b, (10 if v == "A" else 12) * (1 if n == "0" else 2) + b / 10) for v, n, b in plots]
    path.write_text("v,n,b,y\n" + "".join(f"{v},N{n},{b},{y}\n" for v, n, b, y in rows), encoding="utf-8")
    options = [*OPTIONS, "--treatment", "n", "--transform", "log", "--check", "A"]
    _status, out, _err = run(capsys, str(path), *options)
    found = json.loads(out)
    assert set(found["back_transformed_means"]) == {"v", "n", "v:n"}
    means = found["back_transformed_means"]["v"]
    assert found["dunnett"]["B"]["percent"] == pytest.approx(100 * (means["B"]["mean"] / means["A"]["mean"] - 1))


def test_box_and_cox_advise_the_logarithm_where_errors_are_proportional(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    # R: MASS::boxcox(lm(y ~ b + v)) tops at -0.08, interval from -0.33 to 0.18.
    rows = [("A", 3, 4, 5.5, 4.2), ("B", 9, 14, 11, 17), ("C", 30, 46, 62, 41), ("D", 150, 99, 180, 120)]
    text = "v,b,y\n" + "".join(f"{v},{i},{y}\n" for v, *values in rows for i, y in enumerate(values))
    path.write_text(text, encoding="utf-8")
    _status, out, _err = run(capsys, str(path), *OPTIONS, "--transform", "none")
    found = json.loads(out)
    assert found["box_cox"]["suggestion"] == "log"
    assert "back_transformed_means" not in found
    assert [found["box_cox"][key] for key in ("lambda", "lower", "upper")] == pytest.approx([-0.08, -0.33, 0.18], abs=0.011)


@pytest.mark.parametrize(
    ("name", "value", "words"), [("log", "-3", ["-3", "logarithm", "--constant"]), ("arcsine", "130", ["130", "0 to 100"])]
)
def test_a_value_that_has_no_transform_is_named(
    name: str, value: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"v,b,y\nA,1,5\nA,2,6\nB,1,7\nB,2,{value}\n", encoding="utf-8")
    status, out, err = run(capsys, str(path), *OPTIONS, "--transform", name)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert all(word in err for word in words), err


@pytest.mark.parametrize("options", [["--constant", "1"], ["--transform", "log", "--constant", "-1"], ["--transform", "cube"]])
def test_bad_use_is_refused(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, counts(tmp_path), *OPTIONS, *options)[0] == 2


def test_a_scale_is_named_in_the_language_of_the_reader() -> None:
    from desktop.analysis.further_table import plain
    from desktop.core.i18n import using

    with using("zh_CN"):
        assert plain("transformation", "", "", {"scale": "log"}).table().rows == [["scale", "对数"]]
