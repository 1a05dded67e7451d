"""All ten tests on the sweet potatoes of the agricolae manual; Holm, Waller and Duncan, Scott and Knott."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from desktop.analysis.comparisons.multiple import TESTS, ranked
from desktop.analysis.comparisons.scott_knott import partition
from desktop.analysis.comparisons.studentized_range import cdf
from desktop.analysis.comparisons.waller import critical_t
from desktop.analysis.result import Analysis
from tests.analysis.plots import analyse_crd
from tests.analysis.test_comparisons import SWEETPOTATO


def sweetpotato(**options: Any) -> Analysis:
    """Sweet potatoes with and without two viruses (F. de Mendiburu, agricolae, man/*.test.Rd)."""
    levels = [virus for virus, plots in SWEETPOTATO.items() for _plot in plots]
    return analyse_crd(levels, [y for plots in SWEETPOTATO.values() for y in plots], treatment="virus", **options)


def test_sweet_potatoes_have_the_published_variance() -> None:
    analysis = sweetpotato()
    virus = analysis.row("virus")
    assert (virus.ss, virus.f) == pytest.approx((1170.21, 17.345), rel=2e-5)
    assert (analysis.error_ms, analysis.cv_percent) == pytest.approx((22.48917, 17.1666), rel=1e-5)


@pytest.mark.parametrize(
    ("test", "published"),
    [("lsd", "aabc"), ("bonferroni", "a a ab b"), ("tukey", "a ab bc c"), ("duncan", "aabc"), ("snk", "aabc"),
     ("regw", "aabc"), ("scheffe", "a a ab b"), ("waller", "aabc")],
)
def test_sweet_potatoes_have_the_published_letters(test: str, published: str) -> None:
    letters = sweetpotato().table.letters[test]
    assert [letters[virus] for virus in ("oo", "ff", "cc", "fc")] == (published.split() if " " in published else [*published])


def test_sweet_potatoes_have_the_published_critical_differences() -> None:
    found = sweetpotato().table.critical_differences
    single = {"lsd": 8.928965, "bonferroni": 13.4704, "tukey": 12.39967, "scheffe": 13.52368, "waller": 8.657906}
    assert {test: found[test] for test in single} == pytest.approx(single, rel=1e-6)
    ranges = {"duncan": (8.928965, 9.304825, 9.514910), "snk": (8.928965, 11.06417, 12.39967), "regw": (10.622, 11.064, 12.4)}
    for test, published in ranges.items():
        values = found[test]
        assert isinstance(values, dict)
        assert list(values.values()) == pytest.approx(published, rel=1e-6 if test != "regw" else 5e-5)


def test_sweet_potatoes_have_the_published_comparisons_with_the_healthy_ones() -> None:
    compared = sweetpotato(check="oo").dunnett or {}
    published = {"cc": .029946, "fc": .000674, "ff": .997598}
    assert {virus: c.p for virus, c in compared.items()} == pytest.approx(published, abs=1e-6)
    assert float(1 - cdf((36.9 - 24.4) / (22.48917 / 3) ** 0.5, 4, 8)) == pytest.approx(.04821, abs=5e-6)


def test_letters_at_one_percent_are_capitals() -> None:
    table = sweetpotato().table
    assert table.letters_1_percent["lsd"] == {"oo": "A", "ff": "A", "cc": "AB", "fc": "B"}
    assert set(sweetpotato().to_json()["letters_1_percent"]) == set(TESTS)


def test_holm_lies_between_bonferroni_and_fisher() -> None:
    random = Random(5)
    for _trial in range(30):
        means = [random.gauss(0, 2) for _mean in range(9)]
        m = ranked(tuple("abcdefghi"), means, [3] * 9, error_ms=1.0, error_df=18)
        found = {name: TESTS[name](m) for name in ("bonferroni", "holm", "lsd")}
        assert not (found["bonferroni"] & ~found["holm"]).any()
        assert not (found["holm"] & ~found["lsd"]).any()


def test_wallers_t_falls_with_the_f_ratio_down_to_that_of_certainty() -> None:
    values = [critical_t(100, 8, 20, f) for f in (1.2, 2.4, 6.0, 25.0)]
    assert values == sorted(values, reverse=True)
    # Waller and Duncan's limit for large F and many degrees of freedom: t Φ(t) + φ(t) = 100 (φ(t) − t Φ(−t)).
    assert critical_t(100, 200, 20000, 1e6) == pytest.approx(1.72, abs=0.005)


def test_waller_and_duncan_part_nothing_where_the_means_differ_less_than_their_error() -> None:
    m = ranked(("a", "b", "c"), [1.0, 1.0, 1.0], [4] * 3, error_ms=9.0, error_df=9)
    assert not TESTS["waller"](m).any()


def test_scott_and_knott_part_means_that_lie_apart_and_only_those() -> None:
    means = np.array([30.2, 30.0, 29.8, 20.1, 20.0, 19.9])
    assert partition(means, 0.05, 12, 0.05).tolist() == [0, 0, 0, 1, 1, 1]
    assert partition(means, 50.0, 12, 0.05).tolist() == [0] * 6
