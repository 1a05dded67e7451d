"""Documents, cases and complaints move only as their machines allow; every move is dated and can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.service import actions, ways
from desktop.service.actions import Move, Way
from desktop.service.case_model import CaseMove, FarmerCase

WAYS = (ways.SHEET, ways.HANDOUT, ways.CASE, ways.COMPLAINT)


@pytest.mark.parametrize("way", WAYS, ids=lambda w: w.model.__name__)
def test_a_machine_and_its_list_of_words_know_the_same_states(way: Way) -> None:
    assert set(way.machine.moves) == set(way.machine.words.labels)
    assert {after for following in way.machine.moves.values() for after in following} <= set(way.machine.moves)
    assert all(name in way.model.model_fields for name in way.kept)


@given(way=st.sampled_from(WAYS), data=st.data())
def test_a_move_is_allowed_or_refused_with_what_is_allowed(way: Way, data: Any) -> None:
    before, after = (data.draw(st.sampled_from(sorted(way.machine.moves))) for _ in range(2))
    try:
        way.machine.check(before, after, "because")
    except Refused as error:
        assert after not in way.machine.allowed(before)
        assert all(way.machine.words.label(s) in str(error) for s in way.machine.allowed(before))
    else:
        assert after in way.machine.allowed(before)


def test_a_move_is_dated_and_undone_as_one(database: Database) -> None:
    case = actions.save_numbered(database, FarmerCase, "AL", {"reported_on": date(2026, 6, 1), "farmer": "王〇"}, None,
                                 ways.CASE.kept)
    assert case.code.startswith("AL-") and case.state == "open"
    moved: Any = actions.move(database, ways.CASE, case.id, Move("advised", date(2026, 6, 2), "李"))
    assert (moved.state, moved.advised_on) == ("advised", date(2026, 6, 2))
    (made,) = verbs.owned(database, CaseMove, "case_id", case.id)
    assert (made.before, made.after, made.by) == ("open", "advised", "李")
    database.undo()
    assert verbs.get(database, FarmerCase, case.id).state == "open"
    assert not verbs.owned(database, CaseMove, "case_id", case.id)


def test_a_refused_move_leaves_everything_as_it_was(database: Database) -> None:
    case = actions.save_numbered(database, FarmerCase, "AL", {"reported_on": date(2026, 6, 1)}, None, ways.CASE.kept)
    with pytest.raises(Refused):
        actions.move(database, ways.CASE, case.id, Move("solved"))
    assert verbs.get(database, FarmerCase, case.id).state == "open"


def test_saving_a_form_never_changes_the_state(database: Database) -> None:
    case = actions.save_numbered(database, FarmerCase, "AL", {"reported_on": date(2026, 6, 1)}, None, ways.CASE.kept)
    actions.save_numbered(database, FarmerCase, "AL", {"state": "solved", "farmer": "张"}, case.id, ways.CASE.kept)
    stored = verbs.get(database, FarmerCase, case.id)
    assert (stored.state, stored.farmer) == ("open", "张")
