"""What belongs to a region or to a part of the program, to be handed over as chosen records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.exchange.changes import Key, shared
from desktop.core.i18n import _
from desktop.core.kinds import kinds
from desktop.core.records import alive_in_sql


def scope(db: Database, region: int | None, part: str) -> list[Key]:
    """The records of a region (its key), of a part of the program, or of that part in that region. Raises like `tables_of`."""
    tables = tables_of(part) if part else set()
    with db.reading() as session:
        found = of_region(session, region) if region else []
        if not part:
            return found
        among = of_tables(session, tables)
        there = {*found}
        return [key for key in among if key in there] if region else among


def tables_of(part: str) -> set[str]:
    """The tables of a part of the program. Raises `UserError`, which names all parts, where there is none of that name."""
    known = parts()
    if part not in known:
        raise UserError(_("There is no part “{name}”: {parts}.").format(name=part, parts=_(", ").join(sorted(known))))
    return known[part]


def parts() -> dict[str, set[str]]:
    """The parts of the program that have records, each with its tables."""
    found: dict[str, set[str]] = {}
    for table, kind in kinds().items():
        found.setdefault(kind.room, set()).add(table)
    found.pop("core", None)
    return found


def of_region(session: Session, region: int) -> list[Key]:
    """The living records that name a region or one that lies in it, at any depth, with those regions; and those that lie where
    what they name lies: the orders, payments and counts of its dealers, the trials of its sites."""
    driver: Any = session.connection().connection.driver_connection
    below = [row[0] for row in driver.execute(
        "WITH RECURSIVE below(id) AS (SELECT ? UNION SELECT r.id FROM region r JOIN below b ON r.parent_id = b.id "
        f"WHERE {alive_in_sql('r')}) SELECT id FROM below", (region,))]
    found = {"region": below}
    for table in sorted(shared() - {"region"}):
        if columns := [link.column for link in kinds()[table].links if link.target == "region"]:
            found[table] = _naming(driver, table, dict.fromkeys(columns, below))
    there = found.keys() - {"region"}
    for table in sorted(shared() - found.keys()):
        lent = {link.column: found[link.target] for link in kinds()[table].links if link.target in there and not link.owned}
        if lent:
            found[table] = _naming(driver, table, lent)
    return [(table, number) for table, ids in found.items() for number in ids]


def _naming(driver: Any, table: str, columns: Mapping[str, Sequence[int]]) -> list[int]:
    """The living rows of a table that name one of some records in one of these columns."""
    rows = dict.fromkeys(number for column, ids in columns.items() for part in _parts(ids) for (number,) in driver.execute(
        f'SELECT id FROM "{table}" r WHERE {alive_in_sql("r")} AND "{column}" IN ({",".join("?" * len(part))})', part))
    return list(rows)


def of_tables(session: Session, tables: Collection[str]) -> list[Key]:
    """All living records of some tables that are handed over."""
    driver: Any = session.connection().connection.driver_connection
    return [(table, number) for table in sorted(shared() & {*tables})
            for (number,) in driver.execute(f'SELECT id FROM "{table}" r WHERE {alive_in_sql("r")} ORDER BY id')]


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start:start + 500] for start in range(0, len(ids), 500)]
