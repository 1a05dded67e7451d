"""Page ranges are read as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.pages import as_range, page_range


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("2-3,5", [2, 3, 5]),
        (" 2 - 3 , 5 ", [2, 3, 5]),
        ("2－3，5".replace("－", "-"), [2, 3, 5]),
        ("4-", [4, 5, 6]),
        ("5,1", [1, 5]),
        ("2~3、6", [2, 3, 6]),
        ("1 3", [1, 3]),
        ("3,3-4", [3, 4]),
    ],
)
def test_a_range_names_its_pages_in_order(text: str, pages: list[int]) -> None:
    assert page_range(text, 6) == pages


@pytest.mark.parametrize("text", ["0", "7", "3-2", "a", "1-9", "-3", "1.5", "2--3"])
def test_a_wrong_range_is_named(text: str) -> None:
    with pytest.raises(UserError, match=text):
        page_range(text, 6)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_a_range_written_is_read_back(pages: set[int]) -> None:
    assert page_range(as_range(sorted(pages)), 60) == sorted(pages)
