"""People and what they are to us: one person, one row, in as many roles and organisations as there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.ids import new_id
from desktop.core.lending import borrow
from desktop.core.records import Record
from desktop.people import choices as c
from desktop.people.identity import known_people, mark


class Person(Record, table=True):
    """A person, whatever they are to us. Two rows are one person where name and number agree (see identity.py)."""

    NAME: ClassVar[str] = N_("Person")
    name: str = f.text(N_("Person's name"), required=True, search=True, index=True)
    mobile: str = f.phone(N_("Mobile"))
    phone: str = f.phone(N_("Phone"))
    wechat: str = f.text(N_("WeChat"), search=True)
    birthday: date | None = f.day(N_("Birthday"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Mobile or phone."""
        return self.mobile or self.phone

    @classmethod
    def identify(cls, session: Session, rows: Sequence[Mapping[str, Any]]) -> tuple[list[int], set[int]]:
        """The person that each row is: one who is there, or a new one, the same for rows that agree in name and number."""
        known = known_people(session)
        there, found = set(known.values()), []
        for row in rows:
            marks = [m for number in ("mobile", "phone") if (m := mark(row.get("name"), row.get(number)))]
            person = next((known[m] for m in marks if m in known), None) or new_id()
            known.update({m: person for m in marks if m not in known})
            found.append(person)
        return found, there & set(found)


class Membership(Record, table=True):
    """What a person is to us, and where: a dealer's contact, a farmer of a village, one of our own.

    The fields of the person are written and read here as if they were its own, so that a contact is one form, one row of
    a file, one change.
    """

    NAME: ClassVar[str] = N_("Contact")
    FORM: ClassVar[Groups] = (Group("name position mobile phone wechat birthday role organisation dealer_id since left_on "
                                    "is_primary remarks"),)
    person_id: int | None = f.link(N_("Person"), "person.id", owned=True)
    role: str = f.choice(N_("Known as"), c.ROLES, default="contact")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True, required=False)
    organisation: str = f.text(N_("Firm or village"))
    position: str = f.choice(N_("Role"), c.POSITIONS)
    is_primary: bool = f.yes_no(N_("Main contact"))
    since: date | None = f.day(N_("Since"))
    left_on: date | None = f.day(N_("Left on"))

    if TYPE_CHECKING:
        name: str
        mobile: str
        phone: str

    def label(self) -> str:
        """The person's name."""
        return self.name or str(self.id)

    def detail(self) -> str:
        """Mobile or phone."""
        return self.mobile or self.phone


borrow(Membership, "person_id", Person, ("name", "mobile", "phone", "wechat", "birthday", "remarks"))
