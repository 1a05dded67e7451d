"""The states of a label version: what may follow what, and that nothing else happens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import Refused
from desktop.labels.choices import STATES
from desktop.labels.states import MACHINE, MOVES

allowed, check_move = MACHINE.allowed, MACHINE.check
states = st.sampled_from(list(STATES))


def test_every_state_is_known_to_the_machine_and_the_list_alike() -> None:
    assert set(MOVES) == set(STATES.labels)
    assert {after for following in MOVES.values() for after in following} <= set(STATES.labels)


@given(states, states, st.text(max_size=5))
def test_a_move_is_either_allowed_or_refused_with_what_is_allowed(before: str, after: str, reason: str) -> None:
    try:
        check_move(before, after, reason)
        assert after in allowed(before)
    except Refused as error:
        if after in allowed(before):
            assert not reason.strip(), "with a reason every allowed move goes"
        else:
            assert all(STATES.label(s) in str(error) for s in allowed(before))


@given(st.lists(states, max_size=12))
def test_no_walk_leaves_superseded_or_withdrawn_and_none_is_effective_without_approval(wishes: list[str]) -> None:
    state, past = "draft", ["draft"]
    for wish in wishes:
        try:
            check_move(state, wish, "because")
        except Refused:
            continue
        state = wish
        past.append(state)
    for place, passed in enumerate(past):
        if passed in ("superseded", "withdrawn"):
            assert place == len(past) - 1
        if passed == "effective":
            assert past[place - 1] == "approved"
        if passed == "approved":
            assert past[place - 1] == "review"


def test_going_back_and_withdrawing_need_a_reason() -> None:
    with pytest.raises(Refused, match="Say why"):
        check_move("review", "draft")
    with pytest.raises(Refused, match="Say why"):
        check_move("effective", "withdrawn", "  ")
    check_move("effective", "withdrawn", "wrong approval number")


def test_the_sentence_names_what_is_allowed() -> None:
    with pytest.raises(Refused, match=r"“Draft” cannot become “Effective”\. Allowed now: In review\."):
        check_move("draft", "effective")
