"""A series of trials as one result: what takes part, how it is compared, what is said, and when it is out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop.core import i18n, verbs
from desktop.core.errors import UserError
from desktop.trials.model import Entry, Observation, Plot, Trial, TrialSeries
from desktop.trials.series import actions, advice, sentences, stored
from desktop.trials.series.joined import SeriesData, load
from desktop.trials.series.other_traits import summaries
from desktop.trials.series.series_report import series_report, statement_lines
from desktop.trials.series.series_result import SeriesLine, SeriesOptions, SeriesResult, result_of
from tests.shared import shared_path
from tests.trials.series.conftest import NAME, SITES, add_trial, grown, trait

if TYPE_CHECKING:
    from desktop.core.database import Database


def result(db: Database, **options: object) -> SeriesResult:
    made = result_of(load(db, NAME), SeriesOptions(**options))  # type: ignore[arg-type]
    assert made is not None
    return made


def line(made: SeriesResult, name: str) -> SeriesLine:
    return next(x for x in made.lines if x.entrant.name == name)


def test_five_sites_are_one_analysis_with_its_error_terms(database: Database, series: dict[str, int]) -> None:
    made = result(database)
    assert made.analysis is not None
    assert [x.entrant.name for x in made.lines] == ["甲一", "甲二", "对照一号", "甲三"]
    assert made.check is not None
    assert made.check.name == "对照一号"
    best = line(made, "甲一")
    assert (best.above, best.below, best.ties, best.mark, best.letters) == (5, 0, 0, "**", "a")
    assert best.percent == pytest.approx(10, abs=1)
    errors = {row.source: row.random.error for row in made.analysis.combined if row.random}
    assert errors[made.analysis.treatment] == made.analysis.ge
    assert len(series) == 5


def test_a_tie_with_the_check_is_not_above_it(database: Database) -> None:
    response = trait(database, "own.yield")
    for n, own in enumerate((610.0, 600.0, 590.0), start=1):
        add_trial(database, f"T{n}", f"点{n}", {"对照一号": [600.0], "甲一": [own], "甲二": [500.0 + n]}, trait_id=response)
    found = line(result(database), "甲一")
    assert (found.above, found.below, found.ties) == (1, 1, 1)
    assert found.positive == pytest.approx(100 / 3)
    assert found.lost == ("点2", "点3")
    with i18n.using("zh_CN"):
        assert "3点汇总，1增1减1平，增产点率33.3%，平均亩产600.0kg/亩" in sentences.variety_sentence(result(database), found)


def test_plots_of_other_units_come_in_kg_per_mu(database: Database) -> None:
    per_mu, weight = trait(database, "own.yield"), trait(database, "own.weight", unit="kg")
    add_trial(database, "M1", "东点", grown(1, 0), trait_id=per_mu)
    add_trial(database, "M2", "西点", grown(2, 0, scale=12 / 666.7), trait_id=weight, harvest_area=12.0)
    data = load(database, NAME)
    assert data.per_mu
    assert [e.data.trial.code for e in data.environments] == ["M1"]
    assert "M2" in {t.code for t, _reason in data.left_out}, "weights of plots, not at standard moisture, stay apart"
    alone = load(database, NAME, trait_id=weight)
    assert {e.data.trial.code for e in alone.environments} == {"M2"}
    values = [v for _k, _p, v in alone.environments[0].values() if v is not None]
    assert sum(values) / len(values) == pytest.approx(610, abs=10)


def test_tonnes_and_kilograms_meet_but_an_estimated_yield_stands_apart(database: Database) -> None:
    per_mu = trait(database, "own.yield")
    tonnes = trait(database, "own.yield_t", unit="t/ha")
    estimate = trait(database, "maize.theoretical_yield", name_zh="理论产量")
    add_trial(database, "U1", "东点", grown(1, 0), trait_id=per_mu)
    add_trial(database, "U2", "西点", grown(2, 0, scale=15 / 1000), trait_id=tonnes)
    add_trial(database, "U3", "南点", grown(3, 0), trait_id=estimate)
    data = load(database, NAME, trait_id=per_mu)
    assert [e.data.trial.code for e in data.environments] == ["U1", "U2"]
    assert data.environments[1].factor == pytest.approx(1000 / 15)
    assert [t.code for t, _reason in data.left_out] == ["U3"]


def test_an_abandoned_trial_and_one_without_values_are_named(database: Database, series: dict[str, int]) -> None:
    response = next(iter(load(database, NAME).environments)).trait.id
    verbs.save(database, Trial, {"state": "abandoned", "reason": "洪水"}, series["东点"])
    add_trial(database, "X9", "空点", {"对照一号": [None], "甲一": [None]}, trait_id=response)
    data = load(database, NAME)
    assert len(data.environments) == 4
    text = " ".join(statement_lines(data, result_of(data)))
    assert "X1 (洪水)" in text.replace("（", " (").replace("）", ")")
    assert "X9" in text


def test_one_site_is_compared_plainly_with_the_reason(database: Database) -> None:
    add_trial(database, "O1", "东点", grown(1, 0), trait_id=trait(database, "own.yield"))
    made = result(database)
    assert made.analysis is None
    assert made.reason
    assert line(made, "甲一").percent == pytest.approx(10, abs=1.5)
    assert not any(x.mark or x.letters or x.p is not None for x in made.lines)
    assert "significan" not in sentences.variety_sentence(made, line(made, "甲一"))


def test_demonstrations_are_told_farm_by_farm_without_significance(database: Database) -> None:
    response = trait(database, "own.yield")
    for n, own in enumerate((640.0, 655.0, 620.0, 590.0, 662.0, 649.0), start=1):
        add_trial(database, f"D{n}", f"农户{n}", {"对照一号": [600.0 + n], "甲一": [own]}, trait_id=response,
                  kind="demonstration", design="none")
    made = result(database)
    assert made.on_farm is not None
    found = line(made, "甲一")
    sentence = sentences.farm_sentence(made, found)
    assert "5 of 6 farms" in sentence
    assert "Farms lost: 农户4." in sentence
    assert "95 % interval" in sentence
    assert "significan" not in sentence + sentences.variety_remark(made, found, [])


def test_sites_in_two_years_are_environments_and_their_interaction_is_split(database: Database) -> None:
    response = trait(database, "own.yield")
    for n, (site, season) in enumerate([(s, y) for y in ("2024", "2025") for s in ("东点", "西点", "南点")]):
        add_trial(database, f"Y{n}", site, grown(n, 10.0 * n), trait_id=response, season=season)
    made = result(database)
    assert made.analysis is not None
    assert made.analysis.split is not None
    assert [e.label for e in made.data.environments][:2] == ["东点 2024", "西点 2024"]
    assert sentences.environments(made) == "6 site-years"


def test_diseases_take_the_worst_trial_and_colours_the_most_frequent(database: Database, series: dict[str, int]) -> None:
    from desktop.trials.model import TrialTrait

    score = trait(database, "own.blight", name_zh="大斑病", kind="score", summary="worst", direction="lower", is_yield=False)
    with database.operation("scores") as session:
        for n, trial in enumerate(series.values()):
            verbs.store(session, TrialTrait, {"trial_id": trial, "trait_id": score, "position": 2})
            for plot in session.exec(select(Plot).where(Plot.trial_id == trial)):
                session.add(Observation(plot_id=plot.id, trait_id=score, value=1.0 + 2 * n))
    found = next(s for s in summaries(load(database, NAME)) if s.trait.id == score)
    assert found.rule == "worst"
    assert set(found.by.values()) == {9.0}


def test_a_kept_result_is_out_of_date_when_a_plot_changes(database: Database, series: dict[str, int]) -> None:
    record = actions.record_of(database, NAME)
    assert record is not None
    first = stored.keep(database, record.id, SeriesOptions())
    assert stored.keep(database, record.id, SeriesOptions()) == first, "the same of the same data is kept once"
    assert not stored.kept(database, record.id, {})[0].stale
    with database.operation("one plot") as session:
        plot = session.exec(select(Plot).where(Plot.trial_id == series["西点"])).first()
        assert plot is not None
        plot.state, plot.reason = "lost", "牲畜"
    assert stored.kept(database, record.id, {})[0].stale


def test_renaming_a_series_renames_its_trials_and_undo_brings_both_back(database: Database, series: dict[str, int]) -> None:
    record = actions.record_of(database, NAME)
    assert record is not None
    verbs.save(database, TrialSeries, {"name": "乙系列"}, record.id)
    assert len(load(database, "乙系列").environments) == len(series)
    with pytest.raises(UserError, match=NAME):
        load(database, NAME)
    database.undo()
    assert len(load(database, NAME).environments) == len(series)
    assert actions.record_of(database, NAME) is not None


def test_the_name_of_another_series_is_refused(database: Database, series: dict[str, int]) -> None:
    other = verbs.save(database, TrialSeries, {"name": "丙系列"})
    with pytest.raises(UserError, match="There is a series of this name already"):
        verbs.save(database, TrialSeries, {"name": NAME}, other.id)
    assert series


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_report_has_every_section_and_keeps_its_result(database: Database, series: dict[str, int], language: str) -> None:
    from desktop.core.documents.model import Heading, flat

    document = series_report(database, NAME, language, keep=True)
    headings = [b.text for b in flat(document.blocks) if isinstance(b, Heading)]
    wanted = {"en": ["In short", "Purpose", "Entries", "Execution", "Combined analysis of variance", "Yield",
                     "Stability and adaptation", "Other traits", "Remarks on the varieties", "Judgement of the trials",
                     "Advice", "Statement of data and methods", "Annex: other tests"],
              "zh_CN": ["摘要", "试验目的", "参试品种", "执行情况", "联合方差分析", "产量", "稳定性与适应性", "其他性状",
                        "品种评述", "试验评语", "处理意见", "数据与方法说明", "附：其他检验"]}
    assert headings == wanted[language]
    record = actions.record_of(database, NAME)
    assert record is not None
    assert [one.stale for one in stored.kept(database, record.id, {})] == [False]
    assert series


def test_fan_gives_the_published_means_and_counts(database: Database) -> None:
    from desktop.core.importing import apply, guess_columns, make_plan, read_source
    from desktop.trials.imports import TRIALS

    source = read_source(shared_path("data", "agridat", "fan.stability.txt"))
    with database.reading() as session:
        plan = make_plan(session, TRIALS, source.table, guess_columns(session, TRIALS, source.table))
    apply(database, TRIALS, source, plan)
    data: SeriesData = load(database, "fan.stability")
    made = result_of(data)
    assert made is not None
    assert made.analysis is not None
    assert made.analysis.split is not None
    assert (len(data.environments), len(data.places), len(data.years)) == (20, 10, 2)
    assert line(made, "HaiHe").mean == pytest.approx(12.197, abs=5e-4)
    assert line(made, "LD10").mean == pytest.approx(12.070, abs=5e-4)
    assert (line(made, "LD10").above, line(made, "LD10").below) == (19, 1)


def test_treatments_of_one_variety_stay_apart(database: Database) -> None:
    response = trait(database, "own.yield")
    for n, site in enumerate(("东点", "西点"), start=1):
        trial = add_trial(database, f"F{n}", site, grown(n, 0), trait_id=response)
        with database.operation("treatments") as session:
            entries = list(session.exec(select(Entry).where(Entry.trial_id == trial)))
            for entry, name in zip(entries, ("不包衣", "包衣一", "包衣二", "包衣三"), strict=True):
                entry.variety_id, entry.name = entries[0].variety_id, name
    assert [e.name for e in load(database, NAME).entrants] == ["不包衣", "包衣一", "包衣二", "包衣三"]


def test_replicated_demonstrations_are_analysed_like_trials(database: Database) -> None:
    response = trait(database, "own.yield")
    for n, site in enumerate(("东点", "西点", "南点"), start=1):
        add_trial(database, f"R{n}", site, grown(n, 0), trait_id=response, kind="demonstration")
    made = result(database)
    assert made.on_farm is None
    assert made.analysis is not None


def test_a_trait_that_is_no_yield_is_higher_or_lower_and_nothing_is_advised(database: Database) -> None:
    height = trait(database, "own.height", name_zh="株高", unit="cm", is_yield=False, direction="none")
    for n, (site, shift) in enumerate(SITES.items(), start=1):
        add_trial(database, f"H{n}", site, grown(n, shift, scale=0.45), trait_id=height)
    made = result(database)
    with i18n.using("zh_CN"):
        sentence = sentences.variety_sentence(made, line(made, "甲一"))
    assert "比对照对照一号高" in sentence
    assert "增产" not in sentence
    with i18n.using("zh_CN"):
        assert "不是产量性状" in advice.lines(made, [])[0]


def test_the_selector_names_a_yield_by_the_unit_of_the_tables(database: Database, series: dict[str, int]) -> None:
    from desktop.trials.series.shown import show

    with database.reading() as session:
        known = session.exec(select(TrialSeries).where(TrialSeries.name == NAME)).first()
    number = known.id if known else verbs.save(database, TrialSeries, {"name": NAME}).id
    with i18n.using("zh_CN"):
        made = show(database, number)
        heads = "".join(made.heads)
    assert made.traits and all(title.endswith("(kg/亩)") for _key, title in made.traits)
    assert "kg/公顷" not in heads + made.summary
