"""A throw-away feature of farms and their fields: what a feature has to bring to get a whole book.

Its tables exist only while a test stands on them, so that no other test meets them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core import search
from desktop.core.choices import Choices
from desktop.core.database import Database
from desktop.core.i18n import N_
from desktop.core.listing import Condition, Listing, Preset, column
from desktop.core.records import Record
from tests.enlisting import Enlisting

SOILS = Choices("soil", {"clay": N_("Clay"), "loam": N_("Loam"), "sand": N_("Sand")},
                {"clay": "amber", "loam": "green", "sand": "blue"})


class Farm(Record, table=True):
    """A farm."""

    NAME: ClassVar[str] = N_("Farm")
    name: str = f.text(N_("Name"), required=True, search=True)
    phone: str = f.text(N_("Telephone"), search=True)
    soil: str = f.choice(N_("Soil"), SOILS)
    area: float | None = f.number(N_("Area"), unit="mu", decimals=1, low=0)
    since: date | None = f.day(N_("Since"))
    is_partner: bool = f.yes_no(N_("Partner"))
    remarks: str = f.text(N_("Remarks"), long=True)
    neighbour_id: int | None = f.link(N_("Neighbour"), "farm.id")


class Parcel(Record, table=True):
    """A field of a farm."""

    NAME: ClassVar[str] = N_("Parcel")
    farm_id: int | None = f.link(N_("Farm"), "farm.id", owned=True)
    name: str = f.text(N_("Name"), required=True, search=True)
    area: float | None = f.number(N_("Area"), unit="mu", decimals=1)


MODELS: tuple[type[Record], ...] = (Farm, Parcel)
FARMS = Listing(
    "farms", N_("Farms"), Farm,
    columns=[column(Farm, "name"), column(Farm, "soil"), column(Farm, "area", total="sum"),
             column(Farm, "since"), column(Farm, "phone"), column(Farm, "is_partner", shown=False)],
    order=("name", False),
    presets=[Preset("partners", N_("Partners"), lambda: (Condition("is_partner", "yes"),))])
PARCELS = Listing("parcels", N_("Parcels"), Parcel,
                  columns=[column(Parcel, "name"), column(Parcel, "area", total="sum")], order=("name", False))


def similar_farms(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[search.Hit]:
    """Farms of the same telephone number."""
    if not values.get("phone"):
        return []
    query = select(Farm).where(col(Farm.phone) == values["phone"], col(Farm.deleted_at).is_(None), col(Farm.id) != record_id)
    return [search.Hit("farm", found.id, found.name, found.phone) for found in session.exec(query)]


ENLISTING = Enlisting(MODELS)


@contextmanager
def enlisted(db: Database) -> Iterator[None]:
    """Make the throw-away tables in `db` and known to the program, inside the block."""
    with db.raw() as connection:
        ENLISTING.make(connection)
    with ENLISTING.known():
        yield
