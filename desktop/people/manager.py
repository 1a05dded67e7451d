"""The manager of the settings is one of our own people, and what was done in that name points to that person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from desktop.core import history, verbs
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import alive, alive_in_sql
from desktop.people.finding import give_role
from desktop.people.model import Person

CHUNK = 500
ENTERED = N_("The manager entered among the people")


def follow(session: Session) -> None:
    """At the end of an action: the manager is a person as soon as the name is set; moves made by the manager say who it was.

    Whoever else is written as the one who did something stays a name. Undo and redo change nobody.
    """
    name, touched = history.manager(session), session.info["touched"]
    if not name or _kind(session) not in ("", "do"):
        return
    if "office_setting" in touched:
        manager_of(session, name)
    _sign(session, name, sorted(touched.get("move", ())))


def _sign(session: Session, name: str, ids: Sequence[int]) -> None:
    """Let those of some moves that were made in the manager's name point to the manager, many at once.

    That is said of a move which this very action made, so it has no line of its own in the history.
    """
    for start in range(0, len(ids), CHUNK):
        unsigned = (col(Move.id).in_(ids[start:start + CHUNK]), col(Move.by) == name, col(Move.by_id).is_(None), alive(Move))
        if session.execute(select(Move.id).where(*unsigned).limit(1)).first():
            session.execute(update(Move).where(*unsigned).values(by_id=manager_of(session, name)))


def manager_of(session: Session, name: str) -> int:
    """The person among our own people who has this name; the first of several, made where there is none."""
    found = session.connection().exec_driver_sql(
        f"SELECT DISTINCT p.id FROM person p JOIN membership m ON m.person_id = p.id WHERE p.name = ? AND m.role = 'staff' "
        f"AND {alive_in_sql('p', 'm')}", (name,)).scalars().all()
    if found:
        return int(min(found))
    if session.info.get("operation") is None:  # a setting is changed outside the history
        history.begin(session, _(ENTERED), kind="seed")
    made = verbs.store(session, Person, {"name": name}).id
    give_role(session, made, "staff", is_primary=True)
    return made


def _kind(session: Session) -> str:
    """What the action under way is: do, undo, redo; "" where there is none."""
    number = session.info.get("operation")
    found = session.get(history.Operation, number) if number else None
    return found.kind if found else ""
