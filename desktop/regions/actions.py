"""Verbs and the list of regions. Own nodes (township, village, market) are added below those of GB/T 2260."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.core.search import Hit
from desktop.regions.model import Region
from desktop.regions.tree import Branch, ancestors, branches, children, descendants

_PARENT = table_of(Region).alias("parent")

REGIONS = Listing(
    "regions", N_("Regions"), Region,
    columns=[column(Region, "full_name", editable=False), column(Region, "name"),
             column(Region, "code"), column(Region, "level"),
             Column("above", N_("Lies in"), _PARENT.c.full_name),
             column(Region, "remarks", shown=False)],
    joins=[(_PARENT, "parent_id")], order=("code", False),
    presets=[
        Preset("provinces", N_("Provinces"), lambda: (Condition("level", "in", ("province",)),)),
        Preset("counties", N_("Counties"), lambda: (Condition("level", "in", ("county",)),)),
        Preset("own", N_("Own places"), lambda: (Condition("level", "in", ("township", "village", "market")),)),
    ])


def read_branches(db: Database, parent_id: int | None) -> list[Branch]:
    """`branches` in a session of its own."""
    with db.reading() as session:
        return branches(session, parent_id)


def way_to(db: Database, region_id: int) -> list[int]:
    """`ancestors` in a session of its own: the keys from the province down to a node."""
    with db.reading() as session:
        return ancestors(session, region_id)


def similar_regions(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[Hit]:
    """Nodes of the same name in the same place, or of the same area code."""
    name, code = str(values.get("name") or "").strip(), str(values.get("code") or "").strip()
    table = table_of(Region)
    same = ((table.c.name == name) & (table.c.parent_id == values.get("parent_id")) if name else table.c.id.is_(None))
    if code:
        same = same | (table.c.code == code)
    query = table.select().where(same, alive(table), table.c.id != (record_id or 0)).limit(5)
    return [Hit("region", row.id, row.name, row.full_name) for row in session.execute(query)]


__all__ = ["REGIONS", "ancestors", "children", "descendants", "read_branches", "similar_regions", "way_to"]
