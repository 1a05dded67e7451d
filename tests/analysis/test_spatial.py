"""Spatial analyses agree with R and with published figures, choose sensibly, and refuse what is no field."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from math import log, pi
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop import cli
from desktop.analysis.factors import factor
from desktop.analysis.spatial.field_fit import FieldFit, fit_field
from desktop.analysis.spatial.field_model import FIELD, FIELD_AND_ERROR, NO_FIELD, Absorbed, FieldModel, Part, State
from desktop.analysis.spatial.grid import grid
from desktop.analysis.spatial.models import candidates
from desktop.analysis.spatial.splines import segments_for, smooth, surface_parts
from desktop.core.errors import UserError
from tests.analysis.plots import analyse_spatial
from tests.analysis.test_oracles import analyse
from tests.shared import ORACLES, shared_path

REML = 1e-3  # R's optimisers stop there
Floats = NDArray[np.float64]

OWN = ORACLES / "mixed" / "field.csv"
OPTIONS = ["--design", "spatial", "--response", "yield", "--treatment", "entry", "--row", "row", "--column", "column"]


def reference() -> dict[str, Any]:
    """R's figures of the own field."""
    return dict(json.loads((ORACLES / "mixed" / "field.json").read_text(encoding="utf-8")))


def nebraska(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """The analysis of the wheat trial at Alliance, Nebraska."""
    data = shared_path("data", "agridat", "stroup.nin.txt")
    return analyse(capsys, data, "--design", "spatial", "--response", "yield", "--treatment", "gen", "--row", "row",
                   "--column", "col", *options)


def line(found: dict[str, Any], name: str) -> dict[str, Any]:
    """The line of a model."""
    return next(dict(m) for m in found["models"] if m["name"] == name)


def nebraska_model(kind: str) -> FieldModel:
    """The trial's plots with nothing but varieties and an autoregressive field."""
    with shared_path("data", "agridat", "stroup.nin.txt").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if r["yield"] != "NA"]
    place = grid(factor("row", [r["row"] for r in rows]), factor("col", [r["col"] for r in rows]))
    y = np.array([float(r["yield"]) for r in rows])
    return FieldModel(y, factor("gen", [r["gen"] for r in rows]), np.zeros((len(y), 0)), (), kind, place)


def test_blocks_alone_give_the_published_criterion_and_f_of_nebraska(capsys: pytest.CaptureFixture[str]) -> None:
    found = nebraska(capsys, "--block", "rep", "--model", "blocks")
    assert line(found, "blocks")["aic_reml"] == pytest.approx(1333.702, abs=5e-4)
    assert found["anova"][0]["f"] == pytest.approx(0.875, abs=6e-4)
    assert found["lsd_stats"]["Df"] == 165


def test_the_published_linear_correlation_of_nebraska_comes_out_of_the_same_equations() -> None:
    model = nebraska_model(NO_FIELD)
    place = model.grid
    assert place is not None
    apart = np.hypot(np.subtract.outer(place.row, place.row), np.subtract.outer(place.column, place.column))
    reach, nugget = 1 + np.exp(3.198868), 1 / (1 + np.exp(2.589592))  # where gls() of nlme stops

    class Linear:
        """Correlation that falls linearly with the distance of two plots, with a nugget (nlme's corLin)."""

        def __init__(self) -> None:
            matrix = (1 - nugget) * np.maximum(1 - apart / reach, 0) + nugget * (apart == 0)
            self.inverse, self.log_determinant = np.linalg.inv(matrix), float(np.linalg.slogdet(matrix)[1])

        def solve(self, values: Floats) -> Floats:
            return np.asarray(self.inverse @ values)

    core: Any = Linear()
    equations = Absorbed(model, core)
    deviance = equations.log_determinant + model.free * (1 + log(2 * pi * equations.square / model.free))
    assert deviance + 2 * (56 + 3) == pytest.approx(1189.135, abs=5e-4)


def test_alike_neighbours_give_the_published_components_of_nebraska() -> None:
    fit = fit_field(nebraska_model(FIELD))
    assert fit.natural["Residual"] == pytest.approx(48.7, abs=0.05)
    assert fit.natural["rho_column"] == pytest.approx(0.6555, abs=5e-5)
    assert fit.natural["rho_row"] == pytest.approx(0.4375, abs=5e-5)


