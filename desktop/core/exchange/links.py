"""What a file knows of its partners: up to where each has been heard, and what was told to it.

An action's number is the clock: each file numbers its own actions, and remembers of its partner the last one it took. Packages
have numbers and random marks, so that one that comes twice, late, or from a file that was set back to a backup is told apart.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index
from sqlmodel import Field, Session, SQLModel, col, select

from desktop.core.fields import Moment, now

KEY_BYTES = 32


class ExchangeLink(SQLModel, table=True):
    """A partner. `leads`: it is the leading file of the star; `secret`: the key of the packages between the two, 64 hex digits.

    `confirmed`: my newest action of which the partner is known to have heard; `taken`: its newest action that was taken here,
    with package `taken_package`. `whole_next`: the next package for it holds everything, since one of the two was set back.
    """

    __tablename__ = "exchange_link"
    __table_args__ = {"sqlite_strict": True}
    id: int | None = Field(default=None, primary_key=True)
    code: str
    partner: str = ""
    leads: bool = Field(default=False, sa_type=Boolean)
    secret: str
    confirmed: int = 0
    taken: int = 0
    taken_package: int = 0
    whole_next: bool = Field(default=False, sa_type=Boolean)
    made_at: datetime | None = Field(default=None, sa_type=Moment)
    taken_at: datetime | None = Field(default=None, sa_type=Moment)


class ExchangePackage(SQLModel, table=True):
    """A package that was made for a partner (`made`), or was taken from it, or was contained in one that was taken.

    `upto`: the sender's newest action in it (None = not known); `action`: the action in which it was taken here.
    """

    __tablename__ = "exchange_package"
    __table_args__ = (Index("ix_exchange_package_link", "link_id", "number"), {"sqlite_strict": True})
    id: int | None = Field(default=None, primary_key=True)
    link_id: int
    made: bool = Field(sa_type=Boolean)
    number: int
    mark: str
    upto: int | None = None
    action: int | None = None


class ExchangeStar(SQLModel, table=True):
    """The star this file belongs to, one row: its `code`, and the key of packages of chosen records, which all in it have."""

    __tablename__ = "exchange_star"
    __table_args__ = {"sqlite_strict": True}
    id: int | None = Field(default=None, primary_key=True)
    code: str
    secret: str


class Purged(SQLModel, table=True):
    """A row that was removed for good, and is never taken from a package or a backup again. It says nothing of what it was."""

    __tablename__ = "purged"
    __table_args__ = {"sqlite_strict": True}
    row_id: int = Field(primary_key=True, sa_type=BigInteger)
    table_name: str = Field(primary_key=True)


def links(session: Session) -> list[ExchangeLink]:
    """All partners, in the order in which they came."""
    return list(session.exec(select(ExchangeLink).order_by(col(ExchangeLink.id))))


def leader(session: Session) -> ExchangeLink | None:
    """The link to the leading file; None where this file leads, or stands in no star."""
    return next((link for link in links(session) if link.leads), None)


def by_code(session: Session, code: str) -> ExchangeLink | None:
    """The partner whose packages bear that code."""
    return session.exec(select(ExchangeLink).where(ExchangeLink.code == code)).first()


def by_name(session: Session, name: str) -> ExchangeLink | None:
    """The partner of that name."""
    return next((link for link in links(session) if link.partner == name), None)


def is_first(link: ExchangeLink) -> bool:
    """Whether the next package for a partner is a first one, which makes it a partner: it has not answered any."""
    return not link.leads and not link.taken_package


def new_link(partner: str, *, leads: bool = False, code: str = "", secret: str = "") -> ExchangeLink:
    """A partner that was not known before, with a secret of its own unless one is given."""
    return ExchangeLink(code=code or secrets.token_hex(8), partner=partner, leads=leads,
                        secret=secret or secrets.token_hex(KEY_BYTES))


def made(session: Session, link: ExchangeLink) -> dict[int, str]:
    """The packages that were made for a partner: number → mark."""
    return _numbered(session, link, made=True)


def heard(session: Session, link: ExchangeLink) -> dict[int, str]:
    """The packages of a partner whose content is here: number → mark."""
    return _numbered(session, link, made=False)


def _numbered(session: Session, link: ExchangeLink, *, made: bool) -> dict[int, str]:
    query = select(ExchangePackage).where(ExchangePackage.link_id == link.id, col(ExchangePackage.made).is_(made))
    return {package.number: package.mark for package in session.exec(query.order_by(col(ExchangePackage.id)))}


def star(session: Session, *, begin: bool = False) -> ExchangeStar | None:
    """The star this file belongs to; with `begin` it gets one where it has none."""
    found = session.exec(select(ExchangeStar)).first()
    if found is None and begin:
        found = ExchangeStar(code=secrets.token_hex(8), secret=secrets.token_hex(KEY_BYTES))
        session.add(found)
        session.flush()
    return found


def note_made(session: Session, link: ExchangeLink, number: int, mark: str, upto: int = 0) -> None:
    """Remember a package that is about to be written, with my newest action in it."""
    session.add(ExchangePackage(link_id=link.id or 0, made=True, number=number, mark=mark, upto=upto))
    link.made_at = now()
    session.add(link)


def note_heard(session: Session, link: ExchangeLink, marks: dict[int, str], newest: int, upto: int) -> None:
    """Remember packages of a partner, number → mark, whose content is here from now on; the `newest` goes up to `upto`."""
    known, action = heard(session, link), session.info.get("operation")
    for number, mark in marks.items():
        if known.get(number) != mark:
            session.add(ExchangePackage(link_id=link.id or 0, made=False, number=number, mark=mark, action=action,
                                        upto=upto if number == newest else None))


def forget_taken(session: Session, link_id: int, action: int) -> None:
    """A package was taken back: it was never heard, and may come again. Our next one says so to the partner, which then sends
    what we lack, and hears again what it had heard of us."""
    link = session.get(ExchangeLink, link_id)
    if link is None:
        return
    query = select(ExchangePackage).where(ExchangePackage.link_id == link_id, col(ExchangePackage.made).is_(False))
    packages = list(session.exec(query))
    for package in packages:
        if package.action == action:
            session.delete(package)
    left = [(package.upto or 0, package.number) for package in packages if package.action != action]
    link.taken, link.taken_package = max([found for found in left if found[0]], default=(0, 0))
    session.add(link)
