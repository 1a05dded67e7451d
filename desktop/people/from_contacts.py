"""The step that makes people of the contacts, and of the names written on participants, cases, complaints and others.

Plain SQL over the tables as they are then; no model, which may be another by the time an old file is opened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from desktop.core.renaming import Plain, dump, follow_table, rename_shown
from desktop.people.identity import Mark, is_mobile, mark

PERSON = ("name", "mobile", "phone", "wechat", "birthday", "remarks")
"""The fields of a contact that are the person's; the others are those of the membership."""


@dataclass(frozen=True)
class Written:
    """A table on whose rows somebody is named; name, number, what they are to us, of which place, as SQL of its columns."""

    table: str
    name: str
    number: str = "''"
    role: str = "''"
    place: str = "''"


WRITTEN = (
    Written("participant", "name", "phone", "CASE kind WHEN 'dealer' THEN 'contact' WHEN 'sales' THEN 'contact' "
            "WHEN 'farmer' THEN 'farmer' WHEN 'staff' THEN 'staff' ELSE '' END", "organisation"),
    Written("farmercase", "farmer", "phone", "'farmer'", "place"),
    Written("complaint", "complainant", "phone", place="place"),
    Written("site", "farmer", "contact", "'farmer'"),
    Written("outlet", "keeper", "phone", "'contact'", "name"),
)


def split_contacts(connection: Any) -> None:
    """Make a person and a membership of each contact, both with its id; history, files, search, views, imports follow."""
    names = ", ".join(PERSON)
    connection.execute(f"INSERT INTO person (id, deleted_at, {names}) SELECT id, deleted_at, {names} FROM contact")
    connection.execute("INSERT INTO membership (id, deleted_at, person_id, role, dealer_id, position, is_primary, left_on) "
                       "SELECT id, deleted_at, id, 'contact', dealer_id, role, is_primary, left_on FROM contact")
    _split_history(connection)
    connection.execute("UPDATE search_entry SET table_name = 'person' WHERE table_name = 'contact'")
    follow_table(connection, "contact", "membership")
    rename_shown(connection, ("contacts",), "role", "position")
    connection.execute("DROP TABLE contact")


def _split_history(connection: Any) -> None:
    """A line about a contact becomes one about the person and one about the membership, in its place.

    Lines are taken back in the order of their keys, so the new one needs a key between two others: all are doubled.
    """
    first = connection.execute("SELECT min(id) FROM change WHERE table_name = 'contact'").fetchone()[0]
    if first is None:
        return
    connection.execute("UPDATE change SET id = -2 * id WHERE id >= ?", (first,))
    connection.execute("UPDATE change SET id = -id WHERE id < 0")
    lines = connection.execute('SELECT id, operation_id, row_id, kind, "before", "after" FROM change '
                               "WHERE table_name = 'contact'").fetchall()
    for number, operation, row, kind, *images in lines:
        before, after = (None if image is None else json.loads(image) for image in images)
        connection.execute("DELETE FROM change WHERE id = ?", (number,))
        for place, (table, part) in enumerate((("person", _of_person), ("membership", _of_membership))):
            old, new = part(before, kind, row), part(after, kind, row)
            if kind != "update" or old or new:
                connection.execute(
                    'INSERT INTO change (id, operation_id, table_name, row_id, kind, "before", "after") '
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (number + place, operation, table, row, kind, *(None if i is None else dump(i) for i in (old, new))))


def _of_person(image: Plain | None, _kind: str, _row: int) -> Plain | None:
    return None if image is None else {k: v for k, v in image.items() if k in ("id", "deleted_at", *PERSON)}


def _of_membership(image: Plain | None, kind: str, row: int) -> Plain | None:
    if image is None:
        return None
    own = {"position" if k == "role" else k: v for k, v in image.items() if k not in PERSON}
    return {**own, "person_id": row, "role": "contact"} if kind == "insert" else own


@dataclass
class _People:
    """The people there are, while those who are written down somewhere are found or made."""

    connection: Any
    known: dict[Mark, int] = field(default_factory=dict)
    roles: set[tuple[int, str]] = field(default_factory=set)

    def read(self) -> None:
        """Who is there already; of several with one mark the one that was there first."""
        rows = self.connection.execute("SELECT id, name, mobile, phone FROM person WHERE deleted_at IS NULL ORDER BY id DESC")
        self.known = {m: number for number, name, *ways in rows.fetchall() for way in ways if (m := mark(name, way))}
        self.roles = set(self.connection.execute("SELECT person_id, role FROM membership WHERE deleted_at IS NULL").fetchall())

    def find(self, name: str, way: str) -> int | None:
        """The person of this name and number who is there."""
        found = mark(name, way)
        return self.known.get(found) if found else None

    def make(self, source: str, name: str, way: str) -> int:
        """A new person, whose key every laptop that opens the same file makes alike."""
        number = key_from(f"person of {source}")
        mobile = is_mobile(way)
        self.connection.execute("INSERT INTO person (id, name, mobile, phone) VALUES (?, ?, ?, ?)",
                                (number, name, way if mobile else "", "" if mobile else way))
        if found := mark(name, way):
            self.known[found] = number
        return number

    def give_role(self, source: str, person: int, role: str, place: str) -> None:
        """What a person is to us, unless it is known."""
        if role and (person, role) not in self.roles:
            self.roles.add((person, role))
            self.connection.execute("INSERT INTO membership (id, person_id, role, organisation) VALUES (?, ?, ?, ?)",
                                    (key_from(f"membership of {source}"), person, role, place))


def find_people(connection: Any) -> None:
    """Let every living row that names somebody name a person; a row without a name names none.

    Same name and number, same person. Of a deleted row nobody is made. Who received a handout is written without a number,
    and may be a village: that is the one person of this name, or nobody.
    """
    people = _People(connection)
    people.read()
    for written in WRITTEN:
        rows = connection.execute(
            f"SELECT id, deleted_at, trim({written.name}), trim({written.number}), {written.role}, {written.place} "
            f"FROM {written.table} WHERE person_id IS NULL AND trim({written.name}) <> '' ORDER BY id").fetchall()
        for number, deleted, name, way, role, place in rows:
            source = f"{written.table} {number}"
            person = people.find(name, way)
            if person is None and not deleted:
                person = people.make(source, name, way)
            if person is not None:
                connection.execute(f"UPDATE {written.table} SET person_id = ? WHERE id = ?", (person, number))
                if not deleted:
                    people.give_role(source, person, role, place)
    connection.execute(
        "UPDATE handedout SET person_id = (SELECT max(id) FROM person p WHERE p.name = trim(whom) AND p.deleted_at IS NULL "
        "GROUP BY p.name HAVING count(*) = 1)")


def find_manager(connection: Any) -> None:
    """Make the manager of the settings one of our own people; moves that were signed with that very name point there."""
    stored = connection.execute("SELECT value FROM office_setting WHERE name = 'manager'").fetchone()
    name = str(json.loads(stored[0]) or "").strip() if stored else ""
    if name:
        people = _People(connection)
        person = people.make("manager", name, "")
        people.give_role("manager", person, "staff", "")
        connection.execute('UPDATE move SET by_id = ? WHERE "by" = ? AND deleted_at IS NULL', (person, name))


def key_from(text: str) -> int:
    """A 63-bit key that is the same wherever the same row is brought up to date."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1
