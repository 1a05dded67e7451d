"""What was announced of a variety stands beside what the trials measured; its state follows its newest decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import AnnouncedTrait, Trait, Variety, VarietyDecision
from desktop.core import verbs
from desktop.trials import actions
from desktop.trials.model import Entry, Plot, Trial
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.results.measured import compared
from tests.trials.conftest import entry_named, plot_numbered

if TYPE_CHECKING:
    from desktop.core.database import Database


@pytest.fixture
def variety(database: Database, trial: int) -> int:
    found = entry_named(database, trial, "V2").variety_id
    assert found
    return found


def test_announced_and_measured_stand_side_by_side_over_trials(database: Database, trial: int, variety: int) -> None:
    trait = actions.traits_of(database, trial)[0]
    verbs.save(database, AnnouncedTrait, {"variety_id": variety, "trait_id": trait.id, "value": 7.0})
    second = verbs.save(database, Trial, {"code": "T2", "title": "two"})
    entry = verbs.save(database, Entry, {"trial_id": second.id, "variety_id": variety})
    plot = verbs.save(database, Plot, {"trial_id": second.id, "entry_id": entry.id, "number": "1"})
    with database.operation("observed") as session:
        store_values(session, [((plot.id, trait.id, 1), 9.6, False)])
    [one] = compared(database, variety)
    first = (9.8 + 6.8 + 6.2) / 3
    assert (one.trials, one.announced) == (2, 7.0)
    assert one.measured == pytest.approx((first + 9.6) / 2)
    assert one.deviation == pytest.approx(abs(9.6 - first) / 2**0.5)
    assert one.difference == pytest.approx((first + 9.6) / 2 - 7)


def test_lost_plots_do_not_count(database: Database, trial: int, variety: int) -> None:
    verbs.save(database, Plot, {"state": "lost", "reason": "hail"}, plot_numbered(database, trial, "101").id)
    [one] = compared(database, variety)
    assert one.measured == pytest.approx((6.8 + 6.2) / 2)


def test_of_a_grade_the_worst_plot_counts_and_no_mean(database: Database, trial: int, variety: int) -> None:
    score = verbs.save(database, Trait, {"code": "s", "name_en": "Score", "kind": "score", "direction": "lower"})
    plots = [p for p in verbs.owned(database, Plot, "trial_id", trial)
             if verbs.get(database, Entry, p.entry_id or 0).variety_id == variety]
    with database.operation("observed") as session:
        store_values(session, [((p.id, score.id, 1), v, False) for p, v in zip(plots, (1.0, 7.0, 3.0), strict=True)])
    one = next(c for c in compared(database, variety) if c.trait.id == score.id)
    assert (one.measured, one.rule, one.deviation) == (7.0, "worst", None)


def test_the_state_follows_the_newest_decision_also_when_one_is_taken_away(database: Database, variety: int) -> None:
    def state() -> str:
        return verbs.get(database, Variety, variety).state

    made = {day: verbs.save(database, VarietyDecision, {"variety_id": variety, "decided_on": day, "state": wish}).id
            for day, wish in (("2026-03-01", "promotion"), ("2025-03-01", "demonstration"))}
    assert state() == "promotion"
    verbs.delete(database, VarietyDecision, [made["2026-03-01"]])
    assert state() == "demonstration"
    database.undo()
    assert state() == "promotion"
