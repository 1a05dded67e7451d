"""What must hold for every series of trials, whatever its figures."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.analysis.met.result import MetAnalysis
from desktop.analysis.paper import paper_table
from desktop.analysis.text import report
from desktop.core.documents.marked import Starred
from desktop.core.documents.model import NUMBER
from desktop.core.errors import UserError
from tests.analysis.met.series_data import Row, analyse

yields = st.integers(3000, 9000).map(lambda v: v / 10)


@st.composite
def series(draw: st.DrawFn, *, lost: bool = False) -> list[Row]:
    """A series in blocks, complete, or with lost plots here and there."""
    entries, environments, blocks = draw(st.integers(3, 5)), draw(st.integers(3, 5)), draw(st.integers(2, 3))
    rows: list[Row] = [
        (f"V{i}", f"E{j}", f"B{k}", draw(yields) + (17 * i * i + 41 * j * j + 23 * i * j * j + 7 * k * (i + 2 * j)) % 97 / 7)
        for i in range(entries) for j in range(environments) for k in range(blocks)
    ]
    for place in draw(st.lists(st.integers(0, len(rows) - 1), max_size=4)) if lost else []:
        rows[place] = (*rows[place][:3], None)
    return rows


def figures(a: MetAnalysis) -> dict[str, Any]:
    """The figures of an analysis that have the response's unit or none, by name."""
    keys = ("mean", "sd", "slope", "superiority", "s1", "s2", "asv", "above_mean", "rank")
    return {key: known(a.by_entry(key)) for key in keys}


def known(values: dict[str, float | None]) -> dict[str, float]:
    """Figures by entry, NaN where there is none (an entry that is left in one environment only)."""
    return {level: np.nan if value is None else value for level, value in values.items()}


