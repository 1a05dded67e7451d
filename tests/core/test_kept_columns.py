"""No column of a file is dropped in silence: it is a field, a record of its own in the same row, kept as text, or named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlmodel import select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.importing import Plan, Source, Use, apply, guess_columns, make_plan, undo_import
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.dealers.imports import CONTACTS, DEALERS, OUTLETS, VISITS
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.people.model import Membership
from desktop.service.imports import CASES, COMPLAINTS
from desktop.training.imports import PARTICIPANTS, TRAININGS
from desktop.trials.imports import SITES, VARIETIES

DEALER_FILE = ["序号", "经销商名称", "联系人", "手机号码", "联系地址", "年销量(吨)"]


def table(header: Sequence[str], *rows: Sequence[Any]) -> Table:
    return Table(tuple(header), [tuple(r) for r in rows], list(range(2, len(rows) + 2)), "file.csv")


def take(db: Database, kind: Any, made: Table, uses: dict[str, str] | None = None) -> tuple[Plan, int | None]:
    with db.reading() as session:
        columns = guess_columns(session, kind, made)
        more = {heading: Use(name) for heading, name in (uses or {}).items()}
        plan = make_plan(session, kind, made, type(columns)({**columns.uses, **more}))
    run = apply(db, kind, Source(Path("file.csv"), "", made), plan).run
    return plan, run.id if run else None


def stored(db: Database) -> list[tuple[str, str, str, str]]:
    with db.reading() as session:
        return [(d.name, d.phone, d.address, d.remarks) for d in session.exec(living(Dealer).order_by(Dealer.id))]


def contacts(db: Database) -> list[tuple[str, str]]:
    with db.reading() as session:
        found = session.exec(living(Membership).order_by(Membership.id))
        return [(m.name, m.mobile) for m in found if m.dealer_id]


def test_a_dealer_comes_in_with_telephone_contact_and_what_no_field_holds(database: Database) -> None:
    made = table(DEALER_FILE, ["1", "甲农资店", "某甲", "13800000001", "某镇", "12"],
                 ["2", "乙农资店", "", "13800000002", "", ""])
    plan, run = take(database, DEALERS, made)
    assert plan.states == ["new", "new"] and set(DEALER_FILE) - set(plan.columns.uses) == {"序号"}
    assert "kept as text in “Remarks”: 年销量(吨)" in plan.facts
    assert stored(database) == [("甲农资店", "13800000001", "某镇", "年销量(吨): 12"), ("乙农资店", "13800000002", "", "")]
    assert contacts(database) == [("某甲", "13800000001")]
    again, none = take(database, DEALERS, made)
    assert again.states == ["unchanged", "unchanged"] and none is None
    assert run is not None
    undo_import(database, run)
    assert stored(database) == [] and contacts(database) == []


def test_a_contact_that_is_new_or_has_another_number_changes_its_dealer_s_row(database: Database) -> None:
    first = verbs.save(database, Dealer, {"name": "甲", "phone": "010"})
    verbs.save(database, Dealer, {"name": "乙"})
    verbs.save(database, Membership, {"dealer_id": first.id, "name": "某甲", "mobile": "138", "position": "owner"})
    made = table(["经销商名称", "联系人", "手机号"], ["甲", "某甲", "139"], ["乙", "某乙", "137"])
    plan, _run = take(database, DEALERS, made)
    assert plan.states == ["update", "update"]
    assert contacts(database) == [("某甲", "139"), ("某乙", "137")]
    assert [d[1] for d in stored(database)] == ["010", ""], "a dealer that is there keeps its own telephone"


def test_a_number_that_belongs_to_nobody_and_fits_nowhere_is_kept_as_text(database: Database) -> None:
    take(database, DEALERS, table(["经销商名称", "电话", "手机号码", "备注"], ["甲", "010", "138", "老客户"]))
    assert stored(database) == [("甲", "010", "", "老客户\n手机号码: 138")]


def test_kept_text_is_added_to_what_is_stored_and_only_once(database: Database) -> None:
    verbs.save(database, Dealer, {"name": "甲", "remarks": "老客户"})
    made = table(["经销商名称", "业务员意见", "编组"], ["甲", "可靠", None])
    plan, _run = take(database, DEALERS, made, {"业务员意见": "keep", "编组": "keep"})
    assert plan.states == ["update"] and stored(database)[0][3] == "老客户\n业务员意见: 可靠"
    again, _none = take(database, DEALERS, made, {"业务员意见": "keep", "编组": "keep"})
    assert again.states == ["unchanged"]


def test_every_kind_of_record_keeps_what_no_field_holds(database: Database) -> None:
    for kind in (DEALERS, CONTACTS, OUTLETS, VISITS, SITES, VARIETIES, PARTICIPANTS, TRAININGS, CASES, COMPLAINTS):
        with database.reading() as session:
            assert "keep" in {t.name for t in kind.targets(session)}, kind.name


def test_the_usual_headings_of_telephone_and_address_are_understood(database: Database) -> None:
    made = table(["手机号码", "联系地址", "年销量"], ["138", "某镇", "12"])
    expected = {DEALERS: ["contact_mobile", "address", "keep"], CONTACTS: ["mobile", "keep", "keep"],
                OUTLETS: ["phone", "place", "keep"]}
    with database.reading() as session:
        for kind, names in expected.items():
            columns = guess_columns(session, kind, made)
            assert [columns.uses[h].target if h in columns.uses else "" for h in made.header] == names, kind.name


def test_what_holds_for_the_whole_file_is_said_once(database: Database) -> None:
    plan, _run = take(database, DEALERS, table(["地址"], *([f"镇{n}"] for n in range(50))))
    assert plan.count("error") == 50
    assert [(i.row, i.text) for i in plan.issues] == [(0, "Name is needed: choose the column that holds it.")]


def test_rows_are_known_by_their_record_number_and_those_of_another_database_by_their_fields(database: Database) -> None:
    first = verbs.save(database, Dealer, {"name": "甲"})
    made = table(["Name", "Record number"], ["甲改名", f"#{first.id}"], ["乙", "#999"], ["丙", "五"])
    plan, _run = take(database, DEALERS, made, {"Record number": "id"})
    assert plan.states == ["update", "new", "error"]
    assert [d[0] for d in stored(database)] == ["甲改名", "乙"]
    assert any("1 record number is not among the records here" in fact for fact in plan.facts)
    assert "“五” is no record number" in plan.errors[0].text


def test_rows_without_a_complete_key_are_known_by_all_their_values(database: Database) -> None:
    dealer = verbs.save(database, Dealer, {"name": "甲"})
    made = table(["经销商", "走访日期", "计划日期", "发现"],
                 ["甲", "2026-05-01", None, "缺货"], ["甲", "2026-05-02", None, "缺货"])
    plan, _run = take(database, VISITS, made)
    again, _none = take(database, VISITS, made)
    assert plan.states == ["new", "new"] and again.states == ["unchanged", "unchanged"]
    with database.reading() as session:
        assert [v.dealer_id for v in session.exec(select(Visit))] == [dealer.id] * 2


def test_two_contacts_of_one_dealer_in_two_rows_both_come_in(database: Database) -> None:
    header = ["经销商名称", "联系人", "手机号"]
    made = table(header, ["甲", "某甲", "139"], ["甲", "某乙", "137"], ["甲", "某甲", "139"])
    plan, _run = take(database, DEALERS, made)
    assert plan.states == ["new", "duplicate", "duplicate"]
    assert contacts(database) == [("某甲", "139"), ("某乙", "137")]
    again, none = take(database, DEALERS, made)
    assert again.states == ["unchanged", "duplicate", "duplicate"] and none is None
    more, _run = take(database, DEALERS, table(header, ["甲", "某甲", "139"], ["甲", "某丙", "136"]))
    assert more.states == ["update", "duplicate"] and len(contacts(database)) == 3


def test_a_row_repeats_an_earlier_one_by_a_weaker_key_where_no_stronger_one_contradicts(database: Database) -> None:
    made = table(["客户编号", "名称"], ["D1", "甲"], ["", "甲"], ["D2", "甲"], ["D2", "乙"], ["", "丙"])
    plan, _run = take(database, DEALERS, made)
    assert plan.states == ["new", "duplicate", "new", "error", "new"], "which of two names bears the code is not guessed"
    again, _none = take(database, DEALERS, table(["客户编号", "名称"], ["", "丙"], ["D2", "甲"], ["D1", "甲"]))
    assert again.states == ["unchanged"] * 3


def test_a_dealer_is_found_under_the_usual_headings_wherever_a_record_belongs_to_one(database: Database) -> None:
    verbs.save(database, Dealer, {"name": "甲"})
    for heading in ("经销商", "客户名称", "经销商名称", "公司名称"):
        with database.reading() as session:
            for kind in (CONTACTS, OUTLETS, VISITS):
                columns = guess_columns(session, kind, table([heading], ["甲"]))
                assert columns.uses[heading].target == "dealer_id", (kind.name, heading)
