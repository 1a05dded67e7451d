"""A zero is found where there is one."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.analysis.comparisons.roots import crossing


@given(st.floats(0.01, 99.9))
def test_the_crossing_of_a_rising_function_is_found(zero: float) -> None:
    assert crossing(lambda x: x**3 - zero**3, 0.0, 100.0, 1e-9) == pytest.approx(zero, rel=1e-6)
    assert crossing(lambda x: 1 - exp(zero - x), 0.0, 100.0, 1e-9, flat=1e-12) == pytest.approx(zero, rel=1e-6)


def test_few_evaluations_do() -> None:
    seen: list[float] = []
    crossing(lambda x: (seen.append(x), x**3 - 8)[1], 0.0, 4.0, 1e-9, flat=1e-9)
    assert len(seen) < 25
