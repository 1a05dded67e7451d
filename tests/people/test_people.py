"""One person, one row: contacts are people with a membership, and whoever is written somewhere is a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.core import history, i18n, rules, verbs
from desktop.core.check import check
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.importing import Source, apply, guess_columns, make_plan
from desktop.core.kinds import kinds, model_of
from desktop.core.listing import Query
from desktop.core.records import column_of, columns_of, living
from desktop.core.recycling import deleted
from desktop.core.tables import Table
from desktop.dealers.imports import CONTACTS
from desktop.dealers.model import Dealer, Outlet
from desktop.dealers.visit_model import Promise
from desktop.people import actions
from desktop.people.lists import MEMBERSHIPS, PEOPLE
from desktop.people.model import Membership, Person
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.service.handout_model import HandedOut, Handout
from desktop.training.model import Participant, TrainingEvent
from desktop.trials.model import Site
from tests.core.store import MANAGER

DAY = date(2026, 5, 1)
PEOPLE_QUERY = Query()


@pytest.fixture
def dealer(database: Database) -> Dealer:
    return verbs.save(database, Dealer, {"name": "甲"})


def people(database: Database) -> dict[int, Person]:
    with database.reading() as session:
        return {p.id: p for p in session.exec(living(Person)) if p.name != MANAGER}


def contact(database: Database, dealer: Dealer, **values: Any) -> Membership:
    return verbs.save(database, Membership, {"dealer_id": dealer.id, "name": "王秀兰", "mobile": "138 0451 0001", **values})


def case(database: Database, record_id: int | None = None, **values: Any) -> FarmerCase:
    return verbs.save(database, FarmerCase, {"reported_on": DAY, **values}, record_id)


def test_a_contact_is_a_person_and_a_membership_saved_changed_and_undone_as_one(database: Database, dealer: Dealer) -> None:
    made = contact(database, dealer, position="manager", birthday=date(1980, 2, 3))
    [person] = people(database).values()
    assert (made.name, made.mobile, made.person_id) == (person.name, person.mobile, person.id)
    changed = verbs.save(database, Membership, {"name": "王秀芝", "position": "owner"}, made.id)
    assert (changed.name, changed.position, changed.mobile) == ("王秀芝", "owner", "138 0451 0001")
    with database.reading() as session:
        newest = history.of_record(session, "membership", made.id)[0]
    assert newest.fields == {"name": ("王秀兰", "王秀芝"), "position": ("manager", "owner")}
    database.undo()
    again = verbs.get(database, Membership, made.id)
    assert (again.name, again.position) == ("王秀兰", "manager")
    with pytest.raises(FieldErrors, match="Person's name"):
        verbs.save(database, Membership, {"name": " "}, made.id)


def test_the_same_name_and_number_is_the_same_person_at_two_dealers(database: Database, dealer: Dealer) -> None:
    other = verbs.save(database, Dealer, {"name": "乙"})
    first, second = contact(database, dealer), contact(database, other, mobile="+86-13804510001", wechat="w")
    assert first.person_id == second.person_id and len(people(database)) == 1
    assert people(database)[first.person_id or 0].wechat == "w"
    third = contact(database, other, mobile="13900000000")
    fourth = contact(database, other, mobile="")
    assert len({first.person_id, third.person_id, fourth.person_id}) == 3


def test_a_person_goes_with_the_last_contact_and_stays_where_others_name_them(database: Database, dealer: Dealer) -> None:
    made = contact(database, dealer)
    verbs.delete(database, Membership, [made.id])
    assert not people(database)
    with database.reading() as session:
        assert {d.table for d in deleted(session)} == {"membership", "person"}
    verbs.restore(database, "membership", made.id)
    assert verbs.get(database, Membership, made.id).name == "王秀兰" and made.person_id in people(database)
    case(database, farmer="王秀兰", phone="13804510001")
    verbs.delete(database, Membership, [m.id for m in members(database)])
    assert list(people(database)) == [made.person_id]
    with pytest.raises(Refused):
        verbs.delete(database, Person, [made.person_id or 0])


def members(database: Database) -> list[Membership]:
    with database.reading() as session:
        return [m for m in session.exec(living(Membership)) if m.role != "staff"]


def test_a_dealer_goes_and_comes_back_with_its_contacts(database: Database, dealer: Dealer) -> None:
    contact(database, dealer)
    verbs.delete(database, Dealer, [dealer.id])
    assert not people(database) and not members(database)
    database.undo()
    assert [m.name for m in members(database)] == ["王秀兰"] and [f.level for f in check(database)] == ["ok"]


def test_bulk_edit_reaches_the_fields_of_the_person(database: Database, dealer: Dealer) -> None:
    ids = [contact(database, dealer, name=name).id for name in "甲乙"]
    verbs.change_many(database, Membership, ids, {"remarks": "同乡", "position": "sales"})
    assert {(m.position, people(database)[m.person_id or 0].remarks) for m in members(database)} == {("sales", "同乡")}


def test_contacts_come_in_from_a_table_and_go_out_as_they_came(database: Database, dealer: Dealer) -> None:
    def take(rows: list[list[str]]) -> None:
        table = Table(("经销商", "姓名", "手机", "生日"), [tuple(row) for row in rows], list(range(2, len(rows) + 2)), "t")
        with database.reading() as session:
            plan = make_plan(session, CONTACTS, table, guess_columns(session, CONTACTS, table))
        assert plan.good == len(rows), plan.issues
        apply(database, CONTACTS, Source(Path("f"), "", table), plan)

    verbs.save(database, Dealer, {"code": "甲"}, dealer.id)
    verbs.save(database, Dealer, {"name": "乙", "code": "乙"})
    take([["甲", "王秀兰", "13804510001", "1980-02-03"], ["乙", "王秀兰", "13804510001", ""], ["甲", "李", "", ""]])
    assert len(people(database)) == 2 and len(members(database)) == 3
    take([["甲", "王秀芝", "13804510001", ""]])
    assert sorted(p.name for p in people(database).values()) == ["李", "王秀芝"] and len(members(database)) == 3
    with database.reading() as session:
        sheet = CONTACTS.export(session)
        assert sheet is not None
        names = [str(heading) for heading in sheet.header]
        found = [dict(zip(names, row, strict=True)) for row in sheet.rows]
    assert {(r["Dealer"], r["Person's name"], r["Mobile"]) for r in found} == {
        ("甲", "王秀芝", "13804510001"), ("乙", "王秀芝", "13804510001"), ("甲", "李", None)}


def test_whoever_is_written_on_a_record_is_a_person_found_or_made(database: Database, dealer: Dealer) -> None:
    known = contact(database, dealer)
    event = verbs.save(database, TrainingEvent, {"topic": "t", "held_on": DAY})
    handout = verbs.save(database, Handout, {"title": "h"})
    written = {"name": "王秀兰", "phone": "13804510001"}
    rows = [verbs.save(database, Participant, {"event_id": event.id, **written}),
            case(database, farmer="王秀兰", phone="138-0451-0001"),
            verbs.save(database, Complaint, {"received_on": DAY, "complainant": "王秀兰", "phone": "13804510001",
                                             "description": "d"}),
            verbs.save(database, Site, {"name": "s", "farmer": "王秀兰", "contact": "13804510001"}),
            verbs.save(database, Outlet, {"dealer_id": dealer.id, "name": "o", "keeper": "王秀兰", "phone": "13804510001"})]
    assert {row.person_id for row in rows} == {known.person_id}
    received = [verbs.save(database, HandedOut, {"handout_id": handout.id, "given_on": DAY, "whom": whom}).person_id
                for whom in ("王秀兰", "赵村村民")]
    assert received == [known.person_id, None]
    assert case(database, farmer="", phone="13804510001").person_id is None
    assert rows[1].phone == "138-0451-0001", "what was written that day stays"
    assert {(p.kind, p.table) for p in actions.parts_of(database, known.person_id or 0)} == {
        ("Participant", "participant"), ("Case", "farmercase"), ("Complaint", "complaint"), ("Site", "site"),
        ("Outlet", "outlet"), ("Distribution record", "handedout")}
    assert sorted(m.role for m in members(database)) == ["contact", "farmer"]


def test_a_slip_of_the_pen_is_put_right_and_nobody_is_left_over(database: Database) -> None:
    first = case(database, farmer="王秀", phone="13804510001")
    fixed = case(database, first.id, farmer="王秀兰")
    assert fixed.person_id == first.person_id and [p.name for p in people(database).values()] == ["王秀兰"]
    second = case(database, farmer="王秀兰", phone="13804510001")
    other = case(database, second.id, farmer="王秀英")
    assert other.person_id != first.person_id and people(database)[first.person_id or 0].name == "王秀兰"


def test_somebody_else_written_on_the_only_record_of_a_person_leaves_that_person_as_they_are(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "t", "held_on": DAY})
    farmer = verbs.save(database, Participant, {"event_id": event.id, "name": "王秀兰", "phone": "13804510001"})
    changed = verbs.save(database, Participant, {"name": "李", "phone": "13804510002"}, farmer.id)
    assert changed.person_id != farmer.person_id and people(database)[farmer.person_id or 0].name == "王秀兰"
    own = verbs.save(database, Membership, {"name": "周农艺", "mobile": "13804510003", "role": "staff"})
    known = verbs.save(database, Person, {"name": "赵", "mobile": "13804510004", "birthday": DAY})
    for person, name, phone in ((own.person_id, "周农艺", "13804510003"), (known.id, "赵", "13804510004")):
        written = verbs.save(database, Participant, {"event_id": event.id, "name": name, "phone": phone})
        assert written.person_id == person
        assert verbs.save(database, Participant, {"name": "钱"}, written.id).person_id != person
        assert people(database)[person or 0].name == name


def test_a_person_who_is_named_by_many_rows_at_once_is_that_person(database: Database) -> None:
    known = verbs.save(database, Person, {"name": "赵", "mobile": "13804510004", "birthday": DAY})
    with database.operation("many") as session:
        verbs.insert_many(session, Membership, [
            {"person_id": known.id, "name": "赵大", "mobile": "", "role": "trainer"},
            {"person_id": None, "name": "钱", "mobile": "13804510005", "role": "trainer"}])
    assert {(m.name, m.mobile, m.person_id == known.id) for m in members(database)} == {
        ("赵大", "13804510004", True), ("钱", "13804510005", False)}
    assert people(database)[known.id].birthday == DAY


def test_a_person_who_was_chosen_stays_chosen(database: Database, dealer: Dealer) -> None:
    known, event = contact(database, dealer), verbs.save(database, TrainingEvent, {"topic": "t", "held_on": DAY})
    made = verbs.save(database, Participant, {"event_id": event.id, "name": "王姐", "person_id": known.person_id})
    assert made.person_id == known.person_id and made.name == "王姐"
    assert verbs.save(database, Participant, {"attendance": "attended"}, made.id).person_id == known.person_id


def test_many_rows_at_once_get_their_people_too(database: Database) -> None:
    event = verbs.save(database, TrainingEvent, {"topic": "t", "held_on": DAY})
    with database.operation("many") as session:
        verbs.insert_many(session, Participant, [
            {"event_id": event.id, "name": name, "phone": phone} for name, phone in (
                ("王秀兰", "13804510001"), ("王秀兰", "138 0451 0001"), ("李", ""), ("", ""))])
    rows = verbs.owned(database, Participant, "event_id", event.id)
    assert [row.person_id is None for row in rows] == [False, False, False, True]
    assert rows[0].person_id == rows[1].person_id != rows[2].person_id


def test_undo_redo_and_restore_store_what_was_and_run_no_rule(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    made = case(database, farmer="王秀兰", phone="13804510001")
    case(database, made.id, farmer="王秀英")
    verbs.delete(database, FarmerCase, [made.id])

    def fail(*_args: object) -> None:
        raise AssertionError("a rule ran")

    for hook in rules.HOOKS:
        monkeypatch.setattr(FarmerCase, hook, fail)
    with pytest.raises(AssertionError, match="a rule ran"):
        case(database, farmer="李")
    for step, farmer in ((database.undo, "王秀英"), (database.undo, "王秀兰"), (database.redo, "王秀英")):
        step()
        found = verbs.get(database, FarmerCase, made.id)
        assert (found.farmer, found.is_deleted, people(database)[found.person_id or 0].name) == (farmer, False, farmer)
    database.redo()
    assert verbs.get(database, FarmerCase, made.id).is_deleted
    verbs.restore(database, "farmercase", made.id)
    assert verbs.get(database, FarmerCase, made.id).farmer == "王秀英"


def test_the_list_of_people_tells_roles_and_places(database: Database, dealer: Dealer) -> None:
    contact(database, dealer)
    case(database, farmer="王秀兰", phone="13804510001", place="赵村")
    with database.reading() as session:
        [number] = set(PEOPLE.ids(session, PEOPLE_QUERY)) & set(people(database))
        row = dict(zip([c.name for c in PEOPLE.columns], PEOPLE.rows(session, [number])[number], strict=True))
        assert (row["role"], set(row["places"].split(",")), row["is_farmer"], row["is_staff"]) == (
            "contact", {"甲", "赵村"}, True, False)
        roles = [MEMBERSHIPS.rows(session, [i])[i][:2] for i in MEMBERSHIPS.ids(session, PEOPLE_QUERY)]
        assert sorted(roles) == [("contact", "甲"), ("farmer", "赵村"), ("staff", None)]
    found = actions.similar_people
    with database.reading() as session:
        assert [hit.title for hit in found(session, {"name": "别人", "mobile": "0451-04510001"}, None)] == ["王秀兰"]
        assert found(session, {"name": "王秀兰"}, number) == []


def test_a_person_is_called_a_person_in_chinese_and_who_promised_the_one_who_promised() -> None:
    """One word of English that meant both put the promiser's title over complainants, farmers and the people themselves."""
    with i18n.using("zh_CN"):
        titles = {i18n._(c.info["title"]) for kind in kinds() for c in columns_of(model_of(kind)) if c.name == "person_id"}
        assert titles == {"人员", "出差人", "汇报人", "被考核人", "跟进人"}  # who travels, reports and is judged is said so
        assert i18n._(Person.NAME) == "人员"
        assert i18n._(column_of(Promise, "person").info["title"]) == "承诺人"
