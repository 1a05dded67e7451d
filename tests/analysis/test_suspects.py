"""Plots that deserve a second look are found."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.analysis.from_table import labels, numbers
from desktop.analysis.result import Analysis
from desktop.core.tables import read_table
from tests.analysis.plots import analyse_rcbd
from tests.shared import shared_path


def groundnut(column: str) -> Analysis:
    """Ryder's groundnut trial, in which plots A and B of block 3 were exchanged."""
    table = read_table(shared_path("data", "agridat", "ryder.groundnut.txt"))
    rows = range(len(table.rows))
    return analyse_rcbd(
        labels(table, "gen", rows), labels(table, "block", rows), numbers(table, column, rows), treatment="gen"
    )


def test_ryders_residuals_are_the_published_ones() -> None:
    largest = sorted(groundnut("dry").plots, key=lambda plot: -abs(plot.residual))[:2]
    assert [round(plot.studentized or 0, 2) for plot in largest] == [3.14, -2.48]


@pytest.mark.parametrize("column", ["dry", "wet"])
def test_ryders_exchanged_plots_are_found(column: str) -> None:
    notes = [note for note in groundnut(column).notes if note.kind == "exchanged"]
    assert [(note.values["first"], note.values["second"]) for note in notes] == [
        ("gen A, block B3", "gen B, block B3"),
    ]


def test_the_error_left_after_an_exchange_is_that_of_the_exchanged_data() -> None:
    rng = np.random.default_rng(7)
    levels = [f"V{i}" for i in range(8)] * 3
    blocks = [f"B{j}" for j in range(3) for _i in range(8)]
    values = list(np.tile(np.arange(8) * 5.0, 3) + rng.normal(size=24))
    values[8], values[15] = values[15], values[8]
    before = analyse_rcbd(levels, blocks, values)
    note = next(note for note in before.notes if note.kind == "exchanged")
    values[8], values[15] = values[15], values[8]
    after = analyse_rcbd(levels, blocks, values)
    assert note.values["share"] == pytest.approx(100 * (after.error_ms or 0) / (before.error_ms or 1))


def test_trials_without_an_exchange_are_rarely_warned_of() -> None:
    rng = np.random.default_rng(11)
    levels = [f"V{i}" for i in range(10)] * 3
    blocks = [f"B{j}" for j in range(3) for _i in range(10)]
    warned = 0
    for _trial in range(60):
        values = np.tile(rng.normal(size=10), 3) + rng.normal(size=30)
        warned += any(note.kind == "exchanged" for note in analyse_rcbd(levels, blocks, list(values)).notes)
    assert warned <= 3


def test_a_wrong_value_does_not_raise_what_is_expected_of_its_own_plot() -> None:
    """What the other plots make expected is what a fit without the plot foretells for it."""
    rng = np.random.default_rng(3)
    levels, blocks = [f"V{i}" for i in range(8)] * 3, [f"B{j}" for j in range(3) for _i in range(8)]
    values = list(np.tile(13 + np.arange(8) / 5, 3) + rng.normal(scale=0.3, size=24))
    values[9] = 156.0
    [note] = [note for note in analyse_rcbd(levels, blocks, values).notes if note.kind == "suspect_plot"]
    rest = [i for i in range(24) if i != 9]
    design = np.array([[float(levels[i] == f"V{v}") for v in range(8)] + [float(blocks[i] == f"B{b}") for b in range(3)]
                       for i in range(24)])
    foretold = design[9] @ np.linalg.lstsq(design[rest], np.array(values)[rest], rcond=None)[0]
    assert note.values["fitted"] == pytest.approx(foretold) and 12 < foretold < 16
