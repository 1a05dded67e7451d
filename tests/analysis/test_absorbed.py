"""Least squares with the treatments absorbed is least squares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.analysis.factors import Factor, factor
from desktop.analysis.linear.absorbed import AbsorbedModel, least_squares
from desktop.analysis.linear.least_squares import LinearModel


def assert_same(factors: dict[str, Factor], y: np.ndarray) -> None:
    """Both ways give the same figures."""
    terms = [(name,) for name in factors]
    quick, plain = least_squares(y, factors, terms), LinearModel(y, factors, terms)
    assert isinstance(quick, AbsorbedModel)
    scale = float(np.abs(y).max()) + 1
    assert quick.residual_df == plain.residual_df
    assert quick.residuals == pytest.approx(plain.residuals, abs=1e-9 * scale)
    assert quick.fitted == pytest.approx(plain.fitted, abs=1e-9 * scale)
    assert quick.leverages == pytest.approx(plain.leverages, abs=1e-9)
    places = np.arange(0, len(y), 2)
    assert quick.projection(places) == pytest.approx(plain.projection(places), abs=1e-9)
    for one, two in zip(quick.sums_of_squares(), plain.sums_of_squares(), strict=True):
        assert (one.term, one.df) == (two.term, two.df)
        assert one.ss == pytest.approx(two.ss, abs=1e-8 * scale**2)
    one_means, two_means = (model.adjusted_means(terms[-1]) for model in (quick, plain))
    assert one_means.names == two_means.names
    assert one_means.estimable.tolist() == two_means.estimable.tolist()
    known = one_means.estimable
    assert one_means.means[known] == pytest.approx(two_means.means[known], abs=1e-8 * scale)
    pick = np.ix_(known, known)
    assert one_means.unscaled[pick] == pytest.approx(two_means.unscaled[pick], abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 30), st.integers(1, 5), st.integers(1, 5), st.integers(1, 6), st.booleans())
def test_any_layout_gives_the_same_figures_by_both_ways(
    seed: int, plots: int, rows: int, columns: int, treatments: int, two: bool
) -> None:
    chance = np.random.default_rng(seed)
    named = {"row": rows, "column": columns} if two else {"row": rows}
    factors = {name: factor(name, [f"{i}" for i in chance.integers(0, count, plots)]) for name, count in named.items()}
    factors["entry"] = factor("entry", [f"E{i}" for i in chance.integers(0, treatments, plots)])
    assert_same(factors, np.round(chance.normal(50, 3, plots), 2))


def test_a_whole_trial_and_one_without_blocks_give_the_same_figures_by_both_ways() -> None:
    chance = np.random.default_rng(1)
    entry = factor("entry", [f"E{i % 20}" for i in range(80)])
    block = factor("block", [f"B{i // 20}" for i in range(80)])
    y = chance.normal(500, 20, 80)
    assert_same({"block": block, "entry": entry}, y)
    assert_same({"entry": entry}, y)
