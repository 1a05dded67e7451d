"""Whoever is written on a record is a person: found by name and number, or made. What was written that day stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from desktop.core import verbs
from desktop.core.history import references
from desktop.core.records import alive_in_sql
from desktop.people.identity import Mark, is_mobile, mark
from desktop.people.model import Membership, Person


def keep_person(record: Any, before: Any, session: Session, *, name: str = "name", number: str = "", role: str = "",
                place: str = "") -> None:
    """Let `record.person_id` name the person written in its fields `name` and `number`; nobody where no name is written.

    A person who was chosen stays. Otherwise it is who agrees in name and number; else, where a slip of the pen is put right
    (name or number, not both) on the only record of somebody of whom nothing else is known, that person; else a new one,
    known as `role` of `place`.
    """
    typed = _typed(record, name, number)
    if not typed[0]:
        record.person_id = None
        return
    chosen = record.person_id is not None and (before is None or before.person_id != record.person_id)
    if chosen or (record.person_id is not None and typed == _typed(before, name, number)):
        return
    found = person_of(session, *typed)
    slip = before is not None and any(a == b for a, b in zip(typed, _typed(before, name, number), strict=True))
    if found is None and slip and before.person_id and _only_here(session, before.person_id, role):
        found = verbs.store(session, Person, _values(*typed), before.person_id).id
    record.person_id = found or verbs.store(session, Person, _values(*typed)).id
    give_role(session, record.person_id, role, place)


def find_person(record: Any, before: Any, session: Session, *, name: str) -> None:
    """Let `record.person_id` name the one person of the name in its field `name`, where there is no number beside it.

    Nobody is made of it: “to whom” may be a village as well. A person who was chosen stays.
    """
    typed = _typed(record, name, "")[0]
    chosen = record.person_id is not None and (before is None or before.person_id != record.person_id)
    if not chosen and (before is None or typed != _typed(before, name, "")[0]):
        found = session.connection().exec_driver_sql(
            f"SELECT id FROM person WHERE name = ? AND {alive_in_sql('person')}", (typed,)).scalars().all()
        record.person_id = found[0] if len(found) == 1 else None


def person_of(session: Session, name: str, number: str) -> int | None:
    """The person who is there and agrees in name and number; the one that was there first."""
    wanted: Mark | None = mark(name, number)
    if wanted is None:
        return None
    rows = session.connection().exec_driver_sql(
        f"SELECT id, name, mobile, phone FROM person WHERE {alive_in_sql('person')} AND name LIKE ? ORDER BY id",
        (f"{name.strip()[:1]}%",))
    return next((found for found, there, *ways in rows if wanted in (mark(there, way) for way in ways)), None)


def give_role(session: Session, person_id: int, role: str, place: str = "", **more: Any) -> None:
    """Keep what a person is to us, unless it is known already; nothing for the role "" (unknown)."""
    if role and not session.connection().exec_driver_sql(
            f"SELECT 1 FROM membership WHERE person_id = ? AND role = ? AND {alive_in_sql('membership')}",
            (person_id, role)).first():
        verbs.store(session, Membership, {"person_id": person_id, "role": role, "organisation": place, **more})


def staff_named(session: Session, names: Iterable[str]) -> dict[str, int]:
    """Those of some names that exactly one of our own people bears, who is still with us → that person: a name in a column of
    salespeople means a colleague, whoever else is called so."""
    rows = session.connection().exec_driver_sql(
        f"SELECT DISTINCT p.name, p.id FROM person p JOIN membership m ON m.person_id = p.id WHERE m.role = 'staff' "
        f"AND m.left_on IS NULL AND {alive_in_sql('p', 'm')}").all()
    ours: dict[str, list[int]] = {}
    for name, number in rows:
        ours.setdefault(name.strip(), []).append(number)
    return {name: ours[name.strip()][0] for name in names if len(ours.get(name.strip(), ())) == 1}


def add_staff(session: Session, name: str) -> int:
    """Add one of our own people; their number."""
    made = verbs.store(session, Person, {"name": name}).id
    give_role(session, made, "staff")
    return made


def _typed(record: Any, name: str, number: str) -> tuple[str, str]:
    return str(getattr(record, name) or "").strip(), str(getattr(record, number) or "").strip() if number else ""


def _values(name: str, number: str) -> dict[str, str]:
    """A new person of this name and number."""
    return {"name": name, "mobile" if is_mobile(number) else "phone": number} if number else {"name": name}


def _only_here(session: Session, person_id: int, role: str) -> bool:
    """Whether one record alone names a person, of whom nothing is known but name, number and what that record made of them."""
    named = [row for link, found in references(session, "person", [person_id]) if not link.owned for row in found]
    more = session.connection().exec_driver_sql(
        f"SELECT 1 FROM person p WHERE p.id = ? AND (p.wechat <> '' OR p.remarks <> '' OR p.birthday IS NOT NULL OR EXISTS "
        f"(SELECT 1 FROM membership m WHERE m.person_id = p.id AND {alive_in_sql('m')} AND "
        f"(m.dealer_id IS NOT NULL OR m.role <> ?)))", (person_id, role)).first()
    return len(named) <= 1 and more is None
