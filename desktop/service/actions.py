"""Verbs that technical service has in common: numbers of new records, dated moves from state to state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.history import who
from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.core.series import proposed
from desktop.core.states import Machine

R = TypeVar("R", bound=Record)
Effect = Callable[[Session, "Way", Any, "Move"], None]


@dataclass(frozen=True)
class Move:
    """A wish to bring a record into another state: on which day, by whom, why."""

    after: str
    on: date | None = None
    by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Way:
    """A kind of record that moves through states: its machine, the model of its dated moves, the field that names it there.

    `dates`: state → the record's field that keeps the day; those of `first` keep the first one. `undone`: state → the
    dates that are no longer true once a record comes back to it. `effect` is called before the move is written, and may
    refuse.
    """

    model: type[Record]
    machine: Machine
    moves: type[Record]
    parent: str
    dates: Mapping[str, str]
    effect: Effect | None = None
    first: frozenset[str] = frozenset()
    undone: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def kept(self) -> frozenset[str]:
        """The fields that only a move may change."""
        return frozenset({"state", *self.dates.values()})


def save_numbered(db: Database, model: type[R], prefix: str, values: Mapping[str, Any], record_id: int | None,
                  kept: frozenset[str] = frozenset()) -> R:
    """Add or change a record; a new one gets a number of its series, `kept` fields stay as moves left them."""
    label = (_("{kind} changed") if record_id else _("{kind} added")).format(kind=_(model.NAME))
    with db.operation(label) as session:
        given = {k: v for k, v in values.items() if k not in kept}
        if record_id is None and not given.get("code"):
            given["code"] = proposed(session, model, prefix, today().year)
        return verbs.store(session, model, given, record_id)


def move(db: Database, way: Way, record_id: int, wish: Move) -> Record:
    """Move a record. Raises `Refused` with what is allowed."""
    label = _("{kind}: {state}").format(kind=_(way.model.NAME), state=way.machine.words.label(wish.after))
    with db.operation(label) as session:
        return move_in(session, way, record_id, wish)


def move_in(session: Session, way: Way, record_id: int, wish: Move) -> Record:
    """`move` inside an action that is under way."""
    record: Any = session.get(way.model, record_id)
    if record is None:
        raise Refused(_("This {kind} is no longer in the database.").format(kind=_(way.model.NAME)))
    way.machine.check(record.state, wish.after, wish.reason)
    if way.effect:
        way.effect(session, way, record, wish)
    day = wish.on or today()
    verbs.store(session, way.moves, {way.parent: record.id, "moved_on": day, "before": record.state, "after": wish.after,
                                     "by": wish.by or who(), "reason": wish.reason})
    changed: dict[str, Any] = {"state": wish.after, **dict.fromkeys(way.undone.get(wish.after, ()))}
    dated = way.dates.get(wish.after)
    if dated and not (dated in way.first and getattr(record, dated)):
        changed[dated] = day
    return verbs.store(session, way.model, changed, record_id)
