"""What must hold for a record, whoever writes it: run by `verbs.store` and `verbs.insert_many`, the two doors.

In this order: words and limits, locks by state, the move to another state, the record's own `before_save`, its number.
Undo, restore, migration and what the program ships store what was, without them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core import moves
from desktop.core.errors import FieldErrors, Refused, UserError
from desktop.core.fields import today
from desktop.core.history import manager
from desktop.core.ids import new_ids
from desktop.core.kinds import model_of
from desktop.core.moves import Move, StateChange
from desktop.core.records import Record, light, normalised, own_columns, refuse_misfits, rule_problems, table_of
from desktop.core.series import following, proposed
from desktop.core.standing import why_locked

HOOKS = ("before_save", "provide", "after_save", "before_move", "after_move", "before_save_many")
SPECIAL = ("series", "counted_in", "machine", "locked", "normal")


@cache
def ruled(model: type[Record]) -> bool:
    """Whether a model has rules beyond its words and limits; one without costs nothing at the door."""
    own = any(getattr(model, hook) is not getattr(Record, hook) for hook in HOOKS[:-1])
    return own or "before_save_many" in vars(model) or any(_special(model, kind) for kind in SPECIAL)


@cache
def _special(model: type[Record], kind: str) -> tuple[str, ...]:
    """The fields whose declaration says `kind`."""
    return tuple(c.name for c in own_columns(model) if c.info.get(kind))


# -- one record -------------------------------------------------------------------------------------------------------


def before_one(session: Session, model: type[Record], record: Any, before: Any, change: StateChange | None = None,
               *, number: bool = True) -> Move | None:
    """Run the rules on `record` before it is stored over `before` (None: it is new); gives the move it makes.

    Raises `FieldErrors` or `Refused`. `number`: give it a number of its series; a dry run takes none.
    """
    if not ruled(model):
        return None
    refuse_misfits(model, record)
    _refuse_locked(session, model, record, before)
    made = moves.next_state(session, model, record, before, change) if before is not None else moves.first_state(
        session, model, record, by_whom(session, model))
    move = moves.made(made) if made else None
    if move is not None and before is not None:
        record.before_move(move, session)
    record.before_save(before, session)
    if number:
        renumber(session, model, record, before)
        _number(session, model, record)
    return move


def by_whom(session: Session, model: type[Record]) -> str:
    """Who makes the moves of a model; "" for one without a state, which makes none."""
    return manager(session) if moves.state_of(model) else ""


def after_one(session: Session, record: Record, before: Any, move: Move | None) -> None:
    """Keep the move and do what follows, once `record` is stored."""
    if move is not None:
        session.add(move)
        session.flush()
        record.after_move(move, session)
    record.after_save(before, session)


def rehearsed(session: Session, model: type[Record], record: Any, before: Any) -> dict[str, str]:
    """What the rules would refuse, without storing anything: field → sentence, "" for the record as a whole."""
    try:
        before_one(session, model, record, before, number=False)
    except FieldErrors as error:
        return error.fields
    except UserError as error:
        return {"": str(error)}
    return rule_problems(model, record)


def _number(session: Session, model: type[Record], record: Any) -> None:
    for name in _special(model, "series"):
        if not getattr(record, name):
            info = table_of(model).c[name].info
            setattr(record, name, proposed(session, model, info["series"], _year(record, info["year_of"]), name))
    for name in _special(model, "counted_in"):
        if getattr(record, name) is None:
            group = table_of(model).c[name].info["counted_in"]
            setattr(record, name, _highest(session, model, name, getattr(record, group)) + 1)


def renumber(session: Session, model: type[Record], record: Any, before: Any) -> None:
    """Give a record that is counted among others from now on the next number there, where its own is taken."""
    for name in _special(model, "counted_in") if before is not None else ():
        table, number = table_of(model), getattr(record, name)
        info = table.c[name].info
        group = info["counted_in"]
        if number != getattr(before, name) or getattr(record, group) == getattr(before, group):
            continue
        query = select(table.c.id).where(table.c[group] == getattr(record, group), table.c[name] == number,
                                         table.c.id != record.id).limit(1)
        with session.no_autoflush:
            if session.execute(query.where(table.c.deleted_at.is_(None)) if info["reused"] else query).first():
                setattr(record, name, _highest(session, model, name, getattr(record, group)) + 1)


def _year(record: Any, name: str) -> int:
    return ((getattr(record, name) if name else None) or today()).year


def _highest(session: Session, model: type[Record], name: str, group: Any) -> int:
    """The highest number among the records that are counted together."""
    table = table_of(model)
    info = table.c[name].info
    query = select(func.max(table.c[name])).where(table.c[info["counted_in"]] == group)
    if info["reused"]:
        query = query.where(table.c.deleted_at.is_(None))
    return session.execute(query).scalar() or 0


# -- locks ------------------------------------------------------------------------------------------------------------


def is_part(model: type[Record]) -> bool:
    """Whether records of a model are parts of others, locked with them."""
    return bool(_special(model, "locked"))


def before_delete(session: Session, model: type[Record], records: Sequence[Record]) -> None:
    """What a rule has to say before records are put into the bin by themselves; what goes with its owner is not asked."""
    for record in records:
        refuse_locked_owner(session, record, model)
        record.before_delete(session)


def refuse_locked_owner(session: Session, record: Any, model: type[Record]) -> None:
    """Raise `Refused` where `record` is part of a record that is locked by its state."""
    for name in _special(model, "locked"):
        number = getattr(record, name)
        whole = session.get(model_of(table_of(model).c[name].info["link"]), number) if number else None
        if whole is not None and (why := why_locked(whole)):
            raise Refused(why)


def _refuse_locked(session: Session, model: type[Record], record: Any, before: Any) -> None:
    refuse_locked_owner(session, record, model)
    if before is None:
        return
    refuse_locked_owner(session, before, model)
    found = moves.state_of(model)
    if found is None or getattr(before, found[0]) not in found[1].locked:
        return
    free = found[1].free | moves.kept(model) | {found[0]}
    if any(getattr(record, name) != getattr(before, name) for name in model.model_fields if name not in free):
        raise Refused(why_locked(before))


# -- many new records -------------------------------------------------------------------------------------------------


@dataclass
class Prepared:
    """New rows that went through the rules: their values by field, and the moves they begin with.

    `records` are light objects, to do what follows with.
    """

    columns: dict[str, Sequence[Any]]
    moves: list[dict[str, Any]]
    records: list[Any] = field(default_factory=list)


def before_many(session: Session, model: type[Record], rows: Sequence[Mapping[str, Any]]) -> Prepared:
    """Run the rules on valid new rows, which all have the same fields. Raises `FieldErrors` or `Refused`."""
    records = _light_records(model, rows)
    for record in records if is_part(model) else ():
        refuse_locked_owner(session, record, model)
    by = by_whom(session, model)
    moving = records if moves.state_of(model) else ()
    begun = [made for record in moving if (made := moves.first_state(session, model, record, by))]
    model.before_save_many(records, session)
    _number_many(session, model, records)
    for record in records if model.provide is not Record.provide else ():
        record.provide(None, session)
    names = stored_names(model, rows[0])
    values = zip(*map(attrgetter(*names), records), strict=True)
    return Prepared(dict(zip(names, values, strict=True)), begun, records)


def stored_names(model: type[Record], given: Container[str]) -> list[str]:
    """The columns that a new row is stored with: those that are given, and those with a plain default."""
    plain = {name for name, f in model.model_fields.items() if f.default_factory is None}
    return [c.name for c in table_of(model).columns if c.name in given or c.name in plain or c.name == "id"]


def completes(model: type[Record]) -> bool:
    """Whether a new record of a model is given something when it is stored: a number, a person."""
    return bool(_special(model, "series") or _special(model, "counted_in")) or model.provide is not Record.provide


def follows(model: type[Record]) -> bool:
    """Whether something follows from a new record of a model."""
    return model.after_save is not Record.after_save or model.after_move is not Record.after_move


def after_many(session: Session, model: type[Record], prepared: Prepared) -> None:
    """Do what follows from new rows and the states they begin with."""
    if model.after_move is not Record.after_move:
        by_id = {record.id: record for record in prepared.records}
        for values in prepared.moves:
            by_id[values["row_id"]].after_move(moves.made(values), session)
    if model.after_save is not Record.after_save:
        for record in prepared.records:
            record.after_save(None, session)


def _light_records(model: type[Record], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    made, plain, normal = [], light(model), [n for n in _special(model, "normal") if n in rows[0]]
    if "id" not in rows[0]:
        rows = [{"id": number, **row} for row, number in zip(rows, new_ids(len(rows)), strict=True)]
    for row in rows:
        record = plain()
        record.__dict__.update(row)
        for name in normal:
            setattr(record, name, normalised(model, name, row[name]))
        made.append(record)
    return made


def numbered_first(model: type[Record], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """New rows in the order in which they may be stored piece by piece: none is given the number that a later one brings."""
    return sorted(rows, key=lambda row: not all(row.get(name) for name in _special(model, "series")))


def _number_many(session: Session, model: type[Record], records: Sequence[Any]) -> None:
    """Numbers of their series for records without one; each series and each count is asked for once."""
    for name in _special(model, "series"):
        info, free = table_of(model).c[name].info, dict[int, Iterator[str]]()
        for record in (r for r in records if not getattr(r, name)):
            year = _year(record, info["year_of"])
            if year not in free:
                free[year] = _unused(following(session, model, info["series"], year, name), records, name)
            setattr(record, name, next(free[year]))
    for name in _special(model, "counted_in"):
        group, highest = table_of(model).c[name].info["counted_in"], dict[Any, int]()
        for record in records:
            key, own = getattr(record, group), getattr(record, name)
            known = highest[key] if key in highest else _highest(session, model, name, key)
            if own is None:
                own = known + 1
                setattr(record, name, own)
            highest[key] = max(known, own)


def _unused(numbers: Iterator[str], records: Sequence[Any], name: str) -> Iterator[str]:
    """The numbers that none of the records brings along."""
    brought = {value for record in records if (value := getattr(record, name))}
    return (number for number in numbers if number not in brought)
