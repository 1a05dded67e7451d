"""Making a package: for a partner what it has not heard of, or everything again; for whoever gets it, chosen records."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from desktop.core import history
from desktop.core.attachments import Attachment
from desktop.core.database import Database
from desktop.core.encryption import ring
from desktop.core.errors import Refused, UserError
from desktop.core.exchange import links
from desktop.core.exchange.changes import RowChange, changes_since, schema_of, shared, taken_back
from desktop.core.exchange.choosing import chosen_rows
from desktop.core.exchange.fitting import STORED_FILE
from desktop.core.exchange.links import ExchangeLink
from desktop.core.exchange.package import ENDING, OPEN_KEY, Content, Head, write
from desktop.core.fields import now
from desktop.core.file_names import safe_file_name
from desktop.core.files import AttachmentStore
from desktop.core.i18n import _, ngettext
from desktop.core.kinds import kinds
from desktop.core.picking import several
from desktop.core.purging import PEOPLE
from desktop.core.records import table_of


@dataclass(frozen=True)
class Made:
    """A package that was written: where, what it says of itself, attachments that are missing here and not in it, whether it is
    locked with a passphrase, how many rows of which tables."""

    path: Path
    head: Head
    missing: tuple[str, ...] = ()
    locked: bool = False
    kinds: Mapping[str, int] = field(default_factory=dict)

    def summary(self) -> list[str]:
        """What must be known of a package that was made: where, how much, how to hand it over, what is missing."""
        said = [ngettext("{n} record: {file}", "{n} records: {file}", self.head.rows).format(n=self.head.rows, file=self.path)]
        if self.locked:
            said.append(_("It is locked: tell its passphrase by another way than the package, by telephone."))
        elif self.head.first():
            said.append(_("This first package makes its receiver a partner and holds the key of all that follow: hand it "
                          "over in person."))
        if self.missing:
            said.append(_("Not in it, since it is missing here: {file}").format(file=several(self.missing)))
        return said

    def details(self) -> list[str]:
        """What is in it, a kind a line, and every file that is not."""
        named = [_("{kind}: {n}").format(kind=kind, n=n) for kind, n in _named(self.kinds)]
        return [*named, *(_("Not in it, since it is missing here: {file}").format(file=name) for name in self.missing)]

    def said(self) -> list[str]:
        """All that is said of it, the shortest first."""
        return [*self.summary(), *([_("In it: {what}").format(what=in_words(self.kinds))] if self.kinds else []),
                *(self.details()[len(self.kinds):] if len(self.missing) > 1 else [])]


def contents(db: Database, chosen: list[tuple[str, int]]) -> str:
    """What a package of chosen records would hold, kind by kind; "" for nothing."""
    with db.reading() as session:
        return in_words(Counter(row.table for row in chosen_rows(session, chosen)))


def first_contents(db: Database) -> str:
    """What the first package for a laptop would hold, kind by kind: every row that the history tells of, counted, not read."""
    with db.reading() as session:
        driver: Any = session.connection().connection.driver_connection
        query = 'SELECT count(*) FROM "{}" WHERE id IN (SELECT row_id FROM change WHERE table_name = ?)'
        counts = {table: driver.execute(query.format(table), (table,)).fetchone()[0] for table in shared()}
        return in_words({table: n for table, n in counts.items() if n})


def in_words(rows: Mapping[str, int]) -> str:
    """So many rows of these tables, the most first."""
    return _(", ").join(_("{kind}: {n}").format(kind=kind, n=n) for kind, n in _named(rows))


def _named(rows: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(_(kinds()[table].name), n) for table, n in sorted(rows.items(), key=lambda one: (-one[1], one[0]))]


def make(db: Database, target: Path, partner: str = "", *, whole: bool = False, passphrase: str = "") -> Made:
    """Write the next package for a partner into a folder (or as a file): without a name for the leading file, else for the
    laptop of that name, which becomes a partner with its first package; the file that makes it leads from then on.
    `passphrase`: locks it, a first one above all, which holds the key of all that follow.

    Raises `Refused` where this file follows another one and a name is given, or leads nobody and none is.
    """
    with db.transaction() as session:
        link = _link(session, partner)
        session.flush()
        known = links.made(session, link)
        number, mark = max([0, *known]) + 1, secrets.token_hex(8)
        links.note_made(session, link, number, mark, history.newest(session))
        first = links.is_first(link)
        again = whole or link.whole_next
        everything = again or not link.confirmed
        if first:
            refuse_open(db, passphrase)
        star = links.star(session, begin=True)
        session.flush()
        link_id, key, marks = link.id, link.secret, {str(n): m for n, m in {**known, number: mark}.items()}
    with db.reading() as session:
        link = session.get_one(ExchangeLink, link_id)
        since = 0 if everything else link.confirmed
        heard = links.heard(session, link)
        head = Head(
            kind="whole" if everything else "changes", link=link.code, number=number, mark=mark, schema=schema_of(session),
            partner=link.partner, manager=history.manager(session), leads=not link.leads, made_at=now().isoformat(),
            since=since, upto=history.newest(session), confirmed=link.taken, confirmed_package=link.taken_package,
            confirmed_mark=heard.get(link.taken_package, ""), marks=marks, secret=key if first else "",
            star=star.code if star and first else "", star_secret=star.secret if star and first else "")
        rows = changes_since(session, since, own=link.leads and not again, without=0 if everything else link_id or 0)
        theirs = taken_back(session, link_id or 0, history.STAR)  # they lie in the bin here alone
        made = _write(db, session, target, head, OPEN_KEY if first else key,
                      [row for key_of, row in rows.items() if key_of not in theirs], passphrase)
    if everything:
        with db.transaction() as session:
            session.get_one(ExchangeLink, link_id).whole_next = False
    return made


def make_records(db: Database, target: Path, chosen: list[tuple[str, int]], about: str, passphrase: str = "") -> Made:
    """Write chosen records, with all that belongs to them, as a package that every file of the star can take; where there is no
    star, one that any AgriDesk can take, or whoever knows the `passphrase`. Raises `UserError` where nothing is chosen."""
    with db.reading() as session:
        rows = chosen_rows(session, chosen)
        if not rows:
            raise UserError(_("There is nothing to hand over."))
        star = links.star(session)
        if star is None:
            refuse_open(db, passphrase)
        head = Head(kind="records", link=star.code if star else "", number=0, mark=secrets.token_hex(8),
                    schema=schema_of(session), partner="", manager=history.manager(session), leads=False,
                    made_at=now().isoformat(), upto=history.newest(session), about=about)
        return _write(db, session, target, head, star.secret if star else OPEN_KEY, rows, passphrase)


def refuse_open(db: Database, passphrase: str) -> None:
    """Raise `Refused` for a package that anybody can read, of a database that is encrypted."""
    if not passphrase and ring.mark_of(db.path):
        raise Refused(_("The database is encrypted, and whoever finds this package could read it: give it a passphrase."))


def _link(session: Session, partner: str) -> ExchangeLink:
    """The partner meant, made where it is new."""
    leader = links.leader(session)
    if leader is not None:
        if partner and partner != leader.partner:
            raise Refused(_("This file follows {leader}, so its packages go there; “{name}” gets them from there.").format(
                leader=leader.partner, name=partner))
        return leader
    if not partner:
        raise Refused(_("Say for whom the package is: this file follows no leading file. The first package made for a laptop "
                        "makes it a partner, and this file the leading one."))
    found = links.by_name(session, partner)
    if found is None:
        found = links.new_link(partner)
        session.add(found)
    return found


def _write(db: Database, session: Session, target: Path, head: Head, key: str, rows: list[RowChange],
           passphrase: str) -> Made:
    names = _attached(rows)
    store = AttachmentStore(db.attachments)
    there = {name: path for name in names if (path := store.path(name)).is_file()}
    purged = [row for row in session.connection().exec_driver_sql("SELECT table_name, row_id FROM purged") if row[0] in PEOPLE]
    full = Head(**{**head.__dict__, "rows": len(rows)})
    path = _free(target / file_name(full)) if target.is_dir() else target
    write(path, full, key, Content(rows, there, [(str(table), int(number)) for table, number in purged]), passphrase)
    return Made(path, full, tuple(name for name in names if name not in there), bool(passphrase),
                dict(Counter(row.table for row in rows).most_common()))


def _attached(rows: list[RowChange]) -> list[str]:
    """The files of the store that attachments among new rows name."""
    table = table_of(Attachment).name
    found = [str((row.image or {}).get("digest", "")) for row in rows if row.table == table]
    return sorted({name for name in found if STORED_FILE.fullmatch(name)})


def file_name(head: Head) -> str:
    """The name of a package's file: who made it, for whom, its number, the day."""
    who = head.about or _("{sender} for {receiver}").format(sender=head.manager or "AgriDesk", receiver=head.partner)
    number = f"-{head.number:03d}" if head.number else ""
    return safe_file_name(f"{who}{number}-{datetime.now():%Y%m%d-%H%M}") + ENDING


def _free(path: Path) -> Path:
    """A name that no file has: another package is never written over."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_name(f"{path.name.removesuffix(ENDING)}-{number}{ENDING}"), number + 1
    return free
