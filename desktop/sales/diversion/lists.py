"""The lists of cases of diversion, and of how often each dealer was in one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.periods import YEAR
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.diversion import states as s
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product

_dealer, _product, _place = table_of(Dealer), table_of(Product), table_of(Region).c.full_name
_harmed = _dealer.alias("harmed")

CASES = Listing(
    "diversion_cases", N_("Diversion cases"), DiversionCase,
    columns=[column(DiversionCase, "code"), column(DiversionCase, "found_on"), column(DiversionCase, "state"),
             Column("region", N_("Region"), _place), column(DiversionCase, "shop"),
             Column("product", N_("Product"), _product.c.name), column(DiversionCase, "bags", total="sum"),
             Column("suspect", N_("Suspected dealer"), _dealer.c.name), column(DiversionCase, "outcome"),
             column(DiversionCase, "fine", total="sum"), column(DiversionCase, "deposit_cut", total="sum"),
             column(DiversionCase, "lot", shown=False), column(DiversionCase, "price_gap", shown=False),
             Column("harmed", N_("Harmed dealer"), _harmed.c.name, shown=False)],
    joins=[(Dealer, "suspect_id"), (_harmed, "harmed_id"), (Product, "product_id"), (Region, "region_id")],
    order=("found_on", True),
    presets=[
        Preset("open", N_("Open cases of diversion"), lambda: (Condition("state", "in", s.OPEN),)),
        Preset("late", N_("Not accepted in time"), lambda: (
            Condition("state", "in", ("reported",)), Condition("accept_by", "until", today() - timedelta(days=1)))),
        Preset("top_up", N_("Deposit not topped up in time"), lambda: (
            Condition("state", "in", ("decided", "executed")), Condition("topped_up_on", "empty"),
            Condition("top_up_by", "until", today() - timedelta(days=1)))),
    ])
GUILTY = (Condition("outcome", "in", ("malicious", "low_price")),)
SEASON = ("found_on", YEAR)
COUNT = rollups.count(DiversionCase, "suspect_id", period=SEASON)
PROVED = rollups.count(DiversionCase, "suspect_id", where=GUILTY, period=SEASON)
FOUND = rollups.total(DiversionCase, "suspect_id", "bags", where=GUILTY, period=SEASON)
EVER = rollups.count(DiversionCase, "suspect_id", where=GUILTY)
SENT = rollups.total(ShipmentLine, "dealer_id", "bags", period=("moved_on", YEAR))


def _rate() -> Any:
    """Percent of what was sent to a dealer this season that was found elsewhere."""
    return 100.0 * FOUND.sql(_dealer) / func.nullif(SENT.sql(_dealer), 0)


BY_DEALER = Listing(
    "diversion_rates", N_("Diversion by dealer"), Dealer,
    columns=[column(Dealer, "name", editable=False), Column("region", N_("Region"), _place),
             COUNT.column(Dealer, "cases", N_("Cases this season"), total="sum"),
             PROVED.column(Dealer, "proved", N_("Proved this season"), total="sum"),
             FOUND.column(Dealer, "found", N_("Bags found this season"), total="sum"),
             SENT.column(Dealer, "sent", N_("Bags sent this season"), total="sum"),
             Column("rate", N_("Diversion rate"), _rate(), "number", decimals=2, unit="%"),
             EVER.column(Dealer, "ever", N_("Proved in all years"), total="sum")],
    joins=[(Region, "region_id")], order=("found", True),
    presets=[Preset("any", N_("With cases"), lambda: (Condition("ever", "least", 1),))])
