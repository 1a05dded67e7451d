"""Guard rails: lost plots, equal values, suspect plots, and both languages."""

from __future__ import annotations

import pytest

from desktop.analysis.notes import SENTENCES
from desktop.analysis.result import Analysis
from desktop.core.i18n import using
from tests.analysis.plots import analyse_crd, analyse_rcbd
from tests.analysis.test_comparisons import WHEAT, long


def kinds(analysis: Analysis) -> list[str]:
    """The guard rails that applied."""
    return [note.kind for note in analysis.notes]


def test_a_lost_plot_is_adjusted_for_as_yates_did() -> None:
    levels, blocks, values = long(WHEAT)
    lost = 4  # B in block 2
    others = [v for i, v in enumerate(values) if i != lost]
    treatment = sum(v for i, v in enumerate(values) if levels[i] == "B" and i != lost)
    block = sum(v for i, v in enumerate(values) if blocks[i] == "2" and i != lost)
    estimate = (8 * treatment + 3 * block - sum(others)) / (7 * 2)
    incomplete = [None if i == lost else v for i, v in enumerate(values)]
    analysis = analyse_rcbd(levels, blocks, incomplete)
    assert analysis.table.adjusted["B"] == pytest.approx((treatment + estimate) / 3)
    assert (analysis.n, analysis.missing) == (23, 1)
    assert {"missing", "unequal", "missing_cells", "arithmetic"} <= set(kinds(analysis))


def test_equal_values_have_no_letters() -> None:
    analysis = analyse_crd([*"AABB"], [5.0, 5.0, 5.0, 5.0], check="A")
    assert kinds(analysis) == ["constant"]
    assert (analysis.table.letters, analysis.dunnett) == ({}, {})
    assert analysis.anova[0].f is None


def test_without_error_variance_letters_are_withheld() -> None:
    analysis = analyse_crd([*"AABB"], [5.1, 5.1, 6.3, 6.3])
    assert kinds(analysis) == ["zero_error"]
    assert analysis.table.letters == {}


def test_a_mistyped_plot_is_named() -> None:
    levels, blocks, values = long(WHEAT)
    values[10] *= 10
    with using("en"):
        notes = [str(n) for n in analyse_rcbd(levels, blocks, values, treatment="variety").notes]
    assert any("variety D, block 2" in note and "107" in note for note in notes)


def test_a_treatment_without_effect_is_said_to_have_none() -> None:
    assert "f_not_significant" in kinds(analyse_crd([*"AAABBB"], [1.0, 2.0, 3.0, 1.5, 2.0, 2.4]))


def test_every_guard_rail_speaks_chinese() -> None:
    analysis = analyse_crd([*"AAABB"], [1.0, 2.0, 3.0, 1.5, 2.0])
    with using("zh_CN"):
        chinese = [str(note) for note in analysis.notes]
    with using("en"):
        english = [str(note) for note in analysis.notes]
    assert all(a != b for a, b in zip(chinese, english, strict=True))
    with using("zh_CN"):
        from desktop.core.i18n import _

        assert [text for text in SENTENCES.values() if _(text) == text] == []


def test_a_factorial_has_a_table_for_each_factor_and_for_their_combinations() -> None:
    factors = {"variety": [*"AABBAABB"], "density": [*"13131313"]}
    analysis = analyse_crd(factors, [5.0, 6.0, 7.0, 8.5, 5.2, 6.1, 7.3, 8.2], check="1")
    assert list(analysis.tables) == ["variety", "density", "variety:density"]
    assert [row.source for row in analysis.anova] == ["variety", "density", "variety:density", "Residuals"]
    assert (analysis.check_factor, list(analysis.dunnett or {})) == ("density", ["3"])
    assert analysis.tables["variety:density"].means["B:3"] == pytest.approx(8.35)


def test_a_variety_that_lost_all_plots_is_named() -> None:
    analysis = analyse_crd([*"AABBCC"], [1.0, 2.0, 3.0, 3.5, None, None])
    assert "lost_levels" in kinds(analysis)
    assert analysis.missing == 2


def test_a_large_mean_costs_no_digits() -> None:
    levels, blocks, values = long(WHEAT)
    near = analyse_rcbd(levels, blocks, values).error_ms
    far = analyse_rcbd(levels, blocks, [v + 2.0**30 for v in values]).error_ms
    assert far == pytest.approx(near, rel=1e-6)


def test_letters_at_one_percent_join_what_those_at_five_percent_join() -> None:
    levels, blocks, values = long(WHEAT)
    analysis = analyse_rcbd(levels, blocks, values)
    five, one = analysis.table.letters["lsd"], analysis.letters("lsd", 0.01)
    assert five == analysis.letters("lsd", 0.05)
    assert all(set(one[a]) & set(one[b]) for a in five for b in five if set(five[a]) & set(five[b]))
