"""Fields of another record that are written and read as if they stood on this one: a contact has a person's name.

    borrow(Membership, "person_id", Person, ("name", "mobile"))

Form, list, import, export and bulk edit of the borrower have these fields; the doors of `verbs` write them into the lender,
which is found (`Record.identify`) or made. A lender that nothing else names goes into the bin with its last borrower.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import FromClause, ScalarSelect, inspect, select
from sqlalchemy.orm import column_property
from sqlmodel import Session

from desktop.core.records import Lender, Record, borrowed, table_of

R = TypeVar("R", bound=Record)
Values = Mapping[str, Any]


def borrow(model: type[Record], link: str, lender: type[Record], names: Sequence[str]) -> None:
    """Let the fields `names` of the record that `link` names be fields of `model` too. Said once, below both classes."""
    table = table_of(lender)
    model.LENDER = Lender(lender, link, {name: table.c[name] for name in names})
    for name in names:
        inspect(model).add_property(name, column_property(lent(model, name, table_of(model))))


def lent(model: type[Record], name: str, borrower: Any) -> ScalarSelect[Any]:
    """A borrowed field of the row of `borrower` (the model's table or an alias of it) in the query around it."""
    lender = model.LENDER
    assert lender is not None, f"{model.__name__} borrows nothing"
    lending = table_of(lender.model).alias()
    return select(lending.c[name]).where(lending.c.id == borrower.c[lender.link]).scalar_subquery()


def readable(model: type[Record]) -> FromClause:
    """The table of a model, with the lender's where it borrows: what its columns are read from in bulk."""
    table, lender = table_of(model), model.LENDER
    if lender is None:
        return table
    lending = table_of(lender.model)
    return table.join(lending, lending.c.id == table.c[lender.link], isouter=True)


def default_of(model: type[Record], name: str) -> Any:
    """What a field of a new record holds where nobody says anything."""
    owner = model.LENDER.model if model.LENDER and name in borrowed(model) else model
    return owner.model_fields[name].get_default(call_default_factory=True)


def without_lent(session: Session, model: type[Record], values: Values, record_id: int | None, store: Callable[..., Record]
                 ) -> Values:
    """The values of a record's own fields; those it borrows are stored in the lender, by `store`, one of the doors."""
    lender, lent = model.LENDER, {name: value for name, value in values.items() if name in borrowed(model)}
    if lender is None or not lent:
        return values
    own = {name: value for name, value in values.items() if name not in lent}
    number = own.get(lender.link) or _link_of(session, model, record_id)
    if number is None:
        [found], there = lender.model.identify(session, [lent])
        number, lent = (found, _filled(lent)) if found in there else (None, lent)
    return {**own, lender.link: store(session, lender.model, lent, number).id}


def without_lent_many(session: Session, model: type[Record], rows: Sequence[Values], store: Callable[..., Record],
                      insert_many: Callable[..., Any]) -> Sequence[Values]:
    """As `without_lent`, for many new rows with the same fields, by the two doors."""
    lender, names = model.LENDER, [name for name in rows[0] if name in borrowed(model)] if rows else []
    if lender is None or not names:
        return rows
    lent = [{name: row[name] for name in names} for row in rows]
    numbers, there = lender.model.identify(session, lent)
    numbers = [row.get(lender.link) or number for row, number in zip(rows, numbers, strict=True)]
    there = there | {row[lender.link] for row in rows if row.get(lender.link)}
    fresh = {number: {"id": number, **values} for number, values in zip(numbers, lent, strict=True) if number not in there}
    for number, values in zip(numbers, lent, strict=True):
        if number in there:
            store(session, lender.model, _filled(values), number)
    insert_many(session, lender.model, list(fresh.values()))
    return [{**{name: value for name, value in row.items() if name not in names}, lender.link: number}
            for row, number in zip(rows, numbers, strict=True)]


def with_lent(session: Session, record: R) -> R:
    """A stored record with the fields it borrows as they are now."""
    if names := list(borrowed(type(record))):
        session.refresh(record, names)
    return record


def _link_of(session: Session, model: type[Record], record_id: int | None) -> int | None:
    """The lender that a stored record names."""
    found = session.get(model, record_id) if record_id else None
    return getattr(found, model.LENDER.link) if found is not None and model.LENDER else None


def _filled(values: Values) -> dict[str, Any]:
    """Values without the blanks, which say nothing of a record that is there."""
    return {name: value for name, value in values.items() if value not in (None, "")}
