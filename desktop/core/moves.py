"""Dated moves of records from state to state, of every kind in one table: what may move, what a move keeps, who made it.

A record moves where a save gives it another state, whoever saves: by `verbs.move`, which knows day, person and reason, or
by a form or file that says another state. The day is then the one that it says for that state, else today.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.errors import FieldErrors, Refused
from desktop.core.history import manager
from desktop.core.i18n import N_, _
from desktop.core.kinds import kinds, model_of
from desktop.core.listing import Column, Listing, column
from desktop.core.offered import by_program_with
from desktop.core.records import Record, columns_of, table_of, title_of, validated
from desktop.core.states import Machine

REPLACED_BY = N_("Replaced by version {number}")
said_reason = by_program_with(REPLACED_BY)
"""A reason in the language in force, where the program gave it: that of a version which another one replaced."""


@dataclass(frozen=True)
class StateChange:
    """A wish to bring a record into another state: on which day (today), by whom (the manager), why."""

    state: str
    on: date | None = None
    by: str = ""
    reason: str = ""


class Move(Record, table=True):
    """A dated move of a record from one state to another; `before` is "" where its life began with `after`. `moved_on` is blank
    where a file told of the state and not of the day."""

    NAME: ClassVar[str] = N_("Change of state")
    row_table: str = f.text(N_("Belongs to"), required=True)
    row_id: int | None = f.owner(N_("Record"), "row_table")
    moved_on: date | None = f.day(N_("Day"))
    before: str = f.text(N_("From state"))
    after: str = f.text(N_("To state"))
    by: str = f.text(N_("Done by"))
    by_id: int | None = f.link(N_("Person"), "person.id")
    reason: str = f.text(N_("Reason"), say=said_reason)

    def label(self) -> str:
        """Day and states."""
        words = state_of(model_of(self.row_table)) if self.row_table in kinds() else None
        before, after = (words[1].words.label(s) if words else s for s in (self.before, self.after))
        return f"{self.moved_on or _('day not known')} {before} → {after}"


@cache
def state_of(model: type[Record]) -> tuple[str, Machine] | None:
    """The field that keeps a model's state, and the machine by which it moves; None for a model without one."""
    return next(((c.name, c.info["machine"]) for c in columns_of(model) if c.info.get("machine")), None)


@cache
def kept(model: type[Record]) -> frozenset[str]:
    """The fields that change with the state alone: the days of its moves and the reason given last."""
    found = state_of(model)
    return frozenset() if found is None else found[1].days | ({found[1].reason} - {""})


def moves_of(session: Session, record: Record) -> list[Move]:
    """The moves a record made, in the order in which they were recorded."""
    query = select(Move).where(col(Move.row_table) == table_of(type(record)).name, col(Move.row_id) == record.id,
                               col(Move.deleted_at).is_(None))
    return list(session.exec(query.order_by(col(Move.id))))


@cache
def moves_listing(model: type[Record]) -> Listing:
    """The list of the moves of one kind of record, its states in words."""
    found = state_of(model)
    assert found is not None, f"{model.__name__} has no state"
    words = [Column(name, title_of_move(name), table_of(Move).c[name], "choice", found[1].words)
             for name in ("before", "after")]
    return Listing(f"{table_of(model).name}_moves", N_("Changes of state"), Move,
                   columns=[column(Move, "moved_on"), *words, column(Move, "by"),
                            column(Move, "reason")], order=("id", True))


def title_of_move(name: str) -> str:
    """The untranslated title of a field of a move."""
    return str(table_of(Move).c[name].info["title"])


# -- at the door ------------------------------------------------------------------------------------------------------


@contextmanager
def days_as_said(session: Session) -> Iterator[None]:
    """Inside the block a record that comes into a state, new or known, keeps the day of it blank where nobody says it: what
    comes from a file, and what is made beside it, did not come into its state today."""
    before = session.info.get("days_as_said", False)
    session.info["days_as_said"] = True
    try:
        yield
    finally:
        session.info["days_as_said"] = before


