"""The lists of conditions of sale."""

from __future__ import annotations

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.conditions.model import ConditionProduct, SalesCondition
from desktop.sales.products.model import Product
from desktop.sales.validity import TODAY, holds

_product = table_of(Product)
PRODUCTS = rollups.count(ConditionProduct, "condition_id")

CONDITIONS = Listing(
    "sales_conditions", N_("Conditions of sale"), SalesCondition,
    columns=[column(SalesCondition, "name"), column(SalesCondition, "kind"), column(SalesCondition, "valid_from"),
             column(SalesCondition, "valid_until"), Column("dealer", N_("Dealer"), table_of(Dealer).c.name),
             Column("region", N_("Region"), table_of(Region).c.full_name), column(SalesCondition, "least"),
             column(SalesCondition, "percent"), column(SalesCondition, "price"), column(SalesCondition, "buy"),
             column(SalesCondition, "free"), column(SalesCondition, "priority"),
             PRODUCTS.column(SalesCondition, "products", N_("Products named")),
             Column("holds", N_("Holds today"), holds(table_of(SalesCondition), TODAY), "flag", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id")], order=("valid_from", True),
    presets=[Preset("now", N_("Holding today"), lambda: (Condition("holds", "yes"),))])
CONDITION_PRODUCTS = Listing(
    "condition_products", N_("Products of the condition"), ConditionProduct,
    columns=[Column("product", N_("Product"), _product.c.name)], joins=[(Product, "product_id")], order=("id", False))
