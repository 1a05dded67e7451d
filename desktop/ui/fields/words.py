"""A field's value in words: labels of choices, names of linked records, local times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop.core import local_time, money
from desktop.core.i18n import _
from desktop.core.picking import label_of
from desktop.ui.fields.entry import number_text

if TYPE_CHECKING:
    from sqlalchemy import Column

    from desktop.core.database import Database

NOTHING = "–"


def word(column: Column[Any], value: Any, names: Mapping[int, str]) -> str:
    """`value` of a field in words; `names` are those of linked records."""
    info = column.info
    if value in (None, ""):
        return NOTHING
    if info.get("choices"):
        return str(info["choices"].label(value))
    if info.get("link"):
        return names.get(value) or str(value)
    if money.holds(info["kind"]):
        if info["unit"] == "yuan":
            return money.said(value, info["kind"])
        return f"{money.text(value, info['kind'])} {_(info['unit'])}"
    say = info.get("say")
    return _plain_word(say(value) if say else value, info.get("unit", ""))


def _plain_word(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return f"{number_text(value)} {_(unit)}" if unit else number_text(value)
    if isinstance(value, datetime):
        return local_time.shown(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def field_word(db: Database, column: Column[Any], value: Any) -> str:
    """`word`, with the name of a linked record read from the database."""
    target = column.info.get("link")
    if not target or value is None:
        return word(column, value, {})
    with db.reading() as session:
        return word(column, value, {value: label_of(session, target, value)})
