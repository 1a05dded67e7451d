"""Comparisons with the check are exact: printed tables, other integrations, and lost plots."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.analysis.comparisons import factor_t
from desktop.analysis.comparisons.dunnett import compare_with_check, maximum_of
from desktop.analysis.comparisons.factor_t import FactorMaximum, shared_loadings
from desktop.analysis.comparisons.multivariate_t import GeneralMaximum
from desktop.analysis.comparisons.one_factor_t import Maximum, departures, one_factor
from desktop.analysis.factors import factor
from desktop.analysis.linear.least_squares import LinearModel
from tests.analysis.plots import analyse_crd
from tests.analysis.test_comparisons import SWEETPOTATO, long


def test_sweet_potato_against_the_healthy_check() -> None:
    levels, _blocks, values = long(SWEETPOTATO)
    found = analyse_crd(levels, values, check="oo").dunnett
    assert found is not None
    assert {level: round(c.p, 6) for level, c in found.items()} == {"cc": 0.029946, "fc": 0.000674, "ff": 0.997598}
    assert found["cc"].difference == pytest.approx(-12.5)
    assert found["cc"].percent == pytest.approx(100 * -12.5 / 36.9)
    half = 2.879662 * np.sqrt(22.48917 * 2 / 3)
    assert (found["cc"].lower, found["cc"].upper) == pytest.approx((-12.5 - half, -12.5 + half), abs=1e-5)


@pytest.mark.parametrize(
    ("treatments", "df", "printed"), [(3, 8, 2.88), (1, 20, 2.09), (2, 20, 2.38), (5, 20, 2.73), (9, 60, 2.77)]
)
def test_critical_values_are_those_of_the_printed_table(treatments: int, df: int, printed: float) -> None:
    equal = Maximum(np.full(treatments, np.sqrt(0.5)), df)
    assert equal.critical(0.05) == pytest.approx(printed, abs=0.0101)


def test_unequal_replications_agree_with_another_integration() -> None:
    from scipy.stats import multivariate_t

    counts, check = np.array([3, 5, 8]), 6
    loadings = np.sqrt(counts / (counts + check))
    correlation = np.outer(loadings, loadings)
    np.fill_diagonal(correlation, 1.0)
    exact = Maximum(loadings, 18)
    for c in (1.2, 2.5):
        other = multivariate_t(np.zeros(3), correlation, df=18, seed=1)
        inside = other.cdf(np.full(3, c), lower_limit=np.full(3, -c), maxpts=200_000)
        assert float(exact.cdf(np.array([c]))[0]) == pytest.approx(inside, abs=2e-4)


def test_one_treatment_is_students_t() -> None:
    from scipy import special

    found = compare_with_check(np.array([10.0, 12.0]), np.diag([0.25, 0.5]), 0, error_ms=3.0, error_df=9)
    t = 2 / np.sqrt(3 * 0.75)
    assert found.p[0] == pytest.approx(2 * special.stdtr(9, -t), rel=1e-9)
    assert found.critical == pytest.approx(-special.stdtrit(9, 0.025), rel=1e-9)


def correlations(entries: int, blocks: int, lost: set[tuple[int, int]]) -> np.ndarray:
    """Correlations of the differences of adjusted means from entry 0, where some plots are lost."""
    plots = [(i, j) for i in range(entries) for j in range(blocks) if (i, j) not in lost]
    factors = {
        "t": factor("t", [f"{i:02}" for i, _j in plots]),
        "b": factor("b", [str(j) for _i, j in plots]),
    }
    model = LinearModel(np.zeros(len(plots)), factors, [("b",), ("t",)])
    contrast = np.eye(entries)[1:] - np.eye(entries)[0]
    covariance = contrast @ model.adjusted_means(("t",)).unscaled @ contrast.T
    width = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(width, width))


@pytest.mark.parametrize("lost", [{(3, 1)}, {(0, 2)}])
def test_one_lost_plot_leaves_the_comparison_exact(lost: set[tuple[int, int]]) -> None:
    assert maximum_of(correlations(8, 4, lost), 20).exact


def test_plots_lost_in_several_blocks_agree_with_a_sum_over_all_variables() -> None:
    correlation = correlations(6, 3, {(1, 0), (2, 1), (3, 2)})
    split = maximum_of(correlation, 7)
    assert not split.exact
    whole = GeneralMaximum(correlation, None, 7)
    points = np.array([0.8, 1.7, 2.6, 4.0])
    assert split.cdf(points) == pytest.approx(whole.cdf(points), abs=2e-4)


def test_the_lattice_agrees_with_the_exact_sum_where_both_apply() -> None:
    loadings = np.array([0.8, 0.6, 0.7, 0.5])
    correlation = np.outer(loadings, loadings)
    np.fill_diagonal(correlation, 1.0)
    points = np.array([1.0, 2.0, 3.0])
    lattice = GeneralMaximum(correlation, None, 12).cdf(points)
    assert lattice == pytest.approx(Maximum(loadings, 12).cdf(points), abs=1e-4)


def test_loadings_are_found_beside_correlations_that_are_no_products() -> None:
    loadings = np.array([0.8, 0.6, 0.7, 0.5, 0.4, 0.75, 0.65])
    correlation = np.outer(loadings, loadings)
    correlation[0, 1] = correlation[1, 0] = 0.52
    np.fill_diagonal(correlation, 1.0)
    assert one_factor(correlation) == pytest.approx(loadings, abs=1e-9)


def test_many_entries_that_lost_plots_are_compared_quickly_and_between_the_bounds() -> None:
    from scipy import special

    found = maximum_of(correlations(80, 3, {(4, 0), (9, 1), (30, 2)}), 155).critical(0.05)
    assert -special.stdtrit(155, 0.025) < found < -special.stdtrit(155, 0.025 / 79)


def augmented(blocks: int, entries: int) -> tuple[np.ndarray, np.ndarray]:
    """Correlations of the differences from a check of an augmented trial of three checks, and what is each one's own."""
    plots = [(f"n{i:02}", str(i % blocks)) for i in range(entries)]
    plots += [(f"c{k}", str(j)) for j in range(blocks) for k in range(3)]
    factors = {"t": factor("t", [t for t, _b in plots]), "b": factor("b", [b for _t, b in plots])}
    means = LinearModel(np.zeros(len(plots)), factors, [("b",), ("t",)]).adjusted_means(("t",))
    contrast = np.eye(entries + 3)[1:] - np.eye(entries + 3)[0]
    covariance = contrast @ means.unscaled @ contrast.T
    width = np.sqrt(np.diag(covariance))
    return covariance / np.outer(width, width), 1 / factors["t"].counts()[1:] / width**2


