"""The sowing window from daily mean temperatures."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.service.sowing_window import readings, sowing_window

FIRST = date(2026, 1, 1)
YEAR = [24 * math.sin((n - 110) / 365 * 2 * math.pi) + 4 for n in range(365)]  # a place of the north-east


def test_a_longer_need_moves_the_last_sowing_day_forward_until_none_is_left() -> None:
    early, late = sowing_window(FIRST, YEAR, 2500), sowing_window(FIRST, YEAR, 2000)
    assert early.begins == late.begins and early.ends and late.ends and early.ends < late.ends
    assert sowing_window(FIRST, YEAR, 2000, margin=150).ends < late.ends  # type: ignore[operator]
    none = sowing_window(FIRST, YEAR, 5000)
    assert none.begins is None and none.ends is None and none.warm_from is not None


@given(st.floats(500, 3500))
def test_what_is_sown_on_the_last_day_ripens_and_a_day_later_does_not(need: float) -> None:
    found = sowing_window(FIRST, YEAR, need)
    if found.ends is not None and found.warm_until is not None:
        place, until = (found.ends - FIRST).days, (found.warm_until - FIRST).days
        assert sum(t for t in YEAR[place:until + 1] if t >= 10) >= need
        assert sum(t for t in YEAR[place + 1:until + 1] if t >= 10) < need


def test_a_cold_place_has_no_window_and_too_few_days_are_refused() -> None:
    assert sowing_window(FIRST, [5.0] * 200, 1000).warm_from is None
    with pytest.raises(UserError, match="too few"):
        sowing_window(FIRST, [15.0] * 30, 100)


def test_pasted_days_are_read_in_order_and_a_gap_is_named() -> None:
    assert readings("2026-01-01\t-12.5\n2026/01/02, -11", None) == (date(2026, 1, 1), [-12.5, -11.0])
    assert readings("3\n4\n", date(2026, 5, 1)) == (date(2026, 5, 1), [3.0, 4.0])
    with pytest.raises(UserError, match="Line 2"):
        readings("2026-01-01 1\n2026-01-03 2", None)
    with pytest.raises(UserError, match="Line 1"):
        readings("warm", date(2026, 1, 1))
    with pytest.raises(UserError, match="first day"):
        readings("3", None)
