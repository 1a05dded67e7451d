"""Random histories of three laptops and a leading file; packages late, twice, out of order, lost: all files end alike, nothing
refers to nothing, and no value that somebody wrote vanishes without a word."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from desktop.core import verbs
from desktop.core.check import check
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.exchange.clash import Clash
from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.people.model import Membership
from tests.core.exchange.star import Star, content, star, taken

FIELDS = ("name", "address", "remarks")


@dataclass(frozen=True)
class Written:
    """A value that somebody wrote into a cell, and what stood there before."""

    key: int
    field: str
    value: str
    before: Any


class Work:
    """People at work on all files, by chance; every value they write is another one."""

    def __init__(self, made: Star, chance: random.Random) -> None:
        self.star, self.chance, self.written = made, chance, list[Written]()
        self.under_way: list[tuple[Database, Path]] = []

    def step(self) -> None:
        """One thing that happens."""
        db = self.chance.choice(self.star.all())
        what = self.chance.choices([self.edit, self.add, self.throw_away, self.undo], [10, 4, 2, 1])[0]
        if self.chance.random() < 0.7:
            what(db)
        else:
            self.send_or_deliver()

    def _any(self, session: Session, model: Any) -> Any:
        rows = session.exec(living(model).order_by(model.id)).all()
        return self.chance.choice(rows) if rows else None

    def edit(self, db: Database) -> None:
        """A value is changed."""
        with db.operation("edit") as session:
            row = self._any(session, Dealer)
            if row is not None:
                field, value = self.chance.choice(FIELDS), f"{self.chance.random():.12f}"
                self.written.append(Written(row.id, field, value, getattr(row, field)))
                verbs.store(session, Dealer, {field: value}, row.id)

    def add(self, db: Database) -> None:
        """A dealer, or a person of one."""
        with db.operation("add") as session:
            row = self._any(session, Dealer)
            if row is not None and self.chance.random() < 0.6:
                verbs.store(session, Membership, {"name": f"人{self.chance.random():.12f}", "dealer_id": row.id})
            else:
                verbs.store(session, Dealer, {"name": f"{self.chance.random():.12f}"})

    def throw_away(self, db: Database) -> None:
        """Something goes into the bin."""
        try:
            with db.operation("delete") as session:
                row = self._any(session, self.chance.choice([Dealer, Membership]))
                if row is not None:
                    verbs.remove(session, type(row), [row.id])
        except UserError:
            pass

    def undo(self, db: Database) -> None:
        """The newest action is taken back, where that may be; a package is none of these people's actions."""
        try:
            with db.reading() as session:
                from desktop.core.history import next_undo

                found = next_undo(session)
            if found is not None and found.taken_from is None:
                db.undo()
        except UserError:
            pass

    def send_or_deliver(self) -> None:
        """A package is made, or one of those under way arrives, perhaps not for the last time, or is lost."""
        name = self.chance.choice(list(self.star.laptops))
        if self.chance.random() < 0.5 or not self.under_way:
            up = self.chance.random() < 0.5
            self.under_way.append((self.star.leader, self.star.up(name)) if up else
                                  (self.star.laptops[name], self.star.down(name)))
            return
        number = self.chance.randrange(len(self.under_way))
        db, path = self.under_way[number]
        fate = self.chance.random()
        if fate < 0.8:
            taken(db, path)
        if fate > 0.3:
            self.under_way.pop(number)


def silent(work: Work) -> list[Written]:
    """Values that neither stand, nor were written over by somebody who saw them, nor are kept in a clash."""
    with work.star.leader.reading() as session:
        rows = {row.id: row for row in session.exec(select(Dealer)).all()}
        clashes = {(c.row_id, c.field, json.loads(side)) for c in session.exec(select(Clash)).all()
                   for side in (c.kept, c.other)}
    seen = {written for db in work.star.all() for written in written_over(db)}
    return [w for w in work.written if w.key in rows and getattr(rows[w.key], w.field) != w.value
            and (w.key, w.field, w.value) not in clashes | seen]


def written_over(db: Database) -> set[tuple[int, str, str]]:
    """What stood in the cells of a file when somebody there wrote others, or took an action back."""
    with db.reading() as session:
        lines = session.connection().exec_driver_sql(
            "SELECT c.row_id, c.before FROM change c JOIN operation o ON o.id = c.operation_id "
            "WHERE o.taken_from IS NULL").all()
    return {(row, field, value) for row, before in lines for field, value in json.loads(before or "{}").items()
            if isinstance(value, str)}


def lived(folder: Path, seed: int, steps: int) -> Work:
    """A history of so many steps, at the end of which all packages came and all answers went."""
    chance = random.Random(seed)
    with star(folder) as made:
        work = Work(made, chance)
        for _number in range(6):
            work.add(made.leader)
        for _number in range(steps):
            work.step()
        for _number in range(3):
            made.round()
        first, *others = [content(db) for db in made.all()]
        for other in others:
            assert differing(first, other) == []
        for db in made.all():
            assert [f.sentence for f in check(db) if f.level == "error" or "recycle bin" in f.sentence] == []
        assert silent(work) == []
    return work


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, int, str, Any, Any]]:
    """The cells in which two files differ."""
    found = []
    for table in sorted({*one, *other}):
        for key in sorted({*one.get(table, {}), *other.get(table, {})}):
            left, right = one.get(table, {}).get(key, {}), other.get(table, {}).get(key, {})
            found += [(table, key, name, left.get(name), right.get(name)) for name in {*left, *right}
                      if left.get(name) != right.get(name)]
    return found


@pytest.mark.parametrize("seed", range(2))
def test_three_laptops_and_a_leading_file_end_alike(tmp_path: Path, seed: int) -> None:
    """A short history, of which the long row of them is made."""
    lived(tmp_path, seed, 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 250))
def test_150_histories_end_alike(tmp_path: Path, seed: int) -> None:
    """0 cells diverged, 0 references broken, 0 silent losses."""
    lived(tmp_path, seed, 50)
