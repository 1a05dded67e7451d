"""Letters say what the test says."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.analysis.comparisons.letters import contradictions, groups, letters, symbol
from desktop.analysis.comparisons.multiple import TESTS, ranked


def table(count: int, *pairs: tuple[int, int]) -> np.ndarray:
    """A table of separated pairs."""
    separated = np.zeros((count, count), dtype=bool)
    for i, j in pairs:
        separated[i, j] = separated[j, i] = True
    return separated


def test_means_that_are_not_separated_share_one_letter() -> None:
    assert letters(table(4)) == ["a", "a", "a", "a"]


def test_overlapping_groups_share_letters() -> None:
    assert letters(table(4, (0, 2), (0, 3), (1, 3))) == ["a", "ab", "bc", "c"]


def test_a_pair_that_letters_cannot_show_is_counted() -> None:
    separated = table(4, (0, 1))
    assert contradictions(separated) != []


def test_more_groups_than_the_alphabet_has_letters_still_get_signs_of_their_own() -> None:
    count = 220
    separated = ~np.eye(count, dtype=bool)
    signs = letters(separated)
    assert len(set(signs)) == count
    assert all(len(sign) == 1 for sign in signs)
    assert len({symbol(i) for i in range(count)}) == count


means_lists = st.lists(st.integers(0, 60).map(float), min_size=2, max_size=12)


@given(values=means_lists, error=st.floats(0.5, 200), count=st.integers(2, 6))
def test_two_means_share_a_letter_if_and_only_if_the_test_does_not_separate_them(
    values: list[float], error: float, count: int
) -> None:
    names = tuple(str(i) for i in range(len(values)))
    counts = [count] * len(values)
    means = ranked(names, values, counts, error_ms=error, error_df=(count - 1) * len(values))
    for name in ("lsd", "tukey", "scheffe", "bonferroni"):
        separated = TESTS[name](means)
        assert contradictions(separated) == []
        member = groups(separated).astype(int)
        assert ((member.T @ member > 0) == ~separated).all()


@given(values=means_lists, error=st.floats(0.5, 200))
def test_a_stricter_test_separates_no_pair_that_a_laxer_one_does_not(values: list[float], error: float) -> None:
    names = tuple(str(i) for i in range(len(values)))
    means = ranked(names, values, [3] * len(values), error_ms=error, error_df=2 * len(values))
    separated = {name: TESTS[name](means) for name in TESTS}
    for strict, lax in (("tukey", "snk"), ("snk", "duncan"), ("scheffe", "tukey"), ("bonferroni", "lsd")):
        assert not (separated[strict] & ~separated[lax]).any()
