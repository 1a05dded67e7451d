"""Records move only as their machines allow, by whatever way; every move is dated, signed, kept and undone as one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import settings, verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.kinds import built
from desktop.core.moves import Move, StateChange, kept, moves_of, state_of
from desktop.core.records import Record
from desktop.dealers.model import Dealer
from desktop.features import import_models
from desktop.service.case_model import FarmerCase
from tests.core.store import MANAGER

import_models()
MOVING = sorted((m for m in built().values() if state_of(m) and m.__module__.startswith("desktop.")), key=lambda m: m.__name__)
TODAY = date.today()


def made(database: Database, record: Record) -> list[Move]:
    with database.reading() as session:
        return moves_of(session, record)


def case_of(database: Database) -> FarmerCase:
    return verbs.save(database, FarmerCase, {"reported_on": date(2026, 6, 1), "farmer": "王〇"})


@pytest.mark.parametrize("model", MOVING, ids=lambda m: m.__name__)
def test_a_machine_and_its_list_of_words_know_the_same_states(model: type[Record]) -> None:
    found = state_of(model)
    assert found is not None
    name, machine = found
    assert set(machine.moves) == set(machine.words.labels)
    assert {after for following in machine.moves.values() for after in following} <= set(machine.moves)
    assert kept(model) | machine.free | {name} <= set(model.model_fields) | {"expires_on"}
    assert all(machine.verbs(state) for state in machine.moves if machine.allowed(state))


@given(model=st.sampled_from(MOVING), data=st.data())
def test_a_move_is_allowed_or_refused_with_what_is_allowed(model: type[Record], data: Any) -> None:
    found = state_of(model)
    assert found is not None
    machine = found[1]
    before, after = (data.draw(st.sampled_from(sorted(machine.moves))) for _ in range(2))
    try:
        machine.check(before, after, "because")
    except Refused as error:
        assert after not in machine.allowed(before)
        assert all(machine.words.label(s) in str(error) for s in machine.allowed(before))
    else:
        assert after in machine.allowed(before)


def test_a_move_is_dated_signed_and_undone_as_one(database: Database) -> None:
    case = case_of(database)
    verbs.move(database, FarmerCase, [case.id], StateChange("advised", date(2026, 6, 2), "李"))
    moved = verbs.get(database, FarmerCase, case.id)
    assert (moved.state, moved.advised_on) == ("advised", date(2026, 6, 2))
    assert [(m.before, m.after, m.by, m.moved_on) for m in made(database, case)] == [
        ("open", "advised", "李", date(2026, 6, 2))]
    database.undo()
    assert verbs.get(database, FarmerCase, case.id).state == "open"
    assert not made(database, case)


def test_who_moved_it_is_the_manager_of_the_settings_and_nobody_where_none_is_named(database: Database) -> None:
    case = case_of(database)
    verbs.move(database, FarmerCase, [case.id], StateChange("advised"))
    settings.set_office(database, "manager", "")
    verbs.move(database, FarmerCase, [case.id], StateChange("follow_up"))
    assert [m.by for m in made(database, case)] == [MANAGER, ""]


def test_a_refused_move_leaves_everything_as_it_was(database: Database) -> None:
    case = case_of(database)
    with pytest.raises(Refused):
        verbs.move(database, FarmerCase, [case.id], StateChange("solved"))
    assert verbs.get(database, FarmerCase, case.id).state == "open"


def test_a_save_with_another_state_is_a_move_with_the_day_that_it_says(database: Database) -> None:
    case = case_of(database)
    verbs.save(database, FarmerCase, {"state": "advised", "advised_on": date(2026, 6, 5)}, case.id)
    verbs.save(database, FarmerCase, {"state": "solved"}, case.id)
    assert [(m.after, m.moved_on) for m in made(database, case)] == [("advised", date(2026, 6, 5)), ("solved", TODAY)]
    with pytest.raises(FieldErrors) as caught:
        verbs.save(database, FarmerCase, {"state": "advised"}, case.id)
    assert set(caught.value.fields) == {"state"}
    with pytest.raises(FieldErrors) as caught:
        verbs.save(database, FarmerCase, {"closed_on": date(2026, 6, 9)}, case.id)
    assert set(caught.value.fields) == {"closed_on"}


def test_a_case_that_is_opened_again_keeps_its_first_advice_and_forgets_that_it_was_closed(database: Database) -> None:
    case = case_of(database)
    for state, day in (("advised", 2), ("solved", 8), ("open", 9), ("advised", 10)):
        verbs.move(database, FarmerCase, [case.id], StateChange(state, date(2026, 6, day), reason="seen again"))
    found = verbs.get(database, FarmerCase, case.id)
    assert (found.advised_on, found.closed_on) == (date(2026, 6, 2), None)


def test_a_new_record_begins_with_a_dated_state_where_it_is_not_the_usual_one(database: Database) -> None:
    usual = case_of(database)
    taken_over = verbs.save(database, FarmerCase, {
        "reported_on": date(2026, 6, 1), "state": "solved", "closed_on": date(2026, 6, 20)})
    assert not made(database, usual)
    assert [(m.before, m.after, m.moved_on) for m in made(database, taken_over)] == [("", "solved", date(2026, 6, 20))]


def test_several_are_moved_at_once_or_none_and_the_one_that_cannot_is_named(database: Database) -> None:
    active, ended = (verbs.save(database, Dealer, {"name": n, "state": s}) for n, s in (("甲", "active"), ("乙", "ended")))
    with pytest.raises(Refused, match="乙"):
        verbs.move(database, Dealer, [active.id, ended.id], StateChange("hold"))
    assert verbs.get(database, Dealer, active.id).state == "active"
    assert verbs.move(database, Dealer, [active.id, ended.id], StateChange("ended")) == 1


def test_moves_live_and_die_with_their_record_and_go_with_it_when_it_is_merged(database: Database) -> None:
    one, two = (verbs.save(database, Dealer, {"name": n}) for n in ("甲", "乙"))
    verbs.delete(database, Dealer, [one.id])
    assert not made(database, one)
    verbs.restore(database, "dealer", one.id)
    assert len(made(database, one)) == 1
    verbs.merge(database, Dealer, one.id, [two.id], {})
    assert len(made(database, one)) == 2 and not made(database, two)
    database.undo()
    assert len(made(database, two)) == 1


def test_a_move_is_called_by_day_and_states(database: Database) -> None:
    dealer = verbs.save(database, Dealer, {"name": "甲", "state": "active", "state_since": date(2026, 3, 1)})
    with database.reading() as session:
        (move,) = moves_of(session, dealer)
    assert move.label() == "2026-03-01  → Active dealer"
