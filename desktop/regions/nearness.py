"""How near regions are to the manager's work, so that a picker offers his county before one of the same initials elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlmodel import Session

from desktop.core import settings
from desktop.core.kinds import Link, links_to
from desktop.core.records import alive_in_sql

WORK = frozenset({"dealer", "outlet", "site", "growingplace", "territory", "lead", "farmercase", "complaint", "teammember"})
"""The kinds of record that stand where the manager works. Figures of a yearbook, say, name all counties of the country."""
AT_WORK, OWN, ELSEWHERE = range(3)


def nearness(session: Session, ids: Collection[int]) -> Mapping[int, int]:
    """Region → how near it is: work is done in it or below it; it lies in the region of the settings, or that one in it;
    neither."""
    found = dict.fromkeys(_of_settings(session, ids), OWN) | dict.fromkeys(_at_work(session), AT_WORK)
    return {number: found.get(number, ELSEWHERE) for number in ids}


def _at_work(session: Session) -> set[int]:
    """The regions that a living record of `WORK` names, and all that they lie in."""
    links = [link for link in links_to("region") if link.table in WORK and link.target]
    rows = session.connection().exec_driver_sql(
        f"WITH RECURSIVE {', '.join(_distinct(place, link) for place, link in enumerate(links))}, above(id) AS ("
        f"{' UNION '.join(_living(place, link) for place, link in enumerate(links))} UNION "
        "SELECT region.parent_id FROM above JOIN region ON region.id = above.id) SELECT id FROM above WHERE id IS NOT NULL")
    return set(rows.scalars())


def _distinct(place: int, link: Link) -> str:
    """The regions of one field, each found by one step in its index: DISTINCT would read every row of 20,000 cases."""
    table, column, name = link.table, link.column, f"named{place}"
    return (f'{name}(id) AS (SELECT min("{column}") FROM "{table}" UNION ALL SELECT (SELECT min("{column}") FROM "{table}" '
            f'WHERE "{column}" > {name}.id) FROM {name} WHERE {name}.id IS NOT NULL)')


def _living(place: int, link: Link) -> str:
    return (f'SELECT id FROM named{place} WHERE EXISTS (SELECT 1 FROM "{link.table}" AS t '
            f'WHERE t."{link.column}" = named{place}.id AND {alive_in_sql("t")})')


def _of_settings(session: Session, ids: Collection[int]) -> set[int]:
    """The regions that lie in the one the settings name, or hold it; the names are compared without blanks."""
    own = _plain(str(settings.office_in(session, "region")))
    if not own:
        return set()
    rows = session.connection().exec_driver_sql(
        f"SELECT id, full_name FROM region WHERE id IN ({','.join('?' * len(ids))})", tuple(ids))
    return {number for number, name in rows
            if own in {_plain(part) for part in name.split()} or _plain(name).startswith(own) or own.startswith(_plain(name))}


def _plain(name: str) -> str:
    return "".join(name.split())
