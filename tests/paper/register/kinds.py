"""What a kind of document is to the tests, and the ways to say what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.feature import load
from desktop.core.i18n import language


@dataclass(frozen=True)
class Kind:
    """A kind of document: `subjects` it can be about, the richest first, and what makes it of one of them.

    `sample`: it is made for the tests, about nothing in the database.
    """

    build: Callable[[Database, Any], Document]
    subjects: Callable[[Database], Sequence[Any]]
    sample: bool = False

    def first(self, db: Database) -> Document:
        """The document of the richest subject, in the language in force."""
        return self.build(db, self.subjects(db)[0])


def built(place: str, subjects: Callable[[Database], Sequence[Any]]) -> Kind:
    """A kind that "module:function" builds of the database and a record's key."""
    return Kind(partial(_load_and_build, place), subjects)


def spoken(place: str, subjects: Callable[[Database], Sequence[Any]]) -> Kind:
    """A kind whose builder is told the language beside the database and the key."""
    return Kind(lambda db, subject: load(place)(db, subject, language()), subjects)


def built_alone(place: str) -> Kind:
    """A kind that "module:function" builds of the database, about no one record of it."""
    return Kind(lambda db, _subject: load(place)(db), lambda _db: [None])


def sample(build: Callable[[Database], Document]) -> Kind:
    """A document that is made for the tests, about nothing in the database."""
    return Kind(lambda db, _subject: build(db), lambda _db: [None], sample=True)


def _load_and_build(place: str, db: Database, subject: Any) -> Document:
    document: Document = load(place)(db, subject)
    return document


def richest(query: str) -> Callable[[Database], list[Any]]:
    """The first column of a query's rows, in their order."""
    def asked(db: Database) -> list[Any]:
        with db.reading() as session:
            return [row[0] for row in session.connection().exec_driver_sql(query)]

    return asked


def records(table: str) -> Callable[[Database], list[Any]]:
    """The records of a table, the oldest first."""
    return richest(f"SELECT id FROM {table} ORDER BY id")


def of(parent: str, child: str) -> Callable[[Database], list[Any]]:
    """The living records of a table, those with the most children first."""
    return richest(f"SELECT p.id FROM {parent} p LEFT JOIN {child} c ON c.{parent}_id = p.id AND c.deleted_at IS NULL "
                   "WHERE p.deleted_at IS NULL GROUP BY p.id ORDER BY count(c.id) DESC, p.id")


def named(column: str, child: str) -> Callable[[Database], list[Any]]:
    """What a column of a table names, the most often named first."""
    return richest(f"SELECT {column} FROM {child} GROUP BY {column} ORDER BY count(*) DESC")
