"""The rules of many new records, run before anything is stored: the dry run of an import, whose rows are then stored as they
went through it, so that the rules need not run twice.

`rehearse` reads only; `perform` stores what it gave, on the same state of the database, and does what follows from the rows,
as `verbs.insert_many` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlmodel import Session

from desktop.core import moves, rules, search, verbs
from desktop.core.bulk import Lane
from desktop.core.computing import check
from desktop.core.errors import FieldErrors, UserError
from desktop.core.moves import Move
from desktop.core.records import Record, light, misfits, refuse_misfits, rule_problems

PIECE = 4096  # rows that are looked at or stored between two looks whether the user has stopped the work


@dataclass
class Rehearsal:
    """New rows that went through their rules: the values by field, the moves they begin with, what was refused of whom.

    `problems`: place → field → sentence. Only where there are none may the rows be stored.
    """

    columns: dict[str, list[Any]]
    moves: list[dict[str, Any]] = field(default_factory=list)
    problems: dict[int, dict[str, str]] = field(default_factory=dict)


def can_rehearse(model: type[Record]) -> bool:
    """Whether all rules of a model are run before a row is stored, one row at a time, and its fields are all its own."""
    return model.LENDER is None and "before_save_many" not in vars(model) and not rules.completes(model)


def rehearse(session: Session, model: type[Record], columns: Mapping[str, Sequence[Any]]) -> Rehearsal:
    """Run the rules on new rows, given by field, all with their keys; a field that is not given takes its default."""
    names = rules.stored_names(model, columns)
    done, wrong = Rehearsal({name: [] for name in names}), misfits(model, columns)
    rule = _rule_of(session, model, done.moves)
    for start in range(0, len(columns["id"]), PIECE):
        check()
        piece = {name: values[start:start + PIECE] for name, values in columns.items()}
        records = list(_light(model, piece))
        for place, record in enumerate(records, start=start):
            if problems := rule(record, place in wrong):
                done.problems[place] = problems
        for name, values in zip(names, zip(*map(attrgetter(*names), records), strict=True), strict=True):
            done.columns[name].extend(values)
    return done


def _light(model: type[Record], columns: Mapping[str, Sequence[Any]]) -> Iterator[Any]:
    """Light records of rows given by field."""
    make = light(model)
    for values in zip(*columns.values(), strict=True):
        record = make()
        record.__dict__.update(zip(columns, values, strict=True))
        yield record


def _rule_of(session: Session, model: type[Record], begun: list[dict[str, Any]]) -> Callable[[Any, bool], dict[str, str]]:
    """What runs the rules of `model` on a new record and gives what it refuses; moves that begin one go to `begun`."""
    by, moving, part = rules.by_whom(session, model), moves.state_of(model), rules.is_part(model)
    saving = model.before_save is not Record.before_save

    def run(record: Any, misfit: bool) -> dict[str, str]:
        try:
            if misfit:
                refuse_misfits(model, record)
            if part:
                rules.refuse_locked_owner(session, record, model)
            if moving and (move := moves.first_state(session, model, record, by)):
                begun.append(move)
            if saving:
                record.before_save(None, session)
            return rule_problems(model, record)
        except FieldErrors as error:
            return error.fields
        except UserError as error:
            return {"": str(error)}

    return run


def perform(session: Session, model: type[Record], done: Rehearsal, progress: Callable[[int], None]) -> None:
    """Store rehearsed rows inside an action; `progress` is told how many are stored. Raises as `verbs.insert_many` does."""
    rows, stored = len(done.columns["id"]), 0
    with search.enlarged(session, rows), Lane(session.connection().connection.driver_connection) as lane:
        for prepared in _pieces(model, done):  # while these and their entries are made, the lane stores those before
            verbs.take_columns(session, model, prepared.columns, lane.insert)
            verbs.take(session, Move, prepared.moves, lane.insert)
            search.append(session, model, prepared.records, lane.insert)
            if rules.follows(model):
                lane.wait()
                rules.after_many(session, model, prepared)
            stored += len(prepared.columns["id"])
            progress(stored)


def _pieces(model: type[Record], done: Rehearsal) -> Iterator[rules.Prepared]:
    """Rehearsed rows, so many at a time."""
    begun, make = {made["row_id"]: made for made in done.moves}, _row_type(model, tuple(done.columns))
    for start in range(0, len(done.columns["id"]), PIECE):
        columns: dict[str, Sequence[Any]] = {name: values[start:start + PIECE] for name, values in done.columns.items()}
        records = list(map(make, zip(*columns.values(), strict=True)))
        yield rules.Prepared(columns, [begun[n] for n in columns["id"] if n in begun], records)


@lru_cache(maxsize=64)
def _row_type(model: type[Record], names: tuple[str, ...]) -> type[Any]:
    """`light(model)` made of a tuple of the values of `names`."""
    return type(model.__name__, (light(model), tuple), {n: property(itemgetter(i)) for i, n in enumerate(names)})
