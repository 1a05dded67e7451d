"""What is left of what came when, first in first out; cases O29 to O32 of the stock ageing of a well-known system."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.trade.stock import layers


def left(*events: tuple[int, int] | tuple[int, int, bool]) -> list[tuple[int, int]]:
    """Day of March and bags of each layer."""
    full = [(date(2026, 3, e[0]), e[1], len(e) > 2) for e in events]
    return [(layer.day.day, layer.bags) for layer in layers(full)]


def test_what_leaves_is_the_oldest() -> None:
    """Case O29."""
    assert left((1, 50), (2, 20), (3, -60)) == [(2, 10)]


def test_a_count_above_the_books_is_a_layer_of_its_day() -> None:
    """Case O30."""
    assert left((1, 30), (2, 50, True), (3, -10)) == [(1, 20), (2, 20)]


def test_a_count_below_the_books_takes_the_oldest_away() -> None:
    """Case O31."""
    assert left((1, 1000, True), (2, 400, True), (3, -10)) == [(1, 390)]


def test_what_left_beyond_the_books_is_taken_off_what_comes_next() -> None:
    """Case O32."""
    assert left((1, 50), (2, -60), (3, 5), (4, 10), (4, 20)) == [(4, 5), (4, 20)]


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(-90, 90))))
def test_the_layers_add_to_the_books_where_these_are_above_nothing(moves: list[tuple[int, int]]) -> None:
    found = layers([(date(2026, 3, day), bags, False) for day, bags in sorted(moves)])
    assert sum(layer.bags for layer in found) == max(0, sum(bags for _day, bags in moves))
    assert all(layer.bags > 0 for layer in found)
