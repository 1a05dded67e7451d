"""Plans lie in the field as one asked: shape, corner, direction, numbers, gaps, guards, fillers."""

from __future__ import annotations

import pytest

from desktop.designs import DesignOptions, FieldPlan, Item, plan
from desktop.designs.model import GUARD


def laid(count: int, name: str = "none", **options: object) -> FieldPlan:
    return plan(name, [Item(key, f"V{key}", key == 1) for key in range(1, count + 1)], DesignOptions(**options))  # type: ignore[arg-type]


def places(made: FieldPlan) -> list[tuple[int, int]]:
    return [(p.row, p.column) for p in made.plots if p.walk]


@pytest.mark.parametrize(("corner", "along", "serpentine", "expected"), [
    ("front-left", "rows", True, [(1, 1), (1, 2), (1, 3), (2, 3), (2, 2), (2, 1)]),
    ("front-left", "rows", False, [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]),
    ("front-right", "rows", True, [(1, 3), (1, 2), (1, 1), (2, 1), (2, 2), (2, 3)]),
    ("back-left", "rows", True, [(2, 1), (2, 2), (2, 3), (1, 3), (1, 2), (1, 1)]),
    ("front-left", "columns", True, [(1, 1), (2, 1), (2, 2), (1, 2), (1, 3), (2, 3)]),
    ("back-right", "columns", False, [(2, 3), (1, 3), (2, 2), (1, 2), (2, 1), (1, 1)]),
])
def test_the_field_is_walked_from_any_corner(corner: str, along: str, serpentine: bool, expected: list[object]) -> None:
    made = laid(6, per_row=3, corner=corner, along=along, serpentine=serpentine)
    assert places(made) == expected
    assert [p.entry for p in made.plots] == [1, 2, 3, 4, 5, 6]
    assert [p.number for p in made.plots] == ["101", "102", "103", "104", "105", "106"]


def test_replicates_lie_behind_or_beside_each_other_with_a_gap() -> None:
    behind = laid(4, "rcbd", replicates=2, per_row=2, gap=1)
    assert {p.row for p in behind.plots} == {1, 2, 4, 5}
    beside = laid(4, "rcbd", replicates=2, per_row=2, gap=1, beside=True)
    assert {p.column for p in beside.plots} == {1, 2, 4, 5}
    assert {p.column for p in beside.plots if p.replicate == 2} == {4, 5}


@pytest.mark.parametrize(("options", "first", "last"), [
    ({}, "101", "304"), ({"numbering": "continuous"}, "101", "112"),
    ({"numbering": "continuous", "first": 1001}, "1001", "1012"),
    ({"prefix": "YM-"}, "YM-101", "YM-304"), ({"numbering": "continuous", "first": 1}, "1", "12"),
])
def test_plots_are_numbered_by_replicate_or_running(options: dict[str, object], first: str, last: str) -> None:
    made = laid(4, "rcbd", replicates=3, **options)
    assert (made.plots[0].number, made.plots[-1].number) == (first, last)


def test_a_replicate_of_a_hundred_is_numbered_by_thousands() -> None:
    made = laid(100, "rcbd", replicates=2)
    assert {made.plots[0].number, made.plots[100].number} == {"1001", "2001"}


def test_guards_close_round_the_trial_and_are_not_walked() -> None:
    made = laid(6, per_row=3, guard_rows=1, guard_columns=2)
    guards = [p for p in made.plots if p.kind == GUARD]
    assert len(guards) == 4 * 7 - 6
    assert {p.walk for p in guards} == {None}
    assert (min(p.row for p in made.standing), min(p.column for p in made.standing)) == (2, 3)


def test_free_places_become_fillers_at_the_end_of_the_walk() -> None:
    made = laid(7, per_row=4, fill=True)
    assert (made.plots[-1].kind, made.plots[-1].entry, made.plots[-1].walk) == ("filler", None, 8)
    assert len(laid(7, per_row=4).plots) == 7


def test_a_block_is_not_broken_by_the_end_of_a_row() -> None:
    made = plan("alpha", [Item(key) for key in range(24)], DesignOptions(block_size=4))
    rows: dict[object, set[int]] = {}
    for p in made.plots:
        rows.setdefault((p.replicate, p.block), set()).add(p.row)
    assert all(len(found) == 1 for found in rows.values())


def test_options_are_stored_and_come_back() -> None:
    options = DesignOptions(seed=9, replicates=4, corner="back-left", farms=("甲", "乙"), guard_rows=2)
    assert DesignOptions.restored(options.stored(), seed=9, replicates=4) == options
    assert set(options.stored()) == {"corner", "farms", "guard_rows"}
