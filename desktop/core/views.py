"""Saved views of a list: a name for its search, filters, order and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core import money
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.listing import Condition, Listing, Query
from desktop.core.records import Record, columns_of, living
from desktop.core.verbs import store

DAYS: dict[str, Callable[[str], date]] = {"day": date.fromisoformat, "moment": datetime.fromisoformat}


class View(Record, table=True):
    """A named view of the list `listing`. `state` is what `pack` makes; one view a list may be the default."""

    NAME: ClassVar[str] = N_("View")
    listing: str = f.text(N_("List"), required=True, index=True)
    name: str = f.text(N_("Name"), required=True)
    state: dict[str, Any] = f.data(N_("Content"), {})
    is_default: bool = f.yes_no(N_("Shown first"))


def views_of(session: Session, listing: str) -> list[View]:
    """The living views of a list, by name."""
    query = living(View).where(col(View.listing) == listing)
    return sorted(session.exec(query), key=lambda view: view.name.casefold())


def save_view(db: Database, listing: str, name: str, state: Mapping[str, Any], *, is_default: bool = False) -> View:
    """Keep a view; one of the same name is replaced. Raises `UserError` for an empty name."""
    if not name.strip():
        raise UserError(_("Give the view a name."))
    with db.operation(_("View “{name}” saved").format(name=name.strip())) as session:
        known = views_of(session, listing)
        same = next((v for v in known if v.name.casefold() == name.strip().casefold()), None)
        if is_default:
            _clear_default(session, known, same.id if same else None)
        values = {"listing": listing, "name": name, "state": dict(state), "is_default": is_default}
        return store(session, View, values, same.id if same else None)


def set_default(db: Database, view_id: int, *, on: bool) -> None:
    """Show this view first from now on, or no longer."""
    with db.operation(_("View changed")) as session:
        view = session.get(View, view_id)
        if view is not None:
            _clear_default(session, views_of(session, view.listing), view_id)
            store(session, View, {"is_default": on}, view_id)


def _clear_default(session: Session, views: list[View], but: int | None) -> None:
    for view in views:
        if view.is_default and view.id != but:
            store(session, View, {"is_default": False}, view.id)


def pack(listing: Listing, query: Query, columns: Mapping[str, Any]) -> dict[str, Any]:
    """A query and the state of the columns as plain values that JSON keeps; amounts in yuan, as they were typed."""
    conditions = [{"column": c.column, "operator": c.operator, "value": _plain(listing.asked(c).kind, c.value),
                   **({"words": c.words} if c.words else {})}
                  for c in query.conditions]
    return {"text": query.text, "conditions": conditions, "order": [list(key) for key in query.order],
            "columns": dict(columns)}


def unpack(listing: Listing, state: Mapping[str, Any]) -> tuple[Query, dict[str, Any]]:
    """The query and the columns kept in `state`; what refers to a column that is gone is left out."""
    names = {*(c.name for c in listing.columns), *(c.name for c in columns_of(listing.model))}
    conditions = tuple(_condition(listing, c) for c in state.get("conditions", ()) if c["column"] in names)
    order = tuple((name, bool(down)) for name, down in state.get("order", ()) if name in names)
    return Query(str(state.get("text", "")), conditions, order), dict(state.get("columns", {}))


def _plain(kind: str, value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(kind, v) for v in value]
    return float(money.yuan(value, kind)) if money.holds(kind) and value is not None else value


def _condition(listing: Listing, stored: Mapping[str, Any]) -> Condition:
    """A stored condition, its value as its column wants it: days come back as days, but a number of days stays a number."""
    bare = Condition(stored["column"], stored["operator"], words=stored.get("words", ""))
    kind, value = listing.asked(bare).kind, stored["value"]
    return replace(bare, value=tuple(_typed(kind, v) for v in value) if isinstance(value, list) else _typed(kind, value))


def _typed(kind: str, value: Any) -> Any:
    if isinstance(value, str) and kind in DAYS:
        return DAYS[kind](value)
    return money.stored(value, kind) if money.holds(kind) and value is not None else value
