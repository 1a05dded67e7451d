"""Alpha designs by REML agree with lme4, and behave as a mixed model must."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from desktop.core.errors import UserError
from tests.analysis.plots import analyse_alpha
from tests.analysis.test_oracles import analyse
from tests.shared import ORACLES, shared_path

REML = 1e-3  # R's optimiser stops there
LEVELS = ("blue", "blup", "variance_fixed_treatment", "variance_random_treatment")


def options(oracle: dict[str, Any]) -> list[str]:
    """The command's options for a reference result."""
    return ["--design", "alpha", "--response", oracle["response"], "--treatment", oracle["treatment"],
            "--replicate", oracle["replicate"], "--block", oracle["block"]]


def compare(capsys: pytest.CaptureFixture[str], data: Path, reference: Path) -> None:
    """The command on `data` prints the reference's figures; the deviance decides."""
    oracle = json.loads(reference.read_text(encoding="utf-8"))
    found = analyse(capsys, data, *options(oracle))
    for key in LEVELS:
        assert found[key] == pytest.approx(oracle[key], rel=REML, abs=1e-6), key
    for key in ("mean_variance_of_a_difference", "heritability_cullis"):
        assert found[key] == pytest.approx(oracle[key], rel=REML), key
    assert found["reml"] == pytest.approx(oracle["reml"], rel=1e-6)


def test_own_alpha_design_gives_the_reference_figures(capsys: pytest.CaptureFixture[str]) -> None:
    folder = ORACLES / "simulated"
    compare(capsys, folder / "alpha.csv", folder / "alpha.json")


def test_the_published_alpha_design_gives_the_reference_figures(capsys: pytest.CaptureFixture[str]) -> None:
    compare(capsys, shared_path("data", "agridat", "john.alpha.txt"), shared_path("oracles", "agridat", "john.alpha.json"))


def plan(seed: int, entries: int = 12, size: int = 4) -> tuple[list[str], list[str], list[str], list[float]]:
    """A small random alpha-like design with its values."""
    chance = Random(seed)
    rows = []
    for replicate in range(3):
        order = list(range(entries))
        chance.shuffle(order)
        soil = [chance.gauss(0, 2) for _block in range(entries // size)]
        rows += [(f"E{e}", f"R{replicate}", f"B{place // size}", 50 + e + soil[place // size] + chance.gauss(0, 1))
                 for place, e in enumerate(order)]
    levels, replicates, blocks, values = zip(*rows, strict=True)
    return list(levels), list(replicates), list(blocks), list(values)


def test_a_constant_added_shifts_the_means_and_nothing_else() -> None:
    levels, replicates, blocks, values = plan(1)
    one = analyse_alpha(levels, replicates, blocks, values).to_json()
    two = analyse_alpha(levels, replicates, blocks, [v + 100 for v in values]).to_json()
    assert {k: v + 100 for k, v in one["blue"].items()} == pytest.approx(two["blue"], rel=1e-9)
    assert one["blup"] == pytest.approx(two["blup"], abs=1e-6)
    assert one["variance_fixed_treatment"] == pytest.approx(two["variance_fixed_treatment"], rel=1e-6)


def test_the_order_of_the_rows_does_not_matter() -> None:
    data = list(zip(*plan(2), strict=True))
    Random(3).shuffle(data)
    levels, replicates, blocks, values = (list(part) for part in zip(*data, strict=True))
    assert analyse_alpha(levels, replicates, blocks, values).to_json()["blue"] == pytest.approx(
        analyse_alpha(*plan(2)).to_json()["blue"], rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_no_variance_is_negative_where_blocks_differ_in_nothing(seed: int) -> None:
    levels, replicates, blocks, _values = plan(4)
    chance = Random(seed)
    found = analyse_alpha(levels, replicates, blocks, [100 + chance.gauss(0, 1) for _plot in levels]).to_json()
    variances = [*found["variance_fixed_treatment"].values(), *found["variance_random_treatment"].values()]
    assert min(variances) >= 0


def test_a_second_treatment_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop import cli

    table = tmp_path / "trial.csv"
    table.write_text("t,u,r,b,y\n" + "".join(f"T{n % 4},U{n % 2},R{n % 2},B{n % 3},{n}\n" for n in range(12)), encoding="utf-8")
    status = cli.main(["analyse", str(table), "--design", "alpha", "--response", "y", "--treatment", "t",
                       "--treatment", "u", "--replicate", "r", "--block", "b", "--lang", "en"])
    printed = capsys.readouterr()
    assert (status, printed.out) == (1, "") and "t, u" in printed.err


@pytest.mark.parametrize("seed", range(60))
def test_no_odd_table_ends_in_a_traceback(seed: int) -> None:
    chance = Random(seed)
    n = chance.randrange(4, 14)
    levels, replicates, blocks = ([f"{name}{chance.randrange(1, 4)}" for _plot in range(n)] for name in "TRB")
    values: list[float | None] = [chance.choice([None, 0.0, 1.0, chance.gauss(5, 1)]) for _plot in range(n)]
    try:
        json.dumps(analyse_alpha(levels, replicates, blocks, values).to_json(), allow_nan=False)
    except UserError as error:
        assert "\n" not in str(error)


def test_the_published_alpha_design_gives_the_published_heritabilities(capsys: pytest.CaptureFixture[str]) -> None:
    """H.-P. Piepho, J. Möhring, Genetics 177, 2007, 1881-1888."""
    options = ["--design", "alpha", "--response", "yield", "--treatment", "gen", "--replicate", "rep", "--block", "block"]
    found = analyse(capsys, shared_path("data", "agridat", "john.alpha.txt"), *options)
    assert found["heritability_piepho_moehring"] == pytest.approx(0.803, abs=5e-4)
    assert found["heritability_cullis"] == pytest.approx(0.809, abs=5e-4)
    assert found["mean_variance_of_a_difference"] == pytest.approx(0.07010875, abs=5e-8)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_text_holds_components_heritability_and_predictions(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop import cli

    assert cli.main(["analyse", str(ORACLES / "simulated" / "alpha.csv"), "--design", "alpha", "--response", "yield",
                     "--treatment", "entry", "--replicate", "rep", "--block", "block", "--lang", language]) == 0
    printed = capsys.readouterr().out
    for part in ("rep:block", "REML", "Cullis", "Piepho", "BLUP"):
        assert part in printed


def test_standard_errors_of_components_are_those_of_a_numerical_hessian() -> None:
    from desktop.analysis.factors import crossed, factor
    from desktop.analysis.spatial.field_fit import FieldFit, fit_field
    from desktop.analysis.spatial.field_model import FieldModel, Part

    levels, replicates, blocks, values = plan(5, entries=24, size=4)
    replicate = factor("replicate", replicates)
    within = crossed([replicate, factor("block", blocks)])
    fixed = (np.eye(3)[:, :-1] - np.eye(3)[:, -1:])[replicate.codes]
    part = Part(within.name, np.eye(len(within.levels))[within.codes])
    numeric: FieldFit = fit_field(FieldModel(np.array(values), factor("t", levels), fixed, (part,)))
    exact = analyse_alpha(levels, replicates, blocks, values).fixed
    assert numeric.natural == pytest.approx(exact.variances, rel=1e-5)
    assert numeric.standard_errors == pytest.approx(exact.standard_errors, rel=1e-4)
