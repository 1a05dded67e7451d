"""Taking a package into a file: who may be heard, in which order, with what questions, and what is kept before."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from desktop.core import backup, purging
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.exchange import links
from desktop.core.exchange.changes import schema_of, shared
from desktop.core.exchange.fitting import STORED_FILE
from desktop.core.exchange.links import ExchangeLink, ExchangeStar
from desktop.core.exchange.locked import unlocked
from desktop.core.exchange.package import OPEN_KEY, Head, Package, head_of, not_ours, opened
from desktop.core.exchange.taking import Taken, apply, files_wanted, incomplete
from desktop.core.fields import now
from desktop.core.files import AttachmentStore
from desktop.core.history import STAR, begin
from desktop.core.i18n import _
from desktop.core.kinds import kinds

LEAST, SHARE = 10, 0.2
"""From so many rows of a kind on, more than this share of all of them is not thrown away without a question (Joplin asks from
90 % on, after sync folders that were emptied took everything with them)."""


class ManyDeletions(UserError):
    """A package would throw much away; it is taken where that is allowed."""


class Unsigned(UserError):
    """A package of chosen records from outside the star: anybody may have made it. It is taken where that is allowed."""


class Joins(UserError):
    """A first package: taking it makes this file follow the sender's. It is taken where that is allowed."""


class HeardBefore(UserError):
    """A package whose content is here already; nothing is to be done."""


@dataclass(frozen=True)
class Allowed:
    """What was asked and answered with yes."""

    joining: bool = False
    deletions: bool = False
    unsigned: bool = False


NOTHING = Allowed()


def take(db: Database, path: Path, allowed: Allowed = NOTHING, *, only_look: bool = False, passphrase: str = "",
         progress: Callable[[int, int], None] | None = None) -> tuple[Head, Taken]:
    """Take a package, whole or not at all, in one action, after a backup; `only_look` says what would happen and does nothing.

    Raises one of the questions above, `PassphraseWanted` for a locked one, and `UserError` for a package that is damaged, is
    for another file, was made by another version, or before which one is missing.
    """
    with unlocked(path, passphrase, db.opened) as found:
        return _take(db, found, allowed, only_look=only_look, progress=progress)


def _take(db: Database, path: Path, allowed: Allowed, *, only_look: bool,
          progress: Callable[[int, int], None] | None) -> tuple[Head, Taken]:
    head = head_of(path)
    with db.reading() as session:
        _refuse_schema(head, path, session)
        link, key = _partner(session, head, path)
        if link is not None:
            _refuse_order(db, session, link, head, only_look=only_look)
        if link is None and head.first() and not allowed.joining:
            raise Joins(_("Taking this first package of {manager} makes this file a follower of that one: what is in both is "
                          "joined, and from then on packages go back and forth between the two.").format(
                              manager=_named(head)))
        if head.kind == "records" and not head.link and not allowed.unsigned:
            raise Unsigned(_("This package was made outside your exchange: nothing proves that it is {manager}'s.").format(
                manager=_named(head)))
    with opened(path, key, db.opened) as package:
        with db.reading() as session:
            if not allowed.deletions:
                _refuse_many_deletions(session, link, package)
            wanted = files_wanted(session, package)
        if not only_look:
            backup.backup_now(db)
            _keep_files(db, package, wanted)
        taken = _apply(db, head, package, only_look=only_look, progress=progress)
        if not only_look and head.kind != "records":
            taken.purged += _forget(db, package.purged())
    return head, taken


def _from(link: ExchangeLink | None, head: Head) -> int | None:
    """From which partner a package is: `STAR` for chosen records of another file of the star, which sends them on itself; None
    for those from outside, which are this file's own from now on."""
    return link.id if link else STAR if head.link else None


class _OnlyLooked(Exception):
    """Ends the action of a look, so that nothing of it stays."""


