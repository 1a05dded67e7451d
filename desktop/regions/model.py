"""The administrative tree: one row a node. Nodes of GB/T 2260 have their code as key, own nodes a key made here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.regions.finding import regions_along

LEVELS = Choices("region_level", {
    "province": N_("Province"), "prefecture": N_("Prefecture"), "county": N_("County"), "township": N_("Township"),
    "village": N_("Village"), "market": N_("Market place"),
})
RANK = {level: number for number, level in enumerate(LEVELS)}


class Region(Record, table=True):
    """A place goods are sold, trials stand and people live in. `full_name` says where it lies, and follows the names above."""

    NAME: ClassVar[str] = N_("Region")
    MEANT_BY: ClassVar[Any] = staticmethod(regions_along)
    FORM: ClassVar[Groups] = (Group("name level parent_id short code remarks"),)
    code: str = f.text(N_("Area code"), search=True, index=True)
    name: str = f.text(N_("Name"), required=True, search=True)
    short: str = f.text(N_("Short name"))
    level: str = f.choice(N_("Level"), LEVELS, default="township")
    parent_id: int | None = f.link(N_("Lies in"), "region.id")
    full_name: str = f.text(N_("Full name"), index=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Where it lies, so that the many districts of one name can be told apart."""
        return self.full_name if self.full_name != self.name else self.code

    @classmethod
    def nearness(cls, session: Session, ids: Collection[int]) -> Mapping[int, int]:
        """Where dealers, sites and other work lie comes first, then the region of the settings."""
        from desktop.regions.nearness import nearness

        return nearness(session, ids)

    def before_save(self, before: Any, session: Session) -> None:
        """It lies in a node of a higher level, never in itself, and is called after what it lies in."""
        above = session.get(Region, self.parent_id) if self.parent_id else None
        if above is not None and (above.id == self.id or (before is not None and lies_in(session, above, self.id))):
            raise FieldErrors({"parent_id": _("{name} cannot lie in itself.").format(name=self.name)})
        place(self, above)

    @classmethod
    def before_save_many(cls, records: Sequence[Any], session: Session) -> None:
        """As `before_save`; one node may lie in another of them, before or after it."""
        named = {record.id: record for record in records}
        waiting = dict(named)
        for record in records:
            way, node = [], record
            while node is not None and node.id in waiting:
                way.append(waiting.pop(node.id))
                node = waiting.get(node.parent_id)
            for node in reversed(way):
                place(node, named.get(node.parent_id) or session.get(Region, node.parent_id or 0))

    def after_save(self, before: Any, session: Session) -> None:
        """What lies below is called after it."""
        if before is not None and before.full_name != self.full_name:
            rename_below(session, self)


def place(region: Any, above: Any) -> None:
    """Name a node after what it lies in. Raises `FieldErrors` where it may not lie there."""
    if above is None and region.level != "province":
        raise FieldErrors({"parent_id": _("Say in which region {name} lies.").format(name=region.name)})
    if above is not None and RANK[above.level] >= RANK[region.level]:
        raise FieldErrors({"parent_id": _("{name} cannot lie in {parent}: choose a higher level.").format(
            name=region.name, parent=above.full_name)})
    region.full_name = path_name(above.full_name if above else "", region.name)


def path_name(above: str, name: str) -> str:
    """The full name of a node below `above`: “黑龙江省 绥化市 庆安县”."""
    return f"{above} {name}".strip()


def lies_in(session: Session, node: Region, region_id: int) -> bool:
    """Whether a node lies somewhere below another one."""
    seen: set[int] = set()
    above: Region | None = node
    while above is not None and above.parent_id and above.id not in seen:
        seen.add(above.id)
        if above.parent_id == region_id:
            return True
        above = session.get(Region, above.parent_id)
    return False


def rename_below(session: Session, region: Region) -> None:
    """Give everything below a node its full name, what lies in the recycle bin too."""
    for child in session.exec(select(Region).where(col(Region.parent_id) == region.id)).all():
        child.full_name = path_name(region.full_name, child.name)
        rename_below(session, child)
    session.flush()
