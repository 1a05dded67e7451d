"""How the exchange stands: which partner was heard up to when, what waits for it, who works on what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from desktop.core import local_time
from desktop.core.database import Database
from desktop.core.exchange import links
from desktop.core.exchange.changes import shared
from desktop.core.fields import Moment, now
from desktop.core.i18n import _, ngettext
from desktop.core.stored_values import DIALECT

DAYS = 30


@dataclass(frozen=True)
class Partner:
    """A partner as a list shows it: `waiting` rows changed here that stand in no package made for it yet; `first_next`: it
    has not answered, so that the next package is a first one still."""

    name: str
    leads: bool
    waiting: int
    made_at: datetime | None
    taken_at: datetime | None
    whole_next: bool
    first_next: bool = False

    def role(self) -> str:
        """What it is to this file."""
        return _("leading file") if self.leads else _("laptop")

    def said(self) -> str:
        """One line about it."""
        said = _("{name} ({role}): last package taken {taken}, last one made {made}; {waiting}").format(
            name=self.name, role=self.role(), taken=_day(self.taken_at), made=_day(self.made_at),
            waiting=ngettext("{n} changed record waits", "{n} changed records wait", self.waiting).format(n=self.waiting))
        return said + (_("; the next package holds everything") if self.whole_next else "")


def _day(moment: datetime | None) -> str:
    return local_time.shown(moment) if moment else _("never")


def partners(db: Database) -> list[Partner]:
    """All partners of this file."""
    with db.reading() as session:
        return [Partner(link.partner, link.leads, _waiting(session, link), link.made_at, link.taken_at, link.whole_next,
                        links.is_first(link))
                for link in links.links(session)]


def _waiting(session: Session, link: links.ExchangeLink) -> int:
    own = "o.taken_from IS NULL" if link.leads else "coalesce(o.taken_from, 0) <> ?"
    driver: Any = session.connection().connection.driver_connection
    packed = _packed(session, link)
    rows = driver.execute(
        "SELECT DISTINCT c.table_name, c.row_id FROM change c JOIN operation o ON o.id = c.operation_id "
        f"WHERE c.operation_id > ? AND {own}", (max(link.confirmed, packed), *([] if link.leads else [link.id])))
    tables = shared()
    return sum(table in tables for table, _row in rows)


def _packed(session: Session, link: links.ExchangeLink) -> int:
    """My newest action that stands in the newest package made for a partner."""
    query = select(links.ExchangePackage.upto).where(links.ExchangePackage.link_id == link.id,
                                                     col(links.ExchangePackage.made).is_(True))
    return max((upto or 0 for upto in session.exec(query).all()), default=0)


def workers(db: Database) -> list[tuple[str, str, int]]:
    """Who changed how many records of which kind in the last thirty days: (name, table, rows), the busiest first."""
    since = str(Moment().process_bind_param(now() - timedelta(days=DAYS), DIALECT))
    with db.reading() as session:
        driver: Any = session.connection().connection.driver_connection
        rows = driver.execute(
            "SELECT o.who, c.table_name, count(DISTINCT c.row_id) n FROM operation o JOIN change c ON c.operation_id = o.id "
            "WHERE o.at >= ? AND o.who <> '' GROUP BY 1, 2 ORDER BY n DESC", (since,)).fetchall()
    return [(who, table, n) for who, table, n in rows if table in shared()]
