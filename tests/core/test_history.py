"""Undo, redo, recycle bin and the history of a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import history, search, verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused, UserError
from desktop.features import import_models
from tests.core.store import opened, visible

import_models()

from desktop.dealers.model import Dealer  # noqa: E402 - all models must be known before one is used
from desktop.people.model import Membership  # noqa: E402


def titles(db: Database, text: str) -> set[str]:
    with db.reading() as session:
        return {hit.title for hit in search.find(session, text)}


def test_undo_takes_back_and_redo_does_again(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "北安种业"})
        verbs.save(db, Dealer, {"name": "庆安种业"}, dealer.id)
        db.undo()
        assert verbs.get(db, Dealer, dealer.id).name == "北安种业"
        db.redo()
        assert verbs.get(db, Dealer, dealer.id).name == "庆安种业"
        assert titles(db, "庆安") == {"庆安种业"} and not titles(db, "北安")


def test_undo_survives_closing_the_program(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "海伦种业"})
    with opened(tmp_path) as db:
        db.undo()
        assert visible(db) == {}


def test_deleting_a_dealer_takes_what_it_owns_along_and_one_undo_brings_all_back(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "海伦种业"})
        verbs.save(db, Membership, {"name": "王秀兰", "dealer_id": dealer.id, "mobile": "13804510001"})
        before = visible(db)
        verbs.delete(db, Dealer, [dealer.id])
        assert visible(db) == {} and not titles(db, "13804510001")
        db.undo()
        assert visible(db) == before and titles(db, "0001") == {"王秀兰"}


def test_a_record_comes_back_from_the_recycle_bin_with_what_was_deleted_together(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "海伦种业"})
        verbs.save(db, Membership, {"name": "王秀兰", "dealer_id": dealer.id})
        before = visible(db)
        verbs.delete(db, Dealer, [dealer.id])
        assert verbs.restore(db, "dealer", dealer.id) == 4  # the contact, the person, and the state it began with
        assert visible(db) == before


def test_undo_is_refused_where_a_later_action_changed_the_same_row(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        with db.reading() as session:
            first = history.next_undo(session)
        verbs.save(db, Dealer, {"name": "乙"}, dealer.id)
        assert first is not None
        with pytest.raises(Refused, match="Dealer"):
            db.undo(first.id)
        assert verbs.get(db, Dealer, dealer.id).name == "乙"


def test_the_creation_of_a_record_others_stand_on_is_not_undone(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        with db.reading() as session:
            made = history.next_undo(session)
        verbs.save(db, Membership, {"name": "王", "dealer_id": dealer.id})
        assert made is not None
        with pytest.raises(Refused):
            db.undo(made.id)


def test_a_merge_moves_everything_and_one_undo_brings_both_back(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        one = verbs.save(db, Dealer, {"name": "海伦种业"})
        two = verbs.save(db, Dealer, {"name": "海伦种业公司", "phone": "0455-1"})
        contact = verbs.save(db, Membership, {"name": "王秀兰", "dealer_id": two.id})
        before = visible(db)
        verbs.merge(db, Dealer, one.id, [two.id], {"phone": "0455-1"})
        assert verbs.get(db, Membership, contact.id).dealer_id == one.id
        assert len(visible(db)["dealer"]) == 1
        db.undo()
        assert visible(db) == before


def test_the_history_of_a_record_says_who_when_and_what(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        verbs.save(db, Dealer, {"name": "乙", "since": date(2026, 3, 1)}, dealer.id)
        with db.reading() as session:
            newest, oldest = history.of_record(session, "dealer", dealer.id)
        assert newest.fields == {"name": ("甲", "乙"), "since": (None, date(2026, 3, 1))}
        assert oldest.kind == "insert" and oldest.who


def test_wrong_values_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        with pytest.raises(FieldErrors) as caught:
            verbs.save(db, Dealer, {"name": " ", "latitude": 91, "kind": "planet"})
        assert set(caught.value.fields) == {"name", "latitude", "kind"}
        assert visible(db) == {}


def test_an_action_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        with pytest.raises(ZeroDivisionError), db.operation("half") as session:
            verbs.store(session, Dealer, {"name": "甲"})
            raise ZeroDivisionError
        assert visible(db) == {}
        with pytest.raises(UserError):
            db.undo()


def test_text_is_cleaned_at_entry(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": " 海\x00伦\u202e种业e\u0301 "})
        assert dealer.name == "海伦种业é"


ACTIONS = st.lists(st.tuples(st.sampled_from(["add", "contact", "change", "many", "delete", "merge", "bulk", "undo",
                                              "redo"]),
                             st.integers(0, 5), st.integers(0, 5), st.text("甲乙丙丁abc", min_size=1, max_size=4)),
                   max_size=14)


def perform(db: Database, kind: str, one: int, two: int, word: str) -> None:
    """One action on the records there are; what the program refuses is no action."""
    with db.reading() as session:
        dealers = [row[0] for row in session.connection().exec_driver_sql(
            "SELECT id FROM dealer WHERE deleted_at IS NULL ORDER BY id")]
    a, b = (dealers[one % len(dealers)], dealers[two % len(dealers)]) if dealers else (0, 0)
    if kind == "add":
        verbs.save(db, Dealer, {"name": word})
    elif kind == "bulk":
        with db.operation("bulk") as session:
            verbs.insert_many(session, Dealer, [{"name": f"{word}{n}"} for n in range(3)])
    elif kind == "undo":
        db.undo()
    elif kind == "redo":
        db.redo()
    elif not dealers:
        return
    elif kind == "contact":
        verbs.save(db, Membership, {"name": word, "dealer_id": a})
    elif kind == "change":
        verbs.save(db, Dealer, {"name": word, "visit_days": one + 1}, a)
    elif kind == "many":
        verbs.change_many(db, Dealer, dealers, {"address": word})
    elif kind == "delete":
        verbs.delete(db, Dealer, [a])
    elif kind == "merge" and a != b:
        verbs.merge(db, Dealer, a, [b], {"name": word})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTIONS)
def test_any_sequence_of_actions_undone_gives_the_first_state_and_redone_the_last(
        tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int, int, str]]) -> None:
    with opened(tmp_path_factory.mktemp("history")) as db:
        first = visible(db)
        for action in actions:
            try:
                perform(db, *action)
            except UserError:
                continue
        last = visible(db)
        undone = 0
        while True:
            with db.reading() as session:
                if history.next_undo(session) is None:
                    break
            db.undo()
            undone += 1
        assert visible(db) == first
        for _step in range(undone):
            db.redo()
        assert visible(db) == last
