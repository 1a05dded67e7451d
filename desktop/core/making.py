"""What a reference offers to make where the record it should name is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.records import Record, columns_of

CALLED = ("name", "title", "topic", "name_zh")  # the fields that may name a record, the first that it has


def naming_field(model: type[Record]) -> str:
    """The field that a typed name fills; "" where records of `model` are not called by a name or belong to another."""
    columns = {c.name: c for c in columns_of(model)}
    if any(c.info.get("owned") for c in columns.values()):
        return ""
    return next((name for name in CALLED if name in columns), "")


def is_enough(model: type[Record], values: Mapping[str, Any]) -> bool:
    """Whether `values` fill in all that a record of `model` must have."""
    return bool(values) and all(values.get(c.name) not in (None, "") for c in columns_of(model) if c.info.get("required"))


def offers(session: Session, model: type[Record], text: str) -> list[tuple[str, dict[str, Any]]]:
    """What could be made of `text`, as (what is said, values): what the missing record itself proposes, where `text` is a part
    of its name, then one of that name.

    Nothing is offered for records that belong to another one, which no reference could name.
    """
    field = naming_field(model)
    if not field:
        return []
    kind, name, proposed = _(model.NAME).lower(), text.strip(), model.proposed(session)
    fits = bool(proposed) and name.casefold() in proposed[field].casefold()
    made = [(_("New {kind}: {name}").format(kind=kind, name=proposed[field]), proposed)] if fits else []
    if name:
        return [*made, (_("New {kind}: {name}").format(kind=kind, name=name), {field: name})]
    return [*made, (_("New {kind}…").format(kind=kind), {})]
