"""A condition of sale and the products it holds for."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record

KINDS = Choices("condition_kind", {
    "percent": N_("Percent off"), "free": N_("Free bags"), "price": N_("Price of its own"), "surcharge": N_("Surcharge")})


class SalesCondition(Record, table=True):
    """What a dealer, a region or everybody gets from some bags on, in a span of days. Without products it holds for all."""

    NAME: ClassVar[str] = N_("Condition of sale")
    FORM: ClassVar[Groups] = (
        Group("name:2 code kind valid_from valid_until dealer_id region_id priority least percent price buy free remarks"),
    )
    code: str = f.code(N_("Condition no."), "TJ", year_of="valid_from")
    name: str = f.text(N_("Name"), required=True, search=True)
    kind: str = f.choice(N_("Kind"), KINDS, "percent")
    valid_from: date | None = f.day(N_("Valid from"), required=True, index=True)
    valid_until: date | None = f.day(N_("Valid until"), not_before="valid_from")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    priority: int | None = f.whole(N_("Rank among conditions"), low=0, high=99, default=0)
    least: int | None = f.whole(N_("From so many bags"), low=0)
    percent: float | None = f.number(N_("Percent"), unit="%", decimals=2, low=0, high=100)
    price: int | None = f.money(N_("Price a bag"))
    buy: int | None = f.whole(N_("For every so many bags paid"), low=1)
    free: int | None = f.whole(N_("So many bags free"), low=1)
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """Each kind needs its own figures; a condition is for a dealer or for a region."""
        needed = {"percent": ("percent",), "surcharge": ("percent",), "price": ("price",), "free": ("buy", "free")}[self.kind]
        found = {name: _("“{kind}” needs this figure.").format(kind=KINDS.label(self.kind))
                 for name in needed if getattr(self, name) is None}
        if self.dealer_id and self.region_id:
            found["region_id"] = _("Name a dealer or a region, not both.")
        return found


class ConditionProduct(Record, table=True):
    """A product that a condition holds for."""

    NAME: ClassVar[str] = N_("Product of a condition")
    FORM: ClassVar[Groups] = (Group("product_id"),)
    condition_id: int | None = f.link(N_("Condition of sale"), "salescondition.id", owned=True)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
