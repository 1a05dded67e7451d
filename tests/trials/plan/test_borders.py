"""The lines of a drawn field: between replicates thick, between blocks of one replicate broken."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.trials.model import Trial
from desktop.trials.plan.borders import borders, legend, measures


@dataclass(frozen=True)
class Lying:
    replicate: int | None
    block: str = ""


def test_lines_stand_on_both_sides_of_a_border_and_nowhere_else() -> None:
    found = borders({(1, 1): Lying(1, "a"), (1, 2): Lying(1, "b"), (2, 1): Lying(2, "a"), (2, 2): Lying(2, "a")})
    assert found == {(1, 1): ("t", "r"), (1, 2): ("t", "l"), (2, 1): ("b", ""), (2, 2): ("b", "")}
    assert legend({(1, 1): Lying(1), (1, 2): Lying(1)}) == ""


def test_the_measures_of_a_plot_are_said_as_far_as_they_are_known() -> None:
    assert measures(Trial(code="T", title="T")) == ""
    known = measures(Trial(code="T", title="T", plot_area=20.0, rows_per_plot=5, row_length=6.67, row_spacing=60.0))
    assert "20" in known and "3 m" in known and "6.67 m" in known
