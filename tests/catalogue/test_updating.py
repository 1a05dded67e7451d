"""An older database is brought up to the shipped catalogue without touching what its user wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import select

from desktop.catalogue import updating
from desktop.catalogue.model import Trait
from desktop.catalogue.seed import load_catalogue, seeded_id
from desktop.core import history, verbs
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS

if TYPE_CHECKING:
    from desktop.core.database import Database

RATIO, YIELD = seeded_id("trait", "maize.ear_height_ratio"), seeded_id("trait", "maize.yield_mu")


def older(database: Database) -> None:
    """A database as an older program filled it: one trait is not there, another has no formula yet."""
    with database.transaction() as session:
        history.begin(session, "seed", kind="seed")
        load_catalogue(session)
        session.connection().exec_driver_sql(f"DELETE FROM trait WHERE id = {RATIO}")
        session.connection().exec_driver_sql(f"UPDATE trait SET formula = '', low = 5 WHERE id = {YIELD}")


def test_a_fresh_database_needs_nothing(database: Database) -> None:
    with database.transaction() as session:
        history.begin(session, "seed", kind="seed")
        load_catalogue(session)
    assert not updating.offer(database)


def test_new_traits_are_added_and_definitions_brought_up_to_date(database: Database) -> None:
    older(database)
    found = updating.update(database)
    assert (found.additions, found.changes) == (1, 1)
    assert verbs.get(database, Trait, RATIO).formula == "ear_height / plant_height"
    assert "plot_weight" in verbs.get(database, Trait, YIELD).formula
    assert not updating.offer(database)


def test_what_the_user_edited_stays(database: Database) -> None:
    older(database)
    verbs.save(database, Trait, {"low": 100.0}, YIELD)
    found = updating.update(database)
    trait = verbs.get(database, Trait, YIELD)
    assert (trait.low, "plot_weight" in trait.formula, found.kept) == (100.0, True, 1)


def test_what_was_deleted_is_not_brought_back(database: Database) -> None:
    older(database)
    verbs.delete(database, Trait, [YIELD])
    updating.update(database)
    assert verbs.get(database, Trait, YIELD).deleted_at is not None


def test_the_update_is_one_action_to_undo(database: Database) -> None:
    older(database)
    updating.update(database)
    database.undo()
    assert verbs.get(database, Trait, YIELD).formula == ""
    assert updating.offer(database).changes == 1


def test_a_database_of_the_first_release_gets_todays_catalogue(tmp_path: Path) -> None:
    [released] = sorted((Path(__file__).parents[1] / "released").glob("*.agridesk"))[:1]
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    import_models()
    db = open_database(path, STEPS)
    try:
        found = updating.update(db)
        assert found.additions + found.changes > 100
        assert not updating.offer(db)
        with db.reading() as session:
            traits = {t.code: t for t in session.exec(select(Trait))}
        assert traits["maize.ear_height_ratio"].formula == "ear_height / plant_height"
    finally:
        db.close()
