"""The administrative tree: one row a node. Nodes of GB/T 2260 have their code as key, own nodes a key made here."""

from __future__ import annotations

from typing import ClassVar

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.records import Record

LEVELS = Choices("region_level", {
    "province": N_("Province"), "prefecture": N_("Prefecture"), "county": N_("County"), "township": N_("Township"),
    "village": N_("Village"), "market": N_("Market place"),
})


class Region(Record, table=True):
    """A place goods are sold, trials stand and people live in. `full_name` is kept by regions.actions."""

    NAME: ClassVar[str] = N_("Region")
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