def test_the_spatial_model_finds_the_best_variety_of_nebraska(capsys: pytest.CaptureFixture[str]) -> None:
    found = nebraska(capsys, "--block", "rep", "--lang", "en")
    blocks = line(found, "blocks")
    assert line(found, found["model"])["mean_sed"] < 0.7 * blocks["mean_sed"]
    assert max(found["blue"], key=found["blue"].get) == "Buckskin"
    assert any("Buckskin" in note for note in found["notes"])


def fitted(kind: str) -> FieldFit:
    """The own field with replicates fixed and an autoregressive field."""
    with OWN.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["yield"] != "NA"]
    place = grid(factor("row", [r["row"] for r in rows]), factor("column", [r["column"] for r in rows]))
    replicate = factor("replicate", [r["replicate"] for r in rows])
    sums = np.eye(4)[:, :-1] - np.eye(4)[:, -1:]
    y = np.array([float(r["yield"]) for r in rows])
    return fit_field(FieldModel(y, factor("entry", [r["entry"] for r in rows]), sums[replicate.codes], (), kind, place))


def test_alike_neighbours_with_error_agree_with_r() -> None:
    fit, expected = fitted(FIELD_AND_ERROR), reference()["ar1"]
    assert fit.deviance == pytest.approx(expected["reml"], rel=1e-7)
    assert fit.natural == pytest.approx(expected["variances"], rel=REML)
    assert fit.standard_errors == pytest.approx(expected["standard_errors"], rel=5e-3)
    assert fit.aic == pytest.approx(expected["aic"], rel=1e-6)
    assert fit.state.mean_difference_variance == pytest.approx(expected["mean_variance_of_a_difference"], rel=REML)
    levels = fit.model.treatment.levels
    assert dict(zip(levels, fit.state.treatment_effects, strict=True)) == pytest.approx(expected["blue"], rel=1e-4)
    errors = np.sqrt(fit.state.error_variance * np.diag(fit.state.treatment_covariance))
    assert dict(zip(levels, errors, strict=True)) == pytest.approx(expected["standard_error"], rel=REML)


def test_alike_neighbours_alone_agree_with_r() -> None:
    fit, expected = fitted(FIELD), reference()["ar1_alone"]
    assert fit.deviance == pytest.approx(expected["reml"], rel=1e-7)
    assert fit.natural == pytest.approx(expected["variances"], rel=REML)


