"""Packages between two files: what is asked, refused, joined, kept in a clash, brought back, forgotten, undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from desktop.catalogue.model import Season
from desktop.core import purging, verbs
from desktop.core.attachments import attach, attachments_of, file_of
from desktop.core.backup import backup_now
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.exchange.clash import Clash
from desktop.core.exchange.deciding import decide
from desktop.core.exchange.handing import Allowed, HeardBefore, Joins, ManyDeletions, Unsigned, take
from desktop.core.exchange.making import make, make_records
from desktop.core.exchange.standing import partners, workers
from desktop.core.fields import today
from desktop.core.records import living
from desktop.core.restoring import restore
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person
from desktop.regions.model import Region
from desktop.sales.orders.model import SalesOrder
from tests.core.exchange.star import ALL, Star, content, star, taken
from tests.core.store import opened


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Star]:
    """A leading file with one laptop, 甲, and a dealer whom both know."""
    with star(tmp_path, "甲") as made:
        verbs.save(made.leader, Dealer, {"name": "丰源种业", "address": "人民路1号"})
        made.round()
        yield made


def laptop(made: Star) -> Database:
    return made.laptops["甲"]


def dealer(db: Database, name: str = "丰源种业") -> Dealer:
    with db.reading() as session:
        return session.exec(select(Dealer).where(Dealer.name == name)).one()


def change(db: Database, **values: Any) -> None:
    verbs.save(db, Dealer, values, dealer(db).id)


def clashes(db: Database) -> list[tuple[str, Any, Any]]:
    with db.reading() as session:
        return [(c.field, json.loads(c.kept), json.loads(c.other)) for c in session.exec(select(Clash)).all()]


def test_different_fields_of_one_record_are_joined(two: Star) -> None:
    """The address of one side and the remarks of the other stand in both files."""
    change(two.leader, address="人民路2号")
    change(laptop(two), remarks="搬家")
    two.round()
    for db in two.all():
        assert (dealer(db).address, dealer(db).remarks) == ("人民路2号", "搬家")
    assert clashes(two.leader) == []


def test_the_same_field_changed_on_both_sides_is_kept_twice_and_decided_by_a_person(two: Star) -> None:
    """The leading file's value stands, the other is kept beside it in both files; who decides for it writes it."""
    change(two.leader, address="人民路2号")
    change(laptop(two), address="建设街8号")
    two.round()
    for db in two.all():
        assert dealer(db).address == "人民路2号"
        assert clashes(db) == [("address", "人民路2号", "建设街8号")]
    with laptop(two).reading() as session:
        clash = session.exec(select(Clash)).one()
    assert clash.partner == "甲"
    decide(laptop(two), clash.id, other=True)
    two.round()
    for db in two.all():
        assert dealer(db).address == "建设街8号"
    with pytest.raises(UserError):
        decide(laptop(two), clash.id, other=False)


def test_a_record_thrown_away_here_and_worked_on_there_stays(two: Star) -> None:
    """The laptop bins the dealer whom the leading file changed: he lives on, and the wish to bin him is kept."""
    verbs.delete(laptop(two), Dealer, [dealer(laptop(two)).id])
    change(two.leader, remarks="大客户")
    two.round()
    for db in two.all():
        assert not dealer(db).is_deleted
        assert [field for field, _kept, _other in clashes(db)] == ["deleted_at"]


def test_what_something_stands_on_comes_back_from_the_bin(two: Star) -> None:
    """The leading file bins the dealer to whom the laptop added a contact."""
    verbs.delete(two.leader, Dealer, [dealer(two.leader).id])
    verbs.save(laptop(two), Membership, {"name": "李四", "dealer_id": dealer(laptop(two)).id})
    two.round()
    two.round()
    for db in two.all():
        assert not dealer(db).is_deleted


