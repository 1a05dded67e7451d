"""A price line: what a product costs at each step from the firm's invoice to the farmer, in a region from a day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.computed import Computed
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living


def _yuan(title: str, formula: Callable[[Any], Any]) -> Computed:
    return Computed(title, formula, "money", N_("yuan"), 2)


def _percent(title: str, formula: Callable[[Any], Any]) -> Computed:
    return Computed(title, formula, unit="%", decimals=2)


class PriceLine(Record, table=True):
    """The price chain of a product: invoice, freight to the dealer, what the shop pays, freight to the shop, what the farmer
    pays; margins follow, each of what is left after the freight that its earner pays.

    Without a region it holds everywhere, without a last day until another one begins; a line of one dealer wins over all. The
    margins are taken on what the one who earns them pays (加价率) and on what that one sells at (毛利率): the two are never
    mixed.
    """

    NAME: ClassVar[str] = N_("Price line")
    FORM: ClassVar[Groups] = (
        Group("product_id:2 region_id dealer_id:2 season_id valid_from valid_until invoice freight landed store freight_shop "
              "shop_cost retail floor settled "
              "dealer_margin dealer_on_purchase dealer_on_sale shop_margin shop_on_purchase shop_on_sale source remarks"),
    )
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    dealer_id: int | None = f.link(N_("For one dealer only"), "dealer.id")
    season_id: int | None = f.link(N_("Season"), "season.id", current=True)
    valid_from: date | None = f.day(N_("Valid from"), required=True, index=True)
    valid_until: date | None = f.day(N_("Valid until"), not_before="valid_from")
    invoice: int | None = f.money(N_("Invoice price"))
    freight: int | None = f.money(N_("Freight a bag"))
    store: int | None = f.money(N_("Price to the shop"))
    freight_shop: int | None = f.money(N_("Freight to the shop"))
    retail: int | None = f.money(N_("Price to the farmer"))
    floor: int | None = f.money(N_("Lowest price allowed"))
    settled: int | None = f.money(N_("Settlement price"))
    landed: ClassVar[f.Computed] = _yuan(N_("Dealer's cost"), lambda c: c.invoice + c.known(c.freight, 0))
    dealer_margin: ClassVar[f.Computed] = _yuan(N_("Dealer's margin"), lambda c: c.store - c.landed)
    dealer_on_purchase: ClassVar[f.Computed] = _percent(
        N_("Dealer's margin on purchase"), lambda c: 100 * c.dealer_margin / c.landed)
    dealer_on_sale: ClassVar[f.Computed] = _percent(
        N_("Dealer's margin on sale"), lambda c: 100 * c.dealer_margin / c.store)
    shop_cost: ClassVar[f.Computed] = _yuan(N_("Shop's cost"), lambda c: c.store + c.known(c.freight_shop, 0))
    shop_margin: ClassVar[f.Computed] = _yuan(N_("Shop's margin"), lambda c: c.retail - c.shop_cost)
    shop_on_purchase: ClassVar[f.Computed] = _percent(
        N_("Shop's margin on purchase"), lambda c: 100 * c.shop_margin / c.shop_cost)
    shop_on_sale: ClassVar[f.Computed] = _percent(
        N_("Shop's margin on sale"), lambda c: 100 * c.shop_margin / c.retail)
    source: str = f.text(N_("Source"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """From when it holds."""
        return f"{_(self.NAME)} {self.valid_from or ''}".strip()

    def problems(self) -> dict[str, str]:
        """A price line names a price; it is of a region or of a dealer."""
        if self.region_id and self.dealer_id:
            return {"dealer_id": _("A price is of a region or of a dealer: leave one empty.")}
        if any(price is not None for price in (self.invoice, self.store, self.retail, self.settled)):
            return {}
        return {"invoice": _("Fill in at least one price.")}

    def before_save(self, _before: Any, session: Session) -> None:
        """One line a product, region or dealer, and first day."""
        same = living(PriceLine).where(
            col(PriceLine.product_id) == self.product_id, col(PriceLine.region_id) == self.region_id,
            col(PriceLine.dealer_id) == self.dealer_id,
            col(PriceLine.valid_from) == self.valid_from, col(PriceLine.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"valid_from": _("There is a price line of this product and region from {day} on already. "
                                               "Change that one, or name another day.").format(day=self.valid_from)})
