"""Advice weighs yield with disease, lodging and maturity by criteria, speaks of own varieties and is always signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Crop, Trait, Variety
from desktop.core import i18n, verbs
from desktop.core.documents import model as doc
from desktop.trials.actions import set_traits
from desktop.trials.model import Entry, Plot, Trial
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.series import advice
from desktop.trials.series.joined import load
from desktop.trials.series.other_traits import summaries
from desktop.trials.series.series_report import series_report
from desktop.trials.series.series_result import result_of
from tests.trials.series.conftest import NAME, SITES, add_trial, grown, trait, variety

if TYPE_CHECKING:
    from desktop.core.database import Database


def given(db: Database) -> dict[str, advice.Advice]:
    """The advice on the series by variety, in Chinese."""
    data = load(db, NAME)
    result = result_of(data)
    assert result is not None
    with i18n.using("zh_CN"):
        return {one.name: one for one in advice.advised(result, summaries(data))}


def observe(db: Database, trial: int, code: str, by_variety: dict[str, float], **values: object) -> None:
    """A further trait on all plots of a trial: the same value on every plot of a variety."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM trait WHERE code = ?", (code,)).scalar()
    made = int(found) if found else trait(db, code, is_yield=False, **values)
    set_traits(db, trial, [*[t.id for t in load(db, NAME).environments[0].data.traits if t.id != made], made])
    names = {e.id: verbs.get(db, Variety, e.variety_id or 0).name for e in verbs.owned(db, Entry, "trial_id", trial)}
    with db.operation("observed") as session:
        store_values(session, [((p.id, made, 1), by_variety[names[p.entry_id or 0]], False)
                               for p in verbs.owned(db, Plot, "trial_id", trial) if names[p.entry_id or 0] in by_variety])


def maize(db: Database, trials: dict[str, int]) -> None:
    """The trials are of maize, whose limits are +5 %, 70 % of the sites, 8 % lodging, 2 days."""
    crop = verbs.save(db, Crop, {"code": "maize", "name_zh": "玉米", "name_en": "Maize"})
    for key in trials.values():
        verbs.save(db, Trial, {"crop_id": crop.id}, key)


def states(one: advice.Advice) -> dict[str, str]:
    return {c.code: c.state for c in one.criteria}


def test_what_yields_enough_is_tried_again_after_one_season_and_what_yields_less_is_left_out(
        database: Database, series: dict[str, int]) -> None:
    maize(database, series)
    found = given(database)
    assert found["甲一"].decision == "again"
    assert states(found["甲一"]) == {"yield_gain": "met", "sites_above": "met", "lodging": "unknown", "maturity": "unknown",
                                     "disease": "unknown"}
    assert states(found["甲二"])["yield_gain"] == "missed", "+3 % is below the 5 % of maize"
    assert found["甲三"].decision == "dropped"
    assert "对照一号" not in found


def recorded(db: Database, trial: int, *, blight: dict[str, float], root: dict[str, float], days: dict[str, float]) -> None:
    """Disease, lodging (of the stalk 3 % for 甲一 and 2.1 % for 甲二) and growth days of the varieties on one site."""
    for code, values, facts in (
            ("x.blight", blight, {"name_zh": "大斑病", "kind": "score", "unit": "", "direction": "lower", "summary": "worst"}),
            ("x.root_lodging", root, {"unit": "%", "direction": "lower"}),
            ("x.stalk_lodging", {"甲一": 3.0, "甲二": 2.1}, {"unit": "%", "direction": "lower"}),
            ("x.growth_days", days, {"unit": "天", "kind": "count", "direction": "none"})):
        observe(db, trial, code, values, **facts)


