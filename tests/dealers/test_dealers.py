"""The dealer file: codes, states, duplicates, territories, visits, promises, and what falls due."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core import history, verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.core.listing import Listing, Query
from desktop.core.moves import StateChange, moves_of
from desktop.core.records import doubtful
from desktop.core.recycling import deleted
from desktop.core.reminders import Agenda, Reminder
from desktop.core.reminders import due as heard
from desktop.dealers import actions, lists
from desktop.dealers.imports import DEALERS
from desktop.dealers.model import Dealer, Licence, Territory
from desktop.dealers.reminders import REMINDERS
from desktop.dealers.similar import bare_name, last_eight
from desktop.dealers.visit_model import Promise, Visit, visit_doubts
from desktop.people.model import Membership
from desktop.regions.model import Region

TODAY = date.today()


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


def make(db: Database, name: str = "庆安县丰收种业有限公司", **values: object) -> Dealer:
    return verbs.save(db, Dealer, {"name": name, "state": "active", **values})


def shown(db: Database, listing: Listing, preset: str) -> int:
    with db.reading() as session:
        return len(listing.ids(session, Query(conditions=listing.preset(preset).conditions())))


# -- dealers ----------------------------------------------------------------------------------------------------------


def test_a_new_dealer_gets_the_next_code_of_the_year(database: Database) -> None:
    codes = [make(database, f"甲{n}").code for n in range(3)]
    assert codes == [f"D-{TODAY.year}-A{n:03d}" for n in (1, 2, 3)]


def test_a_code_that_is_typed_stays(database: Database) -> None:
    assert make(database, code="QA-7").code == "QA-7"


def test_every_move_between_states_is_kept_with_day_and_reason(database: Database) -> None:
    dealer = make(database, state="prospect")
    verbs.move(database, Dealer, [dealer.id], StateChange("active", days(-3), reason="contract signed"))
    with database.reading() as session:
        moves = moves_of(session, dealer)
    assert [(m.before, m.after, m.reason) for m in moves] == [("", "prospect", ""), ("prospect", "active", "contract signed")]
    assert verbs.get(database, Dealer, dealer.id).state_since == days(-3)


def test_a_move_that_is_not_customary_is_refused_and_says_what_is(database: Database) -> None:
    dealer = make(database, state="prospect")
    with pytest.raises(Refused, match="Allowed now: Under review, Active dealer, Ended"):
        verbs.move(database, Dealer, [dealer.id], StateChange("hold"))


def test_a_move_of_many_is_one_undo(database: Database) -> None:
    ids = [make(database, f"甲{n}").id for n in range(3)]
    verbs.move(database, Dealer, ids, StateChange("hold", reason="unpaid"))
    database.undo()
    assert {verbs.get(database, Dealer, i).state for i in ids} == {"active"}


@pytest.mark.parametrize("other", ["庆安县丰收种业", "丰收种业 有限责任公司（庆安县）",
                                   "庆安县丰收种业有限公司(总店)", "庆安县 丰收种业"])
def test_names_are_compared_without_trimmings(other: str) -> None:
    assert bare_name("庆安县丰收种业有限公司") == "庆安县丰收种业"
    assert bare_name(other) in ("庆安县丰收种业", "丰收种业")


def test_short_names_keep_their_suffix() -> None:
    assert bare_name("公司") == "公司"
    assert last_eight("0455-4321 888") == "54321888"
    assert last_eight("1234") == ""


def test_a_dealer_that_is_already_there_is_noticed_by_name_code_or_telephone(database: Database) -> None:
    known = make(database, credit_code="91440300708461136T", phone="0455-4321888")
    verbs.save(database, Membership, {"dealer_id": known.id, "name": "王建国", "mobile": "138 0455 1000"})
    with database.reading() as session:
        for values in ({"name": "庆安县丰收种业（总店）"}, {"credit_code": "9144 0300 7084 61136t"},
                       {"phone": "(0455)4321888"}, {"phone": "13804551000"}):
            assert [h.id for h in actions.similar_dealers(session, values, None)] == [known.id], values
        assert not actions.similar_dealers(session, {"name": "庆安县丰收种业"}, known.id)
        assert not actions.similar_dealers(session, {"name": "望奎县双河种业"}, None)


def test_a_doubtful_credit_code_is_a_hint_and_does_not_stop_saving(database: Database) -> None:
    assert set(doubtful(Dealer, {"credit_code": "91440300708461136X", "name": "甲"})) == {"credit_code"}
    assert not doubtful(Dealer, {"credit_code": ""})
    assert make(database, credit_code="91440300708461136x").credit_code == "91440300708461136X"


def test_an_import_remarks_a_doubtful_credit_code_and_takes_the_dealer(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "dealers.csv"
    file.write_text("经销商名称,信用代码\n甲,123\n乙,91440300708461136T\n", encoding="utf-8")
    source = read_source(file)
    with database.reading() as session:
        plan = make_plan(session, DEALERS, source.table, guess_columns(session, DEALERS, source.table))
    assert [(issue.row, issue.column, issue.text, issue.warning) for issue in plan.issues] == [
        (2, "信用代码", "A social credit code has 18 characters; this one has 3.", True)]
    assert apply(database, DEALERS, source, plan).run.imported == 2


def test_a_dealer_with_visits_is_not_deleted_by_mistake(database: Database) -> None:
    dealer = make(database)
    actions.plan_visits(database, [dealer.id], TODAY)
    with pytest.raises(Refused, match="cannot be deleted"):
        verbs.delete(database, Dealer, [dealer.id])


def test_merging_two_dealers_keeps_visits_contacts_and_papers(database: Database) -> None:
    keep, lose = make(database), make(database, "丰收种业")
    verbs.save(database, Membership, {"dealer_id": lose.id, "name": "王建国"})
    actions.plan_visits(database, [lose.id], TODAY)
    verbs.merge(database, Dealer, keep.id, [lose.id], {})
    with database.reading() as session:
        assert history.recent(session, 1)[0].label == f"Dealer merged: 丰收种业 → {keep.name}", "who became whom"
    assert [c.name for c in verbs.owned(database, Membership, "dealer_id", keep.id)] == ["王建国"]
    assert len(verbs.owned(database, Visit, "dealer_id", keep.id)) == 1


def test_a_deleted_visit_names_its_dealer_in_the_recycle_bin(database: Database) -> None:
    dealer = make(database)
    visit = actions.plan_visits(database, [dealer.id], TODAY)[0]
    verbs.delete(database, Visit, [visit])
    promise = verbs.save(database, Promise, {"dealer_id": dealer.id, "what": "展板"})
    verbs.delete(database, Promise, [promise.id])
    with database.reading() as session:
        labels = {d.table: d.label for d in deleted(session)}
    assert labels["visit"].endswith(f" · {dealer.name}") and labels["promise"] == f"展板 · {dealer.name}"


# -- territories ------------------------------------------------------------------------------------------------------


@pytest.fixture
def places(database: Database) -> dict[str, int]:
    province = verbs.save(database, Region, {"name": "黑龙江省", "level": "province"}).id
    county = verbs.save(database, Region, {"name": "庆安县", "level": "county", "parent_id": province}).id
    town = verbs.save(database, Region, {"name": "久胜镇", "level": "township", "parent_id": county}).id
    other = verbs.save(database, Region, {"name": "望奎县", "level": "county", "parent_id": province}).id
    return {"county": county, "town": town, "other": other}


@pytest.mark.parametrize(("changes", "meets"), [
    ({"varieties": "龙单86"}, True), ({}, True), ({"varieties": "先玉335，德美亚1号"}, True),
    ({"varieties": "先玉335;龙单8"}, True), ({"varieties": '“"龙单86\\'}, False),
    ({"varieties": "龙单8"}, False), ({"varieties": "德美亚1号"}, False),
    ({"starts_on": 400}, False), ({"region_id": "other"}, False), ({"dealer_id": "first"}, False)])
def test_an_exclusive_right_is_noticed_above_and_below_its_place(
    database: Database, places: dict[str, int], changes: dict[str, Any], meets: bool
) -> None:
    first, second = make(database), make(database, "双河")
    verbs.save(database, Territory, {"dealer_id": first.id, "region_id": places["county"], "varieties": "龙单86、先玉335",
                                     "is_exclusive": True, "starts_on": days(0), "ends_on": days(365)})
    known = {"other": places["other"], "first": first.id, 400: days(400)}
    right = verbs.save(database, Territory, {"dealer_id": second.id, "region_id": places["town"], "starts_on": days(100),
                                             **{name: known.get(value, value) for name, value in changes.items()}})
    with database.reading() as session:
        ((_key, (rival,)),) = [line for line in lists.TERRITORIES.lines(session, Query(), ("rival",)) if line[0] == right.id]
    assert bool(rival) is meets, rival


# -- visits and promises ----------------------------------------------------------------------------------------------


def test_a_visit_that_was_made_plans_the_next_one_once(database: Database) -> None:
    dealer = make(database)
    visit = verbs.save(database, Visit, {"dealer_id": dealer.id, "state": "done", "visited_on": TODAY, "next_on": days(20)})
    verbs.save(database, Visit, {"people": "王建国"}, visit.id)
    planned = [v for v in verbs.owned(database, Visit, "dealer_id", dealer.id) if v.state == "planned"]
    assert [v.planned_on for v in planned] == [days(20)]


def test_a_next_visit_named_anew_moves_the_one_that_was_planned(database: Database) -> None:
    dealer = make(database)
    values = {"dealer_id": dealer.id, "state": "done", "visited_on": TODAY, "next_on": days(20)}
    visit = verbs.save(database, Visit, values)
    [planned] = [v for v in verbs.owned(database, Visit, "dealer_id", dealer.id) if v.state == "planned"]
    verbs.save(database, Visit, {"next_on": days(30)}, visit.id)
    standing = [(v.id, v.planned_on) for v in verbs.owned(database, Visit, "dealer_id", dealer.id) if v.state == "planned"]
    assert standing == [(planned.id, days(30))]
    assert database.undo() and verbs.get(database, Visit, planned.id).planned_on == days(20)


def planned_for(database: Database, dealer: int) -> list[date]:
    return sorted(v.planned_on for v in verbs.owned(database, Visit, "dealer_id", dealer)
                  if v.state == "planned" and v.planned_on)


def newest(database: Database) -> str:
    with database.reading() as session:
        return history.recent(session, 1)[0].label


def done(database: Database, dealer: int, on: date, next_on: date) -> Visit:
    return verbs.save(database, Visit, {"dealer_id": dealer, "state": "done", "visited_on": on, "next_on": next_on})


def test_a_later_visit_moves_the_one_planned_by_an_earlier_and_says_so(database: Database) -> None:
    dealer = make(database).id
    done(database, dealer, days(-5), days(20))
    done(database, dealer, TODAY, days(23))
    assert planned_for(database, dealer) == [days(23)]
    assert newest(database).endswith(f"The planned visit moves from {days(20)} to {days(23)}.")
    done(database, dealer, days(-3), days(40))  # written down only now: what was said later stands
    assert planned_for(database, dealer) == [days(23)]
    assert f"stays planned for {days(23)}, as was agreed on {TODAY}" in newest(database)


def test_a_visit_planned_by_hand_stays_and_is_named_where_it_is_near(database: Database) -> None:
    dealer = make(database).id
    actions.plan_visits(database, [dealer], days(18))
    done(database, dealer, TODAY, days(20))
    assert planned_for(database, dealer) == [days(18), days(20)]
    assert f"Another visit is planned for {days(18)}" in newest(database)
    other = make(database, "远处").id
    actions.plan_visits(database, [other], days(90))
    done(database, other, TODAY, days(20))
    assert planned_for(database, other) == [days(20), days(90)] and "Another" not in newest(database)


def test_the_form_says_before_it_is_saved_what_becomes_of_a_planned_visit(database: Database) -> None:
    dealer = make(database).id
    first = done(database, dealer, days(-5), days(20))
    values = {"dealer_id": dealer, "state": "done", "visited_on": TODAY, "next_on": days(23)}
    with database.reading() as session:
        assert visit_doubts(session, values, None) == {
            "next_on": f"The planned visit moves from {days(20)} to {days(23)}."}
        assert visit_doubts(session, {**values, "next_on": days(20)}, None) == {}
        assert visit_doubts(session, {**values, "next_on": days(25)}, first.id) == {}, "its own goes with it"
        assert visit_doubts(session, {**values, "next_on": None}, None) == {}
    assert planned_for(database, dealer) == [days(20)], "nothing was stored"


def test_visits_from_a_file_make_one_planned_visit_a_dealer(database: Database) -> None:
    dealer = make(database).id
    with database.operation("file") as session:
        verbs.insert_many(session, Visit, [
            {"dealer_id": dealer, "state": "done", "visited_on": days(-n), "next_on": days(30 - n)} for n in range(5)])
    assert planned_for(database, dealer) == [days(30)]


def test_a_next_visit_that_was_taken_back_is_not_planned_again_by_another_change(database: Database) -> None:
    dealer = make(database)
    visit = verbs.save(database, Visit, {"dealer_id": dealer.id, "state": "done", "visited_on": TODAY, "next_on": days(20)})
    [planned] = [v for v in verbs.owned(database, Visit, "dealer_id", dealer.id) if v.state == "planned"]
    verbs.delete(database, Visit, [planned.id])
    verbs.save(database, Visit, {"people": "王建国"}, visit.id)
    assert [v.id for v in verbs.owned(database, Visit, "dealer_id", dealer.id)] == [visit.id]


def test_a_planned_visit_with_a_real_day_is_done(database: Database) -> None:
    dealer = make(database)
    [number] = actions.plan_visits(database, [dealer.id], TODAY)
    assert verbs.save(database, Visit, {"visited_on": TODAY, "state": "planned"}, number).state == "done"


def test_a_visit_cannot_be_done_tomorrow(database: Database) -> None:
    with pytest.raises(FieldErrors, match="has not come yet"):
        verbs.save(database, Visit, {"dealer_id": make(database).id, "state": "done", "visited_on": days(1)})


def test_who_has_a_visit_planned_that_day_is_left_out(database: Database) -> None:
    ids = [make(database, f"甲{n}").id for n in range(3)]
    actions.plan_visits(database, ids[:1], days(2))
    assert len(actions.plan_visits(database, ids, days(2))) == 2


def test_promises_are_settled_together_and_opened_again(database: Database) -> None:
    dealer = make(database)
    ids = [verbs.save(database, Promise, {"dealer_id": dealer.id, "what": f"袋 {n}"}).id for n in range(2)]
    actions.settle_promises(database, ids, "kept")
    assert {verbs.get(database, Promise, i).settled_on for i in ids} == {TODAY}
    actions.settle_promises(database, ids, "open")
    assert verbs.get(database, Promise, ids[0]).settled_on is None


# -- what falls due ---------------------------------------------------------------------------------------------------


@pytest.fixture
def due(database: Database) -> Dealer:
    dealer = make(database, since=days(-400))
    quiet = make(database, "双河")
    ended = make(database, "旧店", state="ended")
    verbs.save(database, Visit, {"dealer_id": dealer.id, "state": "done", "visited_on": days(-59)})
    verbs.save(database, Visit, {"dealer_id": quiet.id, "state": "done", "visited_on": days(-60)})
    for owner, expires in ((dealer, -1), (dealer, 0), (dealer, 30), (dealer, 31), (ended, -5)):
        verbs.save(database, Licence, {"dealer_id": owner.id, "expires_on": days(expires)})
    verbs.save(database, Licence, {"dealer_id": dealer.id, "expires_on": days(-9), "replaced": True})
    for day in (-1, 0, 5):
        verbs.save(database, Promise, {"dealer_id": dealer.id, "what": f"day {day}", "due_on": days(day)})
    actions.plan_visits(database, [dealer.id], days(-8))
    return dealer


def test_lists_show_what_is_due_and_late(database: Database, due: Dealer) -> None:
    assert shown(database, lists.LICENCES, "expired") == 1
    assert shown(database, lists.LICENCES, "expiring") == 2
    assert shown(database, lists.PROMISES, "overdue") == 1
    assert shown(database, lists.PROMISES, "due") == 2
    assert shown(database, lists.DEALERS, "quiet") == 1
    assert shown(database, lists.VISITS, "overdue") == 1


def test_every_number_on_today_is_the_length_of_the_list_it_opens(database: Database, due: Dealer) -> None:
    with database.reading() as session:
        tiles = [t for t in heard(REMINDERS, session, TODAY, 30) if isinstance(t, Reminder)]
    known = {listing.name: listing for listing in (lists.DEALERS, lists.VISITS, lists.PROMISES, lists.LICENCES)}
    assert {t.preset: t.count for t in tiles}["expiring"] == 2
    for tile in tiles:
        assert tile.count == shown(database, known[tile.listing], tile.preset)


def test_the_days_ahead_name_promises_visits_and_papers(database: Database, due: Dealer) -> None:
    actions.plan_visits(database, [due.id], days(3))
    with database.reading() as session:
        lines = [a for a in heard(REMINDERS, session, TODAY, 30) if isinstance(a, Agenda)]
    assert {(a.on, a.table) for a in lines} == {(TODAY, "promise"), (days(5), "promise"), (days(3), "visit"),
                                                (days(-1), "promise"), (days(-8), "visit"), (TODAY, "licence"),
                                                (days(30), "licence")}


def test_columns_show_the_main_contact_the_last_visit_and_open_promises(database: Database, due: Dealer) -> None:
    for name, main in (("李", False), ("王建国", True)):
        verbs.save(database, Membership, {"dealer_id": due.id, "name": name, "is_primary": main, "mobile": "1"})
    with database.reading() as session:
        row = lists.DEALERS.rows(session, [due.id])[due.id]
    cells = dict(zip((c.name for c in lists.DEALERS.columns), row, strict=True))
    assert (cells["contact"], cells["last_visit"], cells["open_promises"]) == ("王建国", days(-59), 3)


def test_the_list_of_territories_names_the_rival(database: Database, places: dict[str, int]) -> None:
    first, second = make(database, "甲"), make(database, "乙")
    wide = verbs.save(database, Territory, {"dealer_id": first.id, "region_id": places["county"], "is_exclusive": True})
    narrow = verbs.save(database, Territory, {"dealer_id": second.id, "region_id": places["town"], "varieties": "龙单86"})
    apart = verbs.save(database, Territory, {"dealer_id": second.id, "region_id": places["other"]})
    place = [c.name for c in lists.TERRITORIES.columns].index("rival")
    with database.reading() as session:
        rows = lists.TERRITORIES.rows(session, [wide.id, narrow.id, apart.id])
    assert [rows[t.id][place] for t in (wide, narrow, apart)] == ["乙", "甲", None]


def test_pills_say_which_papers_and_promises_are_late(database: Database, due: Dealer) -> None:
    found = {}
    for listing, name in ((lists.LICENCES, "validity"), (lists.PROMISES, "timing")):
        place = [c.name for c in listing.columns].index(name)
        with database.reading() as session:
            rows = listing.rows(session, listing.ids(session, Query(fixed=(("dealer_id", due.id),))))
        found[name] = sorted(str(row[place]) for row in rows.values())
    assert found["validity"] == ["expired", "replaced", "soon", "soon", "valid"]
    assert found["timing"] == ["ahead", "overdue", "today"]


@pytest.mark.parametrize(("born", "today", "kept"), [
    (date(1980, 11, 25), date(2026, 11, 23), date(2026, 11, 25)), (date(1980, 1, 2), date(2026, 12, 30), date(2027, 1, 2)),
    (date(1980, 2, 29), date(2027, 2, 27), date(2027, 3, 1)), (date(1980, 2, 29), date(2028, 2, 27), date(2028, 2, 29)),
    (date(1980, 12, 1), date(2026, 11, 23), None),
])
def test_birthdays_of_the_coming_week_stand_among_the_days_ahead(database: Database, born: date, today: date,
                                                                 kept: date | None) -> None:
    verbs.save(database, Membership, {"dealer_id": make(database).id, "name": "王建国", "birthday": born})
    with database.reading() as session:
        days_kept = [a.on for a in heard(REMINDERS, session, today, 30) if isinstance(a, Agenda)]
    assert days_kept == ([kept] if kept else [])
