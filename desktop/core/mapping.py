"""How the classes of records are made: as SQLModel makes them, at a third of the cost.

A window needs dozens of models before anything stands in it, most of them for their tables alone: lists and Today ask for
columns. SQLModel lets SQLAlchemy find the columns of each class by a scan of all that the class and its bases say, though
it has just made them itself; pydantic compiles the text of every annotation by itself. Here a table is made of the columns
as they are, a text is compiled once, and SQLAlchemy learns how objects of the class become rows when the first is made or
asked for.

This stands on how SQLModel and SQLAlchemy are made inside, so pyproject.toml names their versions; tests/core/test_mapping.py
and the comparison of fresh with migrated schemas tell whether a newer one still fits.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from threading import RLock
from types import CodeType
from typing import Any, Self

from sqlalchemy import Table
from sqlalchemy.inspection import _inspects
from sqlalchemy.orm import Mapper
from sqlmodel import SQLModel
from sqlmodel.main import SQLModelMetaclass

_one_at_a_time = RLock()


class RecordMeta(SQLModelMetaclass):
    """Makes the class of a record; with `table=True` its table too."""

    def __new__(mcs, name: str, bases: tuple[type[Any], ...], class_dict: dict[str, Any], **kwargs: Any) -> Any:
        if said := class_dict.get("__annotations__"):  # texts, with `from __future__ import annotations`
            module = vars(sys.modules[class_dict["__module__"]])
            class_dict = {**class_dict, "__annotations__": {field: _meant(text, module) for field, text in said.items()}}
        return super().__new__(mcs, name, bases, class_dict, **kwargs)

    def __init__(cls, name: str, bases: tuple[type[Any], ...], class_dict: dict[str, Any], **_kwargs: Any) -> None:
        type.__init__(cls, name, bases, class_dict)
        if cls.model_config.get("table"):
            cls.__table__ = _table(cls)


@_inspects(RecordMeta)
def mapped(model: Any) -> Mapper[Any] | None:
    """How the objects of a model become rows, from now on; None for a class without a table.

    SQLAlchemy calls it wherever a model is named: in queries, for a session, in `inspect`.
    """
    if "__mapper__" not in vars(model) and "__table__" in vars(model):
        with _one_at_a_time:
            if "__mapper__" not in vars(model):
                model._sa_registry.map_imperatively(model, model.__table__)
    mapper: Mapper[Any] | None = vars(model).get("__mapper__")
    return mapper


class Mapped(SQLModel, metaclass=RecordMeta):
    """The base of records."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        mapped(cls)  # SQLAlchemy watches over each object from its first moment
        made: Self = super().__new__(cls, *args, **kwargs)
        return made


def _table(model: Any) -> Table:
    """The table of a model whose columns SQLModel has made; indexes and the like stand in its `__table_args__`."""
    own = [name for name in model.__annotations__ if name in model.model_fields]
    columns = []
    for name in (*(name for name in model.model_fields if name not in own), *own):  # one said again stands where it is said
        column = getattr(model, name)
        column.name = column.key = name
        columns.append(column)
    said = model.__table_args__
    items, options = (said[:-1], said[-1]) if isinstance(said, tuple) else ((), said)
    return Table(model.__tablename__, model.metadata, *columns, *items, **options)


def _meant(annotation: Any, module: Mapping[str, Any]) -> Any:
    """What the text of an annotation means in its module; the text itself where that cannot be said yet."""
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(_code(annotation), dict(module))
    except NameError:
        return annotation


@cache
def _code(text: str) -> CodeType:
    return compile(text, "<annotation>", "eval")
