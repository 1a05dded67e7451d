"""A product: one variety in one pack. Orders, shipments, counts and prices speak of products, never of loose text."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record, living
from desktop.sales.products.naming import products_named


class Product(Record, table=True):
    """A variety in a pack: a bag of so many kg, or of so many seeds, or both. Quantities are whole bags of it."""

    NAME: ClassVar[str] = N_("Product")
    MEANT_BY: ClassVar[Any] = staticmethod(products_named)
    FORM: ClassVar[Groups] = (
        Group("variety_id name:2 name_en:2 code bag_kg bag_seeds bags_carton bag_mu list_price label_id season_id retired "
              "remarks"),
    )
    code: str = f.code(N_("Product code"), "P")
    name: str = f.text(N_("Name"), search=True, index=True)
    name_en: str = f.text(N_("English name"), search=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id", required=True)
    bag_kg: float | None = f.number(N_("Kilograms a bag"), unit="kg", decimals=3, low=0)
    bag_seeds: int | None = f.whole(N_("Seeds a bag"), low=1)
    bags_carton: int | None = f.whole(N_("Bags a carton"), low=1)
    bag_mu: float | None = f.number(N_("Area a bag sows"), unit=N_("mu"), decimals=2, low=0)
    list_price: int | None = f.money(N_("List price"))
    label_id: int | None = f.link(N_("Label"), "labelitem.id")
    season_id: int | None = f.link(N_("Season"), "season.id")
    retired: bool = f.yes_no(N_("No longer sold"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """A pack holds a weight or a number of seeds."""
        if self.bag_kg or self.bag_seeds:
            return {}
        return {"bag_kg": _("Say how many kilograms or how many seeds a bag holds.")}

    def before_save(self, before: Any, session: Session) -> None:
        """Without a name of its own it is called after variety and pack, and anew when these change."""
        variety = session.get(Variety, self.variety_id) if self.variety_id else None
        if variety is None:
            return
        former = session.get(Variety, before.variety_id) if before is not None and before.variety_id else None
        for field, make in (("name", called), ("name_en", called_in_english)):
            stood = make(getattr(former, field), before) if former is not None else ""
            if getattr(self, field) in ("", stood):
                setattr(self, field, make(getattr(variety, field), self))

    def detail(self) -> str:
        """Code and pack."""
        return " · ".join(t for t in (self.code, pack(self)) if t)


def pack(product: Any) -> str:
    """What a bag of a product holds: "2.5 kg", "4400粒", or both."""
    weight = f"{product.bag_kg:g} kg" if product.bag_kg else ""
    seeds = ngettext("{n} seed", "{n} seeds", product.bag_seeds).format(n=product.bag_seeds) if product.bag_seeds else ""
    return " · ".join(t for t in (weight, seeds) if t)


def called(variety: str, product: Any) -> str:
    """The name of a product that has none of its own: 丰玉158 2.5 kg. It is stored, as is its English one."""
    weight = f"{product.bag_kg:g} kg" if product.bag_kg else ""
    seeds = f"{product.bag_seeds}粒" if product.bag_seeds else ""
    return " ".join(t for t in (variety, weight, seeds) if t)


def called_in_english(variety: str, product: Any) -> str:
    """The English name of such a product, Fengyu 158 2.5 kg; "" where its variety has none."""
    weight = f"{product.bag_kg:g} kg" if product.bag_kg else ""
    seeds = f"{product.bag_seeds} seeds" if product.bag_seeds else ""
    return " ".join(t for t in (variety, weight, seeds) if t) if variety else ""


def product_names(session: Session) -> dict[int, str]:
    """The names of all products, by their ids."""
    return {product.id: product.label() for product in session.exec(living(Product))}
