"""What must hold for every trial, whatever its figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.analysis.result import Analysis
from desktop.core.errors import UserError
from tests.analysis.plots import analyse_rcbd

Plots = list[tuple[str, str, float | None]]


@st.composite
def trials(draw: st.DrawFn) -> Plots:
    """Trials in blocks with a lost plot now and then."""
    entries, blocks = draw(st.integers(3, 6)), draw(st.integers(3, 4))
    yields = st.integers(3000, 9000).map(lambda v: v / 10)
    plots: Plots = [(f"V{i}", f"B{j}", draw(yields)) for i in range(entries) for j in range(blocks)]
    lost = draw(st.integers(-2, len(plots) - 1))
    if lost >= 0:
        plots[lost] = (*plots[lost][:2], None)
    return plots


def analyse(plots: Plots, check: str | None = None) -> Analysis:
    """The analysis of such a trial."""
    return analyse_rcbd([p[0] for p in plots], [p[1] for p in plots], [p[2] for p in plots], check=check)


@settings(max_examples=15, deadline=None)
@given(plots=trials())
def test_adding_a_constant_moves_the_means_and_nothing_else(plots: Plots) -> None:
    before = analyse(plots, "V0")
    after = analyse([(t, b, None if y is None else y + 1000) for t, b, y in plots], "V0")
    assert after.mean == pytest.approx(before.mean + 1000)
    for row, other in zip(before.anova, after.anova, strict=True):
        assert other.ss == pytest.approx(row.ss, rel=1e-7, abs=1e-6)
    for level, mean in before.table.adjusted.items():
        assert after.table.adjusted[level] == pytest.approx((mean or 0) + 1000)
    assert after.table.letters == before.table.letters


@settings(max_examples=15, deadline=None)
@given(plots=trials(), scale=st.sampled_from([0.001, 0.5, 2.0, 15.0, 1e6]))
def test_another_unit_multiplies_sums_of_squares_by_its_square(plots: Plots, scale: float) -> None:
    before = analyse(plots, "V1")
    after = analyse([(t, b, None if y is None else y * scale) for t, b, y in plots], "V1")
    for row, other in zip(before.anova, after.anova, strict=True):
        assert other.ss == pytest.approx(row.ss * scale**2, rel=1e-7, abs=1e-9 * scale**2)
        assert other.p == (None if row.p is None else pytest.approx(row.p, rel=1e-6, abs=1e-12))
    for level, comparison in (before.dunnett or {}).items():
        assert (after.dunnett or {})[level].p == pytest.approx(comparison.p, abs=1e-7)


@settings(max_examples=15, deadline=None)
@given(plots=trials(), data=st.data())
def test_the_order_of_the_rows_changes_nothing(plots: Plots, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(plots))
    before, after = analyse(plots, "V0"), analyse(shuffled, "V0")
    assert after.table.letters == before.table.letters
    assert after.mean == before.mean
    for row, other in zip(before.anova, after.anova, strict=True):
        assert other.ss == pytest.approx(row.ss, rel=1e-8, abs=1e-7)


@settings(max_examples=15, deadline=None)
@given(plots=trials())
def test_sums_of_squares_and_residuals_make_up_the_total(plots: Plots) -> None:
    analysis = analyse(plots)
    values = [plot.value for plot in analysis.plots]
    total = sum((value - analysis.mean) ** 2 for value in values)
    assert sum(row.ss for row in analysis.anova) == pytest.approx(total)
    assert sum(plot.residual for plot in analysis.plots) == pytest.approx(0, abs=1e-6)
    assert all(plot.fitted + plot.residual == pytest.approx(plot.value) for plot in analysis.plots)


cells = st.one_of(st.none(), st.integers(-3, 3).map(float), st.just(1e6))
names = st.one_of(st.none(), st.sampled_from(["A", "B", "C", "1", "01"]))


@settings(max_examples=120, deadline=None)
@given(plots=st.lists(st.tuples(names, names, cells), max_size=14), check=st.sampled_from([None, "A", "Z"]))
def test_any_table_is_analysed_or_refused_in_one_sentence(
    plots: list[tuple[str | None, str | None, float | None]], check: str | None
) -> None:
    levels, blocks, values = ([p[i] for p in plots] for i in range(3))
    try:
        analyse_rcbd(levels, blocks, values, check=check).to_json()  # type: ignore[arg-type]
    except UserError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
