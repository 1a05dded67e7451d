"""Strips on farms: farms won, intervals, the chance on a new farm, and where an entry lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from desktop import cli
from desktop.analysis.on_farm.result import OnFarm
from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.analysis.plots import analyse_on_farm

CHECK = [520.0, 610.0, 580.0, 495.0, 640.0, 555.0, 600.0, 570.0]
NEW = [560.0, 640.0, 575.0, 530.0, 690.0, 585.0, 600.0, 615.0]


def on_farms(check: str | None = "CK", **entries: list[float | None]) -> OnFarm:
    """The comparison of lists of yields, one per farm."""
    rows = [(name, f"F{i + 1}", y) for name, values in entries.items() for i, y in enumerate(values)]
    return analyse_on_farm([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], check=check)


def test_wins_interval_and_tests_are_those_of_the_differences() -> None:
    entry = on_farms(CK=CHECK, A=NEW).entry("A")
    d = [a - c for a, c in zip(NEW, CHECK, strict=True)]
    student = stats.ttest_1samp(d, 0)
    low, high = student.confidence_interval()
    assert (entry.won, entry.tied, entry.count) == (6, 1, 8)
    assert entry.difference == pytest.approx(sum(d) / 8)
    assert entry.percent == pytest.approx(100 * sum(d) / sum(CHECK))
    assert entry.t_p == pytest.approx(student.pvalue)
    assert entry.half_width is not None
    assert (entry.difference - entry.half_width, entry.difference + entry.half_width) == pytest.approx((low, high))
    assert entry.sign_p == pytest.approx(stats.binomtest(6, 7).pvalue)  # the tie does not count
    exact = stats.binomtest(6, 8).proportion_ci()
    assert (entry.share_lower, entry.share_upper) == pytest.approx((exact.low, exact.high))


def test_the_chance_on_a_new_farm_comes_from_the_predictive_distribution() -> None:
    entry = on_farms(CK=CHECK, A=NEW).entry("A")
    assert entry.sd is not None
    t = entry.difference / (entry.sd * (1 + 1 / 8) ** 0.5)
    assert entry.probability == pytest.approx(stats.t.cdf(t, 7))


def test_farms_lost_are_named_the_worst_first_and_a_tie_is_no_win() -> None:
    entry = on_farms(CK=CHECK, A=NEW).entry("A")
    assert [f.farm for f in entry.lost] == ["F3", "F7"]
    assert entry.farms[0].farm == "F5"


def test_the_result_is_said_in_one_sentence_in_both_languages() -> None:
    a = on_farms(CK=CHECK, A=NEW)
    with using("en"):
        assert a.statement(a.entry("A")).startswith("A beat the check CK on 6 of 8 farms, mean +28.12 (+4.9 %), 95 % interval")
    with using("zh_CN"):
        assert "8户中有6户" in a.statement(a.entry("A"))


def test_farms_without_the_check_are_left_out_and_named() -> None:
    lacking: list[float | None] = [None, *CHECK[1:]]
    a = on_farms(CK=lacking, A=list(NEW))
    assert a.entry("A").count == 7
    with using("en"):
        assert any("F1" in str(note) for note in a.notes if note.kind == "farms_without_check")


def test_the_only_entry_on_every_farm_is_the_check() -> None:
    a = on_farms(None, CK=list(CHECK), A=[*NEW[:4], None, None, None, None], B=[None, None, None, None, *NEW[4:]])
    assert a.check == "CK"
    assert {e.level: e.count for e in a.entries} == {"A": 4, "B": 4}
    with pytest.raises(UserError, match="--check"):
        on_farms(None, CK=list(CHECK), A=list(NEW))


def test_several_strips_of_an_entry_on_a_farm_count_as_one() -> None:
    rows = [("CK", "F1", 500.0), ("CK", "F1", 540.0), ("A", "F1", 530.0), ("CK", "F2", 500.0), ("A", "F2", 505.0)]
    a = analyse_on_farm([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], check="CK")
    assert [f.difference for f in a.entry("A").farms] == [10.0, 5.0]
    assert "farms_averaged" in {note.kind for note in a.notes}


def test_one_farm_or_equal_differences_give_no_interval() -> None:
    one = on_farms(CK=[500.0], A=[520.0]).entry("A")
    assert (one.won, one.half_width, one.probability, one.t_p) == (1, None, None, None)
    equal = on_farms(CK=[500.0, 600.0, 550.0], A=[520.0, 620.0, 570.0])
    assert equal.entry("A").probability is None
    assert "farms_equal" in {note.kind for note in equal.notes}


def test_a_farm_that_decides_the_verdict_is_named() -> None:
    d = [4.0, 6.0, 5.0, 7.0, 3.0, 6.0, -24.0]
    a = on_farms(CK=[500.0] * 7, A=[500.0 + x for x in d])
    decisive = [note for note in a.notes if note.kind == "farms_one_decides"]
    assert [note.values["farm"] for note in decisive] == ["F7"]


@settings(max_examples=40, deadline=None)
@given(
    d=st.lists(st.integers(-60, 60).map(float), min_size=2, max_size=20),
    shift=st.floats(-300, 300),
    scale=st.sampled_from([0.01, 1.0, 15.0]),
)
def test_the_level_of_farms_and_the_unit_change_no_probability(d: list[float], shift: float, scale: float) -> None:
    levels = [500.0 + 10 * i for i in range(len(d))]
    before = on_farms(CK=list(levels), A=[y + x for y, x in zip(levels, d, strict=True)]).entry("A")
    moved = [(y + shift + 7 * i) * scale for i, y in enumerate(levels)]
    after = on_farms(CK=list(moved), A=[y + x * scale for y, x in zip(moved, d, strict=True)]).entry("A")
    assert after.difference == pytest.approx(before.difference * scale, abs=1e-7)
    if before.probability is not None:
        assert after.probability == pytest.approx(before.probability, abs=1e-6)
    assert before.won + before.tied + sum(f.difference < 0 for f in before.farms) == before.count


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_command_prints_sentence_and_json(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "farms.csv"
    lines = [f"{name},F{i},{y}" for name, ys in (("CK", CHECK), ("A", NEW)) for i, y in enumerate(ys)]
    path.write_text("\n".join(["variety,farm,yield", *lines]), encoding="utf-8")
    options = ["analyse", str(path), "--design", "on-farm", "--response", "yield", "--treatment", "variety"]
    assert cli.main([*options, "--block", "farm", "--check", "CK", "--json", "--lang", language]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["entries"]["A"]["won"] == 6
    assert answer["entries"]["A"]["farms_lost"] == ["F2", "F6"]
    assert cli.main([*options, "--block", "farm", "--check", "CK", "--lang", language]) == 0
    assert answer["statements"][0] in capsys.readouterr().out


def test_a_transformation_is_refused_as_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    columns = ["--response", "yield", "--treatment", "variety", "--block", "farm"]
    with pytest.raises(SystemExit) as leave:
        cli.main(["analyse", "farms.csv", "--design", "on-farm", *columns, "--transform", "log", "--lang", "en"])
    assert leave.value.code == 2
    assert "--design on-farm takes no --transform" in capsys.readouterr().err
