"""Published series of trials give the figures of their papers (read from the shared material beside a checkout)."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.analysis.met import stability
from desktop.analysis.met.result import MetAnalysis
from tests.analysis.met.series_data import published


def rounded(a: MetAnalysis, attribute: str, digits: int) -> dict[str, float]:
    """A figure of all entries, rounded as printed."""
    return {level: round(value, digits) for level, value in a.by_entry(attribute).items()}


def test_digbys_unbalanced_joint_regression() -> None:
    a = published("digby.jointregression", ["env"])
    assert not a.complete
    assert list(a.by_entry("mean").values()) == pytest.approx(
        [3.272, 3.268, 4.051, 3.724, 3.641, 3.195, 3.232, 3.268, 3.749, 3.179], abs=1e-3
    )
    slopes = [0.953, 0.739, 1.082, 1.024, 1.142, 0.877, 1.089, 0.914, 1.196, 0.947]
    assert list(rounded(a, "slope", 3).values()) == slopes


def test_lus_maize_in_blocks() -> None:
    a = published("lu.stability", ["env"], block="block")
    assert rounded(a, "slope", 4) == {"G1": 1.0953, "G2": 1.1141, "G3": 0.8111, "G4": 0.8068, "G5": 1.1727}
    assert [round(row.ss) for row in a.anova] == [82817889, 8573084, 2897821, 9662873, 12912246]


def test_huehns_rank_measures() -> None:
    a = published("huehn.wheat", ["env"])
    s1, s2 = rounded(a, "s1", 2), rounded(a, "s2", 2)
    printed = {"Jubilar": (4.00, 11.29), "Diplomat": (6.31, 27.78), "Caribo": (6.98, 34.49), "Cbc710": (8.16, 47.21)}
    assert {level: (s1[level], s2[level]) for level in printed} == printed


def test_lin_and_binns_superiority() -> None:
    p = published("lin.superiority", ["loc"]).by_entry("superiority")
    printed = {"Leger": 36, "T14": 102, "T07": 107, "T13": 137, "T24": 720}
    assert {level: round(p[level] / 1000) for level in printed} == printed


def test_shuklas_variance_of_fishers_barley() -> None:
    a = published("fisher.barley", ["env"])
    total = a.cells.means * a.cells.counts  # the paper's scale: totals over two years, variances divided by six
    assert stability.shukla(total) / 6 == pytest.approx([25.879, 75.680, 19.600, 225.529, 22.731], abs=2e-3)


def test_yans_wheat_scaled_and_unscaled() -> None:
    a = published("yan.winterwheat", ["env"])
    assert a.gge is not None
    assert a.gge_scaled is not None
    assert a.gge.percent[:2].round(2).tolist() == [58.90, 19.15]
    assert a.gge_scaled.percent[:2].round(2).tolist() == [58.18, 20.18]


def test_fans_maize_against_its_check() -> None:
    a = published("fan.stability", ["loc", "year"], check="XHD892ck")
    check = a.check
    assert check is not None
    assert a.entry("XHD892ck").mean == pytest.approx(10.2845)
    gain = {e.level: round(100 * (e.mean / 10.2845 - 1), 2) for e in a.entries}
    assert (gain["LD10"], gain["HaiHe"], gain["R313"]) == (17.36, 18.60, -2.25)
    above = {level: f"{check.above[level]}/{check.compared[level]}" for level in ("LD10", "HaiHe", "R313")}
    assert above == {"LD10": "19/20", "HaiHe": "17/20", "R313": "7/20"}
    assert check.percent_above("LD10") == 95.0
    shukla = rounded(a, "shukla", 3)
    assert (shukla["LD10"], shukla["HaiHe"], shukla["R313"], shukla["Tun004"]) == (0.465, 1.321, 2.054, 0.337)
    assert min(shukla, key=lambda level: shukla[level]) == "Tun004"
    hsc = [value for value in check.hsc.values() if value is not None]
    assert (round(min(hsc), 1), round(max(hsc), 1)) == (65.8, 91.4)
    assert len(check.lost["LD10"]) == 1


def test_yans_which_won_where() -> None:
    a = published("yan.winterwheat", ["env"])
    assert a.gge is not None
    winners = {
        a.cells.entries[s.entry]: {a.cells.environments[j] for j in s.environments} for s in a.gge.sectors if s.environments
    }
    # Yan et al. 2000, figure 2: Fun won in seven of the nine places, Zav in the two others
    assert winners == {"Fun": set(a.cells.environments) - {"OA93", "KE93"}, "Zav": {"OA93", "KE93"}}
    assert np.allclose((a.gge.rays**2).sum(axis=1), 1)
