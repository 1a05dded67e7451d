"""What was made on the way for a form goes with the form in one undo, and stands by itself where nothing came to name it."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from desktop.core import history, verbs
from desktop.core.database import Database
from desktop.features import import_models
from tests.core.store import opened

import_models()

from desktop.catalogue.model import Variety  # noqa: E402 - all models must be known before one is used
from desktop.dealers.model import Dealer  # noqa: E402
from desktop.sales.products.model import Product  # noqa: E402


def made(db: Database) -> Variety:
    variety = verbs.save(db, Variety, {"name": "丰玉1"})
    db.made.add(("variety", variety.id))
    return variety


def labels(session: Session) -> list[str]:
    return [operation.label for operation in history.recent(session)]


def test_one_undo_takes_the_saved_record_and_the_one_made_for_it_and_one_redo_brings_both(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        variety = made(db)
        product = verbs.save(db, Product, {"variety_id": variety.id, "bag_kg": 2.5})
        assert not db.made
        db.undo()
        assert verbs.get(db, Variety, variety.id).is_deleted and verbs.get(db, Product, product.id).is_deleted
        db.redo()
        assert not verbs.get(db, Variety, variety.id).is_deleted and not verbs.get(db, Product, product.id).is_deleted
        with db.reading() as session:
            assert len(history.of_record(session, "variety", variety.id)) == 3
            assert labels(session).count("Variety added") == 0


def test_two_made_for_one_form_go_together(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        first = made(db)
        second = verbs.save(db, Variety, {"name": "丰玉2"})
        db.made.add(("variety", second.id))
        with db.operation("both") as session:
            for variety in (first, second):
                verbs.store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5})
        db.undo()
        assert all(verbs.get(db, Variety, one.id).is_deleted for one in (first, second))


def test_what_nothing_names_stands_by_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        variety = made(db)
        verbs.save(db, Dealer, {"name": "甲"})
        db.undo()
        assert not verbs.get(db, Variety, variety.id).is_deleted
        db.undo()
        assert verbs.get(db, Variety, variety.id).is_deleted


def test_where_something_else_was_done_in_between_two_undos_are_two(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        variety = made(db)
        verbs.save(db, Dealer, {"name": "甲"})
        product = verbs.save(db, Product, {"variety_id": variety.id, "bag_kg": 2.5})
        db.undo()
        assert verbs.get(db, Product, product.id).is_deleted and not verbs.get(db, Variety, variety.id).is_deleted


def test_a_save_that_fails_leaves_what_was_made_waiting(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        variety = made(db)
        try:
            with db.operation("fails") as session:
                verbs.store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5})
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        product = verbs.save(db, Product, {"variety_id": variety.id, "bag_kg": 2.5})
        db.undo()
        assert verbs.get(db, Variety, variety.id).is_deleted and verbs.get(db, Product, product.id).is_deleted
