"""In which county a dealer, or a right, lies: the node of the tree at that level, or the lowest above it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import RANK, Region


class Counties:
    """The tree of regions, asked for counties; read once."""

    def __init__(self, session: Session) -> None:
        r = table_of(Region)
        rows = session.execute(select(r.c.id, r.c.parent_id, r.c.level, r.c.full_name))
        self._nodes: dict[int, Any] = {row.id: row for row in rows}

    def of(self, region_id: int | None) -> str:
        """The full name of the county that a region lies in; of a larger region its own, "" for none."""
        found = self._nodes.get(region_id or 0)
        while found is not None and RANK[found.level] > RANK["county"] and found.parent_id in self._nodes:
            found = self._nodes[found.parent_id]
        return found.full_name if found is not None else ""


def counties(session: Session) -> dict[int, str]:
    """The county of each dealer, by the dealer's key."""
    tree, d = Counties(session), table_of(Dealer)
    return {row.id: tree.of(row.region_id) for row in session.execute(select(d.c.id, d.c.region_id).where(alive(d)))}