def _apply(db: Database, head: Head, package: Package, *, only_look: bool,
           progress: Callable[[int, int], None] | None) -> Taken:
    taken = Taken()
    try:
        with db.transaction() as session:
            link = _join(session, head) if head.first() else links.by_code(session, head.link) if head.number else None
            begin(session, _label(head), by=head.manager or head.partner, taken_from=_from(link, head))
            joins = link is None or not link.leads
            taken = apply(session, link, package, joins=joins, progress=progress)
            taken.files = len(files_wanted(session, package))
            if link is not None:
                _note(session, link, head)
            if only_look:
                raise _OnlyLooked
    except _OnlyLooked:
        pass
    except (IntegrityError, sqlite.IntegrityError) as error:  # references are looked at when the action ends
        raise incomplete() from error
    return taken


def _label(head: Head) -> str:
    if head.kind == "records":
        return _("Records of {manager} taken: {about}").format(manager=_named(head), about=head.about)
    return _("Package {number} of {manager} taken").format(number=head.number, manager=_named(head))


def _named(head: Head) -> str:
    return head.manager or (head.partner if not head.leads else _("the leading file"))


# -- who may be heard ---------------------------------------------------------------------------------------------------


def _refuse_schema(head: Head, path: Path, session: Session) -> None:
    here = schema_of(session)
    if head.schema > here:
        raise UserError(_("{file} was made by a newer AgriDesk (schema {version}, this program knows {newest}). Update the "
                          "program first; nothing was taken.").format(file=path.name, version=head.schema, newest=here))
    if head.schema < here:
        raise UserError(_("{file} was made by an older AgriDesk (schema {version}, here {newest}). Let the sender update and "
                          "make it again; nothing was taken.").format(file=path.name, version=head.schema, newest=here))


def _partner(session: Session, head: Head, path: Path) -> tuple[ExchangeLink | None, str]:
    """The partner that a package is from, and the key to open it with."""
    star = links.star(session)
    if head.kind == "records":
        if head.link and (star is None or star.code != head.link):
            raise UserError(_("{file} belongs to another exchange than this file. Ask for one made for you.").format(
                file=path.name))
        return None, star.secret if star and head.link else OPEN_KEY
    link = links.by_code(session, head.link)
    if link is not None:
        if head.first() and not (head.confirmed == 0 and hmac.compare_digest(head.secret, link.secret)):
            raise not_ours(path)  # its head is plain: whoever saw another package knows all of it but the key
        return link, OPEN_KEY if head.first() else link.secret
    if not head.first():
        raise UserError(_("{file} was made for another file. The first package made for this one makes it a partner.").format(
            file=path.name))
    leader = links.leader(session)
    if leader is not None:
        raise UserError(_("This file follows {leader} already, and one file follows one other alone.").format(
            leader=leader.partner))
    if links.links(session):
        raise UserError(_("This file leads others ({names}), so it cannot follow another one.").format(
            names=_(", ").join(link.partner for link in links.links(session))))
    return None, OPEN_KEY


def _join(session: Session, head: Head) -> ExchangeLink:
    """The partner that a first package makes, or has made already."""
    found = links.by_code(session, head.link)
    if found is None:
        found = links.new_link(_named(head), leads=True, code=head.link, secret=head.secret)
        session.add(found)
        session.add(ExchangeStar(code=head.star, secret=head.star_secret))
        session.flush()
    return found


# -- in which order -----------------------------------------------------------------------------------------------------


def _refuse_order(db: Database, session: Session, link: ExchangeLink, head: Head, *, only_look: bool) -> None:
    """Raise where the package is known, or one of the two files has been set back so that its numbers mean others."""
    heard = links.heard(session, link)
    if heard.get(head.number) == head.mark:
        raise HeardBefore(_("Package {number} of {manager} is here already; there is nothing to do.").format(
            number=head.number, manager=_named(head)))
    if head.kind != "changes":
        return
    sender_back = link.taken_package and head.marks.get(str(link.taken_package)) != heard.get(link.taken_package)
    here_back = head.confirmed_mark and links.made(session, link).get(head.confirmed_package) != head.confirmed_mark
    if sender_back or here_back or head.since > link.taken:
        if not only_look:
            _send_everything(db, link)
        who = _("The other file") if sender_back else _("This file")
        raise UserError(_("{who} was set back to an older state (a backup was restored), so that package {number} does not "
                          "join on. Make a package for the other side, which will hold everything, and ask for one with "
                          "everything from there. Nothing was taken.").format(who=who, number=head.number))


