"""Multiple comparisons give the published figures of worked examples."""

from __future__ import annotations

import pytest

from desktop.analysis.comparisons.multiple import RankedMeans, critical_ranges, ranked
from desktop.analysis.result import Analysis
from tests.analysis.plots import analyse_crd, analyse_rcbd

# Sweet potato under four viruses, three plots each (agricolae manual, man/*.test.Rd).
SWEETPOTATO = {
    "cc": [28.5, 21.7, 23.0],
    "fc": [14.9, 10.6, 13.1],
    "ff": [41.8, 39.2, 28.0],
    "oo": [38.2, 40.4, 32.1],
}
# Eight wheat varieties in three blocks, kg per 25 m² (a Chinese textbook's worked example).
WHEAT = {
    "A": [10.9, 9.1, 12.2],
    "B": [10.8, 12.3, 14.0],
    "C": [11.1, 12.5, 10.5],
    "D": [9.1, 10.7, 10.1],
    "E": [11.8, 13.9, 16.8],
    "F": [10.1, 10.6, 11.8],
    "G": [10.0, 11.5, 14.1],
    "H": [9.3, 10.4, 14.4],
}


def long(table: dict[str, list[float]]) -> tuple[list[str], list[str], list[float]]:
    """Levels, blocks and values plot by plot."""
    levels = [level for level, values in table.items() for _value in values]
    blocks = [str(i + 1) for values in table.values() for i in range(len(values))]
    return levels, blocks, [value for values in table.values() for value in values]


def ranked_means(analysis: Analysis) -> RankedMeans:
    """The means of an analysis, ready for a test."""
    table = analysis.table
    means, counts = list(table.means.values()), list(table.counts.values())
    error_ms = analysis.error_ms
    assert error_ms is not None
    return ranked(tuple(table.means), means, counts, error_ms=error_ms, error_df=analysis.error_df)


def test_sweet_potato_gives_the_published_tests() -> None:
    levels, _blocks, values = long(SWEETPOTATO)
    analysis = analyse_crd(levels, values, treatment="virus")
    assert analysis.row("virus").f == pytest.approx(17.345, abs=0.0005)
    assert analysis.cv_percent == pytest.approx(17.1666, abs=0.0001)
    assert analysis.lsd() == pytest.approx(8.928965, abs=1e-6)
    expected = {
        "lsd": "a a b c",
        "duncan": "a a b c",
        "snk": "a a b c",
        "tukey": "a ab bc c",
        "scheffe": "a a ab b",
        "bonferroni": "a a ab b",
    }
    for test, letters in expected.items():
        assert [analysis.table.letters[test][v] for v in ("oo", "ff", "cc", "fc")] == letters.split()


def test_sweet_potato_gives_the_published_ranges() -> None:
    levels, _blocks, values = long(SWEETPOTATO)
    means = ranked_means(analyse_crd(levels, values))
    assert list(critical_ranges(means, "duncan").values()) == pytest.approx([8.928965, 9.304825, 9.514910], abs=1e-6)
    assert list(critical_ranges(means, "snk").values()) == pytest.approx([8.928965, 11.06417, 12.39967], abs=1e-5)


def test_a_textbook_trial_in_blocks_gives_the_printed_table() -> None:
    levels, blocks, values = long(WHEAT)
    analysis = analyse_rcbd(levels, blocks, values, treatment="variety")
    assert [round(row.ss, 2) for row in analysis.anova] == [27.56, 34.08, 22.97]
    assert [row.df for row in analysis.anova] == [2, 7, 14]
    assert analysis.row("variety").f == pytest.approx(2.97, abs=0.005)
    assert analysis.row("variety").p == pytest.approx(0.0395, abs=0.00006)
    assert analysis.cv_percent == pytest.approx(11.06, abs=0.005)
    assert (analysis.lsd(0.05), analysis.lsd(0.01)) == pytest.approx((2.243, 3.114), abs=0.0006)
    printed = [2.243, 2.351, 2.417, 2.462, 2.493, 2.517, 2.534]
    assert list(critical_ranges(ranked_means(analysis), "duncan").values()) == pytest.approx(printed, abs=0.0006)


def test_marks_and_ranks_read_from_the_best_variety_down() -> None:
    levels, blocks, values = long(WHEAT)
    analysis = analyse_rcbd(levels, blocks, values, check="A")
    assert analysis.table.ranks()["E"] == 1
    assert analysis.table.percent_of("A")["E"] == pytest.approx(100 * 42.5 / 32.2)
    assert (analysis.stars()["E"], analysis.stars()["D"]) == ("*", "")


def test_a_p_value_is_judged_as_it_is_printed() -> None:
    means = ranked(("a", "b"), [1.0, 0.0], [4, 4], error_ms=1.0, error_df=6, alpha=0.05)
    assert means.printed_alpha == pytest.approx(0.05005)
