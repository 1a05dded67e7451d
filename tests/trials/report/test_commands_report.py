"""`agridesk report trial` writes a report, or says in one sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import main
from tests.core.store import ready
from tests.trials.conftest import build_trial

Capture = pytest.CaptureFixture[str]


def command(database: Path, out: Path, *, trial: str = "T1", language: str = "en") -> list[str]:
    return ["report", "trial", "--database", str(database), "--trial", trial, "--out", str(out), "--lang", language]


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "r.agridesk"
    db = ready(path)
    build_trial(db)
    db.close()
    return path


def test_a_report_is_written_in_the_language_asked_for(stored: Path, tmp_path: Path, capsys: Capture) -> None:
    from desktop.core.tables import read_table

    out = tmp_path / "r.xlsx"
    assert main(command(stored, out, language="zh_CN")) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert "品种" in read_table(out, sheet="平均数").header


def test_an_unknown_trial_is_one_sentence_and_no_file(stored: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "r.pdf"
    assert main(command(stored, out, trial="T9")) == 1
    assert "no trial with the code “T9”" in capsys.readouterr().err
    assert not out.exists()


def test_another_ending_is_refused(stored: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(command(stored, tmp_path / "r.odt")) == 1
    assert ".pdf, .docx, .xlsx" in capsys.readouterr().err


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, capsys: Capture) -> None:
    missing = tmp_path / "none.agridesk"
    assert main(command(missing, tmp_path / "r.pdf")) == 1
    assert "There is no database" in capsys.readouterr().err
    assert not missing.exists()
