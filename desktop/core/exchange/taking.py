"""Taking a package: whole or not at all, in one action that can be undone, after a backup.

What is stored arrives as it is stored: no rule of the records runs again, or clocks and numbers would drift apart. What holds
all the same: nothing that lives refers to what lies in the bin, and nothing is lost without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from desktop.core import history
from desktop.core.bulk import inserter
from desktop.core.errors import UserError
from desktop.core.exchange import clash
from desktop.core.exchange.changes import CHUNK, Cell, Key, RowChange, changes_since, columns_of, images, shared, taken_back
from desktop.core.exchange.fitting import Fitting
from desktop.core.exchange.judging import CLASH, KEEP, TAKE, Following, Joining, Judge
from desktop.core.exchange.links import ExchangeLink
from desktop.core.exchange.package import Head, Package
from desktop.core.exchange.rings import Ring, rings
from desktop.core.exchange.twins import twins, unite
from desktop.core.i18n import _, ngettext
from desktop.core.kinds import kinds, links_to

DELETED = clash.DELETED


@dataclass
class Taken:
    """What taking a package did: rows that are new, changed, went into the bin, by table; cells that clashed; records that
    came back from the bin, since others stand on them; rows of people who were removed for good, which were not taken."""

    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)
    clashes: list[tuple[Key, str]] = field(default_factory=list)
    kept: int = 0
    united: int = 0
    came_back: int = 0
    purged: int = 0
    files: int = 0

    def total(self) -> int:
        """How many rows were written."""
        return sum(self.new.values()) + sum(self.changed.values()) + sum(self.deleted.values())

    def said(self) -> list[str]:
        """What is said of a package that was taken, with the records kind by kind."""
        def named(counts: Mapping[str, int]) -> str:
            return _(", ").join(f"{_(kinds()[table].name)} {n}" for table, n in counts.items()) or "0"

        return [*self.details(named), *self._further()]

    def summary(self) -> list[str]:
        """What must be known of a package that was taken: how many records, and what is to be done."""
        return [*self.details(lambda counts: f"{sum(counts.values()):,}"), *self._further()]

    def details(self, said: Callable[[Mapping[str, int]], str]) -> list[str]:
        """A line each for what is new, changed and thrown away, its numbers by table as `said` says them."""
        return [_("New: {kinds}").format(kinds=said(self.new)), _("Changed: {kinds}").format(kinds=said(self.changed)),
                _("Thrown away: {kinds}").format(kinds=said(self.deleted))]

    def _further(self) -> list[str]:
        said: list[str] = []
        if self.clashes:
            said.append(ngettext("{n} value was changed on both sides and is to be decided",
                                 "{n} values were changed on both sides and are to be decided", len(self.clashes)).format(
                                     n=len(self.clashes)))
        if self.came_back:
            said.append(ngettext("{n} record came back from the recycle bin, since others stand on it",
                                 "{n} records came back from the recycle bin, since others stand on them",
                                 self.came_back).format(n=self.came_back))
        if self.purged:
            said.append(ngettext("{n} record of people who were removed for good was left out",
                                 "{n} records of people who were removed for good were left out", self.purged).format(
                                     n=self.purged))
        if self.files:
            said.append(ngettext("{n} attached file", "{n} attached files", self.files).format(n=self.files))
        return said


def apply(session: Session, link: ExchangeLink | None, package: Package, *, joins: bool,
          progress: Callable[[int, int], None] | None = None) -> Taken:
    """Write the rows of a package inside an action that is under way. `joins`: this file decides (it leads, or the package
    holds chosen records); else the sender does.

    Raises `UserError` where the package speaks of rows that are not here: one before it is missing.
    """
    taking = _Taking(session, link, package.head, joins)
    driver: Any = session.connection().connection.driver_connection
    driver.execute("PRAGMA defer_foreign_keys = ON")  # rows come table by table, not owner before owned
    tables = [table for table in package.tables() if table in shared()]
    for number, table in enumerate(tables):
        taking.table(table, package)
        if progress:
            progress(number + 1, len(tables))
    taking.break_rings()
    taking.bring_back_what_is_used()
    if joins:
        taking.unite_twins()
    session.expire_all()
    try:
        session.flush()
    except IntegrityError as error:
        raise incomplete() from error
    return taking.done


def incomplete() -> UserError:
    """What is said of a package whose rows name others that are neither in it nor here."""
    return UserError(_("The package speaks of records that are not in this file. Ask the sender for a whole package (option "
                       "“everything again”). Nothing was taken."))


class _Taking:
    """The state of one package being taken."""

    def __init__(self, session: Session, link: ExchangeLink | None, head: Head, joins: bool) -> None:
        self._session, self._link, self._head, self._joins = session, link, head, joins
        self.done, self._purged, self._taken_back = Taken(), _purged_here(session), taken_back(session)
        heard = self._heard = link.taken if link and head.kind == "changes" else 0
        joining = Joining(session, heard, lenient=head.kind != "changes")
        self._judge: Judge = joining
        self._waiting: dict[Key, RowChange] = {}
        if not joins:
            self._waiting = changes_since(session, head.confirmed, own=True)
            self._judge = Following(heard, self._waiting, joining if head.kind != "changes" else None)
        self._changed_here = _changed_here(session, link, head) if joins and head.kind != "records" else set()

    # -- rows ---------------------------------------------------------------------------------------------------------

    def table(self, table: str, package: Package) -> None:
        """Write the rows of one table."""
        self._columns = columns_of(self._session, table)
        part: list[RowChange] = []
        fitting = Fitting(table)
        for row in package.rows(table):
            fitting.refuse(row)
            part.append(row)
            if len(part) == CHUNK:
                self._write(table, part)
                part = []
        self._write(table, part)

    def _write(self, table: str, rows: list[RowChange]) -> None:
        if not rows:
            return
        rows = [row for row in rows if self._may_come(row)]
        here = images(self._session, table, [row.row_id for row in rows])
        self._insert(table, [row for row in rows if row.row_id not in here])
        steps: list[history.Step] = []
        for row in rows:
            if row.row_id in here:
                steps += self._steps(row, here[row.row_id])
        history.write_steps(self._session, steps)

    def _insert(self, table: str, rows: list[RowChange]) -> None:
        if not rows:
            return
        if any(row.image is None for row in rows):
            raise incomplete()
        names = sorted(self._columns)
        ids = [row.row_id for row in rows]
        columns = {name: [(row.image or {}).get(name) for row in rows] for name in names}
        insert = inserter(self._session.connection().connection.driver_connection)
        insert(table, columns)
        history.write_inserts(self._session, table, ids, insert, history.ARRIVED)
        _count(self.done.new, table, len(rows))

    def _steps(self, row: RowChange, here: dict[str, Any]) -> list[history.Step]:
        """What is written of a row that is here: what arrives, and what was there and stands again where both were changed."""
        key = (row.table, row.row_id)
        arriving = {name: cell for name, cell in self._judge.arriving(row).items() if name in self._columns and name != "id"}
        given, clashed = dict[str, Any](), list[str]()
        if here.get(DELETED) and row.image is not None and row.image.get(DELETED) is None and key in self._taken_back:
            given[DELETED] = None  # it comes again
        for name, cell in arriving.items():
            for value in cell.lost_since(self._heard) if self._joins else ():
                self._note(key, name, here.get(name), value)
            if name == DELETED and key in self._taken_back and not cell.now:
                continue
            verdict = self._judge.verdict(key, name, cell, here.get(name))
            if verdict == TAKE and name == DELETED and cell.now and key in self._changed_here:
                verdict = CLASH  # it was thrown away there and worked on here
            if verdict == TAKE or (verdict == CLASH and not self._joins):
                given[name] = cell.now
            self.done.kept += verdict == KEEP
            if verdict == CLASH:
                clashed.append(name)
                if not (name == DELETED and cell.now and here.get(DELETED)):  # both threw it away: nothing is to be decided
                    self.done.clashes.append((key, name))
        if self._joins and given and here.get(DELETED) and DELETED not in given and (
                key in self._changed_here or self._head.kind == "records"):
            self._note(key, DELETED, here[DELETED], None)  # it was worked on there and thrown away here
        return [*self._given(key, given, here), *self._touched(key, clashed, arriving, here)]

    def _given(self, key: Key, given: dict[str, Any], here: dict[str, Any]) -> list[history.Step]:
        if not given:
            return []
        _count(self.done.deleted if given.get(DELETED) else self.done.changed, key[0], 1)
        return [(*key, given, {name: here.get(name) for name in given})]

    def _touched(self, key: Key, names: list[str], arriving: Mapping[str, Cell], here: dict[str, Any]) -> list[history.Step]:
        """Where the leading file's value stands against one that came: both stand in the history, so that every laptop is told
        which of them holds, and nothing is lost."""
        if not names or not self._joins:
            return []
        other, mine = {name: arriving[name].now for name in names}, {name: here.get(name) for name in names}
        for name in (name for name in names if not (name == DELETED and mine[name] and other[name])):
            clash.note(self._session, key, name, mine[name], other[name], self._head.manager or self._head.partner)
        return [(*key, other, mine), (*key, mine, other)]

    def _note(self, key: Key, name: str, mine: Any, other: Any) -> None:
        self.done.clashes.append((key, name))
        if self._joins:
            clash.note(self._session, key, name, mine, other, self._head.manager or self._head.partner)

    def _may_come(self, row: RowChange) -> bool:
        """Whether a row may be taken: not one that was removed for good, nor one that stands on such a one."""
        if not self._purged:
            return True
        if (row.table, row.row_id) in self._purged or not _without_purged(row, self._purged):
            self._purged.add((row.table, row.row_id))  # nor what stands on this one
            self.done.purged += 1
            return False
        return True

    # -- what is used does not lie in the bin ---------------------------------------------------------------------------

    def break_rings(self) -> None:
        """Let a move not stand that would, with another one, put a record below itself: on the leading file the one that
        arrived, which is decided by a person; on a laptop its own, until the leading file has said which of them holds."""
        for ring in rings(self._session):
            self._undo_move(ring)

    def _undo_move(self, ring: Ring) -> None:
        for number in ring.members:
            key = (ring.table, number)
            mine = self._waiting.get(key)
            cell = mine.cells.get(ring.column) if mine else None
            before = ring.arrived.get(number, (None, None)) if self._joins else (cell.before()[0], cell.now) if cell else None
            if before is not None and (cell is not None or number in ring.arrived):
                old, new = before
                history.write_steps(self._session, [(*key, {ring.column: old}, {ring.column: new})])
                self._note(key, ring.column, old, new)
                return

    def bring_back_what_is_used(self) -> None:
        """Bring records back from the bin on which something stands that lives, as far as this action touched either. The
        sender hears of it even where what stood on them is gone by then, or they would live here and lie in the bin there."""
        while lost := self._used_in_bin():
            history.write_steps(self._session, [(table, number, {DELETED: None}, {DELETED: at})
                                                for (table, number), at in lost.items()], ours=True)
            for key, at in lost.items():
                self._note(key, DELETED, None, at)
            self.done.came_back += len(lost)

    def unite_twins(self) -> None:
        """Make one of what may be there once and came a second time; what differs is decided by a person."""
        self._session.flush()
        for twin in twins(self._session):
            for name, (mine, other) in unite(self._session, twin).items():
                self._note((twin[0], twin[1]), name, mine, other)
            self.done.united += 1

    def _used_in_bin(self) -> dict[Key, Any]:
        driver: Any = self._session.connection().connection.driver_connection
        action = self._session.info["operation"]
        touched = [row[0] for row in driver.execute("SELECT DISTINCT table_name FROM change WHERE operation_id = ?", (action,))]
        found: dict[Key, Any] = {}
        for table in touched:
            for link in kinds()[table].links:
                if link.target:
                    found.update(_in_bin(driver, (table, link.column), link.target, (table, "c"), action))
            for link in links_to(table):
                if link.target:
                    found.update(_in_bin(driver, (link.table, link.column), table, (table, "p"), action))
        return found


def _in_bin(driver: Any, link: tuple[str, str], parent: str, touched: tuple[str, str], action: int) -> dict[Key, Any]:
    """The rows of a table that lie in the bin although living ones name them; `touched` (table, c for the child or p for the
    parent) by this action. Asked from the bin (CROSS JOIN keeps the order): it is small, the action may have 100,000 rows."""
    (child, column), (table, which) = link, touched
    rows = driver.execute(
        f'SELECT DISTINCT p.id, p.deleted_at FROM "{parent}" p CROSS JOIN "{child}" c ON c."{column}" = p.id '
        f"WHERE p.deleted_at IS NOT NULL AND c.deleted_at IS NULL AND EXISTS (SELECT 1 FROM change "
        f"WHERE row_id = {which}.id AND table_name = ? AND operation_id = ?)", (table, action))
    return {(parent, number): at for number, at in rows}


def _changed_here(session: Session, link: ExchangeLink | None, head: Head) -> set[Key]:
    """The rows that were changed here after what the sender knew, by anybody but the sender."""
    driver: Any = session.connection().connection.driver_connection
    return set(driver.execute(
        "SELECT DISTINCT c.table_name, c.row_id FROM change c JOIN operation o ON o.id = c.operation_id "
        "WHERE c.operation_id > ? AND coalesce(o.taken_from, 0) <> ?", (head.confirmed, (link.id or 0) if link else 0)))


def files_wanted(session: Session, package: Package) -> list[str]:
    """The files in a package that rows of it name which may be taken: no others are read or stored."""
    purged, table = _purged_here(session), "attachment"
    wanted = set[str]()
    for row in package.rows(table):
        if (table, row.row_id) not in purged and _without_purged(row, purged):
            wanted.update(str(values["digest"]) for values in (row.image or {}, {n: c.now for n, c in row.cells.items()})
                          if values.get("digest"))
    return [name for name in package.files() if name in wanted]


def _purged_here(session: Session) -> set[Key]:
    driver: Any = session.connection().connection.driver_connection
    return set(driver.execute("SELECT table_name, row_id FROM purged"))


def _without_purged(row: RowChange, purged: set[Key]) -> bool:
    """Take references to what was removed for good out of a row; False where it cannot stand without one."""
    if row.image and (row.image.get("owner_table"), row.image.get("owner_id")) in purged:
        return False  # a file of theirs
    for link in kinds()[row.table].links:
        values = [row.image] if row.image else []
        named = [value.get(link.column) for value in values] + [c.now for n, c in row.cells.items() if n == link.column]
        target = (row.image or {}).get(link.kind_in, "") if link.kind_in else link.target
        if not any((target, number) in purged for number in named if number):
            continue
        if link.owned:
            return False
        for value in values:
            value.pop(link.column, None)
        if link.column in row.cells:
            row.cells[link.column].now = None
    return True


def _count(counts: dict[str, int], table: str, rows: int) -> None:
    counts[table] = counts.get(table, 0) + rows
