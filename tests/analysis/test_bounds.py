"""Tables too large for an analysis are refused in a sentence, or analysed without the part that would take hours."""

from __future__ import annotations

import random

import pytest

from desktop.analysis.catalogue import MOST_LEVELS, analysis_named
from desktop.analysis.columns import PlotColumns
from desktop.core.errors import UserError


def field(side: int, entries: int) -> PlotColumns:
    """A square field of plots, entries at random places."""
    dice, plots = random.Random(3), side * side
    names = [f"V{i % entries}" for i in range(plots)]
    dice.shuffle(names)
    place = {"row": ("r", [str(i // side) for i in range(plots)]), "column": ("c", [str(i % side) for i in range(plots)])}
    return PlotColumns("y", [dice.gauss(100, 10) for _i in range(plots)], {"v": names}, place)


def test_more_entries_than_can_be_compared_are_refused_at_once() -> None:
    entries = 20_000
    names = [f"V{i}" for i in range(entries)] * 2
    columns = PlotColumns("y", [1.0 * i for i in range(2 * entries)], {"v": names},
                          {"block": ("b", ["1"] * entries + ["2"] * entries)})
    with pytest.raises(UserError, match=f"v has 20000 levels; at most {MOST_LEVELS}"):
        analysis_named("rcbd").analyse(columns, None, 0.05)


def test_a_large_field_is_analysed_without_the_model_that_would_take_hours() -> None:
    found = analysis_named("spatial").analyse(field(33, 200), None, 0.05)
    assert any("correlated neighbours was not tried" in note for note in found.to_json()["notes"])
    with pytest.raises(UserError, match="takes too long with 1089 plots"):
        large = field(33, 200)
        analysis_named("spatial").analyse(PlotColumns(large.response, large.values, large.treatments, large.roles,
                                                      options={"model": "ar1"}), None, 0.05)
