"""The studentized range agrees with printed tables and with slow adaptive integration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.analysis.comparisons import studentized_range as sr


@pytest.mark.parametrize(
    ("alpha", "means", "df", "printed"),
    [
        (0.05, 2, 1, 17.97),
        (0.05, 3, 10, 3.88),
        (0.05, 10, 20, 5.01),
        (0.05, 20, 60, 5.24),
        (0.05, 5, 120, 3.92),
        (0.01, 4, 12, 5.50),
        (0.01, 8, 24, 5.69),
    ],
)
def test_upper_points_are_those_of_the_printed_table(alpha: float, means: int, df: int, printed: float) -> None:
    assert float(sr.quantile(1 - alpha, means, df)) == pytest.approx(printed, abs=0.0051)


@pytest.mark.parametrize(("means", "printed"), [(2, 3.15), (3, 3.29), (5, 3.43), (10, 3.52)])
def test_duncans_points_for_ten_degrees_of_freedom_are_those_of_the_printed_table(means: int, printed: float) -> None:
    assert float(sr.quantile(0.95 ** (means - 1), means, 10)) == pytest.approx(printed, abs=0.0061)


@pytest.mark.parametrize(("q", "means", "df"), [(3.5, 3, 7), (4.2, 12, 33), (2.0, 5, 20), (6.5, 40, 16), (9.0, 4, 3)])
def test_the_distribution_agrees_with_adaptive_integration(q: float, means: int, df: int) -> None:
    from scipy.stats import studentized_range

    assert float(sr.cdf(q, means, df)) == pytest.approx(studentized_range.cdf(q, means, df), abs=1e-8)


def test_two_means_are_students_t() -> None:
    from scipy import special

    for df in (1, 4, 15, 200):
        t = -special.stdtrit(df, 0.025)
        assert float(sr.quantile(0.95, 2, df)) == pytest.approx(np.sqrt(2) * t, rel=1e-8)


def test_long_tables_are_interpolated_without_loss() -> None:
    spans = np.array([2, 3, 17, 60, 111, 150])
    table = sr.quantiles_up_to(np.full(149, 0.95), 150, 447)
    assert table[spans - 2] == pytest.approx(sr.quantile(0.95, spans, 447), rel=1e-9)
    levels = 0.95 ** np.arange(1.0, 150)
    table = sr.quantiles_up_to(levels, 150, 447)
    assert table[spans - 2] == pytest.approx(sr.quantile(levels[spans - 2], spans, 447), rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(p=st.floats(1e-4, 0.9999), means=st.integers(2, 60), df=st.integers(1, 400))
@example(p=0.9999, means=2, df=30)
def test_the_quantile_inverts_the_distribution(p: float, means: int, df: int) -> None:
    assert float(sr.cdf(sr.quantile(p, means, df), means, df)) == pytest.approx(p, abs=1e-9)
