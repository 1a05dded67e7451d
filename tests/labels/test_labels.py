"""Labels: versions, the one in force, the mandatory items, the text of the QR code, what falls due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.catalogue.model import Variety
from desktop.core import i18n, search, verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query
from desktop.core.moves import StateChange, moves_of
from desktop.core.records import living
from desktop.core.reminders import Agenda, Reminder, due
from desktop.labels import actions, lists, qr
from desktop.labels.model import LabelCheck, LabelItem, LabelVersion
from desktop.labels.printing_model import QualityFinding
from desktop.labels.reminders import REMINDERS
from desktop.labels.rules import rule_set, rules, rules_for

TODAY = date.today()
GOOD = "龙单86\n黑龙江某种业有限公司\n23122400101000000001\nhttps://trace.example.cn/q"


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


@pytest.fixture
def item(database: Database) -> LabelItem:
    variety = verbs.save(database, Variety, {"name": "龙单86"})
    return verbs.save(database, LabelItem, {"name": "龙单86 标签", "variety_id": variety.id, "pack": "4200 粒"})


def confirmed(db: Database, item: LabelItem) -> LabelVersion:
    """A new version, all of whose items are confirmed."""
    version = actions.new_version(db, item.id)
    actions.set_check(db, version.id, [r.code for r in rules_for(item.kind)], "present")
    return version


def in_force(db: Database, item: LabelItem, on: date) -> LabelVersion:
    version = confirmed(db, item)
    for move in (StateChange("review"), StateChange("approved", by="孙立新"), StateChange("effective", on)):
        verbs.move(db, LabelVersion, [version.id], move)
    return verbs.get(db, LabelVersion, version.id)


def test_versions_are_numbered_and_carry_the_name_of_their_label(database: Database, item: LabelItem) -> None:
    assert [actions.new_version(database, item.id).number for _n in range(3)] == [1, 2, 3]
    verbs.save(database, LabelItem, {"name": "龙单86 新标签"}, item.id)
    with database.reading() as session:
        found = search.find(session, "新标签", 10, ["labelversion"])
    assert {hit.title for hit in found} == {f"龙单86 新标签 Version {n}" for n in (1, 2, 3)}


def test_hits_are_read_in_the_language_that_is_shown_and_no_language_makes_the_index_stale(
        database: Database, item: LabelItem) -> None:
    with i18n.using("zh_CN"):
        actions.new_version(database, item.id)
    for code, title in (("zh_CN", "龙单86 标签 第1版"), ("en", "龙单86 标签 Version 1")):
        with i18n.using(code), database.reading() as session:
            assert [hit.title for hit in search.find(session, "龙单86", 10, ["labelversion"])] == [title]
            assert search.differing(session, LabelVersion) == 0


def test_a_new_version_starts_from_the_newest_and_leaves_it_alone(database: Database, item: LabelItem) -> None:
    first = verbs.save(database, LabelVersion, {"item_id": item.id, "content": "净含量 4200 粒", "qr_text": GOOD})
    second = actions.new_version(database, item.id, "font size")
    assert (second.content, second.qr_text, second.changes, second.state) == (first.content, GOOD, "font size", "draft")


def test_making_a_version_effective_supersedes_the_other_from_that_day_in_one_undo(database: Database,
                                                                                   item: LabelItem) -> None:
    first, second = in_force(database, item, days(-10)), in_force(database, item, TODAY)
    old = verbs.get(database, LabelVersion, first.id)
    assert (old.state, old.superseded_on) == ("superseded", TODAY)
    with database.reading() as session:
        assert actions.in_force(session, item.id, days(-1)).id == first.id  # type: ignore[union-attr]
        assert actions.in_force(session, item.id, TODAY).id == second.id  # type: ignore[union-attr]
        assert actions.in_force(session, item.id, days(-11)) is None
    database.undo()
    assert verbs.get(database, LabelVersion, first.id).state == "effective"
    assert verbs.get(database, LabelVersion, second.id).state == "approved"


def test_at_most_one_version_is_in_force_whatever_the_order(database: Database, item: LabelItem) -> None:
    for day in (-30, -20, -5):
        in_force(database, item, days(day))
    with database.reading() as session:
        ids = lists.VERSIONS.ids(session, Query(conditions=lists.VERSIONS.preset("effective").conditions()))
    assert len(ids) == 1
    version = confirmed(database, item)
    for move in (StateChange("review"), StateChange("approved")):
        verbs.move(database, LabelVersion, [version.id], move)
    with pytest.raises(Refused, match="is in force since"):
        verbs.move(database, LabelVersion, [version.id], StateChange("effective", days(-25)))


def test_every_move_is_dated_and_signed(database: Database, item: LabelItem) -> None:
    version = in_force(database, item, days(2))
    with database.reading() as session:
        moves = moves_of(session, version)
    assert [(m.before, m.after) for m in moves] == [("draft", "review"), ("review", "approved"), ("approved", "effective")]
    assert moves[1].by == "孙立新"
    assert verbs.get(database, LabelVersion, version.id).approved_by == "孙立新"
    assert moves[2].moved_on == days(2)


def test_what_was_printed_stays_as_it_was(database: Database, item: LabelItem) -> None:
    version = in_force(database, item, TODAY)
    with pytest.raises(Refused, match="Make a new version"):
        verbs.save(database, LabelVersion, {"content": "other"}, version.id)
    assert verbs.save(database, LabelVersion, {"printed": 5000, "content": version.content}, version.id).printed == 5000


def test_a_version_begins_as_a_draft_and_its_days_cannot_be_typed(database: Database, item: LabelItem) -> None:
    with pytest.raises(FieldErrors, match="begins as “Draft”"):
        verbs.save(database, LabelVersion, {"item_id": item.id, "state": "effective", "effective_from": TODAY})
    version = actions.new_version(database, item.id)
    with pytest.raises(FieldErrors, match="changes with the state alone"):
        verbs.save(database, LabelVersion, {"approved_on": TODAY}, version.id)


# -- mandatory items --------------------------------------------------------------------------------------------------


def test_approval_waits_for_the_mandatory_items_or_a_reason(database: Database, item: LabelItem) -> None:
    version = actions.new_version(database, item.id)
    verbs.move(database, LabelVersion, [version.id], StateChange("review"))
    with pytest.raises(Refused, match="mandatory items are not confirmed: L01"):
        verbs.move(database, LabelVersion, [version.id], StateChange("approved"))
    assert verbs.get(database, LabelVersion, version.id).state == "review"
    verbs.move(database, LabelVersion, [version.id], StateChange("approved", reason="checked on paper"))
    assert verbs.get(database, LabelVersion, version.id).state == "approved"


def test_only_what_was_read_in_the_law_can_stop_an_approval() -> None:
    assert any(r.binding() for r in rules().values())
    assert not [r.code for r in rules().values() if r.binding() and not r.verified]


def test_items_follow_the_kind_and_marks_are_kept_with_their_notes(database: Database, item: LabelItem) -> None:
    version = actions.new_version(database, item.id)
    actions.set_check(database, version.id, ["L01", "L05"], "missing", "address")
    actions.set_check(database, version.id, ["L01"], "present")
    lines = {line.rule.code: line for line in actions.read_checklist(database, version.id)}
    assert (lines["L01"].state, lines["L01"].note, lines["L05"].state, lines["L02"].state) == (
        "present", "address", "missing", "open")
    assert {r.code for r in rules_for("manual")} != {r.code for r in rules_for("label")}


def test_the_checklist_closes_with_the_approval(database: Database, item: LabelItem) -> None:
    version = in_force(database, item, TODAY)
    with pytest.raises(Refused, match="closed"):
        actions.set_check(database, version.id, ["L01"], "missing")
    with database.reading() as session:
        marked = session.exec(living(LabelCheck)).first()
    assert marked is not None
    with pytest.raises(Refused, match="closed"):
        verbs.save(database, LabelCheck, {"version_id": actions.new_version(database, item.id).id}, marked.id)
    with pytest.raises(Refused, match="closed"):
        verbs.delete(database, LabelCheck, [marked.id])


def test_rules_speak_both_languages_and_know_their_day() -> None:
    rule = rules()["L01"]
    with i18n.using("zh_CN"):
        assert str(rule.title) == "作物种类"
        assert "GB 20464-2006" in rule_set(date(2024, 1, 1))
        assert "GB 20464-2024" in rule_set(date(2026, 1, 1))
    assert str(rule.title) == "Crop"


# -- QR code ----------------------------------------------------------------------------------------------------------


def test_a_proper_code_has_nothing_to_say() -> None:
    assert qr.problems(GOOD, "龙单86", "黑龙江某种业有限公司") == []


@pytest.mark.parametrize(("text", "words"), [
    ("龙单86\nA\nB", "four lines"), (GOOD.replace("龙单86", "龙单86号"), "Line 1"), (GOOD.replace("某", "另"), "Line 2"),
    (GOOD.replace("231224001", "231224-01"), "Line 3"), (GOOD.replace("0001\n", "00012\n"), "Line 3"),
    (GOOD.replace("https://", "www."), "Line 4"), (GOOD.replace("https://trace", "https://[trace"), "Line 4"),
])
def test_what_is_wrong_with_a_code_is_said(text: str, words: str) -> None:
    assert any(words in sentence for sentence in qr.problems(text, "龙单86", "黑龙江某种业有限公司"))


def test_a_wrong_code_is_a_hint_while_typing(database: Database, item: LabelItem) -> None:
    with database.reading() as session:
        doubts = actions.doubts(session, {"item_id": item.id, "qr_text": GOOD.replace("龙单86", "龙单8")}, None)
    assert "龙单86" in doubts["qr_text"]


# -- duplicates and what falls due ------------------------------------------------------------------------------------


def test_a_label_of_the_same_variety_kind_and_pack_is_noticed(database: Database, item: LabelItem) -> None:
    same = {"name": "other", "variety_id": item.variety_id, "kind": "label", "pack": "4200 粒", "language": "zh"}
    with database.reading() as session:
        assert [h.id for h in actions.similar_items(session, same, None)] == [item.id]
        assert not actions.similar_items(session, {**same, "pack": "5 kg"}, None)


def test_today_hears_of_slow_reviews_lost_validity_bare_drafts_and_open_findings(database: Database,
                                                                                 item: LabelItem) -> None:
    over = in_force(database, item, days(-20))
    verbs.save(database, LabelVersion, {"valid_until": days(-1)}, over.id)
    slow = actions.new_version(database, item.id)
    verbs.move(database, LabelVersion, [slow.id], StateChange("review", days(-14)))
    actions.new_version(database, item.id)
    verbs.save(database, QualityFinding, {"item_id": item.id, "found_on": TODAY})
    with database.reading() as session:
        counts = {r.preset: r.count for r in due(REMINDERS[:5], session, TODAY, 30) if isinstance(r, Reminder)}
    assert counts == {"expired": 1, "waiting": 1, "expiring": 0, "bare": 1, "open": 1}
    verbs.save(database, LabelVersion, {"valid_until": days(7)}, over.id)
    with database.reading() as session:
        assert [a.on for a in due(REMINDERS, session, TODAY, 30) if isinstance(a, Agenda)] == [days(7)]
