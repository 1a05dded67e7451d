"""Versions of technique sheets and handouts: a published one stays as it was printed, changes go into the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.history import who
from desktop.core.i18n import _
from desktop.core.records import Record, alive, content, living, table_of
from desktop.service import actions
from desktop.service.actions import Move, Way

OPEN = ("draft", "review")
STILL_FREE = frozenset({"remarks", "expires_on"})
NEW_IN_EACH = frozenset({"number", "state", "made_by", "made_on", "submitted_on", "reviewed_by",
                         "approved_by", "approved_on", "published_on", "withdrawn_on", "reason", "changes"})


def save_document(db: Database, way: Way, prefix: str, values: Mapping[str, Any], record_id: int | None) -> Any:
    """Add or change a sheet or handout. Raises `Refused` where it is approved already: its text stays as it was."""
    given = {k: v for k, v in values.items() if k not in way.kept}
    if record_id is not None:
        stored: Any = verbs.get(db, way.model, record_id)
        late = [k for k, v in given.items() if k not in STILL_FREE and getattr(stored, k, v) != v]
        if stored.state not in OPEN and late:
            raise Refused(why_closed(way, stored))
    return actions.save_numbered(db, way.model, prefix, given, record_id, way.kept)


def why_closed(way: Way, record: Any) -> str:
    """Why this version may not be changed any more; "" where it may."""
    if record.state in OPEN:
        return ""
    return _("This version is “{state}” and stays as it is. Make a new version for changes.").format(
        state=way.machine.words.label(record.state))


def save_part(db: Database, way: Way, model: type[Record], values: Mapping[str, Any], record_id: int | None) -> Record:
    """Add or change a record that a version owns. Raises `Refused` where that version is approved already."""
    number = values.get(way.parent) or getattr(verbs.get(db, model, record_id), way.parent) if record_id else values[way.parent]
    if why := why_closed(way, verbs.get(db, way.model, number)):
        raise Refused(why)
    return verbs.save(db, model, values, record_id)


def new_version(db: Database, way: Way, record_id: int, parts: type[Record] | None = None) -> Any:
    """A new draft that starts from a version, with copies of its `parts` (records it owns); that version stays as it is."""
    with db.operation(_("New version")) as session:
        model: Any = way.model
        start = session.get(model, record_id)
        if start is None:
            raise Refused(_("This {kind} is no longer in the database.").format(kind=_(model.NAME)))
        numbers = session.exec(select(model.number).where(model.code == start.code, alive(model)))
        copied = {k: v for k, v in content(start).items() if k not in NEW_IN_EACH}
        made = verbs.store(session, model, {**copied, "number": max((n or 0 for n in numbers), default=0) + 1,
                                            "made_on": today(), "made_by": who()})
        if parts is not None:
            owned: Any = parts
            query = living(owned).where(table_of(parts).c[way.parent] == record_id)
            for part in session.exec(query.order_by(col(owned.id))).all():
                verbs.store(session, parts, {**content(part), way.parent: made.id})
        return made


def supersede(session: Any, way: Way, record: Any, wish: Move) -> None:
    """At any time one version of a code is published: publishing one withdraws the others. Approving notes by whom."""
    if wish.after == "approved":
        record.approved_by = wish.by or who()
    if wish.after != "published" or not record.code:
        return
    model: Any = way.model
    others = living(model).where(model.code == record.code, model.state == "published", model.id != record.id)
    reason = _("Replaced by version {number}").format(number=record.number or "–")
    for other in session.exec(others).all():
        actions.move_in(session, way, other.id, Move("withdrawn", wish.on, wish.by, reason))
