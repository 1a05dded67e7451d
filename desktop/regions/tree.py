"""Questions to the tree: everything below a node, the way up to the top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select
from sqlmodel import Session

from desktop.core import rollups
from desktop.core.records import alive, living, table_of
from desktop.regions.model import Region

_T = table_of(Region)
ANY_BELOW = rollups.any_of(Region, "parent_id")


def below(region_id: int) -> Any:
    """A select of the keys of a node and everything below it, for `column.in_(below(key))`."""
    start = select(literal(region_id).label("id")).cte("below", recursive=True)
    tree = start.union(select(_T.c.id).join(start, _T.c.parent_id == start.c.id).where(alive(_T)))
    return select(tree.c.id)


def descendants(session: Session, region_id: int) -> list[int]:
    """The keys of a node and of everything below it, the node first."""
    found = session.execute(below(region_id)).scalars().all()
    return sorted(found, key=lambda key: key != region_id)


def ancestors(session: Session, region_id: int) -> list[int]:
    """The keys from the top down to the node itself."""
    chain: list[int] = []
    key: int | None = region_id
    while key is not None and key not in chain:
        chain.insert(0, key)
        key = session.execute(select(_T.c.parent_id).where(_T.c.id == key)).scalar()
    return chain


def children(session: Session, parent_id: int | None) -> list[Region]:
    """The living nodes right below a node (None: the provinces), by code and name."""

    query = living(Region).where(_T.c.parent_id == parent_id)
    return list(session.exec(query.order_by(_T.c.code == "", _T.c.code, _T.c.name)))


@dataclass(frozen=True)
class Branch:
    """A node as a tree shows it."""

    id: int
    name: str
    has_children: bool


def branches(session: Session, parent_id: int | None) -> list[Branch]:
    """The living nodes right below one (None: the provinces), and whether anything lies below them."""
    query = select(_T.c.id, _T.c.name, ANY_BELOW.sql(_T)).where(_T.c.parent_id == parent_id, alive(_T))
    return [Branch(*row) for row in session.execute(query.order_by(_T.c.code == "", _T.c.code, _T.c.name))]
