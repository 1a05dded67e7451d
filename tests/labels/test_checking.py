"""What the program finds of a label by itself: each rule right, wrong, in doubt or not to be seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.model import Crop, Variety, VarietyRegion
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.moves import StateChange
from desktop.core.settings import set_office
from desktop.labels import actions
from desktop.labels.checking import CHECKS, Found, check
from desktop.labels.choices import FOUND
from desktop.labels.facts import Facts, facts_of
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.quality import against_standard, edition
from desktop.labels.rules import rules, rules_for
from desktop.regions.model import Region

DAY = date(2024, 3, 1)
GOOD = {"purity": 97.0, "cleanness": 99.0, "germination": 93.0, "moisture": 13.0}


def found(code: str, facts: dict[str, Any] | None = None, **printed: Any) -> Found:
    return check(rules()[code], Facts(day=DAY, today=date(2026, 6, 1), printed=printed, **(facts or {})))


QR_TEXT = "例丰101\n示例种业\n2301\nhttps://trace.example.cn"
FRONT = {"crop_name": "玉米", "printed_name": "例丰101", "net_content": "净含量：2.5 kg", "producer": "示例种业",
         "licence_no": "例1",
         "address": "例市", "contact": "000"}
MAIZE = {"crop": "maize", "crop_names": ("玉米",), "main_crop": True, "variety": "例丰101", "approvals": ("例审玉20200001",)}


@pytest.mark.parametrize(("code", "facts", "printed", "state"), [
    ("L01", MAIZE, {"crop_name": "玉米"}, "right"), ("L01", MAIZE, {"crop_name": "大豆"}, "wrong"),
    ("L01", MAIZE, {"crop_name": "粮食"}, "doubt"),
    ("L02", {}, {"category": "hybrid"}, "right"), ("L02", {}, {"category": "conventional"}, "doubt"),
    ("L03", MAIZE, {"printed_name": "例丰101"}, "right"), ("L03", MAIZE, {"printed_name": "例丰101号"}, "wrong"),
    ("L04", {}, {"name_mm": 12.0, "net_mm": 6.0}, "right"), ("L04", {}, {"name_mm": 6.0, "net_mm": 6.0}, "wrong"),
    ("L05", {}, {"producer": "甲", "licence_no": "1", "address": "乙", "contact": "丙"}, "right"),
    ("L05", {}, {"producer": "甲", "licence_no": "1"}, "wrong"),
    ("L05", {"ours": {"producer": "示例种业", "licence_no": "例2"}}, FRONT, "doubt"),
    ("L05", {"ours": {"address": "别市"}}, FRONT, "doubt"),
    ("L05", {"ours": {"producer": "另一家", "licence_no": "例2"}}, FRONT, "right"),
    ("L07", {"kernels": 4200}, {"net_content": "净含量：4200粒"}, "right"),
    ("L07", {"kernels": 4200}, {"net_content": "4000 粒"}, "wrong"),
    ("L07", {"net_g": 2500.0}, {"net_content": "2.5kg"}, "right"), ("L07", {"net_g": 2500.0}, {"net_content": "一袋"}, "wrong"),
    ("L08", {}, {"net_content": "2.5 kg", "net_mm": 6.0}, "right"), ("L08", {}, {"net_content": "2.5 kg", "net_mm": 5.9},
                                                                     "wrong"),
    ("L08", {}, {"net_content": "1000 g", "net_mm": 6.0}, "wrong"), ("L08", {}, {"net_content": "0.5 kg", "net_mm": 6.0},
                                                                     "wrong"),
    ("L08", {}, {"net_content": "4200粒", "net_mm": 2.0}, "right"), ("L08", {}, {"net_content": "200 g", "net_mm": 3.0},
                                                                    "right"),
    ("L09", {}, {"tested": "检测日期：2026年05月"}, "right"), ("L09", {}, {"tested": "2026年5月"}, "wrong"),
    ("L09", {}, {"tested": "2026年13月"}, "wrong"), ("L09", {}, {"tested": "2026年07月"}, "wrong"),
    ("L10", {}, {"guarantee_months": 12, "tested": "2026年01月"}, "right"), ("L10", {}, {"guarantee_months": 13}, "doubt"),
    ("L10", {}, {"guarantee_months": 5, "tested": "2026年01月"}, "doubt"),
    ("L11", {"in_area": False}, {}, "wrong"), ("L11", {"suitable_area": "甲省东部、乙县"}, {"area": "乙县"}, "right"),
    ("L11", {"suitable_area": "甲省东部、乙县"}, {"area": "乙县、丙县"}, "doubt"),
    ("L12", {}, {"season_text": "5月1日至5月20日"}, "right"), ("L12", {}, {"season_text": "春播"}, "doubt"),
    ("L13", {}, {"quarantine_no": "1"}, "right"),
    ("L15", MAIZE, {"approval_no": "例审玉20200001"}, "right"), ("L15", MAIZE, {"approval_no": "例审玉2020000"}, "wrong"),
    ("L16", {"pvp": "CNA1"}, {}, "wrong"), ("L16", {"pvp": "CNA1"}, {"pvp_no": "CNA1"}, "right"),
    ("L22", {}, {"least_mm": 1.8}, "right"), ("L22", {}, {"least_mm": 1.7}, "wrong"),
    ("L23", {}, {"content": "玉米種子"}, "doubt"), ("L23", {}, {"content": "玉米种子"}, "unknown"),
    ("L26", {}, {"width_mm": 70.0, "height_mm": 110.0}, "right"), ("L26", {}, {"width_mm": 69.0, "height_mm": 110.0}, "doubt"),
    ("L28", {}, {"content": "产量第一"}, "doubt"), ("L28", {}, {"content": "稳产"}, "unknown"),
    ("L29", {}, {"printed_name": "958"}, "wrong"), ("L29", {"places": ("甲省",)}, {"printed_name": "甲省1号"}, "doubt"),
    ("L30", {}, {"standard_no": "GB 4404.1-2008"}, "right"), ("L30", {}, {"standard_no": "GB 4404.1-1996"}, "wrong"),
    ("L31", {}, {"traits_text": "a", "cultivation": "b", "adaptability": "c", "risks": "d", "advice": "e"}, "right"),
    ("L31", {}, {"traits_text": "a"}, "wrong"),
    ("L32", {"announced": "生育期 125 天"}, {"traits_text": "生育期125天"}, "right"),
    ("L32", {"announced": "生育期 125 天"}, {"traits_text": "生育期120天"}, "doubt"),
    ("L32", {}, {"traits_text": "生育期120天"}, "unknown"),
    ("L24", {}, {"content": "x"}, "unknown"), ("L24", {}, FRONT, "right"),
    ("L24", {}, {**FRONT, "width_mm": 40.0, "height_mm": 30.0}, "doubt"),
    ("L25", {}, {"jet_printed": "检测日期、质量保证期"}, "right"), ("L25", {}, {"jet_printed": "检测日期、净含量"}, "doubt"),
    ("L27", {"altered": 1}, {}, "wrong"), ("L27", {}, {}, "unknown"),
    ("L19", {}, {"treatment": "精甲·咯菌腈，有效成分含量6.25%，低毒，误食请立即就医"}, "right"),
    ("L19", {}, {"treatment": "已包衣"}, "doubt"), ("L29", {}, {"printed_name": "吨麦王1号"}, "wrong"),
    ("L14", {"same_unit": "乙 标签"}, {"qr_text": QR_TEXT}, "doubt"), ("L14", {}, {"qr_text": QR_TEXT}, "right"),
    ("L14", {}, {"qr_text": QR_TEXT, "codes_read": f"[QR]\n{QR_TEXT}"}, "right"),
    ("L14", {}, {"qr_text": QR_TEXT, "codes_read": "[QR]\n别的"}, "wrong"),
    ("L14", {}, {"qr_text": QR_TEXT, "codes_read": "[EAN-13]\n6901234567892"}, "doubt"),
    ("L14", {"barcode": "6901234567786"},
     {"qr_text": QR_TEXT, "codes_read": f"[QR]\n{QR_TEXT}\n[EAN-13]\n6901234567892"}, "wrong"),
])
def test_each_rule_answers(code: str, facts: dict[str, Any], printed: dict[str, Any], state: str) -> None:
    answer = found(code, facts, **printed)
    assert answer.state == state, answer.text
    assert answer.text or state == "right"


@given(st.sampled_from(sorted(CHECKS)), st.dictionaries(st.sampled_from((
    "crop_name", "printed_name", "net_content", "tested", "area", "season_text", "qr_text", "standard_no", "traits_text")),
    st.text(max_size=20)))
def test_no_text_breaks_a_check(code: str, printed: dict[str, str]) -> None:
    assert found(code, MAIZE, **printed).state in FOUND


@pytest.mark.parametrize("code", sorted(set(CHECKS) - {"L15", "L17"}))
def test_what_is_not_filled_in_is_never_passed(code: str) -> None:
    assert found(code).state == "unknown"


def test_only_a_rule_that_was_read_finds_anything_wrong() -> None:
    assert rules()["L26"].verified is False
    assert found("L26", width_mm=10.0, height_mm=10.0).state == "doubt"


# -- quality against the dated standards ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "change", "single", "state"), [
    (DAY, {}, True, "right"), (DAY, {"germination": 92.9}, True, "wrong"), (DAY, {"germination": 85.0}, False, "right"),
    (DAY, {"purity": 95.5}, False, "doubt"), (DAY, {"purity": 94.9}, False, "wrong"), (DAY, {"moisture": 13.1}, False, "doubt"),
    (DAY, {"moisture": 16.1}, False, "wrong"), (date(2025, 9, 30), {}, False, "right"), (date(2025, 10, 1), {}, False,
                                                                                         "unknown"),
])
def test_a_promise_is_held_against_the_standard_of_its_day(on: date, change: dict[str, float], single: bool,
                                                           state: str) -> None:
    answer = against_standard("maize", on, {**GOOD, **change}, "hybrid", "", single)
    assert answer[0] == state, answer


def test_the_single_seed_limit_knows_no_exception_for_cold_regions() -> None:
    assert against_standard("maize", DAY, {**GOOD, "moisture": 13.1}, "hybrid", "", True)[0] == "wrong"


def test_a_cited_standard_is_the_edition_of_the_day() -> None:
    assert edition("GB 4404.1-2024", date(2026, 1, 1))[0] == "right"
    assert edition("GB4404.1—2008", date(2026, 1, 1))[0] == "wrong"
    assert edition("GB 4404.1", date(2026, 1, 1))[0] == "doubt"
    assert edition("Q/ABC 1", date(2026, 1, 1))[0] == "unknown"


def test_rules_follow_the_day_the_version_was_drafted_on() -> None:
    def codes(day: date) -> set[str]:
        return {rule.code for rule in rules_for("label", day)}

    assert {"L33"} == codes(date(2024, 1, 1)) - codes(date(2026, 1, 1))
    assert {"L34"} == codes(date(2026, 1, 1)) - codes(date(2024, 1, 1))
    assert "L05" not in codes(date(2016, 1, 1)), "the measures were not in force then"


# -- in the database -------------------------------------------------------------------------------------------------------


@pytest.fixture
def item(database: Database) -> LabelItem:
    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    variety = verbs.save(database, Variety, {"name": "例丰101", "crop_id": crop.id, "approval_number": "例审玉20200001"})
    provinces = [verbs.save(database, Region, {"name": name, "level": "province"}) for name in ("甲省", "乙省")]
    verbs.save(database, VarietyRegion, {"variety_id": variety.id, "region_id": provinces[0].id, "basis": "例审玉20200001"})
    county = verbs.save(database, Region, {"name": "丙县", "level": "county", "parent_id": provinces[1].id})
    return verbs.save(database, LabelItem, {"name": "例丰101 标签", "variety_id": variety.id, "kernels": 4200,
                                            "region_id": county.id})


def line_of(db: Database, version: LabelVersion, code: str) -> actions.CheckLine:
    return next(line for line in actions.read_checklist(db, version.id) if line.rule.code == code)


def test_what_is_found_wrong_stops_the_approval_though_somebody_ticked_it(database: Database, item: LabelItem) -> None:
    version = verbs.save(database, LabelVersion, {"item_id": item.id, "printed_name": "例丰101号"})
    actions.set_check(database, version.id, [r.code for r in rules_for(item.kind)], "present")
    verbs.move(database, LabelVersion, [version.id], StateChange("review"))
    with pytest.raises(Refused, match="Found wrong: L03"):
        verbs.move(database, LabelVersion, [version.id], StateChange("approved"))
    verbs.move(database, LabelVersion, [version.id], StateChange("approved", reason="as agreed"))
    assert verbs.get(database, LabelVersion, version.id).state == "approved"


def test_a_market_outside_the_approvals_is_found_wrong(database: Database, item: LabelItem) -> None:
    version = verbs.save(database, LabelVersion, {"item_id": item.id})
    assert line_of(database, version, "L11").found.state == "wrong"


def test_the_licence_in_the_settings_is_held_against_the_label(database: Database, item: LabelItem) -> None:
    made = verbs.save(database, LabelVersion, {"item_id": item.id, "version": "9", "producer": "甲", "licence_no": "1",
                                               "address": "乙", "contact": "丙"})
    for licence, state in (("1", "right"), ("2", "doubt"), ("", "right")):
        set_office(database, "company_licence", licence)
        with database.reading() as session:
            assert check(rules()["L05"], facts_of(session, made, item)).state == state


def test_the_sure_findings_are_taken_over_and_the_rest_is_left_to_people(database: Database, item: LabelItem) -> None:
    version = verbs.save(database, LabelVersion, {"item_id": item.id, "printed_name": "例丰101", "crop_name": "大豆"})
    taken = actions.take_findings(database, version.id)
    lines = {line.rule.code: line for line in actions.read_checklist(database, version.id)}
    assert (lines["L03"].state, lines["L01"].state, lines["L24"].state) == ("present", "missing", "open")
    assert "玉米" in lines["L01"].note
    assert taken == sum(line.state != "open" for line in lines.values())
    database.undo()
    assert line_of(database, version, "L03").state == "open"


def test_a_mark_is_signed_with_name_and_day_and_loses_both_when_it_is_opened_again(database: Database,
                                                                                   item: LabelItem) -> None:
    version = verbs.save(database, LabelVersion, {"item_id": item.id})
    actions.set_check(database, version.id, ["L24"], "present")
    assert str(date.today()) in line_of(database, version, "L24").signed
    actions.set_check(database, version.id, ["L24"], "open")
    assert line_of(database, version, "L24").signed == ""


def test_five_hundred_versions_are_checked_within_a_second_or_two(database: Database, item: LabelItem) -> None:
    """Of processor time, so that other work on the machine does not count."""
    from time import process_time

    from desktop.core.records import living
    from desktop.labels.model import checklists

    with database.operation("many") as session:
        verbs.insert_many(session, LabelVersion, [{"item_id": item.id, "number": n, "printed_name": "例丰101"}
                                                  for n in range(1, 501)])
    with database.reading() as session:
        versions = session.exec(living(LabelVersion)).all()
        start = process_time()
        assert all(lines for _version, lines in checklists(session, versions))
        assert process_time() - start < 2


@pytest.mark.parametrize(("state", "told"), [("draft", True), ("superseded", False), ("effective", False)])
def test_the_proof_speaks_of_approval_only_while_it_is_undecided(database: Database, item: LabelItem, state: str,
                                                                 told: bool) -> None:
    from desktop.core.documents.html import page
    from desktop.labels.reports import proof_sheet

    version = verbs.save(database, LabelVersion, {"item_id": item.id})
    with database.operation("test") as session:
        found = session.get(LabelVersion, version.id)
        assert found is not None
        found.state = state
        session.add(found)
    assert ("way of approval" in page(proof_sheet(database, version.id).blocks)) is told


def test_a_licence_that_the_settings_do_not_hold_is_not_said_to_agree(database: Database, item: LabelItem) -> None:
    said = {"producer": "例丰", "licence_no": "D（黑）农种许字", "address": "绥化", "contact": "0455"}
    version = verbs.save(database, LabelVersion, {"item_id": item.id, **said})
    assert "no licence" in line_of(database, version, "L05").found.text
