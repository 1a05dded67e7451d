"""The tables of PostgreSQL: those of the models, in a schema of their own, with PostgreSQL's exact types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Float, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, JSONB, TIMESTAMP

from desktop.core.exchange.changes import shared
from desktop.core.fields import Moment
from desktop.core.kinds import model_of
from desktop.core.records import table_of
from desktop.core.stored_values import loaded

SCHEMA = "agridesk"
"""The schema in the database of headquarters that is ours alone; nothing else there is touched."""


def published() -> MetaData:
    """The tables of all kinds of record that are handed over. References are checked at the end of the transaction only."""
    made = MetaData(schema=SCHEMA)
    names = shared()
    for name in sorted(names):
        source = table_of(model_of(name))
        Table(name, made, *(_column(column, names) for column in source.columns), comment=model_of(name).NAME)
    return made


def _column(column: Column[Any], names: set[str]) -> Column[Any]:
    keys = [ForeignKey(f"{SCHEMA}.{key.target_fullname}", deferrable=True, initially="DEFERRED")
            for key in column.foreign_keys if key.target_fullname.partition(".")[0] in names]
    return Column(column.name, _type(column), *keys, primary_key=column.primary_key, autoincrement=False,
                  nullable=column.nullable, comment=column.info.get("title"))


def _type(column: Column[Any]) -> Any:
    """The exact type of PostgreSQL; whole numbers may be as large as SQLite's."""
    kinds: tuple[tuple[Any, Any], ...] = ((Moment, TIMESTAMP(timezone=True)), (JSON, JSONB()), (Boolean, Boolean()),
                                          (Date, Date()), (Float, DOUBLE_PRECISION()), (BigInteger | Integer, BigInteger()))
    return next((found for kind, found in kinds if isinstance(column.type, kind)), Text())


def converters(name: str) -> dict[str, Callable[[Any], Any]]:
    """Field → the function that makes PostgreSQL's value of what SQLite keeps."""
    return {column.name: _converter(column) for column in table_of(model_of(name)).columns}


def _converter(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, JSON):
        return lambda value: _json(loaded(column, value))
    return lambda value: loaded(column, value)


def _json(value: Any) -> Any:
    from psycopg.types.json import Jsonb

    return None if value is None else Jsonb(value)
