"""Published figures of series whose tables stand in `published_tables`."""

from __future__ import annotations

from string import ascii_uppercase

import numpy as np
import pytest
from scipy import special

from desktop.analysis.met import stability
from desktop.analysis.met.ammi import ammi
from desktop.analysis.met.gge import gge
from desktop.analysis.met.result import MetAnalysis
from tests.analysis.met.published_tables import CORNELIUS, GRAYBILL, KANG, ONOFRI, SHARMA, Floats
from tests.analysis.met.series_data import analyse


def replicated(table: Floats, blocks: int) -> MetAnalysis:
    """The analysis of a table with the blocks of an environment side by side."""
    return analyse([
        (ascii_uppercase[i], f"E{j // blocks}", f"B{j % blocks}", float(value)) for (i, j), value in np.ndenumerate(table)
    ])


def test_kangs_yield_stability_statistic() -> None:
    error_ms, df = 1.8 / 4, 12 * 16 * 3
    lsd = float(-special.stdtrit(df, 0.05)) * (2 * error_ms / 12) ** 0.5  # the package's example takes 10 %
    found = stability.kang(KANG, error_ms, df, lsd)
    assert found.ys.tolist() == [14, 3, 12, 3, 10, 3, 14, 19, 5, 11, 1, 6, 1, 7, 17, -4, -6]
    assert 4 * stability.wricke(KANG)[0] == pytest.approx(25.83, abs=5e-3)
    assert 4 * stability.shukla(KANG)[0] == pytest.approx(2.474, abs=5e-4)


def test_graybills_wheats_have_shuklas_variances_one_of_them_negative() -> None:
    assert stability.shukla(GRAYBILL).round(2).tolist() == [145.98, -14.14, 75.15, 18.25]


def test_sharmas_slopes() -> None:
    slopes = replicated(SHARMA, 3).by_entry("slope")
    printed = {"A": 3.225, "B": 4.794, "C": 0.477, "D": 0.365, "E": 1.237, "F": -2.432, "G": -0.666}
    assert {level: round(slope, 3) for level, slope in slopes.items()} == printed


def test_corneliuss_maize_has_the_axes_of_the_paper() -> None:
    axes = ammi(CORNELIUS, replicates=1, error_ms=None, error_df=0).axes
    assert [round(axis.percent, 3) for axis in axes[:3]] == [56.195, 15.101, 10.438]
    assert gge(CORNELIUS).percent[:2].round(2).tolist() == [64.03, 11.48]


def test_onofris_wheats_in_blocks() -> None:
    a = replicated(ONOFRI, 3)
    assert [row.ss for row in a.anova] == pytest.approx([159.279, 11.5437, 3.922, 27.7127, 14.5828], rel=2e-4)
    assert a.ammi is not None
    assert [round(axis.percent, 2) for axis in a.ammi.axes[:3]] == [66.39, 19.76, 7.08]
    years, entries = (next(line for line in a.combined if line.source == s) for s in ("environment", "treatment"))
    assert (years.random.error if years.random else "") == "environment:block"
    assert (entries.random.error if entries.random else "") == "environment:treatment"
