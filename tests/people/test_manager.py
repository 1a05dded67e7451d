"""The manager of the settings is a person, and what the manager did points there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import settings, verbs
from desktop.core.database import Database
from desktop.core.moves import Move, StateChange
from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person
from tests.core.store import ready as new_database


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[Database]:
    """A database as the program opens it, with what follows an action."""
    db = new_database(tmp_path / "ready.agridesk")
    yield db
    db.close()


def staff(db: Database) -> list[tuple[str, str]]:
    with db.reading() as session:
        return [(m.name, m.role) for m in session.exec(living(Membership))]


def signed(db: Database) -> list[tuple[str, int | None]]:
    with db.reading() as session:
        return [(m.by, m.by_id) for m in session.exec(living(Move).order_by(Move.id))]  # type: ignore[arg-type]


def test_the_manager_is_a_person_as_soon_as_the_name_is_set(ready: Database) -> None:
    settings.set_office(ready, "phone", "0571")
    assert staff(ready) == []
    for _time in range(2):
        settings.set_office(ready, "manager", "李农艺")
    assert staff(ready) == [("李农艺", "staff")]
    settings.set_office(ready, "manager", "王农艺")
    assert sorted(staff(ready)) == [("李农艺", "staff"), ("王农艺", "staff")]


def test_what_the_manager_does_points_to_the_person_and_keeps_the_name_as_written(ready: Database) -> None:
    unknown = verbs.save(ready, Dealer, {"name": "甲"})
    settings.set_office(ready, "manager", "李农艺")
    with ready.reading() as session:
        [person] = session.exec(living(Person))
    made = verbs.save(ready, Dealer, {"name": "乙"})
    verbs.move(ready, Dealer, [made.id], StateChange("active", by="别人"))
    assert signed(ready) == [("", None), ("李农艺", person.id), ("别人", None)]
    ready.undo()
    verbs.move(ready, Dealer, [made.id, unknown.id], StateChange("review"))
    assert signed(ready)[-2:] == [("李农艺", person.id)] * 2
