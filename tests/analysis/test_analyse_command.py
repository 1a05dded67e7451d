"""`agridesk analyse`: what it takes, what it prints, what it says when it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop import cli
from tests.shared import ORACLES

GOOD = "variety,rep,yield\nA,1,5.0\nA,2,6.0\nA,3,5.4\nB,1,7.0\nB,2,9.0\nB,3,7.7\n"
OPTIONS = ["--design", "rcbd", "--response", "yield", "--treatment", "variety", "--block", "rep", "--lang", "en"]


def write(folder: Path, text: str, encoding: str = "utf-8") -> str:
    """A table in a file."""
    path = folder / "trial.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of the command."""
    try:
        status = cli.main(["analyse", *arguments])
    except SystemExit as leave:
        status = int(leave.code or 0)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize(
    ("old", "new", "options", "expected"),
    [
        ("7.7", "7,7x", [], ["yield", "row 7", "7,7x"]),
        ("7.7", "inf", [], ["yield", "row 7", "inf"]),
        ("", "", ["--check", "C"], ['"C"', "variety", "A, B"]),
        ("", "", ["--where", "rep=9"], ['"9"', "rep"]),
        ("", "", ["--where", "site=9"], ["site", "variety, rep, yield"]),
        ("", "", ["--where", "rep=1"], ["rep", "1"]),
        ("", "", ["--where", "variety=B"], ["variety", "B"]),
        ("variety,rep", "entry,rep", [], ['"variety"', "entry, rep, yield"]),
    ],
)
def test_bad_input_gets_one_sentence_and_nothing_on_stdout(
    old: str, new: str, options: list[str], expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace(old, f'"{new}"' if "x" in new else new) if old else GOOD
    status, out, err = run(capsys, write(tmp_path, text), *OPTIONS, *options)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert all(part in err for part in expected), err


@pytest.mark.parametrize(
    "options",
    [
        ["--design", "rcbd", "--response", "yield", "--treatment", "variety"],
        ["--design", "crd", "--response", "yield", "--treatment", "variety", "--block", "rep"],
        ["--design", "maze", "--response", "yield", "--treatment", "variety"],
        [*OPTIONS, "--alpha", "5"],
        [*OPTIONS, "--where", "rep"],
        [*OPTIONS, "--unknown"],
        [],
    ],
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_bad_use_gets_one_sentence_and_exit_status_2(
    options: list[str], language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, write(tmp_path, GOOD), *options, "--lang", language)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_every_way_to_write_a_missing_value_is_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD + 'C,1,NA\nC,2,.\nC,3,\nNA,1,5.5\n"B",,6.5\n'
    status, out, _err = run(capsys, write(tmp_path, text), *OPTIONS, "--json")
    found = json.loads(out)
    assert (status, found["n"], found["missing"]) == (0, 6, 5)


def test_chinese_tables_of_old_spreadsheets_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace("variety", "品种").replace("rep", "重复").replace("yield", "产量").replace("A,", "郑单958,")
    options = ["--design", "rcbd", "--response", "产量", "--treatment", "品种", "--block", "重复", "--check", "郑单958"]
    status, out, _err = run(capsys, write(tmp_path, text, "gb18030"), *options, "--json", "--lang", "zh_CN")
    assert status == 0
    assert json.loads(out)["dunnett"]["B"]["difference"] == pytest.approx(7.9 - 5.466666666666667)


def test_json_has_the_keys_of_the_interface(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ORACLES / "simulated" / "rcbd_missing.csv")
    _status, out, _err = run(capsys, path, *OPTIONS, "--check", "先玉335", "--json")
    found = json.loads(out)
    assert list(found) == [
        "design",
        "response",
        "n",
        "missing",
        "mean",
        "cv_percent",
        "anova",
        "lsd_stats",
        "adjusted_means",
        "standard_errors",
        "letters",
        "letters_1_percent",
        "critical_differences",
        "dunnett",
        "notes",
    ]
    assert list(found["dunnett"]["辽单565"]) == ["difference", "percent", "lower", "upper", "p"]


def test_the_table_for_people_speaks_their_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, GOOD)
    _status, english, _err = run(capsys, path, *OPTIONS, "--check", "A")
    assert "Analysis of variance" in english
    _status, chinese, _err = run(capsys, path, *OPTIONS[:-1], "zh_CN", "--check", "A")
    assert "方差分析" in chinese
    assert "与对照A比较" in chinese


def test_combinations_whose_names_are_alike_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [(a, b) for a in ("p:q", "p") for b in ("r", "q:r")]
    lines = [f"{rep},{a},{b},{rep + 3 * i + rep * i % 4}" for rep in (1, 2, 3) for i, (a, b) in enumerate(cells)]
    path = write(tmp_path, "\n".join(["rep,a,b,y", *lines]))
    factors = ["--treatment", "a", "--treatment", "b", "--block", "rep"]
    status, out, err = run(capsys, path, "--design", "rcbd", "--response", "y", *factors, "--lang", "en")
    assert (status, out) == (1, "")
    assert '"p:q:r" stands for 2 combinations of a, b' in err
