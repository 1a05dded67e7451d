"""People of influence: care planned and kept, gifts within limits, notes by level, consent, houses of the manager, crises."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from desktop.core import search, verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.i18n import using
from desktop.core.kinds import kinds
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.core.purging import look, purge
from desktop.core.reminders import ahead
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise
from desktop.features import import_models
from desktop.market.influence import lists
from desktop.market.influence.crisis_model import Crisis, CrisisStep, CrisisTold
from desktop.market.influence.crisis_papers import crisis_file
from desktop.market.influence.figures import experts_for, houses, plan_by_tier
from desktop.market.influence.model import ExpertUse, Gift, KeyPerson, PersonNote, Speciality, Touch, TouchPlan
from desktop.market.influence.papers import director_report, expert_list, person_sheet
from desktop.market.influence.reminders import REMINDERS
from desktop.market.leads.model import Lead
from desktop.market.promotions.model import FieldDay, FieldDayGuest
from desktop.people.lists import PEOPLE
from desktop.people.model import Membership
from desktop.regions.model import Region
from tests.core.store import opened
from tests.market.conftest import Market

import_models()
TODAY = today()


def person(session: Session, name: str = "例大山", **values: Any) -> KeyPerson:
    return store(session, KeyPerson, {"name": name, "mobile": f"138{abs(hash(name)) % 10**8:08}", "tier": "a", **values})


def test_a_file_is_of_one_person_who_is_known_by_that_role(database: Database) -> None:
    with database.operation("t") as session:
        one = person(session, kind="expert", organisation="农大")
        with pytest.raises(FieldErrors, match="file already"):
            person(session)
        known = PEOPLE.preset("expert").conditions()
        assert list(PEOPLE.ids(session, Query(conditions=known))) == [one.person_id]
        store(session, KeyPerson, {"mobile": "13900000000"}, one.id)
        assert verbs._existing(session, KeyPerson, one.id).mobile == "13900000000"
    with database.reading() as session:
        assert search.find(session, "例大山"), "a person is found by name"


def test_touches_are_planned_by_tier_and_counted_as_kept(database: Database) -> None:
    with database.operation("t") as session:
        one = person(session)
    assert plan_by_tier(database, one.id, TODAY.year) == 6 and plan_by_tier(database, one.id, TODAY.year) == 0
    with database.operation("t") as session:
        for back in (1, 2):
            store(session, Touch, {"key_id": one.id, "kind": "visit", "done_on": TODAY - timedelta(days=back)})
        kept = store(session, Touch, {"key_id": one.id, "kind": "call", "planned_on": TODAY, "done_on": TODAY,
                                      "next_on": TODAY + timedelta(days=30)})
        store(session, Touch, {"result": "好"}, kept.id)
        cells = dict(zip([c.name for c in lists.KEY_PEOPLE.columns], lists.KEY_PEOPLE.rows(session, [one.id])[one.id],
                         strict=True))
    with database.operation("t") as session:
        store(session, Touch, {"key_id": one.id, "kind": "visit", "done_on": TODAY.replace(month=1, day=1)})
        store(session, Touch, {"key_id": one.id, "kind": "visit", "done_on": date(TODAY.year - 1, 12, 31)})
        names = [c.name for c in lists.KEY_PEOPLE.columns]
        cells = dict(zip(names, lists.KEY_PEOPLE.rows(session, [one.id])[one.id], strict=True))
    in_year = 1 + sum((TODAY - timedelta(days=n)).year == TODAY.year for n in (0, 1, 2))
    assert (cells["planned"], cells["kept"], cells["next"]) == (19, in_year, TODAY + timedelta(days=30))
    assert not cells["quiet"] and cells["last"] == TODAY
    with pytest.raises(FieldErrors, match="already"):
        verbs.save(database, TouchPlan, {"key_id": one.id, "year": TODAY.year, "kind": "visit", "times": 1})


@pytest.mark.parametrize(("values", "field"), [
    ({}, "planned_on"), ({"done_on": TODAY + timedelta(days=1)}, "done_on")])
def test_a_touch_has_a_day_that_can_be(database: Database, values: dict[str, Any], field: str) -> None:
    with database.operation("t") as session:
        one = person(session)
    with pytest.raises(FieldErrors) as refused:
        verbs.save(database, Touch, {"key_id": one.id, **values})
    assert field in refused.value.fields


def test_gifts_keep_their_limits_by_kind_and_year(database: Database) -> None:
    with database.operation("t") as session:
        grower, official = person(session), person(session, "例站长", kind="official")

    def give(key: int, yuan: int, day: date = TODAY, **more: Any) -> Gift:
        return verbs.save(database, Gift, {"key_id": key, "given_on": day, "what": "台历", "value": 100 * yuan, **more})

    give(grower.id, 100)
    with pytest.raises(FieldErrors, match=r"¥100\.00 a gift"):
        give(grower.id, 101)
    give(grower.id, 100)
    give(grower.id, 100, TODAY.replace(year=TODAY.year - 1))
    give(grower.id, 100)
    with pytest.raises(FieldErrors, match=r"comes to ¥300\.01"):
        verbs.save(database, Gift, {"key_id": grower.id, "given_on": TODAY, "what": "笔", "value": 1})
    give(grower.id, 500, approved_by="总监", reason="丧事")
    for more in ({}, {"approved_by": "总监", "reason": "节日"}):
        with pytest.raises(FieldErrors, match="Nothing of worth"):
            give(official.id, 1, **more)
    give(official.id, 0)


def test_notes_stand_where_their_level_allows(database: Database) -> None:
    with database.operation("t") as session:
        one = person(session)
        for level in ("report", "inside", "private"):
            store(session, PersonNote, {"key_id": one.id, "noted_on": TODAY, "level": level, "text": f"秘密{level}"})
        shown = [row[[c.name for c in lists.NOTES.columns].index("text")]
                 for row in lists.NOTES.rows(session, list(lists.NOTES.ids(session, Query()))).values()]
        assert "秘密private" not in shown and {"秘密report", "秘密inside", lists.HIDDEN} == set(shown)
        assert not any(search.find(session, f"秘密{level}") for level in ("report", "inside", "private"))
    report, sheet = str(director_report(database).blocks), str(person_sheet(database, one.id).blocks)
    assert [f"秘密{level}" in report for level in ("report", "inside", "private")] == [True, False, False]
    assert [f"秘密{level}" in sheet for level in ("report", "inside", "private")] == [True, True, False]


def test_about_who_refuses_nothing_more_is_written_and_today_asks_to_remove_them(database: Database) -> None:
    with database.operation("t") as session:
        one = person(session)
        with pytest.raises(FieldErrors, match="which day"):
            store(session, KeyPerson, {"consent": "refused"}, one.id)
        store(session, KeyPerson, {"consent": "refused", "consent_on": TODAY}, one.id)
        for model, values in ((PersonNote, {"noted_on": TODAY, "text": "x"}), (Touch, {"planned_on": TODAY}),
                              (Gift, {"given_on": TODAY, "what": "x", "value": 0}), (TouchPlan, {"year": 2026, "times": 1}),
                              (ExpertUse, {"held_on": TODAY})):
            with pytest.raises(Refused, match="has refused"):
                store(session, model, {"key_id": one.id, **values})
    with database.reading() as session:
        assert "who refused consent" in str([line for source in REMINDERS for line in source(session, ahead(TODAY, 7))])


def test_an_expert_is_found_by_crop_and_topic_the_best_rated_first(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        weak, good = (person(session, name, kind="expert") for name in ("例甲", "例乙"))
        for one, ratings in ((weak, "32"), (good, "54")):
            store(session, Speciality, {"key_id": one.id, "crop_id": market.crop, "topic": "密植栽培"})
            for back, rating in enumerate(ratings, 1):
                store(session, ExpertUse, {"key_id": one.id, "held_on": TODAY - timedelta(days=back), "rating": rating})
        found = experts_for(session, "密植", market.crop)
        assert [(one.person.name, one.rating) for one in found] == [("例乙", Fraction(9, 2)), ("例甲", Fraction(5, 2))]
        assert not experts_for(session, "水稻")
        with pytest.raises(FieldErrors, match="rate the expert afterwards"):
            store(session, ExpertUse, {"key_id": weak.id, "held_on": TODAY + timedelta(days=1), "rating": "5"})
        store(session, KeyPerson, {"conflict": "育种人"}, good.id)
        with pytest.raises(FieldErrors, match="育种人"):
            store(session, ExpertUse, {"key_id": good.id, "held_on": TODAY})
        store(session, ExpertUse, {"key_id": good.id, "held_on": TODAY, "conflict_said": "事先声明"})
    with using("zh_CN"):
        assert "密植栽培" in str(expert_list(database).blocks)


def test_the_manager_handles_five_to_ten_houses_in_each_prefecture(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        other = store(session,
                      Region,
                      {"name": "大庆市", "level": "prefecture", "parent_id": session.get_one(Region, market.city).parent_id})
        for n in range(11):
            person(session, f"户{n}", own=True, region_id=market.one if n % 2 else market.two)
            person(session, f"远{n}", own=n < 5, region_id=other.id, kind="coop")
        person(session, "官", own=True, kind="official", region_id=other.id)
        assert {(one.region.split()[-1], one.own, one.outside) for one in houses(session)} == {("绥化市", 11, True),
                                                                                               ("大庆市", 5, False)}
        told = [line for source in REMINDERS for line in source(session, ahead(TODAY, 7))]
        assert any("does not handle 5 to 10 houses" in str(line) and getattr(line, "count", 0) == 1 for line in told)
    with using("zh_CN"):
        assert "经理亲自负责11家（应为5–10家）" in str(director_report(database).blocks)


def test_a_promise_is_made_with_a_dealer_or_a_person(database: Database) -> None:
    with database.operation("t") as session:
        one = person(session)
        dealer = store(session, Dealer, {"name": "甲"})
    for both in ({}, {"dealer_id": dealer.id, "person_id": one.person_id}):
        with pytest.raises(FieldErrors, match="not both"):
            verbs.save(database, Promise, {"what": "送样种", **both})
    verbs.save(database, Promise, {"what": "送样种", "person_id": one.person_id, "due_on": TODAY - timedelta(days=1)})
    with using("zh_CN"):
        assert "送样种" in str(person_sheet(database, one.id).blocks)
        table = next(block for block in director_report(database).blocks if type(block).__name__ == "Table")
    assert table.rows[-1][-2:] == [1, 1]  # type: ignore[union-attr]


def test_a_crisis_is_answered_by_one_voice_and_closed_once_all_is_done(database: Database) -> None:
    made = verbs.save(database, Crisis, {"title": "缺苗", "heard_on": TODAY})
    step = verbs.save(database, CrisisStep, {"crisis_id": made.id, "what": "查出苗率", "due_on": TODAY - timedelta(days=1)})
    verbs.save(database, CrisisTold, {"crisis_id": made.id, "told_on": TODAY, "whom": "例总监"})
    with pytest.raises(FieldErrors, match="who alone speaks"):
        verbs.move(database, Crisis, [made.id], StateChange("answered"))
    verbs.save(database, Crisis, {"speaker": "例经理", "statement": "正在查"}, made.id)
    verbs.move(database, Crisis, [made.id], StateChange("answered"))
    with pytest.raises(Refused, match="查出苗率"):
        verbs.move(database, Crisis, [made.id], StateChange("closed"))
    with database.reading() as session:
        told = str([line for source in REMINDERS for line in source(session, ahead(TODAY, 7))])
        assert "Promised in a crisis: 查出苗率" in told and "crisis not closed" in told
    verbs.save(database, CrisisStep, {"done_on": TODAY}, step.id)
    with pytest.raises(FieldErrors, match="how it came out"):
        verbs.move(database, Crisis, [made.id], StateChange("closed"))
    verbs.save(database, Crisis, {"outcome": "天气"}, made.id)
    verbs.move(database, Crisis, [made.id], StateChange("closed"))
    assert verbs.get(database, Crisis, made.id).closed_on == TODAY
    with using("zh_CN"):
        text = str(crisis_file(database, made.id).blocks)
    assert all(word in text for word in ("例经理", "例总监", "查出苗率", "天气"))


def test_not_a_byte_of_a_purged_person_of_influence_stays(tmp_path: Path) -> None:
    name, secret = "欧阳要人甲", "绝密的一句话"
    with opened(tmp_path) as db:
        one = verbs.save(db, KeyPerson, {"name": name, "mobile": "13987654321", "interests": secret, "kind": "expert"})
        owned = {
            PersonNote: {"noted_on": TODAY, "level": "private", "text": secret}, Touch: {"planned_on": TODAY, "what": secret},
            Gift: {"given_on": TODAY, "what": secret, "value": 1}, TouchPlan: {"year": 2026, "times": 1, "remark": secret},
            Speciality: {"topic": secret}, ExpertUse: {"held_on": TODAY, "comment": secret}}
        for model, values in owned.items():
            verbs.save(db, model, {"key_id": one.id, **values})
        verbs.save(db, Promise, {"person_id": one.person_id, "what": secret})
        day = verbs.save(db, FieldDay, {"topic": "测产", "held_on": TODAY})
        verbs.save(db, FieldDayGuest, {"day_id": day.id, "name": name, "phone": "13987654321"})
        verbs.save(db, Lead, {"name": "例合作社", "contact": name, "phone": "13987654321", "heard_on": TODAY})
        crisis = verbs.save(db, Crisis, {"title": "缺苗", "heard_on": TODAY})
        verbs.save(db, CrisisTold, {"crisis_id": crisis.id, "told_on": TODAY, "whom": name})
        found = look(db, "person", one.person_id or 0)
        assert {"keyperson", "personnote", "touch", "gift", "touchplan", "speciality", "expertuse",
                "promise"} <= set(found.rows)
        assert {table for table, _column, _number in found.loose} == {"fielddayguest", "lead", "crisistold"}
        purge(db, "person", one.person_id or 0, name, backups=True)
        everything = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
        for text in (name, secret, "13987654321"):
            assert text.encode() not in everything, text
        assert "例合作社".encode() in everything, "the lead stays, without naming them"
        with db.reading() as session:
            for table in ("keyperson", "personnote", "gift", "touch", "promise"):
                assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_whoever_stands_in_a_table_of_people_can_be_reached_from_the_person() -> None:
    """A new table with somebody's name that is neither owned nor linked would outlive a purge."""
    for table in ("keyperson", "lead", "crisistold", "fielddayguest", "mediarun", "promise"):
        assert any(link.target == "person" for link in kinds()[table].links), table
    for table in ("personnote", "gift", "touch", "touchplan", "speciality", "expertuse"):
        assert any(link.target == "keyperson" and link.owned for link in kinds()[table].links), table
    assert Membership.LENDER is not None
