"""`agridesk calculate`: the kinds that the features declare, each by JSON in and out, and what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from desktop.calculating import kinds
from desktop.cli import main
from desktop.core.calculating import Calculator
from desktop.core.feature import found
from desktop.features import FEATURES

CURE = "Write digits and a point, such as 1234.5."


class Typed(io.TextIOWrapper):
    """Stands in for the standard input: it holds what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(io.BytesIO(text.encode("utf-8")), encoding="utf-8")


def calculate(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, answer and complaint of the command, in English."""
    status = main(["calculate", *arguments, "--lang", "en"])
    said = capsys.readouterr()
    return status, said.out, said.err


def refused(given: Any, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence with which an input is refused."""
    file = tmp_path / "in.json"
    file.write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
    status, answer, complaint = calculate(capsys, kind, str(file))
    assert (status, answer, complaint.count("\n")) == (1, "", 1)
    return complaint.strip()


def test_every_calculator_of_a_feature_is_a_kind_with_an_example_that_works(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _status, listed, _complaint = calculate(capsys)
    assert [line.split()[0] for line in listed.splitlines()] == list(kinds())
    for kind in kinds():
        _status, example, _complaint = calculate(capsys, kind, "--example")
        file = tmp_path / "in.json"
        file.write_text(example, encoding="utf-8")
        status, answer, complaint = calculate(capsys, kind, str(file))
        assert (status, complaint) == (0, "") and json.loads(answer), kind


def test_a_form_and_the_command_give_the_same_figures() -> None:
    for known in found(place for feature in FEATURES for place in feature.calculators):
        if isinstance(known, Calculator):
            values = {quantity.key: quantity.default for quantity in known.inputs}
            assert kinds()[known.name.replace("_", "-")].answer(values) == {
                key: float(value) for key, value in known.run(values).items()}


def test_the_worked_example_of_the_seed_rate_by_the_standard_input(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = '{"stand": "225", "tgw": 40, "germination": 95, "emergence": 85.0, "cleanness": "100"}'
    monkeypatch.setattr("sys.stdin", Typed(given))
    status, answer, _complaint = calculate(capsys, "seed-rate", "-")
    assert status == 0 and round(json.loads(answer)["per_ha"], 1) == 111.5


def test_the_sowing_window_of_a_warm_time_of_120_days(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    given = {"first": "2026-04-01", "means": [8] * 20 + [18] * 120 + [6] * 20, "need": "1800"}
    file = tmp_path / "in.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    answer = json.loads(calculate(capsys, "sowing-window", str(file))[1])
    assert answer == {"begins": "2026-04-21", "ends": "2026-05-11", "warm_from": "2026-04-21", "warm_until": "2026-08-18",
                      "total": 2160.0}  # 100 days of 18 degrees end with 18 August
    complaint = refused({**given, "means": [8, "warm"]}, "sowing-window", tmp_path, capsys)
    assert complaint == f"“means 2” is not a number: warm. {CURE}"
    late = refused({**given, "first": "9999-12-31"}, "sowing-window", tmp_path, capsys)
    assert late == "“first” is too late for so many days: 9999-12-31."


@pytest.mark.parametrize(("given", "sentence"), [
    ({"row": 60}, "“spacing” is missing."),
    ({"row": 60, "spacing": 25, "rows": 3}, "“rows” is not known here; the keys are row, spacing."),
    ({"row": 60, "spacing": "wide"}, f"“spacing” is not a number: wide. {CURE}"),
    ({"row": 60, "spacing": "1_000"}, f"“spacing” is not a number: 1_000. {CURE}"),
    ({"row": 60, "spacing": True}, f"“spacing” is not a number: true. {CURE}"),
    ({"row": 60, "spacing": None}, f"“spacing” is not a number: null. {CURE}"),
    ({"row": 60, "spacing": "1e999999999"}, f"“spacing” is not a number: 1e999999999. {CURE}"),
    ('{"row": 60, "spacing": NaN}', "NaN is no number that can be computed with."),
    ({"row": 60, "spacing": 0}, "spacing: Plant spacing must be more than nothing."),
    ({"row": -1, "spacing": 25}, "row: Row spacing: -1 is outside 0 to ∞."),
    ("[1]", "The input must be one JSON object."),
    ('{"row": 60', "The input is no JSON: line 1, column 11."),
    ('{"row": ' + "9" * 5000 + ', "spacing": 25}', "“row” is not a number: " + "9" * 40 + f". {CURE}"),
])
def test_what_makes_no_sense_is_refused_by_its_key(
        given: Any, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(given, "plants", tmp_path, capsys) == sentence


def test_options_may_stand_between_the_kind_and_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.json"
    file.write_text('{"total": 3, "weights": [2, 1], "unit": "bag"}', encoding="utf-8")
    english = ["--lang", "en"]
    for arguments in (["split", *english, str(file)], [*english, "split", str(file)], ["split", str(file), *english]):
        assert main(["calculate", *arguments]) == 0
        assert json.loads(capsys.readouterr().out) == {"parts": [2, 1]}


@pytest.mark.parametrize("text", ['{"population": 600000, "population": 1}', '{"urban": 1, "rural": {"a": 1, "a": 2}}'])
def test_a_key_that_stands_there_twice_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "stands there twice" in refused(text, "outlets", tmp_path, capsys)
