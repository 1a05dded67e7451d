"""The verbs every kind of record shares: get, save, move, change many, delete, restore, merge, insert in bulk.

All writing ends in `store` and `insert_many`, the two doors, where the record's rules run (`rules.py`).

Each is one user action: one transaction, one line in the history. Features add their own verbs in `actions.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, col

from desktop.core import history, rules
from desktop.core.bulk import Insert, inserter
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused, UserError
from desktop.core.fields import now
from desktop.core.i18n import _, ngettext
from desktop.core.ids import new_ids
from desktop.core.kinds import kinds, model_of
from desktop.core.lending import with_lent, without_lent, without_lent_many
from desktop.core.moves import Move, StateChange, state_of
from desktop.core.picking import merging
from desktop.core.records import (
    Record,
    alive_in_sql,
    clean_text,
    living,
    refuse_problems,
    shaped,
    table_of,
    title_of,
)
from desktop.core.references import deleted_in, owned_with, references
from desktop.core.relinking import move_attachments, refuse_below, relink
from desktop.core.standing import refuse_closed_since, refuse_locked, refuse_two_in_force
from desktop.core.states import Machine
from desktop.core.stored_values import written

R = TypeVar("R", bound=Record)


def get(db: Database, model: type[R], record_id: int) -> R:
    """One record, deleted or not. Raises `UserError` where there is none."""
    with db.reading() as session:
        return _existing(session, model, record_id)


def _existing(session: Session, model: type[R], record_id: int) -> R:
    found = session.get(model, record_id)
    if found is None:
        raise UserError(_("This {kind} is no longer in the database.").format(kind=_(model.NAME)))
    return found


def owned(db: Database, model: type[R], parent: str, parent_id: int) -> list[R]:
    """The living records of `model` whose field `parent` names `parent_id`, oldest first."""
    with db.reading() as session:
        query = living(model).where(table_of(model).c[parent] == parent_id)
        return list(session.exec(query.order_by(col(model.id))))


def names_it(session: Session, table: str, field: str, record_id: int) -> bool:
    """Whether any living record of `table` names `record_id` in that field; for tables whose model may not be known."""
    query = f'SELECT 1 FROM "{table}" own WHERE "{field}" = ? AND {alive_in_sql("own")} LIMIT 1'
    return session.connection().exec_driver_sql(query, (record_id,)).first() is not None


def any_in(session: Session, *tables: str) -> bool:
    """Whether any of some tables holds a living record. One question for all, which ends at the first that does."""
    asked = (f'EXISTS (SELECT 1 FROM "{table}" own WHERE {alive_in_sql("own")})' for table in tables)
    return bool(session.connection().exec_driver_sql(f"SELECT {' OR '.join(asked)}").scalar()) if tables else False


def discard_many(session: Session, model: type[Record], ids: Sequence[int]) -> None:
    """Put many records into the recycle bin fast, inside an action, with their lines in the history.

    Nothing may stand on them, and they may own nothing: `remove` asks that, and takes a hundred times as long.
    """
    table, moment = table_of(model).name, history.stored_now()
    driver: Any = session.connection().connection.driver_connection
    driver.executemany(f'UPDATE "{table}" SET deleted_at = ? WHERE id = ?', [(moment, number) for number in ids])
    if ids:
        line = {"table_name": table, "kind": "delete", "before": '{"deleted_at":null}',
                "after": json.dumps({"deleted_at": moment}, separators=(",", ":"))}
        history.write_changes(session, [{**line, "row_id": number} for number in ids])


def save(db: Database, model: type[R], values: Mapping[str, Any], record_id: int | None = None,
         label: str | None = None) -> R:
    """Make a record of `values`, or change the one named. Raises `FieldErrors` naming each wrong field."""
    with db.operation(label or saved_as(model, new=record_id is None)) as session:
        return store(session, model, values, record_id)


def saved_as(model: type[Record], *, new: bool) -> str:
    """What the history calls the saving of one record."""
    return (_("{kind} added") if new else _("{kind} changed")).format(kind=_(model.NAME))


def store(session: Session, model: type[R], values: Mapping[str, Any], record_id: int | None = None,
          change: StateChange | None = None) -> R:
    """`save` inside an action that is under way: the one door for a record, which runs the record's rules.

    `change` says day, person and reason of the move to another state that `values` hold. Raises `FieldErrors`, and
    `Refused` where the record is locked by its state, or the move is not allowed.
    """
    values = without_lent(session, model, values, record_id, store)
    if record_id is None:
        record = shaped(model, values)
        move = rules.before_one(session, model, record, None)
        refuse_problems(model, record)
        record.provide(None, session)
        _refuse_gone(session, record, model.model_fields)
        session.add(record)
        session.flush()
        rules.after_one(session, record, None, move)
        return with_lent(session, record)
    existing = _existing(session, model, record_id)
    if existing.is_deleted:
        raise Refused(_("“{name}” lies in the recycle bin and was not changed. Restore it first.").format(
            name=existing.label()))
    fresh = shaped(model, values, existing)
    before = _copied(existing) if rules.ruled(model) else existing
    move = rules.before_one(session, model, fresh, before, change)
    refuse_problems(model, fresh)
    fresh.provide(before, session)
    _take_over(session, existing, fresh)
    rules.after_one(session, existing, before, move)
    return with_lent(session, existing)


def _copied(record: R) -> R:
    """A copy that the session does not know, which stays as it is."""
    return type(record)(**record.model_dump())


def _take_over(session: Session, existing: Record, fresh: Record) -> None:
    """Give a stored record the values of `fresh`."""
    changed = [name for name in type(existing).model_fields if getattr(existing, name) != getattr(fresh, name)]
    _refuse_gone(session, fresh, changed)
    for name in changed:
        setattr(existing, name, getattr(fresh, name))
    session.flush()


def move(db: Database, model: type[Record], ids: Sequence[int], change: StateChange) -> int:
    """Bring records into another state, in one action; of several, those that are in it already stay as they are.

    Gives how many moved. Raises `Refused` with what is allowed.
    """
    with db.operation(moved_as(model, ids, change.state)) as session:
        return len([move_in(session, model, number, change, alone=len(ids) == 1) for number in ids
                    if len(ids) == 1 or _state(session, model, number) != change.state])


def moved_as(model: type[Record], ids: Sequence[int], state: str) -> str:
    """What the history calls a move."""
    text = _("{kind}: {state}") if len(ids) == 1 else _("{n} × {kind}: {state}")
    return text.format(n=len(ids), kind=_(model.NAME), state=_machine(model)[1].words.label(state))


def move_in(session: Session, model: type[R], record_id: int, change: StateChange, *, alone: bool = True) -> R:
    """`move` of one record inside an action that is under way; one of several is named where it is refused."""
    name = _machine(model)[0]
    if _state(session, model, record_id) == change.state:
        _machine(model)[1].check(change.state, change.state)
    try:
        return store(session, model, {name: change.state}, record_id, change)
    except Refused as error:
        if alone:
            raise
        raise Refused(_("{name}: {reason}").format(name=_existing(session, model, record_id).label(), reason=error)) from None
    except FieldErrors as error:
        said = _with_titles(model, error.fields)
        if not alone:
            said = _("{name}: {reason}").format(name=_existing(session, model, record_id).label(), reason=said)
        raise FieldErrors(error.fields, said) from None


def _with_titles(model: type[Record], fields: Mapping[str, str]) -> str:
    """What is wrong with fields that are not in sight: each sentence once, behind the names of the fields it is about."""
    about: dict[str, list[str]] = {}
    for name, sentence in fields.items():
        about.setdefault(sentence, []).append(title_of(model, name))
    return " ".join(sentence if len(titles) == 1 and titles[0] in sentence
                    else _("{name}: {reason}").format(name=_(", ").join(titles), reason=sentence)
                    for sentence, titles in about.items())


def _machine(model: type[Record]) -> tuple[str, Machine]:
    found = state_of(model)
    if found is None:
        raise RuntimeError(f"{model.__name__} has no state that moves")
    return found


def _state(session: Session, model: type[Record], record_id: int) -> str:
    return str(getattr(_existing(session, model, record_id), _machine(model)[0]))


def _refuse_gone(session: Session, record: Record, names: Iterable[str]) -> None:
    """A field may not name a record that somebody has deleted since the form was opened."""
    session.flush()
    columns = table_of(type(record)).columns
    gone = {}
    for name in names:
        target, number = columns[name].info.get("link") if name in columns else None, getattr(record, name)
        if target and number is not None and not session.connection().exec_driver_sql(
                f'SELECT 1 FROM "{target}" WHERE id = ? AND deleted_at IS NULL', (number,)).first():
            gone[name] = _("{field}: the record chosen is no longer there. Choose another.").format(
                field=title_of(type(record), name))
    if gone:
        raise FieldErrors(gone)


def change_many(db: Database, model: type[Record], ids: Sequence[int], values: Mapping[str, Any]) -> int:
    """Give all records named the same values, in one action; gives how many there were."""
    text = ngettext("{n} record changed: {fields}", "{n} records changed: {fields}", len(ids)).format(
        n=len(ids), fields=", ".join(title_of(model, name) for name in values))
    with db.operation(text) as session:
        for record_id in ids:
            store(session, model, values, record_id)
    return len(ids)


def delete(db: Database, model: type[Record], ids: Sequence[int]) -> int:
    """Put records and what they own into the recycle bin. Raises `Refused` where others stand on them."""
    text = ngettext("{n} × {kind} deleted", "{n} × {kind} deleted", len(ids)).format(n=len(ids), kind=_(model.NAME))
    with db.operation(text) as session:
        remove(session, model, ids)
    return len(ids)


def remove(session: Session, model: type[Record], ids: Sequence[int]) -> None:
    """`delete` inside an action that is under way."""
    doomed: dict[type[Record], set[int]] = {}
    rules.before_delete(session, model, [_existing(session, model, number) for number in ids])
    _collect(session, model, list(ids), doomed)
    _collect_lenders(session, doomed)
    _refuse_referenced(session, doomed)
    moment = now()
    for kind, numbers in doomed.items():
        for number in sorted(numbers):
            record = _existing(session, kind, number)
            record.deleted_at = record.deleted_at or moment  # what lies in the bin already keeps its day
    session.flush()


def _collect(session: Session, model: type[Record], ids: list[int], doomed: dict[type[Record], set[int]]) -> None:
    """`ids` and all records they own, at any depth."""
    known = doomed.setdefault(model, set())
    fresh = [i for i in ids if i not in known]
    known.update(fresh)
    if not fresh:
        return
    for link, found in references(session, table_of(model).name, fresh):
        if link.owned:
            _collect(session, model_of(link.table), found, doomed)


def _collect_lenders(session: Session, doomed: dict[type[Record], set[int]]) -> None:
    """A record that lent its fields to those that go, and that nothing else names, goes with them."""
    for model, ids in list(doomed.items()):
        lender = model.LENDER
        if lender is None:
            continue
        for number in {getattr(_existing(session, model, i), lender.link) for i in ids}:
            naming = references(session, table_of(lender.model).name, [number])
            if all(i in doomed.get(model_of(link.table), ()) for link, found in naming for i in found):
                _collect(session, lender.model, [number], doomed)


def _refuse_referenced(session: Session, doomed: Mapping[type[Record], set[int]]) -> None:
    for model, ids in doomed.items():
        for link, found in references(session, table_of(model).name, sorted(ids)):
            referring = model_of(link.table)
            others = [i for i in found if i not in doomed.get(referring, set())]
            if others:
                raise Refused(_("{name} cannot be deleted: {n} × {kind} refer to it, for example “{example}”.").format(
                    name=_(model.NAME), n=len(others), kind=_(referring.NAME),
                    example=_existing(session, referring, others[0]).label()))


def restore(db: Database, table_name: str, record_id: int) -> int:
    """Bring a record back from the recycle bin; gives how many came.

    What it owns and was deleted in the same action comes with it, and what it refers to, since nothing that lives may
    refer to a deleted record. Others that were deleted in the same action stay in the bin. Raises `Refused` where it is part
    of a document that was closed meanwhile, or a version beside which another is in force now.
    """
    model = model_of(table_name)
    with db.operation(_("{kind} restored").format(kind=_(kinds()[table_name].name))) as session:
        refuse_closed_since(session, model, [record_id], deleted_in(session, table_name, record_id) or 0)
        return bring_back(session, model, record_id)


def bring_back(session: Session, model: type[Record], number: int) -> int:
    """`restore` inside an action that is under way, without asking what was closed since; gives how many came."""
    record, name = session.get(model, number), table_of(model).name
    if record is None or not record.is_deleted:
        return 0
    record.deleted_at, came = None, 1
    for link in kinds()[name].links:
        if (target := link.target_of(record)) and getattr(record, link.column) is not None:
            came += bring_back(session, model_of(target), getattr(record, link.column))
    record.before_restore(session)
    session.flush()
    refuse_two_in_force(session, model, [number])
    action = deleted_in(session, name, number)
    return came + sum(bring_back(session, model_of(child), i) for child, i in owned_with(session, name, number, action))


def merge(db: Database, model: type[R], keep: int, lose: Sequence[int], values: Mapping[str, Any]) -> R:
    """Make one record of several: what referred to the losers refers to `keep`, which takes `values`.

    The losers go to the recycle bin; one undo brings all back. Raises `Refused` where one of them is locked by its state.
    """
    lose = [number for number in lose if number != keep]
    with db.operation(_("{kind} merged: {names}").format(kind=_(model.NAME), names=merging(db, model, keep, lose))) as session:
        refuse_below(session, model, keep, lose)
        refuse_locked(_existing(session, model, number) for number in (keep, *lose))
        for link, found in references(session, table_of(model).name, list(lose)):
            for number in found:
                record: Any = _existing(session, model_of(link.table), number)
                relink(session, record, _copied(record), link.column, keep)
        move_attachments(session, table_of(model).name, keep, lose)
        session.flush()
        for number in lose:
            _existing(session, model, number).deleted_at = now()
        return store(session, model, values, keep)


def insert_many(session: Session, model: type[Record], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert many rows, inside an action: the door for many new records, which runs the record's rules; gives their keys.

    Values must be valid already, and all rows must have the same fields; missing ones take their defaults. Raises
    `FieldErrors` or `Refused` where a rule does not hold.
    """
    rows = without_lent_many(session, model, rows, store, insert_many)
    if not rows or not rules.ruled(model):
        return take(session, model, rows)
    prepared = rules.before_many(session, model, rows)
    ids = take_columns(session, model, prepared.columns)
    take(session, Move, prepared.moves)
    rules.after_many(session, model, prepared)
    return ids


