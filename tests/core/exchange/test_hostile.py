"""Packages that anybody may have made, and work that meets across laptops in ways that lose nothing and break nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from desktop.core import purging, verbs
from desktop.core.attachments import Attachment, attach
from desktop.core.database import Database
from desktop.core.errors import Refused, UserError
from desktop.core.exchange import package
from desktop.core.exchange.changes import Cell, RowChange
from desktop.core.exchange.clash import Clash
from desktop.core.exchange.handing import Allowed, take
from desktop.core.exchange.making import make_records
from desktop.core.exchange.package import Content, Head
from desktop.core.exchange.standing import partners
from desktop.core.fields import today
from desktop.core.files import AttachmentStore
from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.sales.money.model import Payment
from desktop.sales.orders.model import SalesOrder
from tests.core.exchange.star import ALL, Star, content, star, taken


def dealer(db: Database, key: int) -> Dealer:
    with db.reading() as session:
        return session.get_one(Dealer, key)


def open_clashes(db: Database) -> list[Clash]:
    with db.reading() as session:
        return list(session.exec(living(Clash)).all())


def forged(made: Star, rows: list[RowChange], **more: Any) -> Path:
    """A package as a laptop that knows its key might forge one."""
    path = made.up("甲")
    with made.laptops["甲"].reading() as session:
        key = session.connection().exec_driver_sql("SELECT secret FROM exchange_link").scalar()
    head = package.head_of(path)
    target = path.with_name(f"forged-{path.name}")
    package.write(target, replace(head, rows=len(rows)), str(key), Content(rows, **more))
    return target


def test_a_package_removes_nothing_for_good_but_people(tmp_path: Path) -> None:
    with star(tmp_path, "甲") as made:
        here = verbs.save(made.leader, Dealer, {"name": "经销商"})
        person = verbs.save(made.leader, Person, {"name": "张三丰"})
        take(made.leader, forged(made, [], purged=[("dealer", here.id), ("region", 1), ("person", person.id)]), ALL)
        assert dealer(made.leader, here.id).name == "经销商"
        with made.leader.reading() as session:
            assert session.get(Person, person.id) is None
            assert session.connection().exec_driver_sql("SELECT count(*) FROM purged WHERE table_name = 'dealer'").scalar() == 0


@pytest.mark.parametrize(("column", "value"), [("digest", "../../../etc/passwd"), ("owner_table", "sqlite_master"),
                                               ("size", "many"), ("deleted_at", "no day")])
def test_values_that_do_not_fit_are_refused_in_one_sentence(tmp_path: Path, column: str, value: Any) -> None:
    image = {"id": 77, "owner_table": "dealer", "owner_id": 1, "name": "x.jpg", "digest": f"ab/{'ab' * 32}.jpg", "size": 3,
             "created_at": "2026-01-01T00:00:00.000+00:00", "updated_at": "2026-01-01T00:00:00.000+00:00", "note": ""}
    with star(tmp_path, "甲") as made:
        before = content(made.leader)
        path = forged(made, [RowChange("attachment", 77, 1, {}, {**image, column: value})])
        with pytest.raises(UserError, match=column):
            take(made.leader, path, ALL)
        assert content(made.leader) == before


@pytest.mark.parametrize(("name", "value"), [("number", "1"), ("marks", []), ("kind", "whatever"), ("leads", 1),
                                             ("secret", "'; DROP"), ("upto", -1)])
def test_a_head_whose_values_are_not_of_their_kind_is_refused(tmp_path: Path, name: str, value: Any) -> None:
    with star(tmp_path, "甲") as made:
        path = made.up("甲")
        first, line, payload = path.read_bytes().split(b"\n", 2)
        path.write_bytes(b"\n".join([first, json.dumps({**json.loads(line), name: value}).encode(), payload]))
        with pytest.raises(UserError, match="head"):
            take(made.leader, path, ALL)


def test_bytes_of_files_that_no_row_names_are_not_stored(tmp_path: Path) -> None:
    with star(tmp_path, "甲") as made:
        source = tmp_path / "x.jpg"
        source.write_bytes(b"unasked")
        name = AttachmentStore(tmp_path / "other").add(source)
        taken(made.leader, forged(made, [], attachments={name: AttachmentStore(tmp_path / "other").path(name)}))
        assert not AttachmentStore(made.leader.attachments).path(name).exists()


def test_a_package_taken_back_on_a_laptop_reverts_nothing_elsewhere_and_may_come_again(tmp_path: Path) -> None:
    with star(tmp_path, "甲乙") as made:
        first = verbs.save(made.leader, Dealer, {"name": "甲店"})
        made.round()
        laptop = made.laptops["甲"]
        with made.leader.operation("edit") as session:
            verbs.store(session, Dealer, {"remarks": "公司改的"}, first.id)
            second = verbs.store(session, Dealer, {"name": "新店"})
        down = made.down("甲")
        taken(laptop, down)
        assert dealer(laptop, first.id).remarks == "公司改的"
        laptop.undo()
        assert dealer(laptop, first.id).remarks == "" and dealer(laptop, second.id).deleted_at
        taken(made.leader, made.up("甲"))
        assert dealer(made.leader, first.id).remarks == "公司改的" and dealer(made.leader, second.id).deleted_at is None
        with pytest.raises(Refused, match="once more"):
            laptop.redo()
        assert taken(laptop, down) is not None
        assert dealer(laptop, first.id).remarks == "公司改的" and dealer(laptop, second.id).deleted_at is None
        made.round()
        made.round()
        assert content(made.leader) == content(laptop) == content(made.laptops["乙"])


def test_a_package_taken_back_on_the_leading_file_throws_no_work_of_the_laptop_away(tmp_path: Path) -> None:
    with star(tmp_path, "甲乙") as made:
        first = verbs.save(made.leader, Dealer, {"name": "甲店"})
        made.round()
        laptop = made.laptops["甲"]
        with laptop.operation("edit") as session:
            verbs.store(session, Dealer, {"remarks": "甲改的"}, first.id)
            second = verbs.store(session, Dealer, {"name": "甲的新店"})
        taken(made.leader, made.up("甲"))
        made.leader.undo()
        taken(laptop, made.down("甲"))
        assert dealer(laptop, first.id).remarks == "甲改的" and dealer(laptop, second.id).deleted_at is None
        made.round()
        made.round()
        assert dealer(made.leader, first.id).remarks == "甲改的" and dealer(made.leader, second.id).deleted_at is None
        assert content(made.leader) == content(laptop) == content(made.laptops["乙"])


def test_records_taken_from_a_colleague_and_taken_back_stay_with_the_colleague(tmp_path: Path) -> None:
    with star(tmp_path, "甲乙") as made:
        one, two = made.laptops["甲"], made.laptops["乙"]
        own = verbs.save(one, Dealer, {"name": "甲的店"})
        path = make_records(one, tmp_path / "records.agridesk-exchange", [("dealer", own.id)], "甲的店").path
        take(two, path, Allowed())
        two.undo()
        made.round()
        made.round()
        assert all(dealer(db, own.id).deleted_at is None for db in made.all())


def test_chosen_records_that_land_on_one_in_the_bin_are_shown_as_a_clash(tmp_path: Path) -> None:
    with star(tmp_path, "甲乙") as made:
        first = verbs.save(made.leader, Dealer, {"name": "甲店"})
        made.round()
        one, two = made.laptops["甲"], made.laptops["乙"]
        with one.operation("edit") as session:
            verbs.store(session, Dealer, {"remarks": "甲写的"}, first.id)
        with two.operation("bin") as session:
            verbs.remove(session, Dealer, [first.id])
        path = make_records(one, tmp_path / "records.agridesk-exchange", [("dealer", first.id)], "甲店").path
        take(two, path, Allowed())
        assert [clash.field for clash in open_clashes(two)] == ["deleted_at"]


def test_two_moves_never_put_a_region_below_itself(tmp_path: Path) -> None:
    with star(tmp_path, "甲乙") as made:
        top = verbs.save(made.leader, Region, {"name": "省", "level": "province", "code": "990000"})
        east = verbs.save(made.leader, Region, {"name": "东区", "level": "county", "parent_id": top.id})
        west = verbs.save(made.leader, Region, {"name": "西区", "level": "prefecture", "parent_id": top.id})
        made.round()
        _move(made.laptops["甲"], east.id, west.id)
        with made.laptops["乙"].operation("levels") as session:
            verbs.store(session, Region, {"level": "prefecture"}, east.id)
            verbs.store(session, Region, {"level": "county"}, west.id)
        _move(made.laptops["乙"], west.id, east.id)
        made.round()
        made.round()
        assert content(made.leader) == content(made.laptops["甲"]) == content(made.laptops["乙"])
        with made.leader.reading() as session:
            above = {region.id: region.parent_id for region in session.exec(select(Region)).all()}
        assert {above[east.id], above[west.id]} != {east.id, west.id}
        assert [clash.field for clash in open_clashes(made.leader)] == ["parent_id"]


def _move(db: Database, number: int, above: int) -> None:
    with db.operation("move") as session:
        verbs.store(session, Region, {"parent_id": above}, number)


def test_what_lies_in_the_bin_of_a_twin_and_its_files_follow_the_one_that_stays(tmp_path: Path) -> None:
    from desktop.core.exchange.twins import unite
    from tests.core.store import opened

    with opened(tmp_path) as db:
        top = verbs.save(db, Region, {"name": "省", "level": "province", "code": "990000"})
        stays, goes = (verbs.save(db, Region, {"name": name, "level": "county", "code": code, "parent_id": top.id})
                       for name, code in (("甲县", "990003"), ("乙县", "990004")))
        child = verbs.save(db, Region, {"name": "乡", "level": "township", "parent_id": goes.id, "code": "990005"})
        photo = tmp_path / "a.jpg"
        photo.write_bytes(b"a")
        attach(db, "region", goes.id, [photo])
        with db.operation("bin") as session:
            verbs.remove(session, Region, [child.id])
        with db.operation("unite") as session:
            unite(session, ("region", stays.id, goes.id))
        with db.reading() as session:
            assert session.get_one(Region, child.id).parent_id == stays.id
            assert session.exec(select(Attachment)).one().owner_id == stays.id


def test_nothing_waits_once_it_stands_in_a_package(tmp_path: Path) -> None:
    with star(tmp_path, "甲") as made:
        verbs.save(made.leader, Dealer, {"name": "甲店"})
        assert partners(made.leader)[0].waiting > 0
        made.down("甲")
        assert partners(made.leader)[0].waiting == 0


def test_many_people_are_removed_with_the_file_written_anew_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with star(tmp_path, "甲") as made:
        people = [verbs.save(made.leader, Person, {"name": f"农户{number}号"}).id for number in range(4)]
        cleaned: list[int] = []
        real = purging._clean
        monkeypatch.setattr(purging, "_clean", lambda db: (cleaned.append(1), real(db)))
        take(made.leader, forged(made, [], purged=[("person", number) for number in people]), ALL)
        assert cleaned == [1]


def test_a_row_that_is_not_written_as_rows_are_is_one_sentence(tmp_path: Path) -> None:
    with star(tmp_path, "甲") as made:
        row = RowChange("dealer", 5, 1, {"name": Cell([], "x", 1)}, {"id": 6, "name": "x"})
        with pytest.raises(UserError, match="cannot be read"):
            take(made.leader, forged(made, [row]), ALL)
    assert Head and Session


def test_a_region_or_a_part_of_the_program_is_handed_over_alone(tmp_path: Path) -> None:
    from desktop.core.exchange.scopes import of_region, of_tables, tables_of

    with star(tmp_path, "甲") as made:
        db = made.leader
        top = verbs.save(db, Region, {"name": "省", "level": "province", "code": "990000"})
        inside = verbs.save(db, Region, {"name": "县", "level": "county", "code": "990100", "parent_id": top.id})
        ours = verbs.save(db, Dealer, {"name": "县里的店", "region_id": inside.id})
        other = verbs.save(db, Dealer, {"name": "别处的店"})
        orders = [verbs.save(db, SalesOrder, {"dealer_id": of.id, "ordered_on": today()}) for of in (ours, other)]
        payments = [verbs.save(db, Payment, {"dealer_id": of.id, "amount": 100, "received_on": today()})
                    for of in (ours, other)]
        with db.reading() as session:
            scope = of_region(session, top.id)
        of_ours, of_other = (set(zip(("dealer", "salesorder", "payment"), keys, strict=True)) for keys in (
            (ours.id, orders[0].id, payments[0].id), (other.id, orders[1].id, payments[1].id)))
        assert of_ours <= {*scope} and not of_other & {*scope}
        assert {("region", top.id), ("region", inside.id)} <= {*scope}
        made_of = make_records(db, tmp_path / "part.agridesk-exchange", scope, "县")
        assert "Sales order: 1" in made_of.said()[1] and "Dealer: 1" in made_of.said()[1]
        with db.reading() as session:
            assert {("dealer", ours.id), ("dealer", other.id)} <= {*of_tables(session, tables_of("dealers"))}
        with pytest.raises(UserError, match="dealers"):
            tables_of("nothing")
