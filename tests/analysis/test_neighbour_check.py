"""Comparison with the neighbouring check, and analysis from means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.analysis.neighbour.neighbour_check import NeighbourAnalysis
from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.analysis.plots import analyse_means, analyse_neighbour_check
from tests.analysis.test_analyse_command import run
from tests.analysis.test_comparisons import SWEETPOTATO
from tests.analysis.test_further_comparisons import sweetpotato


def line(*plots: tuple[str, float | None], strip: str = "1") -> tuple[list[str], list[float | None], list[str], list[str]]:
    """Entries, values, strips and places of plots in their order."""
    return [p[0] for p in plots], [p[1] for p in plots], [strip] * len(plots), [str(i) for i in range(101, 101 + len(plots))]


def compare(levels: list[str], values: list[float | None], strips: list[str], places: list[str]) -> NeighbourAnalysis:
    """The comparison with CK."""
    return analyse_neighbour_check(levels, values, strips, ("plot", places), check="CK")


def test_every_entry_beside_a_check_is_compared_with_that_one() -> None:
    found = compare(*line(("A", 59.0), ("CK", 60.0), ("B", 72.0), ("C", 56.0), ("CK", 50.0), ("D", 45.0)))
    assert found.adjacent
    assert {entry: c.percent for entry, c in found.entries.items()} == pytest.approx(
        {"B": 120.0, "C": 112.0, "A": 5900 / 60, "D": 90.0})
    assert list(found.entries) == ["B", "C", "A", "D"]
    assert [c.rank for c in found.entries.values()] == [1, 2, 3, 4]


def test_entries_between_checks_are_compared_with_the_mean_of_both() -> None:
    found = compare(*line(("CK", 60.0), ("A", 66.0), ("B", 55.0), ("C", 60.5), ("CK", 50.0)))
    assert not found.adjacent
    assert {entry: c.check_mean for entry, c in found.entries.items()} == {"A": 55.0, "B": 55.0, "C": 55.0}
    assert found.entries["A"].percent == pytest.approx(120.0)


def test_several_plots_are_set_against_the_total_of_their_checks() -> None:
    first, second = line(("A", 50.0), ("CK", 40.0), ("B", 44.0)), line(("B", 66.0), ("CK", 60.0), ("A", 60.0), strip="2")
    found = compare(*(a + b for a, b in zip(first, second, strict=True)))
    assert {entry: c.percent for entry, c in found.entries.items()} == pytest.approx({"A": 110.0, "B": 110.0})
    assert [c.plots for c in found.entries.values()] == [2, 2]
    assert [c.rank for c in found.entries.values()] == [1, 1]


def test_the_checks_tell_what_chance_does_and_nothing_is_called_significant() -> None:
    found = compare(*line(("CK", 60.0), ("A", 66.0), ("CK", 50.0), ("B", 55.0), ("CK", 58.0)))
    assert found.checks["neighbours_standard_deviation"] == pytest.approx((164 / 4) ** 0.5)
    assert found.checks["standard_deviation"] == pytest.approx(28**0.5)
    with using("en"):
        assert any("No significance" in str(note) for note in found.notes)
    assert "p" not in json.dumps(found.to_json()["neighbour_check"]["A"]).replace("percent", "").replace("plots", "")


def test_a_lost_check_gives_way_to_the_next_one() -> None:
    found = compare(*line(("CK", 60.0), ("A", 66.0), ("CK", None), ("B", 55.0), ("CK", 50.0)))
    assert found.entries["A"].check_mean == 60.0
    assert found.entries["B"].check_mean == 50.0
    assert (found.n, found.missing) == (4, 1)


@pytest.mark.parametrize(
    ("plots", "places", "words"),
    [
        ([("A", 1.0), ("B", 2.0)], ["1", "2"], ["CK", "A, B"]),
        ([("A", 1.0), ("CK", 2.0)], ["1", "1"], ["twice", "A", "CK"]),
        ([("A", 1.0), ("CK", 2.0)], ["1", "x"], ["plot", "CK", '"x"']),
        ([("A", 1.0), ("CK", None)], ["1", "2"], ["CK", "no value"]),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    plots: list[tuple[str, float | None]], places: list[str], words: list[str]
) -> None:
    levels, values, strips, _places = line(*plots)
    with using("en"), pytest.raises(UserError) as caught:
        compare(levels, values, strips, places)
    assert all(word in str(caught.value) for word in words), caught.value


def test_the_command_takes_plots_or_rows_and_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text("plot,row,col,v,y\n3,1,3,B,72\n1,1,1,A,59\n2,1,2,CK,60\n", encoding="utf-8")
    named = [str(path), "--design", "neighbour-check", "--response", "y", "--treatment", "v", "--lang", "zh_CN"]
    _status, by_plot, _err = run(capsys, *named, "--check", "CK", "--plot", "plot", "--json")
    _status, by_place, _err = run(capsys, *named, "--check", "CK", "--row", "row", "--column", "col", "--json")
    assert json.loads(by_plot) == json.loads(by_place)
    assert json.loads(by_plot)["neighbour_check"]["B"]["percent"] == pytest.approx(120)
    status, text, _err = run(capsys, *named, "--check", "CK", "--plot", "plot")
    assert (status, "邻近对照" in text) == (0, True)
    assert run(capsys, *named, "--plot", "plot")[0] == 2
    assert run(capsys, *named, "--check", "CK")[0] == 1


def test_means_with_their_error_give_what_the_plots_give(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = sweetpotato(check="oo")
    means = {virus: sum(plots) / 3 for virus, plots in SWEETPOTATO.items()}
    found = analyse_means(
        list(means), list(means.values()), mse=whole.error_ms or 0, df=8, replicates=3, treatment="virus", check="oo")
    assert found.table.letters == whole.table.letters
    assert (found.lsd(0.05), found.lsd(0.01)) == pytest.approx((whole.lsd(0.05), whole.lsd(0.01)))
    assert found.anova[0].f == pytest.approx(whole.anova[0].f)
    p = {virus: c.p for virus, c in (whole.dunnett or {}).items()}
    assert {virus: c.p for virus, c in (found.dunnett or {}).items()} == pytest.approx(p)
    path = tmp_path / "m.csv"
    path.write_text("v,m\n" + "".join(f"{v},{m}\n" for v, m in means.items()), encoding="utf-8")
    named: list[Any] = [str(path), "--design", "means", "--response", "m", "--treatment", "v", "--json"]
    _status, out, _err = run(capsys, *named, "--mse", "22.48917", "--df", "8", "--replicates", "3")
    assert json.loads(out)["lsd_stats"]["LSD"] == pytest.approx(8.928965, rel=1e-6)
    assert run(capsys, *named, "--mse", "22.48917", "--df", "8")[0] == 2
    assert run(capsys, *named, "--mse", "0", "--df", "8", "--replicates", "3")[0] == 2


def test_an_entry_with_two_means_is_named() -> None:
    with using("en"), pytest.raises(UserError, match="holds A more than once"):
        analyse_means([*"ABA"], [1.0, 2.0, 3.0], mse=1.0, df=5, replicates=2)
