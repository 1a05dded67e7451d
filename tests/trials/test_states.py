"""A trial goes from planned to reported step by step; what may not be is refused with the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.core import verbs
from desktop.core.errors import Refused
from desktop.trials import actions, states
from desktop.trials.actions import Move
from desktop.trials.choices import TRIAL_STATE
from desktop.trials.model import FieldEvent, Trial

if TYPE_CHECKING:
    from desktop.core.database import Database


def test_every_state_has_moves_and_every_move_ends_in_a_state() -> None:
    assert set(states.MOVES) == set(TRIAL_STATE)
    assert all(after in TRIAL_STATE.labels and states.verb(before, after) for before in states.MOVES
               for after in states.allowed(before))


def test_a_trial_is_sown_harvested_analysed_and_reported(database: Database, trial: int) -> None:
    verbs.save(database, Trial, {"state": "planned"}, trial)
    for state, day in (("sown", date(2026, 5, 2)), ("in_field", None), ("harvested", date(2026, 9, 30)), ("analysed", None),
                       ("reported", None)):
        actions.move_trial(database, trial, Move(state, day))
    found = verbs.get(database, Trial, trial)
    assert (found.state, found.sown_on, found.harvested_on) == ("reported", date(2026, 5, 2), date(2026, 9, 30))


def test_a_sown_trial_may_be_harvested_at_once(database: Database, trial: int) -> None:
    verbs.save(database, Trial, {"state": "sown"}, trial)
    assert actions.move_trial(database, trial, Move("harvested", date(2026, 9, 30))).state == "harvested"


@pytest.mark.parametrize(("before", "move", "words"), [
    ("planned", Move("harvested"), "Allowed now: Sown, Abandoned"), ("harvested", Move("in_field"), "Say why"),
    ("in_field", Move("abandoned"), "Say why"), ("reported", Move("abandoned"), "Allowed now: Analysed")])
def test_a_move_that_may_not_be_is_refused_with_the_reason(
        database: Database, trial: int, before: str, move: Move, words: str) -> None:
    verbs.save(database, Trial, {"state": before}, trial)
    with pytest.raises(Refused, match=words):
        actions.move_trial(database, trial, move)
    assert verbs.get(database, Trial, trial).state == before


def test_a_trial_without_plots_is_not_sown_and_one_without_observations_not_analysed(database: Database) -> None:
    bare = verbs.save(database, Trial, {"code": "B", "title": "bare"})
    with pytest.raises(Refused, match="no plots yet"):
        actions.move_trial(database, bare.id, Move("sown"))
    verbs.save(database, Trial, {"state": "harvested"}, bare.id)
    with pytest.raises(Refused, match="Nothing has been observed"):
        actions.move_trial(database, bare.id, Move("analysed"))


def test_an_abandoned_trial_keeps_its_reason_and_can_be_taken_up_again(database: Database, trial: int) -> None:
    actions.move_trial(database, trial, Move("abandoned", None, "hail"))
    assert verbs.get(database, Trial, trial).reason == "hail"
    actions.move_trial(database, trial, Move("in_field", None, "recovered"))
    assert verbs.get(database, Trial, trial).state == "in_field"


def test_the_form_does_not_move_the_state(database: Database, trial: int) -> None:
    actions.save_trial(database, {"title": "new title", "state": "planned"}, trial)
    found = verbs.get(database, Trial, trial)
    assert (found.title, found.state) == ("new title", "harvested")


def test_soil_and_field_log_stand_in_the_report(database: Database, trial: int) -> None:
    from desktop.trials.report.field_report import trial_report

    verbs.save(database, Trial, {"organic_matter": 18.4, "soil_ph": 6.8, "previous_crop": "大豆", "density": 4000}, trial)
    for day, kind, what in ((12, "fertiliser", "尿素"), (2, "sowing", "机播"), (20, "disaster", "冰雹")):
        verbs.save(database, FieldEvent, {"trial_id": trial, "kind": kind, "what": what, "amount": 10, "unit": "kg/亩",
                                          "happened_on": f"2026-05-{day:02}"})
    text = str(trial_report(database, trial, "en"))
    assert "18.4 g/kg" in text and "4000 plants/mu" in text and "大豆" in text
    assert text.index("机播") < text.index("尿素") < text.index("冰雹")
