"""A report that is asked for by its code is that one; an option that says nothing about a report is told, not passed over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.cli import main
from desktop.core.database import Database
from desktop.newdata import open_ready
from desktop.reports.periodic import actions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with the reports of two weeks."""
    path = tmp_path / "a.agridesk"
    db: Database = open_ready(path)
    for day in (date(2026, 3, 2), date(2026, 3, 9)):
        actions.begin(db, "week", day)
    db.close()
    return path


def _code(path: Path, day: date) -> str:
    db = open_ready(path)
    with db.reading() as session:
        found = actions.newest(session, "week", day)
        assert found is not None
        code = found.code
    db.close()
    return code


def test_a_week_by_its_code_is_that_week(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "week.txt"
    code = _code(path, date(2026, 3, 2))
    assert main(["--database", str(path), "--lang", "en", "report", "week", "--code", code, "--out", str(out)]) == 0
    text = out.read_text("utf-8")
    assert "2026-03-02" in text and "2026-03-09" not in text.splitlines()[0]


def test_the_code_of_a_week_is_no_month(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _code(path, date(2026, 3, 2)), tmp_path / "m.pdf"
    assert main(["--database", str(path), "--lang", "en", "report", "month", "--code", code, "--out", str(out)]) == 1
    assert "report week" in capsys.readouterr().err and not out.exists()


def test_an_option_a_report_makes_no_use_of_is_told(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "w.txt"
    assert main(["--database", str(path), "--lang", "en", "report", "week", "--trial", "T1", "--out", str(out)]) == 0
    assert "makes no use of --trial" in capsys.readouterr().err and out.exists()
    assert main(["--database", str(path), "--lang", "en", "report", "week", "--day", "2026-03-04", "--out", str(out)]) == 0
    assert "makes no use" not in capsys.readouterr().err
