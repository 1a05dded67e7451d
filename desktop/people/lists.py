"""The lists of people and of what they are to us."""

from __future__ import annotations

from typing import Any

from sqlalchemy import column as sql_column
from sqlalchemy import distinct, exists, func, select
from sqlalchemy import table as sql_table

from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.people.choices import ROLES
from desktop.people.model import Membership, Person

_person, _member = table_of(Person), table_of(Membership)
_dealer = sql_table("dealer", sql_column("id"), sql_column("name"))  # of another feature, named by its table
_firm: Any = select(_dealer.c.name).where(_dealer.c.id == _member.c.dealer_id).correlate(_member).scalar_subquery()
_place: Any = func.coalesce(_firm, func.nullif(_member.c.organisation, ""))
_own: Any = (_member.c.person_id == _person.c.id, alive(_member), _member.c.left_on.is_(None))
ROLE: Any = (select(_member.c.role).where(*_own).order_by(_member.c.is_primary.desc(), _member.c.id).limit(1)
             .correlate(_person).scalar_subquery())
PLACES: Any = select(func.group_concat(distinct(_place))).where(*_own).correlate(_person).scalar_subquery()


def _is(role: str) -> Column:
    """Whether a person has a role now, as a column to filter by."""
    there = exists().where(*_own, _member.c.role == role).correlate(_person)
    return Column(f"is_{role}", ROLES.labels[role], there, "flag", shown=False)


def _known_as(role: str) -> Preset:
    return Preset(role, ROLES.labels[role], lambda: (Condition(f"is_{role}", "yes"),))


PEOPLE = Listing(
    "people", N_("People"), Person,
    columns=[column(Person, "name"), Column("role", N_("Known as"), ROLE, "choice", ROLES),
             Column("places", N_("Firms and villages"), PLACES), column(Person, "mobile"),
             column(Person, "phone"), column(Person, "wechat", shown=False),
             column(Person, "birthday", shown=False), column(Person, "remarks", shown=False),
             *(_is(role) for role in ROLES)],
    order=("name", False), presets=[_known_as(role) for role in ROLES])

MEMBERSHIPS = Listing(
    "memberships", N_("Roles and organisations"), Membership,
    columns=[column(Membership, "role"), Column("place", N_("Firm or village"), _place),
             column(Membership, "position"), column(Membership, "is_primary"),
             column(Membership, "since"), column(Membership, "left_on")],
    order=("role", False))
