"""Versions of one document: the next one starts from the one before, and on any day one at most is in force.

TO GIVE A RECORD VERSIONS
    class PriceList(Versioned, table=True):
        VERSIONS = Versions("code", "published", "withdrawn", fresh=frozenset({"made_by", "made_on"}))
        number: int | None = f.whole(N_("Version"), low=1, counted_in="code")
        state: str = f.state(N_("State"), MACHINE, "draft")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

from sqlmodel import Session, col, select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.history import manager
from desktop.core.i18n import _
from desktop.core.kinds import links_to, model_of
from desktop.core.moves import REPLACED_BY, Move, StateChange, kept, state_of
from desktop.core.records import Record, table_of
from desktop.core.states import Machine

V = TypeVar("V", bound="Versioned")


@dataclass(frozen=True)
class Versions:
    """`of`: the field that versions of one document share · `in_force`, `ended`: the states of the one in force, and of
    the one that another takes the place of · `fresh`: the fields that the next version does not take over."""

    of: str
    in_force: str
    ended: str
    fresh: frozenset[str]


class Versioned(Record):
    """A version of a document, with `number` and `state`. See the top of this file."""

    VERSIONS: ClassVar[Versions]

    def before_move(self, move: Move, _session: Session) -> None:
        """Approving notes by whom."""
        if move.after == "approved" and hasattr(self, "approved_by"):
            self.approved_by = move.by

    def after_move(self, move: Move, session: Session) -> None:
        """At any time one version is in force: the others end where this one begins."""
        if move.after == self.VERSIONS.in_force:
            supersede_others(session, self, move)


def supersede_others(session: Session, version: Any, move: Move) -> None:
    """End the versions in force beside `version`. Raises `Refused` where one of them begins after it."""
    model, way = model_of(move.row_table), version.VERSIONS
    name, machine = _state(model)
    if getattr(version, way.of) in (None, ""):
        return
    day = move.moved_on  # None where a file does not say it
    for other in _beside(session, model, way.of, version, table_of(model).c[name] == way.in_force):
        begun = getattr(other, machine.dates[way.in_force])
        if begun and day and day < begun:
            raise Refused(_("Version {number} is in force since {day}; choose that day or a later one.").format(
                number=other.number or "–", day=begun))
        reason = _(REPLACED_BY).format(number=version.number or "–")
        verbs.move_in(session, model, other.id, StateChange(way.ended, day, move.by, reason))


def _beside(session: Session, model: type[Record], of: str, version: Any, condition: Any) -> list[Any]:
    """The other living versions of the same document that meet a condition."""
    table = table_of(model)
    query = select(model).where(table.c[of] == getattr(version, of), table.c.id != version.id,
                                table.c.deleted_at.is_(None), condition)
    return list(session.exec(query.order_by(col(model.id))))


def new_version(db: Database, model: type[V], record_id: int) -> V:
    """A new draft that starts from a version, with copies of its parts; that version stays as it is."""
    with db.operation(_("New version")) as session:
        start = session.get(model, record_id)
        if start is None:
            raise Refused(_("This {kind} is no longer in the database.").format(kind=_(model.NAME)))
        return next_version(session, start)


def next_version(session: Session, start: V, **values: Any) -> V:
    """`new_version` inside an action that is under way; `values` are what is new in it."""
    model = type(start)
    own = {"id", "deleted_at", "number", _state(model)[0], *kept(model), *model.VERSIONS.fresh}
    copied = {k: v for k, v in start.model_dump().items() if k not in own}
    made = verbs.store(session, model, {**copied, "number": None, "made_by": manager(session), "made_on": today(), **values})
    for link in links_to(table_of(model).name):
        if link.locked:
            _copy_parts(session, model_of(link.table), link.column, start.id, made.id)
    return made


def _copy_parts(session: Session, part: Any, name: str, start: int, made: int) -> None:
    """The parts of a document (their link is `locked`) once more, for its next version."""
    query = select(part).where(table_of(part).c[name] == start, part.deleted_at.is_(None)).order_by(part.id)
    for one in session.exec(query).all():
        same = {k: v for k, v in one.model_dump().items() if k not in ("id", "deleted_at")}
        verbs.store(session, part, {**same, name: made})


def in_force(session: Session, model: type[V], document: Any, on: date) -> V | None:
    """The version of a document that was in force on a day."""
    way, machine, table = model.VERSIONS, _state(model)[1], table_of(model)
    begins = table.c[machine.dates[way.in_force]]
    ends = [machine.dates[s] for s in machine.allowed(way.in_force) if s in machine.dates]
    query = select(model).where(table.c[way.of] == document, table.c.deleted_at.is_(None), begins <= on)
    for version in session.exec(query.order_by(begins.desc(), table.c.number.desc())):
        ended = min((day for name in ends if (day := getattr(version, name))), default=None)
        if ended is None or on < ended:
            return version
    return None


def _state(model: type[Record]) -> tuple[str, Machine]:
    found = state_of(model)
    if found is None:
        raise RuntimeError(f"{model.__name__} has versions and no state")
    return found
