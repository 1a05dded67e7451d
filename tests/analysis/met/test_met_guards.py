"""Series that lack something: what is refused, what is said, and what is given all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scipy import stats

from desktop import cli
from desktop.analysis.met.result import MetAnalysis
from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.analysis.met.series_data import Row, analyse
from tests.analysis.plots import analyse_met

TABLE = {"A": [500, 610, 550, 700, 640], "B": [520, 600, 580, 720, 650], "C": [480, 640, 540, 690, 610],
         "CK": [505, 605, 545, 695, 655]}


def rows(*, without: tuple[tuple[str, int], ...] = (), replicates: int = 2) -> list[Row]:
    """The table as plots; a replicate lies a little higher, each by its own amount."""
    return [
        (entry, f"E{j}", f"B{k}", y + 3.0 * k + (7 * j + 11 * k * len(entry) + 5 * k * j) % 9)
        for entry, ys in TABLE.items() for j, y in enumerate(ys) for k in range(replicates) if (entry, j) not in without
    ]


def kinds(a: MetAnalysis) -> set[str]:
    """The guard rails that applied."""
    return {note.kind for note in a.notes}


@pytest.mark.parametrize(
    ("plots", "check", "part"),
    [
        ([r for r in rows() if r[1] == "E0"], None, "environment"),
        ([r for r in rows() if r[0] == "A"], None, "treatment"),
        ([(e, s, b, None) for e, s, b, _y in rows()], None, "yield"),
        (rows(), "X", "X"),
        ([r for r in rows() if (r[0] in "AB") == (r[1] in ("E0", "E1"))], None, "C, CK"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(plots: list[Row], check: str | None, part: str) -> None:
    with using("en"), pytest.raises(UserError, match=part) as refused:
        analyse(plots, check)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_a_missing_combination_leaves_every_figure_and_says_how() -> None:
    a = analyse(rows(without=(("A", 2),)), "CK")
    assert not a.complete
    assert "series_incomplete" in kinds(a)
    for attribute in ("mean", "slope", "deviation_ms", "ecovalence", "shukla", "superiority", "s1", "asv"):
        assert None not in a.by_entry(attribute).values(), attribute
    assert a.check is not None
    assert a.check.compared == {"A": 4, "B": 5, "C": 5, "CK": 0}
    assert "dunnett" in a.to_json()


def test_an_entry_in_one_environment_has_a_mean_but_no_stability() -> None:
    a = analyse([*rows(), ("NEW", "E1", "B0", 640.0), ("NEW", "E1", "B1", 650.0)])
    assert "series_single_environment" in kinds(a)
    new = a.entry("NEW")
    assert (new.environments, new.slope, new.sd, new.s1) == (1, None, None, None)
    assert new.mean == pytest.approx(645 - sum(s.mean for s in a.sites if s.level == "E1") + a.grand_mean, abs=15)


def test_too_few_cells_withhold_what_needs_all() -> None:
    few = tuple((entry, j) for i, entry in enumerate(["A", "B", "C"]) for j in range(5) if (i + j) % 5 > 1)
    a = analyse(rows(without=few))
    b = analyse([*rows(without=few), *[(f"N{i}", "E0", f"B{k}", 500.0 + i + k) for i in range(6) for k in range(2)]])
    assert a.ammi is not None
    assert (b.ammi, b.gge, b.completed) == (None, None, None)
    assert "series_too_incomplete" in kinds(b)
    assert set(b.by_entry("shukla").values()) == {None}
    assert b.to_json()["ammi_percent"] == []


def test_a_check_that_is_absent_somewhere_is_compared_elsewhere() -> None:
    a = analyse(rows(without=(("CK", 0),)), "CK")
    assert "series_check_absent" in kinds(a)
    assert a.check is not None
    assert a.check.compared["A"] == 4
    assert "E0" not in [e for e, found in a.check.by_environment.items() if found]


def test_means_only_make_the_interaction_the_error() -> None:
    a = analyse(rows(replicates=1), "CK", blocks=False)
    assert [row.source for row in a.anova] == ["environment", "treatment", "Residuals"]
    assert (a.error_ms, a.error_df) == (None, 0)
    assert "series_unreplicated" in kinds(a)
    assert a.ammi is not None
    assert all(axis.p is None for axis in a.ammi.axes)
    assert (a.bartlett, a.weighted) == (None, None)


def test_two_environments_and_two_entries_are_analysed_as_far_as_they_go() -> None:
    two = [r for r in rows() if r[1] in ("E0", "E1") and r[0] in ("A", "CK")]
    a = analyse(two, "CK")
    assert {"series_two_environments", "series_two_entries", "series_few_environments"} <= kinds(a)
    assert set(a.by_entry("deviation_ms").values()) == {None}
    assert set(a.by_entry("shukla").values()) == {None}


def test_equal_values_and_equal_replicates_withhold_tests() -> None:
    constant = analyse([(e, s, b, 5.0) for e, s, b, _y in rows()], "CK")
    assert "constant" in kinds(constant)
    assert constant.check is not None
    assert constant.check.differences == {}
    alike = analyse([(e, s, b, TABLE[str(e)][int(str(s)[1:])]) for e, s, b, _y in rows()], "CK")
    assert "zero_error" in kinds(alike)
    assert alike.anova[0].f is None


def test_a_tie_with_the_check_is_not_above_it() -> None:
    tied = [(e, s, b, TABLE["CK"][int(str(s)[1:])] + k) for k, (e, s, b, _y) in enumerate(rows()) if e in ("A", "CK")]
    same = [(e, s, b, float(TABLE["CK"][int(str(s)[1:])])) for e, s, b, _y in tied]
    check = analyse(same, "CK").check
    assert check is not None
    assert (check.above["A"], check.compared["A"], check.percent_above("A")) == (0, 5, 0.0)


def test_several_checks_are_compared_each() -> None:
    entry, environment, block, value = ([r[i] for r in rows()] for i in range(4))
    a = analyse_met(entry, environment, block, value, check=["CK", "B"])  # type: ignore[arg-type]
    assert list(a.checks) == ["CK", "B"]
    assert a.checks["B"].differences["CK"].difference == pytest.approx(-a.checks["CK"].differences["B"].difference)
    assert a.to_json()["checks"]["B"]["environments_lost"]["C"]


def test_unequal_error_variances_are_found_and_weighed() -> None:
    wild = {("A", "B1"): 80.0, ("B", "B1"): -60.0, ("C", "B0"): 90.0}
    noisy = [(e, s, b, (y or 0.0) + (wild.get((str(e), str(b)), 0.0) if s == "E3" else 0.0)) for e, s, b, y in rows()]
    a = analyse(noisy)
    assert a.bartlett is not None
    assert a.weighted is not None
    assert a.bartlett.largest == "E3"
    assert min(a.weighted.weights, key=lambda e: a.weighted.weights[e] if a.weighted else 0) == "E3"
    assert "series_unequal_errors" in kinds(a)


def test_an_index_from_outside_gives_its_own_slopes() -> None:
    entry, environment, block, value = ([r[i] for r in rows()] for i in range(4))
    rain = [str(300 + 50 * int(str(e)[1:])) for e in environment]
    a = analyse_met(entry, environment, block, value, index=rain)  # type: ignore[arg-type]
    assert a.known_regression is not None
    assert a.known_regression.index.tolist() == [-100, -50, 0, 50, 100]
    assert set(a.to_json()["regression"]["known_index"]["slope"]) == {"A", "B", "C", "CK"}
    with using("en"), pytest.raises(UserError, match="one value for every environment"):
        analyse_met(entry, environment, block, value, index=[str(i) for i in range(len(entry))])  # type: ignore[arg-type]
    with using("en"), pytest.raises(UserError, match='"wet"'):
        analyse_met(entry, environment, block, value, index=["wet"] * len(entry))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_command_says_it_all_in_its_language(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "series.csv"
    lines = [f"{e},{str(s)[1]},201{int(str(s)[1]) % 2},{b},{y}" for e, s, b, y in rows()]
    path.write_text("\n".join(["entry,place,year,rep,yield", *lines]), encoding="utf-8")
    options = ["--design", "met", "--response", "yield", "--treatment", "entry", "--environment", "place"]
    status = cli.main(["analyse", str(path), *options, "--year", "year", "--block", "rep", "--check", "CK", "--lang", language])
    out = capsys.readouterr().out
    assert status == 0
    words = {"en": ["Combined analysis of variance", "Stability over environments"], "zh_CN": ["联合方差分析", "稳定性参数"]}
    assert all(word in out for word in words[language])


def test_places_and_years_make_the_environments_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "series.csv"
    lines = [f"{e},P{str(s)[1]},{year},{(y or 0) + (year - 2020) * (3 + len(str(e)))}" for e, s, b, y in rows(replicates=1)
             for year in (2020, 2021, 2022)]
    path.write_text("\n".join(["entry,place,year,yield", *lines]), encoding="utf-8")
    options = ["analyse", str(path), "--design", "met", "--response", "yield", "--treatment", "entry", "--json"]
    answers = []
    for columns in (["--environment", "place", "--environment", "year"], ["--environment", "place", "--year", "year"]):
        assert cli.main([*options, *columns]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]
    assert len(answers[0]["environments"]) == 15
    assert [row["source"] for row in answers[0]["places_and_years"]["anova"]][:3] == ["place", "year", "place:year"]
    with pytest.raises(SystemExit) as bad:
        cli.main([*options, *["--environment", "place"] * 3])
    assert bad.value.code == 2


def test_replicates_are_blocks_and_blocks_may_lie_within_them() -> None:
    from desktop.analysis.met.environments import blocks

    replicate, block = ("rep", ["1", "1", "2", None]), ("blk", ["a", "b", "a", "a"])
    assert blocks({"replicate": replicate}) == replicate
    assert blocks({"block": block}) == block
    assert blocks({"replicate": replicate, "block": block}) == ("rep:blk", ["1:a", "1:b", "2:a", None])
    assert blocks({}) is None


def test_the_chance_in_a_new_environment_comes_from_the_differences() -> None:
    check = analyse(rows(), "CK").check
    assert check is not None
    a = analyse(rows(), "CK").cells
    d = a.means[a.entries.index("B")] - a.means[a.entries.index("CK")]
    t = d.mean() / (d.std(ddof=1) * (1 + 1 / len(d)) ** 0.5)
    assert check.probability["B"] == pytest.approx(stats.t.cdf(t, len(d) - 1))


def test_an_environment_without_an_error_of_its_own_is_named() -> None:
    a = analyse([r for r in rows() if r[1] != "E2" or r[2] == "B0"])
    assert a.weighted is None
    with using("en"):
        assert any("E2" in str(note) for note in a.notes if note.kind == "series_no_own_error")


def test_bad_use_of_the_command_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "series.csv"
    path.write_text("entry,site,yield\nA,1,5\nB,1,6\n", encoding="utf-8")
    options = ["analyse", str(path), "--response", "yield", "--treatment", "entry", "--lang", "en"]
    assert cli.main([*options, "--design", "met", "--environment", "site"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(SystemExit) as bad:
        cli.main([*options, "--design", "met"])
    assert bad.value.code == 2
    with pytest.raises(SystemExit) as several:
        cli.main([*options, "--design", "crd", "--check", "A", "--check", "B"])
    assert several.value.code == 2
