"""One rule says what differs from the check, and table, sentence, star, colour, window, dossier and summary follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scipy import stats

from desktop.core import i18n, verbs
from desktop.core.documents import model as doc
from desktop.service.technique_summary import technique_summary
from desktop.trials.dossier.dossier_report import variety_dossier
from desktop.trials.model import Trial
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.report.field_report import trial_report
from desktop.trials.report.sections import save_template
from desktop.trials.results import shown, verdict
from desktop.trials.results.options import Options
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import load
from tests.trials.conftest import CLEWER, entry_named, plot_numbered
from tests.trials.results.tables_of import table_of

if TYPE_CHECKING:
    from desktop.core.database import Database

RAISED = 0.3  # V2 in every block: the error stays, the difference from V1 comes between LSD and Dunnett


@pytest.fixture
def between(database: Database, trial: int) -> int:
    """The wheat trial with V2 so far above the check that the LSD calls it significant and Dunnett does not."""
    trait = load(database, trial).traits[0].id
    with database.operation("raised") as session:
        store_values(session, [((plot_numbered(database, trial, f"{block}0{column}").id, trait, 1), value + RAISED, False)
                               for _row, column, block, name, value in CLEWER if name == "V2"])
    return trial


def by_hand() -> tuple[dict[str, float], float, float, float]:
    """Differences from V1, their LSD and Dunnett's critical difference at 5 %, p of F: from sums of squares."""
    values: dict[str, dict[int, float]] = {}
    for _row, _column, block, name, value in CLEWER:
        values.setdefault(name, {})[block] = value + (RAISED if name == "V2" else 0.0)
    every = [v for by in values.values() for v in by.values()]
    mean = sum(every) / 12
    means = {n: sum(by.values()) / 3 for n, by in values.items()}
    blocks = [sum(by[b] for by in values.values()) / 4 for b in (1, 2, 3)]
    varieties = 3 * sum((m - mean) ** 2 for m in means.values())
    error = sum((v - mean) ** 2 for v in every) - varieties - 4 * sum((b - mean) ** 2 for b in blocks)
    se = (2 * error / 6 / 3) ** 0.5
    p = float(stats.f.sf(varieties / 3 / (error / 6), 3, 6))
    return {n: m - means["V1"] for n, m in means.items() if n != "V1"}, float(stats.t.ppf(0.975, 6)) * se, 3.10 * se, p


def test_the_two_rules_part_where_they_must(database: Database, between: int) -> None:
    differences, lsd, dunnett, p = by_hand()
    assert p < 0.05
    assert lsd < differences["V2"] < dunnett < differences["V4"]
    data = load(database, between)
    for rule, least in (("lsd", lsd), ("dunnett", dunnett)):
        result = result_of(data, data.traits[0], options=Options(rule=rule))
        assert result is not None
        for line in result.lines:
            if line.entry.name == "V1":
                assert (line.side, line.mark) == ("", "")
                continue
            difference = differences[line.entry.name]
            assert line.difference == pytest.approx(difference)
            assert line.side == ("above" if difference > least else "neither")
            assert line.lower is not None
            assert (line.lower > 0) == (line.side == "above"), "the interval says what the word says"
        assert result.lines[0].lower == pytest.approx(differences["V4"] - least, abs=0.02)


@pytest.mark.parametrize(("rule", "word", "sentence", "star", "mood"), [
    ("lsd", "显著高于对照", "差异显著", "*", "good"), ("dunnett", "不能区分", "差异不显著", "ns", "")])
def test_every_place_tells_the_verdict_of_the_template(database: Database, between: int, rule: str, word: str, sentence: str,
                                                       star: str, mood: str) -> None:
    save_template(database, "trial", "公司", [], default=True, rule=rule)
    document = trial_report(database, between, "zh_CN")
    means = table_of(document, "平均数")
    heads = [c.title for c in means.columns]
    row = next(r for r in means.rows if r[heads.index("品种")] == "V2")
    assert (row[heads.index("与对照比较")], row[heads.index("显著性")]) == (word, star)
    assert ("Dunnett p" in heads, "LSD" in heads) == (False, False), "other tests stand in the annex"
    assert ("5%" in heads) == (rule == "lsd"), "letters of another test would contradict the verdict"
    said = [item for b in doc.every(document.blocks) if isinstance(b, doc.Bullets) for item in b.items]
    assert next(text for text in said if text.startswith("V2")).count(sentence) == 1
    conclusion = [b.text for b in doc.every(document.blocks) if isinstance(b, doc.Paragraph)]
    assert any(("V4、V2" if rule == "lsd" else "显著增产：V4。") in text for text in conclusion)
    with i18n.using("zh_CN"):
        window = shown.show(database, between)
    place = [r[window.heads.index("品种")] for r in window.rows].index("V2")
    assert window.rows[place][window.heads.index("与对照比较")] == word
    span = window.spans[place]
    assert span is not None
    assert span.mood == mood
    variety = entry_named(database, between, "V2").variety_id
    assert variety
    assert table_of(variety_dossier(database, variety, "zh_CN"), "历次试验").rows[0][-1] == star
    with i18n.using("zh_CN"):
        summary = technique_summary(database, 2026)
    tables = [b for b in doc.every(summary.blocks) if isinstance(b, doc.Table) and "表现最好" in b.caption]
    [found] = [r for b in tables for r in b.rows if r[1] == "V2"]
    assert word in found


def test_where_f_is_not_significant_the_lsd_calls_nothing_and_shows_no_interval() -> None:
    from desktop.analysis.parts import CheckComparison

    one = CheckComparison(3.0, 10.0, -0.2, 6.2, 0.06, 1.0, 0.02, 12)
    assert verdict.judge(one, "lsd", False, 0.05) == verdict.Verdict("neither", "ns")
    assert verdict.judge(one, "lsd", True, 0.05).side == "above"
    assert verdict.judge(one, "lsd", None, 0.05) == verdict.Verdict(), "no F test protects it"
    assert verdict.judge(one, "dunnett", False, 0.05).mark == "ns"


@pytest.mark.parametrize(("side", "direction", "mood"), [
    ("above", "higher", "good"), ("below", "higher", "bad"), ("above", "lower", "bad"), ("below", "lower", "good"),
    ("neither", "higher", ""), ("above", "none", "")])
def test_the_colour_is_that_of_good_and_bad_news(side: str, direction: str, mood: str) -> None:
    assert verdict.mood(side, direction) == mood


def test_the_summary_counts_trials_and_calls_no_demonstration_significant(database: Database, between: int) -> None:
    def tables() -> list[doc.Table]:
        with i18n.using("zh_CN"):
            made = technique_summary(database, 2026)
        cover = made.blocks[0]
        assert isinstance(cover, doc.Cover)
        assert dict(cover.facts)["试验"] == "1", "one trial with three entries told is one trial"
        return [b for b in doc.every(made.blocks) if isinstance(b, doc.Table) and "表现最好" in b.caption]

    [table] = tables()
    assert len(table.rows) == 3
    assert table.rows[0][2] == pytest.approx(8.3 * 1000 / 15), "in kg/亩"
    verbs.save(database, Trial, {"kind": "demonstration"}, between)
    [table] = tables()
    assert not any("显著" in str(cell) for row in table.rows for cell in row)
    assert all("示范，不作检验" in row for row in table.rows)