def test_what_came_back_from_the_bin_lives_everywhere_even_if_nothing_stands_on_it_any_more(two: Star) -> None:
    """The laptop throws the contact away again before the leading file hears of it."""
    verbs.delete(two.leader, Dealer, [dealer(two.leader).id])
    contact = verbs.save(laptop(two), Membership, {"name": "李四", "dealer_id": dealer(laptop(two)).id})
    taken(laptop(two), two.down("甲"))
    verbs.delete(laptop(two), Membership, [contact.id])
    two.round()
    for db in two.all():
        assert not dealer(db).is_deleted


def test_taking_a_package_is_one_action_that_can_be_undone(two: Star) -> None:
    """After the undo the leading file is as it was; the laptop follows."""
    before = content(two.leader)
    change(laptop(two), remarks="新")
    verbs.save(laptop(two), Dealer, {"name": "新店"})
    taken(two.leader, two.up("甲"))
    assert dealer(two.leader).remarks == "新"
    two.leader.undo()
    after = content(two.leader)
    assert {k for k, row in after["dealer"].items() if not row["deleted_at"]} == set(before["dealer"])
    assert dealer(two.leader).remarks == ""


def test_a_package_that_comes_twice_does_nothing(two: Star) -> None:
    change(laptop(two), remarks="一")
    path = two.up("甲")
    taken(two.leader, path)
    change(two.leader, remarks="二")
    with pytest.raises(HeardBefore):
        take(two.leader, path, ALL)
    assert dealer(two.leader).remarks == "二"


def test_a_file_with_one_bit_changed_is_refused(two: Star, tmp_path: Path) -> None:
    """Wherever the bit is: in the head, in the payload, or in both so that they agree."""
    change(laptop(two), remarks="一")
    whole = two.up("甲").read_bytes()
    for place in (3, 60, len(whole) // 2, len(whole) - 5):
        damaged = tmp_path / "damaged"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1:])
        with pytest.raises(UserError):
            take(two.leader, damaged, ALL)
    forged = tmp_path / "forged"
    line = whole.split(b"\n", 2)
    head = json.loads(line[1])
    head["upto"] += 1
    forged.write_bytes(b"\n".join([line[0], json.dumps(head, ensure_ascii=False).encode(), line[2]]))
    with pytest.raises(UserError, match="key of this partner"):
        take(two.leader, forged, ALL)
    assert dealer(two.leader).remarks == ""


def test_a_package_for_another_is_refused_with_the_reason(two: Star, tmp_path: Path) -> None:
    with opened(tmp_path, "stranger.agridesk") as stranger, pytest.raises(UserError, match="another file"):
        take(stranger, two.up("甲"), ALL)
    (tmp_path / "text.txt").write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match="not an exchange package"):
        take(two.leader, tmp_path / "text.txt", ALL)
    with pytest.raises(UserError, match="follows"):
        make(laptop(two), tmp_path, "乙")


def test_joining_and_many_deletions_are_asked_about(two: Star, tmp_path: Path) -> None:
    """Nothing is done before the answer."""
    with opened(tmp_path, "new.agridesk") as new:
        first = make(two.leader, tmp_path / "first.agridesk-exchange", "乙").path
        with pytest.raises(Joins):
            take(new, first)
        take(new, first, Allowed(joining=True))
        assert dealer(new).address == "人民路1号"
    for number in range(12):
        verbs.save(laptop(two), Dealer, {"name": f"店{number}"})
    two.round()
    with laptop(two).reading() as session:
        many = [d.id for d in session.exec(select(Dealer)).all() if d.name.startswith("店")]
    verbs.delete(laptop(two), Dealer, many)
    path = two.up("甲")
    with pytest.raises(ManyDeletions, match="12"):
        take(two.leader, path)
    assert not dealer(two.leader, "店3").is_deleted
    take(two.leader, path, Allowed(deletions=True))
    assert dealer(two.leader, "店3").is_deleted


def test_attached_files_come_along(two: Star, tmp_path: Path) -> None:
    photo = tmp_path / "门头.jpg"
    photo.write_bytes(b"\xff\xd8photo")
    attach(laptop(two), "dealer", dealer(laptop(two)).id, [photo])
    two.round()
    with two.leader.reading() as session:
        [found] = attachments_of(session, "dealer", dealer(two.leader).id)
    assert file_of(two.leader, found).read_bytes() == photo.read_bytes()


