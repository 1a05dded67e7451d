"""The official shape of a report: sealed cover, contents, summary, yields by replicate, growth days, judgement, signatures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Trait
from desktop.core import i18n, verbs
from desktop.core.documents import model as doc
from desktop.core.documents.text import shown
from desktop.trials.actions import set_traits
from desktop.trials.model import FieldEvent, Plot, Trial
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.report.field_report import grown, trial_report
from desktop.trials.trial_data import load
from tests.trials.conftest import CLEWER, entry_named, plot_numbered
from tests.trials.results.tables_of import table_of

if TYPE_CHECKING:
    from desktop.core.database import Database


def cover_of(document: doc.Document) -> doc.Cover:
    cover = document.blocks[0]
    assert isinstance(cover, doc.Cover)
    return cover


def bullets(document: doc.Document) -> str:
    return "\n".join(x for b in doc.every(document.blocks) if isinstance(b, doc.Bullets) for x in b.items)


def test_the_cover_bears_unit_seal_day_and_signers_and_neither_state_nor_digits(database: Database, trial: int) -> None:
    verbs.save(database, Trial, {"organiser": "庆安县种业站"}, trial)
    document = trial_report(database, trial, "zh_CN")
    cover = cover_of(document)
    assert (cover.unit, cover.day) == ("庆安县种业站", date.today())
    assert list(cover.signers) == ["编制人", "审核人", "批准人"]
    facts = " ".join(f"{name}{value}" for name, value in cover.facts) + cover.notice
    assert "状态" not in facts and load(database, trial).fingerprint() not in facts
    assert isinstance(document.blocks[1], doc.Contents)
    headings = [b.text for b in doc.every(document.blocks) if isinstance(b, doc.Heading)]
    assert headings[0] == "摘要"
    assert any(isinstance(b, doc.Signatures) for b in doc.every(document.blocks))


def test_the_summary_names_the_best_entries_with_the_same_figures_as_the_means(database: Database, trial: int) -> None:
    document = trial_report(database, trial, "zh_CN")
    short, means = table_of(document, "摘要"), table_of(document, "平均数")
    full = {row[1]: dict(zip([c.header for c in means.columns], row, strict=True)) for row in means.rows}
    for row in short.rows:
        assert row[2] == pytest.approx(full[row[1]]["产量 (kg/亩)"])
        assert row[3] == full[row[1]]["比对照±%"]


def test_what_was_remarked_on_the_trial_stands_in_its_judgement(database: Database, trial: int) -> None:
    verbs.save(database, Trial, {"remarks": "第Ⅱ重复5号小区缺苗，按缺区估算。\n记载人：李四"}, trial)
    assert "备注：第Ⅱ重复5号小区缺苗，按缺区估算；记载人：李四。" in bullets(trial_report(database, trial, "zh_CN"))
    verbs.save(database, Trial, {"remarks": ""}, trial)
    assert "备注：" not in bullets(trial_report(database, trial, "zh_CN"))


def test_yields_stand_by_replicate_with_the_means_over_the_plots(database: Database, trial: int) -> None:
    table = table_of(trial_report(database, trial, "zh_CN"), "各重复产量")
    assert [c.title for c in table.columns] == ["品种", "Ⅰ", "Ⅱ", "Ⅲ", "平均", "位次"]
    for name in ("V1", "V2", "V3", "V4"):
        own = {block: value for _row, _column, block, variety, value in CLEWER if variety == name}
        row = next(r for r in table.rows if r[0] == name)
        assert row[1:4] == [own[1], own[2], own[3]]
        assert row[4] == pytest.approx(sum(own.values()) / 3)
    assert table.rows[-1][1] == pytest.approx((9.8 + 9.5 + 7.3 + 7.4) / 4)


def test_growth_days_are_counted_from_emergence_and_against_the_check(database: Database, trial: int) -> None:
    days = {"V1": 110, "V2": 113, "V3": 108, "V4": 110}
    made = [verbs.save(database, Trait, {"code": f"wheat.{code}", "name_zh": name, "name_en": code, "kind": "date",
                                         "part": "phenology"}).id
            for code, name in (("emergence", "出苗期"), ("maturity", "成熟期"))]
    set_traits(database, trial, [t.id for t in load(database, trial).traits] + made)
    begun = date(2026, 5, 10)
    with database.operation("stages") as session:
        for name, count in days.items():
            entry = entry_named(database, trial, name).id
            for plot in verbs.owned(database, Plot, "trial_id", trial):
                if plot.entry_id == entry:
                    end = date.fromordinal(begun.toordinal() + count).isoformat()
                    store_values(session, [((plot.id, stage, 1), day, False)
                                           for stage, day in zip(made, (begun.isoformat(), end), strict=True)])
    table = table_of(trial_report(database, trial, "zh_CN"), "生育期")
    heads = [c.header for c in table.columns]
    found = {r[1]: (r[heads.index("生育期 (天)")], r[heads.index("比对照±天")]) for r in table.rows}
    assert found == {"V1": (110.0, "CK"), "V2": (113.0, 3.0), "V3": (108.0, -2.0), "V4": (110.0, 0.0)}


def test_lsd_cv_and_p_stand_under_every_measured_trait(database: Database, trial: int) -> None:
    height = verbs.save(database, Trait, {"code": "wheat.height", "name_zh": "株高", "name_en": "Height", "unit": "cm",
                                          "kind": "number", "decimals": 0}).id
    set_traits(database, trial, [t.id for t in load(database, trial).traits] + [height])
    with database.operation("heights") as session:
        store_values(session, [((plot_numbered(database, trial, f"{block}0{column}").id, height, 1), 10 * value, False)
                               for _row, column, block, _name, value in CLEWER])
    table = table_of(trial_report(database, trial, "zh_CN"), "其他性状")
    foot = {str(row[1]): shown(row[2], table.columns[2]) for row in table.rows[-table.total_rows:]}
    mse, mean = 2.40 / 6, sum(v for *_place, v in CLEWER) / 12
    assert float(foot["LSD 5%"]) == pytest.approx(10 * 2.4469 * (2 * mse / 3) ** 0.5, abs=0.1)
    assert float(foot["变异系数%"]) == pytest.approx(100 * mse**0.5 / mean, abs=0.1)
    assert foot["F检验 p"] == "0.0367"


def test_entries_without_a_value_are_named_at_the_front(database: Database, trial: int) -> None:
    for plot in verbs.owned(database, Plot, "trial_id", trial):
        if plot.entry_id == entry_named(database, trial, "V3").id:
            verbs.save(database, Plot, {"state": "lost", "reason": "雹灾"}, plot.id)
    document = trial_report(database, trial, "zh_CN")
    words = [b.text for b in doc.every(document.blocks) if isinstance(b, doc.Paragraph)]
    assert "参试4个，参加分析3个；无数据的有：V3。" in words


def test_the_judgement_is_drawn_from_the_facts(database: Database, trial: int) -> None:
    verbs.save(database, Plot, {"state": "lost", "reason": "牲畜"}, plot_numbered(database, trial, "101").id)
    verbs.save(database, FieldEvent, {"trial_id": trial, "kind": "disaster", "happened_on": date(2026, 7, 3), "what": "大风"})
    said = bullets(trial_report(database, trial, "zh_CN"))
    assert "共设12个小区，采用11个" in said
    assert "缺失或剔除1个小区" in said
    assert "影响因素：2026-07-03 大风" in said


def test_the_report_on_farms_draws_no_field_and_its_analysis_of_variance_stands_in_the_annex(database: Database,
                                                                                           trial: int) -> None:
    verbs.save(database, Trial, {"design": "on-farm", "kind": "demonstration"}, trial)
    document = trial_report(database, trial, "zh_CN")
    found = list(doc.every(document.blocks))
    assert not any(isinstance(b, doc.Grid) for b in found), "farms are no field to be drawn"
    captions = [b.caption for b in found if isinstance(b, doc.Figure)]
    assert captions and not any("分布图" in caption for caption in captions)
    headings = [i for i, b in enumerate(found) if isinstance(b, doc.Heading) and "其他检验" in b.text]
    places = [i for i, b in enumerate(found) if isinstance(b, doc.Table) and "方差分析" in b.caption]
    assert places and all(place > headings[0] for place in places)
    words = [b.text for b in found if isinstance(b, doc.Paragraph)]
    assert not any("-" in text and "至" in text and "置信区间" in text for text in words), "no raw figures in the conclusion"
    means = table_of(document, "平均数")
    place = [c.title for c in means.columns].index("显著性")
    assert {row[place] for row in means.rows} <= {"CK", "", "ns", "*", "**"}


def test_a_wide_table_of_means_leaves_out_what_the_page_says_elsewhere_and_breaks_no_figure(database: Database,
                                                                                            trial: int) -> None:
    """By incomplete blocks there are predictions besides: they stand in the annex, the words of the verdicts on page one."""
    from desktop.core.documents.pdf_fitting import unbroken
    from desktop.core.documents.pdf_layout import sheet

    for plot in load(database, trial).plots:
        verbs.save(database, Plot, {"block": f"{plot.replicate}{'a' if int(plot.number) % 2 else 'b'}"}, plot.id)
    verbs.save(database, Trial, {"design": "alpha"}, trial)
    document = trial_report(database, trial, "zh_CN")
    means = table_of(document, "平均数")
    assert unbroken(means, sheet(document, sideways=False).room[0])
    heads = [c.title for c in means.columns]
    assert {"位次", "品种", "差值", "比对照±%", "显著性"} <= set(heads)
    short = table_of(document, "", caption="主要参试品种简表")
    assert "与对照比较" in [c.title for c in short.columns]
    predicted = table_of(document, "其他检验")
    assert any(c.title.startswith("BLUP") for c in [*means.columns, *predicted.columns])


def test_a_formula_stands_on_paper_in_words(database: Database, trial: int) -> None:
    made = verbs.save(database, Trait, {"code": "wheat.double", "name_zh": "加倍产量", "name_en": "Double", "kind": "number",
                                        "formula": "yield * 2"}).id
    set_traits(database, trial, [t.id for t in load(database, trial).traits] + [made])
    with database.operation("doubled") as session:
        store_values(session, [((plot_numbered(database, trial, "101").id, made, 1), 19.6, False)])
    words = " ".join(b.text for b in doc.every(trial_report(database, trial, "zh_CN").blocks) if isinstance(b, doc.Paragraph))
    assert "加倍产量由程序计算：产量 × 2。" in words
    assert "yield" not in words


def test_a_trait_with_a_formula_that_was_observed_is_not_called_computed(database: Database, trial: int) -> None:
    made = verbs.save(database, Trait, {"code": "wheat.half", "name_zh": "折半产量", "name_en": "Half", "kind": "number",
                                        "formula": "yield / 2"}).id
    with database.operation("observed") as session:
        store_values(session, [((plot.id, made, 1), 4.5, False) for plot in load(database, trial).plots])
    set_traits(database, trial, [t.id for t in load(database, trial).traits] + [made])
    words = " ".join(b.text for b in doc.every(trial_report(database, trial, "zh_CN").blocks) if isinstance(b, doc.Paragraph))
    assert load(database, trial).occasions(made) and "由程序计算" not in words


def test_days_of_which_one_is_not_known_bear_the_name_of_the_other() -> None:
    with i18n.using("zh_CN"):
        assert grown(date(2026, 5, 4), date(2026, 10, 3)) == ("播种至收获", "2026-05-04至2026-10-03")
        assert grown(date(2026, 5, 4), None) == ("播种期", "2026-05-04")
        assert grown(None, date(2026, 10, 3)) == ("收获期", "2026-10-03")
        assert grown(None, None)[1] == ""
