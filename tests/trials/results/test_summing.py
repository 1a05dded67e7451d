"""Grades, numbers, words and days of several plots and trials become one value by the rule of the trait dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Trait
from desktop.core import i18n, verbs
from desktop.core.documents import model as doc
from desktop.trials.actions import set_traits
from desktop.trials.dossier.dossier_report import variety_dossier
from desktop.trials.model import Plot
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.report.field_report import trial_report
from desktop.trials.results import shown, summing
from desktop.trials.results.measured import compared
from desktop.trials.results.options import Options
from desktop.trials.series.joined import load
from desktop.trials.series.other_traits import summaries
from desktop.trials.trial_data import load as load_trial
from tests.trials.conftest import entry_named
from tests.trials.results.tables_of import table_of
from tests.trials.series.conftest import NAME

if TYPE_CHECKING:
    from desktop.core.database import Database

GRADES = (5.0, 3.0, 1.0)  # of V2 in three blocks: mean 3, worst 5; no two alike
COMMON = (3.0, 5.0, 3.0)  # of V4: mean 3.67, a grade that does not exist


def a_trait(**values: object) -> Trait:
    """A trait that is stored nowhere."""
    return Trait(**{"code": "t", "name_zh": "性状", "name_en": "Trait", "kind": "score", "direction": "lower", **values})


@pytest.mark.parametrize(("kind", "summary", "direction", "within", "between", "one"), [
    ("score", "worst", "lower", "worst", "worst", 7.0), ("score", "worst", "higher", "worst", "worst", 1.0),
    ("score", "mode", "lower", "mode", "mode", 3.0), ("score", "mean", "lower", "worst", "worst", 7.0),
    ("score", "none", "lower", "worst", "none", 7.0), ("number", "max", "lower", "mean", "max", 3.5),
    ("number", "mean", "none", "mean", "mean", 3.5), ("count", "none", "none", "mean", "none", 3.5),
])
def test_the_rule_of_the_dictionary_holds_and_a_grade_has_no_mean(kind: str, summary: str, direction: str, within: str,
                                                                  between: str, one: float) -> None:
    found = a_trait(kind=kind, summary=summary, direction=direction)
    assert (summing.over_plots(found), summing.over_trials(found)) == (within, between)
    assert summing.together([3.0, 7.0, 3.0, 1.0], within, found) == one


def test_of_equally_frequent_grades_the_worse_counts_and_of_days_the_middle_one() -> None:
    assert summing.together([3.0, 5.0], "mode", a_trait(summary="mode")) == 5.0
    assert summing.together([3.0, 5.0], "mode", a_trait(summary="mode", direction="higher")) == 3.0
    days = ["2026-07-21", "2026-07-15", "2026-07-16"]
    assert summing.together(days, "middle", a_trait(kind="date")) == "2026-07-16"
    assert summing.together(["黄", "白", "黄"], "mode", a_trait(kind="category")) == "黄"


@pytest.fixture
def blight(database: Database, trial: int) -> int:
    """Leaf blight on all plots of the wheat trial, which belongs to a series; gives the trait."""
    score = verbs.save(database, Trait, {"code": "blight", "name_zh": "叶斑病", "name_en": "Leaf spot", "kind": "score",
                                         "summary": "worst", "direction": "lower", "decimals": 0})
    set_traits(database, trial, [t.id for t in load_trial(database, trial).traits] + [score.id])
    given = {"V1": (1.0, 1.0, 3.0), "V2": GRADES, "V3": (7.0, 7.0, 9.0), "V4": COMMON}
    with database.operation("graded") as session:
        for name, grades in given.items():
            plots = [p for p in verbs.owned(database, Plot, "trial_id", trial)
                     if p.entry_id == entry_named(database, trial, name).id]
            store_values(session, [((p.id, score.id, 1), v, False)
                                   for p, v in zip(sorted(plots, key=lambda p: p.number), grades, strict=True)])
        from desktop.trials.model import Trial

        verbs.store(session, Trial, {"series": NAME}, trial)
    return score.id


WORST = {"V1": 3.0, "V2": 5.0, "V3": 9.0, "V4": 5.0}


def test_every_paper_and_the_window_tell_the_worst_plot(database: Database, trial: int, blight: int) -> None:
    document = trial_report(database, trial, "zh_CN")
    table = table_of(document, "其他性状")
    place = [c.header for c in table.columns].index("叶斑病 (级)")
    assert {str(row[1]): row[place] for row in table.rows[:4]} == WORST
    assert "叶斑病5级" in text_of(document)
    series = summaries(load(database, NAME))
    assert {e.name: one.by[e.key] for one in series for e in load(database, NAME).entrants if one.trait.id == blight} == WORST
    for name, grade in WORST.items():
        variety = entry_named(database, trial, name).variety_id
        assert variety
        assert next(c.measured for c in compared(database, variety) if c.trait.id == blight) == grade
    v4 = entry_named(database, trial, "V4").variety_id
    assert v4
    announced = table_of(variety_dossier(database, v4, "zh_CN"), "", caption="公告与实测")
    assert any(row[0] == "叶斑病（级）" and str(row[1]).startswith("5（最差") for row in announced.rows)
    with i18n.using("zh_CN"):
        window = shown.show(database, trial, Options(trait_id=blight))
    place = window.heads.index("最差小区 (级)")
    assert {row[window.heads.index("品种")]: float(row[place]) for row in window.rows} == WORST
    assert not window.means, "no means of grades"


def text_of(document: doc.Document) -> str:
    """The bullets of a document."""
    return "\n".join(item for block in doc.every(document.blocks) if isinstance(block, doc.Bullets) for item in block.items)


def test_the_grade_a_spreadsheet_holds_is_a_whole_grade(database: Database, trial: int, blight: int) -> None:
    table = table_of(trial_report(database, trial, "en"), "Other traits")
    place = [c.header for c in table.columns].index("Leaf spot (grade)")
    assert all(row[place] in (1.0, 3.0, 5.0, 7.0, 9.0) for row in table.rows[:4])
