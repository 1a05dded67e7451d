"""`agridesk design` writes plans and prints what they may be relied on for."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import cli
from desktop.core.tables import read_table


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        status = cli.main(["design", "--lang", "en", *words])
    except SystemExit as stop:
        status = int(stop.code or 0)
    answer = capsys.readouterr()
    return status, answer.out, answer.err


def test_the_same_seed_writes_the_same_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        status, out, _err = run(capsys, "alpha", "--entries", "24", "--block-size", "4", "--seed", "7", "--trial", "T",
                                "--out", str(path))
        assert status == 0
        assert "The plan is valid. --seed 7" in out
        assert "Average efficiency factor" in out
        assert out.splitlines()[-1] == str(path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    table = read_table(paths[0])
    assert len(table.rows) == 72
    assert table.header[:4] == ("Trial", "Plot number", "Entry number", "Variety")


def test_a_drawn_seed_is_printed_and_makes_the_plan_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _status, out, _err = run(capsys, "rcbd", "--entries", "9", "--trial", "T", "--out", str(tmp_path / "a.csv"))
    seed = out.splitlines()[0].split("--seed ")[1]
    run(capsys, "rcbd", "--entries", "9", "--trial", "T", "--seed", seed, "--out", str(tmp_path / "b.csv"))
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_entries_come_from_a_table_with_its_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "品种.csv"
    table.write_bytes("品种名称,是否对照\n先玉335,是\n示玉1号,否\n示玉2号,否\n示玉3号,\n".encode("gb18030"))
    status, out, _err = run(capsys, "interval-check", "--entries", str(table), "--interval", "2", "--seed", "1", "--out",
                            str(tmp_path / "a.xlsx"))
    assert status == 0
    assert "3 of 3 entries stand beside a check" in out
    made = read_table(tmp_path / "a.xlsx")
    assert made.column("Variety") == ["先玉335", "示玉1号", "示玉2号", "先玉335", "示玉3号", "先玉335"]


def test_factors_become_combinations_with_their_levels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _out, _err = run(capsys, "split-plot", "--factor", "N=0,60,120", "--entries", "4", "--seed", "1", "--out",
                             str(tmp_path / "a.csv"))
    assert status == 0
    made = read_table(tmp_path / "a.csv")
    assert len(made.rows) == 36
    assert set(made.column("Level of factor A (N)")) == {"0", "60", "120"}
    assert made.header[-1] == "Level of factor B (Entry)"


def test_a_plan_is_printed_as_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pypdf import PdfReader

    path = tmp_path / "a.pdf"
    status, _out, _err = run(capsys, "rcbd", "--entries", "20", "--seed", "1", "--guard-rows", "1", "--out", str(path))
    assert status == 0
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Validity certificate" in text
    assert "Seed 1" in text


@pytest.mark.parametrize(("words", "status", "sentence"), [
    (("alpha", "--entries", "10", "--block-size", "6"), 1, "choose 2 to 5"),
    (("rcbd",), 2, "--entries"),
    (("rcbd", "--entries", "5", "--check", "X"), 1, "no such entry"),
    (("rcbd", "--entries", "5", "--seed", "-1"), 2, "--seed"),
    (("split-plot", "--factor", "N=0,0"), 2, "different levels"),
    (("spiral", "--entries", "5"), 2, "spiral"),
])
def test_what_does_not_fit_is_one_sentence_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                              words: tuple[str, ...], status: int, sentence: str) -> None:
    found, out, err = run(capsys, *words, "--out", str(tmp_path / "a.csv"))
    assert (found, out) == (status, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_an_ending_that_is_no_plan_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _out, err = run(capsys, "rcbd", "--entries", "5", "--out", str(tmp_path / "a.doc"))
    assert status == 1
    assert ".csv, .xlsx, .pdf" in err


def test_an_entry_named_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "e.csv"
    table.write_text("variety\nA\nB\nA\n", encoding="utf-8")
    status, _out, err = run(capsys, "rcbd", "--entries", str(table), "--out", str(tmp_path / "a.csv"))
    assert status == 1
    assert "“A” stands in column “variety” twice" in err
