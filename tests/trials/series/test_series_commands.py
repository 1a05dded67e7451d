"""`agridesk report series`, `demonstration`, `variety` and `variety-sheet`, with templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import main
from desktop.trials.report import sections
from desktop.trials.report.sections import Chosen
from tests.core.store import ready
from tests.trials.series.conftest import NAME, SITES, add_trial, grown, trait

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A database file with a series, and a template that leaves the remarks out."""
    path = tmp_path / "s.agridesk"
    db = ready(path)
    response = trait(db, "own.yield", name_zh="亩产量")
    for n, (site, shift) in enumerate(SITES.items(), start=1):
        add_trial(db, f"X{n}", site, grown(n, shift), trait_id=response)
    sections.save_template(db, "series", "Short", [Chosen("remarks", shown=False)])
    db.close()
    return path


def command(database: Path, out: Path, kind: str, *more: str) -> list[str]:
    return ["report", kind, "--database", str(database), "--out", str(out), "--lang", "en", *more]


@pytest.mark.parametrize(("kind", "option", "value"), [
    ("series", "--series", NAME), ("demonstration", "--series", NAME), ("variety", "--variety", "甲一"),
    ("variety-sheet", "--variety", "甲一")])
def test_each_document_is_written(stored: Path, tmp_path: Path, capsys: Capture, kind: str, option: str, value: str) -> None:
    out = tmp_path / f"{kind}.pdf"
    assert main(command(stored, out, kind, option, value)) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert out.read_bytes().startswith(b"%PDF")


def test_a_template_is_named(stored: Path, tmp_path: Path, capsys: Capture) -> None:
    from docx import Document

    texts = {}
    for name, more in (("all", ()), ("short", ("--template", "Short"))):
        out = tmp_path / f"{name}.docx"
        assert main(command(stored, out, "series", "--series", NAME, *more)) == 0
        texts[name] = "\n".join(p.text for p in Document(str(out)).paragraphs)
    assert "Remarks on the varieties" in texts["all"]
    assert "Remarks on the varieties" not in texts["short"]
    capsys.readouterr()


@pytest.mark.parametrize(("more", "words"), [
    (("--series", "none"), "No trial belongs to a series"), (("--series", NAME, "--template", "Long"), "Short")])
def test_what_is_not_there_is_one_sentence(stored: Path, tmp_path: Path, capsys: Capture, more: tuple[str, ...],
                                           words: str) -> None:
    out = tmp_path / "s.pdf"
    assert main(command(stored, out, "series", *more)) == 1
    assert words in capsys.readouterr().err
    assert not out.exists()
