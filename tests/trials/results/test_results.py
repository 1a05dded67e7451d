"""What a trial says: means, ranks, the check, and nothing that the design does not bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.trials.model import Entry, Plot, Trial
from desktop.trials.results.trait_result import analyse_trial, result_of, results
from desktop.trials.trial_data import load
from tests.trials.conftest import entry_named, plot_numbered

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.trials.results.trait_result import Result


def yields(database: Database, trial: int) -> Result:
    data = load(database, trial)
    response = data.response()
    assert response is not None
    found = result_of(data, response)
    assert found is not None
    return found


def test_a_stored_trial_is_analysed_by_its_blocks(database: Database, trial: int) -> None:
    analysis = analyse_trial(database, trial)
    assert [round(row.ss, 2) for row in analysis.anova] == [9.78, 6.63, 2.40]
    assert analysis.row("Variety").p == pytest.approx(0.0367303, abs=1e-6)


def test_the_best_variety_stands_first_and_is_compared_with_the_check(database: Database, trial: int) -> None:
    result = yields(database, trial)
    assert [line.entry.name for line in result.lines] == ["V4", "V2", "V3", "V1"]
    best = result.lines[0]
    assert best.mean == pytest.approx(8.3)
    assert best.percent == pytest.approx(100 * (8.3 - 6.5) / 6.5)
    assert best.lower is not None
    assert best.lower < 1.8 < (best.upper or 0)
    assert result.per_mu == pytest.approx(1000 / 15)


def test_a_lost_plot_is_left_out_and_its_variety_adjusted(database: Database, trial: int) -> None:
    verbs.save(database, Plot, {"state": "lost", "reason": "牲畜踩踏"}, plot_numbered(database, trial, "101").id)
    result = yields(database, trial)
    line = next(line for line in result.lines if line.entry.name == "V2")
    assert line.count == 2
    assert line.mean != pytest.approx((6.8 + 6.2) / 2), "the block of the lost plot was a good one"


def test_single_plots_give_ranks_but_no_significance(database: Database, trial: int) -> None:
    for plot in verbs.owned(database, Plot, "trial_id", trial):
        if plot.replicate != 1:
            verbs.save(database, Plot, {"state": "excluded", "reason": "test"}, plot.id)
    result = yields(database, trial)
    assert result.analysis is None
    assert "without replication" in result.reason
    assert [line.rank for line in result.lines] == [1, 2, 3, 4]
    assert all(line.p is None and line.letters == "" and line.mark == "" for line in result.lines)
    with pytest.raises(UserError, match="without replication"):
        analyse_trial(database, trial)


def test_without_a_check_the_trial_mean_is_the_base(database: Database, trial: int) -> None:
    verbs.save(database, Entry, {"is_check": False}, entry_named(database, trial, "V1").id)
    result = yields(database, trial)
    assert result.check is None
    assert result.base == pytest.approx(result.mean)
    assert all(line.p is None for line in result.lines)


def test_where_less_is_better_the_smallest_stands_first(database: Database, trial: int) -> None:
    from desktop.catalogue.model import Trait

    stored = verbs.get(database, Trial, trial)
    verbs.save(database, Trait, {"direction": "lower"}, stored.trait_id)
    assert next(line.entry.name for line in yields(database, trial).lines) == "V1"


def test_a_trial_without_values_has_no_results(database: Database) -> None:
    empty = verbs.save(database, Trial, {"code": "E", "title": "empty"})
    assert results(load(database, empty.id)) == []
    with pytest.raises(UserError, match="no measured trait"):
        analyse_trial(database, empty.id)


def test_the_same_data_have_the_same_fingerprint(database: Database, trial: int) -> None:
    first = load(database, trial).fingerprint()
    assert load(database, trial).fingerprint() == first
    verbs.save(database, Plot, {"state": "lost", "reason": "hail"}, plot_numbered(database, trial, "101").id)
    assert load(database, trial).fingerprint() != first
