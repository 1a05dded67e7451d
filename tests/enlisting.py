"""Throw-away kinds of record: their tables exist, and the program knows them, only while a test stands on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from desktop.core.records import Record, table_of


class Enlisting:
    """Models that were just defined. They are hidden at once, so that no other test meets them."""

    def __init__(self, models: Sequence[type[Record]]) -> None:
        self._tables = {model: table_of(model) for model in models}
        self.statements = [statement for table in self._tables.values() for statement in _statements(table)]
        for model, table in self._tables.items():
            SQLModel.metadata.remove(table)
            type.__delattr__(model, "__table__")

    @contextmanager
    def known(self) -> Iterator[None]:
        """The models are among the kinds of record inside the block."""
        for model, table in self._tables.items():
            type.__setattr__(model, "__table__", table)
        try:
            yield
        finally:
            for model in self._tables:
                type.__delattr__(model, "__table__")

    def make(self, connection: Any) -> None:
        """A step of the schema: their tables."""
        for statement in self.statements:
            connection.execute(statement)


def _statements(table: Any) -> list[str]:
    dialect = sqlite.dialect()
    return [str(CreateTable(table).compile(dialect=dialect)),
            *(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)]
