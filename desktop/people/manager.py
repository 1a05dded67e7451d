"""The manager of the settings is one of our own people, and what was done in that name points to that person."""

from __future__ import annotations

from sqlmodel import Session

from desktop.core import history, verbs
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import alive_in_sql
from desktop.people.finding import give_role
from desktop.people.model import Person

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
    for number in sorted(touched.get("move", ())):
        move = session.get(Move, number)
        if move is not None and not move.is_deleted and move.by == name and move.by_id is None:
            move.by_id = manager_of(session, name)
    session.flush()


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
