"""Every schema step over rows: what was there before it is there after it (`tests/steps.py` says how to add one)."""

from __future__ import annotations

import json
from pathlib import Path

from desktop.core import history, search, verbs
from desktop.core.check import check
from desktop.core.recycling import deleted
from desktop.core.reshaping import columns
from desktop.core.schema import open_database
from desktop.migrations import STEPS
from desktop.people.model import Membership, Person
from tests.steps import Before, of_step


@of_step("001_first")
def test_the_first_step_makes_tables_that_take_rows(at: Before) -> None:
    at.run()
    at.put("dealer", id=1, name="甲")
    at.put("contact", id=2, dealer_id=1, name="张")
    assert at.rows("SELECT d.name, c.name FROM dealer d JOIN contact c ON c.dealer_id = d.id") == [("甲", "张")]


@of_step("002_trials")
def test_trials_of_the_first_release_get_a_design_and_their_plots_a_kind(at: Before) -> None:
    at.put("site", id=1, code="S")
    at.put("trial", id=2, code="T", title="比较", site_id=1)
    at.put("plot", id=3, trial_id=2, number="101")
    at.run()
    assert at.rows("SELECT code, title, design_options, check_kind FROM trial") == [("T", "比较", "{}", "variety")]
    assert at.rows("SELECT number, kind FROM plot") == [("101", "plot")]


