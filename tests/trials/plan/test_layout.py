"""A trial is laid out, edited, walked and certified; every step can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.designs import DesignOptions
from desktop.trials.model import Entry, Plot, Trial
from desktop.trials.plan import layout

if TYPE_CHECKING:
    from desktop.core.database import Database


@pytest.fixture
def laid(database: Database, trial: int) -> int:
    """The wheat trial laid out anew in blocks with guards."""
    verbs.delete(database, Plot, [p.id for p in verbs.owned(database, Plot, "trial_id", trial)])
    layout.lay_out(database, trial, "rcbd", DesignOptions(seed=11, guard_rows=1, guard_columns=1))
    return trial


def plots(database: Database, trial: int) -> list[Plot]:
    found = verbs.owned(database, Plot, "trial_id", trial)
    return sorted((p for p in found if p.kind == "plot"), key=lambda p: p.walk or 0)


def test_the_plan_and_what_it_was_made_by_are_kept(database: Database, laid: int) -> None:
    trial = verbs.get(database, Trial, laid)
    assert (trial.seed, trial.design, trial.replicates) == (11, "rcbd", 3)
    assert trial.design_options == {"guard_rows": 1, "guard_columns": 1}
    assert [p.walk for p in plots(database, laid)] == list(range(1, 13))
    found = layout.layout_of(database, laid)
    assert found.certificate.valid
    assert found.plan.randomised_here


def test_a_swap_is_one_step_and_shows_in_the_certificate(database: Database, laid: int) -> None:
    first, *others = plots(database, laid)
    other = next(p for p in others if p.replicate == 2 and p.entry_id != first.entry_id)
    layout.swap(database, first.id, other.id)
    found = layout.layout_of(database, laid)
    assert not found.certificate.valid
    assert not found.plan.randomised_here
    database.undo()
    assert layout.layout_of(database, laid).plan.randomised_here


def test_nothing_is_swapped_with_itself_or_with_a_guard(database: Database, laid: int) -> None:
    first = plots(database, laid)[0]
    guard = next(p for p in verbs.owned(database, Plot, "trial_id", laid) if p.kind == "guard")
    with pytest.raises(UserError, match="guard"):
        layout.swap(database, first.id, guard.id)
    with pytest.raises(UserError, match="same entry"):
        layout.swap(database, first.id, first.id)


def test_plots_are_left_out_with_a_reason_and_put_back(database: Database, laid: int) -> None:
    numbers = [p.id for p in plots(database, laid)[:2]]
    with pytest.raises(UserError, match="Say why"):
        layout.set_state(database, numbers, "lost", "")
    layout.set_state(database, numbers, "lost", "flooded")
    assert [p.reason for p in plots(database, laid)[:2]] == ["flooded", "flooded"]
    layout.set_state(database, numbers, "ok", "")
    assert {(p.state, p.reason) for p in plots(database, laid)} == {("ok", "")}


def test_the_walk_is_renumbered_from_another_corner(database: Database, laid: int) -> None:
    assert layout.renumber_walk(database, laid, "back-right", "columns", serpentine=False) == 12
    first = plots(database, laid)[0]
    assert (first.row, first.column) == (4, 5)
    database.undo()
    assert (plots(database, laid)[0].row, plots(database, laid)[0].column) == (2, 2)


def test_a_plan_that_does_not_fit_leaves_nothing_behind(database: Database, trial: int) -> None:
    verbs.delete(database, Plot, [p.id for p in verbs.owned(database, Plot, "trial_id", trial)])
    with pytest.raises(UserError, match="Latin square"):
        layout.lay_out(database, trial, "latin", DesignOptions(replicates=3))
    assert plots(database, trial) == []
    assert verbs.get(database, Trial, trial).design == "rcbd"


def test_entries_go_by_the_name_of_their_variety(database: Database, trial: int) -> None:
    entry = next(e for e in verbs.owned(database, Entry, "trial_id", trial) if e.number == 2)
    verbs.save(database, Entry, {"name": ""}, entry.id)
    assert [i.name for i in layout.items_of(database, trial)] == ["V1", "V2", "V3", "V4"]
