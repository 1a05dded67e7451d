"""What the records that a list names are called: their best name, in the language in force when the list is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, String, bindparam, case, cast, func, literal, select
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from desktop.core.i18n import SOURCE, language
from desktop.core.kinds import model_of
from desktop.core.records import column_of, table_of

NAMES = ("name", "title", "topic", "full_name", "name_zh", "name_en", "item_name", "farmer", "complainant", "what", "code",
         "number")
"""Fields by which a record is called, the best first; its column in a list is wide."""


def spoken(table: Any) -> Any:
    """The SQL expression of what a record of `table` is called that may have an English name beside its own."""
    english = func.coalesce(func.nullif(table.c.name_en, ""), table.c.name)
    return case((_in_english(), english), else_=table.c.name).label("name")


def in_force(value: Any, own: Any) -> Any:
    """What a column of a list shows: the name of a record of another table than `own` as `spoken`, all else as it is.

    The list of the records themselves shows both of their names, each under its heading.
    """
    table = getattr(value, "table", None)
    foreign = table is not None and table is not own and getattr(value, "key", "") == "name" and "name_en" in table.c
    return spoken(table) if foreign else value


def _in_english() -> Any:
    return bindparam("language_in_force", callable_=language, type_=String) == SOURCE


def say_of(source: Column[Any]) -> Callable[[str], str] | None:
    """How the name of the record that a field names is said in the language in force."""
    table = table_of(model_of(source.info["link"]))
    return next((table.c[name].info.get("say") for name in NAMES if name in table.c), None)


def name_of(source: Column[Any]) -> Any:
    """What the record that a field names is called: the first of its names that is written, else its first day.

    Of names in both languages the one of the language in force when the list is read comes first.
    """
    table = table_of(model_of(source.info["link"]))
    written = [name for name in NAMES if name in table.c]
    days = [] if written else [c.name for c in table.c if c.info.get("kind") == "day"]
    # An alias of the whole table would copy each of its columns, for each list of which hardly anybody asks for this one.
    target = sql_table(table.name, *(sql_column(name, table.c[name].type) for name in ("id", *written, *days))).alias()
    names = [*(func.nullif(target.c[name], "") for name in written), *(cast(target.c[name], String) for name in days)]
    called: Any = func.coalesce(*names, literal("")) if names else literal("")
    if "name_en" in written:
        called = case((_in_english(), func.coalesce(func.nullif(target.c.name_en, ""), called)), else_=called)
    return select(called).where(target.c.id == source).correlate(source.table).scalar_subquery()


def said(record: Any, field: str) -> str:
    """A text of a record as the language in force says it (`fields.text(say=…)`); "" where there is no record."""
    if record is None:
        return ""
    text, say = str(getattr(record, field) or ""), column_of(type(record), field).info.get("say")
    return str(say(text)) if say else text