def close(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Both hold the same figures."""
    for key, values in expected.items():
        assert found[key] == pytest.approx(values, rel=1e-6, abs=1e-6, nan_ok=True), key


@settings(max_examples=12, deadline=None)
@given(rows=series(lost=True), data=st.data())
def test_the_order_of_the_rows_changes_nothing(rows: list[Row], data: st.DataObject) -> None:
    before, after = analyse(rows, "V0"), analyse(data.draw(st.permutations(rows)), "V0")
    close(figures(after), figures(before))
    assert [row.ss for row in after.anova] == pytest.approx([row.ss for row in before.anova], rel=1e-7, abs=1e-5)


@settings(max_examples=12, deadline=None)
@given(rows=series(lost=True), scale=st.sampled_from([0.01, 2.0, 15.0]))
def test_another_unit_scales_squares_and_leaves_slopes_and_tests(rows: list[Row], scale: float) -> None:
    before = analyse(rows, "V1")
    after = analyse([(*r[:3], None if r[3] is None else r[3] * scale) for r in rows], "V1")
    assert [row.ss for row in after.anova] == pytest.approx([row.ss * scale**2 for row in before.anova], rel=1e-6)
    assert [row.p for row in after.anova[:-1]] == pytest.approx([row.p for row in before.anova[:-1]], rel=1e-6, abs=1e-12)
    assert figures(after)["slope"] == pytest.approx(figures(before)["slope"], rel=1e-5, abs=1e-6, nan_ok=True)
    for key in ("ecovalence", "shukla", "superiority"):
        expected = {level: value * scale**2 for level, value in known(before.by_entry(key)).items()}
        assert known(after.by_entry(key)) == pytest.approx(expected, rel=1e-5, abs=1e-5 * scale**2, nan_ok=True)
    assert after.check is not None
    assert before.check is not None
    assert after.check.above == before.check.above
    for level, c in before.check.differences.items():
        assert after.check.differences[level].p == pytest.approx(c.p, abs=1e-5)


@settings(max_examples=12, deadline=None)
@given(rows=series())
def test_adding_a_constant_moves_means_and_nothing_else(rows: list[Row]) -> None:
    before, after = analyse(rows, "V0"), analyse([(*r[:3], (r[3] or 0.0) + 1000) for r in rows], "V0")
    assert after.grand_mean == pytest.approx(before.grand_mean + 1000)
    assert [row.ss for row in after.anova] == pytest.approx([row.ss for row in before.anova], rel=1e-7, abs=1e-5)
    unmoved = {key: value for key, value in figures(before).items() if key != "mean"}
    close(figures(after), unmoved)


@settings(max_examples=12, deadline=None)
@given(rows=series(), data=st.data())
def test_the_names_of_environments_do_not_matter(rows: list[Row], data: st.DataObject) -> None:
    names = sorted({row[1] for row in rows if row[1]})
    other = dict(zip(names, data.draw(st.permutations(names)), strict=True))
    before, after = analyse(rows), analyse([(r[0], other[str(r[1])], r[2], r[3]) for r in rows])
    close(figures(after), figures(before))
    assert before.ammi is not None
    assert after.ammi is not None
    assert [x.percent for x in after.ammi.axes] == pytest.approx([x.percent for x in before.ammi.axes], abs=1e-6)


@settings(max_examples=12, deadline=None)
@given(rows=series(lost=True))
def test_sums_of_squares_make_up_the_total(rows: list[Row]) -> None:
    values = np.array([row[3] for row in rows if row[3] is not None])
    total = float(((values - values.mean()) ** 2).sum())
    a = analyse(rows)
    assert sum(row.ss for row in a.anova) == pytest.approx(total)
    assert sum(row.df for row in a.anova) == len(values) - 1


@settings(max_examples=12, deadline=None)
@given(rows=series())
def test_the_parts_of_the_interaction_add_up(rows: list[Row]) -> None:
    a = analyse(rows)
    replicates = len(rows) / a.cells.counts.size
    interaction = next(row.ss for row in a.anova if row.source == a.ge)
    assert replicates * sum(a.by_entry("ecovalence").values()) == pytest.approx(interaction)
    assert a.ammi is not None
    assert sum(axis.ss for axis in a.ammi.axes) == pytest.approx(interaction)
    assert sum(axis.df for axis in a.ammi.axes) == next(row.df for row in a.anova if row.source == a.ge)
    product = a.ammi.entry_scores @ a.ammi.environment_scores.T
    table = a.cells.means
    assert product == pytest.approx(table - table.mean(1, keepdims=True) - table.mean(0) + table.mean(), abs=1e-8)
    mean_slope = sum(a.by_entry("slope").values()) / len(a.entries)
    assert mean_slope == pytest.approx(1)
    assert sum(a.by_entry("shukla").values()) / len(a.entries) * (len(a.cells.environments) - 1) * (
        len(a.entries) - 1
    ) == pytest.approx(interaction / replicates)
    lines = {line.source: line.ss for line in a.regression_anova}
    parts = lines["environment (linear)"] + lines["treatment:environment (linear)"] + lines["deviations"]
    assert parts == pytest.approx(lines["environment + treatment:environment"])


@settings(max_examples=12, deadline=None)
@given(rows=series())
def test_the_polygon_holds_all_entries_and_every_environment_has_one_winner(rows: list[Row]) -> None:
    gge = analyse(rows).gge
    assert gge is not None
    entries, environments = gge.scores()
    corners = entries[list(gge.polygon)]
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        side = np.cross(np.append(b - a, 0), np.column_stack([entries - a, np.zeros(len(entries))]))[:, 2]
        assert (side >= -1e-7 * max(1.0, float(np.abs(entries).max()) ** 2)).all()
    won = sorted(j for sector in gge.sectors for j in sector.environments)
    assert won == list(range(len(environments)))
    for sector in gge.sectors:
        for j in sector.environments:
            assert (entries @ environments[j]).max() == pytest.approx((entries @ environments[j])[sector.entry])


cells = st.one_of(st.none(), st.integers(-3, 3).map(float), st.just(1e6))
names = st.sampled_from(["A", "B", "C", "1", "01", None])


@settings(max_examples=120, deadline=None)
@given(
    plots=st.lists(st.tuples(names, names, names, cells), max_size=16),
    check=st.sampled_from([None, "A", "Z"]),
    blocks=st.booleans(),
)
def test_any_table_is_analysed_or_refused_in_one_sentence(plots: list[Row], check: str | None, blocks: bool) -> None:
    try:
        a = analyse(plots, check, blocks=blocks)
    except UserError as error:
        assert str(error).endswith(("。", "."))
        assert "\n" not in str(error)
        return
    json.dumps(a.to_json(), allow_nan=False)
    assert report(a).endswith("\n")


def test_figures_and_their_marks_are_kept_apart_in_the_tables() -> None:
    yields = {"A": 700.0, "B": 640.0, "C": 655.0}
    noise = Random(7)
    rows: list[Row] = [(entry, f"E{e}", str(block), base + 10 * e + 4 * block + noise.gauss(0, 12))
                       for entry, base in yields.items() for e in range(5) for block in range(3)]
    a = analyse(rows, check="B")
    stability, against = (next(t for t in a.result_tables() if t.title.startswith(title))
                          for title in ("Stability over", "±% of the check"))
    assert {row[-1] for row in stability.rows} == {"+", ""}
    assert not any(isinstance(row[-2], str) for row in stability.rows)
    cells = [cell for row in against.rows for cell in row[1:]]
    assert cells
    assert all(isinstance(cell, Starred) and isinstance(cell.value, float) and cell.mark in ("", "*", "**") for cell in cells)
    printed = paper_table(against, "Yield")
    assert {column.kind for column in printed.columns[1:]} == {NUMBER}
    assert f"{cells[0].value:+.1f}{cells[0].mark}" in report(a)
