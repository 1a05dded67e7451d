"""Verbs and the list of regions. Own nodes (township, village, market) are added below those of GB/T 2260."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.i18n import N_, _
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.core.search import Hit
from desktop.regions.model import Region
from desktop.regions.tree import RANK, Branch, ancestors, branches, children, descendants, path_name

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


def save_region(db: Database, values: Mapping[str, Any], record_id: int | None = None) -> Region:
    """Add or change a node; the full names of everything below are kept right in the same action.

    Raises `FieldErrors` where the node would hang below itself or below a lower level.
    """
    label = (_("{kind} changed") if record_id else _("{kind} added")).format(kind=_(Region.NAME))
    with db.operation(label) as session:
        return store_region(session, values, record_id)


def store_region(session: Session, values: Mapping[str, Any], record_id: int | None = None) -> Region:
    """`save_region` inside an action that is under way."""
    region = verbs.store(session, Region, {k: v for k, v in values.items() if k != "full_name"}, record_id)
    _refuse_wrong_place(session, region)
    _rename(session, region)
    session.flush()
    return region


def _refuse_wrong_place(session: Session, region: Region) -> None:
    parent = session.get(Region, region.parent_id) if region.parent_id else None
    if parent is None:
        if region.level != "province":
            raise FieldErrors({"parent_id": _("Say in which region {name} lies.").format(name=region.name)})
        return
    if region.id == parent.id or region.id in ancestors(session, parent.id):
        raise FieldErrors({"parent_id": _("{name} cannot lie in itself.").format(name=region.name)})
    if RANK[parent.level] >= RANK[region.level]:
        raise FieldErrors({"parent_id": _("{name} cannot lie in {parent}: choose a higher level.").format(
            name=region.name, parent=parent.full_name)})


def _rename(session: Session, region: Region) -> None:
    """Give a node its full name, and everything below it."""
    parent = session.get(Region, region.parent_id) if region.parent_id else None
    name = path_name(parent.full_name if parent else "", region.name)
    if region.full_name == name:
        return
    region.full_name = name
    session.flush()
    for child in children(session, region.id):
        _rename(session, child)


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


__all__ = ["REGIONS", "ancestors", "children", "descendants", "read_branches", "save_region", "similar_regions",
           "store_region", "way_to"]
