"""Repeated occasions, jumps between values, where a value comes from, photos on a cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Trait
from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.core.grid import GridChange
from desktop.trials import actions
from desktop.trials.model import Observation
from desktop.trials.observations import occasions
from desktop.trials.observations.observation_grid import ObservationGrid
from tests.trials.conftest import plot_numbered

if TYPE_CHECKING:
    from desktop.core.database import Database


@pytest.fixture
def blight(database: Database, trial: int) -> int:
    """A score of disease, and the area under its curve, in the wheat trial."""
    score = verbs.save(database, Trait, {"code": "blight", "name_en": "Blight", "kind": "score", "low": 1, "high": 9,
                                         "direction": "lower"})
    area = verbs.save(database, Trait, {"code": "area", "name_en": "Area", "formula": "audpc(blight)", "decimals": 1})
    actions.set_traits(database, trial, [*(t.id for t in actions.traits_of(database, trial)), score.id, area.id])
    return score.id


def test_scores_on_dated_occasions_give_the_area_under_their_curve(database: Database, trial: int, blight: int) -> None:
    source = ObservationGrid(database, trial)
    occasions.set_day(database, trial, blight, 1, date(2026, 7, 1))
    occasions.set_day(database, trial, blight, occasions.next_occasion(database, trial, blight), date(2026, 7, 11))
    grid = source.load()
    assert [c.title for c in grid.columns] == ["Yield", "Blight 07-01", "Blight, time 2 07-11", "Area"]
    assert grid.columns[3].derived
    assert grid.earlier == {f"{blight}:2": f"{blight}:1"}
    key = grid.keys[0]
    source.save([GridChange(key, f"{blight}:1", None, 1.0)])
    computed = source.save([GridChange(key, f"{blight}:2", None, 5.0)]).values
    assert computed == {(key, grid.columns[3].name): 30.0}
    occasions.set_day(database, trial, blight, 2, date(2026, 7, 21))
    assert source.load().values[0][3] == 60.0


def test_occasions_stand_in_the_order_of_their_days(database: Database, trial: int, blight: int) -> None:
    occasions.set_day(database, trial, blight, 1, date(2026, 7, 10))
    with pytest.raises(UserError, match="Occasion 1 was on 2026-07-10"):
        occasions.set_day(database, trial, blight, 2, date(2026, 7, 1))


def test_a_value_far_from_its_replicates_or_its_past_is_doubtful(database: Database, trial: int, blight: int) -> None:
    grid = ObservationGrid(database, trial).load()
    assert grid.jump is not None
    yields, score = grid.columns[0], grid.columns[1]
    assert "other plots" in grid.jump(yields, 30.0, None, [9.0, 8.5])
    assert grid.jump(yields, 9.9, None, [9.0, 8.5]) == ""
    assert "earlier" in grid.jump(score, 7.0, 1.0, [])
    assert grid.jump(score, 3.0, 1.0, [1.0, 3.0]) == ""
    assert [len(set(grid.groups)), grid.groups.count(grid.groups[0])] == [4, 3]


def test_a_value_tells_who_entered_it_and_what_stood_there(database: Database, trial: int) -> None:
    source = ObservationGrid(database, trial)
    grid = source.load()
    name = grid.columns[0].name
    source.save([GridChange(grid.keys[0], name, 9.8, 5.0)])
    told = source.story(grid.keys[0], name)
    assert told.splitlines()[0] == "Typed in the grid"
    assert "1 observation entered" in told and "before: 9.8" in told
    assert source.story(grid.keys[0], "1:7") == ""


def test_photos_hang_on_a_cell_without_a_value(database: Database, trial: int, blight: int, tmp_path: Path) -> None:
    picture = tmp_path / "leaf.jpg"
    picture.write_bytes(b"not really a picture")
    source = ObservationGrid(database, trial)
    key = plot_numbered(database, trial, "101").id
    source.add_photos(key, f"{blight}:1", [picture])
    grid = source.load()
    assert grid.photos == {(key, f"{blight}:1")}
    owner = source.owner(key, f"{blight}:1")
    assert isinstance(owner, Observation) and owner.value is None
    database.undo()
    assert source.load().photos == set()


def test_a_computed_cell_that_somebody_replaced_is_marked_and_cleared_back(database: Database, trial: int, blight: int) -> None:
    double = verbs.save(database, Trait, {"code": "double", "name_en": "Double", "formula": "'wheat.yield' * 2"})
    actions.set_traits(database, trial, [*(t.id for t in actions.traits_of(database, trial)), double.id])
    source = ObservationGrid(database, trial)
    grid = source.load()
    column = len(grid.columns) - 1
    cell = (grid.keys[0], grid.columns[column].name)
    assert grid.values[0][column] == 19.6 and cell not in grid.own
    source.save([GridChange(*cell, 19.6, 7.0)])
    assert source.load().own == {cell}
    computed = source.save([GridChange(*cell, 7.0, None)]).values
    assert computed[cell] == 19.6
    assert source.load().own == set()


def test_plots_stand_in_the_order_in_which_one_walks(database: Database, trial: int) -> None:
    for walk, number in enumerate(("301", "101"), 1):
        plot = plot_numbered(database, trial, number)
        verbs.save(database, type(plot), {"walk": walk}, plot.id)
    assert [header[0] for header in ObservationGrid(database, trial).load().headers][:3] == ["301", "101", "102"]
