"""The fee sheet of a region as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from desktop.core.i18n import N_, _
from desktop.trade.given import Given, kind, once, plain, price_text, ratio, yuan
from desktop.trade.prices import Area, Fees, break_even_share, fees, net_per_unit, warnings

_AREA = ("name", "store_price", "retail_price", "sales", "subsidy_percent", "promotion_percent", "year_rebate_percent",
         "year_rebate_if_target", "target_met", "held_percent")
_OTHERS = {"store_price": "6.00", "retail_price": "7.60", "sales": "50000.00", "subsidy_percent": 0, "promotion_percent": 15,
           "year_rebate_percent": 5, "year_rebate_if_target": False, "target_met": True, "held_percent": 10}


def _area(given: Given) -> Area:
    return Area(given.text("name"), given.positive("store_price"), given.positive("retail_price"), given.amount("sales"),
                given.percent("subsidy_percent"), given.percent("promotion_percent"), given.percent("year_rebate_percent"),
                given.flag("year_rebate_if_target"), given.flag("target_met"), given.percent("held_percent"))


def _row(area: Area, found: Fees, invoice: Fraction) -> dict[str, Any]:
    shop, dealer = area.retail_price - area.store_price, area.store_price - invoice
    return {"name": area.name,
            "shop_margin": price_text(shop), "shop_percent_of_purchase": ratio(shop, area.store_price),
            "shop_percent_of_sale": ratio(shop, area.retail_price),
            "dealer_margin": price_text(dealer), "dealer_percent_of_purchase": ratio(dealer, invoice),
            "pool": yuan(found.pool), "subsidy": yuan(found.subsidy), "promotion": yuan(found.promotion),
            "year_rebate": yuan(found.year_rebate), "held": yuan(found.held), "from_manager": yuan(found.from_manager),
            "unused": yuan(found.unused)}


def _fees(given: Given) -> dict[str, Any]:
    invoice, rebate = given.positive("invoice_price"), given.percent("rebate_percent")
    areas = given.items("areas", _area, _AREA)
    once(given, "areas", [area.name for area in areas], "name")
    found = [fees(area, rebate) for area in areas]
    held, moved = sum(f.held for f in found), sum(f.from_manager for f in found)
    share = break_even_share(areas, rebate)
    return {"areas": [_row(area, f, invoice) for area, f in zip(areas, found, strict=True)],
            "manager": {"in": yuan(held), "out": yuan(moved), "left": yuan(held - moved)},
            "pool": yuan(sum(f.pool for f in found)),
            "net_per_unit": {area.name: price_text(net_per_unit(area, invoice)) for area in areas},
            "break_even_share": None if share is None else plain(share), "warnings": warnings(areas, invoice, held - moved)}


def _pocket(given: Given) -> dict[str, Any]:
    """What of a list price reaches the pocket, and what it contributes above the cost; in yuan a unit."""
    price = given.positive("list_price")
    taken = sum(given.items("deductions", lambda one: (one.text("name"), one.quantity("amount"))[1], ("name", "amount"),
                            empty=True), Fraction(0))
    if taken > price:
        raise given.wrong("deductions", _("exceed the list price"))
    left = price - taken
    return {"deductions": price_text(taken), "pocket_price": price_text(left), "pocket_percent": ratio(left, price),
            "contribution": price_text(left - given.quantity("cost")),
            "contribution_percent": ratio(left - given.quantity("cost"), left)}


KINDS = (
    kind("pocket-price", N_("Pocket price and contribution"), ("list_price", "deductions", "cost"),
         {"list_price": "100.00", "deductions": [{"name": "rebate", "amount": "15.00"}, {"name": "freight", "amount": "5.00"}],
          "cost": "50.00"}, _pocket),
    kind("fees", N_("Price chain and fee money by area"), ("invoice_price", "rebate_percent", "areas"),
         {"invoice_price": "5.00", "rebate_percent": 30, "areas": [
             {"name": "A", "store_price": "5.00", "retail_price": "6.50", "sales": "50000.00", "subsidy_percent": 20,
              "promotion_percent": 20, "year_rebate_percent": 15, "year_rebate_if_target": True, "target_met": True,
              "held_percent": 0}, *({"name": name, **_OTHERS} for name in "BCD")]}, _fees),)
