"""Lattices, balanced incomplete blocks and partial replication: published figures and lme4's."""

from __future__ import annotations

import json
from random import Random

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.analysis.plots import analyse_alpha, analyse_lattice, analyse_p_rep
from tests.analysis.test_oracles import analyse
from tests.shared import shared_path

# Six wheats in ten blocks of three (D. D. Joshi 1987; agricolae, man/BIB.test.Rd).
WHEATS = [str(1 + i // 5) for i in range(30)]
BLOCKS = [str(b) for b in (1, 2, 3, 4, 5, 1, 2, 6, 7, 8, 1, 3, 6, 9, 10, 2, 4, 7, 9, 10, 3, 5, 7, 8, 9, 4, 5, 6, 8, 10)]
YIELDS = [69.0, 77, 72, 63, 70, 54, 65, 65, 57, 59, 50, 45, 68, 75, 59, 38, 60, 60, 62, 55, 54, 65, 62, 65, 61, 39, 54,
          67, 63, 56]
# Nine treatments in a balanced 3 × 3 lattice of four squares (agricolae tutorial).
LATTICE = [1, 8, 5, 5, 2, 9, 2, 7, 3, 6, 4, 9, 4, 6, 9, 8, 7, 6, 1, 5, 8, 3, 2, 7, 3, 7, 2, 1, 3, 4, 6, 4, 9, 5, 8, 1]
SQUARES = [str(1 + i // 3 % 4) for i in range(36)]
ROWS = [str(1 + i % 12) for i in range(36)]
CROPS = [48.76, 10.83, 12.54, 11.07, 22, 47.43, 27.67, 30, 13.78, 37, 42.37, 39, 14.46, 30.69, 42.01, 22, 42.8, 28.28, 50, 24,
         24, 15.42, 30, 23.8, 19.68, 31, 23, 41, 12.9, 49.95, 25, 45.57, 30, 20, 18, 43.81]

NO_ERROR = [49.54, 50.46, 52.31, 53.05, 54.35, 56.01, 61.13, 60.37, 49.3, 53.66, 53.87, 60.1, 55.61, 60.37, 57.38]


def test_joshis_balanced_incomplete_blocks() -> None:
    found = analyse_lattice(WHEATS, BLOCKS, YIELDS)
    assert found.design == "bib"
    assert [row.ss for row in found.anova] == pytest.approx([466.97, 1156.44, 862.89], abs=0.005)
    assert (found.row("treatment").f, found.error_df) == (pytest.approx(4.0206, abs=5e-5), 15)
    assert found.table.adjusted["1"] == pytest.approx(75.133, abs=5e-4)
    assert (found.lsd_stats["LSD"], found.lsd()) == pytest.approx((11.4312, 11.4312), abs=5e-5)
    json.dumps(found.to_json(), allow_nan=False)


def test_a_balanced_lattice_gives_the_published_variance() -> None:
    found = analyse_lattice([str(t) for t in LATTICE], ROWS, CROPS, replicate=("square", SQUARES))
    lines = {row["source"]: row for row in found.to_json()["anova_treatments_first"]}
    assert [lines[s]["ss"] for s in ("square", "treatment", "square:block", "Residuals")] == pytest.approx(
        [133.2, 3749.4, 368.2, 1035.9], abs=0.05)
    assert (lines["treatment"]["f"], lines["Residuals"]["df"]) == (pytest.approx(7.239, abs=5e-4), 16)
    # The blocks differ by less than their error: nothing to recover, and the estimates are the arithmetic means.
    assert found.to_json()["blue"] == pytest.approx(found.table.means)


def test_the_published_means_of_the_lattice_follow_from_those_within_blocks_by_its_negative_variance() -> None:
    found = analyse_lattice([str(t) for t in LATTICE], ROWS, CROPS, replicate=("square", SQUARES))
    lines = {row["source"]: row for row in found.to_json()["anova_treatments_first"]}
    # agricolae takes the block variance as it falls out of the mean squares, below zero; REML leaves it at zero.
    error, blocks = lines["Residuals"]["ms"], lines["square:block"]["ms"]
    ratio = (blocks - error) * 4 / 9 / error
    weight = 0.75 / (0.75 + 0.25 / (1 + 3 * ratio))  # of the estimates within blocks, whose efficiency is 3/4
    combined = {}
    for level, within in found.table.adjusted.items():
        assert within is not None
        between = 4 * found.table.means[level] - 3 * within
        combined[level] = weight * within + (1 - weight) * between
    published = [44.36, 26.07, 15.08, 39.07, 17.37, 31.15, 31.82, 18.08, 39.44]
    assert list(combined.values()) == pytest.approx(published, abs=0.005)


def test_weiss_lattice_square_by_rows_and_columns(capsys: pytest.CaptureFixture[str]) -> None:
    data = shared_path("data", "agridat", "weiss.lattice.txt")
    options = ["--design", "row-column", "--response", "yield", "--treatment", "gen", "--replicate", "rep"]
    found = analyse(capsys, data, *options, "--row", "row", "--column", "col")
    lines = {row["source"]: (row["df"], row["ss"]) for row in found["anova"]}
    published = {"rep": 91.57, "rep:col": 2913.43, "rep:row": 390.21, "gen": 1029.87, "Residuals": 618.05}
    assert {name: ss for name, (_df, ss) in lines.items()} == pytest.approx(published, abs=0.006)
    assert lines["Residuals"][0] == 96


def test_blocks_that_do_not_tie_the_treatments_together_are_refused() -> None:
    with using("en"), pytest.raises(UserError, match="cannot be compared"):
        analyse_lattice([*"ABABCDCD"], [*"11223344"], [1.0, 2, 3, 4.5, 5, 6, 7, 8.1])


def test_a_design_without_error_within_blocks_is_fitted_as_lme4_does() -> None:
    replicates, blocks = [*"11111111", *"2222222"], [*"11223344", *"1122334"]
    levels = [*"ABCDEFGH", *"ACBEDGF"]
    found = analyse_alpha(levels, replicates, blocks, NO_ERROR)
    # lme4: REMLcrit 27.2710811485 with 3.4736 and 2e-06 (treatments fixed), 67.698 (random). The minimum lies at an error of
    # nothing, to which the arithmetic of each machine comes as near as it can: Windows' to 5e-06.
    assert found.fixed.deviance <= 27.2710811485 + 1e-5
    assert found.random.deviance <= 67.6980931765 + 1e-5
    assert found.fixed.variances["replicate:block"] == pytest.approx(3.4736, rel=1e-3)
    assert (found.error_df, found.lsd(), found.row("treatment").f) == (0, None, None)
    assert "no_error_within" in [note.kind for note in found.notes]
    json.dumps(found.to_json(), allow_nan=False)
    assert analyse_alpha(levels, replicates, blocks, NO_ERROR, check="A").dunnett == {}


def p_rep() -> tuple[list[str], list[str], list[float]]:
    """Thirty entries, of which ten stand on two plots, in four blocks."""
    chance = Random(6)
    plots = [(f"E{i:02}", str(1 + i % 4)) for i in range(30)] + [(f"E{i:02}", str(1 + (i + 1 + i // 4) % 4)) for i in range(10)]
    return [e for e, _b in plots], [b for _e, b in plots], [
        round(60 + int(e[1:]) / 3 + 2 * int(b) + chance.gauss(0, 1.5), 2) for e, b in plots]


def test_a_partially_replicated_trial_agrees_with_lme4() -> None:
    found = analyse_p_rep(*p_rep())
    assert found.design == "p-rep"
    assert found.fixed.deviance <= 52.1127173902 + 1e-6
    assert found.random.deviance <= 209.096111794 + 1e-6
    assert list(found.random.variances.values()) == pytest.approx([9.760749185, 8.081216723, 2.318554320], rel=1e-3)
    assert {"single_plot", "unequal"} <= {note.kind for note in found.notes}


def test_a_trial_without_any_second_plot_is_refused() -> None:
    with using("en"), pytest.raises(UserError, match="no replication"):
        analyse_p_rep([*"ABCD"], [*"1122"], [1.0, 2.0, 3.0, 4.0])
