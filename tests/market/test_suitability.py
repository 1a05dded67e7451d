"""Suitability from records: legal area first, needs as announced, own trials beside, the answer to a grower."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from sqlmodel import col

from desktop.catalogue.model import AnnouncedTrait, Trait, Variety, VarietyRegion
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.i18n import using
from desktop.core.importing import Target, convert
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.market.places.model import GrowingPlace, PlaceDisease
from desktop.market.rivals.beside import trials_table
from desktop.market.suitability.answers import answer_sheet
from desktop.market.suitability.facts import asked, ranked
from desktop.market.suitability.model import SAID_SO, GrowerQuestion, VarietyNeed
from desktop.market.suitability.own_rules import own_rules, rules_paper
from desktop.market.suitability.own_trials import met_in_trials, own_trials, tried
from desktop.market.suitability.papers import crop_matrix, place_varieties, variety_places
from desktop.market.suitability.resistance import by_words
from desktop.market.suitability.rule_model import SuitabilityRule
from desktop.market.suitability.rules import by_percent, by_word, rules, unverified
from desktop.market.suitability.words import Reason, change_said, in_words, margin_said
from desktop.regions.lying import all_regions
from desktop.trade import suitability as s
from desktop.trials.model import Entry, Observation, Plot, Site, Trial
from tests.market.conftest import Market


class Land:
    """庆安 with 2,500 ℃·d, and three varieties: one that fits, one that wants more heat, one approved elsewhere."""

    def __init__(self, database: Database, market: Market) -> None:
        with database.operation("t") as session:
            self.place = store(session, GrowingPlace, {
                "region_id": market.one, "crop_id": market.crop, "heat": 2500.0, "frost_free": 150.0, "rain": 450.0,
                "harvest": "ears", "sow_from": "5月1日"}).id
            self.fit, self.late, self.foreign = (
                store(session, Variety, {"name": name, "kind": "own", "crop_id": market.crop, "maturity": maturity}).id
                for name, maturity in (("合适", "中熟"), ("晚的", ""), ("外地", "中熟")))
            for variety, region in ((self.fit, market.city), (self.late, market.one), (self.foreign, market.two)):
                store(session, VarietyRegion, {"variety_id": variety, "region_id": region, "basis": "黑审玉2024"})
            store(session, VarietyNeed, {"variety_id": self.fit, "heat": 2390.0, "density_low": 4000.0, "density_high": 4500.0})
            store(session, VarietyNeed, {"variety_id": self.late, "heat": 2600.0})


@pytest.fixture
def land(database: Database, market: Market) -> Land:
    return Land(database, market)


def test_the_legal_area_comes_first_then_the_margin_of_heat(database: Database, market: Market, land: Land) -> None:
    with database.reading() as session, using("zh_CN"):
        made = asked(session, market.crop)
        found = {variety.id: verdict.grade for variety, verdict in ranked(made, land.place)}
        said = change_said(made, land.late, land.place)
    assert found == {land.fit: s.BEST, land.late: s.UNFIT, land.foreign: s.BLOCKED}
    assert list(found) == [land.fit, land.late, land.foreign]
    assert said == "距“有风险”还差：积温 100 ℃·d。"


def test_of_one_class_the_latest_ripening_comes_first_and_what_cannot_be_said_stands_before_what_is_not_allowed(
        database: Database, market: Market, land: Land) -> None:
    with database.operation("t") as session:
        named = {land.fit: "合适", land.late: "晚的", land.foreign: "外地"}
        for name, heat in (("同级更晚", 2399.0), ("同级更早", 2300.0), ("无积温", None)):
            made = store(session, Variety, {"name": name, "kind": "own", "crop_id": market.crop})
            store(session, VarietyRegion, {"variety_id": made.id, "region_id": market.city, "basis": "审"})
            store(session, VarietyNeed, {"variety_id": made.id, "heat": heat})
            named[made.id] = name
    with database.reading() as session:
        order = [named[variety.id] for variety, _verdict in ranked(asked(session, market.crop), land.place)]
    assert order == ["同级更晚", "合适", "同级更早", "晚的", "无积温", "外地"]


def test_varieties_meet_head_to_head_in_the_trials_where_both_stood(database: Database, market: Market, land: Land) -> None:
    with database.operation("t") as session:
        trial(session, market, land, {"check": [700.0, 800.0], "fit": [900.0, 750.0]})
        check = session.exec(living(Variety).where(col(Variety.name) == "对照")).one().id
    with database.reading() as session:
        [met] = met_in_trials(session, check, land.fit)
        assert (met.code, met.year, round(met.percent, 4), met.demonstrated) == ("T1", 2025, 110.0, False)
        assert met_in_trials(session, land.late, land.fit) == []
        said = str(trials_table(session, [(check, land.fit), (land.late, land.fit)]))
    assert "10.0" in said and "对照" in said


def test_needs_come_from_the_announcement_and_the_maturity_group(database: Database, market: Market, land: Land) -> None:
    with database.operation("t") as session:
        days = store(session, Trait, {"code": "maize.growth_days", "name_zh": "生育期", "crop_id": market.crop,
                                      "kind": "count"})
        blight = store(session, Trait, {"code": "maize.blight", "name_zh": "大斑病", "crop_id": market.crop, "kind": "score",
                                        "part": "resistance", "low": 1.0, "high": 9.0})
        store(session, AnnouncedTrait, {"variety_id": land.foreign, "trait_id": days.id, "value": 125.0})
        store(session, AnnouncedTrait, {"variety_id": land.foreign, "trait_id": blight.id, "wording": "中抗大斑病"})
        store(session, PlaceDisease, {"place_id": land.place, "year": date.today().year, "trait_id": blight.id,
                                      "level": "severe"})
    with database.reading() as session:
        made = asked(session, market.crop)
        needs = made.needs[land.foreign]
        assert (needs.heat, needs.days, needs.diseases) == (2400.0, 125.0, {blight.id: 5.0})
        assert made.origins[land.foreign, "heat"] == "maturity"
        margins = dict(zip(s.FACTORS, made.verdict(land.foreign, land.place).margins, strict=True))
    assert (margins["days"], margins["disease"]) == (150 - 125 - 12, -2.0)


@pytest.mark.parametrize(("text", "grade"), [("高抗", 1.0), ("中抗茎腐病", 5.0), ("MR", 5.0), ("感", 7.0), ("HS", 9.0),
                                             ("好", None)])
def test_words_of_resistance_become_grades(text: str, grade: float | None) -> None:
    assert by_words(text, rules("maize", date(2026, 6, 1))) == grade


def test_rules_hold_from_their_day_on_and_a_crops_own_before_those_of_all() -> None:
    day = date(2026, 6, 1)
    assert rules("maize", day).rules.lodging["high"] == 8.0
    assert rules("soybean", day).rules.lodging["high"] == 6.0
    assert rules("maize", day).limit("water") == 350.0 and rules("soybean", day).limit("water") is None


def trial(session: Any, market: Market, land: Land, values: dict[str, list[float]]) -> None:
    trait = store(session, Trait, {"code": "maize.y", "name_zh": "产量", "crop_id": market.crop, "kind": "number",
                                   "is_yield": True})
    site = store(session, Site, {"name": "点", "region_id": market.one})
    made = store(session, Trial, {"code": "T1", "title": "t", "crop_id": market.crop, "site_id": site.id, "trait_id": trait.id,
                                  "sown_on": date(2025, 5, 1)})
    check = store(session, Variety, {"name": "对照", "kind": "check", "crop_id": market.crop})
    for name, variety in (("check", check.id), ("fit", land.fit)):
        entry = store(session, Entry, {"trial_id": made.id, "variety_id": variety, "is_check": name == "check"})
        for number, value in enumerate(values[name]):
            plot = store(session, Plot, {"trial_id": made.id, "entry_id": entry.id, "number": f"{name}{number}"})
            store(session, Observation, {"plot_id": plot.id, "trait_id": trait.id, "value": value})


def test_own_trials_stand_beside_the_verdict(database: Database, market: Market, land: Land) -> None:
    with database.operation("t") as session:
        trial(session, market, land, {"check": [700.0, 800.0], "fit": [800.0, 850.0]})
    with database.reading() as session:
        [stood] = own_trials(session, [land.fit])[land.fit]
        regions = all_regions(session)
    assert (stood.code, stood.year, round(stood.percent, 6)) == ("T1", 2025, 110.0)
    found = tried([stood], regions, market.city)
    assert found is not None and (found.trials, found.above) == (1, 1) and tried([stood], regions, market.two) is None
    with using("zh_CN"):
        assert "10.0" in str(place_varieties(database, land.place).blocks)


def test_the_papers_name_class_reason_and_rule(database: Database, market: Market, land: Land) -> None:
    with database.reading() as session:
        need = session.connection().exec_driver_sql(f"SELECT id FROM varietyneed WHERE variety_id = {land.late}").scalar_one()
    with using("zh_CN"):
        at_place, of_variety = place_varieties(database, land.place), variety_places(database, need)
        matrix = crop_matrix(database, market.crop)
    assert "不得推广" in str(at_place.blocks) and "黑审玉2024" in str(at_place.blocks) and "待核实" in str(at_place.blocks)
    assert "不适宜 100 %" in str(of_variety.blocks) and "指数0.00" in str(of_variety.blocks)
    assert "合适" in str(matrix.blocks)


def test_the_answer_names_what_may_be_sown_when_how_dense_and_why(database: Database, market: Market, land: Land) -> None:
    with database.operation("t") as session:
        asking = store(session, GrowerQuestion, {"grower": "李", "region_id": market.one, "crop_id": market.crop,
                                                 "asked_on": date(2026, 3, 1), "area_mu": 12.35})
        lost = store(session, GrowerQuestion, {"grower": "王", "region_id": market.two, "crop_id": market.crop,
                                               "asked_on": date(2026, 3, 1)})
    with using("zh_CN"):
        text, nothing = str(answer_sheet(database, asking.id).blocks), str(answer_sheet(database, lost.id).blocks)
        why = text.rpartition("原因")[2].partition("规则日期")[0]
        assert not re.search(r"[+−]\d", why), "reasons are words, not signed figures"
        assert text.count("未答") == 2, "what nobody asked is no no"
        said = verbs.save(database, GrowerQuestion, {"irrigated": "no", "grain": "yes"}, asking.id)
        answered = str(answer_sheet(database, said.id).blocks)
        assert "未答" not in answered and "'否'" in answered and "'是'" in answered
        assert "其余不能推荐" in text, "why fewer are named than were asked for"
    named, _said, others = text.partition("其余不能推荐")
    assert "晚的：积温不足100" in others and "外地：不在审定或备案区域内" in others
    assert "合适" in named and "晚的" not in named and "外地" not in named
    assert "05-01" in text and "4,000–4,500" in text and "黑审玉2024" in text
    assert "尚未整理" in nothing
    assert re.search("12.35 ?亩", text), "the area as the grower said it"


def test_a_margin_is_told_in_words_whatever_its_sign() -> None:
    def told(factor: str, margin: float | None, unit: str = "", *, free: bool = False) -> str:
        return in_words(Reason(factor, "病害" if factor == "disease" else "积温", "", "", margin, free, unit, 1, ""))

    with using("zh_CN"):
        assert [told("disease", n, "级") for n in (4.0, 0.0, -2.0)] == [
            "抗病性比当地要求高4级", "抗病性刚好达到当地要求", "抗病性比当地要求低2级"]
        assert [told("heat", n, "℃·d") for n in (1250.0, 0.0, -80.5)] == ["积温富余1,250 ℃·d", "积温刚好够", "积温不足80.5 ℃·d"]
        assert [told(factor, -0.04) for factor in ("ph", "water")] == ["土壤酸碱度超出适应范围0.04", "积温不足0.04"]
        assert told("heat", 0.004) == "积温富余0.004" and told("heat", 0.1 + 0.2 - 0.3) == "积温刚好够"
        assert told("heat", None, free=True) == "积温不限制" and told("heat", None) == "积温未知"


@pytest.mark.parametrize(("margin", "said"), [
    (-0.04, "-0.04 g/kg"), (0.04, "+0.04 g/kg"), (0.0, "+0 g/kg"), (-1e-9, "+0 g/kg"), (-0.96, "-1 g/kg"),
    (-1234.56, "-1,234.6 g/kg"), (None, "")])
def test_a_margin_has_as_many_decimals_as_tell_it_from_nothing(margin: float | None, said: str) -> None:
    assert margin_said(Reason("salt", "salt", "", "", margin, False, "g/kg", 1, "")) == said


# -- rules of our own -------------------------------------------------------------------------------------------------


def rule(database: Database, **more: Any) -> SuitabilityRule:
    return verbs.save(database, SuitabilityRule, {"item": "factor.heat", "valid_from": date(2026, 3, 1), "best": 300.0,
                                                  "good": 200.0, "least": 100.0, "source": "本地试验", **more})


def test_a_rule_of_our_own_holds_for_its_crop_from_its_day_on(database: Database, market: Market) -> None:
    rule(database, crop_id=market.crop, verified_by="王")
    with database.reading() as session:
        own = own_rules(session)
    before, after = (rules("maize", day, own) for day in (date(2026, 2, 28), date(2026, 3, 1)))
    assert before.rules.factors["heat"].best == rules("maize", date(2026, 2, 28)).rules.factors["heat"].best != 300
    assert (after.rules.factors["heat"].best, after.rules.factors["heat"].least) == (300, 100)
    assert rules("rice", date(2026, 3, 1), own).rules.factors["heat"].best != 300, "another crop keeps the program's"
    assert "heat" not in unverified(after, ["heat"]) and "2026-03-01" in after.version
    assert after.row("heat")["en"] == "heat" and "days" in unverified(after, ["days"])


def test_a_rule_for_all_crops_leaves_the_programs_rule_for_one_crop(database: Database, market: Market) -> None:
    rule(database, item="lodging.high", value=3.0)
    with database.reading() as session:
        own = own_rules(session)
    day = date(2026, 3, 1)
    assert rules("maize", day, own).rules.lodging["high"] == rules("maize", day).rules.lodging["high"] == 8
    assert rules("rice", day, own).rules.lodging["high"] == 3


def test_tables_of_grades_are_rules_of_our_own_too(database: Database, market: Market) -> None:
    rule(database, item="grades.percent", grades="4:1，8:3 16:5 9")
    rule(database, item="grades.words", grades="1 2 4 6 8 9", crop_id=market.crop)
    with database.reading() as session:
        own = own_rules(session)
    day = date(2026, 3, 1)
    found, shipped = rules("maize", day, own), rules("maize", date(2026, 2, 28), own)
    assert [by_percent(found, share) for share in (4, 4.1, 16, 16.1)] == [1, 3, 5, 9]
    assert [by_percent(shipped, share) for share in (4, 30, 40.1)] == [1, 5, 9], "before its day the program's table holds"
    assert [by_word(found, place) for place in (1, 2, 6)] == [1, 2, 9]
    assert "4:1 8:3 16:5 9" in str(rules_paper(database, market.crop).blocks)


@pytest.mark.parametrize(("item", "text"), [
    ("grades.percent", ""), ("grades.percent", "5:1 3:3 9"), ("grades.percent", "5:1 10:3"), ("grades.percent", "5:3 10:1 9"),
    ("grades.percent", "5:1 101:3 9"), ("grades.percent", "多"), ("grades.percent", "nan:1 9"), ("grades.words", "1 3 5 7 9"),
    ("grades.words", "1 3 5 6 7 10"), ("grades.words", "1 3 5 6 7 nan")])
def test_a_table_of_grades_that_says_nothing_clear_gets_a_sentence(database: Database, item: str, text: str) -> None:
    with pytest.raises(FieldErrors, match="Write the grades 1 to 9 from resistant on, for example"):
        rule(database, item=item, grades=text)


def test_a_verdict_and_its_paper_follow_the_rules_written_down(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        place = store(session, GrowingPlace, {"region_id": market.one, "crop_id": market.crop, "heat": 2700.0})
        variety = store(session, Variety, {"name": "自有", "kind": "own", "crop_id": market.crop})
        store(session, VarietyRegion, {"variety_id": variety.id, "region_id": market.city, "basis": "审定"})
        store(session, VarietyNeed, {"variety_id": variety.id, "heat": 2550.0})
    with database.reading() as session:
        assert asked(session, market.crop).verdict(variety.id, place.id).grades[0] == 1
    rule(database, crop_id=market.crop)
    with database.reading() as session:
        assert asked(session, market.crop).verdict(variety.id, place.id).grades[0] == 3
    with using("zh_CN"):
        assert "本地试验" in str(rules_paper(database, market.crop).blocks)


@pytest.mark.parametrize(("wrong", "field"), [
    ({"good": 400.0}, "good"), ({"least": 250.0}, "least"), ({"best": None}, "best"), ({"item": "disease.light"}, "value"),
    ({"item": "disease.light", "value": 10.0}, "value"), ({"item": "weight.2", "value": 1.5}, "value"),
    ({"source": ""}, "source")])
def test_a_rule_that_cannot_be_is_refused_at_its_field(database: Database, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        rule(database, **wrong)
    assert list(refused.value.fields) == [field]


def test_an_item_of_a_crop_has_one_rule_a_day(database: Database, market: Market) -> None:
    rule(database)
    with pytest.raises(FieldErrors, match="already"):
        rule(database)
    rule(database, crop_id=market.crop)


@pytest.mark.parametrize(("cell", "value"), [("√", "yes"), ("×", "no"), ("有", "yes"), ("没有", "no"), (1, "yes"), (0, "no"),
                                             (1.0, "yes"), ("true", "yes"), (False, "no"), ("是", "yes"), ("No", "no"),
                                             (None, "")])
def test_a_grower_says_yes_and_no_in_every_word_for_it(cell: Any, value: str) -> None:
    done = convert([cell], Target("irrigated", "Irrigated", "choice", choices=SAID_SO), {})
    assert (done.values, done.wrong) == ([value], {})
