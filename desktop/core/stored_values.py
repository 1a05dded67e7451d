"""Values as SQLite keeps them, and back: what the history writes, and what goes to the driver directly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date
from sqlalchemy.dialects import sqlite

DIALECT = sqlite.dialect()


@cache
def writer(column: Column[Any]) -> Callable[[Any], Any]:
    """The function that turns a Python value into what SQLite keeps in `column`."""
    process = column.type.dialect_impl(DIALECT).bind_processor(DIALECT) or as_it_is
    if isinstance(column.type, Boolean):
        return lambda value: None if value is None else int(value)
    return process


@cache
def reader(column: Column[Any]) -> Callable[[Any], Any]:
    """The function that gives the Python value of what SQLite keeps in `column`."""
    return column.type.dialect_impl(DIALECT).result_processor(DIALECT, None) or as_it_is


def as_it_is(value: Any) -> Any:
    """The same value: the reader and writer of what SQLite keeps as Python has it."""
    return value


def written(column: Column[Any], values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column as SQLite keeps them; equal days are turned into text once."""
    write = writer(column)
    if write is as_it_is:
        return values
    if not isinstance(column.type, Date | Boolean):
        return list(map(write, values))
    known = {value: write(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def stored(column: Column[Any], value: Any) -> Any:
    """`value` as SQLite keeps it in `column`."""
    return writer(column)(value)


def loaded(column: Column[Any], value: Any) -> Any:
    """The Python value of what SQLite keeps in `column`."""
    return reader(column)(value)