@of_step("003_service")
def test_technical_service_comes_beside_what_is_there(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.run()
    at.put("farmercase", id=2, farmer="李")
    assert at.rows("SELECT name, farmer FROM dealer, farmercase") == [("甲", "李")]


@of_step("004_occasions")
def test_a_trial_gets_room_for_its_occasions(at: Before) -> None:
    at.put("trial", id=1, code="T")
    at.run()
    at.put("trialoccasion", id=2, trial_id=1)
    assert at.rows("SELECT t.code FROM trialoccasion o JOIN trial t ON t.id = o.trial_id") == [("T",)]


@of_step("judgements_by_choice")
def test_what_was_typed_as_justified_becomes_a_word_or_stays_readable(at: Before) -> None:
    for number, text in {1: " 成立 ", 2: "No", 3: "看雨后情况", 4: ""}.items():
        at.put("complaint", id=number, justified=text, finding="f")
    at.run()
    assert at.rows("SELECT justified, finding FROM complaint ORDER BY id") == [
        ("yes", "f"), ("no", "f"), ("", "f\n看雨后情况"), ("", "f")]


@of_step("005_defaults")
def test_a_column_gets_its_default_and_every_row_keeps_every_value(at: Before) -> None:
    at.put("dealer", id=1, name="甲 \"乙\"", latitude=23.5, deleted_at="2026-01-01T00:00:00.000+00:00")
    at.put("view", id=2, listing="dealers", name="全部", state='{"text":"甲"}')
    at.put("plot", id=3, number="101", kind="border", trial_id=None)
    tables = sorted({c.partition(".")[0] for c in columns(at.connection)})
    before = {table: at.rows(f'SELECT * FROM "{table}"') for table in tables}
    at.run()
    assert {table: at.rows(f'SELECT * FROM "{table}"') for table in tables} == before
    at.connection.execute("INSERT INTO dealer (id, name) VALUES (9, '丁')")
    assert at.rows("SELECT code, state FROM dealer WHERE id = 9") == [("", "prospect")]


@of_step("moves_in_one_table")
def test_moves_of_all_kinds_stand_in_one_table_with_their_history(at: Before) -> None:
    at.put("dealer", id=1, name="甲", state="active")
    at.put("dealermove", id=2, dealer_id=1, moved_on="2026-03-01", before="prospect", after="active", reason="合同")
    at.put("farmercase", id=3, state="advised")
    at.put("casemove", id=4, case_id=3, moved_on="2026-06-02", before="open", after="advised", by="李",
           deleted_at="2026-06-03T00:00:00.000+00:00")
    at.changed("dealermove", 2, "insert", None, {"id": 2, "dealer_id": 9, "after": "active", "reason": "x"})
    at.changed("dealermove", 2, "update", {"dealer_id": 9}, {"dealer_id": 1})
    at.changed("dealermove", 2, "update", {"reason": "x"}, {"reason": "合同"})
    at.run()
    names = 'id, row_table, row_id, moved_on, "before", "after", "by", reason, deleted_at'
    assert at.rows(f"SELECT {names} FROM move ORDER BY id") == [
        (2, "dealer", 1, "2026-03-01", "prospect", "active", "", "合同", None),
        (4, "farmercase", 3, "2026-06-02", "open", "advised", "李", "", "2026-06-03T00:00:00.000+00:00")]
    images = [(json.loads(b or "null"), json.loads(a)) for b, a in at.rows(
        'SELECT "before", "after" FROM change WHERE table_name = \'move\' AND row_id = 2 ORDER BY id')]
    assert images == [(None, {"id": 2, "row_id": 9, "after": "active", "reason": "x", "row_table": "dealer"}),
                      ({"row_id": 9, "row_table": "dealer"}, {"row_id": 1, "row_table": "dealer"}),
                      ({"reason": "x"}, {"reason": "合同"})]
    assert not {"dealermove", "labelmove", "casemove"} & {c.partition(".")[0] for c in columns(at.connection)}


@of_step("numbers_for_all")
def test_what_has_no_number_gets_the_next_of_the_year_of_its_own_day(at: Before) -> None:
    at.put("farmercase", id=1, code="AL-2025-007", reported_on="2025-06-01")
    for number, day in ((5, "2025-07-01"), (3, "2025-08-01"), (8, "2026-01-02"), (9, None)):
        at.put("farmercase", id=number, reported_on=day)
    entered_in_2026 = 400 * 86_400_000 << 22
    at.put("dealer", id=entered_in_2026, name="甲")
    at.put("dealer", id=2, name="乙", code="QA-7")
    at.run()
    assert at.rows("SELECT id, code FROM farmercase ORDER BY id") == [
        (1, "AL-2025-007"), (3, "AL-2025-008"), (5, "AL-2025-009"), (8, "AL-2026-001"), (9, "AL-2025-010")]
    assert at.rows("SELECT code FROM dealer ORDER BY id") == [("QA-7",), ("D-2026-001",)]


@of_step("people")
def test_a_contact_becomes_a_person_and_a_membership_with_its_history(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.put("contact", id=2, dealer_id=1, name="王秀兰", role="manager", mobile="138 0451 0001", wechat="wx", is_primary=1)
    at.put("contact", id=3, dealer_id=1, name="李", role="owner", deleted_at="2026-01-02T00:00:00.000+00:00")
    at.put("attachment", id=4, owner_table="contact", owner_id=2, name="card.jpg", digest="d")
    at.put("view", id=5, listing="contacts", name="v", state='{"order":[["role",false],["name",true]]}')
    at.put("importrun", id=6, kind="contacts", file_name="f", columns='{"uses":{"职务":["role",{}]},"constants":{}}')
    at.put("search_entry", id=2, table_name="contact", title="王秀兰", detail="138 0451 0001")
    for row, kind, before, after in (
            (2, "insert", None, {"id": 2, "dealer_id": 1, "name": "王", "role": "owner"}),
            (3, "insert", None, None),
            (2, "update", {"name": "王", "role": "owner"}, {"name": "王秀兰", "role": "manager"}),
            (2, "update", {"wechat": ""}, {"wechat": "wx"}), (2, "update", {"is_primary": 0}, {"is_primary": 1}),
            (3, "delete", {"deleted_at": None}, {"deleted_at": "2026-01-02T00:00:00.000+00:00"})):
        at.changed("contact", row, kind, before, after)
    at.changed("dealer", 1, "update", {"name": "乙"}, {"name": "甲"})
    at.run()
    assert at.rows("SELECT id, deleted_at IS NULL, name, mobile, wechat FROM person ORDER BY id") == [
        (2, 1, "王秀兰", "138 0451 0001", "wx"), (3, 0, "李", "", "")]
    assert at.rows("SELECT id, deleted_at IS NULL, person_id, role, dealer_id, position, is_primary FROM membership "
                   "ORDER BY id") == [(2, 1, 2, "contact", 1, "manager", 1), (3, 0, 3, "contact", 1, "owner", 0)]
    assert at.rows("SELECT owner_table, owner_id FROM attachment") == [("membership", 2)]
    assert at.rows("SELECT state FROM view") == [('{"order":[["position",false],["name",true]],"conditions":[],"columns":{}}',)]
    assert '"职务":["position",{}]' in at.rows("SELECT columns FROM importrun")[0][0]
    assert at.rows("SELECT table_name FROM search_entry WHERE id = 2") == [("person",)]
    told = at.rows('SELECT operation_id, table_name, row_id, kind, "before", "after" FROM change ORDER BY id')
    assert [line[:4] for line in told] == [
        (1, "person", 2, "insert"), (1, "membership", 2, "insert"), (2, "person", 3, "insert"), (2, "membership", 3, "insert"),
        (3, "person", 2, "update"), (3, "membership", 2, "update"), (4, "person", 2, "update"),
        (5, "membership", 2, "update"), (6, "person", 3, "delete"), (6, "membership", 3, "delete"), (7, "dealer", 1, "update")]
    assert json.loads(told[0][5]) == {"id": 2, "name": "王"}
    assert json.loads(told[1][5]) == {"id": 2, "dealer_id": 1, "position": "owner", "person_id": 2, "role": "contact"}
    assert json.loads(told[5][5]) == {"position": "manager"}


def test_undo_bin_and_history_work_on_what_was_done_to_a_contact_before(tmp_path: Path) -> None:
    at = Before(tmp_path / "test.db", "people")
    at.put("dealer", id=1, name="甲")
    at.put("contact", id=2, dealer_id=1, name="王秀兰", role="manager", mobile="13804510001")
    at.put("contact", id=3, dealer_id=1, name="李", role="owner", deleted_at="2026-01-02T00:00:00.000+00:00")
    at.changed("contact", 2, "insert", None, {"id": 2, "dealer_id": 1, "name": "王", "role": "owner"})
    at.changed("contact", 2, "update", {"name": "王", "role": "owner"}, {"name": "王秀兰", "role": "manager"})
    at.changed("contact", 3, "delete", {"deleted_at": None}, {"deleted_at": "2026-01-02T00:00:00.000+00:00"})
    at.run()
    at.connection.close()
    db = open_database(at.path, STEPS)
    try:
        with db.reading() as session:
            newest, oldest = history.of_record(session, "membership", 2)
            assert newest.fields == {"name": ("王", "王秀兰"), "position": ("owner", "manager")}
            assert {d.label for d in deleted(session)} == {"李"}
        assert verbs.restore(db, "membership", 3) == 2
        db.undo()
        db.undo()
        assert verbs.get(db, Membership, 3).deleted_at is None  # the deletion of before is taken back
        db.undo()
        found = verbs.get(db, Membership, 2)
        assert (found.name, found.position) == ("王", "owner") and oldest.kind == "insert"
        db.undo()
        assert verbs.get(db, Membership, 2).deleted_at and verbs.get(db, Person, 2).deleted_at
    finally:
        db.close()


def test_whoever_is_written_somewhere_becomes_one_person_and_nobody_is_invented(tmp_path: Path) -> None:
    at = Before(tmp_path / "test.db", "people")
    at.put("dealer", id=1, name="甲")
    at.put("contact", id=2, dealer_id=1, name="王秀兰", mobile="138-0451-0001")
    at.put("participant", id=10, name="王 秀兰", phone="+86 13804510001")
    at.put("participant", id=11, name="王秀兰", phone="", contact_id=2)
    at.put("participant", id=12, name="王秀兰", phone="13900000000", kind="farmer", organisation="赵村")
    at.put("farmercase", id=13, farmer="王秀兰", phone="0 139 0000 0000", place="赵村")
    at.put("farmercase", id=14, farmer="  ", phone="13900000000")
    at.put("complaint", id=15, complainant="孙", phone="123")
    at.put("complaint", id=16, complainant="孙", phone="123")
    at.put("complaint", id=17, complainant="周", phone="13811112222", deleted_at="2026-01-01T00:00:00.000+00:00")
    at.put("site", id=18, name="点", farmer="王秀兰", contact="0451-3804510001")
    at.put("outlet", id=19, dealer_id=1, name="店", keeper="钱", phone="0571-88886666")
    at.put("handedout", id=20, whom="赵村村民")
    at.put("handedout", id=21, whom="钱")
    at.run()
    person = {table: dict(at.rows(f"SELECT id, person_id FROM {table}"))
              for table in ("participant", "farmercase", "complaint", "site", "outlet", "handedout")}
    assert person["participant"][10] == person["participant"][11] == 2 == person["site"][18]
    assert person["participant"][12] == person["farmercase"][13] not in (2, None)
    assert person["handedout"] == {20: None, 21: person["outlet"][19]}
    assert person["farmercase"][14] is None and person["complaint"][17] is None
    assert None not in (person["complaint"][15], person["complaint"][16])
    assert person["complaint"][15] != person["complaint"][16], "a number of three digits tells nobody apart"
    assert sorted(at.rows("SELECT name, mobile, phone FROM person")) == sorted([
        ("王秀兰", "138-0451-0001", ""), ("王秀兰", "13900000000", ""), ("孙", "", "123"), ("孙", "", "123"),
        ("钱", "", "0571-88886666")])
    assert sorted(at.rows("SELECT p.name, m.role, m.organisation FROM membership m JOIN person p ON p.id = m.person_id")) == [
        ("王秀兰", "contact", ""), ("王秀兰", "farmer", ""), ("王秀兰", "farmer", "赵村"), ("钱", "contact", "店")]
    at.connection.close()
    db = open_database(at.path, STEPS)
    try:
        with db.transaction() as session:
            search.rebuild(session)  # the rows of this test were put in without it
        with db.reading() as session:
            assert [hit.title for hit in search.find(session, "88886666") if hit.table == "person"] == ["钱"]
        assert [f.level for f in check(db)] == ["ok"]
    finally:
        db.close()


def test_the_manager_of_the_settings_becomes_one_of_our_people_who_signed_what_bears_the_name(tmp_path: Path) -> None:
    at = Before(tmp_path / "test.db", "people")
    at.put("office_setting", name="manager", value='"李农艺"')
    for number, by in enumerate(("李农艺", "root", ""), 1):
        at.put("move", id=number, row_table="dealer", row_id=1, by=by)
    at.run()
    [(person, name, role)] = at.rows("SELECT p.id, p.name, m.role FROM person p JOIN membership m ON m.person_id = p.id")
    assert (name, role) == ("李农艺", "staff")
    assert at.rows('SELECT "by", by_id FROM move ORDER BY id') == [("李农艺", person), ("root", None), ("", None)]
    at.connection.close()


@of_step("added lotdelivery.remarks")
def test_a_delivery_of_a_lot_gets_room_for_remarks(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.put("lotdelivery", id=2, lot="L1", dealer_id=1, quantity_kg=5.5)
    at.run()
    assert at.rows("SELECT lot, quantity_kg, remarks FROM lotdelivery") == [("L1", 5.5, "")]


@of_step("titles_of_their_own")
def test_titles_in_the_index_in_one_language_go_and_are_made_anew(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.put("search_entry", id=1, table_name="dealer", title="甲 Dealer", detail="")
    at.run()
    assert at.rows("SELECT * FROM search_entry") == []


@of_step("added plot.given_id")
def test_plots_get_room_for_an_id_from_elsewhere(at: Before) -> None:
    at.put("trial", id=1, code="T")
    at.put("plot", id=2, trial_id=1, number="101")
    at.run()
    assert at.rows("SELECT number, given_id FROM plot") == [("101", "")]


@of_step("series_recorded")
def test_every_series_that_trials_name_is_recorded_once_with_what_its_first_trial_says(at: Before) -> None:
    at.put("crop", id=1, code="maize", name_zh="玉米")
    at.put("trialseries", id=2, name="甲系列")
    at.put("trialseries", id=3, name="旧系列", deleted_at="2026-01-01T00:00:00.000+00:00")
    for number, series, author, gone in ((14, "乙系列", "李", None), (11, "乙系列", "张", None), (12, "甲系列", "", None),
                                         (13, "旧系列", "", None), (15, "丙系列", "", "2026-01-01T00:00:00.000+00:00"),
                                         (16, "", "", None)):
        at.put("trial", id=number, title="试验", series=series, crop_id=1, author=author, organiser="单位", deleted_at=gone)
    at.run()
    assert sorted(at.rows("SELECT name FROM trialseries")) == [("乙系列",), ("旧系列",), ("甲系列",)]
    assert at.rows("SELECT crop_id, organiser, author FROM trialseries WHERE name = '乙系列'") == [(1, "单位", "张")]


@of_step("added trait.part")
def test_a_trait_gets_a_part_of_the_record(at: Before) -> None:
    at.put("trait", id=1, code="x")
    at.run()
    assert at.rows("SELECT part FROM trait") == [("",)]


@of_step("added trait.position")
def test_a_trait_gets_a_place_in_the_order_of_recording(at: Before) -> None:
    at.put("trait", id=1, code="x")
    at.run()
    assert at.rows("SELECT position FROM trait") == [(None,)]


@of_step("traits_in_order")
def test_the_traits_of_the_program_take_their_place_and_those_of_the_user_stay(at: Before) -> None:
    for number, code in enumerate(("maize.yield_mu", "maize.sowing", "rice_indica.sowing", "own"), 1):
        at.put("trait", id=number, code=code)
    at.run()
    found = {row[0]: row[1:] for row in at.rows("SELECT code, part, position FROM trait")}
    assert found["maize.sowing"] == found["rice_indica.sowing"] == ("phenology", 1)
    assert found["maize.yield_mu"][0] == "yield" and found["maize.yield_mu"][1] > 1
    assert found["own"] == ("", None)


@of_step("added reporttemplate.rule")
def test_report_templates_that_were_kept_call_differences_by_the_lsd(at: Before) -> None:
    at.put("reporttemplate", id=1, report="trial", name="甲", sections="[]")
    at.run()
    assert at.rows("SELECT name, rule FROM reporttemplate") == [("甲", "lsd")]


@of_step("visits_by_dealer_and_day")
def test_the_last_visit_of_a_dealer_is_answered_by_an_index_alone(at: Before) -> None:
    at.put("visit", id=1, visited_on="2026-04-01", state="done")
    at.run()
    asked = "SELECT max(visited_on) FROM visit WHERE dealer_id = 1 AND state = 'done' AND deleted_at IS NULL"
    assert "COVERING INDEX ix_visit_dealer_state_day" in str(at.rows(f"EXPLAIN QUERY PLAN {asked}"))
    assert at.rows("SELECT visited_on FROM visit") == [("2026-04-01",)]
    assert not at.rows("SELECT name FROM sqlite_master WHERE name = 'ix_visit_dealer_id'")


@of_step("sums_of_trade_by_index")
def test_what_was_sent_and_paid_is_summed_from_indexes_alone(at: Before) -> None:
    at.put("shipmentline", id=1, moved_on="2026-04-01", bags=5, price=200)
    at.put("payment", id=1, received_on="2026-04-01", amount=700)
    at.run()
    for asked, index in (
            ("SELECT SUM(bags * price) FROM shipmentline WHERE deleted_at IS NULL GROUP BY shipment_id",
             "ix_shipmentline_shipment_sums"),
            ("SELECT SUM(bags * price) FROM shipmentline WHERE deleted_at IS NULL AND moved_on >= '2026'",
             "ix_shipmentline_day_sums"),
            ("SELECT SUM(amount) FROM payment WHERE deleted_at IS NULL AND received_on >= '2026'", "ix_payment_day_sums")):
        assert f"COVERING INDEX {index}" in str(at.rows(f"EXPLAIN QUERY PLAN {asked}"))
    assert at.rows("SELECT SUM(bags * price) FROM shipmentline UNION ALL SELECT SUM(amount) FROM payment") == [(1000,), (700,)]
    gone = "('ix_shipmentline_shipment_id', 'ix_shipmentline_moved_on', 'ix_payment_received_on')"
    assert not at.rows(f"SELECT name FROM sqlite_master WHERE name IN {gone}")


@of_step("added promise.amount")
def test_promises_that_are_there_are_of_no_amount(at: Before) -> None:
    at.put("promise", id=1, what="回款", due_on="2026-01-01")
    at.run()
    assert at.rows("SELECT what, amount FROM promise") == [("回款", None)]


@of_step("added suitabilityrule.grades")
def test_rules_of_suitability_that_are_there_have_no_table_of_grades(at: Before) -> None:
    at.put("suitabilityrule", id=1, item="factor.heat", valid_from="2026-01-01", source="甲")
    at.run()
    assert at.rows("SELECT source, grades FROM suitabilityrule") == [("甲", "")]


@of_step("growers_say_yes_no_or_nothing")
def test_what_a_grower_was_never_asked_is_no_longer_a_no_and_the_history_tells_the_same(at: Before) -> None:
    at.put("growerquestion", id=1, grower="甲", irrigated=1, grain=0, state="answered")
    at.put("operation", id=5, at="2026-01-01 00:00:00", who="", label="", kind="do", undone=0)
    at.put("change", id=6, operation_id=5, table_name="growerquestion", row_id=1, kind="update",
           before='{"irrigated": false, "grower": "乙"}', after='{"irrigated": true, "grower": "甲"}')
    at.run()
    assert at.rows("SELECT grower, irrigated, grain, state FROM growerquestion") == [("甲", "yes", "", "answered")]
    ((before, after),) = at.rows("SELECT before, after FROM change WHERE id = 6")
    assert json.loads(before) == {"irrigated": "", "grower": "乙"} and json.loads(after) == {"irrigated": "yes", "grower": "甲"}


@of_step("answers_true_or_false_are_signs")
def test_true_or_false_is_a_sign_and_the_letters_of_choices_stay(at: Before) -> None:
    for number, kind, answer in ((1, "true_false", "T"), (2, "true_false", "F"), (3, "single", "F")):
        at.put("question", id=number, bank="甲", kind=kind, text="问", answer=answer)
    at.put("operation", id=5, at="2026-01-01 00:00:00", who="", label="", kind="do", undone=0)
    for number, row in ((6, 2), (7, 3)):
        at.put("change", id=number, operation_id=5, table_name="question", row_id=row, kind="update",
               before='{"answer": "T", "bank": "F"}', after='{"answer": "F"}')
    at.run()
    assert at.rows("SELECT answer FROM question ORDER BY id") == [("√",), ("×",), ("F",)]
    kept = at.rows("SELECT before, after FROM change ORDER BY id")
    found = [(json.loads(before), json.loads(after)) for before, after in kept]
    assert found == [({"answer": "√", "bank": "F"}, {"answer": "×"}), ({"answer": "T", "bank": "F"}, {"answer": "F"})]


@of_step("settlements_know_their_entries")
def test_a_signed_settlement_names_the_entry_that_it_made_and_no_other(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    for number, state, difference in ((2, "agreed", -400), (3, "sent", -400), (4, "agreed", 0)):
        at.put("seasonsettlement", id=number, code=f"SE-202{number}-001", dealer_id=1, state=state, difference=difference)
    for number, what, amount, kind in ((5, "SE-2022-001 2025-07-01", -400, "price"), (6, "SE-2022-001 2025", -300, "price"),
                                       (7, "SE-2022-001 2025", -400, "correction"), (8, "SE-2023-001 2025", -400, "price")):
        at.put("accountentry", id=number, dealer_id=1, kind=kind, what=what, amount=amount)
    at.run()
    assert at.rows("SELECT id, entry_id, signed FROM seasonsettlement ORDER BY id") == [
        (2, 5, "{}"), (3, None, "{}"), (4, None, "{}")]


@of_step("planned_visits_know_who_agreed")
def test_a_planned_visit_on_the_day_that_another_names_was_planned_by_it(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.put("dealer", id=2, name="乙")
    at.put("visit", id=3, dealer_id=1, state="done", visited_on="2026-06-01", next_on="2026-07-01")
    for number, dealer, state, day in ((4, 1, "planned", "2026-07-01"), (5, 1, "planned", "2026-07-02"),
                                       (6, 2, "planned", "2026-07-01"), (7, 1, "cancelled", "2026-07-01")):
        at.put("visit", id=number, dealer_id=dealer, state=state, planned_on=day)
    at.run()
    assert at.rows("SELECT id, agreed FROM visit WHERE agreed <> '{}'") == [(4, '{"visit":3,"on":"2026-06-01"}')]
@of_step("added trip.advance_asked")
def test_a_trip_keeps_its_advance_and_nobody_asked_for_another(at: Before) -> None:
    at.put("trip", id=1, code="CC-2026-001", purpose="走访", state="approved", advance=100_00)
    at.run()
    assert at.rows("SELECT advance, advance_asked FROM trip") == [(100_00, None)]
