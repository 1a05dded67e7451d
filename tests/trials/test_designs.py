"""Field plans are valid, serpentine and made again from their seed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.trials.designs import certificate, plan, problems


@given(design=st.sampled_from(["rcbd", "crd", "none"]), count=st.integers(2, 40), replicates=st.integers(2, 6),
       seed=st.integers(0, 10**9), width=st.one_of(st.none(), st.integers(1, 50)))
def test_every_plan_is_valid(design: str, count: int, replicates: int, seed: int, width: int | None) -> None:
    entries = list(range(1, count + 1))
    plots = plan(design, entries, replicates, seed, width)
    assert problems(plots, entries, replicates, design) == []
    assert plan(design, entries, replicates, seed, width) == plots


def test_another_seed_gives_another_plan() -> None:
    assert plan("rcbd", range(1, 13), 3, 1) != plan("rcbd", range(1, 13), 3, 2)


def test_the_second_row_is_walked_back() -> None:
    plots = plan("rcbd", range(1, 9), 2, 7, per_row=4)
    assert [(p.row, p.column) for p in plots[:8]] == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 4), (2, 3), (2, 2), (2, 1)]
    assert [p.number for p in plots[:2]] == ["101", "102"]
    assert plots[8].number == "201"


def test_a_spoilt_plan_is_found_out() -> None:
    entries = list(range(1, 5))
    plots = plan("rcbd", entries, 2, 3)
    swapped = [replace(plots[0], entry=plots[1].entry), *plots[1:]]
    assert len(problems(swapped, entries, 2, "rcbd")) == 2
    assert problems([replace(plots[0], row=plots[1].row, column=plots[1].column), *plots[1:]], entries, 2, "rcbd")


def test_one_replicate_cannot_be_randomised() -> None:
    with pytest.raises(UserError, match="two replicates"):
        plan("rcbd", [1, 2, 3], 1, 1)


def test_the_certificate_names_the_seed_and_the_neighbours_of_the_check() -> None:
    plots = plan("rcbd", range(1, 7), 3, 42)
    lines = certificate(plots, range(1, 7), 3, "rcbd", 42, [6])
    assert "seed 42" in lines[0]
    assert lines[1].startswith("Valid")
    assert "beside a check" in lines[2]
