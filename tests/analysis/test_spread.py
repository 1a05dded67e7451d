"""Levene's test agrees with scipy's, which takes too long to load to be used."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.analysis.spread import levene


@pytest.mark.parametrize("sizes", [(4, 4), (3, 7, 5), (2, 2, 2, 9)])
def test_the_test_is_that_of_scipy(sizes: tuple[int, ...]) -> None:
    from scipy import stats

    chance = np.random.default_rng(7)
    samples = [chance.normal(0, 1 + i, size) for i, size in enumerate(sizes)]
    found = levene(np.concatenate(samples), np.repeat(np.arange(len(sizes)), sizes))
    expected = stats.levene(*samples, center="median")
    assert found is not None
    assert (found.f, found.p) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-12)


def test_groups_that_spread_not_at_all_are_not_tested() -> None:
    assert levene(np.zeros(6), np.repeat([0, 1], 3)) is None
    assert levene(np.arange(4.0), np.zeros(4, dtype=np.intp)) is None
