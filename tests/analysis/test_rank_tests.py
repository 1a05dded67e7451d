"""Rank tests give published figures and R's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.analysis.plots import analyse_friedman, analyse_kruskal_wallis, analyse_rcbd
from tests.analysis.test_analyse_command import run
from tests.analysis.test_comparisons import SWEETPOTATO, long

# Per cent ground cover of seven herbage species in six blocks (J. D. Ivins 1950, by way of agridat, MIT).
HERBS = {
    "G01": [58, 81, 64, 73, 75, 69],
    "G02": [76, 71, 81, 78, 80, 86],
    "G03": [83, 52, 58, 63, 65, 63],
    "G04": [56, 68, 70, 71, 84, 68],
    "G05": [66, 61, 57, 60, 67, 62],
    "G06": [64, 70, 65, 59, 88, 92],
    "G07": [79, 58, 69, 65, 69, 77],
}


def herbs() -> tuple[list[str], list[str], list[float | None]]:
    """Species, blocks and covers plot by plot."""
    levels, blocks, values = long({name: [float(v) for v in row] for name, row in HERBS.items()})
    return levels, blocks, list(values)


def test_friedmans_test_of_ivins_herbs() -> None:
    found = analyse_friedman(*herbs())
    statistics = found.statistics
    assert (statistics["Chisq"], statistics["p.chisq"]) == pytest.approx((12.286, 0.0559), abs=5e-4)
    # F = (b − 1) χ² / (b (k − 1) − χ²) of the exact χ² = 86/7
    assert statistics["F"] == pytest.approx(5 * (86 / 7) / (36 - 86 / 7))
    assert sum(found.ranks.values()) == 6 * 28
    measured = analyse_rcbd(*herbs()).row("treatment")
    assert (measured.f, measured.p) == pytest.approx((2.5518, 0.0407), abs=5e-5)


def test_conovers_grasses_with_ties() -> None:
    # Twelve homeowners rank four grasses (W. J. Conover, Practical Nonparametric Statistics, 1999, section 5.8).
    homes = [(4, 3, 2, 1), (4, 2, 3, 1), (3, 1.5, 1.5, 4), (3, 1, 2, 4), (4, 2, 1, 3), (2, 2, 2, 4),
             (1, 3, 2, 4), (2, 4, 1, 3), (3.5, 1, 2, 3.5), (4, 1, 3, 2), (4, 2, 3, 1), (3.5, 1, 2, 3.5)]
    grasses = [f"g{i}" for _home in homes for i in range(1, 5)]
    blocks, ranks = [str(h) for h in range(12) for _g in range(4)], [float(r) for home in homes for r in home]
    found = analyse_friedman(grasses, blocks, ranks)
    assert list(found.ranks.values()) == [38.0, 23.5, 24.5, 34.0]
    assert (found.statistics["Chisq"], found.statistics["F"]) == pytest.approx((8.09734513274, 3.19219790676))
    assert found.statistics["p.F"] == pytest.approx(0.0362154746433)
    assert found.statistics["LSD"] == pytest.approx(11.48, abs=0.005)


def test_kruskal_and_wallis_test_of_sweet_potatoes() -> None:
    levels, _blocks, values = long(SWEETPOTATO)
    found = analyse_kruskal_wallis(levels, values)
    # R: kruskal.test(yield ~ virus) = 8.6923 on 3, p = 0.03367
    assert (found.statistics["Chisq"], found.statistics["p.chisq"]) == pytest.approx((8.69230769231, 0.03367429534), rel=1e-9)
    assert found.ranks["fc"] == 2.0
    assert found.letters["lsd"]["fc"] not in found.letters["lsd"]["oo"]


def test_ties_are_given_mid_ranks() -> None:
    found = analyse_kruskal_wallis([*"AAABBB"], [1.0, 2.0, 2.0, 2.0, 3.0, 4.0])
    assert found.ranks == pytest.approx({"A": 7 / 3, "B": 14 / 3})
    # R: kruskal.test(c(1,2,2,2,3,4) ~ c("A","A","A","B","B","B"))
    assert found.statistics["Chisq"] == pytest.approx(2.634408602, rel=1e-6)


def test_a_block_with_a_lost_plot_is_left_out() -> None:
    levels, blocks, values = herbs()
    values[3] = None
    found = analyse_friedman(levels, blocks, values)
    assert sum(found.ranks.values()) == 5 * 28
    assert [note.kind for note in found.notes][:1] == ["missing"]
    assert "incomplete_blocks_left_out" in [note.kind for note in found.notes]


def test_what_cannot_be_ranked_says_why() -> None:
    with using("en"), pytest.raises(UserError, match="kruskal-wallis"):
        analyse_friedman([*"ABAC"], [*"1122"], [1.0, 2.0, 3.0, 4.0])
    with using("en"), pytest.raises(UserError, match="no replication"):
        analyse_kruskal_wallis([*"ABC"], [1.0, 2.0, 3.0])
    same = analyse_friedman([*"ABAB"], [*"1122"], [1.0, 1.0, 1.0, 1.0])
    assert ([note.kind for note in same.notes], same.letters) == (["constant"], {})
    alike = analyse_friedman([*"ABAB"], [*"1122"], [1.0, 2.0, 1.0, 2.0])
    assert (alike.statistics["F"], alike.letters) == (None, {})


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_command_prints_both_as_text_and_as_json(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    levels, blocks, values = herbs()
    path = tmp_path / "herbs.csv"
    rows = zip(levels, blocks, values, strict=True)
    path.write_text("gen,block,herb\n" + "".join(f"{g},{b},{y}\n" for g, b, y in rows), encoding="utf-8")
    named = [str(path), "--response", "herb", "--treatment", "gen", "--lang", language]
    for design in (["friedman", "--block", "block"], ["kruskal-wallis"]):
        status, text, _err = run(capsys, *named, "--design", *design)
        assert (status, "χ²" in text) == (0, True)
        _status, out, _err = run(capsys, *named, "--design", *design, "--json")
        assert set(json.loads(out)["letters"]) == {"lsd", "holm", "bonferroni"}
