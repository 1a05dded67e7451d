"""An analysis is one module and one line in the list: then command line, window, report and kept results have it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop import cli
from desktop.analysis import catalogue
from desktop.analysis.catalogue import ListedAnalysis
from desktop.core import documents
from desktop.core.documents import model as doc
from desktop.trials.figures.drawing import found as figures_found
from desktop.trials.model import StoredResult
from desktop.trials.report.field_report import trial_report
from desktop.trials.results import stored
from desktop.trials.results.options import Options
from desktop.trials.results.shown import show
from tests.trials.layouts import build, layouts, write_table

if TYPE_CHECKING:
    from desktop.core.database import Database

LINE = ListedAnalysis("median-polish", "Median polish", ("block",), "median_polish", options=(), model="median-polish")
CHOSEN = Options(model="median-polish")


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line in the list, and the module where the list looks for it."""
    from tests.analysis import median_polish

    monkeypatch.setitem(sys.modules, "desktop.analysis.median_polish", median_polish)
    monkeypatch.setattr(catalogue, "ANALYSES", (*catalogue.ANALYSES, LINE))


@pytest.fixture
def trial(database: Database) -> int:
    return build(database, layouts()["rcbd"])


def test_the_command_line_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_table(layouts()["rcbd"], tmp_path / "t.csv")
    asked = ["analyse", str(path), "--design", "median-polish", "--treatment", "Variety", "--block", "Block",
             "--response", "Yield", "--lang", "en"]
    assert cli.main(asked) == 0
    text = capsys.readouterr().out
    assert text.startswith("Yield: 20 plots, 0 missing\n\nMedians\nVariety")
    assert text.endswith("Remarks on the analysis\n- Medians of 20 plots.\n"
                         "- Filled in, but not used by this analysis: Column.\n")
    assert cli.main([*asked, "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["medians"]) == {"V1", "V2", "V3", "V4", "V5"}


def test_the_window_offers_and_shows_it(database: Database, trial: int) -> None:
    shown = show(database, trial, CHOSEN)
    assert shown.choices.models["median-polish"] == "Model: Median polish"
    first = shown.means[0]
    assert first.heads == ["Variety", "Median"]
    assert len(first.rows) == 5
    assert "Medians of 20 plots." in shown.notes
    assert "medians" in [key for key, _title, _figure in figures_found(database, trial, CHOSEN)]
    assert show(database, trial).means[0].heads != first.heads, "it is shown where it was chosen only"


def test_the_report_holds_it_and_can_be_printed(database: Database, trial: int, tmp_path: Path) -> None:
    report = trial_report(database, trial, "en", options=CHOSEN)
    blocks = list(doc.flat(report.blocks))
    assert any(isinstance(b, doc.Table) and b.sheet == "Medians" for b in blocks)
    assert any(isinstance(b, doc.Paragraph) and b.text == "Medians of 20 plots." for b in blocks)
    assert documents.save(report, tmp_path / "r.pdf").stat().st_size > 0


def test_a_kept_result_holds_it(database: Database, trial: int) -> None:
    key = stored.keep(database, trial, CHOSEN)
    with database.reading() as session:
        kept = session.get(StoredResult, key)
    assert kept is not None
    assert len(kept.figures["median-polish"]["medians"]) == 5
    assert kept.figures["analysis"]["design"] == "rcbd", "the analysis by the design stands beside it"