def _send_everything(db: Database, link: ExchangeLink) -> None:
    with db.transaction() as session:
        session.get_one(ExchangeLink, link.id).whole_next = True


def _note(session: Session, link: ExchangeLink, head: Head) -> None:
    """Remember up to where the partner has been heard, and up to where it has heard of us."""
    known = links.made(session, link)
    knows_us = not head.confirmed_mark or known.get(head.confirmed_package) == head.confirmed_mark
    link.confirmed = head.confirmed if knows_us else 0
    if link.taken_package and head.marks.get(str(link.taken_package)) != links.heard(session, link).get(link.taken_package):
        link.whole_next = True  # it was set back: what it lost stands here, whoever wrote it
    link.taken, link.taken_package, link.taken_at = head.upto, head.number, now()
    if link.leads and head.manager:
        link.partner = head.manager
    links.note_heard(session, link, {int(number): mark for number, mark in head.marks.items()}, head.number, head.upto)
    if not knows_us:  # what it knows of us we do not know ourselves: our numbers go on behind the ones it has seen
        links.note_made(session, link, head.confirmed_package, head.confirmed_mark)
    session.add(link)


# -- what is asked and kept ---------------------------------------------------------------------------------------------


def _refuse_many_deletions(session: Session, link: ExchangeLink | None, package: Package) -> None:
    heard = link.taken if link and package.head.kind == "changes" else 0
    purged = Counter(table for table, number in package.purged() if table in purging.PEOPLE and _here(session, table, number))
    for table, n in purged.items():
        if n >= LEAST:
            raise ManyDeletions(_("This package removes {n} × {kind} for good. Take it only if that is meant.").format(
                n=n, kind=_(kinds()[table].name)))
    for table in package.tables():
        if table not in shared():
            continue
        gone = [row.row_id for row in package.rows(table)
                if (cell := row.cells.get("deleted_at")) and cell.now and cell.at > heard]
        living = int(session.connection().exec_driver_sql(
            f'SELECT count(*) FROM "{table}" WHERE deleted_at IS NULL').scalar() or 0)
        if len(gone) >= LEAST and len(gone) > SHARE * living:
            raise ManyDeletions(_("This package throws away {n} of {all} × {kind}. Take it only if that is meant.").format(
                n=len(gone), all=living, kind=_(kinds()[table].name)))


def _here(session: Session, table: str, number: int) -> bool:
    return session.connection().exec_driver_sql(f'SELECT 1 FROM "{table}" WHERE id = ?', (number,)).first() is not None


def _keep_files(db: Database, package: Package, names: list[str]) -> None:
    """Put the attached files of these names into the store, each only if it is what its name says."""
    store = AttachmentStore(db.attachments)
    for name in names:
        if not STORED_FILE.fullmatch(name):
            raise UserError(_("“{name}” is not the name of an attachment.").format(name=name[:80]))
        path = store.path(name)
        if path.exists() and not store.damaged([name]):
            continue
        digest = hashlib.sha256()
        for part in package.parts(name):
            digest.update(part)
        if digest.hexdigest() != Path(name).name[:64]:
            raise UserError(_("An attached file in the package is not what it was when it was attached ({name}). Nothing was "
                              "taken; let the sender check that file (agridesk check).").format(name=Path(name).name[:12]))
        store.keep(name, partial(_pour, package, name))


def _pour(package: Package, name: str, out: BinaryIO) -> None:
    for part in package.parts(name):
        out.write(part)


def _forget(db: Database, rows: list[tuple[str, int]]) -> int:
    """Remove for good the people whom the sender removed for good; gives how many records that were."""
    people = [row for row in rows if row[0] in purging.PEOPLE]
    if not people:
        return 0
    purging.remember(db, people)
    return purging.purge_again(db)
