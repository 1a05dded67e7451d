"""The lists of prices and fee sheets."""

from __future__ import annotations

from desktop.catalogue.model import Season
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.prices.fee_model import FeeArea, FeePlan
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.validity import TODAY, holds

_product, _place = table_of(Product), table_of(Region).c.full_name

PRICES = Listing(
    "prices", N_("Prices"), PriceLine,
    columns=[Column("product", N_("Product"), _product.c.name), Column("region", N_("Region"), _place),
             Column("dealer", N_("For one dealer only"), table_of(Dealer).c.name),
             column(PriceLine, "valid_from"), column(PriceLine, "invoice"), column(PriceLine, "freight", shown=False),
             column(PriceLine, "store"), column(PriceLine, "freight_shop", shown=False),
             column(PriceLine, "retail"), column(PriceLine, "dealer_margin"),
             column(PriceLine, "dealer_on_purchase"), column(PriceLine, "shop_margin"), column(PriceLine, "shop_on_purchase"),
             column(PriceLine, "floor"), column(PriceLine, "settled", shown=False), column(PriceLine, "valid_until"),
             Column("holds", N_("Holds today"), holds(table_of(PriceLine), TODAY), "flag", shown=False)],
    joins=[(Product, "product_id"), (Region, "region_id"), (Dealer, "dealer_id"), (Season, "season_id")],
    order=("product", False),
    presets=[Preset("now", N_("Holding today"), lambda: (Condition("holds", "yes"),))])

FEE_PLANS = Listing(
    "fee_plans", N_("Fee sheets"), FeePlan,
    columns=[column(FeePlan, "name"), column(FeePlan, "code", shown=False), Column("region", N_("Region"), _place),
             column(FeePlan, "invoice_price"), column(FeePlan, "rebate_percent"), column(FeePlan, "made_on"),
             column(FeePlan, "remarks", shown=False)],
    joins=[(Region, "region_id"), (Season, "season_id"), (Product, "product_id")], order=("made_on", True))

FEE_AREAS = Listing(
    "fee_areas", N_("Areas of the fee sheet"), FeeArea,
    columns=[column(FeeArea, name) for name in (
        "name", "store_price", "retail_price", "sales", "subsidy_percent", "promotion_percent", "year_rebate_percent",
        "year_rebate_if_target", "target_met", "held_percent")], order=("id", False))
