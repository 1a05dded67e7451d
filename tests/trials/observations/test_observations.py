"""The grid of observations: what is typed is stored, blanks are taken away, doubtful values are kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Trait
from desktop.core import verbs
from desktop.core.errors import Refused
from desktop.core.grid import GridChange
from desktop.trials import actions
from desktop.trials.model import Observation, Trial
from desktop.trials.observations.observation_grid import ObservationGrid, implausible
from desktop.trials.trial_data import load
from tests.trials.conftest import plot_numbered

if TYPE_CHECKING:
    from desktop.core.database import Database


def test_the_grid_shows_plots_in_walk_order_with_their_varieties(database: Database, trial: int) -> None:
    grid = ObservationGrid(database, trial).load()
    assert [header[0] for header in grid.headers][:3] == ["101", "102", "103"]
    assert grid.headers[3][1] == "V1 (CK)"
    assert grid.values[0] == [9.8]
    assert (grid.columns[0].low, grid.columns[0].high) == (1, 12)


def test_an_edit_is_one_action_and_one_undo(database: Database, trial: int) -> None:
    source = ObservationGrid(database, trial)
    grid = source.load()
    name = grid.columns[0].name
    source.save([GridChange(grid.keys[0], name, 9.8, 5.0), GridChange(grid.keys[1], name, 9.5, None)])
    assert [row[0] for row in source.load().values][:3] == [5.0, None, 7.3]
    assert database.undo() == "2 observations entered"
    assert [row[0] for row in source.load().values][:3] == [9.8, 9.5, 7.3]


def test_a_value_typed_again_after_it_was_cleared_is_stored_once(database: Database, trial: int) -> None:
    source = ObservationGrid(database, trial)
    grid = source.load()
    key, name = grid.keys[0], grid.columns[0].name
    source.save([GridChange(key, name, 9.8, None)])
    source.save([GridChange(key, name, None, 4.4)])
    assert source.load().values[0] == [4.4]
    assert [o.value for o in verbs.owned(database, Observation, "plot_id", key)] == [4.4]


def test_words_days_and_categories_come_back_as_they_went_in(database: Database, trial: int) -> None:
    from datetime import date

    made = [verbs.save(database, Trait, {"code": c, "name_en": c, "kind": c, "categories": "a = 甲 | first"})
            for c in ("text", "date", "category")]
    known = actions.traits_of(database, trial)
    actions.set_traits(database, trial, [t.id for t in [*known, *made]])
    source = ObservationGrid(database, trial)
    key = source.load().keys[0]
    wanted = ["倒伏", date(2026, 7, 18), "a"]
    source.save([GridChange(key, f"{t.id}:1", None, v) for t, v in zip(made, wanted, strict=True)])
    assert source.load().values[0][1:] == wanted
    column = source.load().columns[3]
    assert column.choices is not None
    assert column.choices.labels == {"a": "first"}


def test_a_note_stands_without_a_value(database: Database, trial: int) -> None:
    source = ObservationGrid(database, trial)
    grid = source.load()
    cell = (grid.keys[0], grid.columns[0].name)
    source.set_note(*cell, "wet")
    assert source.load().notes == {cell: "wet"}


def test_repeated_occasions_are_columns_of_their_own(database: Database, trial: int) -> None:
    source = ObservationGrid(database, trial)
    grid = source.load()
    trait = grid.columns[0].name.split(":")[0]
    source.save([GridChange(grid.keys[0], f"{trait}:2", None, 3.3)])
    again = source.load()
    assert [c.title for c in again.columns] == ["Yield", "Yield, time 2"]
    assert again.values[0] == [9.8, 3.3]


def test_implausible_values_are_listed_and_never_refused(database: Database, trial: int) -> None:
    source = ObservationGrid(database, trial)
    grid = source.load()
    source.save([GridChange(grid.keys[0], grid.columns[0].name, 9.8, 98.0, accepted=True)])
    assert [(p.number, v) for p, _t, v in implausible(load(database, trial))] == [("101", 98.0)]
    assert source.load().accepted == {(grid.keys[0], grid.columns[0].name)}


def test_plots_are_laid_out_once_and_the_seed_is_kept(database: Database, trial: int) -> None:
    from desktop.core.errors import UserError
    from desktop.designs import DesignOptions
    from desktop.trials.model import Plot
    from desktop.trials.plan.layout import lay_out

    with pytest.raises(UserError, match="plots already"):
        lay_out(database, trial, "rcbd", DesignOptions(seed=5))
    verbs.delete(database, Plot, [p.id for p in verbs.owned(database, Plot, "trial_id", trial)])
    lay_out(database, trial, "rcbd", DesignOptions(seed=5))
    assert verbs.get(database, Trial, trial).seed == 5
    assert len(verbs.owned(database, Plot, "trial_id", trial)) == 12


def test_a_trait_with_observations_is_not_deleted(database: Database, trial: int) -> None:
    trait = verbs.get(database, Trial, trial).trait_id
    assert trait is not None
    with pytest.raises(Refused):
        verbs.delete(database, Trait, [trait])


def test_a_trial_takes_all_that_it_owns_into_the_bin_and_back(database: Database, trial: int) -> None:
    plot = plot_numbered(database, trial, "101")
    verbs.delete(database, Trial, [trial])
    assert verbs.owned(database, Observation, "plot_id", plot.id) == []
    database.undo()
    assert len(load(database, trial).plots) == 12