def first_state(session: Session, model: type[Record], record: Any, by: str) -> dict[str, Any] | None:
    """The move with which a new record begins, where its state is dated or is not the usual first one.

    Its day is the one the record says for that state, else today, which the record says from now on; where nobody knows the
    day (`days_as_said`) there is no dated move. Raises `FieldErrors` where no record begins in that state.
    """
    found = state_of(model)
    if found is None:
        return None
    name, machine = found
    state, dated = getattr(record, name), machine.dates.get(getattr(record, name))
    try:
        machine.check_beginning(state)
    except Refused as error:
        raise FieldErrors({name: str(error)}) from None
    if not state or (dated is None and state == model.model_fields[name].default):
        return None
    known = getattr(record, dated) if dated else None
    if dated and known is None and session.info.get("days_as_said"):
        return None
    day = known or f.today()
    if dated:
        setattr(record, dated, day)
    reason = getattr(record, machine.reason) if machine.reason else ""
    return {"row_table": table_of(model).name, "row_id": record.id, "moved_on": day, "before": "", "after": state,
            "by": by, "reason": reason}


def next_state(session: Session, model: type[Record], record: Any, before: Any,
               change: StateChange | None) -> dict[str, Any] | None:
    """The move that `record` makes from its state `before`, its fields brought into line with it; None without one.

    Raises `Refused` (`FieldErrors` without a `change`, since it was typed) where the move is not allowed, and `FieldErrors`
    where a day that only moves may change was typed, or a file does not say a day that must be known.
    """
    found = state_of(model)
    if found is None:
        return None
    name, machine = found
    was, state = getattr(before, name), getattr(record, name)
    _refuse_typed(model, machine, record, before, state if state != was else "")
    if state == was:
        return None
    wish = change or _typed(machine, record, before, state)
    try:
        machine.check(was, state, wish.reason)
    except Refused as error:
        if change:
            raise
        raise FieldErrors({name: str(error)}) from None
    day = wish.on or (None if session.info.get("days_as_said") else f.today())
    if day is None and state in machine.must_know:
        raise FieldErrors({machine.dates.get(state, name): _("Say on which day it became “{state}”: that day enters the "
                                                             "account.").format(state=machine.words.label(state))})
    _bring_into_line(machine, record, before, state, day, wish.reason)
    return {"row_table": table_of(model).name, "row_id": record.id, "moved_on": day, "before": was, "after": state,
            "by": wish.by or manager(session), "reason": wish.reason}


def made(values: dict[str, Any]) -> Move:
    """A valid move of the values that `first_state` or `next_state` gave."""
    return validated(Move, values)


def _refuse_typed(model: type[Record], machine: Machine, record: Any, before: Any, state: str) -> None:
    """Days and reason may be typed together with the state they belong to, and not otherwise."""
    free = {machine.dates.get(state, ""), machine.reason} if state else set()
    unknown = machine.dates.get(getattr(before, _name(model)), "") if not state else ""  # may be told later
    wrong = {n: _("“{field}” changes with the state alone.").format(field=title_of(model, n))
             for n in kept(model) - free if getattr(record, n) != getattr(before, n)
             and not (n == unknown and getattr(before, n) is None)}
    if wrong:
        raise FieldErrors(wrong)


def _name(model: type[Record]) -> str:
    found = state_of(model)
    return found[0] if found else ""


def _typed(machine: Machine, record: Any, before: Any, state: str) -> StateChange:
    """The change that was typed into a form or stands in a file."""
    dated, reason = machine.dates.get(state), machine.reason
    day = getattr(record, dated) if dated and getattr(record, dated) != getattr(before, dated) else None
    why = getattr(record, reason) if reason and getattr(record, reason) != getattr(before, reason) else ""
    return StateChange(state, day, reason=why)


def _bring_into_line(machine: Machine, record: Any, before: Any, state: str, day: date | None, reason: str) -> None:
    for name in machine.undone.get(state, ()):
        setattr(record, name, None)
    dated = machine.dates.get(state)
    if dated:
        earlier = getattr(before, dated) if dated in machine.first else None
        setattr(record, dated, earlier or day)
    if machine.reason and reason:
        setattr(record, machine.reason, reason)