@pytest.mark.parametrize("model", ["blocks", "trend"])
def test_blocks_and_trends_agree_with_lme4(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = analyse(capsys, OWN, *OPTIONS, "--replicate", "replicate", "--block", "block", "--model", model)
    expected = reference()
    own = line(found, model)
    names = {"rows": "row", "columns": "column"}
    assert {names.get(k, k): v for k, v in own["variances"].items()} == pytest.approx(expected[model]["variances"], rel=5e-3)
    assert own["reml"] == pytest.approx(expected[model]["reml"], rel=1e-7)
    assert found["mean_variance_of_a_difference"] == pytest.approx(expected[model]["mean_variance_of_a_difference"], rel=REML)
    assert found["blue"] == pytest.approx(expected[model]["blue"], rel=1e-4)


def dense(at: State, place: Callable[[], Floats]) -> tuple[float, float]:
    """Restricted and full deviance by the matrices of the textbook."""
    model = at.model
    indicator = np.eye(len(model.treatment.levels))[model.treatment.codes]
    x = np.hstack([indicator, model.fixed])
    v = place() + sum(r * p.columns @ p.columns.T for r, p in zip(at.ratios, model.parts, strict=True))
    inverse = np.linalg.inv(v)
    inner = x.T @ inverse @ x
    rest = model.y - x @ np.linalg.solve(inner, x.T @ inverse @ model.y)
    quadratic = float(rest @ inverse @ rest)
    logs = float(np.linalg.slogdet(v)[1])
    error = quadratic / model.free
    restricted = logs + float(np.linalg.slogdet(inner)[1]) + model.free * (1 + log(2 * pi * error))
    return restricted, logs + len(model.y) * log(2 * pi * error) + model.free


@pytest.mark.parametrize("name", ["blocks", "trend", "ar1", "pspline"])
@pytest.mark.parametrize("seed", range(3))
def test_the_quick_equations_are_those_of_the_textbook(name: str, seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows, columns = [(9, 6), (5, 8), (1, 40)][seed]
    kept = np.sort(chance.choice(rows * columns, 36, replace=False))
    row, column = np.divmod(kept, columns)
    place = grid(factor("r", [str(r) for r in row]), factor("c", [str(c) for c in column]))
    treatment = factor("t", [str(i % 9) for i in chance.permutation(36)])
    block = Part("b", np.eye(3)[chance.integers(0, 3, 36)])
    fixed = chance.normal(size=(36, 1))
    base = FieldModel(chance.normal(5, 2, 36), treatment, fixed, (block,), grid=place)
    model = candidates(base, [name])[0].model
    at = State(model, np.linspace(0.2, 1.5, len(model.parts)), 0.6, 0.3, 0.7)

    def covariance() -> Floats:
        if name != "ar1":
            return np.eye(36)
        return np.eye(36) + 0.7 * 0.6 ** abs(np.subtract.outer(row, row)) * 0.3 ** abs(np.subtract.outer(column, column))

    restricted, full = dense(at, covariance)
    assert at.deviance == pytest.approx(restricted, rel=1e-9)
    assert at.full_deviance == pytest.approx(full, rel=1e-9)


def field(seed: int, slope: float, rows: int = 10, columns: int = 8) -> list[tuple[str, str, str, str, float]]:
    """Entry, replicate, row, column and yield in a field with a trend along the rows (none where `slope` is 0)."""
    chance = Random(seed)
    table = []
    for replicate in range(2):
        order = list(range(rows * columns // 2))
        chance.shuffle(order)
        for i, entry in enumerate(order):
            row, column = divmod(i, columns)
            at = row + replicate * rows // 2
            table.append((f"E{entry % 20:02}", f"R{replicate}", str(at + 1), str(column + 1),
                          50 + entry % 20 * 0.3 + slope * (at % 5) ** 2 + chance.gauss(0, 1)))
    return table


def spatial(table: list[tuple[str, str, str, str, float]], **options: Any) -> Any:
    """The analysis of such a table."""
    entries, replicates, rows, columns, values = (list(part) for part in zip(*table, strict=True))
    return analyse_spatial(entries, rows, columns, values, replicates=replicates, **options)


def test_a_trend_along_the_rows_is_found_and_said() -> None:
    found = spatial(field(1, 0.5))
    assert found.model != "blocks"
    assert "along_rows" in [note.kind for note in found.notes]
    assert found.surface is not None and len(found.surface) == 10 and len(found.surface[0]) == 8


def test_an_even_field_keeps_the_plain_analysis() -> None:
    chosen = [spatial(field(seed, 0.0)).model for seed in range(3)]
    assert chosen.count("blocks") >= 2


def test_a_constant_added_shifts_the_means_and_nothing_else() -> None:
    table = field(2, 0.4)
    one = spatial(table, model="ar1").to_json()
    two = spatial([(*row[:4], row[4] + 100) for row in table], model="ar1").to_json()
    assert {k: v + 100 for k, v in one["blue"].items()} == pytest.approx(two["blue"], rel=1e-6)
    assert one["mean_sed"] == pytest.approx(two["mean_sed"], rel=1e-4)


@pytest.mark.parametrize("model", ["trend", "ar1", "pspline"])
def test_turning_the_field_changes_nothing(model: str) -> None:
    table = field(3, 0.4)
    one = spatial(table, model=model)
    turned = spatial([(e, r, column, row, y) for e, r, row, column, y in table], model=model)
    assert one.table.adjusted == pytest.approx(turned.table.adjusted, rel=1e-5)
    assert np.array(one.surface) == pytest.approx(np.array(turned.surface).T, abs=1e-2)


def test_lost_plots_and_gaps_in_the_field_are_borne() -> None:
    table = [row for i, row in enumerate(field(4, 0.4)) if i % 7]
    moved = [(e, r, str(int(row) + 3 * (int(row) > 5)), c, y) for e, r, row, c, y in table]
    found = spatial(moved, model="ar1")
    assert found.surface is not None and len(found.surface) == 13
    assert all(np.isfinite(mean) for mean in found.table.adjusted.values())


def test_intervals_against_the_check_hold_the_differences() -> None:
    found = spatial(field(5, 0.4), check="E00")
    assert found.dunnett is not None and len(found.dunnett) == 19
    for level, c in found.dunnett.items():
        assert c.lower < c.difference < c.upper
        assert c.difference == pytest.approx(found.table.adjusted[level] - found.table.adjusted["E00"], rel=1e-9)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_text_names_models_and_components(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyse", str(OWN), *OPTIONS, "--lang", language, "--replicate", "replicate"]) == 0
    printed = capsys.readouterr().out
    assert "AR1×AR1" in printed and "1015." in printed and "rho_row" not in printed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: [(e, r, "x", c, y) for e, r, _row, c, y in t], ['"r"', '"x"', "whole numbers"]),
        (lambda t: [(e, r, f"{row}.5", c, y) for e, r, row, c, y in t], ['"r"', "1.5"]),
        (lambda t: [(e, r, str(int(row) % 5 + 1), c, y) for e, r, row, c, y in t], ["2 plots", "whole field"]),
        (lambda t: [(e, r, str(int(row) * 4000), c, y) for e, r, row, c, y in t], ["metres"]),
        (lambda t: t[:2] + t[8:10], ["too small"]),
        (lambda t: [(f"E{i}", r, row, c, y) for i, (_e, r, row, c, y) in enumerate(t)], ["cannot be compared"]),
        (lambda t: [(e, r, row, c, 5.0) for e, r, row, c, _y in t], ["No error is left"]),
        (lambda t: [(f"{e}{r}", r, row, c, y) for e, r, row, c, y in t], ["cannot be compared"]),
    ],
)
def test_what_is_no_field_is_refused_in_one_sentence(
    change: Callable[[list[tuple[str, str, str, str, float]]], list[tuple[str, str, str, str, float]]], words: list[str]
) -> None:
    with pytest.raises(UserError) as refused:
        spatial(change(field(6, 0.4)), row="r", column="c")
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_a_model_is_an_option_of_the_spatial_design_only(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["analyse", str(OWN), "--design", "rcbd", "--response", "yield", "--treatment", "entry", "--block",
                  "replicate", "--model", "ar1", "--lang", "en"])
    assert "--model" in capsys.readouterr().err


@pytest.mark.parametrize("seed", range(25))
def test_no_odd_field_ends_in_a_traceback(seed: int) -> None:
    chance = Random(seed)
    places = [(r, c) for r in range(chance.randrange(1, 4)) for c in range(chance.randrange(1, 9))]
    places += [(9, c) for c in range(chance.randrange(0, 8))]
    levels = [f"T{chance.randrange(1, 4)}" for _plot in places]
    values: list[float | None] = [chance.choice([None, 0.0, 1.0, chance.gauss(5, 1)]) for _plot in places]
    try:
        found = analyse_spatial(levels, [str(r) for r, _c in places], [str(c) for _r, c in places], values, check="T1")
        json.dumps(found.to_json(), allow_nan=False)
    except UserError as error:
        assert "\n" not in str(error)


def test_the_own_field_lies_beside_its_reference() -> None:
    assert Path(OWN).is_file() and "lme4" in reference()["made_with"]


def test_the_smooth_surface_follows_a_known_one() -> None:
    chance = np.random.default_rng(7)
    row, column = (c.ravel() for c in np.indices((14, 10)))
    hill = 6 * np.sin(row / 3) + 4 * np.cos(column / 2.5) + row * column / 30
    entries = [f"E{i % 20}" for i in chance.permutation(140)]
    y = 50 + hill + np.array([int(e[1:]) * 0.2 for e in entries]) + chance.normal(0, 1, 140)
    found = analyse_spatial(entries, [str(r + 1) for r in row], [str(c + 1) for c in column], y.tolist(), model="pspline")
    assert np.corrcoef(np.array(found.surface).ravel(), hill)[0, 1] > 0.97
    assert np.std(np.array(found.surface).ravel() - (hill - hill.mean())) < 0.8
    assert (found.error_ms or 0) < 2.0


def test_splines_leave_straight_lines_to_the_fixed_part() -> None:
    points = np.linspace(-0.5, 0.5, 12)
    part = smooth(points, segments_for(12))
    assert (part.penalty > 0).all()
    assert part.columns.shape == (12, segments_for(12) + 1)
    assert set(surface_parts(points, points, 12, 3)) == {"row_smooth", "row_smooth:column"}
    assert surface_parts(points, points, 3, 3) == {}
