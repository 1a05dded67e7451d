"""A series that lost plots, a replicate and a combination: as R (aov, emmeans) analyses it."""

from __future__ import annotations

import pytest

from desktop.analysis.met.result import MetAnalysis
from desktop.core.tables import read_table
from tests.analysis.met.series_data import Row, analyse
from tests.shared import ORACLES

WITH_BLOCKS = [
    ("environment", 7, 468073.2805, 1.191608202e-51),
    ("treatment", 9, 112880.1699, 2.81686409e-23),
    ("environment:block", 15, 25099.76765, 9.91398279e-05),
    ("environment:treatment", 62, 186511.286, 7.893271022e-17),
    ("Residuals", 112, 55232.91595, None),
]
WITHOUT = [
    ("environment", 7, 468073.2805, 1.442457136e-51),
    ("treatment", 9, 112880.1699, 1.397940693e-21),
    ("environment:treatment", 62, 192160.4929, 1.30712873e-15),
    ("Residuals", 127, 74683.47667, None),
]


def damaged(*, blocks: bool = True) -> MetAnalysis:
    """The balanced series without every eleventh plot, the first place's third replicate, one entry at the last place."""
    table = read_table(ORACLES / "simulated" / "met_balanced.csv")
    rows: list[Row] = [(str(v), str(s), str(r), float(str(y))) for s, r, v, y in table.rows]
    (first, place, *_rest), last = rows[0], rows[-1][1]
    kept = [
        row for i, row in enumerate(rows)
        if i % 11 != 3 and not (row[1] == place and row[2] == "3") and not (row[1] == last and row[0] == first)
    ]
    return analyse(kept, "京科968", blocks=blocks)


@pytest.mark.parametrize(("blocks", "expected"), [(True, WITH_BLOCKS), (False, WITHOUT)])
def test_sequential_sums_of_squares(blocks: bool, expected: list[tuple[str, int, float, float | None]]) -> None:
    a = damaged(blocks=blocks)
    assert a.n == 206
    assert [(row.source, row.df) for row in a.anova] == [(source, df) for source, df, _ss, _p in expected]
    assert [row.ss for row in a.anova] == pytest.approx([ss for _source, _df, ss, _p in expected], rel=1e-8)
    for row, (_source, _df, _ss, p) in zip(a.anova, expected, strict=True):
        assert row.p == (None if p is None else pytest.approx(p, rel=1e-6, abs=0))


def test_means_over_environments_are_least_squares_means_of_the_table() -> None:
    a = damaged()
    assert a.interaction_df == 62
    expected = {"中单909": (688.1041667, 12.16137105), "先玉335": (698.4518849, 13.09102628)}
    for level, (mean, error) in expected.items():
        assert (a.entry(level).mean, a.entry(level).standard_error) == pytest.approx((mean, error), rel=1e-8)
    assert a.check is not None
    found = a.check.differences["中单909"]
    assert (found.difference, found.standard_error) == pytest.approx((19.131250, 17.198776), rel=1e-7)


def test_what_was_lost_is_said() -> None:
    kinds = {note.kind for note in damaged().notes}
    assert {"series_incomplete", "series_unequal", "series_arithmetic", "series_error_terms"} <= kinds
