"""Analysis of covariance agrees with R (lm, emmeans), and says when it should not be used."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.analysis.plots import analyse_crd, analyse_rcbd

VARIETIES = [*"ABCDE"] * 4
BLOCKS = [block for block in ("R1", "R2", "R3", "R4") for _variety in "ABCDE"]
STANDS = [55.0, 59.0, 61.0, 54.0, 61.0, 60.0, 60.0, 66.0, 54.0, 66.0, 56.0, 54.0, 56.0, 61.0, 61.0, 58.0, 55.0,
          57.0, 66.0, 61.0]
YIELDS: list[float | None] = [723.3, 745.9, 776.9, 739.0, 796.7, 740.9, None, 815.2, 762.9, 806.9, 749.5, 752.8,
                              770.9, 803.0, 798.7, 754.6, 763.5, 764.6, 797.3, 815.9]


def trial(**options: Any) -> dict[str, Any]:
    """The analysis adjusted for the stand count."""
    return analyse_rcbd(VARIETIES, BLOCKS, YIELDS, treatment="v", block="b", covariate=("stand", STANDS), **options).to_json()


def test_variance_slope_and_adjusted_means_are_those_of_r() -> None:
    found = trial()
    rows = {row["source"]: row for row in found["anova"]}
    assert list(rows) == ["b", "stand", "v", "Residuals"]
    assert (rows["stand"]["f"], rows["v"]["f"], rows["v"]["p"]) == pytest.approx((62.4793, 6.7062, 0.006855), rel=1e-4)
    line = found["covariate"]
    published = (3.56533154509, 0.83111327936, 4.28982622904, 0.00158664284)
    assert [line[key] for key in ("slope", "standard_error", "t", "p")] == pytest.approx(published, rel=1e-9)
    means = {"A": 748.3143, "B": 764.2788, "C": 778.3347, "D": 776.4413, "E": 792.9627}
    errors = {"A": 5.811049, "B": 6.976372, "C": 5.687145, "D": 5.629923, "E": 6.240906}
    assert found["adjusted_means"] == pytest.approx(means, abs=6e-5)
    assert found["standard_errors"] == pytest.approx(errors, abs=6e-7)


def test_lines_are_tested_for_being_parallel() -> None:
    line = trial()["parallelism"][0]
    assert line["source"] == "v:stand"
    assert [line[key] for key in ("df", "ss", "f", "p")] == pytest.approx([4, 580.2133207, 1.26887, 0.37756], rel=2e-5)


def test_letters_compare_adjusted_means_each_pair_by_its_own_error() -> None:
    # R: pairs(emmeans(m, "v"), adjust = "none"): p below 0.05 for A-C, A-D, A-E and B-E only.
    letters = trial()["letters"]["lsd"]
    apart = {a + b for a in letters for b in letters if a < b and not set(letters[a]) & set(letters[b])}
    assert apart == {"AC", "AD", "AE", "BE"}
    assert "duncan" not in trial()["letters"]


def test_a_plot_without_a_count_is_left_out_and_a_constant_count_is_refused() -> None:
    stands: list[float | None] = [*STANDS]
    stands[0] = None
    found = analyse_rcbd(VARIETIES, BLOCKS, YIELDS, covariate=("stand", stands))
    assert (found.n, found.missing) == (18, 2)
    with using("en"), pytest.raises(UserError, match='"stand" cannot serve as a covariate'):
        analyse_rcbd(VARIETIES, BLOCKS, YIELDS, covariate=("stand", [60.0] * 20))
    with using("en"), pytest.raises(UserError, match="cannot"):
        analyse_crd([*"AABB"], [1.0, 2.0, 3.0, 5.0], covariate=("x", [1.0, 1.0, 2.0, 2.0]))


def test_different_slopes_are_said_to_be_different() -> None:
    levels = [*"AB"] * 8
    stands = [float(i) for i in range(16)]
    values = [100 + (8 if i % 2 else -5) * x + 0.3 * (-1) ** (i // 2) for i, x in enumerate(stands)]
    kinds = [note.kind for note in analyse_crd(levels, values, covariate=("x", stands)).notes]
    assert "not_parallel" in kinds
