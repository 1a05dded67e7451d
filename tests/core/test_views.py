"""Saved views, choosing records by name, and files of a record: what the window stands on, without the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.attachments import Attachment, attach, attachments_of, file_of, readable_copy
from desktop.core.errors import UserError
from desktop.core.listing import Column, Condition, Listing, Query, column
from desktop.core.picking import find_in, label_of, labels_of
from desktop.core.records import table_of
from desktop.core.views import View, pack, save_view, set_default, unpack, views_of

if TYPE_CHECKING:
    from desktop.core.database import Database

VIEWS = Listing("views", "Views", View, [
    column(View, "name"), Column("on", "Day", table_of(View).c.name, "day"),
    Column("size", "Size", table_of(View).c.name, "number"), column(View, "is_default"),
    Column("cost", "Cost", table_of(View).c.name, "money")])
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
conditions = st.one_of(
    st.builds(Condition, st.just("name"), st.sampled_from(["contains", "is"]), st.text(max_size=20)),
    st.builds(Condition, st.just("on"), st.sampled_from(["from", "until"]), days),
    st.builds(Condition, st.just("on"), st.just("between"), st.tuples(days, days)),
    st.builds(Condition, st.just("on"), st.just("last_days"), st.integers(0, 1000)),
    st.builds(Condition, st.just("size"), st.just("between"), st.tuples(st.integers(), st.integers())),
    st.builds(Condition, st.just("cost"), st.just("least"), st.integers(-10**12, 10**12)),
    st.builds(Condition, st.just("cost"), st.just("between"), st.tuples(st.integers(0, 10**12), st.integers(0, 10**12))),
    st.builds(Condition, st.just("is_default"), st.just("yes")))


@given(st.text(max_size=10), st.lists(conditions, max_size=4), st.booleans())
def test_a_view_gives_back_what_was_packed(text: str, filters: list[Condition], down: bool) -> None:
    import json

    query = Query(text, tuple(filters), (("name", down),))
    state = json.loads(json.dumps(pack(VIEWS, query, {"hidden": ["size"]})))
    assert unpack(VIEWS, state) == (query, {"hidden": ["size"]})


def test_a_view_keeps_amounts_in_yuan_as_earlier_versions_did() -> None:
    state = {"conditions": [{"column": "cost", "operator": "least", "value": 50.5}]}
    assert unpack(VIEWS, state)[0].conditions == (Condition("cost", "least", 50_50),)
    assert pack(VIEWS, Query(conditions=(Condition("cost", "least", 50_50),)), {})["conditions"] == state["conditions"]


def test_a_view_of_a_column_that_is_gone_still_opens() -> None:
    state: dict[str, Any] = {"conditions": [{"column": "gone", "operator": "is", "value": 1}], "order": [["gone", True]]}
    assert unpack(VIEWS, state) == (Query(), {})


def test_a_view_of_the_same_name_is_replaced_and_one_comes_first(database: Database) -> None:
    save_view(database, "farms", "Mine", {"text": "a"}, is_default=True)
    save_view(database, "farms", " mine ", {"text": "b"})
    other = save_view(database, "farms", "Other", {}, is_default=True)
    save_view(database, "dealers", "Elsewhere", {}, is_default=True)
    with database.reading() as session:
        found = views_of(session, "farms")
    assert [(v.name, v.state, v.is_default) for v in found] == [("mine", {"text": "b"}, False), ("Other", {}, True)]
    set_default(database, other.id, on=False)
    with database.reading() as session:
        assert not any(v.is_default for v in views_of(session, "farms"))
    with pytest.raises(UserError, match="name"):
        save_view(database, "farms", "  ", {})


def test_records_are_found_by_name_even_without_an_index(database: Database) -> None:
    first = save_view(database, "farms", "North", {})
    second = save_view(database, "farms", "South", {})
    with database.reading() as session:
        assert [h.title for h in find_in(session, "view", "")] == ["South", "North"]
        assert [h.id for h in find_in(session, "view", "nor")] == [first.id]
        assert labels_of(session, "view", [first.id, second.id]) == {first.id: "North", second.id: "South"}
        assert label_of(session, "view", 1) == ""


def test_a_file_hangs_on_a_record_and_is_never_handed_out_itself(database: Database, tmp_path: Path) -> None:
    paper = tmp_path / "合同 1.pdf"
    paper.write_bytes(b"%PDF")
    steps: list[tuple[int, int]] = []
    made = attach(database, "dealer", 7, [paper], lambda done, total: steps.append((done, total)))
    assert [(a.name, a.size) for a in made] == [("合同 1.pdf", 4)]
    assert steps == [(1, 1)]
    copy = readable_copy(database, made[0])
    assert copy.name == "合同 1.pdf"
    copy.write_bytes(b"scribble")
    assert file_of(database, made[0]).read_bytes() == b"%PDF"


def test_a_missing_file_is_named(database: Database, tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF")
    made = attach(database, "dealer", 7, [paper])
    file_of(database, made[0]).unlink()
    with pytest.raises(UserError, match=r"a\.pdf"):
        file_of(database, made[0])


def test_where_one_file_cannot_be_read_none_is_added(database: Database, tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF")
    with pytest.raises(UserError):
        attach(database, "dealer", 7, [paper, tmp_path / "gone.pdf"])
    with database.reading() as session:
        assert attachments_of(session, "dealer", 7) == []
    assert verbs.owned(database, Attachment, "owner_id", 7) == []
