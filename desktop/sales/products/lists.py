"""The list of products."""

from __future__ import annotations

from desktop.catalogue.model import Crop, Season, Variety
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.sales.products.model import Product

_variety = table_of(Variety)

PRODUCTS = Listing(
    "products", N_("Products"), Product,
    columns=[column(Product, "name"), column(Product, "code"), Column("variety", N_("Variety"), _variety.c.name),
             column(Product, "bag_kg"), column(Product, "bag_seeds"), column(Product, "bags_carton"),
             column(Product, "list_price"), column(Product, "bag_mu", shown=False), column(Product, "retired", shown=False),
             column(Product, "remarks", shown=False)],
    joins=[(Variety, "variety_id"), (Crop, "crop_id", Variety), (Season, "season_id")], order=("name", False),
    presets=[Preset("sold", N_("On sale"), lambda: (Condition("retired", "no"),))])
