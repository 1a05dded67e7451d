"""Putting people on the list of a training: walk-ins as they were written at the door, people who are known, many at once.

A line of walk-ins is a name with what was written beside it: “王建国 13804551234 庆安县平安镇例村”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col

from desktop.core import phones, verbs
from desktop.core.database import Database
from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.people.identity import tail
from desktop.people.model import Membership, Person
from desktop.training.actions import people
from desktop.training.choices import KIND_OF_AUDIENCE, KIND_OF_ROLE
from desktop.training.model import Participant, TrainingEvent, mark_session, sessions_of

_BETWEEN = re.compile(r"[\t,，;；、|]+|\s+")
_NUMBER = re.compile(r"\+?[\d\-()（）]{7,}")
_PLACE = re.compile(r"^\d{1,3}[.．、)）\s]+")


@dataclass(frozen=True)
class Written:
    """What stands on one line of the sheet."""

    name: str
    phone: str = ""
    organisation: str = ""


@dataclass
class Registered:
    """What became of some people: new on the list, on it before, those whose telephone somebody else there has, and what is
    odd about a telephone."""

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    same_phone: list[tuple[str, str]] = field(default_factory=list)
    odd_phone: list[tuple[str, str]] = field(default_factory=list)

    def said(self) -> str:
        """All of it in a line."""
        parts = [ngettext("{n} person added", "{n} people added", len(self.added)).format(n=len(self.added))]
        if self.known:
            parts.append(_("on the list already: {names}").format(names=_(", ").join(self.known)))
        parts += [_("{name} has the telephone of {other}").format(name=name, other=other) for name, other in self.same_phone]
        parts += [_("{name}: {sentence}").format(name=name, sentence=sentence) for name, sentence in self.odd_phone]
        return " · ".join(parts)


def read_lines(text: str) -> list[Written]:
    """The people written on some lines; a running number at the front is left out, an empty line is nobody."""
    return [found for line in text.splitlines() if (found := _read(_PLACE.sub("", line.strip())))]


def _read(line: str) -> Written | None:
    parts = [part for part in _BETWEEN.split(line) if part]
    numbers = [part for part in parts if _NUMBER.fullmatch(part)]
    words = [part for part in parts if part not in numbers]
    if not words:
        return None
    return Written(words[0], numbers[0] if numbers else "", " ".join(words[1:]))


def add_walk_ins(db: Database, event_id: int, session_id: int | None, text: str) -> Registered:
    """Put those who came without being registered on the list and mark them present; who is on it is only marked."""
    found = Registered()
    with db.operation(_("Walk-ins added")) as session:
        event = session.get_one(TrainingEvent, event_id)
        sitting = session_id or sessions_of(session, event_id)[0].id
        kind = KIND_OF_AUDIENCE.get(event.audience, "other")
        for written in read_lines(text):
            person = _register(session, event_id, {"kind": kind, "name": written.name, "phone": written.phone,
                                                   "organisation": written.organisation}, found)
            mark_session(session, sitting, person, "attended")
    return found


def add_people(db: Database, event_id: int, person_ids: Sequence[int]) -> Registered:
    """Put people who are known on the list, as what they are to us and from where."""
    found = Registered()
    with db.operation(_("People registered")) as session:
        for number in person_ids:
            person = session.get_one(Person, number)
            _register(session, event_id, {
                "person_id": person.id, "name": person.name, "phone": person.mobile or person.phone,
                **_as_known(session, person.id)}, found)
    return found


def _as_known(session: Session, person_id: int) -> Mapping[str, Any]:
    """The kind of participant somebody is, and the firm or village: of the main membership."""
    query = living(Membership).where(col(Membership.person_id) == person_id, col(Membership.left_on).is_(None))
    main = session.exec(query.order_by(col(Membership.is_primary).desc(), col(Membership.id))).first()
    if main is None:
        return {"kind": "other"}
    firm = session.connection().exec_driver_sql("SELECT name FROM dealer WHERE id = ?", (main.dealer_id,)).scalar()
    sells = main.role == "staff" and main.position == "sales"
    return {"kind": "sales" if sells else KIND_OF_ROLE.get(main.role, "other"), "organisation": firm or main.organisation}


def _register(session: Session, event_id: int, values: Mapping[str, Any], found: Registered) -> int:
    """The participant somebody is: who is on the list already, or a new one."""
    listed = people(session, event_id)
    known = _on_list(listed, values)
    if known is not None:
        found.known.append(known.name)
        return known.id
    found.same_phone += [(str(values["name"]), other.name) for other in listed
                         if tail(other.phone) and tail(other.phone) == tail(str(values["phone"]))]
    found.added.append(str(values["name"]))
    if odd := phones.doubt(str(values["phone"])):
        found.odd_phone.append((str(values["name"]), odd))
    return verbs.store(session, Participant, {"event_id": event_id, **values}).id


def _on_list(listed: Iterable[Participant], values: Mapping[str, Any]) -> Participant | None:
    """Who on the list is meant: the same person, or the same name where no other telephone speaks against it."""
    number, name, phone = values.get("person_id"), values["name"], tail(str(values["phone"]))
    for one in listed:
        if number is not None and one.person_id == number:
            return one
        if one.name == name and (not phone or not tail(one.phone) or tail(one.phone) == phone) and number is None:
            return one
    return None