def test_a_file_set_back_to_a_backup_gets_everything_again(two: Star, tmp_path: Path) -> None:
    """Numbers given anew after the restore are not taken for those known; what was lost comes back from the leading file."""
    db, path = laptop(two), laptop(two).path
    copy = backup_now(db)
    kept = tmp_path / "kept.agridesk"
    kept.write_bytes(copy.read_bytes())
    change(db, remarks="会丢的")
    two.round()
    db.close()
    restore(path, kept)
    with opened(tmp_path, path.name) as back:
        assert dealer(back).remarks == ""
        two.laptops["甲"] = back
        change(back, address="恢复之后")
        change(two.leader, address="恢复之前")
        with pytest.raises(UserError, match="set back"):
            take(back, two.down("甲"), ALL)
        taken(two.leader, two.up("甲"))
        two.round()
        two.round()
        assert dealer(back).remarks == dealer(two.leader).remarks == "会丢的"
        assert content(back)["dealer"] == content(two.leader)["dealer"]
        assert "恢复之后" in {dealer(back).address, *(value for _f, *both in clashes(back) for value in both)}


def test_a_person_removed_for_good_never_comes_back(two: Star, tmp_path: Path) -> None:
    """Not by a package made before, not by a restored backup; and the laptop forgets him with the next package."""
    person = verbs.save(laptop(two), Person, {"name": "王大力"})
    two.round()
    verbs.save(laptop(two), Person, {"phone": "13900001111"}, person.id)
    old = two.up("甲")
    backup = backup_now(two.leader)
    kept = tmp_path / "old.agridesk"
    kept.write_bytes(backup.read_bytes())
    purging.purge(two.leader, "person", person.id, "王大力", backups=True)
    assert taken(two.leader, old).purged
    assert person.id not in content(two.leader)["person"]
    two.round()
    assert person.id not in content(laptop(two)).get("person", {})
    assert "王大力".encode() not in laptop(two).path.read_bytes()
    path = two.leader.path
    two.leader.close()
    restore(path, kept)
    from desktop.newdata import open_ready

    again = open_ready(path)
    try:
        assert person.id not in content(again).get("person", {})
    finally:
        again.close()


def test_one_dealers_file_is_handed_to_a_colleague(two: Star, tmp_path: Path) -> None:
    """With what belongs to it and what it names; a stranger's is asked about; the newer of two states stays."""
    with two.leader.operation("region") as session:
        region = verbs.store(session, Region, {"name": "某省", "code": "990000", "level": "province"})
        verbs.store(session, Dealer, {"region_id": region.id}, dealer(two.leader).id)
    verbs.save(two.leader, Membership, {"name": "赵六", "dealer_id": dealer(two.leader).id})
    path = make_records(two.leader, tmp_path / "one.agridesk-exchange", [("dealer", dealer(two.leader).id)], "丰源种业").path
    with opened(tmp_path, "colleague.agridesk") as colleague, pytest.raises(UserError, match="another exchange"):
        take(colleague, path, ALL)
    take(laptop(two), path)
    with laptop(two).reading() as session:
        assert "赵六" in [m.name for m in session.exec(select(Membership)).all()]
    with opened(tmp_path, "alone.agridesk") as alone, opened(tmp_path, "other.agridesk") as other:
        verbs.save(alone, Dealer, {"name": "单店"})
        loose = make_records(alone, tmp_path / "loose.agridesk-exchange", [("dealer", dealer(alone, "单店").id)], "单店").path
        with pytest.raises(Unsigned):
            take(other, loose)
        take(other, loose, Allowed(unsigned=True))
        verbs.save(other, Dealer, {"remarks": "更新"}, dealer(other, "单店").id)
        later = make_records(alone, tmp_path / "later.agridesk-exchange", [("dealer", dealer(alone, "单店").id)], "单店").path
        take(other, later, Allowed(unsigned=True))
        assert dealer(other, "单店").remarks == "更新"
        assert clashes(other) == []