def test_disease_lodging_and_maturity_are_weighed_against_their_limits(database: Database, series: dict[str, int]) -> None:
    maize(database, series)
    recorded(database, series["东点"], blight={"对照一号": 5.0, "甲一": 9.0, "甲二": 7.0, "甲三": 3.0},
             root={"甲一": 5.0, "甲二": 6.0}, days={"对照一号": 120.0, "甲一": 122.0, "甲二": 123.0})
    found = given(database)
    assert found["甲一"].decision == "dropped", "grade 9 rules a variety out however it yields"
    assert states(found["甲一"])["disease x.blight"] == "missed"
    assert (states(found["甲一"])["lodging"], states(found["甲一"])["maturity"]) == ("met", "met"), "8 % and 2 d are allowed"
    assert states(found["甲二"])["disease x.blight"] == "caution"
    assert (states(found["甲二"])["lodging"], states(found["甲二"])["maturity"]) == ("missed", "missed")
    with i18n.using("zh_CN"):
        assert "大斑病9级（至多7级），未达到" in found["甲一"].sentence()


@pytest.mark.parametrize(("kind", "decision"), [("regional", "production"), ("production", "recommended")])
def test_two_seasons_lead_on(database: Database, series: dict[str, int], kind: str, decision: str) -> None:
    for n, (site, shift) in enumerate(SITES.items(), start=1):
        add_trial(database, f"Y{n}", site, grown(n + 2, shift), trait_id=load(database, NAME).environments[0].trait.id,
                  season="2026", kind=kind)
    assert given(database)["甲一"].decision == "again", "what was not recorded is no ground to go on"
    recorded(database, series["东点"], blight={"对照一号": 5.0, "甲一": 5.0}, root={"甲一": 3.0},
             days={"对照一号": 120.0, "甲一": 121.0})
    assert given(database)["甲一"].decision == decision


def test_grades_of_another_scale_are_held_against_the_limit_of_that_scale(
        database: Database, series: dict[str, int]) -> None:
    maize(database, series)
    observe(database, series["东点"], "x.rust", {"甲一": 5.0, "甲二": 4.0}, name_zh="条锈病", kind="score", unit="",
            direction="lower", summary="worst", scale="score_1_5")
    found = given(database)
    assert states(found["甲一"])["disease x.rust"] == "missed" and found["甲一"].decision == "dropped"
    assert states(found["甲二"])["disease x.rust"] == "caution"


def test_varieties_of_others_are_not_advised_on(database: Database, series: dict[str, int]) -> None:
    verbs.save(database, Variety, {"kind": "competitor"}, variety(database, "甲一"))
    assert set(given(database)) == {"甲二", "甲三"}
    text = words(series_report(database, NAME, "zh_CN"))
    assert "对照和其他单位品种不提处理意见：对照一号、甲一。" in text
    assert "限值未与现行标准核对。" in text
    assert series


def words(document: doc.Document) -> str:
    """The sentences of a document."""
    found: list[str] = []
    for block in doc.every(document.blocks):
        found += [block.text] if isinstance(block, doc.Paragraph | doc.Heading) else []
        found += list(block.items) if isinstance(block, doc.Bullets) else []
    return "\n".join(found)


def test_conclusion_and_signatures_stand_also_where_nothing_can_be_advised(database: Database) -> None:
    height = trait(database, "own.height", name_zh="株高", unit="cm", is_yield=False, direction="none")
    for n, (site, shift) in enumerate(SITES.items(), start=1):
        add_trial(database, f"H{n}", site, grown(n, shift, scale=0.45), trait_id=height)
    document = series_report(database, NAME, "zh_CN")
    assert "不提处理意见：本汇总以株高为准，不是产量性状。" in words(document)
    assert any(isinstance(b, doc.Signatures) for b in doc.every(document.blocks))


def test_every_trait_in_weight_per_area_is_a_yield(database: Database) -> None:
    counted = trait(database, "maize.yield_counted", name_zh="亩产量（按计产面积）", is_yield=False)
    for n, (site, shift) in enumerate(SITES.items(), start=1):
        add_trial(database, f"C{n}", site, grown(n, shift), trait_id=counted)
    assert given(database)["甲一"].decision == "again"
    table = next(b for b in doc.every(series_report(database, NAME, "zh_CN").blocks)
                 if isinstance(b, doc.Table) and b.sheet == "平均数")
    assert any("增产" in c.title for c in table.columns), "counts and shares of sites as for every yield"
    assert Trait
