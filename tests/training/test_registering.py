"""People put on the list of a training: as they were written at the door, and from those who are known."""

from __future__ import annotations

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.listing import Query
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person
from desktop.training import lists
from desktop.training.model import Participant
from desktop.training.registering import Written, add_people, add_walk_ins, read_lines
from tests.training.conftest import Course, Joined


def listed(database: Database, event: int) -> list[Participant]:
    return verbs.owned(database, Participant, "event_id", event)


@pytest.mark.parametrize(("line", "written"), [
    ("王建国 13804551234 平安镇例村", Written("王建国", "13804551234", "平安镇例村")),
    ("3. 王建国，平安镇 例村，138-0455-1234", Written("王建国", "138-0455-1234", "平安镇 例村")),
    ("王建国\t13804551234", Written("王建国", "13804551234")), ("12、李秀英", Written("李秀英"))])
def test_a_line_is_read_as_it_is_written(line: str, written: Written) -> None:
    assert read_lines(f"\n{line}\n  \n") == [written]


def test_walk_ins_are_added_and_marked_and_who_is_known_is_only_marked(database: Database, course: Course) -> None:
    found = add_walk_ins(database, course.event, course.together, "王一\n赵四 13804550004 例村\n钱五 13804550004")
    assert (found.added, found.known, found.same_phone) == (["赵四", "钱五"], ["王一"], [("钱五", "赵四")])
    assert found.said() == "2 people added · on the list already: 王一 · 钱五 has the telephone of 赵四"
    people = {p.name: p for p in listed(database, course.event)}
    assert len(people) == 5
    assert [people[name].attendance for name in ("王一", "赵四", "李二")] == ["attended", "attended", "registered"]
    assert (people["赵四"].kind, people["赵四"].organisation) == ("farmer", "例村")
    database.undo()
    assert len(listed(database, course.event)) == 3


def test_a_telephone_that_cannot_be_one_is_told_of_a_walk_in(database: Database, course: Course) -> None:
    found = add_walk_ins(database, course.event, course.first, "赵四 1380455000 例村\n钱五 13804550004")
    assert found.said() == "2 people added · 赵四: A mobile number has 11 digits; this one has 10."


def test_a_person_is_one_record_however_often_he_came(database: Database, course: Course) -> None:
    for _time in range(2):
        add_walk_ins(database, course.event, course.first, "赵四 13804550004")
    assert [p.name for p in listed(database, course.event)].count("赵四") == 1
    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM person WHERE name = '赵四'").scalar() == 1


def test_people_who_are_known_come_with_firm_and_kind_once(database: Database, course: Course) -> None:
    firm = verbs.save(database, Dealer, {"name": "丰收种业"})
    contact = verbs.save(database, Membership, {"dealer_id": firm.id, "name": "周六", "mobile": "13804550006"})
    seller = verbs.save(database, Membership, {"role": "staff", "position": "sales", "name": "吴七", "mobile": "13804550007"})
    stranger = verbs.save(database, Person, {"name": "郑八"})
    ids = [contact.person_id or 0, seller.person_id or 0, stranger.id]
    assert add_people(database, course.event, ids).added == ["周六", "吴七", "郑八"]
    assert add_people(database, course.event, ids).known == ["周六", "吴七", "郑八"]
    people = {p.name: p for p in listed(database, course.event)}
    assert [(people[n].kind, people[n].organisation) for n in ("周六", "吴七", "郑八")] == [
        ("dealer", "丰收种业"), ("sales", ""), ("other", "")]
    assert people["周六"].phone == "13804550006"


def test_the_list_names_who_else_has_the_telephone(database: Database, course: Course, join: Joined) -> None:
    one = join(course.event, "冯九", phone="13804550009")
    two = join(course.event, "陈十", phone="13804550009")
    with database.reading() as session:
        cells = dict(lists.PARTICIPANTS.lines(session, Query(fixed=(("event_id", course.event),)), ("twice",)))
    assert (cells[one], cells[two], cells[course.people["王一"]]) == (("陈十",), ("冯九",), (None,))
