"""What belongs to a region or to a part of the program, to be handed over as chosen records."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from desktop.core.exchange.changes import Key, shared
from desktop.core.kinds import kinds
from desktop.core.records import alive_in_sql


def of_region(session: Session, region: int) -> list[Key]:
    """The living records that name a region or one that lies in it, at any depth; those regions as well."""
    driver: Any = session.connection().connection.driver_connection
    below = [row[0] for row in driver.execute(
        "WITH RECURSIVE below(id) AS (SELECT ? UNION SELECT r.id FROM region r JOIN below b ON r.parent_id = b.id "
        f"WHERE {alive_in_sql('r')}) SELECT id FROM below", (region,))]
    found = [("region", number) for number in below]
    for table in sorted(shared()):
        columns = [link.column for link in kinds()[table].links if link.target == "region"]
        for column in columns:
            found += [(table, number) for part in _parts(below) for (number,) in driver.execute(
                f'SELECT id FROM "{table}" r WHERE {alive_in_sql("r")} AND "{column}" IN ({",".join("?" * len(part))})', part)]
    return list(dict.fromkeys(found))


def of_tables(session: Session, tables: Collection[str]) -> list[Key]:
    """All living records of some tables that are handed over."""
    driver: Any = session.connection().connection.driver_connection
    return [(table, number) for table in sorted(shared() & {*tables})
            for (number,) in driver.execute(f'SELECT id FROM "{table}" r WHERE {alive_in_sql("r")} ORDER BY id')]


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[start:start + 500] for start in range(0, len(ids), 500)]