def test_only_looking_writes_nothing(two: Star) -> None:
    change(laptop(two), remarks="一")
    path, before = two.up("甲"), content(two.leader)
    _head, found = take(two.leader, path, ALL, only_look=True)
    assert found.changed == {"dealer": 1}
    assert content(two.leader) == before
    assert taken(two.leader, path) is not None


def test_who_works_on_what_is_seen(two: Star) -> None:
    change(laptop(two), remarks="一")
    assert [(p.name, p.leads, p.waiting) for p in partners(laptop(two))] == [("周明", True, 1)]
    two.round()
    assert ("甲", "dealer", 1) in workers(two.leader)


def test_what_may_be_there_once_is_one_after_two_laptops_made_it(two: Star) -> None:
    """Both made the season: one of them gives way, what named it names the other, and what differs is to be decided."""
    verbs.save(two.leader, Season, {"name": "2031春播", "remarks": "早"})
    with laptop(two).operation("season") as session:
        season = verbs.store(session, Season, {"name": "2031春播", "year": 2031, "remarks": "晚"})
        verbs.store(session, SalesOrder, {"season_id": season.id, "dealer_id": dealer(laptop(two)).id, "ordered_on": today()})
    two.round()
    for db in two.all():
        with db.reading() as session:
            [stays] = session.exec(living(Season).where(Season.name == "2031春播")).all()
            [order] = session.exec(living(SalesOrder)).all()
        assert (order.season_id, stays.year, stays.remarks) == (stays.id, 2031, "早")
        assert clashes(db) == [("remarks", "早", "晚")]


def test_a_first_package_forged_with_what_another_one_says_is_refused(two: Star, tmp_path: Path) -> None:
    """Link, numbers and marks stand in the plain head of every package; the key does not."""
    from dataclasses import replace

    from desktop.core.exchange.package import OPEN_KEY, Content, head_of, write

    head = replace(head_of(two.down("甲")), secret="ab" * 32, number=99, mark="00", kind="whole")
    forged = write(tmp_path / "forged", head, OPEN_KEY, Content([], {}, [("dealer", dealer(laptop(two)).id)]))
    with pytest.raises(UserError, match="key of this partner"):
        take(laptop(two), forged, ALL)
    assert dealer(laptop(two)).name == "丰源种业"


def test_a_package_that_names_what_is_not_here_is_refused_and_the_next_action_goes_on(two: Star, tmp_path: Path) -> None:
    """The reference is looked at when the action ends, which must not leave the file locked."""
    from dataclasses import replace

    from desktop.core.exchange.changes import RowChange
    from desktop.core.exchange.package import Content, head_of, write

    path = two.up("甲")
    with two.leader.reading() as session:
        from desktop.core.exchange.links import links

        key = links(session)[0].secret
    rows = [RowChange("membership", 77, 10**6, {}, {
        "id": 77, "person_id": 1234567, "dealer_id": 7654321, "role": "contact"})]
    lame = write(tmp_path / "lame", replace(head_of(path), number=50, mark="11", upto=10**6), key, Content(rows))
    with pytest.raises(UserError):
        take(two.leader, lame, ALL)
    backup_now(two.leader)
    change(two.leader, remarks="geht")
    assert dealer(two.leader).remarks == "geht"


def test_packages_for_two_laptops_made_in_one_minute_are_two_files(two: Star, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    made = [make(two.leader, folder, name).path for name in ("乙", "丙", "乙")]
    assert len(set(made)) == 3 == len(list(folder.iterdir()))


def test_a_deliberate_change_back_is_not_undone_by_a_whole_package(two: Star) -> None:
    """The laptop still says what somebody has changed back here, knowingly: a person decides."""
    change(laptop(two), address="新址")
    two.round()
    change(two.leader, address="人民路1号")
    make(laptop(two), two.folder / "whole.agridesk-exchange", whole=True)
    taken(two.leader, two.folder / "whole.agridesk-exchange")
    assert dealer(two.leader).address == "人民路1号"