def test_shared_errors_of_blocks_agree_with_a_sum_over_all_variables() -> None:
    correlation, own = augmented(3, 9)
    shared = shared_loadings(correlation, own)
    assert shared is not None
    assert shared.shape[1] == 3
    few, whole = FactorMaximum(own, shared, 8), GeneralMaximum(correlation, None, 8)
    points = np.array([0.8, 1.7, 2.6, 4.0])
    assert few.cdf(points) == pytest.approx(whole.cdf(points), abs=2e-4)


def test_three_hundred_new_entries_are_compared_with_a_check_between_the_bounds() -> None:
    from scipy import special

    correlation, own = augmented(15, 300)
    found = maximum_of(correlation, 28, own)
    assert isinstance(found, FactorMaximum)
    assert -special.stdtrit(28, 0.025) < found.critical(0.05) < -special.stdtrit(28, 0.025 / 302)
    many = np.linspace(0.1, 6.0, 302)
    assert np.all(np.diff(found.cdf(many)) >= 0)
    assert found.cdf(many)[::40] == pytest.approx([float(found.cdf(np.array([c]))[0]) for c in many[::40]], abs=1e-3)


def alpha_like(entries: int) -> tuple[np.ndarray, np.ndarray]:
    """Shares of their own and loadings on three shared errors, different for every entry; a few entries have many plots."""
    rng = np.random.default_rng(20261125)
    own = np.where(np.arange(entries) < 3, 0.1, rng.uniform(0.4, 0.5, entries))
    shared = np.column_stack([np.ones(entries), rng.normal(0, 0.4, (entries, 2))])
    return own, shared * np.sqrt((1 - own) / (shared**2).sum(axis=1))[:, None]


def test_points_that_stand_for_many_entries_sum_as_the_entries_do(monkeypatch: pytest.MonkeyPatch) -> None:
    own, shared = alpha_like(130)
    points = np.array([0.5, 1.2, 2.0, 2.7, 3.5, 5.0])
    monkeypatch.setattr(factor_t, "_WORK", 0)
    by_points = FactorMaximum(own, shared, 20).cdf(points)
    monkeypatch.setattr(factor_t, "_MANY", len(own))
    assert by_points == pytest.approx(FactorMaximum(own, shared, 20).cdf(points), abs=2e-6)


@pytest.mark.parametrize("count", [*range(2, 12), 40, 41, 130])
def test_unequal_replications_are_exact_however_many_treatments(count: int) -> None:
    plots = np.random.default_rng(count).integers(1, 9, count)
    loadings = np.sqrt(plots / (plots + 4))
    products = np.outer(loadings, loadings)
    np.fill_diagonal(products, 1.0)
    assert maximum_of(products, 20).exact
    if count > 2:
        assert one_factor(products) == pytest.approx(loadings, abs=1e-12)


def test_a_correlation_that_is_no_product_is_told_among_many() -> None:
    loadings = np.linspace(0.4, 0.8, 130)
    products = np.outer(loadings, loadings)
    products[0, 1] = products[1, 0] = 0.2
    np.fill_diagonal(products, 1.0)
    assert one_factor(products) == pytest.approx(loadings, abs=1e-12)
    assert np.flatnonzero(departures(products, loadings)).tolist() == [0, 1]
