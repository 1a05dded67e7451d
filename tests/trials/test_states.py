"""A trial goes from planned to reported step by step; what may not be is refused with the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.core import verbs
from desktop.core.errors import FieldErrors, Refused
from desktop.core.moves import StateChange, moves_of
from desktop.trials import states
from desktop.trials.choices import TRIAL_STATE
from desktop.trials.model import FieldEvent, Trial

if TYPE_CHECKING:
    from desktop.core.database import Database


def test_every_state_has_moves_and_every_move_ends_in_a_state() -> None:
    assert set(states.MOVES) == set(TRIAL_STATE)
    assert all(after in TRIAL_STATE.labels and verb for before in states.MOVES for after, verb in states.MACHINE.verbs(before))


def put(database: Database, trial: int, state: str) -> None:
    """A trial in a state, however it came there."""
    with database.operation("put") as session:
        found = session.get(Trial, trial)
        assert found is not None
        found.state = state


def test_a_trial_is_sown_harvested_analysed_and_reported(database: Database, trial: int) -> None:
    put(database, trial, "planned")
    for state, day in (("sown", date(2026, 5, 2)), ("in_field", None), ("harvested", date(2026, 9, 30)), ("analysed", None),
                       ("reported", None)):
        verbs.move(database, Trial, [trial], StateChange(state, day))
    found = verbs.get(database, Trial, trial)
    assert (found.state, found.sown_on, found.harvested_on) == ("reported", date(2026, 5, 2), date(2026, 9, 30))


def test_a_sown_trial_may_be_harvested_at_once(database: Database, trial: int) -> None:
    put(database, trial, "sown")
    verbs.move(database, Trial, [trial], StateChange("harvested", date(2026, 9, 30)))
    assert verbs.get(database, Trial, trial).state == "harvested"


@pytest.mark.parametrize(("before", "move", "words"), [
    ("planned", StateChange("harvested"), "Allowed now: Sown, Abandoned"), ("harvested", StateChange("in_field"), "Say why"),
    ("in_field", StateChange("abandoned"), "Say why"), ("reported", StateChange("abandoned"), "Allowed now: Analysed")])
def test_a_move_that_may_not_be_is_refused_with_the_reason(
        database: Database, trial: int, before: str, move: StateChange, words: str) -> None:
    put(database, trial, before)
    with pytest.raises(Refused, match=words):
        verbs.move(database, Trial, [trial], move)
    assert verbs.get(database, Trial, trial).state == before


def test_a_trial_without_plots_is_not_sown_and_one_without_observations_not_analysed(database: Database) -> None:
    bare = verbs.save(database, Trial, {"code": "B", "title": "bare"})
    with pytest.raises(Refused, match="no plots yet"):
        verbs.move(database, Trial, [bare.id], StateChange("sown"))
    put(database, bare.id, "harvested")
    with pytest.raises(Refused, match="Nothing has been observed"):
        verbs.move(database, Trial, [bare.id], StateChange("analysed"))


def test_an_abandoned_trial_keeps_its_reason_and_can_be_taken_up_again(database: Database, trial: int) -> None:
    verbs.move(database, Trial, [trial], StateChange("abandoned", reason="hail"))
    assert verbs.get(database, Trial, trial).reason == "hail"
    verbs.move(database, Trial, [trial], StateChange("in_field", reason="recovered"))
    assert verbs.get(database, Trial, trial).state == "in_field"


def test_a_form_that_says_another_state_moves_the_trial_or_is_refused(database: Database, trial: int) -> None:
    with pytest.raises(FieldErrors, match="Allowed now"):
        verbs.save(database, Trial, {"title": "new title", "state": "planned"}, trial)
    verbs.save(database, Trial, {"state": "in_field", "reason": "not ripe"}, trial)
    found = verbs.get(database, Trial, trial)
    assert (found.title != "new title", found.state) == (True, "in_field")
    with database.reading() as session:
        assert [(m.before, m.after, m.reason) for m in moves_of(session, found)][-1] == ("harvested", "in_field", "not ripe")


def test_soil_and_field_log_stand_in_the_report(database: Database, trial: int) -> None:
    from desktop.trials.report.field_report import trial_report

    verbs.save(database, Trial, {"organic_matter": 18.4, "soil_ph": 6.8, "previous_crop": "大豆", "density": 4000}, trial)
    for day, kind, what in ((12, "fertiliser", "尿素"), (2, "sowing", "机播"), (20, "disaster", "冰雹")):
        verbs.save(database, FieldEvent, {"trial_id": trial, "kind": kind, "what": what, "amount": 10, "unit": "kg/亩",
                                          "happened_on": f"2026-05-{day:02}"})
    text = str(trial_report(database, trial, "en"))
    assert "18.4 g/kg" in text and "4000 plants/mu" in text and "Soybean" in text
    assert text.index("机播") < text.index("尿素") < text.index("冰雹")