def take(session: Session, model: type[Record], rows: Sequence[Mapping[str, Any]], insert: Insert | None = None) -> list[int]:
    """Take rows as they are, without the rules of records: what the program ships, what went through them already.

    As `insert_many` otherwise. The history holds one line a row without the values (the row holds them). Goes to the
    driver directly: a tenth of the cost of saving records.
    """
    if not rows:
        return []
    names = [c.name for c in table_of(model).columns if c.name in rows[0]]
    base = {name: f.default for name, f in model.model_fields.items() if isinstance(f.default, str | int | float | bool)}
    ids = [int(r["id"]) for r in rows] if "id" in rows[0] else new_ids(len(rows))
    given = {name: [row[name] for row in rows] for name in names}
    missing = {name: [value] * len(rows) for name, value in base.items() if name not in given}
    return take_columns(session, model, {**missing, **given, "id": ids}, insert)


def take_columns(session: Session, model: type[Record], values: Mapping[str, Sequence[Any]],
                 insert: Insert | None = None) -> list[int]:
    """`take` of rows given by field, all with their keys; `insert` stores them, else they are stored at once."""
    table, ids = table_of(model), list(values["id"])
    session.flush()
    insert = insert or inserter(session.connection().connection.driver_connection)
    stored = {c.name: written(c, values[c.name]) for c in table.columns if c.name in values}
    blank = {c.name for c in table.columns if c.nullable and c.server_default is None}  # what is blank in all rows is left out
    insert(str(table.name), {name: column for name, column in stored.items()
                             if name not in blank or column.count(None) < len(ids)})
    history.write_inserts(session, table.name, ids, insert)
    return ids


__all__ = ["StateChange", "bring_back", "change_many", "clean_text", "delete", "get", "insert_many", "merge", "move", "move_in",
           "owned", "remove", "restore", "save", "saved_as", "store", "take"]
